"""The matrix, what changed between two catalogs, and the floor under a category."""

from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.coverage_changes import changes
from catalog.loader import load
from catalog.matrix import matrix
from catalog.problems import ContentError

COURSE = "content/courses/law/anti-fraud"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_cells_by_hand(small_district: Path) -> None:
    """One course for two audiences, offered at two nodes; an audience that is aimed at and has none is a gap."""
    edit(small_district / "content/targets.yml", "audiences: [seniors]", "audiences: [seniors, teens]")
    whole = matrix(load(small_district / "content"))
    audiences = whole.of("audience")
    assert {key: (cell.courses, cell.lessons, cell.is_gap) for key, cell in audiences.items()} == {
        ("law", "residents"): (1, 2, False),
        ("law", "seniors"): (1, 2, False),
        ("law", "teens"): (0, 0, True),
    }
    assert {key: cell.courses for key, cell in whole.of("node").items()} == {
        ("law", "academy"): 1, ("law", "east-town"): 1,
    }  # fmt: skip


def test_a_course_without_units_is_of_its_categorys(small_site: Callable[..., Path]) -> None:
    """The units that a course names count; where it names none, those that answer for the category."""
    root = small_site()
    categories = root / "content/categories.yml"
    text = categories.read_text(encoding="utf-8")
    categories.write_text(
        text.replace("- slug: law\n", "- slug: law\n  units: [publicity, civility]\n"), encoding="utf-8"
    )
    index = root / COURSE / "index.md"
    header = [line for line in index.read_text(encoding="utf-8").splitlines() if not line.startswith("units:")]
    index.write_text("\n".join(header) + "\n", encoding="utf-8")
    assert {key[1] for key, cell in matrix(load(root / "content")).of("unit").items() if cell.courses} == {
        "publicity", "civility",
    }  # fmt: skip
    edit(index, "created:", "units: [health]\ncreated:")
    units = matrix(load(root / "content")).of("unit")
    assert {key[1] for key, cell in units.items() if cell.courses} == {"health"}
    assert {key[1] for key, cell in units.items() if cell.is_gap} == {"publicity", "civility"}


def test_changes_by_hand(small_site: Callable[..., Path]) -> None:
    """A lesson less and one more; one with a new address is neither."""
    root = small_site()
    before = load(root / "content")
    (root / COURSE / "02-fake-police.md").rename(root / COURSE / "02-phone-police.md")
    edit(root / COURSE / "asked.yml", "fake-police", "phone-police")
    edit(root / COURSE / "01-click-farming.md", "02-fake-police.md", "02-phone-police.md")
    law = next(row for row in changes(before, load(root / "content")) if row.category == "law")
    assert [one.id for one in law.added_lessons] == ["law/anti-fraud/phone-police"]
    assert [one.id for one in law.lost_lessons] == ["law/anti-fraud/fake-police"]
    assert (law.lessons_before, law.lessons, law.added_courses, law.lost_courses) == (2, 2, (), ())
    edit(root / COURSE / "02-phone-police.md", "minutes:", "redirect_from: [law/anti-fraud/fake-police]\nminutes:")
    law = next(row for row in changes(before, load(root / "content")) if row.category == "law")
    assert (law.added_lessons, law.lost_lessons) == ((), ())


def test_the_floor_holds(small_site: Callable[..., Path]) -> None:
    """What reaches the floor passes; a course that has problems of its own is not counted as lost on top of them."""
    root = small_site()
    targets = root / "content/targets.yml"
    edit(targets, "reviewed_percent: 50}", "reviewed_percent: 50, floor: {courses: 1, lessons: 2}}")
    load(root / "content")
    lesson = root / COURSE / "02-fake-police.md"
    edit(lesson, "minutes: 10", "minutes: 一刻钟")
    with pytest.raises(ContentError) as caught:
        load(root / "content")
    assert "R12" not in {problem.code for problem in caught.value.problems}
    lesson.unlink()
    (root / COURSE / "asked.yml").unlink()
    edit(root / COURSE / "01-click-farming.md", "看[下一课](02-fake-police.md#挂断以后)。", "没有了。")
    with pytest.raises(ContentError) as caught:
        load(root / "content")
    message = next(problem.message for problem in caught.value.problems if problem.code == "R12")
    assert "现在有 1 节课，少于底线 2" in message and "把这里的 lessons 改成 1" in message
