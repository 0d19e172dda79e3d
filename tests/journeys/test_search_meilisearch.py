"""The portal with a real Meilisearch behind `/meili/`, and what happens when it is not there."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from search.meili import create_search_key, update_index
from tests.deploy.caddy import NO_CADDY, running_caddy
from tests.journeys.meili_site import Upstream, serving_with_meilisearch
from tests.journeys.searching import every_name, lessons, parts_of_texts, search, sweep
from tests.search.samples import NO_MEILISEARCH, MeiliServer, running_meilisearch

INDEX = "lessons"


@pytest.fixture(scope="module")
def filled() -> Iterator[tuple[MeiliServer, str]]:
    """A Meilisearch with all lessons, and its search-only key."""
    with running_meilisearch() as server:
        if server is None:
            pytest.skip(NO_MEILISEARCH)
        update_index(lessons(), url=server.url, api_key=server.key, index=INDEX)
        yield server, create_search_key(url=server.url, api_key=server.key, index=INDEX)


@pytest.fixture
def upstream(filled: tuple[MeiliServer, str]) -> Upstream:
    """What stands behind `/meili/`; a test may slow it down or switch it off."""
    return Upstream(filled[0])


@pytest.fixture
def portal(filled: tuple[MeiliServer, str], upstream: Upstream, site: Path) -> Iterator[str]:
    """Address of the portal that prefers Meilisearch."""
    with serving_with_meilisearch(site, upstream, filled[1], INDEX) as address:
        yield address


def test_titles_categories_aliases_and_all_pairs_find_their_lesson(page: Page, portal: str) -> None:
    """Every title, category name, alias, keyword and any two characters of a title find the lesson."""
    page.goto(portal)
    assert sweep(page, every_name(), engine="meilisearch") == []


def test_every_part_of_every_text_is_found(page: Page, portal: str) -> None:
    """Parts of 2–6 characters and dictionary words, taken at random: no lesson that has them is missing."""
    page.goto(portal)
    assert sweep(page, parts_of_texts(400), engine="meilisearch") == []


def test_both_engines_answer_alike(page: Page, portal: str) -> None:
    """The same words give the same lessons, counts and kind of answer, first result included."""
    page.goto(portal)
    for query in (
        "诈骗",
        "手机",
        "刷单 返利",
        "96110",
        "电话里的警察",
        "警察打电话喊我转钱咋个办",
        "婚烟",
        "怀孕",
        "高雪压",
        "gxy",
        "高血壓",
    ):
        one, other = (search(page, query, engine=engine, limit=200) for engine in ("meilisearch", "pagefind"))
        assert {result["id"] for result in one["results"]} == {result["id"] for result in other["results"]}, query
        assert (one["total"], one["isPartial"]) == (other["total"], other["isPartial"]), query
        assert one["facets"] == other["facets"], query
        assert [r["id"] for r in one["results"][:1]] == [r["id"] for r in other["results"][:1]], query


def test_filters_and_counts_agree_with_the_embedded_engine(page: Page, portal: str) -> None:
    """Counts with choices made are those of the embedded engine too."""
    page.goto(portal)
    filters = {"category": ["law", "seniors"], "level": "beginner", "duration": ["to-10", "to-12"]}
    one, other = (search(page, "手机", engine=engine, filters=filters) for engine in ("meilisearch", "pagefind"))
    assert (one["total"], one["facets"]) == (other["total"], other["facets"])
    assert one["total"] > 0


def test_odd_queries_break_nothing(page: Page, portal: str) -> None:
    """Operators and filters of Meilisearch's language are plain words here."""
    page.goto(portal)
    for query in ('-诈骗 "', '"""', "--", "category = law", "诈" * 500, "\u0000", "😀", "' OR 1=1 --"):
        search(page, query, engine="meilisearch", filters={"category": '"] OR key EXISTS'})


def test_the_page_uses_the_server_and_says_nothing(page: Page, portal: str, upstream: Upstream) -> None:
    """With the server answering there is no badge and Pagefind is not loaded."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{portal}/search/?q=诈骗")
    expect(page.locator(".search-result").first).to_be_visible()
    expect(page.locator("[data-search-note]")).to_be_hidden()
    assert upstream.asked and not [url for url in loaded if "/pagefind/" in url]


@pytest.mark.parametrize("trouble", ["down", "garbage", "slow", "revoked"])
def test_without_the_server_the_site_searches_by_itself(
    page: Page, site: Path, filled: tuple[MeiliServer, str], trouble: str
) -> None:
    """Down, talking nonsense, slower than 800 ms or refusing the key: results all the same, and “离线搜索”."""
    upstream = Upstream(filled[0], delay=5 if trouble == "slow" else 0)
    upstream.down, upstream.garbage = trouble == "down", trouble == "garbage"
    key = "no-longer-valid" if trouble == "revoked" else filled[1]
    with serving_with_meilisearch(site, upstream, key, INDEX) as portal:
        page.goto(f"{portal}/search/?q=诈骗")
        expect(page.locator(".search-result").first).to_be_visible(timeout=4000)
        expect(page.locator("[data-search-note]")).to_have_text("离线搜索")
        before = len(upstream.asked)
        page.get_by_role("combobox").fill("手机")
        expect(page.locator("[role=option]").first).to_be_visible()
        expect(page.locator(".search-panel__note")).to_have_text("离线搜索")
        assert len(upstream.asked) == before  # not asked again with every keystroke


def test_the_deployed_web_server_lets_the_page_search(
    page: Page, site: Path, filled: tuple[MeiliServer, str], tmp_path: Path
) -> None:
    """Behind the real web server with its real headers and proxy: results from Meilisearch, no complaint."""
    server, key = filled
    portal = tmp_path / "portal"
    shutil.copytree(site, portal)
    config = {"meilisearch": {"url": "/meili", "index": INDEX, "key": key}}
    (portal / "search-config.json").write_text(json.dumps(config))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    with running_caddy(portal, server.url.removeprefix("http://"), tmp_path) as port:
        if port is None:
            pytest.skip(NO_CADDY)
        page.goto(f"http://127.0.0.1:{port}/search/?q=诈骗")
        expect(page.locator(".search-result").first).to_be_visible()
        assert search(page, "诈骗")["engine"] == "meilisearch"
        assert search(page, "诈骗", engine="pagefind")["total"] > 0
    assert complaints == []
