"""News and case reports: short dated pieces about what happened in the district."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.course import Source
from catalog.district.terms import NewsKind
from catalog.fields import STRICT, Date, Phrase, Slug, Summary, Title, unique
from catalog.vocabulary import Unit


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class NewsHeader:
    """Front matter of `content/news/<id>.md`; `node` is the school or centre and `unit` the unit that it is about."""

    title: Title
    date: Date
    summary: Summary
    kind: NewsKind = NewsKind.NEWS
    categories: Annotated[tuple[Slug, ...], Field(max_length=13), AfterValidator(unique)] = ()
    node: Slug | None = None
    unit: Unit | None = None
    authors: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=6), AfterValidator(unique)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=8)]
