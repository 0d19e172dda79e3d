"""The copy for any computer, opened from a folder as by double click: no server, no network, nothing installed."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from benchmarks.search_quality.judgements import load_judgements
from search.inline import search_data
from site_builder.copy.make import FOLDER, NOTE, START, write_copy
from tests.journeys.conftest import serving
from tests.journeys.searching import lessons, parts_of_texts, search

BLOOD, FRAUD = "health/chronic-disease/blood-pressure", "law/anti-fraud/click-farming"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, unzipped into a folder with a name that people give."""
    place = tmp_path_factory.mktemp("usb")
    write_copy(site, lessons(), "西区学堂", place / "copy.zip", moment=1_795_867_200)
    with zipfile.ZipFile(place / "copy.zip") as archive:
        archive.extractall(place / "我的 U 盘 #1 100%")
    return place / "我的 U 盘 #1 100%"


class Reader:
    """A page of the browser with what it asked for and complained about."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("pageerror", lambda error: self.complaints.append(error.stack or str(error)))
        page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader was quicker than the page
            self.complaints.append(f"{request.failure}: {request.url}")

    def open(self, path: str = "", query: str = "") -> Page:
        """Open a page given as on the portal."""
        self.page.goto((self.folder / FOLDER / path / "index.html").as_uri() + query)
        return self.page

    def here(self) -> str:
        """Which page is open, as on the portal."""
        path = Path(unquote(urlsplit(self.page.url).path))
        assert path.name == "index.html"
        return path.parent.relative_to(self.folder / FOLDER).as_posix()


@pytest.fixture
def reader(browser: Browser, folder: Path) -> Iterator[Reader]:
    """A reader whose computer has no network. Whatever the browser complains about fails the test."""
    context = browser.new_context(offline=True, locale="zh-CN", timezone_id="Asia/Shanghai")
    reader = Reader(context.new_page(), folder)
    yield reader
    context.close()
    assert reader.complaints == []
    assert [url for url in reader.asked if not url.startswith(("file:", "data:", "blob:"))] == []


def test_double_click_leads_to_the_home_page(reader: Reader) -> None:
    """By the one page on top; everything else is in one folder beside it."""
    assert sorted(path.name for path in reader.folder.iterdir()) == sorted([START, NOTE, FOLDER])
    reader.page.goto((reader.folder / START).as_uri())
    expect(reader.page).to_have_url(re.compile(f"/{FOLDER}/index.html$"))
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()


def test_who_did_not_unzip_all_is_told_so(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """A double click within the zip puts the first page alone into a folder of its own."""
    (tmp_path / START).write_bytes((folder / START).read_bytes())
    page = browser.new_page()
    page.goto((tmp_path / START).as_uri())
    expect(page.get_by_text("全部解压缩")).to_be_visible()
    page.close()


def test_from_home_to_a_lesson_by_links(reader: Reader) -> None:
    """Category, course, lesson, the next lesson, back home."""
    page = reader.open()
    page.get_by_role("link", name=re.compile("健康教育")).first.click()
    assert reader.here() == "health"
    page.locator("[data-course] a").first.click()
    course = reader.here()
    page.locator("[data-lesson] a").first.click()
    assert reader.here().startswith(f"{course}/")
    page.locator("a.mark").click()
    assert reader.here() == "."


def test_answering_a_question_and_finishing_a_lesson(reader: Reader) -> None:
    """Feedback comes up, and “我的学习” knows of the lesson, also when the copy is opened again elsewhere."""
    page = reader.open(BLOOD)
    question = page.locator("[data-question]").first
    question.locator(".choice:not([data-correct]) input").first.check()
    question.locator("[data-check]").click()
    expect(question.locator("[data-result]")).to_contain_text(re.compile("再想想|还没有选全"))
    expect(question.locator("[data-feedback]:visible").first).not_to_be_empty()
    page.locator("[data-finish-button]").click()
    expect(page.locator("[data-finish-status]")).to_have_text("已记下")
    reader.open("progress")
    link = page.locator("[data-finished] a")
    expect(link).to_have_count(1)
    kept = page.evaluate("Object.keys(localStorage)")
    assert kept == ["xuetang:西区学堂:progress"]
    link.click()
    assert reader.here() == BLOOD
    reader.open("progress")
    page.locator("[data-erase-ask]").click()
    page.locator("[data-erase-yes]").click()
    expect(page.locator("[data-finished] a")).to_have_count(0)


def test_a_browser_that_keeps_nothing(reader: Reader) -> None:
    """Storage may be forbidden to files: reading, searching and erasing go on."""
    reader.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = reader.open(BLOOD)
    page.locator("[data-finish-button]").click()
    expect(page.locator("[data-finish-status]")).to_contain_text("没有记下")
    reader.open("search", "?q=血压")
    expect(page.locator(".search-result a").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("高血压", "找到"),
        ("gaoxueya", "找到"),
        ("gxy", "找到"),
        ("高雪压", "没有“高雪压”，按“高血压”找到"),
        ("高血壓", "找到"),
    ],
)
def test_searching(reader: Reader, query: str, says: str) -> None:
    """By characters, pinyin, initials, with a slip, in traditional characters; the result leads to its lesson."""
    page = reader.open("search", f"?q={query}")
    expect(page.locator("[data-search-status]")).to_contain_text(says)
    first = page.locator(".search-result h2 a").first
    expect(first).to_be_visible()
    expect(page.locator("[data-search-note]")).to_be_hidden()
    first.click()
    expect(page.locator("[data-lesson-page]")).to_have_attribute("data-lesson-page", reader.here())


def test_what_is_found_beside_lessons(reader: Reader) -> None:
    """Schools and hotlines are found in a copy too, and lead to its files, at their place on the page."""
    page = reader.open("search", "?q=热线")
    page.locator(".beside summary").click()
    page.locator(".beside").get_by_role("link", name="120 医疗急救").click()
    assert reader.here() == "hotlines"
    expect(page).to_have_url(re.compile("#n-120$"))
    expect(page.locator("#n-120")).to_be_in_viewport()


def test_suggestions_and_the_way_to_the_results(reader: Reader) -> None:
    """Nothing of the search is loaded before its box is used; then the box suggests, and Enter leads to the results."""
    page = reader.open()
    assert not [url for url in reader.asked if url.endswith(("lexicon.js", "search/data.js"))]
    box = page.locator("form[role=search] input").first
    box.click()
    box.press_sequentially("xueya", delay=20)
    option = page.locator("[role=option].cat-health").first
    expect(option).to_be_visible()
    box.press("Enter")
    expect(page.locator(".search-result").first).to_be_visible()
    assert reader.here() == "search"
    page.go_back()
    assert reader.here() == "."


def test_filters_and_counts(reader: Reader) -> None:
    """A choice narrows to the number that stood beside it, changes the address, and can be taken back."""
    page = reader.open("search", "?q=手机")
    facet = page.locator("[data-facet=category] label:not(.is-disabled)")
    expect(facet.first.locator("[data-count]")).to_have_text(re.compile(r"^[1-9]\d*$"))
    number = facet.first.locator("[data-count]").inner_text()
    facet.first.locator("input").check()
    expect(page.locator("[data-search-status]")).to_contain_text(f"{number} 课")
    expect(page).to_have_url(re.compile("[?&]category="))
    page.go_back()
    expect(page.locator("[data-facet] input:checked")).to_have_count(0)


def test_nothing_found_has_ways_on(reader: Reader) -> None:
    """Words and categories that come close, and home; the links lead to pages."""
    page = reader.open("search", "?q=血压计算机鑫鑫&category=special")
    expect(page.locator("[data-search-empty], [data-search-apart]").first).to_be_attached()
    reader.open("search", "?q=鑫鑫鑫鑫")
    home = page.get_by_role("link", name="回首页看看")
    expect(home).to_be_visible()
    home.click()
    assert reader.here() == "."


def test_the_keyboard_on_the_screen(reader: Reader) -> None:
    """Its module and style come from the folder too."""
    page = reader.open("search")
    page.evaluate("window.xuetangPrefs.set('pad', 'on'); document.dispatchEvent(new Event('xuetang:prefs'))")
    page.locator("form[role=search] input").last.click()
    expect(page.locator(".pad__key").first).to_be_visible()
    for key in "gxy":
        page.locator(".pad__key", has_text=re.compile(f"^{key}$", re.I)).first.click()
    expect(page.locator(".pad__chip").first).to_be_visible()


def test_reporting_a_problem_names_the_lesson_not_the_computer(reader: Reader) -> None:
    """The text to send says which lesson, and nothing of the folder that the copy lies in."""
    page = reader.open("report", f"?lesson={BLOOD}")
    expect(page.locator("[data-report-about]")).to_be_visible()
    text = page.locator("[data-report-text]").input_value()
    assert BLOOD in text and "file:" not in text and "盘" not in text


def test_printing(reader: Reader) -> None:
    """A lesson is printable; an address that means nothing on paper is left out."""
    page = reader.open(BLOOD)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("header.top")).to_be_hidden()
    assert "file:" not in page.locator("body").inner_text()


def test_a_copy_that_was_not_unzipped_whole(browser: Browser, folder: Path, tmp_path: Path) -> None:
    """Without the data of the search, box and results say what is missing; the categories still lead on."""
    shutil.copytree(folder, tmp_path / "half")
    (tmp_path / "half" / FOLDER / "search/data.js").unlink()
    page = browser.new_page()
    page.goto((tmp_path / "half" / FOLDER / "search/index.html").as_uri() + "?q=血压")
    expect(page.locator("[data-search-empty]")).to_contain_text("请把压缩包重新全部解开")
    expect(page.locator("[data-search-browse]")).to_be_visible()
    page.locator("form[role=search] input").last.fill("血糖")
    expect(page.locator(".search-panel__note").last).to_contain_text("少了文件")
    page.close()


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()
        self.kinds: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [value for name in ("href", "src", "action") if (value := values.get(name))]
        self.ids.update(value for name in ("id", "name") if (value := values.get(name)))
        if tag == "script":
            self.kinds.append(values.get("type") or "classic")


def test_every_link_leads_to_a_file(folder: Path) -> None:
    """Of every page: to a file, never to a folder, never out of the copy; fragments to what is there; no modules."""
    pages = {}
    for path in folder.rglob("*.html"):
        pages[path] = _Links()
        pages[path].feed(path.read_text(encoding="utf-8"))
    assert len(pages) > 190
    for path, page in pages.items():
        assert set(page.kinds) <= {"classic"}, path
        for address in page.found:
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("https", "mailto", "tel", "data"), address
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file() and target.is_relative_to(folder.resolve()), f"{path}: {address}"
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in pages[target].ids, f"{path}: {address}"


def test_every_page_opens_without_a_complaint_and_with_its_pictures(reader: Reader) -> None:
    """All pages of three categories and of the site itself; the rest is made by the same templates."""
    paths = sorted(
        path.parent.relative_to(reader.folder / FOLDER) for path in reader.folder.rglob(f"{FOLDER}/**/index.html")
    )
    wanted = [path for path in paths if path.parts[:1] not in {(name,) for name in OTHERS}]
    assert len(wanted) > 50
    for path in wanted:
        page = reader.open(path.as_posix())
        pictures = page.evaluate(
            """async () => {
              const pictures = [...document.images];
              for (const picture of pictures) picture.loading = "eager";
              await Promise.all(pictures.map((picture) => picture.decode().catch(() => {})));
              return pictures.filter((picture) => picture.naturalWidth === 0).map((picture) => picture.src);
            }"""
        )
        assert pictures == [], path


OTHERS = "adults culture homemaking infants law marriage migrants science special women".split()


def test_what_windows_and_old_programs_can_unzip(folder: Path) -> None:
    """Short ASCII names but for the note, the flag for UTF-8 on that one, nothing that only a server needs."""
    with zipfile.ZipFile(folder.parent / "copy.zip") as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries if not entry.filename.isascii()] == [NOTE]
    assert all(entry.flag_bits & 0x800 for entry in entries if entry.filename == NOTE)
    assert max(len(entry.filename) for entry in entries) < 100
    names = {entry.filename for entry in entries}
    assert not [name for name in names if re.search(r"pagefind/|search-config|sitemap|robots|sw\.js|404", name)]
    note = (folder / NOTE).read_bytes()
    assert note.startswith(b"\xef\xbb\xbf") and b"\r\n" in note and b"$" not in note


@pytest.fixture(scope="module")
def answering(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal with the copy's data beside its own index, so that both engines can be asked the same."""
    place = tmp_path_factory.mktemp("both")
    for path in site.iterdir():
        if path.name != "search":
            (place / path.name).symlink_to(path.resolve())
    (place / "search").mkdir()
    (place / "search/lexicon.json").symlink_to((site / "search/lexicon.json").resolve())
    (place / "search/data.json").write_bytes(search_data(lessons()))
    with serving(place) as address:
        yield address


def test_a_copy_answers_like_the_portal(page: Page, answering: str) -> None:
    """The same first ten in the same order, and the same number of them, for judged queries, for parts of texts and with
    filters. Further down, lessons that score alike to the sixth digit may change places."""
    judged = [judgement.query for judgement in load_judgements() if judgement.half == "tuning"]
    parts = sorted({query for query, _ in parts_of_texts(60)})
    queries = [*judged[::3], *parts, "高", "的", "a", "12", "手机 wifi", "constructor", "__proto__"]
    assert len(judged[::3]) > 60
    page.goto(answering)
    for query in queries:
        found = [search(page, query, engine=engine) for engine in ("pagefind", "inline")]
        told = [[result["id"] for result in each["results"][:10]] for each in found]
        assert told[0] == told[1], query
        for key in ("total", "facets", "repairs", "isPartial", "isMention", "isAnywhere", "words"):
            assert found[0][key] == found[1][key], (query, key)
    for filters in ({"category": "health"}, {"audience": ["elderly", "parents"], "duration": "short"}):
        found = [search(page, "手机", engine=engine, filters=filters) for engine in ("pagefind", "inline")]
        assert found[0]["total"] == found[1]["total"] and found[0]["facets"] == found[1]["facets"]
