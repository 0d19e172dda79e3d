"""Words that make a question of a topic: `questions.yml`, read and checked."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.fields import STRICT, unique
from catalog.frontmatter import decode, parse_yaml
from catalog.validation import validate

FILE = Path(__file__).parent / "questions.yml"

Phrases = Annotated[
    tuple[Annotated[str, Field(min_length=1, max_length=8)], ...], Field(min_length=1), AfterValidator(unique)
]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Questions:
    """`questions` ask (怎么办), `fillers` hold a sentence together (我想, 的); neither says what a lesson is about.
    `people` are whom it is about, which alone seldom tells."""

    questions: Phrases
    fillers: Phrases
    people: Phrases


def load_questions(path: Path = FILE) -> Questions:
    """The lists. Raises ContentError."""
    shown = f"search/{path.name}"
    data, positions = parse_yaml(decode(path.read_bytes(), shown), shown)
    return validate(Questions, data, positions, shown)
