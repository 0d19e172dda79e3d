"""The tally for people and spreadsheets, and its comparison with what the search engine counts."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len

from catalog.collection import Catalog
from catalog.coverage import CategoryCoverage, Coverage, tally
from search.documents import documents
from search.tally import CategoryTally, compare
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
    """Whether the index differs from the disk, and both tallies side by side for people."""

    found: bool
    text: str


def compare_with_engine(catalog: Catalog, *, url: str, api_key: str | None, index: str) -> Differences:
    """The tally as the index's own facets count it, beside the one from disk; every lesson that differs is named.

    Raises IndexUpdateError when the engine does not answer.
    """
    from search.meili import tally as tally_of_index  # loads the client of a server: only here

    there = tally_of_index(url=url, api_key=api_key, index=index)
    here = {row.category: _counts(row) for row in tally(catalog).categories}
    lines = ["", f"和索引“{index}”对账（课程、课、分钟、已核对的课程）："]
    is_same = True
    for slug in [*here, *sorted(set(there.categories) - set(here))]:
        on_disk, counted = here.get(slug, (0, 0, 0, 0)), _counts_of_index(there.categories.get(slug))
        is_same = is_same and on_disk == counted
        name = catalog.category(slug).name if slug in here else f"不认识的类别 {slug}"
        mark = "一致" if on_disk == counted else "不一致"
        lines.append(f"{_pad(name, 24)}  磁盘 {_numbers(on_disk)}  索引 {_numbers(counted)}  {mark}")
    differences = compare(documents(catalog), there)
    for lessons, what in (
        (differences.missing, "索引里没有"),
        (differences.extra, "磁盘上没有"),
        (differences.changed, "两边内容不同"),
    ):
        lines += [f"{what}：{lesson}" for lesson in lessons]
    found = not (is_same and differences.agrees)
    lines.append("索引和磁盘不一致；请运行 xuetang index 重建索引。" if found else "索引和磁盘一致。")
    return Differences(found, "\n".join(lines))


_Counts = tuple[int, int, int, int]


def _counts(row: CategoryCoverage) -> _Counts:
    return row.courses, row.lessons, row.minutes, row.checked + row.approved


def _counts_of_index(row: CategoryTally | None) -> _Counts:
    if row is None:
        return 0, 0, 0, 0
    return row.courses, row.lessons, row.minutes, sum(n for status, n in row.reviews.items() if status != "draft")


def _numbers(counts: _Counts) -> str:
    return "/".join(map(str, counts))
