"""How Chinese is read: toneless pinyin, ü as v, as people type it. The only module that knows pypinyin."""

from functools import cache

from pypinyin import Style, pinyin


@cache
def syllables(word: str) -> tuple[str, ...]:
    """The reading of Han text, a syllable a character; characters that nobody reads are left out.

    In a word by the word, else the usual one: 行 is xing, 银行 yin hang.
    """
    readings = pinyin(word, style=Style.NORMAL, v_to_u=False, errors="ignore")
    return tuple(found[0].replace("ü", "v") for found in readings)
