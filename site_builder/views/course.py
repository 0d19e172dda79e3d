"""A course's pages: its own and one for each lesson. They change only with the course, its category and the site."""

from collections.abc import Iterator

from catalog.addresses import TEACHING
from catalog.collection import Catalog, CourseRecord
from catalog.lesson import Activity, Lesson, Question
from catalog.vocabulary import Place, QuestionKind
from site_builder.attribution import attribution
from site_builder.figures import cover
from site_builder.views.page import (
    JSON,
    Data,
    Page,
    category_data,
    date_data,
    make_page,
    periods,
    review_data,
    source_data,
)


def course_pages(catalog: Catalog, record: CourseRecord) -> Iterator[Page]:
    """The page of a course, those of its lessons in reading order, the plans for teachers, then the lessons' old
    addresses."""
    yield _course_page(catalog, record)
    for place in range(len(record.lessons)):
        yield _lesson_page(catalog, record, place)
    if record.has_teaching:
        yield _teaching_page(catalog, record)
    for lesson in record.lessons:
        for old in lesson.header.redirect_from:
            yield _moved_page(catalog, lesson, old)


def course_addresses(record: CourseRecord) -> Iterator[str]:
    """Addresses of the pages that `course_pages` makes, in its order."""
    yield f"{record.course.id}/"
    yield from (f"{lesson.id}/" for lesson in record.lessons)
    if record.has_teaching:
        yield _teaching_path(record)
    yield from (f"{old}/" for lesson in record.lessons for old in lesson.header.redirect_from)


def course_card(catalog: Catalog, record: CourseRecord) -> Data:
    """A course as a card in a list."""
    course, header = record.course, record.course.header
    return {
        "id": course.id,
        "title": header.title,
        "summary": header.summary,
        "path": f"{course.id}/",
        "category": category_data(catalog.category(course.category)),
        "audience": [{"slug": term.value, "label": term.label} for term in header.audience],
        "level": {"slug": header.level.value, "label": header.level.label},
        "lessons": len(record.lessons),
        "periods": periods(catalog, record.minutes),
        "review": review_data(header.review),
        "cover": cover(course.id),
    }


def lesson_link(lesson: Lesson) -> Data:
    """A lesson as a line in a list."""
    return {
        "id": lesson.id,
        "number": lesson.number,
        "title": lesson.title,
        "summary": lesson.header.summary,
        "minutes": lesson.header.minutes,
        "path": f"{lesson.id}/",
    }


def _course_page(catalog: Catalog, record: CourseRecord) -> Page:
    course, header = record.course, record.course.header
    category = catalog.category(course.category)
    card = course_card(catalog, record)
    return make_page(
        catalog,
        f"{course.id}/",
        "course.html",
        title=header.title,
        description=header.summary,
        trail=[(category.short, f"{category.slug}/")],
        html=course.body.html,
        course=card,
        category=card["category"],
        minutes=record.minutes,
        outcomes=[outcome.text for outcome in header.outcomes],
        prerequisites=[_course_link(catalog, wanted) for wanted in header.prerequisites],
        related=[_course_link(catalog, following) for following in header.related],
        teaching={"path": _teaching_path(record)} if record.has_teaching else None,
        keywords=list(header.keywords),
        units=[unit.label for unit in header.units],
        authors=list(header.authors),
        sources=[source_data(source) for source in header.sources],
        licence={"name": header.licence.label, "spdx": header.licence.value, "url": header.licence.url},
        attribution=attribution(catalog, course),
        updated=date_data(max([header.updated, *(lesson.header.updated for lesson in record.lessons)])),
        lessons=[lesson_link(lesson) for lesson in record.lessons],
    )


def _lesson_page(catalog: Catalog, record: CourseRecord, place: int) -> Page:
    lesson, course = record.lessons[place], record.course
    header, category = lesson.header, catalog.category(course.category)
    return make_page(
        catalog,
        f"{lesson.id}/",
        "lesson.html",
        title=header.title,
        description=header.summary,
        trail=[(category.short, f"{category.slug}/"), (course.title, f"{course.id}/")],
        html=lesson.body.html,
        id=lesson.id,
        number=lesson.number,
        count=len(record.lessons),
        minutes=header.minutes,
        updated=date_data(header.updated),
        category=category_data(category),
        course={"id": course.id, "title": course.title, "path": f"{course.id}/"},
        review=review_data(course.header.review),
        outcomes=list(header.outcomes),
        outline=[{"id": part.id, "title": part.title, "level": part.level} for part in lesson.body.outline],
        quiz=[_question(question) for question in header.quiz],
        activity=_activity(header.activity) if header.activity else None,
        teaching={"path": f"{_teaching_path(record)}#{lesson.slug}"} if header.teaching else None,
        sources=[source_data(source) for source in header.sources],
        previous=lesson_link(record.lessons[place - 1]) if place else None,
        next=lesson_link(record.lessons[place + 1]) if place + 1 < len(record.lessons) else None,
        related=_course_link(catalog, course.header.related[0]) if course.header.related else None,
    )


def _teaching_page(catalog: Catalog, record: CourseRecord) -> Page:
    course = record.course
    category = catalog.category(course.category)
    plans: list[JSON] = [
        {
            "slug": lesson.slug,
            "lesson": lesson_link(lesson),
            "outcomes": list(lesson.header.outcomes),
            "minutes": teaching.minutes,
            "periods": periods(catalog, teaching.minutes),
            "materials": list(teaching.materials),
            "steps": [{"minutes": step.minutes, "text": step.text} for step in teaching.steps],
            "activity": _activity(lesson.header.activity) if lesson.header.activity else None,
        }
        for lesson in record.lessons
        if (teaching := lesson.header.teaching)
    ]
    return make_page(
        catalog,
        _teaching_path(record),
        "teaching.html",
        title=f"带课教案：{course.title}",
        description=f"写给带“{course.title}”这门课的老师：每一课带什么、花多少时间、一步一步怎么上。",
        trail=[(category.short, f"{category.slug}/"), (course.title, f"{course.id}/")],
        category=category_data(category),
        course={"id": course.id, "title": course.title, "path": f"{course.id}/"},
        plans=plans,
        review=review_data(course.header.review),
    )


def _teaching_path(record: CourseRecord) -> str:
    """Address of the plans; no lesson may take that name (F05)."""
    return f"{record.course.id}/{TEACHING}/"


def _course_link(catalog: Catalog, course_id: str) -> Data:
    header = catalog.record(course_id).course.header
    return {"title": header.title, "summary": header.summary, "path": f"{course_id}/"}


def _activity(activity: Activity) -> Data:
    return {
        "title": activity.title,
        "place": activity.place.label,
        "is_together": activity.place is Place.GROUP,
        "days": activity.days,
        "minutes": activity.minutes,
        "materials": list(activity.materials),
        "steps": list(activity.steps),
    }


def _moved_page(catalog: Catalog, lesson: Lesson, old: str) -> Page:
    return make_page(
        catalog,
        f"{old}/",
        "moved.html",
        title="这节课换了地方",
        description="您打开的是旧地址，马上带您过去。",
        target={"title": lesson.title, "path": f"{lesson.id}/"},
    )


def _question(question: Question) -> JSON:
    return {
        "text": question.question,
        "kind": question.kind.label,
        "truth": next(choice.text for choice in question.choices if choice.correct)
        if question.kind is QuestionKind.TRUEFALSE
        else "",
        "input": "checkbox" if question.kind is QuestionKind.MULTIPLE else "radio",
        "choices": [
            {"text": choice.text, "feedback": choice.feedback, "correct": choice.correct} for choice in question.choices
        ],
    }
