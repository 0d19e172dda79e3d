"""Every kind of page about the district, filled and empty, on phones, with the keyboard and on a touch screen.

The kinds are found in the site itself, so that a new one is looked at without being listed here.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from catalog.collection import Catalog
from catalog.loader import load
from site_builder.build import build
from site_builder.editions import KIOSK, PORTAL
from site_builder.settings import Project
from site_builder.views import site_pages
from tests.conftest import CASES
from tests.journeys.conftest import REPOSITORY, serving
from tests.journeys.touching import close_targets, screen, small_targets


@dataclass(frozen=True)
class Sites:
    """Addresses of both editions of a district, and of one page of each kind."""

    portal: str
    kiosk: str
    pages: tuple[str, ...]


def one_of_each_kind(catalog: Catalog) -> tuple[str, ...]:
    """The page of each template that says most."""
    found: dict[str, tuple[int, str]] = {}
    for page in site_pages(catalog):
        if page.template.startswith("district/"):
            size = len(repr(page.data))
            if size > found.get(page.template, (0, ""))[0]:
                found[page.template] = (size, page.path)
    return tuple(path for _size, path in found.values())


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """The fictional district, which has everything."""
    root = tmp_path_factory.mktemp("district")
    shutil.copytree(CASES / "valid", root, dirs_exist_ok=True)
    shutil.copytree(CASES / "network" / "content", root / "content", dirs_exist_ok=True)
    with _built(root) as built:
        yield built


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """A district of which nothing but its network is known."""
    root = tmp_path_factory.mktemp("bare")
    shutil.copytree(CASES / "valid", root, dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "content" / "network.yml", root / "content" / "network.yml")
    with _built(root) as built:
        yield built


class _built:  # used as `with _built(root) as sites`
    def __init__(self, root: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
            folders = [build(Project(root), edition).folder for edition in (PORTAL, KIOSK)]
        self._servers = [serving(folder) for folder in folders]
        self._pages = one_of_each_kind(load(root / "content"))

    def __enter__(self) -> Sites:
        portal, kiosk = (server.__enter__() for server in self._servers)
        return Sites(portal, kiosk, self._pages)

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.__exit__()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def grave(page: Page) -> list[str]:
    """What axe calls serious or critical."""
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}"
        for rule in Axe().run(page).response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("which", ["sites", "bare"])
def test_pages_are_accessible_and_keep_to_themselves(page: Page, request: pytest.FixtureRequest, which: str) -> None:
    """No grave finding of axe in either colour scheme, no fault of a script, no request to another origin."""
    site: Sites = request.getfixturevalue(which)
    foreign: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda one: None if one.url.startswith(site.portal) else foreign.append(one.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda one: complaints.append(one.text) if one.type in ("error", "warning") else None)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for path in site.pages:
            opened(page, f"{site.portal}/{path}")
            assert grave(page) == [], (scheme, path)
    assert (foreign, complaints) == ([], [])


@pytest.mark.parametrize("which", ["sites", "bare"])
def test_nothing_is_cut_or_small_on_a_phone(page: Page, request: pytest.FixtureRequest, which: str) -> None:
    """At 360 px, at 320 px with large text, nothing has to be scrolled sideways; no text below 16 px; targets of 44 px."""
    site: Sites = request.getfixturevalue(which)
    for path in site.pages:
        page.set_viewport_size({"width": 360, "height": 740})
        opened(page, f"{site.portal}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        small = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
                .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 16)
                .map((one) => one.textContent.trim().slice(0, 20))"""
        )
        assert small == [], path
        low = page.evaluate(
            """() => [...document.querySelectorAll('button, select, label:has(input), .district li > a')]
                .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest('.prose, .sources'))
                .filter((one) => !one.matches('a') || one.parentElement.textContent.trim() === one.textContent.trim())
                .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect().height])
                .filter(([, height]) => height > 0 && height < 43.5)"""
        )
        assert low == [], path
        page.evaluate("xuetangPrefs.set('text', 'large')")
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.evaluate("xuetangPrefs.set('text', 'normal')")


def test_the_keyboard_reaches_everything(page: Page, sites: Sites) -> None:
    """Every link, button and field of a page's body is reached with Tab or, within a group, with the arrow keys."""
    for path in sites.pages:
        opened(page, f"{sites.portal}/{path}")
        unreachable = page.evaluate(
            """() => [...document.querySelectorAll('#main :is(a[href], button, input, select, summary)')]
                .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.tabIndex < 0)
                .filter((one) => !one.closest('[role=grid], [role=tablist], [role=toolbar]'))
                .map((one) => one.textContent.trim().slice(0, 20))"""
        )
        assert unreachable == [], path


@pytest.mark.parametrize("size", ["wide", "tall", "old"])
def test_a_finger_finds_everything_on_a_touch_screen(browser: Browser, sites: Sites, size: str) -> None:
    """Targets of 60 px that a finger can tell apart; nothing wider than the screen; no way out; no fault."""
    with screen(browser, sites.kiosk, size) as page:
        for path in sites.pages:
            opened(page, f"{sites.kiosk}/{path}")
            assert small_targets(page) == [], path
            assert close_targets(page) == [], path
            assert page.evaluate("document.querySelector('.stage').scrollWidth <= innerWidth"), path
            assert page.locator("main a[href^='http'], main a[href^='tel:'], main a[href^='mailto:']").count() == 0, (
                path
            )
        assert page.foreign == []  # type: ignore[attr-defined]
        assert page.complaints == []  # type: ignore[attr-defined]


def test_touch_screen_pages_are_accessible(browser: Browser, sites: Sites) -> None:
    """No grave finding of axe on a kiosk's screens."""
    with screen(browser, sites.kiosk) as page:
        for path in sites.pages:
            opened(page, f"{sites.kiosk}/{path}")
            assert grave(page) == [], path


def test_the_chosen_street_comes_first_and_stays_on_the_device(page: Page, sites: Sites) -> None:
    """Chosen once, the own street leads the list, on the next visit too."""
    opened(page, f"{sites.portal}/network/")
    first = page.locator("[data-towns] h3").first
    assert "东镇" in first.inner_text()
    page.get_by_role("radio", name="西街街道").check()
    assert "西街" in first.inner_text()
    page.reload()
    assert "西街" in page.locator("[data-towns] h3").first.inner_text()


def test_a_shared_screen_keeps_no_street(browser: Browser, sites: Sites) -> None:
    """On a kiosk the choice is gone when the next person comes."""
    with screen(browser, sites.kiosk) as page:
        opened(page, f"{sites.kiosk}/network/")
        page.get_by_role("radio", name="西街街道").check()
        assert "西街" in page.locator("[data-towns] h3").first.inner_text()
        assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('town'))") == []


@pytest.mark.parametrize(
    ("day", "offered"), [("2026-10-01", ["周六读书会", "防骗讲座"]), ("2026-12-01", ["周六读书会"]), ("2028-01-01", [])]
)
def test_nobody_is_sent_to_what_is_over(page: Page, sites: Sites, day: str, offered: list[str]) -> None:
    """A path offers activities until they are over; when none is left it says what to do meanwhile."""
    page.clock.set_fixed_time(f"{day}T12:00:00+08:00")
    opened(page, f"{sites.portal}/paths/seniors/")
    shelf = page.locator("section", has=page.locator("#activities"))
    titles = shelf.locator("li strong").all_inner_texts()
    assert [title.partition("：")[0] for title in titles] == offered
    assert shelf.locator("[data-until-none]").is_visible() is not bool(offered)
