"""What people call things → what lessons call them: `aliases.yml`, read and checked."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic.dataclasses import dataclass

from catalog.fields import STRICT, Slug, unique
from catalog.frontmatter import decode, parse_yaml
from catalog.problems import ContentError, Problem
from catalog.validation import validate
from search.chinese import normalise

FILE = Path(__file__).parent / "aliases.yml"

Word = Annotated[str, Field(min_length=2, max_length=8)]


class Kind(StrEnum):
    """Where a word comes from."""

    DIALECT = "dialect"
    COLLOQUIAL = "colloquial"
    SHORT = "short"
    OLD = "old"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Alias:
    """Words that people type and the words that lessons use for it, best first.

    One way: who types `say` also gets lessons that say `means`. `both`: the other way round as well.
    """

    say: Annotated[tuple[Word, ...], Field(min_length=1, max_length=12), AfterValidator(unique)]
    means: Annotated[tuple[Word, ...], Field(min_length=1, max_length=6), AfterValidator(unique)]
    kind: Kind
    categories: Annotated[tuple[Slug, ...], AfterValidator(unique)] = ()
    both: bool = False


def load_aliases(path: Path = FILE) -> tuple[Alias, ...]:
    """All entries. Raises ContentError: what is wrong, and where."""
    shown = f"search/{path.name}"
    data, positions = parse_yaml(decode(path.read_bytes(), shown), shown)
    aliases: tuple[Alias, ...] = validate(tuple[Alias, ...], data, positions, shown)
    problems = [Problem(shown, *positions.get(keys, (1, 1)), "M05", message) for keys, message in _faults(aliases)]
    if problems:
        raise ContentError(problems)
    return aliases


def _faults(aliases: tuple[Alias, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    seen: dict[str, int] = {}
    for at, alias in enumerate(aliases):
        for n, word in enumerate(alias.say):
            if normalise(word) in seen:
                yield (at, "say", n), f"“{word}”在第 {seen[normalise(word)] + 1} 条已经有了；请合成一条"
            seen.setdefault(normalise(word), at)
            if word in alias.means:
                yield (at, "say", n), f"“{word}”又在 say 又在 means 里；请去掉一个"


def expansions(aliases: Iterable[Alias]) -> dict[str, tuple[str, ...]]:
    """Word typed → words to look for as well, best first, all in the form in which text is compared."""
    found: dict[str, dict[str, None]] = {}
    for alias in aliases:
        for say in alias.say:
            found.setdefault(normalise(say), {}).update(dict.fromkeys(map(normalise, alias.means)))
            if alias.both:
                for means in alias.means:
                    found.setdefault(normalise(means), {})[normalise(say)] = None
    return {word: tuple(others) for word, others in sorted(found.items())}
