"""What a category gained and lost between two catalogs, lesson by lesson."""

from collections.abc import Iterable

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog
from catalog.lesson import Lesson


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A course or lesson by id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryChanges:
    """One category: numbers before and now, and what makes the difference. A lesson with a new address that says its
    old one (`redirect_from`) was moved: neither added nor lost."""

    category: str
    name: str
    courses_before: int
    courses: int
    lessons_before: int
    lessons: int
    periods_before: float
    periods: float
    added_courses: tuple[Named, ...]
    lost_courses: tuple[Named, ...]
    added_lessons: tuple[Named, ...]
    lost_lessons: tuple[Named, ...]


def changes(before: Catalog, now: Catalog) -> tuple[CategoryChanges, ...]:
    """A row for each category that either catalog has, in the order of today's, those that are no more at the end."""
    names = {category.slug: category.name for category in (*before.categories, *now.categories)}
    slugs = [category.slug for category in now.categories]
    slugs += [category.slug for category in before.categories if category.slug not in slugs]
    moved = {old: lesson.id for lesson in now.lessons() for old in lesson.header.redirect_from}
    return tuple(_changes(slug, names[slug], before, now, moved) for slug in slugs)


def _changes(slug: str, name: str, before: Catalog, now: Catalog, moved: dict[str, str]) -> CategoryChanges:
    then_courses, courses = _courses(before, slug), _courses(now, slug)
    then, here = _lessons(before, slug), _lessons(now, slug)
    old_ids = {lesson.id for lesson in before.lessons()}
    arrived = {new for old, new in moved.items() if old in old_ids}
    return CategoryChanges(
        category=slug,
        name=name,
        courses_before=len(then_courses),
        courses=len(courses),
        lessons_before=len(then),
        lessons=len(here),
        periods_before=before.periods(sum(lesson.header.minutes for lesson in then.values())),
        periods=now.periods(sum(lesson.header.minutes for lesson in here.values())),
        added_courses=_only(courses, then_courses),
        lost_courses=_only(then_courses, courses),
        added_lessons=_named(lesson for id, lesson in here.items() if id not in old_ids and id not in arrived),
        lost_lessons=_named(lesson for id, lesson in then.items() if id not in here and id not in moved),
    )


def _courses(catalog: Catalog, slug: str) -> dict[str, str]:
    records = catalog.courses_in(slug) if catalog.has_category(slug) else ()
    return {record.course.id: record.course.title for record in records}


def _lessons(catalog: Catalog, slug: str) -> dict[str, Lesson]:
    return {lesson.id: lesson for lesson in catalog.lessons() if lesson.category == slug}


def _only(some: dict[str, str], others: dict[str, str]) -> tuple[Named, ...]:
    return tuple(Named(id=id, title=title) for id, title in some.items() if id not in others)


def _named(lessons: Iterable[Lesson]) -> tuple[Named, ...]:
    return tuple(Named(id=lesson.id, title=lesson.title) for lesson in lessons)
