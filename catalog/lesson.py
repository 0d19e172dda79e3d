"""A lesson: its front matter as teachers write it, and the lesson that the rest of the program sees."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.body import Body
from catalog.course import Source
from catalog.fields import STRICT, Date, LessonId, Phrase, Sentence, Slug, Summary, Title, WholeNumber, unique
from catalog.vocabulary import Place, QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Choice:
    """One choice of a question, with what a learner who takes it should hear."""

    text: Sentence
    feedback: Sentence
    correct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Question:
    """One quiz question."""

    question: Sentence
    kind: QuestionKind
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def _has_the_right_number_of_answers(self) -> "Question":
        right = sum(choice.correct for choice in self.choices)
        texts = [choice.text for choice in self.choices]
        if len(set(texts)) < len(texts):
            raise PydanticCustomError("M09", "有两个选项的文字一样")
        if self.kind is QuestionKind.MULTIPLE:
            if right < 2:
                raise PydanticCustomError(
                    "M09", "多选题至少要有两个 correct: true，实际有 {right} 个", {"right": right}
                )
        elif right != 1:
            raise PydanticCustomError(
                "M09", "{kind}题要正好一个 correct: true，实际有 {right} 个", {"kind": self.kind.label, "right": right}
            )
        if self.kind is QuestionKind.TRUEFALSE and texts != ["对", "错"]:
            raise PydanticCustomError(
                "M09", "判断题的两个选项依次是“对”和“错”，实际是“{found}”", {"found": "”“".join(texts)[:60]}
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Activity:
    """Something that a learner does with the lesson, alone or with others.

    `minutes` of doing, not of reading; those of one day where it goes on for `days`.
    """

    title: Title
    place: Place
    days: Annotated[WholeNumber, Field(ge=2, le=31)] | None = None
    minutes: Annotated[WholeNumber, Field(ge=3, le=120)]
    materials: Annotated[tuple[Phrase, ...], Field(max_length=8), AfterValidator(unique)] = ()
    steps: Annotated[tuple[Sentence, ...], Field(min_length=2, max_length=8), AfterValidator(unique)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class TeachingStep:
    """One part of a class: how long it takes, and what the teacher and the learners do."""

    minutes: Annotated[WholeNumber, Field(ge=1, le=60)]
    text: Sentence


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Teaching:
    """A plan for a teacher who uses the lesson in a class."""

    materials: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=8), AfterValidator(unique)]
    steps: Annotated[tuple[TeachingStep, ...], Field(min_length=2, max_length=8)]

    @property
    def minutes(self) -> int:
        """Length of the class: its steps together."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class LessonHeader:
    """Front matter of a lesson."""

    title: Title
    summary: Summary
    minutes: Annotated[WholeNumber, Field(ge=3, le=45)]
    outcomes: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=5), AfterValidator(unique)]
    covers: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=8), AfterValidator(unique)]
    keywords: Annotated[tuple[Phrase, ...], Field(min_length=2, max_length=12), AfterValidator(unique)]
    aliases: Annotated[tuple[Phrase, ...], Field(min_length=2, max_length=12), AfterValidator(unique)]
    sources: Annotated[tuple[Source, ...], Field(min_length=1, max_length=30)]
    quiz: Annotated[tuple[Question, ...], Field(min_length=2, max_length=5)]
    activity: Activity | None = None
    teaching: Teaching | None = None
    redirect_from: Annotated[tuple[LessonId, ...], AfterValidator(unique)] = ()
    updated: Date


#: The file `asked.yml` beside the lessons: slug of a lesson → what residents say when they need just that lesson, in
#: their own words. Only the search reads it; people see it as the reason why a lesson was found.
Asked = dict[Slug, Annotated[tuple[Phrase, ...], Field(max_length=100), AfterValidator(unique)]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A lesson of the catalog. `id` is `<category>/<course>/<lesson>`; `number` is its place in the course, from 1."""

    id: str
    path: str
    number: int
    header: LessonHeader
    body: Body
    asked: tuple[str, ...] = ()

    @property
    def category(self) -> str:
        """Slug of the category."""
        return self.id.partition("/")[0]

    @property
    def course(self) -> str:
        """Id of the course."""
        return self.id.rpartition("/")[0]

    @property
    def slug(self) -> str:
        """Last part of the id."""
        return self.id.rpartition("/")[2]

    @property
    def title(self) -> str:
        """Name of the lesson."""
        return self.header.title
