"""A responsible unit: what the annex of the district's plan asks of it, and which indicators it answers for."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.course import Source
from catalog.fields import STRICT, Sentence, Slug, unique
from catalog.vocabulary import Unit


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class UnitDuty:
    """One unit (`content/units.yml`). Units with the same `duty` share it; categories are said in `categories.yml`."""

    unit: Unit
    duty: Sentence
    indicators: Annotated[tuple[Slug, ...], Field(max_length=20), AfterValidator(unique)] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]
