"""Every kind of page, looked at in a real browser: nothing from elsewhere, no fault, readable on a small phone."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = {
    "home": "/",
    "category": "/law/",
    "course": "/law/anti-fraud/",
    "lesson": "/law/anti-fraud/fake-police/",
    "search": "/search/?q=诈骗",
    "coverage": "/coverage/",
    "progress": "/progress/",
    "about": "/about/",
    "report": "/report/?lesson=law/anti-fraud/fake-police",
    "api": "/api/",
    "lost": "/there/is/no/such/page/",
}


class Witness:
    """What a page did that it should not do."""

    def __init__(self, page: Page, origin: str) -> None:
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: None if _own(request.url, origin) else self.foreign.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, message: object) -> None:
        text = f"{message.type}: {message.text}"  # type: ignore[attr-defined]
        # The page that is not there is itself reported by the browser.
        if text.startswith(("error", "warning")) and "404 (Not Found)" not in text:
            self.complaints.append(text)


def _own(url: str, origin: str) -> bool:
    return url.startswith((origin, "data:", "blob:"))


@pytest.fixture
def witness(page: Page, server: str) -> Iterator[Witness]:
    """Watches the page during a test."""
    yield Witness(page, server)


@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_to_itself(page: Page, server: str, witness: Witness, name: str) -> None:
    """No request leaves the origin; no console error, no script error, no breach of the security policy."""
    page.goto(server + PAGES[name])
    page.wait_for_load_state("networkidle")
    if page.locator("input[type=search]").first.is_visible():
        page.locator("input[type=search]").first.click()
        page.keyboard.type("血压")
        page.wait_for_timeout(400)
    assert witness.foreign == []
    assert witness.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(page: Page, server: str, name: str) -> None:
    """Axe finds no serious or critical violation on any kind of page in either colour scheme."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(server + PAGES[name])
        page.wait_for_load_state("networkidle")
        assert _grave(page) == [], scheme


@pytest.mark.parametrize("name", ["home", "course", "lesson"])
def test_high_contrast_reaches_seven_to_one(page: Page, server: str, name: str) -> None:
    """With high contrast on, text has a contrast of 7:1 in both schemes."""
    for scheme in ("light", "dark"):
        page.goto(server + PAGES[name])
        page.evaluate("scheme => { xuetangPrefs.set('contrast', 'high'); xuetangPrefs.set('scheme', scheme); }", scheme)
        results = Axe().run(page, options={"runOnly": ["color-contrast-enhanced"]})
        found = [node["html"][:120] for rule in results.response["violations"] for node in rule["nodes"]]
        assert found == [], scheme


def _grave(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}"
        for rule in violations
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_on_a_small_phone(page: Page, server: str, name: str) -> None:
    """At 360 px no page has to be scrolled sideways, in large text and on a page zoomed to 200 % neither."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server + PAGES[name])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("xuetangPrefs.set('text', 'large')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["home", "category", "course", "lesson", "progress", "report"])
def test_targets_are_large_enough(page: Page, server: str, name: str) -> None:
    """Buttons, fields and links that stand alone are at least 44 px high on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server + PAGES[name])
    page.wait_for_load_state("networkidle")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, nav a, label:has(input), .button')]
            .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest('.prose'))
            .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect().height])
            .filter(([, height]) => height > 0 && height < 43.5)"""
    )
    assert small == []


def test_body_text_is_large(page: Page, server: str) -> None:
    """Text to be read is 18 px, in large text 22 px."""
    page.goto(server + PAGES["lesson"])
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    assert page.evaluate(size) >= 18
    page.evaluate("xuetangPrefs.set('text', 'large')")
    assert page.evaluate(size) >= 22


@pytest.mark.parametrize("name", PAGES)
def test_no_text_is_small(page: Page, server: str, name: str) -> None:
    """No text on any kind of page is smaller than 16 px, on a phone or on a desktop."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(server + PAGES[name])
        page.wait_for_load_state("networkidle")
        small = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
                .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 16)
                .map((one) => one.textContent.trim().slice(0, 20))"""
        )
        assert small == [], width


@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_one_character(page: Page, server: str, name: str) -> None:
    """What a page is called and what it is for never end with a single character on a line of its own."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server + PAGES[name])
    page.wait_for_load_state("networkidle")
    lonely = page.evaluate(
        """() => [...document.querySelectorAll('h1, .lead, .bottom p')].filter((one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            const last = [...range.getClientRects()].filter(({ width }) => width > 0);
            const bottom = Math.max(...last.map((box) => box.bottom));
            const line = last.filter((box) => box.bottom > bottom - 8);
            const width = Math.max(...line.map(({ right }) => right)) - Math.min(...line.map(({ left }) => left));
            return last[0].bottom < bottom - 8 && width < 2 * parseFloat(getComputedStyle(one).fontSize);
        }).map((one) => one.textContent)"""
    )
    assert lonely == []


def test_wide_table_says_that_it_goes_on(page: Page, server: str) -> None:
    """On a phone a table that does not fit says so in words; where it fits, nothing is said."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server + PAGES["coverage"])
    hints = page.locator(".swipe-hint").filter(visible=True)
    expect(hints).to_have_count(page.locator(".table-scroll").count())
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(hints).to_have_count(0)


def test_course_starts_on_the_first_screen(page: Page, server: str) -> None:
    """On a phone, what a course is, for whom, how long, and the way in stand on the first screen; sources wait folded."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server + PAGES["course"])
    for text in (page.locator("h1"), page.locator(".facts"), page.locator("[data-start]")):
        expect(text).to_be_in_viewport(ratio=1)
    expect(page.locator(".facts")).to_contain_text("适合")
    expect(page.locator(".sources")).not_to_be_visible()
    page.get_by_role("heading", name="依据").click()
    expect(page.locator(".sources")).to_be_visible()


def test_no_english_in_the_interface(page: Page, server: str) -> None:
    """What residents read is Chinese: no English word outside names of formats and addresses."""
    allowed = {"json", "api", "utf", "python", "schema", "curl", "cc", "by"}
    for name in PAGES.keys() - {"api"}:
        page.goto(server + PAGES[name])
        page.wait_for_load_state("networkidle")
        text = page.locator("body").inner_text()
        text = re.sub(r"https?://\S+|\S+@\S+", "", text)
        words = {word.lower() for word in re.findall(r"[A-Za-z]{3,}", text)} - allowed
        assert words <= _latin_in_content(), (name, words)


def _latin_in_content() -> set[str]:
    """Latin words that authors wrote, such as names of apps."""
    from tests.journeys.conftest import REPOSITORY

    sources = (REPOSITORY / "content").rglob("*.md")
    return {word.lower() for source in sources for word in re.findall(r"[A-Za-z]{3,}", source.read_text("utf-8"))}


def test_keyboard_reaches_the_text_at_once(page: Page, server: str) -> None:
    """The first stop of the Tab key skips header and search."""
    page.goto(server + PAGES["lesson"])
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_works_below_a_folder(browser: Browser, site: object, tmp_path: object) -> None:
    """Hosted below a folder of a server, pages find their styles and scripts, and keep a record of their own."""
    from pathlib import Path

    from tests.journeys.conftest import serving

    root = Path(str(tmp_path))
    (root / "xuetang").symlink_to(str(site), target_is_directory=True)
    with serving(root) as address:
        page = browser.new_page()
        witness = Witness(page, address)
        page.goto(f"{address}/xuetang/law/anti-fraud/fake-police/")
        page.locator("[data-finish-button]").click()
        assert page.evaluate("Object.keys(localStorage)") == ["xuetang:/xuetang/:progress"]
        page.goto(f"{address}/xuetang/progress/")
        page.get_by_role("link", name="真是假").click()
        expect(page).to_have_url(f"{address}/xuetang/law/anti-fraud/fake-police/")
        assert witness.complaints == []
        page.close()
