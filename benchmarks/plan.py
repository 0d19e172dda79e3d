"""Which courses and lessons a generated project has, before any of them is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.corpus import Category, Corpus, Header

LESSONS_IN_COURSE = 5
_LONGEST_TITLE = 30


@dataclass(frozen=True)
class LessonPlan:
    """What is fixed of a lesson before it is written. `number` counts all lessons, from 1."""

    number: int
    slug: str
    file: str
    title: str
    model: Header


@dataclass(frozen=True)
class CoursePlan:
    """What is fixed of a course before it is written. `number` counts all courses, from 1."""

    number: int
    category: Category
    slug: str
    title: str
    model: Header
    lessons: tuple[LessonPlan, ...]
    prerequisite: str | None

    @property
    def id(self) -> str:
        """`<category>/<course>`."""
        return f"{self.category.slug}/{self.slug}"


def plan(corpus: Corpus, lessons: int) -> Iterator[CoursePlan]:
    """All courses, category after category in turn. Every fourth one of a category asks for the one before it."""
    before: dict[str, str] = {}
    for index, first in enumerate(range(1, lessons + 1, LESSONS_IN_COURSE)):
        category = corpus.categories[index % len(corpus.categories)]
        turn = index // len(corpus.categories)
        slug, model = list(category.courses.items())[turn % len(category.courses)]
        count = min(LESSONS_IN_COURSE, lessons + 1 - first)
        course = CoursePlan(
            number=index + 1,
            category=category,
            slug=f"{slug[:50].strip('-')}-{index + 1}",
            title=_numbered(model["title"], index + 1),
            model=model,
            lessons=tuple(_plan_lesson(category, first + place, place) for place in range(count)),
            prerequisite=before.get(category.slug) if turn % 4 == 3 else None,
        )
        before[category.slug] = course.id
        yield course


def _plan_lesson(category: Category, number: int, place: int) -> LessonPlan:
    slug, model = list(category.lessons.items())[number % len(category.lessons)]
    name = f"{slug[:50].strip('-')}-{number}"
    return LessonPlan(number, name, f"{place + 1:02}-{name}.md", _numbered(model["title"], number), model)


def _numbered(title: str, number: int) -> str:
    """The title with its number, so that no other is the same."""
    suffix = f"（{number}）"
    return title[: _LONGEST_TITLE - len(suffix)] + suffix
