"""The tally: how far the catalog covers the 13 categories, and what is missing to `content/targets.yml`."""

from collections.abc import Iterator
from datetime import date

from pydantic.dataclasses import dataclass

from catalog.category import Category, CategoryTarget
from catalog.collection import Catalog, CourseRecord
from catalog.vocabulary import Audience, Level, ReviewStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCoverage:
    """The tally of one category. `minutes` is study time, `periods` the same in 学时; gaps are said in Chinese."""

    category: str
    name: str
    courses: int
    lessons: int
    minutes: int
    periods: float
    audiences: tuple[Audience, ...]
    levels: tuple[Level, ...]
    draft: int
    checked: int
    approved: int
    reviewed_percent: int
    updated: date | None
    target: CategoryTarget
    gaps: tuple[str, ...]

    @property
    def has_enough(self) -> bool:
        """Whether courses, lessons, 学时 and audiences reach the target, examined or not."""
        have = self.courses >= self.target.courses and self.lessons >= self.target.lessons
        return have and self.periods >= self.target.periods and set(self.target.audiences) <= set(self.audiences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The whole tally, published as `coverage.json`; categories with the largest gaps come first."""

    courses: int
    lessons: int
    minutes: int
    periods: float
    reviewed_percent: int
    updated: date | None
    categories: tuple[CategoryCoverage, ...]


def tally(catalog: Catalog) -> Coverage:
    """Count everything once."""
    targets = {target.category: target for target in catalog.targets}
    rows = [_row(catalog, category, targets[category.slug]) for category in catalog.categories]
    courses = sum(row.courses for row in rows)
    minutes = sum(row.minutes for row in rows)
    return Coverage(
        categories=tuple(sorted(rows, key=lambda row: -_shortfall(row))),
        courses=courses,
        lessons=sum(row.lessons for row in rows),
        minutes=minutes,
        periods=catalog.periods(minutes),
        reviewed_percent=_percent(sum(row.checked + row.approved for row in rows), courses),
        updated=max((row.updated for row in rows if row.updated), default=None),
    )


def _row(catalog: Catalog, category: Category, target: CategoryTarget) -> CategoryCoverage:
    records = catalog.courses_in(category.slug)
    statuses = [record.course.header.review.status for record in records]
    audiences = {audience for record in records for audience in record.course.header.audience}
    levels = {record.course.header.level for record in records}
    minutes = sum(record.minutes for record in records)
    reviewed = sum(status is not ReviewStatus.DRAFT for status in statuses)
    counts = {
        "courses": len(records),
        "lessons": sum(len(record.lessons) for record in records),
        "periods": catalog.periods(minutes),
        "reviewed_percent": _percent(reviewed, len(records)),
    }
    ordered = tuple(audience for audience in Audience if audience in audiences)
    return CategoryCoverage(
        category=category.slug,
        name=category.name,
        courses=len(records),
        lessons=sum(len(record.lessons) for record in records),
        minutes=minutes,
        periods=catalog.periods(minutes),
        audiences=ordered,
        levels=tuple(level for level in Level if level in levels),
        draft=statuses.count(ReviewStatus.DRAFT),
        checked=statuses.count(ReviewStatus.CHECKED),
        approved=statuses.count(ReviewStatus.APPROVED),
        reviewed_percent=_percent(reviewed, len(records)),
        updated=max((_newest(record) for record in records), default=None),
        target=target,
        gaps=tuple(_gaps(target, counts, audiences)),
    )


def _gaps(target: CategoryTarget, counts: dict[str, float], audiences: set[Audience]) -> Iterator[str]:
    for name, unit, label in (("courses", "门", "课程"), ("lessons", "节", "课"), ("periods", "学时", "")):
        missing = getattr(target, name) - counts[name]
        if missing > 0:
            yield f"还差 {missing:g} {unit}{label}"
    for audience in target.audiences:
        if audience not in audiences:
            yield f"还没有给{audience.label}的课程"
    if counts["reviewed_percent"] < target.reviewed_percent:
        yield f"已核对的课程占 {counts['reviewed_percent']:g}%，目标 {target.reviewed_percent}%"


def _shortfall(row: CategoryCoverage) -> float:
    """How far a category is from its target: the mean missing share of courses, lessons, 学时 and reviews."""
    pairs = [
        (row.courses, row.target.courses),
        (row.lessons, row.target.lessons),
        (row.periods, row.target.periods),
        (row.reviewed_percent, row.target.reviewed_percent),
    ]
    missing = [max(0.0, 1 - have / want) for have, want in pairs if want]
    return sum(missing) / len(missing) if missing else 0.0


def _newest(record: CourseRecord) -> date:
    return max([record.course.header.updated, *(lesson.header.updated for lesson in record.lessons)])


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
