"""The tally counts what is there and says what is missing, the largest gaps first."""

from collections.abc import Callable
from pathlib import Path

from catalog.coverage import tally
from catalog.loader import load


def test_counts_and_gaps(small_site: Callable[..., Path]) -> None:
    """Numbers of one category, by hand."""
    coverage = tally(load(small_site() / "content"))
    law = next(row for row in coverage.categories if row.category == "law")
    assert (law.courses, law.lessons, law.minutes, law.periods, law.reviewed_percent) == (1, 2, 20, 0.4, 0)
    assert [audience.value for audience in law.audiences] == ["residents", "seniors"]
    assert law.gaps == ("还差 1 门课程", "还差 2 节课", "还差 0.6 学时", "已核对的课程占 0%，目标 50%")
    assert str(law.updated) == "2026-02-01"


def test_empty_category_comes_first(small_site: Callable[..., Path]) -> None:
    """What is missing altogether is the most urgent, and its date is unknown rather than today."""
    coverage = tally(load(small_site() / "content"))
    assert [row.category for row in coverage.categories] == ["health", "law"]
    health = coverage.categories[0]
    assert health.updated is None and health.gaps == ("还差 1 门课程", "还差 1 节课")


def test_review_counts_once_it_happened(small_site: Callable[..., Path]) -> None:
    """A course that was checked closes the gap of reviews."""
    root = small_site()
    path = root / "content/courses/law/anti-fraud/index.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("status: draft", "status: checked\n  by: 试验编写组\n  on: 2026-02-01"), encoding="utf-8"
    )
    law = next(row for row in tally(load(root / "content")).categories if row.category == "law")
    assert (law.checked, law.draft, law.reviewed_percent) == (1, 0, 100)
    assert not any("核对" in gap for gap in law.gaps)
