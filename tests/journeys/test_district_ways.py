"""News, hotlines and residents' paths in a real browser, in the portal and on a shared screen."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build
from site_builder.editions import KIOSK, PORTAL
from site_builder.settings import Project
from site_builder.views.district.ways import WAYS
from tests.conftest import CASES
from tests.journeys.conftest import serving
from tests.journeys.touching import close_targets, screen, small_targets

REAL = {
    "news": "/news/",
    "month": "/news/2020-01/",
    "item": "/news/2020-01-14-community-education-plan/",
    "hotlines": "/hotlines/",
    "paths": "/paths/",
    "path": "/paths/seniors/",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the small district's portal."""
    root = tmp_path_factory.mktemp("district")
    shutil.copytree(CASES / "valid", root, dirs_exist_ok=True)
    shutil.copytree(CASES / "network" / "content", root / "content", dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        folder = build(Project(root), PORTAL, with_search=False).folder
    with serving(folder) as address:
        yield address


def grave(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}"
        for rule in violations
        if rule["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", REAL)
def test_a_page_is_readable_for_everybody(page: Page, server: str, name: str) -> None:
    """No grave violation in either scheme, nothing to scroll sideways at 360 px, in large text at 320 px neither."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(server + REAL[name])
        assert grave(page) == [], scheme
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.evaluate("xuetangPrefs.set('text', 'large')")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert complaints == []


@pytest.mark.parametrize("name", ["hotlines", "path", "item"])
def test_high_contrast_is_high(page: Page, server: str, name: str) -> None:
    """With high contrast on, text has a contrast of 7:1."""
    page.goto(server + REAL[name])
    page.evaluate("xuetangPrefs.set('contrast', 'high')")
    results = Axe().run(page, options={"runOnly": ["color-contrast-enhanced"]})
    assert [node["html"][:120] for rule in results.response["violations"] for node in rule["nodes"]] == []


def test_an_older_person_finds_whom_to_call(page: Page, server: str) -> None:
    """From the home page: I am old, the first course is a press away, and so is calling 120."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server)
    page.get_by_role("region", name="我是……").get_by_role("link", name="老人").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我是老人")
    expect(page.locator(".path-steps li").first).to_contain_text("智能手机使用")
    expect(page.get_by_role("link", name="120", exact=True).first).to_have_attribute("href", "tel:120")
    page.get_by_role("link", name="看全部办事热线").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("办事热线")


def test_emergency_numbers_are_seen_first_and_large(page: Page, server: str) -> None:
    """On a phone 110 stands on the first screen and can be touched; an unsure number has 12345 beside it."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{server}/hotlines/")
    first = page.locator(".emergency a.phone").first
    box = first.bounding_box()
    assert box and box["y"] + box["height"] < 740 and box["height"] >= 44
    assert float(first.evaluate("(link) => parseFloat(getComputedStyle(link).fontSize)")) >= 40
    unsure = page.locator("#n-12393")
    expect(unsure).to_contain_text("以当地公布为准，可拨打 12345")
    expect(unsure).to_contain_text("没有找到出处")
    expect(page.locator("#n-12356")).not_to_contain_text("以当地公布为准")


def test_news_of_one_category(page: Page, small: str) -> None:
    """A choice leaves that category's pieces, stands in the address, and holds when the page is opened again."""
    page.goto(f"{small}/news/")
    expect(page.locator(".news-list li:visible")).to_have_count(3)
    page.get_by_role("radio", name="普法").check(force=True)
    expect(page.locator(".news-list li:visible")).to_have_count(2)
    expect(page.locator("[data-news-count]")).to_have_text("有 2 条")
    expect(page).to_have_url(re.compile(r"\?category=law$"))
    page.reload()
    expect(page.locator(".news-list li:visible")).to_have_count(2)
    page.keyboard.press("Tab")
    page.get_by_role("radio", name="普法").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".news-list li:visible")).to_have_count(3)


def test_news_are_whole_without_javascript(browser: Browser, small: str) -> None:
    """Everything is listed, and there is no filter that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small}/news/")
    expect(page.locator(".news-list li")).to_have_count(3)
    expect(page.locator("[data-choose-news]")).to_be_hidden()
    context.close()


def test_a_reader_of_feeds_finds_them(page: Page, small: str) -> None:
    """The head of the news pages names the feeds, and they can be fetched."""
    page.goto(f"{small}/news/")
    addresses = page.locator('link[rel="alternate"]').evaluate_all("(links) => links.map((link) => link.href)")
    assert [address.rpartition("/")[2] for address in addresses] == ["news.xml", "news-law.xml"]
    for address in addresses:
        assert page.request.get(address).ok


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (1080, 1920)])
def test_the_kiosks_home_is_one_screen(browser: Browser, kiosk_server: str, size: tuple[int, int]) -> None:
    """With the doors to the district nothing has to be scrolled, and every door is large enough for a finger."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, service_workers="block")
    page = context.new_page()
    page.goto(kiosk_server)
    doors = page.locator(".door")
    expect(doors).to_have_count(4)
    stage = page.locator(".stage")
    assert stage.evaluate("(stage) => stage.scrollHeight <= stage.clientHeight + 1")
    for door in doors.all():
        box = door.bounding_box()
        assert box and box["height"] >= 60 and box["width"] >= 60
        assert door.evaluate("(door) => door.scrollWidth <= door.clientWidth")
    page.get_by_role("link", name="热线").click()
    expect(page.locator(".emergency")).to_contain_text("110")
    assert page.locator("a[href^='tel:'], a[href^='http:'], a[href^='https:']").count() == 0
    assert grave(page) == []
    context.close()


def test_a_district_without_any_of_it_reads_well(tmp_path: Path, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a network: the pages say what will be there and where to go meanwhile; both editions can be built."""
    shutil.copytree(CASES / "valid", tmp_path / "p")
    shutil.copy(CASES / "network/content/network.yml", tmp_path / "p/content/network.yml")
    monkeypatch.setenv("XUETANG_CACHE_DIR", str(tmp_path / "cache"))
    build(Project(tmp_path / "p"), KIOSK, with_search=False)
    with serving(build(Project(tmp_path / "p"), PORTAL, with_search=False).folder) as address:
        page.goto(f"{address}/news/")
        expect(page.get_by_role("heading", name="还没有消息")).to_be_visible()
        page.goto(f"{address}/hotlines/")
        expect(page.locator(".empty-band")).to_contain_text("12345")
        page.goto(f"{address}/paths/")
        expect(page.get_by_role("heading", name="还没有挑好")).to_be_visible()
        page.goto(address)
        expect(page.get_by_role("navigation", name="学校和服务").get_by_role("link")).to_have_count(len(WAYS))
        assert page.locator(".who").count() == 0


@pytest.mark.parametrize("size", ["wide", "old"])
@pytest.mark.parametrize("name", REAL)
def test_a_finger_finds_everything(browser: Browser, kiosk_server: str, name: str, size: str) -> None:
    """On a shared screen whatever can be hit is 60 px large and 12 px from the next; nothing leads out of the site."""
    with screen(browser, kiosk_server, size) as page:
        page.goto(kiosk_server + REAL[name])
        assert small_targets(page) == []
        assert close_targets(page) == []
        assert (
            page.locator("a[href^='tel:'], a[href^='http:'], a[href^='https:']").evaluate_all(
                "(all) => all.filter((one) => one.origin !== location.origin).length"
            )
            == 0
        )
