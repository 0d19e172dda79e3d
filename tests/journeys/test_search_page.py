"""The results page."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

RESULT = ".search-result"


def test_results_are_shown_with_marks_and_links(page: Page, server: str) -> None:
    """Title, place, minutes and a marked snippet of each lesson; the query is kept."""
    page.goto(f"{server}/search/?q=诈骗")
    expect(page.locator("[data-search-status]")).to_have_text(re.compile(r"^找到 \d+ 课$"))
    expect(page.get_by_role("combobox")).to_have_value("诈骗")
    first = page.locator(RESULT).first
    expect(first.locator("mark").first).to_have_text("诈骗")
    expect(first.locator(".search-result__place")).to_contain_text("普法教育（公德教育）")
    assert "诈骗" in page.title()
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/law/"))


def test_choices_narrow_and_live_in_the_address(page: Page, server: str) -> None:
    """A choice narrows without a reload; back and forward undo and redo it; a copied address shows the same."""
    page.goto(f"{server}/search/?q=手机")
    every = page.locator("[data-search-status]")
    expect(every).to_have_text(re.compile("找到"))
    before = every.inner_text()
    page.evaluate("window.stayed = true")
    law = page.get_by_label("普法教育（公德教育）")
    number = page.locator("label", has=law).locator("[data-count]").inner_text()
    law.check()
    expect(every).to_have_text(f"找到 {number} 课")
    expect(page).to_have_url(re.compile(r"\?q=.*&category=law$"))
    expect(page.locator(RESULT)).to_have_count(int(number))
    page.get_by_label("老年人").check()
    expect(page).to_have_url(re.compile(r"category=law&audience=seniors$"))
    address = page.url
    page.go_back()
    expect(every).to_have_text(f"找到 {number} 课")
    page.go_back()
    expect(every).to_have_text(before)
    expect(law).not_to_be_checked()
    page.go_forward()
    expect(law).to_be_checked()
    assert page.evaluate("window.stayed") is True
    page.goto(address)
    expect(law).to_be_checked()
    expect(page.get_by_label("老年人")).to_be_checked()


def test_empty_choices_are_shown_but_cannot_be_made(page: Page, server: str) -> None:
    """A choice without results is disabled, not hidden, beside the results; on a phone it only would be in the way."""
    page.goto(f"{server}/search/?q=刷单返利")
    expect(page.locator(RESULT).first).to_be_visible()
    women = page.get_by_label("妇女教育")
    expect(women).to_be_visible()
    expect(women).to_be_disabled()
    page.set_viewport_size({"width": 360, "height": 740})
    expect(women).not_to_be_visible()
    expect(page.get_by_label("普法教育")).to_be_visible()


def test_a_new_search_stays_on_the_page(page: Page, server: str) -> None:
    """Searching again keeps the choices and adds an entry to the history."""
    page.goto(f"{server}/search/?q=手机&category=law")
    expect(page.locator(RESULT).first).to_be_visible()
    field = page.get_by_role("combobox")
    field.fill("警察")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"\?q=%E8%AD%A6%E5%AF%9F&category=law$"))
    expect(page.locator(RESULT).first).to_contain_text("警察")
    page.go_back()
    expect(field).to_have_value("手机")


def test_no_result_is_no_dead_end(page: Page, server: str) -> None:
    """The query is kept; the categories and the way home are offered."""
    page.goto(f"{server}/search/?q=鑫鑫鑫鑫")
    expect(page.locator("[data-search-status]")).to_contain_text("没有找到")
    expect(page.get_by_role("combobox")).to_have_value("鑫鑫鑫鑫")
    expect(page.get_by_role("link", name="外来人口教育")).to_be_visible()
    expect(page.get_by_role("link", name="回首页看看")).to_be_visible()


def test_words_that_no_lesson_has_together_can_be_asked_one_by_one(page: Page, server: str) -> None:
    """What comes near is shown, and each of the words is offered by itself."""
    page.goto(f"{server}/search/?q=辅食 广场舞")
    expect(page.locator("[data-search-status]")).to_contain_text("相近的")
    page.locator(".search-ways").get_by_role("link", name="广场舞").click()
    expect(page.locator("[data-search-status]")).to_have_text(re.compile(r"^找到 \d+ 课$"))


def test_a_filter_that_leaves_nothing_can_be_dropped(page: Page, server: str) -> None:
    """One press takes the filter away and shows what there is."""
    page.goto(f"{server}/search/?q=刷单返利&category=women")
    page.get_by_role("button", name="不限“妇女教育”").click()
    expect(page.locator(RESULT).first).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?q=[^&]*$"))


def test_more_results_are_appended(page: Page, server: str) -> None:
    """The list grows, the focus goes to the first new result."""
    page.goto(f"{server}/search/?q=不")
    expect(page.locator(RESULT)).to_have_count(20)
    page.get_by_role("button", name="显示更多").click()
    expect(page.locator(RESULT).nth(20).get_by_role("link")).to_be_focused()
    assert page.locator(RESULT).count() > 20


def test_a_lost_network_is_said_and_can_be_retried(page: Page, server: str) -> None:
    """The query stays, a button tries again."""
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{server}/search/?q=诈骗")
    expect(page.locator("[data-search-status]")).to_have_text("搜索没有打开")
    expect(page.get_by_role("link", name="外来人口教育")).to_be_visible()
    page.unroute("**/pagefind/**")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(RESULT).first).to_be_visible()


def test_markup_in_the_address_stays_text(page: Page, server: str) -> None:
    """A crafted link runs nothing and shows its text."""
    page.goto(f"{server}/search/?q=<img src=x onerror=document.title=1>&category=<b>&level=')")
    expect(page.locator("[data-search-status]")).to_contain_text("<img src=x")
    assert page.locator("[data-search-page] img").count() == 0
    assert page.title() != "1"


def test_without_javascript_there_are_the_categories(browser: Browser, server: str) -> None:
    """The page is a list of ways on."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}/search/?q=诈骗")
    expect(page.get_by_role("link", name="普法教育（公德教育）")).to_be_visible()
    expect(page.locator("[data-search-found]")).to_be_hidden()
    context.close()


@pytest.fixture(params=["light", "dark"])
def watched(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page in one colour scheme, and everything it complains about or asks of strangers."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=request.param, locale="zh-CN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if "127.0.0.1" not in asked.url else None)
    yield page, complaints
    context.close()


@pytest.mark.parametrize("query", ["诈骗", "诈骗鑫鑫鑫鑫鑫鑫鑫鑫", ""])
def test_the_page_is_accessible_and_quiet(watched: tuple[Page, list[str]], server: str, query: str) -> None:
    """No serious violation in either scheme, no message, no request elsewhere, no sideways scrolling at 360 px."""
    page, complaints = watched
    page.goto(f"{server}/search/?q={query}")
    if query:
        expect(page.locator("[data-search-status]")).to_contain_text("找到")
    page.locator("[data-search-filters]").evaluate("(details) => (details.open = true)")
    violations = Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_open_suggestions_are_accessible(watched: tuple[Page, list[str]], server: str) -> None:
    """The open combobox has no serious violation either."""
    page, _ = watched
    page.goto(server)
    page.get_by_role("combobox").first.fill("诈骗")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    violations = Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
