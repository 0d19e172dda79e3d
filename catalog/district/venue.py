"""A place that is open to residents: a library, a sports ground, a cultural station."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.course import Source
from catalog.district.hours import Hours
from catalog.district.node import Contact
from catalog.district.terms import VenueKind
from catalog.fields import STRICT, Phrase, Sentence, Slug, unique


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Venue:
    """Front matter of `content/venues/<id>.md`. What is not known stays empty and is shown as 待补充.

    `purpose` is what one can do there, `kiosk` whether a touch screen with the courses stands there.
    """

    name: Phrase
    kind: VenueKind
    purpose: Sentence
    node: Slug | None = None
    area: Phrase | None = None
    address: Sentence | None = None
    way: Sentence | None = None
    hours: Hours | None = None
    cost: Sentence | None = None
    accessibility: Annotated[tuple[Sentence, ...], Field(max_length=8), AfterValidator(unique)] = ()
    kiosk: bool | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=6)] = ()
    categories: Annotated[tuple[Slug, ...], Field(max_length=13), AfterValidator(unique)] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]
