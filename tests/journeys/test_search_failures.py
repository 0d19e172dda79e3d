"""What is known to go wrong with Chinese search, each with the words or the conditions under which it does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import meilisearch
import pytest
from playwright.sync_api import Page, Request, expect

from catalog.loader import load
from search.documents import documents
from search.meili import create_search_key, update_index
from site_builder.build import build
from site_builder.settings import Project
from tests.journeys import conftest
from tests.journeys.conftest import serving
from tests.journeys.meili_site import Upstream, serving_with_meilisearch
from tests.journeys.searching import search
from tests.search.samples import NO_MEILISEARCH, running_meilisearch

FARMING, POLICE = "law/anti-fraud/click-farming", "law/anti-fraud/fake-police"

#: Sentences that segmenters cut wrongly, and words that are read otherwise than character by character.
TRAPS = """
剪纸是非物质文化遗产。民法典中婚姻家庭编说得很清楚。

重庆的银行给予优惠，会计是位长寿的老人。绿色的山，女儿爱旅行。

西安的雨先停了。高血压要吃药，老年人要当心。
"""


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small portal whose first lesson has the traps in its text and the second has not."""
    root = tmp_path_factory.mktemp("trapped")
    shutil.copytree(conftest.REPOSITORY / "tests/cases/valid", root, dirs_exist_ok=True)
    lesson = root / "content/courses/law/anti-fraud/01-click-farming.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + TRAPS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        return build(Project(root)).folder


@pytest.fixture(scope="module")
def traps(trapped: Path) -> Iterator[str]:
    """Its address."""
    with serving(trapped) as address:
        yield address


def ids(page: Page, query: str, **options: object) -> list[str]:
    """Lessons found, best first."""
    return [result["id"] for result in search(page, query, **options)["results"]]


@pytest.mark.parametrize(
    "query",
    [
        "非物质",  # cut as 是非|物质 by dictionaries that read from the left
        "非物质文化遗产",
        "物质文化",
        "民法典婚姻家庭编",
        "婚姻家庭编",
        "血压",  # inside 高血压
        "老年",  # inside 老年人
        "年人",
    ],
)
def test_a_word_is_found_however_a_dictionary_would_cut_around_it(page: Page, traps: str, query: str) -> None:
    """Words inside words and over the edges of words."""
    page.goto(traps)
    assert ids(page, query) == [FARMING]


@pytest.mark.parametrize(
    "query",
    ["chongqing", "yinhang", "jiyu", "kuaiji", "changshou", "nver", "lvse", "lüse", "nǚer", "xian", "xi'an"],
)
def test_characters_of_several_readings_are_read_in_their_word(page: Page, traps: str, query: str) -> None:
    """重 is chong in 重庆, 行 is hang in 银行, ü is typed v; xian is 西安 as well as 先."""
    page.goto(traps)
    assert ids(page, query)[:1] == [FARMING]


@pytest.mark.parametrize("query", ["zhongqing", "yinxing", "huiji"])
def test_a_wrong_reading_is_no_reading(page: Page, traps: str, query: str) -> None:
    """Who types zhongqing does not mean 重庆."""
    page.goto(traps)
    assert ids(page, query) == []


def test_low_is_never_taken_for_high(page: Page, traps: str) -> None:
    """低血压 differs from 高血压 in one character, and is another illness."""
    page.goto(traps)
    found = search(page, "低血压")
    assert found["repairs"] == [] and (found["isPartial"] or found["total"] == 0)


@pytest.mark.parametrize(
    "query", ["", " ", "。，！？", "😀", '"', "-", "--", "<script>alert(1)</script>", "怎么办", "的"]
)
def test_nothing_to_look_for_is_an_answer_too(page: Page, traps: str, query: str) -> None:
    """Empty, marks only, question words only: an answer without a fault."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(traps)
    assert search(page, query)["total"] >= 0
    assert faults == []


def test_numbers_of_people_stay_on_the_device(page: Page, traps: str) -> None:
    """A number of an identity card is typed by mistake: it is in no address asked for and in no store."""
    asked: list[Request] = []
    page.goto(f"{traps}/search/")
    page.on("request", lambda request: asked.append(request))
    page.get_by_role("combobox").fill("５１０４０３１９５００１０１００１Ｘ")
    page.wait_for_timeout(600)
    sent = [request.url + (request.post_data or "") for request in asked]
    assert sent and not [text for text in sent if "510403195001010" in text]
    kept = page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie")
    assert "510403195001010" not in kept


def test_language_data_of_another_release_does_no_harm(page: Page, traps: str) -> None:
    """Tokens are made without a dictionary, so an old lexicon costs understanding, never a lesson."""
    old = '{"words":{"4":["旧词",""]},"aliases":{"没有 这回事":"刷单"}}'
    page.route("**/lexicon.json", lambda route: route.fulfill(body=old, content_type="application/json"))
    page.goto(traps)
    assert FARMING in ids(page, "刷单") and ids(page, "非物质文化遗产") == [FARMING]


@pytest.mark.parametrize("body", ["[]", "null", "{", "<html>", '{"words":{"4":7}}'])
def test_damaged_language_data_does_no_harm(page: Page, traps: str, body: str) -> None:
    """Half a file, or a page of the network's provider in its place."""
    page.route("**/lexicon.json", lambda route: route.fulfill(body=body, content_type="application/json"))
    page.goto(traps)
    assert FARMING in ids(page, "刷单")


def test_a_stalled_file_does_not_stall_the_search(page: Page, traps: str) -> None:
    """Language data that never arrives is given up after three seconds; the search goes on without it."""
    page.route("**/lexicon.json", lambda route: None)
    page.goto(traps)
    assert FARMING in ids(page, "刷单")


def test_the_index_is_opened_in_the_language_that_cuts_nothing(page: Page, traps: str) -> None:
    """Pagefind must load the language zxx, whatever the page says, or it would cut our tokens."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(traps)
    search(page, "刷单", engine="pagefind")
    parts = [url.rpartition("/")[2] for url in loaded if "/pagefind/" in url]
    assert [part for part in parts if part.startswith("zxx_")] and not [p for p in parts if p.startswith("zh")]


def test_a_browser_that_forbids_workers_still_searches(page: Page, traps: str) -> None:
    """Some old kiosks have none."""
    page.add_init_script("delete window.Worker")
    page.goto(traps)
    assert FARMING in ids(page, "刷单")


def test_a_browser_without_webassembly_is_told_what_to_do(page: Page, traps: str) -> None:
    """The page says so and offers the categories; nothing is left loading."""
    page.context.route("**/wasm.*", lambda route: route.abort())
    page.goto(f"{traps}/search/?q=刷单")
    expect(page.locator("[data-search-status]")).to_contain_text("搜索没有打开")
    expect(page.locator("[data-search-browse]")).to_be_visible()


def test_a_site_in_a_folder_searches_too(page: Page, trapped: Path, tmp_path: Path) -> None:
    """Nothing assumes that the site begins at the server's root."""
    below = tmp_path / "xuetang"
    below.symlink_to(trapped.resolve())
    with serving(tmp_path) as address:
        page.goto(f"{address}/xuetang/search/?q=刷单")
        expect(page.locator(".search-result a").first).to_be_visible()
        page.locator(".search-result a").first.click()
        expect(page).to_have_url(f"{address}/xuetang/{FARMING}/")


class TestOnMeilisearch:
    """The same on a real server."""

    @pytest.fixture(scope="class")
    def portal(self, trapped: Path) -> Iterator[str]:
        """The small portal before a filled Meilisearch."""
        content = trapped
        while not (content / "content").is_dir():
            content = content.parent
        with running_meilisearch() as server:
            if server is None:
                pytest.skip(NO_MEILISEARCH)
            update_index(documents(load(content / "content")), url=server.url, api_key=server.key, index="traps")
            key = create_search_key(url=server.url, api_key=server.key, index="traps")
            with serving_with_meilisearch(trapped, Upstream(server), key, "traps") as address:
                yield address

    @pytest.mark.parametrize(
        "query", ["非物质", "非物质文化遗产", "民法典婚姻家庭编", "血压", "年人", "chongqing", "lvse"]
    )
    def test_the_same_words_are_found(self, page: Page, portal: str, query: str) -> None:
        """Our tokens, not the engine's segmenter, decide."""
        page.goto(portal)
        assert ids(page, query, engine="meilisearch") == [FARMING]

    def test_more_words_than_the_engine_reads_are_still_all_asked(self, page: Page, portal: str) -> None:
        """Meilisearch reads ten words of a query; a sentence of more is still matched by what it says."""
        page.goto(portal)
        sentence = "剪纸是非物质文化遗产民法典中婚姻家庭编说得很清楚"
        assert ids(page, sentence, engine="meilisearch")[:1] == [FARMING]

    def test_an_index_of_another_version_is_not_trusted(self, page: Page, trapped: Path) -> None:
        """An index without our fields answers with an error: the site searches by itself."""
        with running_meilisearch() as server:
            if server is None:
                pytest.skip(NO_MEILISEARCH)
            client = meilisearch.Client(server.url, server.key)
            client.index("old").add_documents([{"key": "a", "title": "刷单"}], primary_key="key")
            task = client.index("old").update_searchable_attributes(["title", "grams.title"])
            client.wait_for_task(task.task_uid, timeout_in_ms=60_000)
            with serving_with_meilisearch(trapped, Upstream(server), server.key, "old") as address:
                page.goto(address)
                found = search(page, "刷单")
                assert found["engine"] == "pagefind" and found["isFallback"] and found["total"] > 0
