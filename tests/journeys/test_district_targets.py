"""Responsible units and indicators in a real browser: on a phone, by keyboard, on the kiosk, and read by a machine."""

import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build
from site_builder.editions import KIOSK, PORTAL
from site_builder.settings import Project
from tests.conftest import CASES
from tests.journeys.conftest import serving
from tests.journeys.touching import close_targets, screen, small_targets

PAGES = {
    "indicators": "/indicators/",
    "year": "/indicators/2022/",
    "units": "/units/",
    "unit": "/units/labour/",
    "unit without categories": "/units/finance/",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Addresses of the small district's portal and kiosk, where some figures are known."""
    root = tmp_path_factory.mktemp("small")
    for case in ("valid", "network"):
        shutil.copytree(CASES / case / "content", root / "content", dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        folders = [build(Project(root), edition, with_search=False).folder for edition in (PORTAL, KIOSK)]
    with serving(folders[0]) as portal, serving(folders[1]) as kiosk:
        yield portal, kiosk


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(page: Page, server: str, name: str) -> None:
    """Axe finds nothing serious in either scheme, nor with high contrast."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(server + PAGES[name])
        page.wait_for_load_state("networkidle")
        assert grave(page) == [], scheme
    page.evaluate("xuetangPrefs.set('contrast', 'high')")
    assert grave(page) == [], "high contrast"


def grave(page: Page) -> list[str]:
    """Serious and critical violations."""
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}"
        for rule in Axe().run(page).response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_a_small_phone(page: Page, server: str, name: str) -> None:
    """At 360 px nothing but a table scrolls sideways, in large text neither; no text is smaller than 16 px."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server + PAGES[name])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate(
        """() => [...document.querySelectorAll('.district *')]
            .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
            .filter((one) => parseFloat(getComputedStyle(one).fontSize) < 16).map((one) => one.outerHTML.slice(0, 80))"""
    ) == []  # fmt: skip
    page.evaluate("xuetangPrefs.set('text', 'large')")
    assert page.evaluate(
        """() => [...document.querySelectorAll('.district *')].filter((one) => !one.closest('.table-scroll'))
            .filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 80))"""
    ) == []  # fmt: skip


def test_the_chart_and_its_table_say_the_same(page: Page, small: tuple[str, str]) -> None:
    """A known figure is a bar, an unknown one an open mark without a bar; the table says both in words."""
    page.goto(f"{small[0]}/indicators/")
    known = page.locator("#participation")
    expect(known.locator(".bar-have")).to_have_count(2)
    expect(known.locator("tbody tr").nth(1)).to_contain_text("59.9%")
    expect(known.locator("tbody tr").nth(1)).to_contain_text("还差 0.1 个百分点")
    unknown = page.locator("#seniors")
    expect(unknown.locator(".bar-have")).to_have_count(0)
    expect(unknown.locator(".bar-open")).to_have_count(2)
    expect(unknown.locator(".bar-line")).to_have_count(2)
    expect(unknown.locator("tbody tr").first).to_contain_text("待补充")
    widths = page.locator("#participation .bar-have").evaluate_all(
        "bars => bars.map((bar) => bar.getBoundingClientRect().width / bar.ownerSVGElement.getBoundingClientRect().width)"
    )
    assert [round(width, 2) for width in widths] == [0.55, 0.6]


def test_an_officer_finds_a_units_figures_by_keyboard(page: Page, small: tuple[str, str]) -> None:
    """From the foot of any page to the units, to one of them, to an indicator of it, to its year."""
    page.goto(f"{small[0]}/law/")
    page.locator("footer").get_by_role("link", name="责任单位").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="区教育和体育局").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("区教育和体育局")
    page.get_by_role("link", name="试验居民参与率").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{small[0]}/indicators/#participation")
    page.locator("#participation").get_by_role("link", name="2026 年").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2026 年的指标")
    expect(page.locator("tbody tr").first).to_contain_text("1199 ÷ 2000")


def test_pages_are_whole_without_javascript(browser: Browser, small: tuple[str, str]) -> None:
    """Figures, charts and tables need no script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small[0]}/indicators/")
    expect(page.locator("#participation .bar-have").first).to_be_visible()
    expect(page.locator("#trial-towns tbody tr")).to_contain_text("2 个")
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_kiosk_can_be_used_with_a_finger(browser: Browser, kiosk_server: str, name: str) -> None:
    """On a touch screen everything to be hit is large enough, nothing leads out, nothing complains."""
    for size in ("wide", "tall"):
        with screen(browser, kiosk_server, size) as page:
            page.goto(kiosk_server + PAGES[name])
            page.wait_for_load_state("networkidle")
            assert small_targets(page) == []
            assert close_targets(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            assert page.locator(".district a[href^='http']").count() == 0
            assert page.foreign == [] and page.complaints == []  # type: ignore[attr-defined]
            assert not any(one.is_visible() for one in page.get_by_text("xuetang report").all()), "not for residents"
