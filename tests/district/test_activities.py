"""Activities: when they are held in words, what a page says, and what is counted of them afterwards."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from catalog.collection import Catalog
from catalog.district.activity import Repeat
from catalog.district.hours import TimeSpan
from catalog.district.terms import Rhythm, Weekday, WeekOfMonth
from catalog.loader import load
from site_builder.views import Page, site_pages
from site_builder.views.district.when import when_data
from tests.district.test_recurrence import activity

ROOT = Path(__file__).resolve().parents[2]
MORNING = (TimeSpan(open=time(9), close=time(11)),)
SAT = (Weekday.SAT,)


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "2027年3月6日（周六）"),
        ({"hours": MORNING}, "2027年3月6日（周六） 09:00—11:00"),
        ({"last": date(2027, 3, 8), "hours": MORNING}, "2027年3月6日至3月8日，每天 09:00—11:00"),
        ({"last": date(2028, 1, 2)}, "2027年3月6日至2028年1月2日，每天"),
        (
            {"repeat": Repeat(rhythm=Rhythm.WEEKLY, until=date(2027, 3, 20)), "hours": MORNING},
            "2027年3月6日至3月20日，每周六，共 3 次 09:00—11:00",
        ),
        (
            {"repeat": Repeat(rhythm=Rhythm.WEEKLY, every=2, days=(Weekday.TUE, *SAT), until=date(2027, 3, 24))},
            "2027年3月6日至3月20日，每两周的周二、周六，共 3 次",
        ),
        (
            {"repeat": Repeat(rhythm=Rhythm.WEEKLY, days=tuple(Weekday), until=date(2027, 3, 8))},
            "2027年3月6日至3月8日，每天，共 3 次",
        ),
        (
            {"repeat": Repeat(rhythm=Rhythm.MONTHLY, week=WeekOfMonth.FIRST, days=SAT, until=date(2027, 5, 1))},
            "2027年3月6日至5月1日，每月第一个周六，共 3 次",
        ),
        (
            {"repeat": Repeat(rhythm=Rhythm.MONTHLY, every=2, until=date(2027, 5, 6))},
            "2027年3月6日至5月6日，每两个月的6日，共 2 次",
        ),
    ],
)
def test_when_in_words(more: dict[str, Any], text: str) -> None:
    """Days, rhythm and hours in one line that can be read aloud."""
    assert when_data(activity(date(2027, 3, 6), **more))["text"] == text


def test_the_list_is_in_order_of_date(small_district: Path) -> None:
    """Without a browser's clock the list holds everything, the earliest first, the cancelled one too."""
    cards = pages_of(load(small_district / "content"))["activities/"].data["activities"]
    assert [card["id"] for card in cards] == [  # type: ignore
        "2026-craft-fair", "2026-fraud-talk", "2027-spring-reading", "2027-exam", "2027-homemaking", "2027-night-run",
    ]  # fmt: skip


def test_filters_offer_what_there_is(small_district: Path) -> None:
    """Each filter has the words that some activity has, in the order of the lists, and none with a single word."""
    facets = pages_of(load(small_district / "content"))["activities/"].data["facets"]
    offered = {facet["name"]: [choice["slug"] for choice in facet["choices"]] for facet in facets}  # type: ignore
    assert offered["kind"] == ["training", "lecture", "event", "exam"]
    assert offered["category"] == []
    assert offered["node"] == ["academy", "east-town", "willow"]


def test_a_result_is_shown_as_reported(small_district: Path) -> None:
    """Figures with who reported them and on what; a figure that is missing stays empty."""
    pages = pages_of(load(small_district / "content"))
    result = pages["activities/2026-fraud-talk/"].data["result"]
    assert result["participants"] == "48" and result["satisfaction"] == "95" and result["answers"] == "40"  # type: ignore
    assert (result["reported_by"], result["source"]["title"]) == ("试验学院教务组", "编出来的签到表")  # type: ignore
    fair = pages["activities/2026-craft-fair/"].data["result"]
    assert (fair["periods"], fair["satisfaction"]) == ("", "")  # type: ignore


def test_the_learning_week_has_a_page_for_each_year(small_district: Path) -> None:
    """A year's programme goes day by day; an activity of three days stands at each; sums are of what was reported."""
    pages = pages_of(load(small_district / "content"))
    assert pages["activities/week/"].data["years"] == [{"year": 2026, "path": "activities/week-2026/", "count": 2}]
    page = pages["activities/week-2026/"].data
    programme = {day["iso"]: [one["id"] for one in day["activities"]] for day in page["days"]}  # type: ignore
    assert programme == {
        "2026-10-20": ["2026-craft-fair", "2026-fraud-talk"],
        "2026-10-21": ["2026-craft-fair"],
        "2026-10-22": ["2026-craft-fair"],
    }
    assert page["tally"] == {"reported": 2, "held": 2, "participants": "168", "periods": "96"}


def test_results_of_a_year(small_district: Path) -> None:
    """The report's figures: activities that ended in the year, participants and 学时 as reported."""
    district = load(small_district / "content").district
    assert {one.id for one in district.activities_of_year(2026)} == {"2026-craft-fair", "2026-fraud-talk"}
    year = district.results_of_year(2026)
    assert (year.held, year.reported, year.participants, year.periods, year.satisfaction) == (2, 2, 168, 96, 95)
    assert district.results_of_year(2027).participants is None


def test_a_node_shows_its_activities(small_district: Path) -> None:
    """A school's page lists what it holds; a place's page what is held there."""
    pages = pages_of(load(small_district / "content"))
    held = [card["id"] for card in pages["network/east-town/"].data["activities"]]  # type: ignore
    assert held == ["2026-craft-fair", "2027-spring-reading"]
    there = [card["id"] for card in pages["places/west-court/"].data["activities"]]  # type: ignore
    assert there == ["2027-night-run"]


def test_a_code_needs_a_public_address(small_district: Path) -> None:
    """The code for phones is there once the site's address is decided."""
    path = "activities/2027-exam/"
    assert pages_of(load(small_district / "content"))[path].data["code"] is None
    with (small_district / "content/site.yml").open("a", encoding="utf-8") as site:
        site.write("url: https://xuetang.example.org\n")
    assert pages_of(load(small_district / "content"))[path].data["code"]["size"] > 20  # type: ignore


def test_the_learning_week_without_activities() -> None:
    """The district's own page says what the plan says of the week and that the rest is not known."""
    page = pages_of(load(ROOT / "content"))["activities/week/"].data
    assert (page["years"], page["promise"]["sources"][0]["note"]) == ([], "四（五）")  # type: ignore
