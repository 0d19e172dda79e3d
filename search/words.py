"""Dictionary words in Chinese text. The only module that knows the segmenter."""

import re
from collections.abc import Iterator
from functools import cache

import rjieba

from search.chinese import HAN, folded

_RUN = re.compile(rf"[{HAN}]{{2,}}")


def words(text: str) -> Iterator[str]:
    """Every dictionary word of two characters or more, words inside words and overlapping ones too (高血压, 血压)."""
    for run in _RUN.findall(folded(text)):
        yield from (word for word in _dictionary().cut_all(run) if len(word) > 1)


def is_word(text: str) -> bool:
    """Whether the general dictionary has this word, whatever our lessons have."""
    return bool(_dictionary().has_word(text))


@cache
def _dictionary() -> rjieba.Jieba:
    return rjieba.Jieba()
