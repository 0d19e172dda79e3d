"""The tally for people and spreadsheets, and its comparison with what the search engine counts."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len

from catalog.collection import Catalog
from catalog.coverage import CategoryCoverage, Coverage
from site_builder.api import coverage_json

_COLUMNS: tuple[tuple[str, Callable[[CategoryCoverage], str]], ...] = (
    ("类别", lambda row: row.name),
    ("课程", lambda row: f"{row.courses}/{row.target.courses}"),
    ("课", lambda row: f"{row.lessons}/{row.target.lessons}"),
    ("学时", lambda row: f"{row.periods:g}/{row.target.periods}"),
    ("已核对", lambda row: f"{row.reviewed_percent}%"),
    ("最近更新", lambda row: row.updated.isoformat() if row.updated else "—"),
    ("缺口", lambda row: "；".join(row.gaps) or "已达到目标"),
)


def as_table(coverage: Coverage) -> str:
    """A table whose columns line up although Han characters are two cells wide."""
    rows = [[title for title, _ in _COLUMNS]]
    rows += [[show(row) for _, show in _COLUMNS] for row in coverage.categories]
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(_COLUMNS) - 1)]
    lines = [
        "  ".join([*(_pad(cell, width) for cell, width in zip(row, widths, strict=False)), row[-1]]) for row in rows
    ]
    total = (
        f"合计：{coverage.courses} 门课程，{coverage.lessons} 节课，{coverage.periods:g} 学时，"
        f"已核对 {coverage.reviewed_percent}%。斜线后面是目标（content/targets.yml）。"
    )
    return "\n".join([*lines, "", total, ""])


def _pad(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def as_csv(coverage: Coverage) -> str:
    """Comma-separated values with a byte order mark, so that spreadsheets read the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        "类别 名称 课程 目标课程 课 目标课 分钟 学时 目标学时 适用人群 程度 草稿 已核对 已审定 已核对百分比 最近更新 缺口".split()
    )
    for row in coverage.categories:
        writer.writerow(
            [
                row.category,
                row.name,
                row.courses,
                row.target.courses,
                row.lessons,
                row.target.lessons,
                row.minutes,
                row.periods,
                row.target.periods,
                "、".join(audience.label for audience in row.audiences),
                "、".join(level.label for level in row.levels),
                row.draft,
                row.checked,
                row.approved,
                row.reviewed_percent,
                row.updated.isoformat() if row.updated else "",
                "；".join(row.gaps),
            ]
        )
    return "\ufeff" + out.getvalue()


FORMATS: dict[str, Callable[[Coverage], str]] = {
    "table": as_table,
    "json": lambda coverage: coverage_json(coverage).decode(),
    "csv": as_csv,
}


@dataclass(frozen=True)
class Differences:
    """What the index counts otherwise than the disk. `text` is for people."""

    found: bool
    text: str


def compare_with_engine(catalog: Catalog, *, url: str, api_key: str | None, index: str) -> Differences:
    """Count the index's lessons by its own facets and name every lesson that is only here or only there.

    Raises IndexUpdateError when the engine does not answer.
    """
    from search.meili import tally

    there = tally(url=url, api_key=api_key, index=index)
    lines = []
    for category in catalog.categories:
        on_disk = {lesson.id for record in catalog.courses_in(category.slug) for lesson in record.lessons}
        in_index = set(there.lessons.get(category.slug, ()))
        counted = there.counts.get(category.slug, 0)
        mark = "一致" if on_disk == in_index and counted == len(on_disk) else "不一致"
        lines.append(f"{category.name}：磁盘 {len(on_disk)} 课，索引 {counted} 课，{mark}")
        lines += [f"  只在磁盘上：{lesson}" for lesson in sorted(on_disk - in_index)]
        lines += [f"  只在索引里：{lesson}" for lesson in sorted(in_index - on_disk)]
    strangers = sorted(set(there.counts) - {category.slug for category in catalog.categories})
    lines += [f"索引里有不认识的类别：{slug}（{there.counts[slug]} 课）" for slug in strangers]
    found = bool(strangers) or any("不一致" in line for line in lines)
    lines.append("请运行 xuetang index 重建索引。" if found else "磁盘和索引一致。")
    return Differences(found, "\n".join(lines))
