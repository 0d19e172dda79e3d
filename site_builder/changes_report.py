"""What changed since a commit, for people, spreadsheets and programs."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence

from pydantic import TypeAdapter
from rich.cells import cell_len

from catalog.coverage_changes import CategoryChanges, Named

Changes = Sequence[CategoryChanges]
_ROWS = TypeAdapter(tuple[CategoryChanges, ...])


def as_table(commit: str, rows: Changes) -> str:
    """Numbers of each category that changed, below it what was added (+) and lost (−)."""
    lines = [f"和 {commit} 比："]
    for row in rows:
        told = [*_listed("+", row.added_courses, row.added_lessons), *_listed("−", row.lost_courses, row.lost_lessons)]
        numbers = (row.courses_before, row.lessons_before, row.periods_before)
        if told or numbers != (row.courses, row.lessons, row.periods):
            name = row.name + " " * max(0, 22 - cell_len(row.name))
            lines.append(
                f"{name}课程 {row.courses_before} → {row.courses}  课 {row.lessons_before} → {row.lessons}  "
                f"学时 {row.periods_before:g} → {row.periods:g}"
            )
            lines += told
    if len(lines) == 1:
        lines.append("各类别的课程、课和学时都没有变。")
    lost = sum(len(row.lost_courses) + len(row.lost_lessons) for row in rows)
    if lost:
        lines += ["", f"少了 {lost} 样（以 − 开头的）。不是有意删的，请找回来。"]
    return "\n".join([*lines, ""])


def _listed(mark: str, courses: Iterable[Named], lessons: Iterable[Named]) -> list[str]:
    found = [f"  {mark} 课程 {one.title}（{one.id}）" for one in courses]
    return found + [f"  {mark} 课 {one.title}（{one.id}）" for one in lessons]


def as_csv(commit: str, rows: Changes) -> str:
    """One line for each category, with a byte order mark, so that spreadsheets read the Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head = "类别 名称 对比版本 原课程 课程 原课 课 原学时 学时 新课程 少了的课程 新课 少了的课"
    writer.writerow(head.split())
    for row in rows:
        named = (row.added_courses, row.lost_courses, row.added_lessons, row.lost_lessons)
        writer.writerow(
            [
                row.category,
                row.name,
                commit,
                row.courses_before,
                row.courses,
                row.lessons_before,
                row.lessons,
                row.periods_before,
                row.periods,
                *("；".join(one.id for one in some) for some in named),
            ]
        )
    return "\ufeff" + out.getvalue()


def as_json(commit: str, rows: Changes) -> str:
    """`since` and `categories`."""
    listed = _ROWS.dump_python(tuple(rows), mode="json")
    return json.dumps({"since": commit, "categories": listed}, ensure_ascii=False, indent=1) + "\n"


FORMATS: dict[str, Callable[[str, Changes], str]] = {"table": as_table, "json": as_json, "csv": as_csv}
