"""Indicators: how figures are counted, what is refused, and that what nobody reported is never shown as nothing."""

import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.course import Source
from catalog.district.figures import Standing, standings
from catalog.district.indicator import Actual, Indicator, IndicatorYear, Target
from catalog.district.ledger import ActivityRow, Ledger, OrganisationRow
from catalog.district.terms import CountedFrom, IndicatorSpan, IndicatorUnit
from catalog.loader import load
from catalog.problems import ContentError
from catalog.vocabulary import Audience
from site_builder import api
from site_builder.district.amounts import amount, change_text, gap_text
from site_builder.views import Page, site_pages
from tests.conftest import CASES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Source(title="编出来的例子")


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


def indicator(unit: IndicatorUnit = IndicatorUnit.PERCENT, **more: object) -> Indicator:
    """An indicator to count with."""
    given = {
        "id": "one", "title": "一个指标", "unit": unit, "span": IndicatorSpan.YEARLY, "numerator": "分子",
        "denominator": "分母", "sentence": "原文", "section": "一", "sources": (SOURCE,),
    }  # fmt: skip
    return Indicator(**(given | more))  # type: ignore[arg-type]


def actual(**numbers: int) -> Actual:
    return Actual(indicator="one", date=date(2026, 12, 31), source=SOURCE, reported_by="试验局", **numbers)


def year(at_least: int | None = None, reported: Actual | None = None) -> IndicatorYear:
    targets = () if at_least is None else (Target(indicator="one", at_least=at_least),)
    return IndicatorYear(targets=targets, actuals=() if reported is None else (reported,))


def stand(one: Indicator, ledger: Ledger = Ledger(), **years: IndicatorYear) -> dict[int, Standing]:  # noqa: B008
    rows = standings((one,), {int(name[1:]): value for name, value in years.items()}, ledger)["one"]
    return {row.year: row for row in rows}


def activity(month: int = 5, **more: object) -> ActivityRow:
    return ActivityRow(title="试验活动", kind="培训", day=date(2026, month, 1), **more)  # type: ignore[arg-type]


def test_a_share_is_counted_exactly() -> None:
    """59.95 % is not 60 %: it is shown as 59.9, still 0.1 short, and 4.4 more than the year before."""
    rows = stand(
        indicator(),
        y2025=year(50, actual(numerator=1111, denominator=2000)),
        y2026=year(60, actual(numerator=1199, denominator=2000)),
    )
    assert rows[2025].gap == 0 and gap_text(rows[2025]) == "达到了"
    row = rows[2026]
    assert row.reached == Fraction(1199, 20)
    assert (amount(row.indicator, row.reached), gap_text(row)) == ("59.9%", "还差 0.1 个百分点")
    assert change_text(row) == "比上年多 4.4 个百分点"


def test_what_nobody_reported_is_unknown() -> None:
    """No reached, no gap, no change: nowhere a zero."""
    row = stand(indicator(), y2026=year(60))[2026]
    assert (row.reached, row.gap, row.change, row.recorded) == (None, None, None, None)
    assert (amount(row.indicator, row.reached), gap_text(row), change_text(row)) == ("待补充", "待补充", "—")


def test_a_year_between_that_is_unknown_breaks_the_trend() -> None:
    """2026 is not held against 2024."""
    known = actual(numerator=1, denominator=2)
    rows = stand(indicator(), y2024=year(60, known), y2025=year(60), y2026=year(60, known))
    assert rows[2026].change is None


def test_visits_are_never_taken_for_people() -> None:
    """Participants of activities stand beside a share and do not become it."""
    ledger = Ledger(activities=(activity(participants=900, categories=("health",)),))
    row = stand(indicator(counted_from=CountedFrom.PARTICIPANTS), ledger, y2026=year(60))[2026]
    assert (row.recorded, row.reached) == (900, None)


def test_activities_that_are_about_an_indicator() -> None:
    """By audience or category, of that year, with a known result; others do not count."""
    ledger = Ledger(
        activities=(
            activity(participants=10, audiences=(Audience.SENIORS,)),
            activity(participants=20, categories=("seniors",)),
            activity(participants=40, categories=("law",)),
            activity(categories=("seniors",)),
            replace(activity(participants=80, categories=("seniors",)), day=date(2025, 12, 31)),
        )
    )
    one = indicator(counted_from=CountedFrom.PARTICIPANTS, audiences=(Audience.SENIORS,), categories=("seniors",))
    assert stand(one, ledger, y2026=year(60))[2026].recorded == 30


def test_hours_a_head_are_counted_from_activities() -> None:
    """Who reports the people alone gets the 学时 from the records; without records the figure stays unknown."""
    one = indicator(IndicatorUnit.PERIODS, counted_from=CountedFrom.PERSON_PERIODS)
    reported = year(3, actual(denominator=100))
    rows = (activity(person_periods=200.5), activity(person_periods=49.5), activity(participants=5))
    row = stand(one, Ledger(activities=rows), y2026=reported)[2026]
    assert (row.reached, row.is_counted, gap_text(row)) == (Fraction(5, 2), True, "还差 0.5 学时")
    assert stand(one, y2026=reported)[2026].reached is None


def test_learning_organisations_add_up_to_the_years_end() -> None:
    """Those of earlier years count on; a reported number goes before the counted one; none recorded is unknown."""
    one = indicator(
        IndicatorUnit.COUNT, denominator=None, span=IndicatorSpan.CUMULATIVE, counted_from=CountedFrom.ORGANISATIONS
    )
    rows = tuple(OrganisationRow(name=f"{n}", kind="镇", grade="区级", year=n, indicator="one") for n in (2024, 2026))
    ledger = Ledger(organisations=rows)
    found = stand(one, ledger, y2025=year(2), y2026=year(2), y2027=year(2, actual(value=5)))
    assert [found[n].reached for n in (2025, 2026, 2027)] == [1, 2, 5]
    assert [found[n].is_counted for n in (2025, 2026, 2027)] == [True, True, False]
    assert stand(one, y2026=year(2))[2026].reached is None


def test_something_small_is_not_called_nothing() -> None:
    """0.04 学时 is not shown as 0."""
    assert amount(indicator(IndicatorUnit.PERIODS), Fraction(4, 100)) == "不到 0.1 学时"
    assert amount(indicator(IndicatorUnit.PERIODS), Fraction(0)) == "0 学时"


def test_an_actual_without_source_is_refused(small_district: Path) -> None:
    """Who says so is not optional."""
    file = small_district / "content/indicators/2025.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r" +source: .*\n", "", text), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(small_district / "content")
    assert [(p.path, p.code, "“source”" in p.message) for p in caught.value.problems] == [
        ("content/indicators/2025.yml", "M02", True)
    ]


def test_the_chart_has_no_bar_for_what_is_unknown(small_district: Path) -> None:
    """An unknown figure has no width at all, a known one has; targets are always marked."""
    page = pages_of(load(small_district / "content"))["indicators/"].data
    bars = {(e["id"], y["year"]): y["bar"] for e in page["indicators"] for y in e["years"]}  # type: ignore
    assert bars[("participation", 2025)] == {"target": "50.0", "have": "55.5"}
    assert bars[("seniors", 2025)] == {"target": "50.0", "have": ""}
    assert bars[("trial-towns", 2026)] == {"target": "80.0", "have": "80.0"}


def test_a_years_page_says_who_reported(small_district: Path) -> None:
    """Target, both numbers, date, source and reporter stand beside the figure."""
    page = pages_of(load(small_district / "content"))["indicators/2025/"].data
    rows = {row["id"]: row for row in page["rows"]}  # type: ignore
    known, unknown = rows["participation"], rows["seniors"]
    assert (known["parts"], known["reported_by"], known["source"]["title"], known["sentence"]) == (
        "1111 ÷ 2000", "试验区教体局", "编出来的统计表", "试验：2025 年达到 50%。",
    )  # fmt: skip
    assert (unknown["state"], unknown["actual"], unknown["source"]) == ("missing", "", None)
    assert page["counts"] == {"figures": 2, "known": 1, "met": 1}


def test_data_knows_null_and_not_zero(small_district: Path) -> None:
    """`indicators.json` gives unknown figures as null."""
    catalog = load(small_district / "content")
    data = json.loads(dict(api.site_files(catalog))["api/v1/indicators.json"])
    figures = {(row["indicator"], row["year"]): row for row in data["figures"]}
    assert figures[("participation", 2026)]["reached"] == 59.95
    assert figures[("seniors", 2026)]["reached"] is None
    assert data["years"][0]["entered"]["actuals"][0]["numerator"] == 1111


def _plan() -> str:
    return re.sub(r"\s", "", (CASES / "plan/plan-2019-2023.txt").read_text(encoding="utf-8"))


def test_the_districts_indicators_are_the_plans_own_words() -> None:
    """Every sentence is in the plan word for word, with its number; every year's target of 2020–2023 is there."""
    district = load(ROOT / "content").district
    plan = _plan()
    for years in district.standings.values():
        for row in years:
            assert row.target is not None
            sentence = re.sub(r"\s", "", row.target.sentence or row.indicator.sentence)
            assert sentence.removesuffix("。") in plan, sentence
            assert str(row.target.at_least) in sentence
    targets = {
        year: {target.indicator: target.at_least for target in figures.targets}
        for year, figures in district.indicator_years.items()
    }
    assert [targets[year]["participation"] for year in range(2020, 2024)] == [50, 60, 75, 80]
    every = {
        "periods-per-head": 30, "training-rate": 40, "laid-off": 70, "migrants": 50, "seniors": 50, "special-groups": 40,
        "parents-satisfaction": 90, "infants": 60, "farmers-leaders": 10, "transfer-training": 500,
        "full-time-teachers": 1,
    }  # fmt: skip
    assert all(every.items() <= targets[year].items() for year in range(2020, 2024))
    assert {k: v for k, v in targets[2021].items() if k not in every} == {
        "participation": 60, "towns-trial-district": 2, "communities-trial-district": 5,
    }  # fmt: skip
    assert {k: v for k, v in targets[2022].items() if k not in every} == {
        "participation": 75, "towns-model-city": 2, "communities-model-city": 2,
        "towns-model-district": 2, "communities-model-district": 5,
    }  # fmt: skip


def test_the_districts_actuals_are_not_made_up() -> None:
    """Nobody has reported a figure yet: the real content holds none, and no page shows one."""
    catalog = load(ROOT / "content")
    assert not any(figures.actuals for figures in catalog.district.indicator_years.values())
    page = pages_of(catalog)["indicators/"].data
    assert page["counts"]["known"] == 0  # type: ignore[index,call-overload]
    assert {y["state"] for e in page["indicators"] for y in e["years"]} == {"missing"}  # type: ignore
