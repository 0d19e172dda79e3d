"""Catalog → pages of the kiosk: those of the portal that a passer-by needs, at the same addresses.

What a page says is decided once, for the portal; here it is made ready for a screen that nobody owns: texts in parts,
no way out of the site, a code that takes a lesson along on the reader's own phone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b

from catalog.collection import Catalog, CourseRecord
from catalog.lesson import Lesson
from catalog.vocabulary import ReviewStatus
from site_builder.figures import cover
from site_builder.fragments import Part, parts
from site_builder.qr import code
from site_builder.views.course import course_pages, lesson_link
from site_builder.views.district import FOLDER
from site_builder.views.page import JSON, Data, Page, category_data, review_data
from site_builder.views.site import site_pages

#: Pages of the portal that the kiosk has too. Plans for teachers, figures for the operator and what is kept about a
#: reader are for other places.
TEMPLATES = frozenset("home.html category.html course.html lesson.html moved.html search.html about.html".split())
#: Lessons that the attract screen rotates, and those that 今日一课 chooses from: one for each day of a year.
SLIDES, DAYS = 13, 366


def kiosk_site_pages(catalog: Catalog) -> Iterator[Page]:
    """Every page that is not of one course."""
    for page in site_pages(catalog):
        if page.template == "home.html":
            yield _with(page, **_invitations(catalog))
        elif page.template == "search.html":
            yield _with(page, examples=list(catalog.site.search_examples))
        elif page.template.startswith(FOLDER):
            yield _without_links(page)
        elif page.template in TEMPLATES:
            yield page


def kiosk_course_pages(catalog: Catalog, record: CourseRecord) -> Iterator[Page]:
    """The page of a course, those of its lessons in reading order, then the lessons' old addresses."""
    for page in course_pages(catalog, record):
        if page.template == "lesson.html":
            yield _with(page, parts=_parts(page), code=_code(catalog, page), cover=cover(record.course.id))
        elif page.template == "course.html":
            yield _with(page, parts=_parts(page))
        elif page.template in TEMPLATES:
            yield page


def kiosk_addresses(record: CourseRecord) -> Iterator[str]:
    """Addresses of the pages that `kiosk_course_pages` makes, in its order."""
    yield f"{record.course.id}/"
    yield from (f"{lesson.id}/" for lesson in record.lessons)
    yield from (f"{old}/" for lesson in record.lessons for old in lesson.header.redirect_from)


def _with(page: Page, **more: JSON) -> Page:
    """The page with more data, and without its fragment: what is left of that travels in its parts."""
    return replace(page, data={**page.data, **more}, html="")


def _without_links(page: Page) -> Page:
    """A page about the district; what its text, if it has one, leads to stands below it, see `fragments`."""
    if not page.html:
        return page
    found = parts(page.html)
    mentions: list[JSON] = [{"href": address, "title": words} for part in found for address, words in part.links]
    return replace(page, data={**page.data, "mentions": mentions}, html="".join(part.html for part in found))


def _parts(page: Page) -> list[JSON]:
    return [_part(part, page.path) for part in parts(page.html) if part.html.strip()]


def _part(part: Part, path: str) -> Data:
    links: list[JSON] = [{"href": address, "title": words} for address, words in part.links]
    return {"id": part.id, "title": part.title, "html": part.html, "links": links}


def _code(catalog: Catalog, page: Page) -> JSON:
    url = catalog.site.url
    return code(f"{url.rstrip('/')}/{page.path}") if url else None


def _invitations(catalog: Catalog) -> dict[str, JSON]:
    """Lessons for 今日一课, and for the screen that invites whoever passes by.

    Where nothing was checked yet the drafts are shown, and the page says that they are drafts.
    """
    lessons = sorted(catalog.lessons(), key=lambda lesson: blake2b(lesson.id.encode(), digest_size=8).digest())
    checked = [lesson for lesson in lessons if _status(catalog, lesson) is not ReviewStatus.DRAFT]
    pool = checked or lessons
    return {
        "days": [_day(catalog, lesson) for lesson in pool[:DAYS]],
        "first": _invitation(catalog, pool[0]) if pool else None,
        "slides": [
            _invitation(catalog, lesson) | {"cover": cover(lesson.course)} for lesson in _one_each(pool)[:SLIDES]
        ],
    }


def _status(catalog: Catalog, lesson: Lesson) -> ReviewStatus:
    return catalog.record(lesson.course).course.header.review.status


def _one_each(lessons: Iterable[Lesson]) -> list[Lesson]:
    """Lessons of different categories first, then the rest."""
    seen: dict[str, int] = {}
    turns: list[tuple[int, Lesson]] = []
    for lesson in lessons:
        seen[lesson.category] = seen.get(lesson.category, -1) + 1
        turns.append((seen[lesson.category], lesson))
    return [lesson for _, lesson in sorted(turns, key=lambda turn: turn[0])]


def _day(catalog: Catalog, lesson: Lesson) -> Data:
    """A lesson as the browser needs it to fill the card of 今日一课; there may be hundreds."""
    whole = _invitation(catalog, lesson)
    return {name: whole[name] for name in ("title", "path", "course", "minutes")} | {
        "category": lesson.category,
        "review": _status(catalog, lesson).label,
    }


def _invitation(catalog: Catalog, lesson: Lesson) -> Data:
    course = catalog.record(lesson.course).course
    return lesson_link(lesson) | {
        "course": course.title,
        "category": category_data(catalog.category(lesson.category)),
        "review": review_data(course.header.review),
    }
