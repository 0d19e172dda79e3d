"""A resident's path: what is worth knowing for somebody who says “我是老人” or “我在找工作”."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.district.hotline import Number
from catalog.district.terms import VenueKind
from catalog.fields import STRICT, CourseId, Phrase, Sentence, Slug, unique
from catalog.vocabulary import Audience


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Step:
    """A course of the path, and in a sentence why to take it."""

    course: CourseId
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class ResidentPath:
    """One of the answers to “我是…” (`content/paths.yml`). `venues` are kinds of places, `hotlines` numbers, both in the
    order in which they are shown."""

    id: Slug
    title: Phrase
    icon: Slug
    audience: Annotated[tuple[Audience, ...], Field(min_length=1, max_length=5), AfterValidator(unique)]
    intro: Sentence
    courses: Annotated[tuple[Step, ...], Field(min_length=1, max_length=8)]
    venues: Annotated[tuple[VenueKind, ...], Field(max_length=8), AfterValidator(unique)] = ()
    hotlines: Annotated[tuple[Number, ...], Field(max_length=8), AfterValidator(unique)] = ()
    aliases: Annotated[tuple[Phrase, ...], Field(max_length=12), AfterValidator(unique)] = ()
