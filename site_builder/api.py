"""Catalog → the open data under `api/v1/`: one JSON file for each thing, stable in order and bytes."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from catalog.category import Category
from catalog.collection import Catalog, CourseRecord
from catalog.course import Course
from catalog.coverage import Coverage, tally
from catalog.lesson import Lesson
from catalog.matrix import Matrix, matrix
from catalog.vocabulary import Licence
from site_builder import api_models as models
from site_builder.attribution import attribution
from site_builder.district.api import LISTS

ROOT = "api/v1"

#: Schema name → the model of the files that follow it.
SCHEMAS: dict[str, Any] = {
    "index": models.Index,
    "categories": models.CategoryList,
    "courses": models.CourseList,
    "course": models.CourseData,
    "lesson": models.LessonData,
    "coverage": Coverage,
    "coverage-matrix": Matrix,
    **{name: model for name, (model, _make) in LISTS.items()},
}


def course_files(catalog: Catalog, record: CourseRecord) -> Iterator[tuple[str, bytes]]:
    """Path below the site's root and bytes of a course's file and its lessons' files."""
    yield _course_api(record.course.id), _json(_course(catalog, record))
    for place in range(len(record.lessons)):
        lesson = record.lessons[place]
        yield _lesson_api(lesson.id), _json(_lesson(catalog, record, place))


def site_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the lists, the tally and the schemas."""
    coverage = tally(catalog)
    yield f"{ROOT}/index.json", _json(_index(catalog, coverage))
    yield (
        f"{ROOT}/categories.json",
        _json(models.CategoryList(categories=tuple(_category(catalog, category) for category in catalog.categories))),
    )
    yield f"{ROOT}/courses.json", _json(models.CourseList(courses=tuple(_summary(catalog, r) for r in catalog.records)))
    yield f"{ROOT}/coverage.json", coverage_json(coverage)
    yield f"{ROOT}/coverage-matrix.json", _json(matrix(catalog))
    if not catalog.district.is_empty:
        for name, (_model, make) in LISTS.items():
            yield f"{ROOT}/{name}.json", _json(make(catalog))
    for name in SCHEMAS:
        yield f"{ROOT}/schemas/{name}.json", schema(name)


def coverage_json(coverage: Coverage) -> bytes:
    """The tally as `coverage.json` holds it."""
    return _json(coverage)


class _Schema(GenerateJsonSchema):
    """JSON Schema 2020-12 with its address said inside."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> bytes:
    """The JSON Schema of one kind of file. Raises KeyError."""
    generated = _adapter(SCHEMAS[name]).json_schema(mode="serialization", schema_generator=_Schema)
    text = json.dumps({"$schema": _Schema.schema_dialect, **generated}, ensure_ascii=False, indent=2)
    return text.encode() + b"\n"


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _json(value: Any) -> bytes:
    model: Any = type(value)
    return _adapter(model).dump_json(value, indent=1) + b"\n"


def _course_api(course_id: str) -> str:
    return f"{ROOT}/courses/{course_id}.json"


def _lesson_api(lesson_id: str) -> str:
    return f"{ROOT}/lessons/{lesson_id}.json"


def _category_reference(category: Category) -> models.Reference:
    url = f"{category.slug}/"
    return models.Reference(id=category.slug, title=category.name, url=url, api=f"{ROOT}/categories.json")


def _course_reference(course: Course) -> models.Reference:
    return models.Reference(id=course.id, title=course.title, url=f"{course.id}/", api=_course_api(course.id))


def _lesson_reference(lesson: Lesson) -> models.Reference:
    return models.Reference(id=lesson.id, title=lesson.title, url=f"{lesson.id}/", api=_lesson_api(lesson.id))


def _category(catalog: Catalog, category: Category) -> models.CategoryData:
    return models.CategoryData(
        slug=category.slug,
        name=category.name,
        short=category.short,
        description=category.description,
        url=f"{category.slug}/",
        units=category.units,
        courses=tuple(_course_reference(record.course) for record in catalog.courses_in(category.slug)),
    )


def _summary(catalog: Catalog, record: CourseRecord) -> models.CourseSummary:
    header = record.course.header
    return models.CourseSummary(
        id=record.course.id,
        title=header.title,
        summary=header.summary,
        category=record.course.category,
        audience=header.audience,
        level=header.level,
        lessons=len(record.lessons),
        minutes=record.minutes,
        periods=catalog.periods(record.minutes),
        review=header.review.status,
        updated=header.updated,
        url=f"{record.course.id}/",
        api=_course_api(record.course.id),
    )


def _course(catalog: Catalog, record: CourseRecord) -> models.CourseData:
    course, header = record.course, record.course.header
    return models.CourseData(
        id=course.id,
        title=header.title,
        summary=header.summary,
        category=_category_reference(catalog.category(course.category)),
        audience=header.audience,
        level=header.level,
        outcomes=header.outcomes,
        prerequisites=tuple(_course_reference(catalog.record(wanted).course) for wanted in header.prerequisites),
        related=tuple(_course_reference(catalog.record(wanted).course) for wanted in header.related),
        keywords=header.keywords,
        units=header.units,
        authors=header.authors,
        licence=header.licence,
        licence_url=header.licence.url,
        attribution=attribution(catalog, course),
        sources=header.sources,
        review=header.review,
        created=header.created,
        updated=header.updated,
        minutes=record.minutes,
        periods=catalog.periods(record.minutes),
        html=course.body.html,
        text=course.body.text,
        url=f"{course.id}/",
        lessons=tuple(_lesson_summary(lesson) for lesson in record.lessons),
    )


def _lesson_summary(lesson: Lesson) -> models.LessonSummary:
    return models.LessonSummary(
        id=lesson.id,
        number=lesson.number,
        title=lesson.title,
        summary=lesson.header.summary,
        minutes=lesson.header.minutes,
        url=f"{lesson.id}/",
        api=_lesson_api(lesson.id),
    )


def _lesson(catalog: Catalog, record: CourseRecord, place: int) -> models.LessonData:
    lesson, course, header = record.lessons[place], record.course, record.lessons[place].header
    return models.LessonData(
        id=lesson.id,
        number=lesson.number,
        title=header.title,
        summary=header.summary,
        category=_category_reference(catalog.category(lesson.category)),
        course=_course_reference(course),
        audience=course.header.audience,
        level=course.header.level,
        minutes=header.minutes,
        outcomes=header.outcomes,
        keywords=header.keywords,
        aliases=header.aliases,
        asked=lesson.asked,
        sources=header.sources,
        quiz=header.quiz,
        activity=header.activity,
        teaching=header.teaching,
        outline=tuple(models.Heading(level=s.level, id=s.id, title=s.title) for s in lesson.body.outline),
        html=lesson.body.html,
        text=lesson.body.text,
        review=course.header.review.status,
        licence=course.header.licence,
        attribution=attribution(catalog, course, lesson),
        updated=header.updated,
        url=f"{lesson.id}/",
        previous=_lesson_reference(record.lessons[place - 1]) if place else None,
        next=_lesson_reference(record.lessons[place + 1]) if place + 1 < len(record.lessons) else None,
    )


def _index(catalog: Catalog, coverage: Coverage) -> models.Index:
    return models.Index(
        name=catalog.site.name,
        version="v1",
        licence=Licence.CC_BY,
        attribution=catalog.site.attribution,
        courses=coverage.courses,
        lessons=coverage.lessons,
        links={
            "categories": f"{ROOT}/categories.json",
            "courses": f"{ROOT}/courses.json",
            "course": f"{ROOT}/courses/{{category}}/{{course}}.json",
            "lesson": f"{ROOT}/lessons/{{category}}/{{course}}/{{lesson}}.json",
            "coverage": f"{ROOT}/coverage.json",
            "coverage-matrix": f"{ROOT}/coverage-matrix.json",
            **({} if catalog.district.is_empty else {name: f"{ROOT}/{name}.json" for name in LISTS}),
            "schemas": f"{ROOT}/schemas/{{name}}.json",
        },
    )
