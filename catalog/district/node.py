"""A node of the three-level network: the district's academy, a town's school, a village's learning centre."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.course import Source
from catalog.district.hours import Hours
from catalog.district.terms import NodeLevel, NodeStatus
from catalog.fields import STRICT, CourseId, Phrase, Sentence, Slug, unique


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Contact:
    """Where to ask: an office, never a private person."""

    office: Phrase
    phone: Annotated[str, Field(pattern=r"^[0-9][0-9-]{2,18}$")] | None = None
    note: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Node:
    """One school or centre (`content/network.yml`). What is not known stays empty and is shown as 待补充."""

    id: Slug
    name: Phrase
    level: NodeLevel
    parent: Slug | None = None
    status: NodeStatus = NodeStatus.PLANNED
    area: Phrase | None = None
    address: Sentence | None = None
    hours: Hours | None = None
    contacts: Annotated[tuple[Contact, ...], Field(max_length=6)] = ()
    accessibility: Annotated[tuple[Sentence, ...], Field(max_length=8), AfterValidator(unique)] = ()
    courses: Annotated[tuple[CourseId, ...], Field(max_length=40), AfterValidator(unique)] = ()
    note: Sentence | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]
