"""How a lesson's title, headings and names are read, as words for an engine that knows no pinyin."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from search.chinese import is_han
from search.documents import SearchDocument
from search.pinyin import readings, syllables
from search.words import words


def sounds(document: SearchDocument) -> dict[str, Any]:
    """`pinyin.title` and `pinyin.more`: readings of words, syllables joined; `initials`: their first letters."""
    more = [*(heading.text for heading in document.headings), *document.aliases, *document.keywords]
    spoken = [word for text in (document.title, *more) for word in _spoken(text)]
    return {
        "pinyin": {"title": _readings(_spoken(document.title)), "more": _readings(w for t in more for w in _spoken(t))},
        "initials": " ".join(dict.fromkeys("".join(s[0] for s in syllables(word)) for word in spoken)),
    }


def _spoken(text: str) -> list[str]:
    """Dictionary words, and neighbouring ones together: 居住证申领 is typed as one."""
    found = [word for word in words(text) if all(map(is_han, word))]
    return [*found, *(one + other for one, other in pairwise(found) if one + other in text)]


def _readings(found: Iterable[str]) -> str:
    return " ".join(dict.fromkeys("".join(read) for word in found for read in readings(word)))
