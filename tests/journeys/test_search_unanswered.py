"""Counting queries that found nothing, where the operator of a device wants to know."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from search.lexicon import make_lexicon
from search.report import make_report
from tests.journeys.searching import lessons

STORED = "JSON.parse(localStorage.getItem('xuetang:/:unanswered'))"


@pytest.fixture
def counting(page: Page, server: str) -> Iterator[Page]:
    """A page of a site whose operator has switched the counter on."""
    page.route("**/search-config.json", lambda route: route.fulfill(json={"unanswered": True}))
    page.goto(server)
    yield page


def ask(page: Page, server: str, query: str) -> None:
    """Search on the results page and wait for the answer."""
    page.goto(f"{server}/search/?q={query}")
    expect(page.locator("[data-search-status]")).to_contain_text("找到")
    page.wait_for_timeout(300)


def test_nothing_is_counted_unless_it_is_switched_on(page: Page, server: str) -> None:
    """The default leaves nothing, and the page for operators says so."""
    ask(page, server, "鑫鑫鑫鑫")
    assert page.evaluate(STORED) is None
    page.goto(f"{server}/search/unanswered/")
    expect(page.get_by_role("status").first).to_be_attached()
    expect(page.locator("[data-unanswered-state]")).to_have_text("计数没有打开，现在不记。这台设备上没有记下的词。")
    expect(page.get_by_role("button", name="导出")).to_be_hidden()


def test_what_has_no_answer_is_counted_and_nothing_else(counting: Page, server: str) -> None:
    """Nothing found and only something near; not what is found, not what a filter hides, never numbers of persons."""
    for query in ("鑫鑫鑫鑫", "鑫鑫鑫鑫", "辅食 廣場舞", "诈骗", "刷单返利&category=women", "鑫鑫13800138000"):
        ask(counting, server, query)
    assert counting.evaluate(STORED) == {"鑫鑫鑫鑫": 2, "辅食 广场舞": 1}


def test_suggestions_are_not_counted(counting: Page) -> None:
    """Half a word is nobody's question."""
    counting.get_by_role("combobox").first.fill("鑫鑫鑫鑫")
    expect(counting.locator(".search-panel__note").first).to_contain_text("没有找到")
    assert counting.evaluate(STORED) is None


def test_there_are_never_too_many(counting: Page) -> None:
    """Of 500 queries, the first of the rarest makes room for another."""
    sizes = counting.evaluate(
        """async () => {
          const { withOneMore } = await import('/assets/search/unanswered.js');
          let counts = new Map([['常搜', 9]]);
          for (let n = 0; n < 600; n += 1) counts = withOneMore(counts, `词${n}`);
          return [counts.size, counts.get('常搜'), counts.has('词0'), counts.has('词599')];
        }"""
    )
    assert sizes == [500, 9, False, True]


def test_the_operator_exports_a_file_and_empties_the_list(counting: Page, server: str, tmp_path: Path) -> None:
    """The file is what `xuetang search-report` reads, and says no more than the page shows."""
    for query in ("鑫鑫鑫鑫", "婚烟", "婚烟"):
        ask(counting, server, query)
    counting.goto(f"{server}/search/unanswered/")
    expect(counting.locator("[data-unanswered-state]")).to_have_text("计数已经打开。这台设备上记了 2 个词。")
    expect(counting.locator("tbody tr")).to_have_text([re.compile("婚烟.*2"), re.compile("鑫鑫鑫鑫.*1")])
    violations = Axe().run(counting).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
    with counting.expect_download() as download:
        counting.get_by_role("button", name="导出").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "format": "xuetang-unanswered/1",
        "queries": {"婚烟": 2, "鑫鑫鑫鑫": 1},
    }
    report = make_report([path], make_lexicon(lessons(), ()), least=2)
    assert [(row.query, row.count) for row in report.rows] == [("婚烟", 2)]

    counting.get_by_role("button", name="清空").click()
    counting.get_by_role("button", name="不清空").click()
    expect(counting.locator("tbody tr")).to_have_count(2)
    counting.get_by_role("button", name="清空").click()
    counting.get_by_role("group", name="真的要清空吗").get_by_role("button", name="清空", exact=True).click()
    expect(counting.locator("[data-unanswered-state]")).to_have_text("计数已经打开。这台设备上没有记下的词。")
    assert counting.evaluate(STORED) is None


@pytest.mark.parametrize("stored", ["{", "[]", "null", '{"13800138000": 9, "a": -1, "b": "x", "<b>": 2.5}'])
def test_strange_storage_is_no_harm(counting: Page, server: str, stored: str) -> None:
    """What another program or an old version left there is passed over."""
    counting.evaluate("(text) => localStorage.setItem('xuetang:/:unanswered', text)", stored)
    counting.goto(f"{server}/search/unanswered/")
    expect(counting.locator("[data-unanswered-state]")).to_have_text("计数已经打开。这台设备上没有记下的词。")
    ask(counting, server, "鑫鑫鑫鑫")
    assert counting.evaluate(STORED) == {"鑫鑫鑫鑫": 1}
