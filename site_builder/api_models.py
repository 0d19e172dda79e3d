"""The shape of the open data under `/api/v1/`, stated once: the files and their JSON Schemas come from here.

Addresses are relative to the site's root, so that the data is right wherever the site is served.
"""

from datetime import date
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from catalog.course import Outcome, Review, Source
from catalog.lesson import Activity, Question, Teaching
from catalog.vocabulary import Audience, Level, Licence, ReviewStatus, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A pointer to another resource."""

    id: str
    title: str
    url: Annotated[str, Field(description="页面地址，相对网站根目录")]
    api: Annotated[str, Field(description="数据地址，相对网站根目录")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryData:
    """One of the 13 categories."""

    slug: str
    name: str
    short: str
    description: str
    url: str
    units: tuple[Unit, ...]
    courses: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryList:
    """`categories.json`."""

    categories: tuple[CategoryData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseSummary:
    """A course in a list."""

    id: str
    title: str
    summary: str
    category: str
    audience: tuple[Audience, ...]
    level: Level
    lessons: int
    minutes: int
    periods: Annotated[float, Field(description="学时")]
    review: ReviewStatus
    updated: date
    url: str
    api: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseList:
    """`courses.json`."""

    courses: tuple[CourseSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonSummary:
    """A lesson in its course's list."""

    id: str
    number: int
    title: str
    summary: str
    minutes: int
    url: str
    api: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseData:
    """`courses/<category>/<course>.json`."""

    id: str
    title: str
    summary: str
    category: Reference
    audience: tuple[Audience, ...]
    level: Level
    outcomes: tuple[Outcome, ...]
    prerequisites: tuple[Reference, ...]
    related: Annotated[tuple[Reference, ...], Field(description="学完以后可以接着学的课程")]
    keywords: tuple[str, ...]
    units: tuple[Unit, ...]
    authors: tuple[str, ...]
    licence: Licence
    licence_url: str
    attribution: Annotated[str, Field(description="转载时写上这句话")]
    sources: tuple[Source, ...]
    review: Review
    created: date
    updated: date
    minutes: int
    periods: float
    html: str
    text: str
    url: str
    lessons: tuple[LessonSummary, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a lesson; `id` is its anchor on the page."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonData:
    """`lessons/<category>/<course>/<lesson>.json`. Links inside `html` are relative to `url`."""

    id: str
    number: int
    title: str
    summary: str
    category: Reference
    course: Reference
    audience: tuple[Audience, ...]
    level: Level
    minutes: int
    outcomes: tuple[str, ...]
    keywords: tuple[str, ...]
    aliases: tuple[str, ...]
    asked: Annotated[tuple[str, ...], Field(description="居民需要这一课时会怎么说")]
    sources: tuple[Source, ...]
    quiz: tuple[Question, ...]
    activity: Annotated[Activity | None, Field(description="在家或者和别人一起做的事")]
    teaching: Annotated[Teaching | None, Field(description="带课教案；各步的分钟数相加就是一堂课的时间")]
    outline: tuple[Heading, ...]
    html: str
    text: str
    review: ReviewStatus
    licence: Licence
    attribution: str
    updated: date
    url: str
    previous: Reference | None
    next: Reference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """`index.json`: the way in."""

    name: str
    version: Annotated[str, Field(description="接口版本；不兼容的改动会换一个版本")]
    licence: Licence
    attribution: str
    courses: int
    lessons: int
    links: Annotated[dict[str, str], Field(description="各文件的地址，相对网站根目录")]
