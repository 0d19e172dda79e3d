"""The results page."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.searching import lessons, search

RESULT = ".search-result"
LESSON = ".search-results li a"


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
    expect(page.locator(LESSON)).to_have_count(int(number))
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


def test_a_lesson_can_be_chosen_by_how_long_it_takes(page: Page, server: str) -> None:
    """Only the steps that lessons have are offered; the count is what the choice shows, and every lesson keeps to it."""
    page.goto(f"{server}/search/?q=手机")
    expect(page.locator(RESULT).first).to_be_visible()
    facet = page.locator("[data-facet=duration]")
    expect(facet.locator("label")).to_have_count(len({lesson.duration for lesson in lessons()}))
    short = page.get_by_label("10 分钟以内")
    number = page.locator("label", has=short).locator("[data-count]").inner_text()
    short.check()
    expect(page).to_have_url(re.compile(r"\?q=[^&]*&duration=to-10$"))
    expect(page.locator("[data-search-status]")).to_have_text(f"找到 {number} 课")
    shown = page.locator(".search-result__minutes").all_text_contents()
    assert len(shown) == min(int(number), 24) > 0
    assert all(int(text.removesuffix(" 分钟")) <= 10 for text in shown)


def test_lessons_of_one_course_are_folded_under_the_best(page: Page, server: str) -> None:
    """One card a course, in the order of the best lessons; few more lessons are listed, many are folded."""
    page.goto(server)
    flat = search(page, "血压", limit=48)["results"]
    page.goto(f"{server}/search/?q=血压")
    expect(page.locator(RESULT).first).to_be_visible()
    courses = list(dict.fromkeys(result["course"] for result in flat))
    assert page.locator(RESULT).evaluate_all("(items) => items.map((item) => item.dataset.course)") == courses
    best = [next(result["url"] for result in flat if result["course"] == course) for course in courses]
    assert page.locator(f"{RESULT} h2 a").evaluate_all("(links) => links.map((link) => link.href)") == best
    assert sorted(page.locator(LESSON).evaluate_all("(links) => links.map((link) => link.href)")) == sorted(
        result["url"] for result in flat
    )
    folded = page.locator("details.search-more").first
    number = folded.locator("a").count()
    assert number > 3 and not folded.locator("a").first.is_visible()
    folded.get_by_text(f"同一门课里还有 {number} 课符合").click()
    expect(folded.locator("a").first).to_be_visible()
    assert all(1 <= group.locator("a").count() <= 3 for group in page.locator("div.search-more").all())


def test_no_result_is_no_dead_end(page: Page, server: str) -> None:
    """The query is kept; the categories, lessons that the editors recommend and the way home are offered."""
    page.goto(f"{server}/search/?q=鑫鑫鑫鑫")
    expect(page.locator("[data-search-status]")).to_contain_text("没有找到")
    expect(page.get_by_role("combobox")).to_have_value("鑫鑫鑫鑫")
    expect(page.get_by_role("link", name="外来人口教育")).to_be_visible()
    expect(page.get_by_role("link", name="回首页看看")).to_be_visible()
    recommended = page.get_by_role("region", name="先看看这些课").get_by_role("link")
    expect(recommended).to_have_count(6)
    expect(recommended.first).to_be_visible()
    recommended.first.click()
    expect(page).to_have_url(re.compile("/law/anti-fraud/fake-police/"))


def test_words_that_come_close_are_offered(page: Page, server: str) -> None:
    """Nothing is searched for unasked, but a word that is nearly the same, and its category, are one press away."""
    page.goto(f"{server}/search/?q=舞狮")
    expect(page.locator("[data-search-status]")).to_contain_text("没有找到")
    near = page.locator("[data-search-near]")
    expect(near.get_by_role("link", name="社区文化（休闲教育）")).to_have_attribute("href", re.compile("/culture/$"))
    near.get_by_role("link", name="跳舞", exact=True).click()
    expect(page.locator("[data-search-status]")).to_have_text(re.compile(r"^找到 \d+ 课$"))


def test_a_thing_that_no_lesson_has_yet_names_its_category(page: Page, server: str) -> None:
    """What people call a thing says where it would belong, although no lesson is about it."""
    page.goto(server)
    place = page.evaluate(
        """async () => {
          const { language, ready } = await import('/assets/search/language.js');
          await ready();
          const { search } = await import('/assets/search/search.js');
          await search('手机', { limit: 1 });
          const module = await import('/assets/search/language.js');
          for (const [word, slugs] of module.language.places) {
            if ((await search(word, { limit: 1 })).total === 0) return [word, slugs[0]];
          }
        }"""
    )
    page.goto(f"{server}/search/?q={place[0]}")
    expect(page.locator(f"[data-search-near] a[href$='/{place[1]}/']")).to_be_visible()


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


def test_an_empty_choice_says_where_there_is_something(page: Page, server: str) -> None:
    """The other categories that have the word are offered with what they would show."""
    page.goto(f"{server}/search/?q=刷单返利&category=women")
    page.get_by_role("button", name="普法教育（公德教育）（").click()
    expect(page).to_have_url(re.compile(r"&category=law$"))
    expect(page.locator(RESULT).first).to_be_visible()


def test_more_results_are_appended(page: Page, server: str) -> None:
    """The list grows, the focus goes to a new result, and what was unfolded stays unfolded."""
    page.goto(f"{server}/search/?q=手机")
    expect(page.locator(LESSON)).to_have_count(24)
    before = page.locator(LESSON).evaluate_all("(links) => links.map((link) => link.href)")
    total = int(re.findall(r"\d+", page.locator("[data-search-status]").inner_text())[-1])
    page.locator("details.search-more summary").first.click()
    page.get_by_role("button", name=f"显示更多（还有 {total - 24} 课）").click()
    expect(page.locator(LESSON)).to_have_count(min(total, 48))
    focused = page.locator(f"{LESSON}:focus")
    expect(focused).to_be_visible()
    assert focused.evaluate("(link) => link.href") not in before
    expect(page.locator("details.search-more").first).to_have_attribute("open", "")


def test_a_mended_slip_can_be_taken_back(page: Page, server: str) -> None:
    """What was taken for something else is said, and the typed words alone are one press away, in the address too."""
    page.goto(f"{server}/search/?q=高雪压")
    status = page.locator("[data-search-status]")
    expect(status).to_have_text(re.compile("^没有“高雪压”，按“高血压”找到"))
    page.get_by_role("link", name="仍然只找“高雪压”").click()
    expect(page).to_have_url(re.compile(r"&literal=1$"))
    expect(status).not_to_contain_text("高血压")
    expect(status).to_contain_text("“高雪压”")
    page.get_by_role("combobox").fill("辅实")
    page.get_by_role("combobox").press("Enter")
    expect(page).not_to_have_url(re.compile("literal"))
    expect(status).to_contain_text("按“辅食”找")


def test_a_lost_network_is_said_and_can_be_retried(page: Page, server: str) -> None:
    """The query stays, a button tries again."""
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{server}/search/?q=诈骗")
    expect(page.locator("[data-search-status]")).to_have_text("搜索没有打开")
    expect(page.get_by_role("link", name="外来人口教育")).to_be_visible()
    page.unroute("**/pagefind/**")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(RESULT).first).to_be_visible()


def test_a_search_that_does_not_load_is_no_dead_end(page: Page, server: str) -> None:
    """Without the search's own files there is still the query, a way to try again, lessons and categories."""
    page.route("**/search.js*", lambda route: route.abort())
    page.goto(f"{server}/search/?q=诈骗")
    expect(page.locator("[data-search-status]")).to_have_text("搜索没有打开")
    expect(page.get_by_role("region", name="先看看这些课").get_by_role("link").first).to_be_visible()
    page.unroute("**/search.js*")
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


def test_what_can_be_asked_before_typing_is_accessible(watched: tuple[Page, list[str]], server: str) -> None:
    """Groups, the last searches and their button, in both schemes, no wider than the screen."""
    page, complaints = watched
    page.goto(f"{server}/search/")
    page.get_by_role("combobox").fill("诈骗")
    page.keyboard.press("Enter")
    expect(page.locator(RESULT).first).to_be_visible()
    page.get_by_role("combobox").fill("")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name="最近搜过")).to_be_visible()
    violations = Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert complaints == []
