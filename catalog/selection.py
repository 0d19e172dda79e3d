"""A part of the Catalog that is whole in itself: some categories, and nothing in them that leads elsewhere."""

import re
from collections.abc import Collection
from dataclasses import replace
from posixpath import join, normpath
from urllib.parse import urlsplit

from catalog.body import Body
from catalog.collection import Catalog, CourseRecord
from catalog.district.collection import District

_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.S)


def only(catalog: Catalog, slugs: Collection[str]) -> Catalog:
    """The catalog of these categories alone, in the catalog's own order.

    What points to a course that is left out goes: recommendations, prerequisites and what to learn next are shortened, a link in a text
    leaves its words behind. The examples below the search field go too, as they may ask for what is not there.
    """
    records = tuple(_record(record, slugs) for record in catalog.records if record.course.category in slugs)
    return replace(
        catalog,
        site=replace(
            catalog.site, search_examples=(), recommended_lessons=_here(catalog.site.recommended_lessons, slugs)
        ),
        categories=tuple(category for category in catalog.categories if category.slug in slugs),
        targets=tuple(target for target in catalog.targets if target.category in slugs),
        records=records,
        district=_district(catalog.district, slugs),
    )


def _district(district: District, slugs: Collection[str]) -> District:
    """The whole district, but for links of its texts."""
    news = tuple(replace(item, body=_body(item.body, f"news/{item.id}", slugs)) for item in district.news)
    return replace(district, news=news)


def _record(record: CourseRecord, slugs: Collection[str]) -> CourseRecord:
    course = record.course
    header = replace(
        course.header,
        prerequisites=_here(course.header.prerequisites, slugs),
        related=_here(course.header.related, slugs),
    )
    lessons = tuple(replace(lesson, body=_body(lesson.body, lesson.id, slugs)) for lesson in record.lessons)
    return replace(
        record,
        course=replace(course, header=header, body=_body(course.body, course.id, slugs)),
        lessons=lessons,
    )


def _here(ids: tuple[str, ...], slugs: Collection[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id.partition("/")[0] in slugs)


def _body(body: Body, address: str, slugs: Collection[str]) -> Body:
    def without_way_out(match: re.Match[str]) -> str:
        parts = urlsplit(match[1])
        if parts.scheme or parts.netloc or not parts.path:
            return match[0]
        category = normpath(join(address, parts.path)).partition("/")[0]
        return match[0] if category in slugs else match[2]

    links = tuple(link for link in body.links if link.path.split("/")[1] in slugs)
    return replace(body, html=_LINK.sub(without_way_out, body.html), links=links)
