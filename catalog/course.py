"""A course: its front matter as teachers write it, and the course that the rest of the program sees."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.body import Body
from catalog.fields import STRICT, Address, CourseId, Date, Phrase, Sentence, Slug, Summary, Title, unique
from catalog.vocabulary import Audience, Level, Licence, ReviewStatus, Unit


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Source:
    """What a statement rests on."""

    title: Sentence
    publisher: Phrase | None = None
    date: Date | None = None
    url: Address | None = None
    note: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Outcome:
    """One thing that a learner can do after the course."""

    id: Slug
    text: Sentence


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Review:
    """How far the facts were examined, by whom and when; never more than what happened."""

    status: ReviewStatus
    by: Sentence | None = None
    on: Date | None = None
    next: Date | None = None

    @model_validator(mode="after")
    def _says_who_and_when(self) -> "Review":
        if self.status is not ReviewStatus.DRAFT and (self.by is None or self.on is None):
            raise PydanticCustomError(
                "M10", "写了 {status}，就要写明 by（谁）和 on（哪一天）", {"status": self.status.value}
            )
        return self


def _unique_ids(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    unique(tuple(outcome.id for outcome in outcomes))
    return outcomes


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class CourseHeader:
    """Front matter of a course's `index.md`."""

    title: Title
    summary: Summary
    audience: Annotated[tuple[Audience, ...], Field(min_length=1, max_length=5), AfterValidator(unique)]
    level: Level
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=2, max_length=8), AfterValidator(_unique_ids)]
    prerequisites: Annotated[tuple[CourseId, ...], Field(max_length=5), AfterValidator(unique)] = ()
    related: Annotated[tuple[CourseId, ...], Field(max_length=4), AfterValidator(unique)] = ()
    keywords: Annotated[tuple[Phrase, ...], Field(min_length=2, max_length=12), AfterValidator(unique)]
    units: Annotated[tuple[Unit, ...], AfterValidator(unique)] = ()
    authors: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=10), AfterValidator(unique)]
    licence: Licence = Licence.CC_BY
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=30)]
    review: Review
    created: Date
    updated: Date

    @model_validator(mode="after")
    def _created_before_updated(self) -> "CourseHeader":
        if self.created > self.updated:
            raise PydanticCustomError(
                "M07",
                "created（{created}）晚于 updated（{updated}）",
                {"created": str(self.created), "updated": str(self.updated)},
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture beside the lessons. `width` and `height` in CSS pixels; `digest` is of the file's bytes."""

    name: str
    width: int
    height: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course of the catalog. `id` is `<category>/<course>`; `path` is its `index.md` below the content folder."""

    id: str
    path: str
    header: CourseHeader
    body: Body
    pictures: tuple[Picture, ...]

    @property
    def category(self) -> str:
        """Slug of the category."""
        return self.id.partition("/")[0]

    @property
    def slug(self) -> str:
        """Last part of the id."""
        return self.id.rpartition("/")[2]

    @property
    def title(self) -> str:
        """Name of the course."""
        return self.header.title
