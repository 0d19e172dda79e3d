"""Report → tables for spreadsheets: UTF-8 with a byte order mark, one file for each table."""

import csv
import io
from collections.abc import Iterable, Sequence

from site_builder.district.amounts import MISSING
from site_builder.district.report.model import Change, Comparison, Report

Cell = str | int | float | None
#: What a spreadsheet would take for a formula when a text begins with it.
_FORMULA = ("=", "+", "-", "@", "\t")


def report_tables(report: Report) -> dict[str, bytes]:
    """Every table of a report, by the name of its file without ending."""
    year = report.year
    return {
        "summary": _csv(
            ["项目", "单位", f"{year - 1} 年", f"{year} 年", "变化"], (_change(row) for row in report.changes)
        ),
        "indicators": _csv(
            [
                "编号",
                "指标",
                "目标",
                "实际",
                "分子 ÷ 分母",
                "差距",
                "和上年比",
                "记录",
                "谁报的、依据",
                "规划原文",
                "位置",
            ],
            (
                [
                    row.id,
                    row.title,
                    row.target_text,
                    row.reached_text,
                    row.parts_text,
                    row.gap_text,
                    row.change_text,
                    row.recorded_text,
                    row.evidence or MISSING,
                    row.sentence,
                    row.section,
                ]
                for row in report.indicators
            ),
        ),
        "categories": _csv(
            ["类别", "名称", "课程", "这一年新做", "课", "学时", "缺口"],
            (
                [
                    row.slug,
                    row.name,
                    row.courses,
                    row.new_courses,
                    row.lessons,
                    row.periods,
                    "；".join(row.gaps) or "已达到目标",
                ]
                for row in report.categories
            ),
        ),
        "courses": _csv(
            ["编号", "课程", "类别", "课", "学时", "核对情况", "创建日期", "这一年新做"],
            (
                [
                    row.id,
                    row.title,
                    row.category,
                    row.lessons,
                    row.periods,
                    row.review,
                    row.created.isoformat(),
                    "是" if row.is_new else "",
                ]
                for row in report.courses
            ),
        ),
        "activities": _csv(
            ["日期", "活动", "种类", "组织单位", "学校", "参加人次", "人学时", "满意率（%）"],
            (
                [
                    row.day.isoformat(),
                    row.title,
                    row.kind,
                    row.held_by,
                    report.schools.get(row.node or "", ""),
                    row.participants,
                    row.person_periods,
                    row.satisfaction,
                ]
                for row in report.activities
            ),
        ),
        "staffing": _csv(
            ["学校", "规划要求的专职教师", "专职教师", "兼职教师", "志愿者"],
            ([row.name, row.required, row.full_time, row.part_time, row.volunteers] for row in report.staffing),
        ),
        "organisations": _csv(
            ["名称", "类型", "等级", "年份"],
            ([row.name, row.kind, row.grade, row.year] for row in report.organisations),
        ),
        "gaps": _csv(["缺口"], ([gap] for gap in report.gaps)),
        "sources": _csv(["依据"], ([source] for source in report.sources)),
    }


def comparison_tables(comparison: Comparison) -> dict[str, bytes]:
    """The one table of a comparison."""
    header = ["项目", "单位", f"{comparison.first} 年", f"{comparison.second} 年", "变化"]
    return {"changes": _csv(header, (_change(row) for row in comparison.changes))}


def _change(row: Change) -> list[Cell]:
    return [row.label, row.unit, row.first, row.second, row.difference]


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _cell(cell: Cell) -> str:
    if cell is None:
        return MISSING
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return f"{cell:g}" if abs(cell) < 1e5 else f"{cell:.1f}".removesuffix(".0")
