"""Places and activities in a real browser: the small district on the portal and on the kiosk, on known days."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from site_builder.build import build
from site_builder.editions import KIOSK, PORTAL, Edition
from site_builder.settings import Project
from tests.conftest import CASES
from tests.journeys.conftest import serving
from tests.journeys.touching import close_targets, screen, small_targets

#: A Saturday before the second reading circle and the first examination.
SATURDAY = datetime(2027, 3, 13, 8, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PAGES = {
    "places": "/places/",
    "place": "/places/east-library/",
    "unknown": "/places/old-station/",
    "activities": "/activities/",
    "month": "/activities/?view=month",
    "activity": "/activities/2027-spring-reading/",
    "past": "/activities/2026-fraud-talk/",
    "cancelled": "/activities/2027-night-run/",
    "week": "/activities/week/",
    "week-2026": "/activities/week-2026/",
    "node": "/network/east-town/",
}
EMPTY = {"places": "/places/", "activities": "/activities/", "week": "/activities/week/", "node": "/network/east-town/"}


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Edition, bool], Path]:
    """Builds the small district, or one of which nothing but the network and the plan's promises are known."""

    def made(edition: Edition, is_known: bool) -> Path:
        root = tmp_path_factory.mktemp("district")
        shutil.copytree(CASES / "valid" / "content", root / "content")
        shutil.copytree(CASES / "network" / "content", root / "content", dirs_exist_ok=True)
        if not is_known:
            for name in ("venues", "activities"):
                shutil.rmtree(root / "content" / name)
        with (root / "content" / "site.yml").open("a", encoding="utf-8") as site:
            site.write("url: https://xuetang.example.org\n")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
            return build(Project(root), edition).folder

    return made


@pytest.fixture(scope="module")
def portal(make: Callable[[Edition, bool], Path]) -> Iterator[str]:
    with serving(make(PORTAL, True)) as address:
        yield address


@pytest.fixture(scope="module")
def empty(make: Callable[[Edition, bool], Path]) -> Iterator[str]:
    with serving(make(PORTAL, False)) as address:
        yield address


@pytest.fixture(scope="module")
def touch(make: Callable[[Edition, bool], Path]) -> Iterator[str]:
    with serving(make(KIOSK, True)) as address:
        yield address


def opened(page: Page, address: str) -> Page:
    page.clock.set_fixed_time(SATURDAY)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def titles(page: Page, where: str) -> list[str]:
    return [text.strip() for text in page.locator(f"{where} [data-title]").all_inner_texts()]


def everywhere(portal: str, empty: str) -> Iterator[tuple[str, str]]:
    yield from ((name, portal + path) for name, path in PAGES.items())
    yield from ((f"empty {name}", empty + path) for name, path in EMPTY.items())


# -- every kind of page, with data and without -------------------------------------------------------------------------


def test_pages_are_accessible(page: Page, portal: str, empty: str) -> None:
    """Axe finds no serious or critical violation on any page in either colour scheme; no page complains."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    for name, address in everywhere(portal, empty):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            opened(page, address)
            found = Axe().run(page).response["violations"]
            grave = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found
                     if one["impact"] in ("serious", "critical")]  # fmt: skip
            assert grave == [], (name, scheme)
    assert complaints == []


def test_high_contrast_reaches_seven_to_one(page: Page, portal: str) -> None:
    """With high contrast on, text has a contrast of 7:1 in both schemes."""
    for name, path in PAGES.items():
        for scheme in ("light", "dark"):
            opened(page, portal + path)
            page.evaluate("one => { xuetangPrefs.set('contrast', 'high'); xuetangPrefs.set('scheme', one); }", scheme)
            results = Axe().run(page, options={"runOnly": ["color-contrast-enhanced"]})
            found = [node["html"][:120] for rule in results.response["violations"] for node in rule["nodes"]]
            assert found == [], (name, scheme)


def test_a_small_phone_shows_everything(page: Page, portal: str, empty: str) -> None:
    """At 360 px, and at 320 px in large text, nothing goes sideways; targets are 44 px high, no text below 16 px."""
    small_text = """() => [...document.querySelectorAll('body *')]
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .filter((one) => one.checkVisibility() && parseFloat(getComputedStyle(one).fontSize) < 16)
        .map((one) => one.textContent.trim().slice(0, 20))"""
    small_keys = """() => [...document.querySelectorAll('.district :is(button, summary, label:has(input), .way, .big-way), nav a')]
        .filter((one) => one.checkVisibility({visibilityProperty: true}))
        .map((one) => [one.textContent.trim().slice(0, 20), one.getBoundingClientRect().height])
        .filter(([, height]) => height > 0 && height < 43.5)"""
    for name, address in everywhere(portal, empty):
        page.set_viewport_size({"width": 360, "height": 740})
        opened(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        assert page.evaluate(small_text) == [], name
        assert page.evaluate(small_keys) == [], name
        page.evaluate("xuetangPrefs.set('text', 'large')")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        page.evaluate("xuetangPrefs.set('text', 'normal')")


def test_the_ways_stand_in_one_line_on_a_small_phone(page: Page, portal: str) -> None:
    """What residents look for fits one line of the header at 360 px; the rest stands at the foot."""
    page.set_viewport_size({"width": 360, "height": 740})
    opened(page, f"{portal}/activities/")
    ways = page.locator(".ways a").filter(visible=True)
    assert ways.all_inner_texts() == ["课程类别", "社区学校", "活动", "我的学习"]
    assert len(set(ways.evaluate_all("ways => ways.map((way) => way.getBoundingClientRect().top)"))) == 1


def test_empty_pages_lead_on(page: Page, empty: str) -> None:
    """Where nothing is known the page says what will be there, what is promised, whom to ask, and leads to courses."""
    opened(page, f"{empty}/places/")
    expect(page.locator(".district")).to_contain_text("待补充")
    expect(page.locator(".kind-list")).to_contain_text("图书馆")
    expect(page.locator(".meanwhile .phone")).to_have_text("12345")
    opened(page, f"{empty}/activities/")
    expect(page.locator(".district")).to_contain_text("哪天、几点、在哪里、怎么报名")
    page.get_by_role("link", name="看全部课程").click()
    expect(page).to_have_url(f"{empty}/#categories")


# -- places ------------------------------------------------------------------------------------------------------------


def test_a_place_says_whether_it_is_open_and_keeps_it_true(page: Page, portal: str) -> None:
    """Ten minutes before closing time it is open; when the time has come the same page says that it is closed."""
    page.clock.install(time=datetime(2027, 3, 12, 11, 50, tzinfo=ZoneInfo("Asia/Shanghai")))
    page.goto(f"{portal}/places/east-library/")
    mark = page.locator("[data-open-now]")
    expect(mark).to_have_text("现在开放，到 12:00")
    page.clock.run_for(11 * 60_000)
    expect(mark).to_have_text("现在不开放，今天 14:00 开")


def test_a_school_says_it_too(page: Page, portal: str) -> None:
    """Hours over midnight on a school's page: open on Saturday night until one o'clock."""
    page.clock.set_fixed_time(datetime(2027, 3, 13, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai")))
    page.goto(f"{portal}/network/east-town/")
    expect(page.locator(".facts-table [data-open-now]")).to_have_text("现在开放，到明天 01:00")


def test_the_chosen_town_comes_first(page: Page, portal: str) -> None:
    """Chosen once, on whichever page, the town's places come first and say so; others do not."""
    opened(page, f"{portal}/network/")
    page.get_by_role("radio", name="西街街道").check(force=True)
    opened(page, f"{portal}/places/")
    cards = page.locator(".place-card")
    expect(cards.first).to_contain_text("西街灯光球场")
    expect(page.locator("[data-mine]:visible")).to_have_count(1)
    page.get_by_role("radio", name="东镇").check(force=True)
    expect(cards.first).to_contain_text("东镇图书馆")


def test_nobody_chose_a_town(page: Page, portal: str) -> None:
    """As long as no town is chosen no place is called the reader's own, one without a town neither."""
    opened(page, f"{portal}/places/")
    expect(page.locator("[data-mine]:visible")).to_have_count(0)


def test_places_are_filtered_by_kind_and_area(page: Page, portal: str) -> None:
    """Two filters hold together, say how many are left, stand in the address and can be taken back."""
    opened(page, f"{portal}/places/")
    page.get_by_text("只看一部分").click()
    page.get_by_role("checkbox", name="体育场地").check(force=True)
    expect(page.locator(".place-card:visible")).to_have_count(1)
    expect(page.locator("[data-facets-count]")).to_have_text("找到 1 个，共 3 个")
    assert page.url.endswith("?kind=sports")
    page.get_by_role("checkbox", name="东镇").check(force=True)
    expect(page.locator("[data-facets-empty]")).to_be_visible()
    page.get_by_role("button", name="全部显示").click()
    expect(page.locator(".place-card:visible")).to_have_count(3)


# -- activities --------------------------------------------------------------------------------------------------------


def test_what_comes_next_stands_first(page: Page, portal: str) -> None:
    """On a Saturday in March today's activities lead; those of last year are folded away but kept."""
    opened(page, f"{portal}/activities/")
    assert titles(page, "[data-coming]")[:2] == ["周六读书会", "社区教师上岗考试"]
    assert titles(page, "[data-coming]")[2:] == ["家政服务员技能培训", "跨年夜健步走"]
    first = page.locator("[data-coming] .activity-card").first
    expect(first.locator("[data-next]")).to_have_text("就在今天")
    page.get_by_text("办过的活动（2 项）").click()
    expect(page.locator("[data-past-list]").get_by_text("防骗讲座")).to_be_visible()


def test_without_scripts_all_is_listed_in_order(browser: Browser, portal: str) -> None:
    """Without JavaScript every activity is there in order of date, and nothing that would not work is shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal}/activities/")
    assert titles(page, "[data-coming]") == [
        "终身学习成果展", "防骗讲座：接到陌生电话怎么办", "周六读书会", "社区教师上岗考试", "家政服务员技能培训",
        "跨年夜健步走",
    ]  # fmt: skip
    for part in ("[data-facets]", "[data-views]", "[data-month]", "[data-past]"):
        expect(page.locator(part)).not_to_be_visible()
    context.close()


def test_activities_are_filtered(page: Page, portal: str) -> None:
    """By kind and target group together; the choice can be sent to somebody as an address."""
    opened(page, f"{portal}/activities/?kind=training&audience=women")
    assert titles(page, ".activity-card:visible") == ["家政服务员技能培训"]
    expect(page.get_by_role("checkbox", name="妇女")).to_be_checked()
    expect(page.locator("[data-past]")).not_to_be_visible()


def test_the_month_is_worked_with_keys(page: Page, portal: str) -> None:
    """The next day with an activity is chosen; arrows go by day and week, Page keys by month, over the year's end."""
    opened(page, f"{portal}/activities/")
    page.get_by_role("button", name="月历").click()
    expect(page.locator("[data-month-title]")).to_have_text("2027年3月")
    chosen = page.locator("[data-month-table] [tabindex='0']")
    expect(chosen).to_have_attribute("aria-label", "3月13日（周六），今天，2 项活动")
    assert titles(page, "[data-month-list]") == ["周六读书会", "社区教师上岗考试"]
    chosen.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_attribute("data-day", "2027-03-20")
    assert titles(page, "[data-month-list]") == ["周六读书会"]
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-month-day]")).to_have_text("3月21日（周日）没有活动")
    page.keyboard.press("End")
    expect(page.locator(":focus")).to_have_attribute("data-day", "2027-03-21")
    page.keyboard.press("Home")
    expect(page.locator(":focus")).to_have_attribute("data-day", "2027-03-15")
    for _ in range(10):
        page.keyboard.press("PageDown")
    expect(page.locator("[data-month-title]")).to_have_text("2028年1月")
    expect(page.locator(":focus")).to_have_attribute("data-day", "2028-01-15")
    assert page.url.endswith("?view=month")


def test_the_month_steps_over_short_months(page: Page, portal: str) -> None:
    """From the 31st of a month one comes to the last day of a shorter one."""
    page.clock.set_fixed_time(datetime(2028, 1, 31, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    page.goto(f"{portal}/activities/?view=month")
    page.get_by_role("button", name="下个月").click()
    expect(page.locator("[data-month-table] [tabindex='0']")).to_have_attribute("data-day", "2028-02-29")
    days = page.locator("[data-month-table] button").evaluate_all("keys => keys.map((key) => key.dataset.day)")
    assert (days[0], days[-1], len(days)) == ("2028-02-01", "2028-02-29", 29)
    first_row = page.locator("[data-month-table] tbody tr").first.locator("td")
    assert [cell.inner_text().strip() for cell in first_row.all()] == ["", "1", "2", "3", "4", "5", "6"]


def test_the_month_obeys_the_filter(page: Page, portal: str) -> None:
    """What is filtered out of the list is not in the month either."""
    opened(page, f"{portal}/activities/?view=month&kind=exam")
    assert titles(page, "[data-month-list]") == ["社区教师上岗考试"]
    expect(page.locator("[data-month-table] .has-activities")).to_have_count(1)


def test_an_activity_goes_into_a_calendar(page: Page, portal: str) -> None:
    """The link gives a calendar file; the page counts the days until next time."""
    page.clock.set_fixed_time(datetime(2027, 3, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai")))
    page.goto(f"{portal}/activities/2027-spring-reading/")
    expect(page.locator("[data-activity-days]")).to_have_text("下一次：3月13日（周六），还有 3 天")
    with page.expect_download() as found:
        page.get_by_role("link", name="加到日历").click()
    assert found.value.suggested_filename == "2027-spring-reading.ics"
    assert Path(found.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_what_is_over_offers_nothing_to_come(page: Page, portal: str) -> None:
    """A past activity is a record: its result, no calendar, no poster."""
    opened(page, f"{portal}/activities/2026-fraud-talk/")
    expect(page.locator("[data-activity-days]")).to_have_text("已经办完")
    expect(page.locator(".result")).to_contain_text("40 人回答")
    expect(page.get_by_role("link", name="加到日历")).not_to_be_visible()


def test_the_poster_is_one_sheet(page: Page, portal: str) -> None:
    """On paper an activity is one page of A4 with title, time, place, how to sign up and the code; nothing else."""
    opened(page, f"{portal}/activities/2027-homemaking/")
    expect(page.get_by_role("button", name="打印海报")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    poster = page.locator(".poster")
    for words in ("家政服务员技能培训", "2027年4月12日", "柳树村学习中心", "找村里的文书登记。"):
        expect(poster).to_contain_text(words)
    expect(poster.locator("svg")).to_be_visible()
    seen = page.locator("body").inner_text()
    assert "打印海报" not in seen and "依据" not in seen


# -- the kiosk ---------------------------------------------------------------------------------------------------------


def test_the_kiosk_is_touched(browser: Browser, touch: str) -> None:
    """Keys are large and apart, nothing leads out or is kept, no page complains."""
    for size in ("wide", "tall", "old"):
        with screen(browser, touch, size) as page:
            for name, path in PAGES.items():
                opened(page, touch + path)
                assert small_targets(page) == [], (size, name)
                assert close_targets(page) == [], (size, name)
                assert page.evaluate("document.querySelector('.stage').scrollWidth") <= page.viewport_size["width"]  # type: ignore
                expect(page.locator("a[download], [data-print-poster], .poster")).to_have_count(0)
            assert page.evaluate("localStorage.length") == 0
            assert (page.foreign, page.complaints) == ([], [])  # type: ignore[attr-defined]


def test_the_kiosk_is_accessible(browser: Browser, touch: str) -> None:
    """Axe finds no serious or critical violation on any of the kiosk's pages."""
    with screen(browser, touch) as page:
        for name, path in PAGES.items():
            opened(page, touch + path)
            found = Axe().run(page).response["violations"]
            assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == [], name


def test_the_kiosk_shows_a_code_and_the_month(browser: Browser, touch: str) -> None:
    """An activity is taken along by its code; the month is worked with a finger; places say whether they are open."""
    with screen(browser, touch) as page:
        opened(page, f"{touch}/activities/2027-spring-reading/")
        expect(page.locator(".take-home .qr")).to_be_visible()
        opened(page, f"{touch}/activities/")
        page.get_by_role("button", name="月历").tap()
        page.locator("[data-day='2027-03-20']").tap()
        assert titles(page, "[data-month-list]") == ["周六读书会"]
        opened(page, f"{touch}/places/")
        expect(page.locator(".place-card").first.locator("[data-open-now]")).to_have_text("现在不开放，今天 09:00 开")
