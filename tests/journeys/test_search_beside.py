"""Schools, hotlines and news are found beside the lessons: on the portal, on a shared screen, in a copy; never in their way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from search.inline import search_data
from tests.journeys.conftest import serving
from tests.journeys.searching import lessons, search

#: What residents type, and what has to be among the first three finds.
ASKED = {
    "社区学校": "社区学校和学习中心",
    "热线": "办事热线",
    "12345": "12345 政务服务便民热线",
    "打12345": "12345 政务服务便民热线",
    "残联": "12385 残疾人服务热线",
    "残联电话": "12385 残疾人服务热线",
    "活动": "活动和培训",
    "图书馆": "向居民开放的场所",
    "tushuguan": "向居民开放的场所",
    "格里坪": "格里坪镇社区学校",
    "格里坪社区学校在哪里": "格里坪镇社区学校",
    "geliping": "格里坪镇社区学校",
    "glp": "格里坪镇社区学校",
    "shequxuexiao": "社区学校和学习中心",
    "熱線": "办事热线",
    "１２３４５": "12345 政务服务便民热线",
    "老人": "我是老人",
    "规划": "西区有了社区教育五年规划",
}
#: Questions for a lesson that only touch a word of some place or hotline.
NOT_ASKED = ["孩子在学校被欺负怎么办", "高血压怎么吃药", "血压好多才算高", "手机字太小看不清", "回锅肉"]


@pytest.fixture(scope="module")
def with_data(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the portal with the data of the copy's engine beside it."""
    place = tmp_path_factory.mktemp("inline")
    for entry in site.resolve().iterdir():
        if entry.name != "search":
            (place / entry.name).symlink_to(entry)
    (place / "search").mkdir()
    for entry in (site.resolve() / "search").iterdir():
        (place / "search" / entry.name).symlink_to(entry)
    (place / "search" / "data.json").write_bytes(search_data(lessons()))
    with serving(place) as address:
        yield address


def titles(found: dict[str, object]) -> list[str]:
    return [entry["title"] for entry in found["entries"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("asked", ASKED)
def test_what_residents_type_is_found(page: Page, server: str, asked: str) -> None:
    """By names, areas, numbers and what people call things; by letters, wide digits and traditional characters too."""
    page.goto(f"{server}/about/")
    services = page.evaluate(
        "(query) => import('/assets/search/search.js').then((module) => module.services(query))", asked
    )
    assert ASKED[asked] in titles(services)[:3]


@pytest.mark.parametrize("asked", NOT_ASKED)
def test_a_question_for_a_lesson_brings_no_places(page: Page, server: str, asked: str) -> None:
    """A word in passing is no reason to send anybody anywhere."""
    page.goto(f"{server}/about/")
    search(page, asked)
    assert search(page, asked)["services"]["total"] == 0


def test_engines_find_the_same_beside(page: Page, with_data: str) -> None:
    """The list is looked through by the page itself, whatever engine finds the lessons."""
    page.goto(f"{with_data}/about/")
    for asked in ASKED:
        search(page, asked, engine="pagefind")  # the list is there from now on
        found = [search(page, asked, engine=engine)["services"] for engine in ("pagefind", "inline")]
        assert found[0] == found[1] and found[0]["total"] > 0


def test_lessons_come_first_unless_the_name_was_typed(page: Page, server: str) -> None:
    """A word that is a part of a name: lessons, with a way to the rest. A name or number itself: before the lessons."""
    page.goto(f"{server}/search/?q=格里坪")
    expect(page.locator("[data-search-beside-last] .beside li:visible")).to_have_count(3)
    expect(page.locator("[data-search-beside-first] .beside")).to_have_count(0)
    page.get_by_role("button", name="学校、场所和服务里也有").click()
    expect(page.locator(".beside h2")).to_be_focused()
    expect(page.locator(".beside h2")).to_be_in_viewport()
    page.goto(f"{server}/search/?q=热线")
    expect(page.locator("[data-search-beside-first] .beside li:visible")).to_have_count(3)
    expect(page.locator("[data-search-beside-last] .beside")).to_have_count(0)


def test_the_rest_is_a_press_away(page: Page, server: str) -> None:
    """Three are shown; the others unfold, and a hotline leads to its place on the page."""
    page.goto(f"{server}/search/?q=热线")
    page.locator(".beside summary").click()
    expect(page.locator(".beside li:visible")).not_to_have_count(3)
    page.locator(".beside").get_by_role("link", name="120 医疗急救").click()
    expect(page).to_have_url(f"{server}/hotlines/#n-120")


def test_nothing_beside_leaves_nothing(page: Page, server: str) -> None:
    """The next search takes the group away again."""
    page.goto(f"{server}/search/?q=热线")
    expect(page.locator(".beside")).to_be_visible()
    page.get_by_role("combobox").fill("回锅肉")
    page.keyboard.press("Enter")
    expect(page.locator("[data-search-results] h2").first).to_contain_text("回锅肉")
    expect(page.locator(".beside")).to_have_count(0)
    expect(page.locator(".beside-way")).to_have_count(0)


def test_no_lesson_waits_for_it(page: Page, server: str) -> None:
    """A list that never arrives, or is not there, takes nothing from the lessons; one that is late is shown late."""
    page.route("**/search/district.json", lambda route: None)
    page.goto(f"{server}/search/?q=诈骗")
    expect(page.locator("[data-search-results] li").first).to_be_visible(timeout=5000)
    page.unroute("**/search/district.json")
    page.route("**/search/district.json", lambda route: route.abort())
    page.goto(f"{server}/search/?q=热线")
    expect(page.locator("[data-search-results] li").first).to_be_visible()
    expect(page.locator("[data-search-status]")).to_contain_text("找到")
    expect(page.locator(".beside")).to_have_count(0)


def test_it_is_loaded_when_somebody_searches(page: Page, server: str) -> None:
    """A page that nobody searches on does not ask for the list."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("district.json")]
    page.get_by_role("combobox").first.fill("热线")
    expect(page.get_by_role("option", name="办事热线")).to_be_visible()
    assert [url for url in asked if url.endswith("district.json")]


def test_the_box_offers_one(page: Page, server: str) -> None:
    """The first find stands among the suggestions and can be chosen by keyboard."""
    page.goto(f"{server}/about/")
    page.get_by_role("combobox").fill("12345")
    expect(page.locator(".search-panel__beside")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server}/hotlines/#n-12345")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_group_is_accessible(browser: Browser, server: str, scheme: str) -> None:
    """No grave violation, unfolded too, nothing wider than a small phone, everything large enough to touch."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server}/search/?q=热线")
    page.locator(".beside summary").click()
    violations = Axe().run(page).response["violations"]
    assert [found["id"] for found in violations if found["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    heights = page.locator(".beside :is(a, summary)").evaluate_all("(all) => all.map((one) => one.offsetHeight)")
    assert min(heights) >= 44
    context.close()


def test_a_shared_screen_finds_it_too(browser: Browser, kiosk_server: str) -> None:
    """The kiosk shows the group with targets for a finger, and a press leads to the page."""
    context = browser.new_context(viewport={"width": 1080, "height": 1920}, service_workers="block")
    page = context.new_page()
    page.goto(f"{kiosk_server}/search/?q=热线")
    first = page.locator(".beside a").first
    expect(first).to_contain_text("办事热线")
    box = first.bounding_box()
    assert box and box["height"] >= 60
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("办事热线")
    context.close()
