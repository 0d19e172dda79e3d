"""Learning organisations: towns, villages, enterprises, organs of government and families."""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.course import Source
from catalog.district.consent import Consent
from catalog.district.terms import OrganisationGrade, OrganisationKind, OrganisationRank
from catalog.fields import STRICT, Phrase, Slug, WholeNumber

Year = Annotated[WholeNumber, Field(ge=2000, le=2100)]
Evidence = Annotated[tuple[Source, ...], Field(min_length=1, max_length=6)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class OrganisationEntry:
    """One organisation as `content/organisations.yml` has it; goes no further than the gate."""

    kind: OrganisationKind
    name: Phrase | None = None
    rank: OrganisationRank
    grade: OrganisationGrade
    year: Year
    node: Slug | None = None
    evidence: Evidence
    consent: Consent | None = None

    @model_validator(mode="after")
    def _families_are_persons(self) -> "OrganisationEntry":
        if self.kind is OrganisationKind.FAMILY:
            if self.name is not None and self.consent is None:
                raise PydanticCustomError("D43", "写了家庭的名字，就要有 consent；没有征得同意，请去掉 name")
        elif self.name is None:
            raise PydanticCustomError("D44", "缺少 name；只有学习型家庭可以不写名字")
        elif self.consent is not None:
            raise PydanticCustomError("D47", "单位不写 consent；请去掉")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One organisation as it is shown. A family without consent that holds has neither name, node nor evidence, as
    each could tell who it is; it counts all the same. `expires` is the last day on which a family may be named."""

    kind: OrganisationKind
    name: str | None
    rank: OrganisationRank
    grade: OrganisationGrade
    year: int
    node: str | None
    evidence: tuple[Source, ...]
    expires: date | None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class OrganisationGroup:
    """Organisations that are counted together."""

    kind: OrganisationKind
    rank: OrganisationRank
    grade: OrganisationGrade

    def has(self, one: Organisation) -> bool:
        """Whether an organisation belongs to it."""
        return (one.kind, one.rank, one.grade) == (self.kind, self.rank, self.grade)
