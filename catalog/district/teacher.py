"""Teachers and volunteers: what stands in `content/teachers.yml`, and the part of it that may be shown.

The two are different classes, so that nothing behind the gate (`catalog/district/gate.py`) can hold what is internal.
"""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.district.consent import Consent
from catalog.district.terms import Education, TeacherKind, Visibility
from catalog.fields import STRICT, Phrase, Sentence, Slug, WholeNumber, unique


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TeacherInternal:
    """For the office alone: never published, never quoted, not even in a message about a mistake in it."""

    phone: Phrase | None = None
    availability: Sentence | None = None
    address: Sentence | None = None
    notes: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TeacherEntry:
    """One person as the file has it; goes no further than the gate."""

    name: Phrase
    kind: TeacherKind
    visibility: Visibility = Visibility.INTERNAL
    education: Education | None = None
    fields: Annotated[tuple[Slug, ...], Field(max_length=13), AfterValidator(unique)] = ()
    nodes: Annotated[tuple[Slug, ...], Field(max_length=20), AfterValidator(unique)] = ()
    years: Annotated[WholeNumber, Field(ge=0, le=70)] | None = None
    text: Sentence | None = None
    consent: Consent | None = None
    internal: TeacherInternal | None = None

    @model_validator(mode="after")
    def _fits(self) -> "TeacherEntry":
        if self.kind is TeacherKind.FULL_TIME and self.education in (None, Education.SECONDARY):
            raise PydanticCustomError("D42", "专职教师的 education 应是 college（大专）或更高，请补上或改 kind")
        if self.visibility is Visibility.PUBLIC and self.consent is None:
            raise PydanticCustomError("D43", "visibility 是 public，就要有 consent；没有征得同意，请写 internal")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """One person as shown, with consent that holds; `expires` is the last day of it."""

    name: str
    kind: TeacherKind
    fields: tuple[str, ...]
    nodes: tuple[str, ...]
    years: int | None
    text: str | None
    reviewed_by: str
    expires: date


def is_secret(location: tuple[str | int, ...], data: Any) -> bool:
    """Whether what stands at a place of the file's data may not be quoted: all but entries that say they are public,
    and their internal blocks."""
    if "internal" in location or not location or not isinstance(data, list) or not isinstance(location[0], int):
        return True
    entry = data[location[0]]
    return not (isinstance(entry, dict) and entry.get("visibility") == Visibility.PUBLIC.value)
