"""The annual report: every figure equals one counted by hand, in the page, in the tables, in the data and in the PDF."""

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from catalog.collection import Catalog
from catalog.district.ledger import ActivityRow, Ledger, OrganisationRow, StaffingRow
from catalog.loader import load
from catalog.vocabulary import Audience, Unit
from site_builder.cli import run
from site_builder.district.report import pdf
from site_builder.district.report.files import FORMATS, name_of
from site_builder.district.report.gather import compare_years, gather
from site_builder.district.report.model import Change, Report
from site_builder.district.report.scope import scope_of
from site_builder.district.report.tables import report_tables
from site_builder.terminal import UsageError

#: 2025: one lecture. 2026: a course for old people (40 came, 2 学时 each), blood pressure in the village (25, ½ 学时),
#: and a lecture whose result nobody told.
LEDGER = Ledger(
    activities=(
        ActivityRow(
            title="反诈课", kind="培训", day=date(2026, 3, 4), node="east-town", organisers=(Unit.EDUCATION,),
            categories=("law",), audiences=(Audience.SENIORS,), participants=40, person_periods=80.0, satisfaction=95.0,
        ),
        ActivityRow(
            title="量血压", kind="活动", day=date(2026, 5, 6), node="willow", organisers=(Unit.HEALTH,),
            categories=("health",), participants=25, person_periods=12.5,
        ),
        ActivityRow(title="=没有结果的讲座", kind="讲座", day=date(2026, 9, 1), node="academy", organisers=(Unit.HEALTH,)),
        ActivityRow(
            title="去年的讲座", kind="讲座", day=date(2025, 9, 1), node="academy", organisers=(Unit.EDUCATION,),
            categories=("law",), participants=30, person_periods=30.0,
        ),
    ),
    staffing=(
        StaffingRow(node="east-town", name="东镇社区学校", required=1, full_time=1, part_time=3, volunteers=10),
        StaffingRow(node="west-street", name="西街社区学校", required=1, full_time=0),
    ),
    organisations=(
        OrganisationRow(
            name="东镇", kind="学习型镇（街道）", grade="区级实验", year=2026, indicator="trial-towns", node="east-town"
        ),
        OrganisationRow(name="西街", kind="学习型镇（街道）", grade="区级实验", year=2027, indicator="trial-towns"),
    ),
)  # fmt: skip


@pytest.fixture
def catalog(small_district: Path) -> Catalog:
    """The small district, with activities, teachers and organisations."""
    catalog = load(small_district / "content")
    return replace(catalog, district=replace(catalog.district, ledger=LEDGER))


@pytest.fixture
def told(catalog: Catalog) -> Callable[..., Report]:
    """Makes a report."""

    def make(year: int = 2026, unit: str | None = None, node: str | None = None) -> Report:
        return gather(catalog, year, scope_of(catalog, unit=unit, node=node))

    return make


def numbers(report: Report) -> dict[str, float | None]:
    return {measure.key: measure.value for measure in report.measures}


def test_figures_equal_those_counted_by_hand(told: Callable[..., Report]) -> None:
    """One course of two lessons of 10 minutes made in 2026: 20 ÷ 45 = 0.4 学时. 40 + 25 came; 80 + 12.5 学时."""
    report = told()
    assert numbers(report) == {
        "courses": 1, "new-courses": 1, "lessons": 2, "periods": 0.4,
        "activities": 3, "participants": 65, "person-periods": 92.5, "organisations": 1,
        "indicator-participation": 59.95, "indicator-hours-per-head": 0.046, "indicator-seniors": None,
        "indicator-trial-towns": 2,
    }  # fmt: skip
    assert (report.activity_totals.count, report.activity_totals.with_result) == (3, 2)
    rows = {row.id: row for row in report.indicators}
    assert (rows["participation"].gap, rows["participation"].gap_text) == (0.05, "还差 0.1 个百分点")
    assert rows["hours-per-head"].parts_text == "92.5 ÷ 2000"
    assert rows["seniors"].recorded == 65  # 40 old people, 25 at an activity about health
    assert rows["seniors"].reached is None
    assert rows["trial-towns"].recorded == 1


def test_what_changed_since_last_year(told: Callable[..., Report]) -> None:
    """Differences are those of the two years' figures; where one is unknown, so is the difference."""
    changes = {change.label: change for change in told().changes}
    assert changes["参加活动"] == Change(label="参加活动", unit="人次", first=30, second=65, difference=35)
    assert changes["活动学时（学时 × 人数）"].difference == 62.5
    assert (changes["课程"].first, changes["课程"].difference) == (0, 1)
    assert changes["试验居民参与率"].difference == 4.4
    assert (changes["试验老年人参与率"].second, changes["试验老年人参与率"].difference) == (None, None)
    assert (changes["学习型组织"].first, changes["学习型组织"].difference) == (None, None)


def test_two_years_side_by_side(catalog: Catalog) -> None:
    """A comparison holds the same numbers as the reports of both years."""
    scope = scope_of(catalog, unit=None, node=None)
    compared = compare_years(catalog, 2025, 2026, scope)
    assert compared.changes == gather(catalog, 2026, scope).changes


def test_gaps_name_everything_that_is_missing(told: Callable[..., Report]) -> None:
    """To the catalog's targets, to the plan's, in staff, and in what was reported."""
    assert told().gaps == (
        "普法教育（公德教育）：还差 1 门课程",
        "普法教育（公德教育）：还差 2 节课",
        "普法教育（公德教育）：还差 0.6 学时",
        "普法教育（公德教育）：已核对的课程占 0%，目标 50%",
        "健康教育（医疗保健）：还差 1 门课程",
        "健康教育（医疗保健）：还差 1 节课",
        "试验居民参与率：2026 年还差 0.1 个百分点",
        "试验人均学时：2026 年还差 3 学时",
        "试验老年人参与率：2026 年的实际数待补充",
        "西街社区学校：专职教师 0 名，规划要求 1 名",
        "活动“=没有结果的讲座”（2026年9月1日）：参加人数待补充",
    )


def test_a_units_report_is_about_it_alone(told: Callable[..., Report]) -> None:
    """Its duty, its activities, its indicators; no schools."""
    report = told(unit="health")
    assert report.duty == "试验：负责健康教育。"
    assert [row.title for row in report.activities] == ["量血压", "=没有结果的讲座"]
    assert [row.id for row in report.indicators] == ["seniors"]
    assert report.staffing == report.organisations == ()
    assert numbers(report)["participants"] == 25


def test_a_schools_report_holds_what_is_below_it(told: Callable[..., Report]) -> None:
    """Activities of its centres count, those of others do not; the district's indicators are not its own."""
    report = told(node="east-town")
    assert [row.title for row in report.activities] == ["反诈课", "量血压"]
    assert [row.name for row in report.staffing] == ["东镇社区学校"]
    assert ([row.id for row in report.courses], report.indicators) == (["law/anti-fraud"], ())
    assert [row.name for row in report.organisations] == ["东镇"]
    assert told(node="academy").activity_totals.count == 3


def test_without_records_everything_is_still_to_come(small_district: Path) -> None:
    """A year of which nobody told anything has no zero where a report is missing."""
    catalog = load(small_district / "content")
    catalog = replace(catalog, district=replace(catalog.district, ledger=Ledger()))
    report = gather(catalog, 2026, scope_of(catalog, unit=None, node=None))
    assert [numbers(report)[key] for key in ("activities", "participants", "person-periods", "organisations")] == [
        None, None, None, None,
    ]  # fmt: skip
    page = FORMATS["html"](report, "r")["r.html"].decode()
    for sentence in ("这一年没有活动记录。", "还没有登记教师。", "没有登记学习型组织。"):
        assert f'{sentence}<span class="missing">待补充</span>' in page


def test_the_districts_own_records_are_counted(small_district: Path) -> None:
    """Counted by hand in the files: in 2026 two activities were held, 48 + 120 came, 96 学时 were given in one of them;
    six learning organisations by the end of 2026, one of them named in 2025."""
    catalog = load(small_district / "content", on=date(2026, 12, 31))
    report = gather(catalog, 2026, scope_of(catalog, unit=None, node=None))
    assert [numbers(report)[key] for key in ("activities", "participants", "person-periods", "organisations")] == [
        2, 168, 96.0, 6,
    ]  # fmt: skip
    assert {row.name: row.full_time for row in report.staffing if row.required} == {
        "东镇社区学校": 1, "西街社区学校": None,
    }  # fmt: skip
    rows = {row.id: row for row in report.indicators}
    assert rows["trial-towns"].recorded == 1  # 东镇 alone is a town on trial
    assert rows["hours-per-head"].parts_text == "96 ÷ 2000"
    school = gather(catalog, 2026, scope_of(catalog, unit=None, node="willow"))
    assert [row.name for row in school.organisations] == ["柳树村", "试验家庭甲"]


class _Page(HTMLParser):
    """What a page asks for, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.asked += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data", "action")]


def test_the_page_asks_for_nothing(told: Callable[..., Report]) -> None:
    """One file: no script, picture, stylesheet or address that a browser would fetch."""
    page = FORMATS["html"](told(), "r")["r.html"].decode()
    parsed = _Page(page)
    assert parsed.asked == []
    assert not parsed.tags & {"script", "link", "img", "iframe", "object"}
    assert "url(" not in page and "@import" not in page


def test_text_is_never_markup(told: Callable[..., Report]) -> None:
    """Whatever a record says is shown as it is written."""
    report = told()
    odd = replace(report, activities=(replace(report.activities[0], title="<b>粗</b>&"),))
    page = FORMATS["html"](odd, "r")["r.html"].decode()
    assert "&lt;b&gt;粗&lt;/b&gt;&amp;" in page and "<b>粗" not in page


def _rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_tables_hold_the_same_numbers(told: Callable[..., Report]) -> None:
    """Known figures are plain numbers, unknown ones say so, and no text becomes a formula."""
    tables = report_tables(told())
    activities = _rows(tables["activities"])
    assert [(row["日期"], row["参加人次"], row["人学时"]) for row in activities] == [
        ("2026-03-04", "40", "80"), ("2026-05-06", "25", "12.5"), ("2026-09-01", "待补充", "待补充"),
    ]  # fmt: skip
    assert activities[2]["活动"] == "'=没有结果的讲座"
    assert [row["学校"] for row in activities] == ["东镇社区学校", "柳树村学习中心", "试验区社区教育学院"]
    assert {row["指标"]: row["实际"] for row in _rows(tables["indicators"])} == {
        "试验居民参与率": "59.9%", "试验人均学时": "不到 0.1 学时", "试验老年人参与率": "待补充", "试验学习型镇": "2 个",
    }  # fmt: skip
    assert [row["变化"] for row in _rows(tables["summary"]) if row["项目"] == "参加活动"] == ["35"]


def test_data_is_for_machines(told: Callable[..., Report]) -> None:
    """The same report as JSON, unknown figures as null; the same content gives the same bytes."""
    (data,) = FORMATS["json"](told(), "r").values()
    assert FORMATS["json"](told(), "r") == {"r.json": data}
    report = json.loads(data)
    assert report["activity_totals"]["person_periods"] == 92.5
    assert [row["reached"] for row in report["indicators"]] == [59.95, 0.046, None, 2.0]
    assert report["activities"][0]["organisers"] == ["education"]


def test_the_pdf_can_be_read_back(told: Callable[..., Report]) -> None:
    """Printed by the system's browser on A4, with the hand-counted figures and no path of this machine on it."""
    if pdf.browser() is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine")
    (data,) = FORMATS["pdf"](told(), "r").values()
    reader = PdfReader(io.BytesIO(data))
    width, height = (float(side) / 72 * 25.4 for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(page.extract_text() for page in reader.pages)))
    for figure in ("59.9%", "1199÷2000", "65人次", "92.5人学时", "还差0.1个百分点", "待补充"):
        assert unicodedata.normalize("NFKC", figure) in text
    assert "file:" not in text and "xuetang-" not in text


def test_without_a_browser_it_says_what_to_install(
    told: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback and no empty file: a way on."""
    monkeypatch.setattr(pdf, "browser", lambda: None)
    with pytest.raises(UsageError, match="请安装其中一个"):
        FORMATS["pdf"](told(), "r")


def test_a_browser_that_fails_is_told(
    told: Callable[..., Report], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What it said last is part of the message."""
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho nothing works >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(pdf, "browser", lambda: str(broken))
    with pytest.raises(UsageError, match="没有做出 PDF：nothing works"):
        FORMATS["pdf"](told(), "r")


def test_names_of_files(told: Callable[..., Report]) -> None:
    """A folder can hold the reports of all years, units and schools."""
    assert [name_of(told()), name_of(told(unit="health")), name_of(told(node="east-town"))] == [
        "report-2026", "report-2026-unit-health", "report-2026-node-east-town",
    ]  # fmt: skip


def test_the_command_writes_where_it_says(
    small_district: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file's name is printed; the folder is made."""
    monkeypatch.chdir(small_district)
    assert run(["report", "--year", "2026", "--format", "csv", "--output", "out"]) == 0
    named = capsys.readouterr().out.split()
    assert sorted(named) == sorted(f"out/{path.name}" for path in (small_district / "out").iterdir())
    assert run(["report", "--compare", "2026", "2025"]) == 0
    assert capsys.readouterr().out == "dist/reports/report-2025-2026.html\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "请写 --year"),
        (["--year", "2026", "--compare", "2025", "2026"], "请写 --year"),
        (["--year", "2026", "--unit", "police"], "没有“police”这个单位；可以用：education"),
        (["--year", "2026", "--node", "moon"], "没有“moon”这个学校；可以用：academy"),
        (["--year", "2026", "--unit", "health", "--node", "academy"], "一次只能写一个"),
        (["--year", "2026", "--format", "docx"], "没有“docx”这种格式"),
        (["--compare", "2026", "2026"], "两个不同的年份"),
    ],
)
def test_wrong_use_is_told(
    arguments: list[str],
    says: str,
    small_district: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was wrong and what can be written instead; nothing is made."""
    monkeypatch.chdir(small_district)
    assert run(["report", *arguments]) == 2
    assert says in capsys.readouterr().err
    assert not (small_district / "dist").exists()


def test_without_a_district_there_is_no_report(
    small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A site of courses alone is told what is missing."""
    monkeypatch.chdir(small_site())
    assert run(["report", "--year", "2026"]) == 2
    assert "network.yml" in capsys.readouterr().err
