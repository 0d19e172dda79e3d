"""Exported counts of unanswered queries → what the search did not know, and which aliases may help.

The counts come from devices that many people use (`client/unanswered.js`); files may be broken or forged.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from catalog.problems import UserError
from search.chinese import HAN, is_han, normalise
from search.lexicon import Lexicon

#: Queries asked less often in all are not shown: what few people type may tell who they are.
LEAST = 5
#: What an exported file calls itself; kept in step with `client/unanswered.js`.
FORMAT = "xuetang-unanswered/1"

_MAX_BYTES = 256 * 1024
_MAX_QUERIES = 500
_MAX_COUNT = 1_000_000
_LONGEST_QUERY = 64
_NUMBER = re.compile(r"\d(?:[\s-]?\d){5}")
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_LONGEST_WORD = 8
_OFFERED = 3  # words of titles and names
_NEAR = 0.5
_SOUND = 0.3
_CANDIDATES = 3


class ReportError(UserError):
    """A file cannot be used; says which and why in Chinese."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that nobody knows, and words of lessons that it may stand for, best first. `sounds`: read alike."""

    say: str
    means: tuple[str, ...]
    sounds: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A query, how often it was asked, its unknown words, and known ones for things of which no lesson has a word."""

    query: str
    count: int
    unknown: tuple[Suggestion, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Queries, most frequent first; `rare` and `refused` say how many others were left out, and `least` why."""

    rows: tuple[Row, ...]
    least: int
    rare: int
    refused: int


def make_report(paths: Sequence[Path], lexicon: Lexicon, *, least: int = LEAST) -> Report:
    """The report on exported files. Raises ReportError when one of them is no such file."""
    counts: Counter[str] = Counter()
    refused = 0
    for path in {path.resolve(): path for path in paths}.values():
        for query, count in _read(path).items():
            kept = _keepable(query)
            if kept is None or not _is_count(count):
                refused += 1
            else:
                counts[kept] += count
    frequent = sorted(((query, n) for query, n in counts.items() if n >= least), key=lambda row: (-row[1], row[0]))
    vocabulary = _Vocabulary(lexicon)
    rows = tuple(vocabulary.row(query, count) for query, count in frequent)
    return Report(rows, least, len(counts) - len(rows), refused)


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ReportError(f"{path} 读不了（{error.strerror or error}）；请检查路径和权限。") from None
    if len(data) > _MAX_BYTES:
        raise ReportError(f"{path} 太大，不像是“没有搜到的词”那一页导出的文件。")
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ReportError(f"{path} 不是完整的 JSON 文件；请在那台设备上重新导出。") from None
    queries = found.get("queries") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if not isinstance(queries, dict) or len(queries) > _MAX_QUERIES:
        raise ReportError(f"{path} 不是“没有搜到的词”那一页导出的文件。")
    return queries


def _is_count(count: Any) -> bool:
    return isinstance(count, int) and not isinstance(count, bool) and 0 < count <= _MAX_COUNT


def _keepable(query: str) -> str | None:
    """The query as it is compared; None where it could say who somebody is, or is no text that a person types."""
    plain = " ".join(normalise(query).split())
    has_control = any(unicodedata.category(character).startswith("C") for character in plain)
    is_odd = not plain or len(plain) > _LONGEST_QUERY or has_control
    return None if is_odd or _NUMBER.search(plain) else plain


class _Vocabulary:
    """What the search knows, as the browser's planner uses it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._single = {character: read for read, group in lexicon.readings.items() for character in group}
        self._exceptions = lexicon.exceptions
        self._offered = [
            word
            for word, weight in lexicon.weights.items()
            if weight >= _OFFERED and 2 <= len(word) <= _LONGEST_WORD and is_han(word)
        ]
        self._by_sound: dict[str, list[str]] = {}
        for word in self._offered:
            self._by_sound.setdefault(self._reading(word), []).append(word)
        words = set(lexicon.weights) | set(lexicon.aliases)
        self._known = words | set(lexicon.questions) | set(lexicon.fillers) | set(lexicon.latin)
        self._lacking = tuple(lexicon.places)
        self._readings = {self._reading(word) for word in words if is_han(word)} | set(lexicon.question_readings)

    def row(self, query: str, count: int) -> Row:
        """What is known and not known of a query."""
        unknown = tuple(map(self.suggest, self.unknown(query)))
        return Row(query, count, unknown, tuple(word for word in self._lacking if word in query))

    def unknown(self, query: str) -> list[str]:
        """Parts of two characters or more that the search knows in no way, in order, each once."""
        found: dict[str, None] = {}
        for run in _RUN.findall(query):
            if is_han(run):
                found.update(dict.fromkeys(self._unknown_parts(run)))
            elif run.isalpha() and run not in self._known and run not in self._readings:
                found[run] = None
        return [part for part in found if len(part) > 1]

    def _unknown_parts(self, run: str) -> Iterable[str]:
        """What is left between known words, the longest ones first from the left."""
        left, at = "", 0
        while at < len(run):
            longest = range(min(_LONGEST_WORD, len(run) - at), 1, -1)
            size = next((size for size in longest if run[at : at + size] in self._known), 0)
            if size or run[at] in self._known:
                yield left
                left, at = "", at + max(size, 1)
            else:
                left, at = left + run[at], at + 1
        yield left

    def suggest(self, part: str) -> Suggestion:
        """Words of lessons that may be meant: those read the same, else those that share half of their characters."""
        if not is_han(part):
            return Suggestion(part, (), sounds=False)
        for span in _spans(part):
            if same := self._by_sound.get(self._reading(span), []):
                return Suggestion(span, tuple(same[:_CANDIDATES]), sounds=True)
        read = self._reading(part)
        scored = [(self._nearness(part, read, word), word) for word in self._offered if _share(part, word) >= _NEAR]
        best = sorted(scored, key=lambda pair: -pair[0])[:_CANDIDATES]
        return Suggestion(part, tuple(word for _, word in best), sounds=False)

    def _nearness(self, part: str, read: str, word: str) -> float:
        return _share(part, word) + _SOUND * SequenceMatcher(None, read, self._reading(word), autojunk=False).ratio()

    def _reading(self, word: str) -> str:
        return self._exceptions.get(word, "").replace(" ", "") or "".join(self._single.get(c, "?") for c in word)


def _spans(part: str) -> Iterable[str]:
    """The part, then its parts of three characters or more, the longest first: fewer sound like something by chance."""
    yield part
    for size in range(min(_LONGEST_WORD, len(part) - 1), 2, -1):
        yield from (part[at : at + size] for at in range(len(part) - size + 1))


def _share(one: str, other: str) -> float:
    """How much of two words is the same characters, 0–1."""
    return 2 * sum(character in one for character in other) / (len(one) + len(other))


def suggestions(report: Report) -> Mapping[str, tuple[Suggestion, int]]:
    """Every unknown word once, with how often it was asked for in all, the most frequent first."""
    found: dict[str, tuple[Suggestion, int]] = {}
    for row in report.rows:
        for suggestion in row.unknown:
            found[suggestion.say] = (suggestion, found.get(suggestion.say, (suggestion, 0))[1] + row.count)
    return dict(sorted(found.items(), key=lambda item: -item[1][1]))
