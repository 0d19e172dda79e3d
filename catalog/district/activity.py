"""An activity: a training, a lecture, an event or an examination, and what came of it."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.course import Source
from catalog.district.hours import Spans
from catalog.district.node import Contact
from catalog.district.terms import ActivityKind, Programme, Rhythm, Weekday, WeekOfMonth
from catalog.fields import STRICT, Date, Phrase, Sentence, Slug, Summary, Title, WholeNumber, unique
from catalog.vocabulary import Audience, Unit


def _tenths(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"(?:0|[1-9]\d{0,6})(?:\.\d)?", value):
        raise PydanticCustomError("M03", "应写数，最多一位小数，例如 2 或 1.5，实际是“{found}”", {"found": value[:40]})
    return value


#: 学时, to one tenth.
Periods = Annotated[float, BeforeValidator(_tenths), Field(ge=0)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Repeat:
    """How an activity comes back, up to `until`, from the activity's first day on; on no day of `skip`.

    Weekly: on `days`, every `every` weeks. Monthly: on the day with this number (`day`; months without it are left
    out), or on the first, second … last of one weekday (`week` and one of `days`), every `every` months.
    """

    rhythm: Rhythm
    every: Annotated[WholeNumber, Field(ge=1, le=12)] = 1
    days: Annotated[tuple[Weekday, ...], Field(max_length=7), AfterValidator(unique)] = ()
    day: Annotated[WholeNumber, Field(ge=1, le=31)] | None = None
    week: WeekOfMonth | None = None
    until: Date
    skip: Annotated[tuple[Date, ...], Field(max_length=60), AfterValidator(unique)] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Result:
    """What came of an activity. `periods` are 学时 delivered, all participants together; `satisfaction` is in percent,
    of `answers` people who were asked."""

    date: Date
    participants: Annotated[WholeNumber, Field(ge=0)]
    periods: Periods | None = None
    satisfaction: Annotated[WholeNumber, Field(ge=0, le=100)] | None = None
    answers: Annotated[WholeNumber, Field(ge=1)] | None = None
    reported_by: Phrase
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Activity:
    """Front matter of `content/activities/<id>.md`. `periods` are the 学时 that one participant gets for all of it.

    It is held from `first` to `last`, or on `first` and as `repeat` says; on each of these days at `hours`, the whole
    day where they are empty.
    """

    title: Title
    summary: Summary
    kind: ActivityKind
    programme: Programme | None = None
    categories: Annotated[tuple[Slug, ...], Field(max_length=5), AfterValidator(unique)] = ()
    audience: Annotated[tuple[Audience, ...], Field(min_length=1, max_length=5), AfterValidator(unique)]
    first: Date
    last: Date | None = None
    hours: Spans = ()
    repeat: Repeat | None = None
    cancelled: bool = False
    node: Slug | None = None
    venue: Slug | None = None
    place: Sentence | None = None
    units: Annotated[tuple[Unit, ...], Field(max_length=6), AfterValidator(unique)] = ()
    organiser: Phrase | None = None
    seats: Annotated[WholeNumber, Field(ge=1)] | None = None
    periods: Periods | None = None
    cost: Sentence | None = None
    signup: Sentence | None = None
    signup_until: Date | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=4)] = ()
    result: Result | None = None
    updated: Date
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]
