"""What to tell somebody who searches when they should call: `urgent.yml`, read and checked."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.fields import STRICT, Sentence, unique
from catalog.frontmatter import decode, parse_yaml
from catalog.validation import validate

FILE = Path(__file__).parent / "urgent.yml"

Word = Annotated[str, Field(min_length=2, max_length=8)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Urgent:
    """Words that may mean danger, and what to do first."""

    say: Annotated[tuple[Word, ...], Field(min_length=1, max_length=60), AfterValidator(unique)]
    tell: Sentence


def load_urgent(path: Path = FILE) -> tuple[Urgent, ...]:
    """All entries, the first that fits is told. Raises ContentError."""
    shown = f"search/{path.name}"
    data, positions = parse_yaml(decode(path.read_bytes(), shown), shown)
    return validate(tuple[Urgent, ...], data, positions, shown)
