"""The responsible units: whose duty is what, and what their pages say is there and is missing."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from catalog.collection import Catalog
from catalog.district.ledger import ActivityRow, Ledger
from catalog.loader import load
from catalog.selection import only
from catalog.vocabulary import Unit
from site_builder import api
from site_builder.views import Page, site_pages
from tests.conftest import CASES

ROOT = Path(__file__).resolve().parents[2]


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


def test_a_page_joins_duty_categories_courses_and_indicators(small_district: Path) -> None:
    """A unit's page says with whom it shares its duty, which courses name it, and what is missing."""
    pages = pages_of(load(small_district / "content"))
    page = pages["units/publicity/"].data
    assert page["unit"]["duty"] == "试验：负责宣传。"  # type: ignore[index,call-overload]
    assert [unit["name"] for unit in page["together"]] == ["区文化广播电视和旅游局"]  # type: ignore
    education = pages["units/education/"].data
    assert [(row["id"], row["year"]) for row in education["indicators"]] == [  # type: ignore
        ("participation", 2026), ("hours-per-head", 2026),
    ]  # fmt: skip
    assert education["gaps"] == [
        "试验居民参与率：2026 年还差 0.1 个百分点",
        "试验人均学时：2026 年还差 3 学时",
    ]


def test_a_unit_without_categories_reads_well(small_district: Path) -> None:
    """Nothing is made up for a unit that the plan gives no category, figure or activity."""
    page = pages_of(load(small_district / "content"))["units/finance/"].data
    keys = ("rows", "courses", "indicators", "activities", "gaps")
    assert [page[key] for key in keys] == [[], [], [], [], []]


def test_courses_that_name_a_unit_come_before_those_of_its_categories(small_district: Path) -> None:
    """A course is found by its own `units` and by its category's."""
    catalog = load(small_district / "content")
    record = catalog.records[0]
    named = replace(record.course, header=replace(record.course.header, units=(Unit.HEALTH,)))
    law = tuple(replace(c, units=(Unit.FINANCE,)) if c.slug == "law" else c for c in catalog.categories)
    pages = pages_of(replace(catalog, categories=law, records=(replace(record, course=named),)))
    found = {unit: pages[f"units/{unit}/"].data["courses"] for unit in ("health", "finance", "publicity")}
    listed = {unit: [(c["id"], c["is_named"]) for c in courses] for unit, courses in found.items()}  # type: ignore
    assert listed == {
        "health": [("law/anti-fraud", True)], "finance": [("law/anti-fraud", False)], "publicity": [],
    }  # fmt: skip


def test_the_tally_of_its_categories(small_district: Path) -> None:
    """Categories that `categories.yml` gives to a unit bring their part of the tally and their gaps."""
    catalog = load(small_district / "content")
    health = tuple(replace(c, units=(Unit.HEALTH,)) if c.slug == "health" else c for c in catalog.categories)
    page = pages_of(replace(catalog, categories=health))["units/health/"].data
    assert [(row["slug"], row["courses"], row["target_lessons"]) for row in page["rows"]] == [("health", 0, 1)]  # type: ignore
    assert "健康教育（医疗保健）：还差 1 门课程" in page["gaps"]  # type: ignore[operator]


def test_activities_that_a_unit_organises(small_district: Path) -> None:
    """The newest first, and none of others."""
    catalog = load(small_district / "content")
    rows = tuple(
        ActivityRow(title=title, kind="培训", day=date(2026, month, 1), organisers=(unit,))
        for title, month, unit in (("早", 1, Unit.HEALTH), ("别人的", 2, Unit.CULTURE), ("晚", 3, Unit.HEALTH))
    )
    district = replace(catalog.district, ledger=Ledger(activities=rows))
    page = pages_of(replace(catalog, district=district))["units/health/"].data
    assert [one["title"] for one in page["activities"]] == ["晚", "早"]  # type: ignore


def test_a_part_of_the_catalog_has_its_pages(small_district: Path) -> None:
    """Units stay when their courses and categories are left out."""
    part = only(load(small_district / "content"), ["health"])
    assert pages_of(part)["units/publicity/"].data["courses"] == []


def test_data_says_what_the_page_says(small_district: Path) -> None:
    """`units.json` holds every unit with its duty and the address of its page."""
    catalog = load(small_district / "content")
    units = json.loads(dict(api.site_files(catalog))["api/v1/units.json"])["units"]
    assert [unit["url"] for unit in units] == [path for path in pages_of(catalog) if path.startswith("units/")][1:]
    assert units[0]["duty"]["indicators"] == ["participation", "hours-per-head"]


def test_the_districts_units_are_the_annexes() -> None:
    """All 18 units in the annex's order; what it names together shares one duty; nobody answers for what is not there."""
    catalog = load(ROOT / "content")
    district = catalog.district
    assert [entry.unit for entry in district.units] == list(Unit)
    annex = re.sub(r"\s", "", (CASES / "plan/plan-2019-2023.txt").read_text(encoding="utf-8")).rpartition("及职责")[2]
    place = [annex.index(entry.unit.label) for entry in district.units]
    assert place == sorted(place)
    together = [["publicity", "culture"], ["unions", "youth-league", "women-federation", "disabled-federation"]]
    for names in together:
        assert len({entry.duty for entry in district.units if entry.unit.value in names}) == 1
    assert len({entry.duty for entry in district.units}) == 14
