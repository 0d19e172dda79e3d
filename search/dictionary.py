"""Catalog → words that Meilisearch's own dictionary lacks, for programs that ask it directly: 辅食, 反诈, 人民调解."""

from collections import Counter
from collections.abc import Iterable

from search.chinese import is_han, normalise
from search.documents import SearchDocument
from search.words import is_word

#: Meilisearch reads its list anew with every query; 3,000 words cost 12 ms, 300 cost nothing that can be measured.
_MOST = 300
#: A longer word would hide the words inside it, because what is in the list is never cut again.
_LONGEST = 4


def dictionary(documents: Iterable[SearchDocument]) -> tuple[str, ...]:
    """Short names of lessons and courses that no general dictionary has, in order; those of most lessons first chosen."""
    counts: Counter[str] = Counter()
    for document in documents:
        names = {*document.aliases, *document.keywords, *document.course_keywords}
        counts.update(normalise(name) for name in names if 2 <= len(name) <= _LONGEST and all(map(is_han, name)))
    unknown = sorted((name for name in counts if _is_new(name)), key=lambda name: (-counts[name], name))
    return tuple(sorted(unknown[:_MOST]))


def _is_new(name: str) -> bool:
    """Whether the engine would cut it wrongly: no word it knows, and not two of them (临时|救助), which it cuts right."""
    return not is_word(name) and not any(is_word(name[:at]) and is_word(name[at:]) for at in range(2, len(name) - 1))
