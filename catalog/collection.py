"""The Catalog: everything that was read, checked and rendered. The only input of search and editions."""

from collections.abc import Iterator
from functools import cached_property

from pydantic.dataclasses import dataclass

from catalog.category import Category, CategoryTarget, Site
from catalog.course import Course
from catalog.district.collection import District
from catalog.lesson import Lesson


@dataclass(frozen=True, kw_only=True)
class CourseRecord:
    """A course with its lessons in reading order. `digest` is of all bytes of its folder."""

    course: Course
    lessons: tuple[Lesson, ...]
    digest: str

    @property
    def minutes(self) -> int:
        """Study time in minutes."""
        return sum(lesson.header.minutes for lesson in self.lessons)

    @property
    def has_teaching(self) -> bool:
        """Whether some lesson has a plan for teachers."""
        return any(lesson.header.teaching for lesson in self.lessons)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """One frozen, fully validated collection, ordered by category, course and lesson number."""

    site: Site
    categories: tuple[Category, ...]
    targets: tuple[CategoryTarget, ...]
    records: tuple[CourseRecord, ...]
    district: District = District()

    @cached_property
    def _records(self) -> dict[str, CourseRecord]:
        return {record.course.id: record for record in self.records}

    @cached_property
    def _by_category(self) -> dict[str, tuple[CourseRecord, ...]]:
        found: dict[str, list[CourseRecord]] = {category.slug: [] for category in self.categories}
        for record in self.records:
            found[record.course.category].append(record)
        return {slug: tuple(records) for slug, records in found.items()}

    @cached_property
    def _categories(self) -> dict[str, Category]:
        return {category.slug: category for category in self.categories}

    def category(self, slug: str) -> Category:
        """The category with this slug. Raises KeyError."""
        return self._categories[slug]

    def record(self, course_id: str) -> CourseRecord:
        """The course with this id and its lessons. Raises KeyError."""
        return self._records[course_id]

    def has_course(self, course_id: str) -> bool:
        """Whether a course is in this catalog; in a part of the whole one it may not be."""
        return course_id in self._records

    def has_category(self, slug: str) -> bool:
        """Whether a category is in this catalog."""
        return slug in self._categories

    def courses_in(self, category: str) -> tuple[CourseRecord, ...]:
        """All courses of a category. Raises KeyError."""
        return self._by_category[category]

    def lessons(self) -> Iterator[Lesson]:
        """All lessons in order."""
        for record in self.records:
            yield from record.lessons

    def periods(self, minutes: int) -> float:
        """Minutes as 学时 of the site's length, rounded to one decimal."""
        return round(minutes / self.site.minutes_per_period, 1)
