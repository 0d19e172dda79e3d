"""What the district's plan promises of places and activities; shown where there is nothing to list yet."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.course import Source
from catalog.district.terms import VenueKind
from catalog.fields import STRICT, Sentence, unique


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Promise:
    """A promise in plain words, with where it is made. `kinds` are the kinds of places that it names."""

    text: Sentence
    kinds: Annotated[tuple[VenueKind, ...], Field(max_length=8), AfterValidator(unique)] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Promises:
    """`content/promises.yml`."""

    places: Promise | None = None
    learning_week: Promise | None = None
