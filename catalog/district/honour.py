"""Brand and special projects, and whoever was honoured for learning (`content/honours/<id>.md`)."""

from datetime import date

from pydantic import model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.body import Body
from catalog.course import Source
from catalog.district.consent import Consent
from catalog.district.organisation import Evidence, Year
from catalog.district.terms import HonourKind
from catalog.fields import STRICT, Phrase, Sentence, Slug


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class HonourEntry:
    """The front matter of one honour; goes no further than the gate. `title` is the project, the unit or the person."""

    kind: HonourKind
    title: Phrase
    summary: Sentence | None = None
    year: Year
    node: Slug | None = None
    evidence: Evidence
    consent: Consent | None = None

    @model_validator(mode="after")
    def _persons_agreed(self) -> "HonourEntry":
        if self.kind.is_person and self.consent is None:
            raise PydanticCustomError("D43", "写的是个人，要有 consent：哪天同意、同意公开什么、谁审核、到哪天为止")
        if not self.kind.is_person and self.consent is not None:
            raise PydanticCustomError("D47", "项目和单位不写 consent；请去掉，或者改 kind")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """One honour as it is shown; `expires` is the last day on which a person may be shown, None for others."""

    id: str
    kind: HonourKind
    title: str
    summary: str | None
    year: int
    node: str | None
    evidence: tuple[Source, ...]
    reviewed_by: str | None
    expires: date | None
    body: Body
