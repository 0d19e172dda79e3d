"""Organisations, honours, teachers and claims in a real browser: readable by all, and gone when consent has run out."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build
from site_builder.editions import EDITIONS
from site_builder.settings import Project
from tests.conftest import CASES
from tests.journeys.conftest import serving

PAGES = [
    "organisations/",
    "honours/",
    "honours/star-2026-01/",
    "teachers/",
    "network/east-town/",
    "network/west-street/",
]
PORTAL = [*PAGES, "coverage/"]
#: The day before and after the last one of everybody's consent.
BEFORE, AFTER = datetime(2098, 12, 31, 12), datetime(2099, 1, 1, 12)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both editions of the small district."""
    root = tmp_path_factory.mktemp("district")
    for case in ("valid", "network"):
        shutil.copytree(CASES / case / "content", root / "content", dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        patch.setenv("SOURCE_DATE_EPOCH", "1796054400")
        made = {name: build(Project(root), edition, with_search=False).folder for name, edition in EDITIONS.items()}
    return made


@pytest.fixture(scope="module")
def portal(folders: dict[str, Path]) -> Iterator[str]:
    with serving(folders["portal"]) as address:
        yield f"{address}/"


@pytest.fixture(scope="module")
def kiosk(folders: dict[str, Path]) -> Iterator[str]:
    with serving(folders["kiosk"]) as address:
        yield f"{address}/"


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """A kiosk's screen, without the worker that keeps pages."""
    context = browser.new_context(viewport={"width": 1920, "height": 1080}, has_touch=True, service_workers="block")
    yield context.new_page()
    context.close()


def grave(page: Page) -> list[str]:
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}"
        for rule in Axe().run(page).response["violations"]
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PORTAL)
def test_portal_pages_are_accessible(page: Page, portal: str, path: str) -> None:
    """No serious fault in light, dark or high contrast."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(portal + path)
        page.wait_for_load_state("networkidle")
        assert grave(page) == [], scheme
    page.evaluate("xuetangPrefs.set('contrast', 'high')")
    assert grave(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_kiosk_pages_are_accessible(screen: Page, kiosk: str, path: str) -> None:
    """No serious fault, nothing wider than the screen, and links as large as a finger needs."""
    screen.goto(kiosk + path)
    screen.wait_for_load_state("networkidle")
    assert grave(screen) == []
    assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = screen.evaluate(
        """() => [...document.querySelectorAll('.district a')]
            .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])
            .filter(([, height]) => height < 59.5)"""
    )
    assert small == []


@pytest.mark.parametrize("path", PORTAL)
def test_nothing_is_cut_on_a_small_phone(page: Page, portal: str, path: str) -> None:
    """No page scrolls sideways at 360 px, in large text neither; what stands alone can be hit."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(portal + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        """() => [...document.querySelectorAll('.claim-key, .claim-group > summary, .people a, .way-back, .link-cards a')]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])
            .filter(([, height]) => height < 43.5)"""
    )
    assert small == []
    page.evaluate("xuetangPrefs.set('text', 'large')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("edition", ["portal", "kiosk"])
def test_people_go_when_consent_has_run_out(edition: str, screen: Page, request: pytest.FixtureRequest) -> None:
    """An old build on a machine that nobody updates hides them by itself, and shows them until the last day."""
    address = request.getfixturevalue(edition)
    screen.clock.install(time=BEFORE)
    screen.goto(f"{address}teachers/")
    expect(screen.get_by_text("试验教师甲")).to_be_visible()
    screen.goto(f"{address}honours/star-2026-01/")
    expect(screen.locator("h1")).to_have_text("试验居民甲")
    screen.clock.set_fixed_time(AFTER)
    for path, name in [
        ("teachers/", "试验教师甲"), ("honours/", "试验居民甲"), ("honours/star-2026-01/", "试验居民甲"),
        ("organisations/", "试验家庭甲"),
    ]:  # fmt: skip
        screen.goto(address + path)
        screen.wait_for_load_state("networkidle")
        expect(screen.locator("body")).not_to_contain_text(name)
        assert name not in screen.title()
    screen.goto(f"{address}honours/star-2026-01/")
    expect(screen.locator("h1")).to_have_text("这一页不再显示")
    expect(screen.get_by_text("公开的日期过了，这一页不再显示。")).to_be_visible()
    screen.goto(f"{address}honours/brand-2026-night-school/")
    expect(screen.locator("h1")).to_have_text("东镇灯下夜校")
    screen.goto(f"{address}honours/")
    expect(screen.get_by_role("heading", name="百姓学习之星")).to_be_hidden()


def test_a_gap_is_claimed_with_the_keyboard(page: Page, portal: str) -> None:
    """Open a school, then a gap; the text is there to be read and to be copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{portal}coverage/")
    page.wait_for_load_state("networkidle")
    page.locator("summary", has_text="西街社区学校").focus()
    page.keyboard.press("Enter")
    page.get_by_label("认领：西街社区学校，专职教师待补充").focus()
    page.keyboard.press("Enter")
    text = page.locator(".claim[open] pre")
    expect(text).to_contain_text("认领：西街社区学校，专职教师待补充")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".claim[open] [data-copy-status]")).to_have_text("复制好了")
    assert page.evaluate("navigator.clipboard.readText()") == text.text_content()


def test_without_scripts_claims_can_be_read(browser: Browser, portal: str) -> None:
    """Where no script runs the words are there all the same, and no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}coverage/")
    page.locator("summary", has_text="西街社区学校").click()
    page.get_by_label("认领：西街社区学校，教育场所待补充").click()
    expect(page.get_by_text("打算怎样补上：").last).to_be_visible()
    assert page.locator("[data-copy]:visible").count() == 0
    context.close()


def test_a_grid_says_its_numbers(page: Page, portal: str) -> None:
    """The heat map is a table that can be scrolled by keyboard; each cell says in words what its colour shows."""
    page.goto(f"{portal}coverage/")
    region = page.get_by_role("region", name="每所学校开了哪些类别的课的表格")
    expect(region).to_have_attribute("tabindex", "0")
    row = region.get_by_role("row", name="东镇社区学校")
    expect(row.get_by_role("cell").first).to_have_text("1 门课，2 节")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("没有")
