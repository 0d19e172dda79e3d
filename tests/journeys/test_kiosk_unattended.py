"""Nobody looks after a kiosk: it asks whether somebody is there, forgets whoever was, invites the next, and lets
nobody out. Times are those that people wait; the clock of the browser is turned."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.touching import LESSON, screen

#: A local Chinese voice that tells what it is asked to say.
VOICE = """
const said = [];
window.said = said;
class Utterance { constructor(text) { this.text = text; } }
const voices = [{lang: 'zh-CN', localService: %s, name: 'v'}, {lang: 'en-US', localService: true, name: 'e'}];
Object.defineProperty(window, 'SpeechSynthesisUtterance', {value: Utterance});
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => voices, addEventListener() {},
  speak: (utterance) => { said.push([utterance.text, utterance.voice.name]); window.last = utterance; },
  cancel: () => { said.push('cancel'); window.tellCancel?.(); },
}});
"""
#: What a person could have left anywhere.
STATE = """() => ({
  local: localStorage.length, session: sessionStorage.length, name: window.name, cookie: document.cookie,
  text: document.documentElement.dataset.text, contrast: document.documentElement.dataset.contrast,
  fields: [...document.querySelectorAll('input')].filter((one) => one.checked || (one.type === 'search' && one.value)).length,
  search: location.search, hash: location.hash,
})"""
NOTHING = {
    "local": 0, "session": 0, "name": "", "cookie": "", "text": "normal", "contrast": "normal", "fields": 0, "search": "", "hash": "",
}  # fmt: skip


@pytest.fixture
def page(browser: Browser, kiosk_server: str) -> Iterator[Page]:
    """A touch screen whose clock the test turns."""
    with screen(browser, kiosk_server) as page:
        page.clock.install()
        yield page
        assert page.foreign == []  # type: ignore[attr-defined]


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def home_again(page: Page, kiosk_server: str) -> None:
    page.wait_for_url(f"{kiosk_server}/")
    page.wait_for_load_state("networkidle")


def leave_traces(page: Page) -> None:
    """Everything that this or another program of the origin might have kept about somebody."""
    page.evaluate("""() => {
      localStorage.setItem('xuetang:/:progress', '{}'); sessionStorage.setItem('recent', '高血压');
      window.name = '高血压'; document.cookie = 'who=me; path=/';
    }""")
    page.locator("[data-text-size=huge]").tap()
    page.locator("[data-contrast-switch]").tap()


# -- asking and forgetting ------------------------------------------------------------------------------------------------


def test_asks_after_ninety_seconds_and_leaves_after_two_minutes(page: Page, kiosk_server: str) -> None:
    """Not a moment earlier; the seconds that are left are counted in large figures."""
    opened(page, kiosk_server + LESSON)
    page.clock.run_for(89_000)
    expect(page.locator("[data-still]")).to_be_hidden()
    page.clock.run_for(2_000)
    expect(page.locator("[data-still]")).to_be_visible()
    assert 25 <= int(page.locator("[data-still-count]").inner_text()) <= 29
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('[data-still-count]')).fontSize)") >= 150
    page.clock.run_for(20_000)
    assert 3 <= int(page.locator("[data-still-count]").inner_text()) <= 9
    assert page.url == kiosk_server + LESSON
    page.clock.run_for(10_000)
    home_again(page, kiosk_server)


@pytest.mark.parametrize("how", ["stay", "beside", "key"])
def test_any_sign_of_life_goes_on(page: Page, kiosk_server: str, how: str) -> None:
    """继续看, a tap beside it or a key: the lesson stays where it was, and the time starts anew."""
    opened(page, f"{kiosk_server}{LESSON}#part-3")
    page.clock.run_for(95_000)
    if how == "stay":
        page.locator("[data-still-stay]").tap()
    elif how == "beside":
        page.touchscreen.tap(20, 20)
    else:
        page.keyboard.press("a")
    expect(page.locator("[data-still]")).to_be_hidden()
    expect(page.locator("#part-3")).to_be_visible()
    page.clock.run_for(85_000)
    expect(page.locator("[data-still]")).to_be_hidden()
    page.clock.run_for(40_000)
    home_again(page, kiosk_server)


def test_who_is_done_leaves_at_once(page: Page, kiosk_server: str) -> None:
    """The other key of the question goes home and forgets."""
    opened(page, kiosk_server + LESSON)
    leave_traces(page)
    page.clock.run_for(95_000)
    page.locator("[data-still-leave]").tap()
    home_again(page, kiosk_server)
    assert page.evaluate(STATE) == NOTHING


def test_touching_keeps_it_open(page: Page, kiosk_server: str) -> None:
    """Whoever reads and turns is never asked."""
    opened(page, kiosk_server + LESSON)
    for _ in range(4):
        page.clock.run_for(80_000)
        page.locator("[data-turn='1']").tap()
    expect(page.locator("[data-still]")).to_be_hidden()


def test_in_the_middle_of_typing(page: Page, kiosk_server: str) -> None:
    """What was being written and found is gone: on the page, in the address, and for whoever goes back."""
    opened(page, f"{kiosk_server}/search/")
    leave_traces(page)
    page.locator("#query").tap()
    page.keyboard.type("gaoxueya")
    page.clock.run_for(1_000)
    expect(page.locator(".result").first).to_be_visible()
    assert "gaoxueya" in page.url
    page.clock.run_for(121_000)
    home_again(page, kiosk_server)
    assert page.evaluate(STATE) == NOTHING
    page.locator(".search-door").tap()
    page.wait_for_url(f"{kiosk_server}/search/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(STATE) == NOTHING
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert "gaoxueya" not in page.url + page.content()


def test_in_the_middle_of_a_quiz(page: Page, kiosk_server: str) -> None:
    """Answers are gone when the next person opens the same lesson."""
    opened(page, f"{kiosk_server}{LESSON}#part-quiz-1")
    leave_traces(page)
    here = page.locator(".part.is-here")
    here.locator("label").first.tap()
    here.locator("[data-check]").tap()
    page.clock.run_for(121_000)
    home_again(page, kiosk_server)
    assert page.evaluate(STATE) == NOTHING
    opened(page, f"{kiosk_server}{LESSON}#part-quiz-1")
    assert page.evaluate(STATE) == NOTHING | {"hash": "#part-quiz-1"}
    expect(page.locator(".part.is-here [data-result]")).to_be_empty()


def test_in_the_middle_of_speech(page: Page, kiosk_server: str) -> None:
    """Reading aloud stops before the page is left."""
    told: list[bool] = []
    page.expose_function("tellCancel", lambda: told.append(True))
    page.add_init_script(VOICE % "true")
    opened(page, f"{kiosk_server}{LESSON}#part-1")
    page.locator("[data-read-aloud]").tap()
    expect(page.locator("[data-read-aloud]")).to_have_text("停")
    told.clear()
    page.clock.run_for(121_000)
    home_again(page, kiosk_server)
    assert told


def test_on_a_home_page_that_was_used(page: Page, kiosk_server: str) -> None:
    """There too the next person finds everything as it was."""
    opened(page, f"{kiosk_server}/")
    leave_traces(page)
    page.clock.run_for(121_000)
    page.wait_for_function("() => document.documentElement.dataset.text === 'normal'")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(STATE) == NOTHING


def test_whoever_goes_home_and_walks_away(page: Page, kiosk_server: str) -> None:
    """Large text does not wait for the next person behind the invitation; the keys say so too."""
    opened(page, kiosk_server + LESSON)
    leave_traces(page)
    page.locator(".bar a").first.tap()
    home_again(page, kiosk_server)
    assert page.evaluate("document.documentElement.dataset.text") == "huge"
    page.clock.run_for(41_000)
    expect(page.locator("[data-attract-screen]")).to_be_visible()
    assert page.evaluate(STATE) == NOTHING
    expect(page.locator("[data-text-size=normal]")).to_have_attribute("aria-pressed", "true")


def test_no_server_no_dead_screen(page: Page, kiosk_server: str) -> None:
    """While the server is away a key says so and the page stays; the reset waits for it behind a plain screen."""
    opened(page, kiosk_server + LESSON)
    page.context.set_offline(True)
    page.locator(".bar a").first.tap()
    expect(page.locator("[data-notice]")).to_be_visible()
    page.locator("[data-notice-close]").tap()
    assert page.url == kiosk_server + LESSON
    page.clock.run_for(121_000)
    expect(page.locator("[data-pause]")).to_be_visible()
    assert page.evaluate("document.documentElement.dataset.text") == "normal"
    page.context.set_offline(False)
    page.wait_for_timeout(100)
    for _ in range(5):
        page.clock.run_for(5_100)
        page.wait_for_timeout(100)
        if page.url == f"{kiosk_server}/":
            break
    home_again(page, kiosk_server)
    page.complaints.clear()  # type: ignore[attr-defined]  # the browser's own words about the network


# -- inviting -------------------------------------------------------------------------------------------------------------


def test_invites_whoever_passes_by(page: Page, kiosk_server: str) -> None:
    """After a while lessons are shown in turn; a tap anywhere begins; a lesson can be opened straight away."""
    opened(page, f"{kiosk_server}/")
    page.clock.run_for(39_000)
    expect(page.locator("[data-attract-screen]")).to_be_hidden()
    page.clock.run_for(2_000)
    shown = page.locator("[data-slide]:visible")
    expect(shown).to_have_count(1)
    first = shown.inner_text()
    page.clock.run_for(8_500)
    expect(shown).to_have_count(1)
    assert shown.inner_text() != first
    page.touchscreen.tap(900, 300)
    expect(page.locator("[data-attract-screen]")).to_be_hidden()
    page.clock.run_for(60_000)
    expect(page.locator("[data-attract-screen]")).to_be_hidden()  # somebody is there now
    page.evaluate("window.isOld = true")
    page.clock.run_for(61_000)
    page.wait_for_function("() => !window.isOld")
    home_again(page, kiosk_server)
    page.clock.run_for(41_000)
    page.locator("[data-slide]:visible [data-slide-open]").tap()
    page.wait_for_url(re.compile(r"/[a-z]+/[a-z-]+/[a-z-]+/$"))


def test_invitation_shows_every_category(page: Page, kiosk_server: str) -> None:
    """As many slides as there are categories with something checked, each different; then they begin again."""
    opened(page, f"{kiosk_server}/")
    titles = page.locator("[data-slide] h2").all_text_contents()
    assert len(titles) == len(set(titles)) >= 8


def test_a_screen_left_alone_for_days_keeps_up(page: Page, kiosk_server: str) -> None:
    """While it invites it takes up the page anew from time to time: the day's lesson, and a new release."""
    opened(page, f"{kiosk_server}/")
    page.clock.run_for(45_000)
    expect(page.locator("[data-attract-screen]")).to_be_visible()
    page.evaluate("window.isOld = true")
    page.clock.run_for(25 * 60_000)
    assert page.evaluate("window.isOld")
    page.clock.run_for(285_000)
    with page.expect_navigation(url=f"{kiosk_server}/"):
        for _ in range(20):  # in short steps: the request has to be answered by a clock that nobody turns
            page.clock.run_for(1_000)
            page.wait_for_timeout(50)


def test_little_motion_for_whoever_wants_little(browser: Browser, kiosk_server: str) -> None:
    """With reduced motion nothing moves by itself; slides still change."""
    for motion, moving in (("reduce", 0), ("no-preference", 1)):
        with screen(browser, kiosk_server, reduced_motion=motion) as page:
            page.clock.install()
            opened(page, f"{kiosk_server}/")
            page.clock.run_for(41_000)
            expect(page.locator("[data-attract-screen]")).to_be_visible()
            assert (page.evaluate("document.getAnimations().length") > 0) == bool(moving)


# -- reading aloud ----------------------------------------------------------------------------------------------------------


def test_reads_the_part_that_is_shown(page: Page, kiosk_server: str) -> None:
    """Sentence by sentence, in the Chinese voice; turning to another part stops it."""
    page.add_init_script(VOICE % "true")
    opened(page, f"{kiosk_server}{LESSON}#part-1")
    page.locator("[data-read-aloud]").tap()
    page.evaluate("last.onend()")
    said = [each for each in page.evaluate("said") if each != "cancel"]
    assert len(said) == 2 and {voice for _, voice in said} == {"v"}
    text = page.locator("#part-1").inner_text()
    assert all(re.sub(r"\s", "", words) in re.sub(r"\s", "", text) for words, _ in said)
    page.locator("[data-turn='1']").tap()
    assert page.evaluate("said.at(-1)") == "cancel"
    expect(page.locator("[data-read-aloud]")).to_have_text("朗读")


@pytest.mark.parametrize("voice", [None, VOICE % "false"])
def test_no_voice_of_its_own_no_key(page: Page, kiosk_server: str, voice: str | None) -> None:
    """A voice from elsewhere would send the text there."""
    if voice:
        page.add_init_script(voice)
    opened(page, kiosk_server + LESSON)
    page.wait_for_timeout(300)
    expect(page.locator("[data-read-aloud]")).to_be_hidden()


# -- not letting anybody out --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/", LESSON, "/search/"])
def test_menus_dragging_and_keys_do_nothing(page: Page, kiosk_server: str, address: str) -> None:
    """Context menu, drag and drop, zooming, printing, saving and the browser's keys are refused."""
    opened(page, kiosk_server + address)
    refused = page.evaluate("""() => {
      const fire = (event, target = document.querySelector('main a, main button') ?? document.body) => !target.dispatchEvent(event);
      const options = {bubbles: true, cancelable: true};
      const key = (key, more = {}) => fire(new KeyboardEvent('keydown', {key, ...options, ...more}));
      return {
        menu: fire(new MouseEvent('contextmenu', options)), drag: fire(new DragEvent('dragstart', options)),
        drop: fire(new DragEvent('drop', options)), over: fire(new DragEvent('dragover', options)),
        middle: fire(new MouseEvent('auxclick', {button: 1, ...options})), wheel: fire(new WheelEvent('wheel', {ctrlKey: true, ...options})),
        select: fire(new Event('selectstart', options)),
        print: key('p', {ctrlKey: true}), save: key('s', {ctrlKey: true}), source: key('u', {ctrlKey: true}), find: key('f', {ctrlKey: true}),
        tab: key('t', {ctrlKey: true}), close: key('w', {metaKey: true}), zoom: key('+', {ctrlKey: true}), back: key('ArrowLeft', {altKey: true}),
        f1: key('F1'), f5: key('F5'), f11: key('F11'), f12: key('F12'), browser: key('BrowserHome'),
      };
    }""")
    assert all(refused.values()), refused
    fine = page.evaluate("""() => ['a', 'Enter', 'Tab', 'ArrowDown'].every((key) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true})))""")
    assert fine
    assert page.evaluate("[window.open('/'), window.print()]") == [None, None]
    style = "getComputedStyle(document.{}).{}"
    assert page.evaluate(style.format("documentElement", "touchAction")) == "pan-x pan-y"
    assert page.evaluate(style.format("body", "userSelect")) == "none"
    page.emulate_media(media="print")
    assert page.evaluate(style.format("body", "display")) == "none"


def test_two_fingers_do_not_zoom(page: Page, kiosk_server: str) -> None:
    """A pinch changes nothing: nobody has to find the way back from it."""
    opened(page, kiosk_server + LESSON)
    client = page.context.new_cdp_session(page)
    client.send("Input.synthesizePinchGesture", {"x": 960, "y": 500, "scaleFactor": 2.5, "gestureSourceType": "touch"})
    assert page.evaluate("visualViewport.scale") == 1


def test_links_that_lead_outside_are_not_followed(page: Page, kiosk_server: str) -> None:
    """Should one ever get onto a page, nothing happens; a download neither."""
    opened(page, f"{kiosk_server}/")
    page.evaluate("""() => document.querySelector('main').insertAdjacentHTML('afterbegin',
      '<a id="out" href="https://example.org/">x</a><a id="call" href="tel:110">x</a><a id="script" href="javascript:document.title=1">x</a>')""")
    for name in ("out", "call", "script"):
        page.evaluate("name => document.getElementById(name).click()", name)
        page.wait_for_timeout(100)
    assert page.url == f"{kiosk_server}/"
    assert page.title() != "1"
    page.complaints.clear()  # type: ignore[attr-defined]


def test_history_holds_nothing(page: Page, kiosk_server: str) -> None:
    """Pages take each other's place: however far somebody goes, the history does not grow."""
    opened(page, f"{kiosk_server}/")
    before = page.evaluate("history.length")
    for goal in ("/law/", "/law/anti-fraud/", LESSON):
        page.locator(f"main a[href$='{goal.strip('/')}/']").first.tap()
        page.wait_for_url(kiosk_server + goal)
        page.wait_for_load_state("networkidle")
    page.locator("[data-goto]").nth(3).tap()
    assert page.evaluate("history.length") == before


def test_times_can_be_set(page: Page, kiosk_server: str) -> None:
    """For places where people take longer: the frame of the page says how long it waits."""
    page.route(
        "**/about/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace('data-warn="90" data-reset="120"', 'data-warn="10" data-reset="15"'),
        ),
    )
    opened(page, f"{kiosk_server}/about/")
    page.clock.run_for(11_000)
    expect(page.locator("[data-still]")).to_be_visible()
    page.clock.run_for(5_000)
    home_again(page, kiosk_server)
