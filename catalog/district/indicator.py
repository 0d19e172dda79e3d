"""Indicators: what the plan wants counted (`indicators.yml`), and what was aimed at and reached in a year
(`indicators/<year>.yml`)."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.course import Source
from catalog.district.organisation import OrganisationGroup
from catalog.district.terms import CountedFrom, IndicatorSpan, IndicatorUnit
from catalog.fields import STRICT, Date, Phrase, Sentence, Slug, unique
from catalog.vocabulary import Audience


def _quantity(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"0|[1-9]\d{0,8}", value):
        raise PydanticCustomError("M03", "应写整数，不加单位和逗号，例如 12345，实际是“{found}”", {"found": value[:40]})
    return value


#: A whole number of people, things or hours, up to nine digits.
Quantity = Annotated[int, BeforeValidator(_quantity)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Indicator:
    """What is counted. `sentence` is the plan's own, word for word; `measure` is the classifier of a count.

    `audiences` and `categories` say which activities are about it; none of both means all. `counts` says which
    learning organisations are counted.
    """

    id: Slug
    title: Phrase
    unit: IndicatorUnit
    measure: Phrase = "个"
    span: IndicatorSpan
    numerator: Sentence
    denominator: Sentence | None = None
    sentence: Sentence
    section: Phrase
    note: Sentence | None = None
    audiences: Annotated[tuple[Audience, ...], Field(max_length=14), AfterValidator(unique)] = ()
    categories: Annotated[tuple[Slug, ...], Field(max_length=13), AfterValidator(unique)] = ()
    counted_from: CountedFrom | None = None
    counts: OrganisationGroup | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Target:
    """What a year should reach, at least. `sentence` and `section` where the plan says it of this year alone."""

    indicator: Slug
    at_least: Quantity
    sentence: Sentence | None = None
    section: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Actual:
    """What was reached: a `value`, or `numerator` and `denominator`. Never without who says so, where and when."""

    indicator: Slug
    value: Quantity | None = None
    numerator: Quantity | None = None
    denominator: Quantity | None = None
    date: Date
    source: Source
    reported_by: Phrase
    note: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class IndicatorYear:
    """One year's file."""

    targets: Annotated[tuple[Target, ...], Field(max_length=100)] = ()
    actuals: Annotated[tuple[Actual, ...], Field(max_length=100)] = ()
