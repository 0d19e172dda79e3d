"""The kiosk's screens in a real browser: reached by touch alone, large enough, sealed, and what the portal teaches."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from catalog.loader import load
from site_builder.build import build
from site_builder.editions import KIOSK
from site_builder.settings import Project
from tests.journeys.conftest import REPOSITORY, serving
from tests.journeys.touching import LESSON, PAGES, SCREENS, close_targets, parts_of, screen, small_targets


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def arrived(page: Page, address: str | re.Pattern[str], timeout: float = 5_000) -> None:
    """Wait until the page is another one and its scripts have started."""
    page.wait_for_url(address, timeout=timeout)
    page.wait_for_load_state("networkidle")


# -- what is there ------------------------------------------------------------------------------------------------------


def text(html: str) -> str:
    html = re.sub(r'<a [^>]*class="footnote-backref"[^>]*>.*?</a>', "", html)
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


class _Prose(HTMLParser):
    """The words of the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "div" and (self._depth or ("class", "prose") in attrs):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.words.append(data)


def prose_of(html: str) -> str:
    reader = _Prose()
    reader.feed(html)
    return re.sub(r"\s+", "", "".join(reader.words))


def test_pages_and_texts_are_the_portals(site: Path, kiosk_site: Path) -> None:
    """Every page of the kiosk is one of the portal, and every course and lesson has the words that it has there."""
    ours = {path.parent.relative_to(kiosk_site).as_posix() for path in kiosk_site.rglob("index.html")}
    theirs = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    own = {"coverage", "progress", "report", "api", "search/unanswered"}
    assert ours == {path for path in theirs if path not in own and not path.endswith("/teaching")}
    catalog = load(REPOSITORY / "content")
    for thing in [*(record.course for record in catalog.records), *catalog.lessons()]:
        html = (kiosk_site / thing.id / "index.html").read_text("utf-8")
        assert prose_of(html) == text(thing.body.html), thing.id
        assert thing.title in unescape(html)
    for lesson in catalog.lessons():
        words = text((kiosk_site / lesson.id / "index.html").read_text("utf-8"))
        portal = text((site / lesson.id / "index.html").read_text("utf-8"))
        header = lesson.header
        said = [question.question for question in header.quiz]
        said += [
            word for question in header.quiz for choice in question.choices for word in (choice.text, choice.feedback)
        ]
        said += [*header.outcomes, header.summary, *(source.title for source in header.sources)]
        said += list(header.activity.steps) if header.activity else []
        for one in said:
            assert text(one) in words and text(one) in portal, (lesson.id, one)


def test_every_page_links_to_what_is_there_and_nowhere_else(kiosk_site: Path) -> None:
    """Over all pages: from the home page every page is reached in three steps at most, and no address leaves."""
    todo, depth = ["/"], {"/": 0}
    while todo:
        address = todo.pop(0)
        html = (kiosk_site / unquote(address).strip("/") / "index.html").read_text("utf-8")
        assert not re.search(r"""(?:href|src|action|content)=["'](?:https?:|//|tel:|mailto:)""", html), address
        stage = html[html.index("<main") : html.index("</main>")]
        for link in re.findall(r'<a\b[^>]*?href="([^"#]*)[^"]*"', stage + html[html.index("<nav class=") :]):
            target = urljoin(address, unescape(link)) if link else address
            assert (kiosk_site / target.strip("/") / "index.html").is_file(), (address, link)
            if target not in depth:
                depth[target] = depth[address] + 1
                todo.append(target)
    pages = {
        f"/{path.parent.relative_to(kiosk_site).as_posix()}/".replace("/./", "/")
        for path in kiosk_site.rglob("index.html")
    }
    moved = {
        page for page in pages if "这节课换了地方" in (kiosk_site / page.strip("/") / "index.html").read_text("utf-8")
    }
    assert pages - moved == set(depth)
    assert max(depth.values()) <= 3


@pytest.fixture(scope="module")
def small_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a kiosk made from the small site, which has no public address and nothing checked."""
    import shutil

    root = tmp_path_factory.mktemp("small")
    shutil.copytree(REPOSITORY / "tests/cases/valid/content", root / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        folder = build(Project(root), KIOSK).folder
    with serving(folder) as address:
        yield address


def test_every_page_is_reached_by_touch_alone(browser: Browser, small_kiosk: str) -> None:
    """A finger goes from the home page to every page, comes home from each, and leaves no trail behind."""
    with screen(browser, small_kiosk) as page:
        opened(page, f"{small_kiosk}/")
        trail = page.evaluate("history.length")
        seen: set[str] = set()
        ways: list[tuple[str, ...]] = [()]
        while ways:
            way = ways.pop(0)
            if page.evaluate("location.pathname") != "/":
                page.locator(".bar [href]").first.tap()
                arrived(page, f"{small_kiosk}/")
            for step in way:
                link = page.locator(f'main a[href="{step}"]:visible').first
                goal = link.evaluate("link => link.href")
                link.tap()
                arrived(page, goal)
            address = page.evaluate("location.pathname")
            if address in seen or len(way) > 3:
                continue
            seen.add(address)
            if page.locator("[data-part]").count():
                *_, _last = parts_of(page)
                assert page.locator(".part.is-here").get_attribute("id") == "part-onward"
            links = page.evaluate("""() => [...document.querySelectorAll('main a[href]')]
                .filter((one) => one.checkVisibility() && !one.hasAttribute('data-goto') && !one.closest('.part-onward, .mentioned'))
                .map((one) => one.getAttribute('href'))""")
            ways += [(*way, link) for link in dict.fromkeys(links)]
        assert {
            "/",
            "/law/",
            "/health/",
            "/law/anti-fraud/",
            "/law/anti-fraud/click-farming/",
            "/law/anti-fraud/fake-police/",
            "/search/",
            "/about/",
        } <= seen
        assert page.evaluate("history.length") == trail
        assert (page.foreign, page.complaints) == ([], [])  # type: ignore[attr-defined]


def test_back_leads_one_step_up(browser: Browser, kiosk_server: str) -> None:
    """From a lesson to its course, its category and home, wherever one came from; Home and Back keep their places."""
    with screen(browser, kiosk_server) as page:
        opened(page, kiosk_server + LESSON)
        places = []
        for goal in ("/law/anti-fraud/", "/law/", "/"):
            places.append([page.locator(".bar-ways > *").nth(at).bounding_box() for at in (0, 1)])
            page.locator("[data-back]").tap()
            arrived(page, kiosk_server + goal)
        places.append([page.locator(".bar-ways > *").nth(at).bounding_box() for at in (0, 1)])
        assert all(place == places[0] for place in places)


# -- how it looks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_a_finger_finds_everything(browser: Browser, kiosk_server: str, name: str, size: str) -> None:
    """Whatever can be hit is 60 px large and 12 px from the next, and nothing has to be scrolled sideways."""
    with screen(browser, kiosk_server, size) as page:
        opened(page, kiosk_server + PAGES[name])
        for part in parts_of(page) if name == "lesson" else range(1):
            assert small_targets(page) == [], part
            assert close_targets(page) == [], part
            sideways = "[...document.querySelectorAll('html, .stage, .pages, .search-answer, .contents ol')].map((one) => one.scrollWidth - one.clientWidth)"
            assert max(page.evaluate(sideways)) <= 1, part


@pytest.mark.parametrize("size", SCREENS)
def test_dialogs_and_open_contents_as_well(browser: Browser, kiosk_server: str, size: str) -> None:
    """The question whether somebody is there, the invitation, and a lesson's contents when they are opened."""
    with screen(browser, kiosk_server, size) as page:
        opened(page, kiosk_server + LESSON)
        page.evaluate("document.querySelector('[data-contents]').open = true")
        assert (small_targets(page), close_targets(page)) == ([], [])
        page.evaluate("document.querySelector('[data-still]').showModal()")
        assert (small_targets(page), close_targets(page)) == ([], [])
        opened(page, f"{kiosk_server}/")
        page.evaluate(
            "document.querySelector('[data-attract-screen]').hidden = document.querySelector('[data-slide]').hidden = false"
        )
        assert (small_targets(page), close_targets(page)) == ([], [])


@pytest.mark.parametrize("text_size", ["large", "huge"])
@pytest.mark.parametrize("size", ["wide", "tall", "old"])
def test_large_text_fits(browser: Browser, kiosk_server: str, size: str, text_size: str) -> None:
    """With larger text nothing is lost at the side, and keys keep apart."""
    with screen(browser, kiosk_server, size, reduced_motion="reduce") as page:
        for name in PAGES:
            opened(page, kiosk_server + PAGES[name])
            page.locator(f"[data-text-size={text_size}]").tap()
            assert page.evaluate("document.documentElement.dataset.text") == text_size
            assert small_targets(page) == [], name
            assert close_targets(page) == [], name
            cut = page.evaluate("""() => [...document.querySelectorAll('a, button, h1, h2, h3, p')].filter((one) => {
                if (!one.checkVisibility() || one.closest('.table-scroll, .visually-hidden') || one.matches('.visually-hidden')) return false;
                const {left, right, width} = one.getBoundingClientRect();
                return width > 0 && (left < -1 || right > innerWidth + 1);
              }).map((one) => one.textContent.trim().slice(0, 30))""")
            assert cut == [], name


@pytest.mark.parametrize(("size", "least"), [("wide", 24), ("tall", 24), ("4k", 48)])
def test_letters_are_large(browser: Browser, kiosk_server: str, size: str, least: int) -> None:
    """No text is smaller than 24 px on a full-HD screen; a lesson's own is larger, and grows with the screen."""
    with screen(browser, kiosk_server, size) as page:
        for name in PAGES:
            opened(page, kiosk_server + PAGES[name])
            for _ in parts_of(page) if name == "lesson" else range(1):
                small = page.evaluate(
                    """(least) => [...document.querySelectorAll('body *')].filter((one) =>
                    one.checkVisibility() && !one.closest('.visually-hidden') && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
                    && parseFloat(getComputedStyle(one).fontSize) < least - .1).map((one) => one.textContent.trim().slice(0, 20))""",
                    least,
                )
                assert small == [], name
        opened(page, kiosk_server + LESSON + "#part-1")
        size_of = "parseFloat(getComputedStyle(document.querySelector('.part.is-here .prose')).fontSize)"
        assert page.evaluate(size_of) >= least * 1.2


def test_pictures_have_the_whole_width(browser: Browser, kiosk_server: str) -> None:
    """A picture takes the width of its text, and never more height than the screen shows."""
    for size in ("wide", "tall", "old"):
        with screen(browser, kiosk_server, size) as page:
            opened(page, kiosk_server + LESSON)
            for _ in parts_of(page):
                for picture in page.locator(".part.is-here img").all():
                    box, text_box = picture.bounding_box(), page.locator(".part.is-here .prose").bounding_box()
                    assert box and text_box
                    assert abs(box["width"] - text_box["width"]) < 2
                    assert box["height"] <= SCREENS[size][1] * 0.75


@pytest.mark.parametrize("contrast", ["normal", "high"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(browser: Browser, kiosk_server: str, name: str, contrast: str) -> None:
    """Axe finds nothing serious on any kind of page; with high contrast on, text has 7:1."""
    with screen(browser, kiosk_server, reduced_motion="reduce") as page:
        opened(page, kiosk_server + PAGES[name])
        page.evaluate("value => kioskDisplay.set('contrast', value)", contrast)
        for part in parts_of(page) if name == "lesson" else range(1):
            found = Axe().run(page).response["violations"]
            grave = [
                (rule["id"], [node["html"][:160] for node in rule["nodes"][:3]])
                for rule in found
                if rule["impact"] in ("serious", "critical")
            ]
            assert grave == [], part
            if contrast == "high":
                found = Axe().run(page, options={"runOnly": ["color-contrast-enhanced"]}).response["violations"]
                assert [node["html"][:160] for rule in found for node in rule["nodes"]] == [], part


def test_light_enough_for_an_old_machine(browser: Browser, kiosk_site: Path, kiosk_server: str) -> None:
    """A lesson is at most 150 KB before its pictures, everything that its page loads included."""
    longest = max((path for path in kiosk_site.glob("*/*/*/index.html")), key=lambda path: path.stat().st_size)
    with screen(browser, kiosk_server) as page:
        loaded: dict[str, int] = {}
        page.on("response", lambda response: loaded.update({response.url: len(response.body())}))
        opened(page, f"{kiosk_server}/{longest.parent.relative_to(kiosk_site).as_posix()}/")
        weight = sum(size for url, size in loaded.items() if not re.search(r"\.(svg|png|jpe?g|webp)$", url))
        assert 30_000 < weight <= 150_000, weight


def test_first_paint_on_a_slow_machine(browser: Browser, kiosk_server: str) -> None:
    """On a processor four times slower something is seen within a second."""
    with screen(browser, kiosk_server) as page:
        client = page.context.new_cdp_session(page)
        client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        opened(page, kiosk_server + LESSON)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        assert paint is not None and paint <= 1000


# -- what it does -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_to_itself(browser: Browser, kiosk_server: str, name: str) -> None:
    """No request leaves the origin; no error, no breach of the security policy; no link that leads outside."""
    with screen(browser, kiosk_server) as page:
        opened(page, kiosk_server + PAGES[name])
        page.wait_for_timeout(200)
        links = page.evaluate("[...document.links].map((link) => link.href)")
        assert all(link.startswith(f"{kiosk_server}/") for link in links)
        assert (page.foreign, page.complaints) == ([], [])  # type: ignore[attr-defined]
        assert page.evaluate("document.documentElement.hasAttribute('data-shared')")


def test_quiz_by_touch(browser: Browser, kiosk_server: str) -> None:
    """A wrong answer is explained and can be given again; the right one ends it."""
    with screen(browser, kiosk_server) as page:
        opened(page, f"{kiosk_server}{LESSON}#part-quiz-1")
        here = page.locator(".part.is-here")
        here.locator(".choice:not([data-correct]) label").first.tap()
        here.locator("[data-check]").tap()
        expect(here.locator("[data-result]")).to_contain_text("再想想")
        expect(here.locator(".is-wrong .feedback")).to_be_visible()
        here.locator("[data-retry]").tap()
        here.locator(".choice[data-correct] label").first.tap()
        here.locator("[data-check]").tap()
        expect(here.locator("[data-result]")).to_contain_text("答对了")


def test_lesson_in_parts(browser: Browser, kiosk_server: str) -> None:
    """One part at a time; the contents lead to any; at the ends the same keys lead to the neighbouring lessons."""
    with screen(browser, kiosk_server) as page:
        opened(page, kiosk_server + LESSON)
        expect(page.locator("[data-part]:visible")).to_have_count(1)
        expect(page.locator("[data-turn='-1']")).to_have_text("上一课")
        page.locator("[data-goto]", has_text="依据").tap()
        expect(page.locator("#part-sources")).to_be_visible()
        expect(page.locator("#part-sources .sources")).to_contain_text("反电信网络诈骗法")
        expect(page.locator("#part-sources .review")).to_be_visible()
        page.locator("[data-turn='1']").tap()
        expect(page.locator(".qr")).to_be_visible()
        expect(page.locator("[data-turn='1']")).to_have_text("下一课")
        page.locator("[data-turn='1']").tap()
        arrived(page, f"{kiosk_server}/law/anti-fraud/romance-investment/")
        page.locator("[data-turn='-1']").tap()
        arrived(page, kiosk_server + LESSON)


def test_contents_open_and_close_on_a_tall_screen(browser: Browser, kiosk_server: str) -> None:
    """There is no room for them beside the text: they open over it and close with the choice."""
    with screen(browser, kiosk_server, "tall") as page:
        opened(page, kiosk_server + LESSON)
        expect(page.locator("[data-goto]").first).to_be_hidden()
        page.locator("[data-contents] summary").tap()
        page.locator("[data-goto]", has_text="考考自己").tap()
        expect(page.locator("#part-quiz-1")).to_be_visible()
        expect(page.locator("[data-goto]").first).to_be_hidden()


def test_a_link_into_a_lesson_opens_its_part(browser: Browser, kiosk_site: Path, kiosk_server: str) -> None:
    """Other lessons link to headings: the part with that heading is shown."""
    html = (kiosk_site / LESSON.strip("/") / "index.html").read_text("utf-8")
    heading = re.findall(r'<h3 id="([^"]+)"', html)[-1]
    with screen(browser, kiosk_server) as page:
        opened(page, f"{kiosk_server}{LESSON}#{heading}")
        expect(page.locator(f"[id='{heading}']")).to_be_in_viewport()


def test_without_scripts_everything_is_readable(browser: Browser, kiosk_server: str) -> None:
    """All parts stand one below the other, the answers can be opened, links work."""
    with screen(browser, kiosk_server, java_script_enabled=False) as page:
        page.goto(kiosk_server + LESSON)
        expect(page.locator("#part-1")).to_be_visible()
        expect(page.locator("#part-sources")).to_be_visible()
        expect(page.locator("[data-answers]").first).to_be_visible()
        page.locator(".bar a").first.tap()
        arrived(page, f"{kiosk_server}/")


def test_search_by_touch(browser: Browser, kiosk_server: str) -> None:
    """An example is asked with one tap, a result opened with the next; first letters are understood; clearing starts anew."""
    with screen(browser, kiosk_server) as page:
        opened(page, f"{kiosk_server}/")
        page.locator(".search-door").tap()
        arrived(page, f"{kiosk_server}/search/")
        page.locator("[data-example]").first.tap()
        expect(page.locator(".result").first).to_be_visible()
        page.locator("[data-search-clear]").tap()
        expect(page.locator(".result")).to_have_count(0)
        page.locator("#query").fill("gxy")
        expect(page.locator(".result").first).to_contain_text("血压")
        page.locator(".result").first.tap()
        arrived(page, re.compile("/health/"))
        assert (page.foreign, page.complaints) == ([], [])  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SCREENS)
def test_letters_alone_find_a_lesson(browser: Browser, kiosk_server: str, size: str) -> None:
    """G, X, Y, 高血压, 搜索, the lesson: no input method, no keyboard; the keys are as large as all others."""
    with screen(browser, kiosk_server, size) as page:
        opened(page, f"{kiosk_server}/search/")
        for letter in "GXY":
            page.get_by_role("button", name=letter, exact=True).tap()
        word = page.locator("[data-pad]").get_by_role("button", name="高血压", exact=True)
        expect(word).to_be_visible()
        assert (small_targets(page), close_targets(page)) == ([], [])
        word.tap()
        page.locator("[data-pad]").get_by_role("button", name="搜索", exact=True).tap()
        expect(page.locator("[data-search-status]")).to_contain_text(re.compile(r"找到 \d+ 课"))
        page.locator(".result").first.tap()
        arrived(page, re.compile("/health/chronic-disease/"))
        assert (page.foreign, page.complaints) == ([], [])  # type: ignore[attr-defined]


def test_search_finds_nothing(browser: Browser, kiosk_server: str) -> None:
    """No dead end: the categories are there."""
    with screen(browser, kiosk_server) as page:
        opened(page, f"{kiosk_server}/search/?q=qqqqzzzz")
        expect(page.locator("[data-search-status]")).to_contain_text("没有")
        expect(page.locator("[data-search-browse] .tile").first).to_be_visible()


def test_today_is_the_days(browser: Browser, kiosk_server: str) -> None:
    """The date chooses: the same all day, another tomorrow, each a lesson that is there."""
    found = []
    for day in ("2026-12-01T08:00:00", "2026-12-01T22:00:00", "2026-12-02T08:00:00"):
        with screen(browser, kiosk_server) as page:
            page.clock.set_fixed_time(f"{day}+08:00")
            opened(page, f"{kiosk_server}/")
            expect(page.locator("[data-today-review]")).to_have_text("已对照来源核对")
            found.append(page.locator("[data-today]").get_attribute("href"))
            page.locator("[data-today]").tap()
            arrived(page, found[-1])
            expect(page.locator("[data-lesson]")).to_be_visible()
    assert found[0] == found[1] != found[2]


def test_drafts_are_called_drafts(browser: Browser, small_kiosk: str) -> None:
    """Where nothing was checked, 今日一课 says so, and a lesson says what its operator has still to do."""
    with screen(browser, small_kiosk) as page:
        opened(page, f"{small_kiosk}/")
        expect(page.locator("[data-today-review]")).to_have_text("草稿，尚未核对")
        opened(page, f"{small_kiosk}/law/anti-fraud/fake-police/#part-onward")
        expect(page.locator(".qr")).to_have_count(0)
        expect(page.locator(".take-home")).to_contain_text("content/site.yml")


def test_a_missing_page_goes_home_by_itself(browser: Browser, kiosk_server: str) -> None:
    """At any depth, after a few seconds, without a touch."""
    with screen(browser, kiosk_server) as page:
        page.goto(f"{kiosk_server}/law/anti-fraud/there-is-no-such/")
        expect(page.locator("h1")).to_have_text("没有这一页")
        arrived(page, f"{kiosk_server}/", timeout=10_000)
