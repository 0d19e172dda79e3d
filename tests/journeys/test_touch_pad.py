"""The keyboard on the screen: finding a lesson with a finger alone, with a keyboard alone, on screens of many sizes."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

SCREENS = [(1920, 1080), (1080, 1920), (1024, 768)]
KEY, ACT, CHIP = ".pad__key", ".pad__act", ".pad__chip"

OpenPage = Callable[..., Page]


@pytest.fixture
def touch(browser: Browser, server: str) -> Iterator[OpenPage]:
    """Opens a page on a touch screen where the keyboard on the screen is switched on; the first box is tapped."""
    contexts = []

    def open_page(width: int = 1024, height: int = 768, path: str = "/", **prefs: str) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.goto(server + path)
        for name, value in {"pad": "on", **prefs}.items():
            page.evaluate("([name, value]) => xuetangPrefs.set(name, value)", [name, value])
        page.reload()
        page.get_by_role("combobox").first.tap()
        expect(page.locator(KEY).first).to_be_visible()
        return page

    yield open_page
    for context in contexts:
        context.close()


def press(page: Page, *names: str) -> None:
    """Tap keys by what is written on them."""
    for name in names:
        page.locator(".pad").get_by_role("button", name=name, exact=True).tap()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    """Where the visible ones are."""
    return [box for each in page.locator(f"{selector}:visible").all() if (box := each.bounding_box())]


def gaps(all_boxes: list[dict[str, float]]) -> list[float]:
    """Distances between neighbours: of two boxes, how far they are apart one way or the other."""
    found = []
    for at, one in enumerate(all_boxes):
        for other in all_boxes[at + 1 :]:
            across = max(one["x"], other["x"]) - min(one["x"] + one["width"], other["x"] + other["width"])
            along = max(one["y"], other["y"]) - min(one["y"] + one["height"], other["y"] + other["height"])
            found.append(max(across, along))
    return found


# -- by touch ---------------------------------------------------------------------------------------------------------


def test_a_finger_alone_finds_the_lesson(touch: OpenPage) -> None:
    """G, X, Y, 高血压, 搜索: no input method, no keyboard of the device."""
    page = touch()
    field = page.get_by_role("combobox").first
    expect(field).to_have_attribute("inputmode", "none")
    press(page, "G", "X", "Y")
    expect(field).to_have_value("gxy")
    expect(page.locator(".pad__letters")).to_have_text("gxy")
    expect(page.locator(CHIP).first).to_have_text("高血压")
    page.locator(CHIP).first.tap()
    expect(field).to_have_value("高血压")
    expect(page.locator(".pad__letters")).to_be_hidden()
    press(page, "搜索")
    expect(page).to_have_url(re.compile(r"/search/\?q=%E9%AB%98%E8%A1%80%E5%8E%8B"))
    expect(page.locator(".search-result h2").first).to_have_text("在家量准一次血压")
    expect(page.locator(".pad")).to_have_count(0)


def test_unfinished_letters_are_searched_as_they_are(touch: OpenPage) -> None:
    """Who does not look for a chip finds it too."""
    page = touch(path="/search/")
    press(page, "G", "A", "O", "X", "U", "E", "搜索")
    expect(page.locator(".search-result").first).to_contain_text("血压")
    expect(page.locator(".pad")).to_have_count(0)


def test_words_are_gone_on_from(touch: OpenPage) -> None:
    """After a word come words that go with it; the next one stands apart, and 删除 takes back one after the other."""
    page = touch()
    field = page.get_by_role("combobox").first
    press(page, "G", "X", "Y", "高血压", "吃泡菜")
    expect(field).to_have_value("高血压 吃泡菜")
    press(page, "C")
    expect(field).to_have_value("高血压 吃泡菜 c")
    for left in ("高血压 吃泡菜", "高血压", ""):
        press(page, "删除")
        expect(field).to_have_value(left)
    press(page, "A", "B", "清空")
    expect(field).to_have_value("")


@pytest.mark.parametrize("number", ["120", "12345"])
def test_numbers_are_typed(touch: OpenPage, number: str) -> None:
    """Figures are behind one key, and letters again behind the same."""
    page = touch()
    press(page, "123", *number)
    expect(page.get_by_role("combobox").first).to_have_value(number)
    expect(page.locator(KEY)).to_have_count(10)
    press(page, "字母")
    expect(page.locator(KEY)).to_have_count(26)


def test_the_order_of_a_keyboard_can_be_had(touch: OpenPage) -> None:
    """ABC at first; the order of a keyboard for who knows it, until the page is left."""
    page = touch()
    letters = page.locator(KEY)
    assert letters.all_inner_texts() == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    press(page, "键盘顺序")
    assert letters.all_inner_texts() == list("QWERTYUIOPASDFGHJKLZXCVBNM")
    press(page, "G", "X", "Y")
    expect(page.locator(CHIP).first).to_have_text("高血压")
    press(page, "字母顺序")
    assert letters.all_inner_texts()[0] == "A"


def test_more_words_are_a_page_away(touch: OpenPage) -> None:
    """Pages of whole chips, forwards and back, without dragging."""
    page = touch()
    press(page, "S")
    chips = page.locator(CHIP)
    expect(chips.first).to_be_visible()
    first = chips.all_inner_texts()
    assert 4 <= len(first) <= 12
    expect(page.get_by_role("button", name="上一页")).to_be_hidden()
    press(page, "下一页")
    expect(page.locator(".pad__choice [tabindex='0']")).to_have_count(1)
    second = chips.all_inner_texts()
    assert second and not set(first) & set(second)
    expect(page.locator(".pad__status")).to_have_text(re.compile(r"^有 \d+ 个词可选，第 2 页$"))
    press(page, "上一页")
    assert chips.all_inner_texts() == first


def test_no_word_is_said_plainly(touch: OpenPage) -> None:
    """The row of words is never just empty; a screen reader is told as well."""
    page = touch()
    hint = page.locator(".pad__hint")
    expect(hint).to_contain_text("高血压，就按 G X Y")
    press(page, "V", "V", "V")
    expect(hint).to_have_text("没有这样的词，可以直接按“搜索”")
    expect(page.locator(".pad__status")).to_have_text("没有这样的词，可以直接按“搜索”")
    press(page, "清空", "G", "X", "Y")
    expect(page.locator(".pad__status")).to_have_text(re.compile(r"^有 \d+ 个词可选$"))
    expect(hint).to_be_hidden()


def test_a_long_press_clears(touch: OpenPage) -> None:
    """删除 held down empties the field, and nothing more happens when it is let go."""
    page = touch()
    field = page.get_by_role("combobox").first
    press(page, "G", "X", "Y", "高血压", "A")
    x, y = centre(page.get_by_role("button", name="删除"))
    hand = page.context.new_cdp_session(page)
    finger(hand, ("touchStart", x, y))
    expect(field).to_have_value("")
    finger(hand, ("touchEnd", x, y))
    press(page, "B")
    expect(field).to_have_value("b")
    page.mouse.move(x, y)
    page.mouse.down()
    page.wait_for_timeout(900)
    page.mouse.up()
    expect(field).to_have_value("")


def test_a_trembling_finger_types(touch: OpenPage) -> None:
    """A finger that slips within a key types its letter once; one that ends on another key types nothing."""
    page = touch()
    field = page.get_by_role("combobox").first
    key = page.get_by_role("button", name="G", exact=True)
    x, y = centre(key)
    hand = page.context.new_cdp_session(page)
    finger(
        hand, ("touchStart", x - 12, y - 12), ("touchMove", x + 6, y), ("touchMove", x + 14, y + 14), ("touchEnd", 0, 0)
    )
    expect(field).to_have_value("g")
    other, _ = centre(page.get_by_role("button", name="I", exact=True))
    finger(hand, ("touchStart", x, y), ("touchMove", other, y), ("touchEnd", 0, 0))
    expect(field).to_have_value("g")


def centre(button: Locator) -> tuple[float, float]:
    box = button.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def finger(session: CDPSession, *steps: tuple[str, float, float]) -> None:
    """A finger's way over the screen."""
    for kind, x, y in steps:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


# -- with the suggestions, and in the page ------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [*SCREENS, (360, 740)])
@pytest.mark.parametrize("path", ["/", "/search/", "/no-such-page/"])
def test_box_and_suggestions_stay_in_sight(touch: OpenPage, width: int, height: int, path: str) -> None:
    """The pad covers neither; a suggestion can be tapped."""
    page = touch(width, height, path)
    press(page, "G", "X", "Y")
    option = page.locator("[role=option]").first
    expect(option).to_be_visible()
    [top] = [box["y"] for box in boxes(page, ".dock")]
    [field] = boxes(page, "[aria-expanded=true]")
    [panel] = boxes(page, ".search-panel")
    assert field["y"] >= 0
    assert panel["y"] + panel["height"] <= top
    assert panel["height"] >= 120
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    option.tap()
    expect(page).to_have_url(re.compile("/health/"))


@pytest.mark.parametrize(("width", "height"), [(800, 360), (512, 384)], ids=["phone on its side", "magnified twice"])
def test_a_low_screen_still_shows_the_box(touch: OpenPage, width: int, height: int) -> None:
    """The box and the first suggestion are seen, all keys are on the screen and can be hit."""
    page = touch(width, height)
    press(page, "G", "X", "Y")
    expect(page.locator("[role=option]").first).to_be_visible()
    [top] = [box["y"] for box in boxes(page, ".dock")]
    [panel] = boxes(page, ".search-panel")
    [field] = boxes(page, "[aria-expanded=true]")
    assert 0 <= field["y"] <= field["y"] + field["height"] <= panel["y"]
    assert panel["y"] + panel["height"] <= top
    keys = boxes(page, f":is({KEY}, {ACT}, {CHIP})")
    assert min(min(box["width"], box["height"]) for box in keys) >= 24
    assert max(box["y"] + box["height"] for box in keys) <= height
    press(page, "高血压")
    expect(page.get_by_role("combobox").first).to_have_value("高血压")


def test_it_closes_and_opens_again(touch: OpenPage) -> None:
    """收起 or a tap elsewhere closes, a tap on the box opens; the page is as before."""
    page = touch()
    field = page.get_by_role("combobox").first
    press(page, "收起")
    expect(page.locator(".pad")).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).paddingBottom") == "0px"
    field.tap()
    expect(page.locator(KEY).first).to_be_visible()
    page.touchscreen.tap(950, 40)  # nothing is there
    expect(page.locator(".pad")).to_have_count(0)


def test_it_is_off_until_it_is_wanted(page: Page, server: str) -> None:
    """Off by default and then not even loaded; switched on in the display settings it is kept, and off again."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server, wait_until="networkidle")
    field = page.get_by_role("combobox").first
    field.click()
    expect(field).not_to_have_attribute("inputmode", "none")
    assert not [url for url in asked if "pad" in url or "dock" in url]

    page.locator("#settings-button").click()
    setting = page.get_by_role("group", name="屏幕键盘")
    expect(setting.get_by_role("button", name="关")).to_have_attribute("aria-pressed", "true")
    setting.get_by_role("button", name="开").click()
    page.locator("#settings-close").click()
    field.click()
    expect(page.locator(KEY).first).to_be_visible()
    page.goto(f"{server}/search/")
    page.get_by_role("combobox").first.click()
    expect(page.locator(KEY).first).to_be_visible()

    page.locator("#settings-button").click()
    expect(page.locator(".pad")).to_have_count(0)
    page.get_by_role("group", name="屏幕键盘").get_by_role("button", name="关").click()
    page.get_by_role("combobox").first.click()
    page.wait_for_timeout(300)
    expect(page.locator(".pad")).to_have_count(0)
    expect(page.get_by_role("combobox").first).not_to_have_attribute("inputmode", "none")


def test_what_was_typed_is_kept_nowhere(touch: OpenPage) -> None:
    """The browser remembers that the pad is on and what was searched for, as without the pad; of the letters nothing."""
    page = touch()
    press(page, "G", "X", "Y", "高血压", "键盘顺序", "搜索")
    expect(page.locator(".search-result").first).to_be_visible()
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    local, session, cookies = json.loads(kept)
    assert (set(local), session, cookies) == ({"xuetang:/:prefs", "xuetang:/:searches"}, {}, "")
    assert json.loads(local["xuetang:/:searches"]) == ["高血压"] and "高" not in local["xuetang:/:prefs"]
    assert "gxy" not in kept and "qwerty" not in kept


# -- with a keyboard, with a screen reader --------------------------------------------------------------------------------


def test_a_keyboard_alone_works_it(touch: OpenPage) -> None:
    """Letters go into the box as ever; Tab goes to the words, arrows from button to button, Escape back to the box."""
    page = touch()
    field = page.get_by_role("combobox").first
    field.press_sequentially("gxy")
    expect(page.locator(CHIP).first).to_have_text("高血压")
    page.keyboard.press("Tab")
    expect(page.get_by_role("search").get_by_role("button", name="搜索").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(CHIP).first).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "4px"
    page.keyboard.press("ArrowRight")
    expect(page.locator(CHIP).nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(field).to_have_value("高血压")
    expect(page.locator(CHIP).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{KEY}:focus")).to_have_count(1)
    page.keyboard.press("c")
    page.keyboard.press("y")
    expect(field).to_have_value("高血压 cy")
    page.keyboard.press("Backspace")
    expect(field).to_have_value("高血压 c")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="删除")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".pad")).to_have_count(0)
    expect(field).to_be_focused()


def test_a_keyboard_opens_it_too(touch: OpenPage) -> None:
    """Focus that comes without a finger opens the pad; focus that goes on closes it."""
    page = touch()
    press(page, "收起")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(KEY).first).to_be_visible()
    page.locator("footer a").last.focus()
    expect(page.locator(".pad")).to_have_count(0)


@pytest.mark.parametrize(
    "prefs", [{}, {"scheme": "dark"}, {"contrast": "high"}, {"text": "large"}], ids=["light", "dark", "high", "large"]
)
def test_it_is_accessible(touch: OpenPage, prefs: dict[str, str]) -> None:
    """No violations; groups and buttons have names; one stop for Tab in each group."""
    page = touch(**prefs)
    press(page, "S")
    expect(page.locator(CHIP).first).to_be_visible()
    expect(page.locator("[role=option]").first).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for name in ("屏幕键盘", "候选词", "字母", "功能"):
        expect(page.get_by_role("group", name=name, exact=True)).to_have_count(1)
    expect(page.locator(".pad button[tabindex='0']")).to_have_count(3)
    cut = "[...document.querySelectorAll('.pad button')].filter((each) => each.scrollWidth > each.clientWidth + 1)"
    assert page.evaluate(f"{cut}.map((each) => each.textContent)") == []


# -- sizes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["normal", "large"])
@pytest.mark.parametrize("layout", ["abc", "qwerty", "digits"])
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_fingers_have_room(touch: OpenPage, width: int, height: int, layout: str, text: str) -> None:
    """Keys of 64 px (60 on the small screen), chips of 60, 12 px apart, letters of 24 px; all of it on the screen."""
    page = touch(width, height, text=text)
    press(page, "S")
    expect(page.locator(CHIP).first).to_be_visible()
    press(page, *{"abc": [], "qwerty": ["键盘顺序"], "digits": ["123"]}[layout])
    least = 60 if height < 1000 else 64
    keys = boxes(page, f":is({KEY}, {ACT})")
    assert len(keys) == (10 if layout == "digits" else 26) + 6
    assert min(min(box["width"], box["height"]) for box in keys) >= least
    chips = boxes(page, f":is({CHIP}, .pad__turn)")
    assert min(box["height"] for box in chips) >= 60
    assert min(gaps(keys + chips)) >= 11.9
    sizes = page.evaluate(
        "[...document.querySelectorAll('.pad button, .pad__letters')].map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 24
    inside = [
        box["x"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= height
        for box in keys + chips
    ]
    assert all(inside)
    assert boxes(page, ".dock")[0]["height"] <= height * 0.6


# -- on its own -----------------------------------------------------------------------------------------------------------


def test_another_page_can_use_it(page: Page, server: str) -> None:
    """It needs a place and a field: always open, no 收起, its own search; taken away it leaves the field as it was."""
    page.goto(f"{server}/about/", wait_until="networkidle")
    page.evaluate(
        """async () => {
          const { mountPad } = await import('/assets/search/pad.js');
          const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/assets/search/pad.css' });
          document.head.append(link);
          const field = Object.assign(document.createElement('input'), { id: 'own', inputMode: 'search', maxLength: 8 });
          field.setAttribute('aria-label', '查');
          document.querySelector('main').replaceChildren(field);
          window.sent = [];
          window.events = 0;
          field.addEventListener('input', () => (window.events += 1));
          window.pad = mountPad(document.querySelector('main'), field, { onSearch: () => window.sent.push(field.value) });
        }"""
    )
    field = page.locator("#own")
    expect(page.locator(".pad").get_by_role("button", name="收起")).to_have_count(0)
    page.locator(".pad").get_by_role("button", name="G", exact=True).click()
    expect(field).to_be_focused()
    expect(page.locator(CHIP).first).to_be_visible()
    page.locator(CHIP).first.click()
    page.locator(".pad").get_by_role("button", name="搜索").click()
    assert page.evaluate("[sent.length, sent[0].length > 1, events]") == [1, True, 2]
    for letter in "ABCDEFGHIJ":
        page.locator(".pad").get_by_role("button", name=letter, exact=True).click()
    assert len(field.input_value()) <= 8
    page.locator(".pad").get_by_role("button", name="键盘顺序").click()
    page.evaluate("document.getElementById('own').value = ''; pad.reset()")
    expect(page.locator(KEY).first).to_have_text("A")
    expect(page.locator(".pad__hint")).to_contain_text("高血压")
    page.evaluate("pad.destroy()")
    expect(page.locator(".pad")).to_have_count(0)
    expect(field).to_have_attribute("inputmode", "search")


def test_it_works_without_its_words(touch: OpenPage, server: str) -> None:
    """Where the language cannot be loaded, letters are typed and sent all the same; the next letter asks for it again."""
    page = touch()
    page.route("**/search/lexicon.json", lambda route: route.abort())
    page.reload()
    page.get_by_role("combobox").first.tap()
    press(page, "G", "X", "Y")
    expect(page.locator(".pad__hint")).to_have_text("词表没有打开，可以直接按“搜索”")
    page.unroute("**/search/lexicon.json")
    press(page, "删除", "Y")
    expect(page.locator(CHIP).first).to_have_text("高血压")
    press(page, "搜索")
    expect(page).to_have_url(re.compile("q=gxy"))
