"""A part of the catalog is whole in itself."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.loader import load
from catalog.selection import only

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture(scope="module")
def whole() -> Catalog:
    """The repository's own content."""
    return load(CONTENT)


def test_only_what_was_asked_for_in_the_old_order(whole: Catalog) -> None:
    """Categories, targets and courses; nothing of the rest."""
    part = only(whole, ["health", "law"])
    assert [category.slug for category in part.categories] == ["law", "health"]
    assert {target.category for target in part.targets} == {"law", "health"}
    assert {record.course.category for record in part.records} == {"law", "health"}
    assert {lesson.partition("/")[0] for lesson in part.site.recommended_lessons} <= {"law", "health"}
    assert part.courses_in("law") and part.site.name == whole.site.name


def test_everything_is_everything_but_the_examples(whole: Catalog) -> None:
    """Choosing all categories changes no lesson."""
    part = only(whole, [category.slug for category in whole.categories])
    assert replace(part, site=whole.site) == whole


def test_nothing_leads_to_what_is_left_out(whole: Catalog) -> None:
    """A link leaves its words behind; links inside the part, to other sites and in footnotes stay."""
    before = next(
        lesson for lesson in whole.lessons() if "/health/" in lesson.body.html and lesson.category != "health"
    )
    part = only(whole, [before.category])
    after = next(lesson for lesson in part.lessons() if lesson.id == before.id)
    words = re.search(r'<a href="[^"]*/health/[^"]*">(.*?)</a>', before.body.html)
    assert words and words[1] in after.body.html and "/health/" not in after.body.html
    assert after.body.text == before.body.text
    for record in part.records:
        header = record.course.header
        assert all(course.startswith(f"{before.category}/") for course in (*header.prerequisites, *header.related))
    assert sum("https://" in lesson.body.html for lesson in part.lessons()) == sum(
        "https://" in lesson.body.html for lesson in whole.lessons() if lesson.category == before.category
    )
