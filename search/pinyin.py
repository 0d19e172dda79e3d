"""How Chinese is read: toneless pinyin, ü as v, as people type it. The only module that knows pypinyin."""

from functools import cache

from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict


@cache
def syllables(word: str) -> tuple[str, ...]:
    """The reading of Han text, a syllable a character; characters that nobody reads are left out.

    In a word by the word, else the usual one: 行 is xing, 银行 yin hang.
    """
    readings = pinyin(word, style=Style.NORMAL, v_to_u=False, errors="ignore")
    return tuple(found[0].replace("ü", "v") for found in readings)


def is_phrase(text: str) -> bool:
    """Whether the dictionary of readings has this word: 47,000 of them, many of which the segmenter lacks (副科)."""
    return text in phrases_dict
