"""Organisations, honours and teachers: what is counted, what is shown, and until when."""

import json
from datetime import date
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.district.staffing import Staffing, staffing_gaps
from catalog.district.terms import OrganisationKind, StaffingGap
from catalog.loader import load
from catalog.selection import only
from site_builder import api, cli
from site_builder.build_day import DateError, build_day
from site_builder.views import Page, site_pages
from site_builder.views.kiosk import kiosk_site_pages

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 12, 1)
LAST = date(2098, 12, 31)


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


@pytest.fixture
def catalog(small_district: Path) -> Catalog:
    return load(small_district / "content", on=DAY)


# -- the gate -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "is_shown"),
    [(date(2026, 2, 28), False), (date(2026, 3, 1), True), (LAST, True), (date(2099, 1, 1), False), (None, False)],
)
def test_a_person_is_shown_while_consent_holds(small_district: Path, day: date | None, is_shown: bool) -> None:
    """From the day of the consent to its last day, both included; a load that knows no day shows nobody."""
    catalog = load(small_district / "content", on=day)
    assert ("star-2026-01" in [honour.id for honour in catalog.district.honours]) is is_shown
    assert ([teacher.name for teacher in catalog.district.teachers] == ["试验教师甲", "试验志愿者丙"]) is is_shown
    assert ("honours/star-2026-01/" in pages_of(catalog)) is is_shown
    families = [one.name for one in catalog.district.organisations if one.kind is OrganisationKind.FAMILY]
    assert families == (["试验家庭甲", None] if is_shown else [None, None])
    assert {honour.id for honour in catalog.district.honours} >= {"brand-2026-night-school", "unit-2025-01"}


def test_who_is_not_shown_counts(small_district: Path) -> None:
    """Numbers are of all who are registered: internal ones and those whose consent ran out, on any day."""
    expected = (
        Staffing(node="east-town", full_time=1, part_time=1, volunteers=1),
        Staffing(node="willow", volunteers=1),
    )
    for day in (DAY, date(2099, 1, 1)):
        assert load(small_district / "content", on=day).district.staffing == expected


def test_what_ran_out_is_listed_without_names(
    small_district: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` tells places and days on the error stream, and does not fail for them; what was asked for only."""
    monkeypatch.chdir(small_district)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "4070908800")  # 1 January 2099
    assert cli.run(["check", "--format", "json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == {"problems": []}
    lines = said.err.splitlines()
    assert [line.split("的同意")[0] for line in lines] == [
        "提醒：content/organisations.yml 第 5 条",
        "提醒：content/honours/star-2026-01.md",
        "提醒：content/teachers.yml 第 1 条",
        "提醒：content/teachers.yml 第 3 条",
    ]
    assert all("2098-12-31" in line for line in lines) and "试验" not in said.err
    assert cli.run(["check", "content/honours"]) == 0
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_day_of_a_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH decides, in the time of China; nonsense is refused."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_796_054_400))
    assert build_day() == date(2026, 12, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_796_054_400 - 1 - 8 * 3600))
    assert build_day() == date(2026, 11, 30)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(DateError, match="SOURCE_DATE_EPOCH 应是"):
        build_day()


# -- organisations ------------------------------------------------------------------------------------------------------


def test_organisations_count_for_the_indicator_that_wants_them(catalog: Catalog) -> None:
    """By kind, rank and grade; one that the plan wants nothing of counts for none."""
    rows = {(row.name, row.year): row.indicator for row in catalog.district.ledger.organisations}
    assert rows[("东镇", 2026)] == "trial-towns"
    assert {indicator for name, indicator in rows.items() if name != ("东镇", 2026)} == {None}


def test_the_plans_targets() -> None:
    """The real targets are those of the plan for 2021 and 2022, and nothing is registered for them yet."""
    catalog = load(ROOT / "content", on=DAY)
    page = pages_of(catalog)["organisations/"].data
    found = {(row["year"], row["kind"], row["grade"]): (row["count"], row["have"]) for row in page["targets"]}  # type: ignore
    assert found == {
        (2021, "学习型镇（街道）", "区级实验"): (2, None),
        (2021, "学习型村（社区）", "区级实验"): (5, None),
        (2022, "学习型镇（街道）", "市级示范"): (2, None),
        (2022, "学习型村（社区）", "市级示范"): (2, None),
        (2022, "学习型镇（街道）", "区级示范"): (2, None),
        (2022, "学习型村（社区）", "区级示范"): (5, None),
    }
    district = catalog.district
    assert not (district.organisations or district.honours or district.teachers or district.staffing)


def test_page_of_organisations(catalog: Catalog) -> None:
    """Targets with what is registered, then each kind; a family that is not named is a number."""
    page = pages_of(catalog)["organisations/"].data
    assert [(row["have"], row["missing"]) for row in page["targets"]] == [(2, 0)]  # type: ignore
    family = next(kind for kind in page["kinds"] if kind["id"] == "family")  # type: ignore
    assert [one["name"] for one in family["named"]] == ["试验家庭甲"] and family["nameless"] == 1
    assert family["named"][0]["expires"] == "2098-12-31"


# -- honours ------------------------------------------------------------------------------------------------------------


def test_page_of_a_person_says_until_when(catalog: Catalog) -> None:
    """A person's page carries the last day for the browser and in words; a project's does not."""
    pages = pages_of(catalog)
    star, brand = pages["honours/star-2026-01/"], pages["honours/brand-2026-night-school/"]
    assert star.data["honour"]["expires"] == "2098-12-31"  # type: ignore[index,call-overload]
    assert "由试验学院办公室审核；公开到2098年12月31日" in str(star.data["consent"])
    assert (brand.data["honour"]["expires"], brand.data["consent"]) == ("", "")  # type: ignore
    assert "灯下夜校" in str(brand.data["title"]) and "<h2" in brand.html


def test_the_kiosk_shows_an_honours_text_in_parts(catalog: Catalog) -> None:
    """The text is there, cut at its headings and without links."""
    page = next(page for page in kiosk_site_pages(catalog) if page.path == "honours/brand-2026-night-school/")
    assert [part["title"] for part in page.data["parts"]] == ["做什么", "怎样参加"]  # type: ignore
    assert page.html == ""


# -- teachers -----------------------------------------------------------------------------------------------------------


def test_gaps_of_schools(catalog: Catalog) -> None:
    """Towns' schools alone are judged; each thing that the plan requires is told on its own."""
    district = catalog.district
    assert staffing_gaps(district.nodes, district.staffing) == {"east-town": (), "west-street": tuple(StaffingGap)}
    without = [Staffing(node="east-town", part_time=2)]
    assert staffing_gaps(district.nodes, without)["east-town"] == (StaffingGap.FULL_TIME, StaffingGap.VOLUNTEERS)


def test_every_real_school_waits_for_its_teachers() -> None:
    """Nobody was invented: all six schools say that their full-time teacher is still to come, on both pages."""
    pages = pages_of(load(ROOT / "content", on=DAY))
    schools = pages["teachers/"].data["schools"]
    assert len(schools) == 6 and all("专职教师待补充" in school["gaps"] for school in schools)  # type: ignore
    for school in schools:  # type: ignore[union-attr]
        assert "专职教师待补充" in pages[school["path"]].data["staffing"]["gaps"]  # type: ignore
    assert pages["network/academy/"].data["staffing"] is None


def test_people_by_field(catalog: Catalog) -> None:
    """Under each category those who teach it; an internal person nowhere."""
    fields = {
        field["name"]: [one["name"] for one in field["people"]]
        for field in pages_of(catalog)["teachers/"].data["fields"]
    }  # type: ignore
    assert fields == {"普法教育（公德教育）": ["试验教师甲", "试验志愿者丙"], "健康教育（医疗保健）": ["试验志愿者丙"]}
    part = only(catalog, ["health"])
    fields = {
        field["name"]: [one["name"] for one in field["people"]] for field in pages_of(part)["teachers/"].data["fields"]
    }  # type: ignore
    assert fields == {"健康教育（医疗保健）": ["试验志愿者丙"], "其他专长": ["试验教师甲"]}


def test_open_data(catalog: Catalog) -> None:
    """The lists say what the pages say: people who agreed, the last day, numbers and gaps."""
    files = {name.removeprefix("api/v1/"): json.loads(data) for name, data in api.site_files(catalog)}
    assert [one["name"] for one in files["teachers.json"]["teachers"]] == ["试验教师甲", "试验志愿者丙"]
    assert set(files["teachers.json"]["teachers"][0]) == {
        "name", "kind", "fields", "nodes", "years", "text", "reviewed_by", "expires",
    }  # fmt: skip
    assert files["teachers.json"]["staffing"][0] == {
        "node": "east-town", "full_time": 1, "part_time": 1, "volunteers": 1,
    }  # fmt: skip
    assert [one["registered"] for one in files["organisations.json"]["targets"]] == [2]
    star = next(one for one in files["honours.json"]["honours"] if one["id"] == "star-2026-01")
    assert (star["expires"], star["url"]) == ("2098-12-31", "honours/star-2026-01/")


def test_a_school_names_those_who_agreed(catalog: Catalog) -> None:
    """A school's page has its teachers who may be shown, each until the day that they agreed to, and numbers of all."""
    page = pages_of(catalog)["network/east-town/"].data
    assert [(one["name"], one["expires"]) for one in page["people"]] == [  # type: ignore
        ("试验教师甲", "2098-12-31"), ("试验志愿者丙", "2098-12-31"),
    ]  # fmt: skip
    assert page["staffing"]["part_time"] == 1  # type: ignore[index,call-overload]
