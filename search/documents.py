"""Catalog → search documents, one for each lesson: the only thing that search engines see of the content."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from catalog.collection import Catalog, CourseRecord
from catalog.lesson import Lesson
from catalog.vocabulary import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the lesson; `id` is its fragment in the lesson's page."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """A lesson as the engines know it.

    `id` is the catalog's id, `key` the same for engines that allow only ASCII letters, digits, `-` and `_`;
    `url` is relative to the site's root; `duration` is the step of `minutes` that residents can choose; `updated` an ISO
    date and `updated_epoch` the same in seconds (UTC);
    `number` is the lesson's place in its course, from 1; `boost` moves a lesson up among equally good results.
    """

    id: str
    key: str
    url: str
    title: str
    headings: tuple[Heading, ...]
    summary: str
    body: str
    keywords: tuple[str, ...]
    aliases: tuple[str, ...]
    asked: tuple[str, ...] = ()
    category: str
    category_name: str
    course: str
    course_title: str
    course_keywords: tuple[str, ...]
    audience: tuple[str, ...]
    level: str
    minutes: int
    number: int
    duration: str
    review: str
    updated: str
    updated_epoch: int
    boost: int = 0

    @property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """What is searched, grouped by how much a word there says about the lesson, most telling first."""
        return {
            "title": (self.title,),
            "terms": (*self.aliases, *self.keywords),
            "headings": tuple(heading.text for heading in self.headings),
            "asked": self.asked,
            "place": (self.course_title, self.category_name, *self.course_keywords),
            "text": (self.summary, self.body),
        }

    @property
    def facets(self) -> dict[str, tuple[str, ...]]:
        """What results can be narrowed by: slugs for each facet."""
        return {
            "category": (self.category,),
            "audience": self.audience,
            "level": (self.level,),
            "duration": (self.duration,),
        }

    @property
    def shown(self) -> dict[str, Any]:
        """What the browser needs of a lesson to rank and to show it, under the names that `client/` uses."""
        return {
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "summary": self.summary,
            "headings": [heading.text for heading in self.headings],
            "body": self.body,
            "keywords": self.keywords,
            "aliases": self.aliases,
            "asked": self.asked,
            "category": self.category,
            "categoryName": self.category_name,
            "course": self.course,
            "courseTitle": self.course_title,
            "courseKeywords": self.course_keywords,
            "audience": self.audience,
            "level": self.level,
            "minutes": self.minutes,
            "number": self.number,
            "review": self.review,
            "boost": self.boost,
        }

    def as_json(self) -> dict[str, Any]:
        """The fields as JSON values."""
        fields: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return fields

    @property
    def digest(self) -> str:
        """Fingerprint of everything above; two documents are the same where it is the same."""
        return blake2b(_ADAPTER.dump_json(self), digest_size=16).hexdigest()


_ADAPTER = TypeAdapter(SearchDocument)


def documents(catalog: Catalog) -> tuple[SearchDocument, ...]:
    """One document for each lesson, in the catalog's order."""
    return tuple(_documents(catalog))


def _documents(catalog: Catalog) -> Iterator[SearchDocument]:
    for record in catalog.records:
        category_name = catalog.category(record.course.category).name
        for lesson in record.lessons:
            yield _document(record, lesson, category_name)


def _document(record: CourseRecord, lesson: Lesson, category_name: str) -> SearchDocument:
    course, header = record.course, lesson.header
    midnight = datetime(header.updated.year, header.updated.month, header.updated.day, tzinfo=UTC)
    return SearchDocument(
        id=lesson.id,
        key=lesson.id.replace("/", "__"),
        url=f"{lesson.id}/",
        title=lesson.title,
        headings=tuple(Heading(id=section.id, text=section.title) for section in lesson.body.outline),
        summary=header.summary,
        body=lesson.body.text,
        keywords=header.keywords,
        aliases=header.aliases,
        asked=lesson.asked,
        category=lesson.category,
        category_name=category_name,
        course=course.id,
        course_title=course.title,
        course_keywords=course.header.keywords,
        audience=tuple(term.value for term in course.header.audience),
        level=course.header.level.value,
        minutes=header.minutes,
        number=lesson.number,
        duration=Duration.of(header.minutes).value,
        review=course.header.review.status.value,
        updated=header.updated.isoformat(),
        updated_epoch=int(midnight.timestamp()),
    )
