"""The search box: suggestions by keyboard, touch and input method."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

OPTION = "[role=option]"


@pytest.fixture
def box(page: Page, server: str) -> Page:
    """The home page."""
    page.goto(server)
    return page


def test_keyboard_alone_reaches_a_lesson(box: Page) -> None:
    """`/` goes to the box, arrows choose, Enter opens; the combobox tells assistive technology all along."""
    box.keyboard.press("/")
    field = box.get_by_role("combobox").first
    expect(field).to_be_focused()
    field.press_sequentially("警察")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(box.locator(".search-box__status").first).to_have_text(re.compile(r"找到 \d+ 课"))
    listbox = field.get_attribute("aria-controls")
    expect(box.locator(f"#{listbox}")).to_have_role("listbox")
    field.press("ArrowDown")
    first = box.locator(OPTION).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "?")
    field.press("End")
    expect(box.locator(OPTION).last).to_have_attribute("aria-selected", "true")
    field.press("Home")
    field.press("Enter")
    expect(box).to_have_url(re.compile("/law/anti-fraud/fake-police/"))


def test_arrows_go_round_by_way_of_the_field(box: Page) -> None:
    """After the last option comes the typed text, then the first option again; upwards alike."""
    field = box.get_by_role("combobox").first
    field.fill("刷单")
    expect(box.locator(OPTION).first).to_be_visible()
    field.press("ArrowUp")
    expect(box.locator(OPTION).last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(box.locator("[aria-selected=true]")).to_have_count(0)
    field.press("ArrowDown")
    expect(box.locator(OPTION).first).to_have_attribute("aria-selected", "true")


def test_enter_without_a_choice_shows_all_results(box: Page) -> None:
    """What was typed is searched on the results page."""
    field = box.get_by_role("combobox").first
    field.fill("诈骗")
    expect(box.locator(OPTION).first).to_be_visible()
    field.press("Enter")
    expect(box).to_have_url(re.compile(r"/search/\?q=%E8%AF%88%E9%AA%97"))
    expect(box.locator(".search-result").first).to_be_visible()


def test_escape_closes_then_clears(box: Page) -> None:
    """The first Escape keeps the text, the second empties the field."""
    field = box.get_by_role("combobox").first
    field.fill("诈骗")
    expect(box.locator(OPTION).first).to_be_visible()
    field.press("Escape")
    expect(box.locator(OPTION).first).to_be_hidden()
    expect(field).to_have_value("诈骗")
    field.press("Escape")
    expect(field).to_have_value("")


def test_an_input_method_is_left_alone(box: Page) -> None:
    """Letters of an unfinished word are not searched, its Enter opens nothing, the finished word is searched."""
    field = box.get_by_role("combobox").first
    field.focus()
    typed = """(field, [type, data]) => {
      if (type === 'compositionstart' || type === 'compositionend') {
        field.dispatchEvent(new CompositionEvent(type, { data, bubbles: true }));
      } else {
        field.value = data;
        field.dispatchEvent(new InputEvent('input', { data, bubbles: true, isComposing: true }));
      }
    }"""
    field.evaluate(typed, ["compositionstart", ""])
    for letters in ("z", "zha", "zhapian", "诈骗"):
        field.evaluate(typed, ["input", letters])
    box.wait_for_timeout(400)
    expect(field).to_have_attribute("aria-expanded", "false")
    enters = """(field) => [{ isComposing: true }, { keyCode: 229 }].map((how) => {
      const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...how });
      field.dispatchEvent(event);
      return event.defaultPrevented;
    })"""
    assert field.evaluate(enters) == [True, True]
    expect(box).not_to_have_url(re.compile("search"))
    field.evaluate(typed, ["compositionend", "诈骗"])
    expect(box.locator(OPTION).first).to_be_visible()


def test_only_the_last_answer_is_shown(box: Page) -> None:
    """A slow answer to an earlier text never replaces a later one."""
    field = box.get_by_role("combobox").first
    field.press_sequentially("手机", delay=150)
    for _ in range(2):
        field.press("Backspace")
    field.press_sequentially("血压", delay=130)
    expect(box.locator(".search-panel__title mark").first).to_have_text("血压")
    box.wait_for_timeout(500)
    expect(box.locator(".search-panel__title mark").first).to_have_text("血压")


def test_nothing_is_loaded_before_the_box_is_used(page: Page, server: str) -> None:
    """Reading a page costs no search."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server, wait_until="networkidle")
    assert not [url for url in asked if "pagefind" in url or "search.js" in url or "search-config" in url]
    page.get_by_role("combobox").first.focus()
    page.wait_for_function("() => performance.getEntriesByType('resource').some((e) => e.name.includes('pagefind.js'))")


def test_nothing_found_is_said_in_the_box(box: Page) -> None:
    """No empty panel: a sentence says what to do, also to a screen reader."""
    box.get_by_role("combobox").first.fill("鑫鑫鑫鑫")
    expect(box.locator(".search-panel__note").first).to_contain_text("没有找到“鑫鑫鑫鑫”")
    expect(box.locator(".search-box__status").first).to_contain_text("没有找到")


def test_a_search_that_did_not_load_is_tried_again(page: Page, server: str) -> None:
    """One lost request does not silence the box for as long as the page is open."""
    page.route("**/search.js*", lambda route: route.abort())
    page.goto(server)
    field = page.get_by_role("combobox").first
    field.fill("诈骗")
    expect(page.locator(".search-box__status").first).to_contain_text("搜索没有打开")
    page.unroute("**/search.js*")
    field.fill("警察")
    expect(page.locator(OPTION).first).to_be_visible()


def test_what_was_mended_is_said_to_screen_readers(box: Page) -> None:
    """The live line says for what it was found, not only the note that is seen."""
    box.get_by_role("combobox").first.fill("高雪压")
    expect(box.locator(".search-box__status").first).to_contain_text("没有“高雪压”，按“高血压”找到")


def ask(page: Page, *queries: str) -> None:
    """Send off queries from the results page, one after the other."""
    field = page.get_by_role("combobox")
    for query in queries:
        field.fill(query)
        field.press("Enter")
        expect(page).to_have_title(re.compile(re.escape(query.strip())))


def test_before_typing_there_are_examples(box: Page) -> None:
    """A click, a Tab or `/` into the empty box offers what one can ask; arrows choose, Enter searches."""
    field = box.get_by_role("combobox").first
    field.click()
    group = box.get_by_role("group", name="可以这样搜")
    expect(group.get_by_role("option")).to_have_count(4)
    expect(box.get_by_role("group", name="最近搜过")).to_have_count(0)
    expect(box.get_by_role("button", name="清除最近搜过的")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(box.locator(".search-box__status").first).to_have_text("可以这样搜 4 个，按向下键挑选")
    field.press("Escape")
    expect(group).to_be_hidden()
    field.press("ArrowDown")
    expect(group).to_be_visible()
    field.press("ArrowDown")
    first = group.get_by_role("option").first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "?")
    words = first.inner_text()
    field.press("Enter")
    expect(box).to_have_title(re.compile(words))
    expect(box.locator(".search-result").first).to_be_visible()


def test_the_last_searches_are_offered_again_and_can_be_cleared(page: Page, server: str) -> None:
    """The last one first, each once, eight at most; numbers that say who one is are never kept."""
    page.goto(f"{server}/search/")
    numbers = ("13800138000", "身份证510403199001011234", "138 0013 8000", "５１０４０３１９９００")
    ask(page, *(f"手机{letter}" for letter in "甲乙丙丁戊己庚辛"), *numbers, "诈骗", "手机甲", "诈骗")
    field = page.get_by_role("combobox")
    field.fill("")
    group = page.get_by_role("group", name="最近搜过")
    kept = ["诈骗", "手机甲", *(f"手机{letter}" for letter in "辛庚己戊丁丙")]
    expect(group.get_by_role("option")).to_have_text(kept)
    assert "1380" not in page.evaluate("JSON.stringify(localStorage)")
    page.goto(f"{server}/law/anti-fraud/fake-police/")
    page.get_by_role("combobox").click()
    expect(group.get_by_role("option").first).to_have_text("诈骗")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    clear = page.get_by_role("button", name="清除最近搜过的")
    expect(clear).to_be_focused()
    page.keyboard.press("Enter")
    expect(group).to_have_count(0)
    expect(page.get_by_role("group", name="可以这样搜")).to_be_visible()
    expect(page.get_by_role("combobox")).to_be_focused()
    assert "诈骗" not in page.evaluate("JSON.stringify(localStorage)")


def test_only_what_was_sent_off_is_kept(box: Page) -> None:
    """Looking at suggestions leaves nothing behind."""
    field = box.get_by_role("combobox").first
    field.fill("诈骗")
    expect(box.locator(OPTION).first).to_be_visible()
    field.fill("")
    expect(box.get_by_role("group", name="可以这样搜")).to_be_visible()
    expect(box.get_by_role("group", name="最近搜过")).to_have_count(0)
    assert box.evaluate("localStorage.length") == 0


def test_a_shared_device_keeps_nothing(page: Page, server: str) -> None:
    """An edition for many people says so with `data-shared`; what an earlier one left is not shown either."""
    page.goto(f"{server}/search/")
    ask(page, "诈骗")
    page.evaluate("document.documentElement.setAttribute('data-shared', '')")
    ask(page, "手机")
    field = page.get_by_role("combobox")
    field.fill("")
    expect(page.get_by_role("group", name="可以这样搜")).to_be_visible()
    expect(page.get_by_role("group", name="最近搜过")).to_have_count(0)
    assert "手机" not in page.evaluate("JSON.stringify(localStorage)")


@pytest.mark.parametrize("stored", ["{", "null", '{"a": 1}', '[1, null, "  ", "13800138000"]'])
def test_strange_storage_is_no_harm(page: Page, server: str, stored: str) -> None:
    """What another program or an old version left there is passed over."""
    page.goto(server)
    page.evaluate("(text) => localStorage.setItem('xuetang:/:searches', text)", stored)
    page.get_by_role("combobox").first.click()
    expect(page.get_by_role("group", name="可以这样搜")).to_be_visible()
    expect(page.get_by_role("group", name="最近搜过")).to_have_count(0)


def test_a_slash_while_typing_is_a_slash(box: Page) -> None:
    """The shortcut does not steal a character from a field."""
    field = box.get_by_role("combobox").first
    field.focus()
    box.keyboard.type("1/2")
    expect(field).to_have_value("1/2")


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[Page]:
    """The home page on a small phone with touch only."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(server)
    yield page
    context.close()


def test_touch_opens_a_suggestion(phone: Page) -> None:
    """Tap, type, tap: the lesson opens; every target is at least 44 px high and nothing is wider than the screen."""
    field = phone.get_by_role("combobox").first
    field.tap()
    field.fill("警察")
    option = phone.locator(OPTION).first
    expect(option).to_contain_text("警察")
    for found in phone.locator(OPTION).all():
        assert (found.bounding_box() or {"height": 0})["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    option.tap()
    expect(phone).to_have_url(re.compile("/law/anti-fraud/fake-police/"))


def test_touch_elsewhere_closes_the_suggestions(phone: Page) -> None:
    """The panel does not stay in the way."""
    field = phone.get_by_role("combobox").first
    field.tap()
    field.fill("诈骗")
    expect(phone.locator(OPTION).first).to_be_visible()
    phone.locator("h1").tap()
    expect(phone.locator(OPTION).first).to_be_hidden()
