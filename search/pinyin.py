"""How Chinese is read: toneless pinyin, ü as v, as people type it. The only module that knows pypinyin."""

from functools import cache
from itertools import islice, product

from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict

#: Characters that people read in two ways in one and the same word (现代汉语词典 gives a spoken and a literary reading):
#: 出血 is typed chuxue as often as chuxie.
ALTERNATIVES = {
    "血": ("xue", "xie"),
    "谁": ("shui", "shei"),
    "薄": ("bao", "bo"),
    "壳": ("ke", "qiao"),
    "熟": ("shu", "shou"),
    "削": ("xue", "xiao"),
    "色": ("se", "shai"),
    "露": ("lu", "lou"),
    "落": ("luo", "la", "lao"),
    "剥": ("bo", "bao"),
    "嚼": ("jiao", "jue"),
    "粘": ("zhan", "nian"),
    "勒": ("le", "lei"),
    "塞": ("sai", "se"),
    "模": ("mo", "mu"),
    "给": ("gei", "ji"),
}


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


def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Every reading that people type for Han text, the usual one first; at most four."""
    usual = syllables(word)
    if len(usual) != len(word):
        return (usual,)
    choices = [
        dict.fromkeys((read, *ALTERNATIVES.get(character, ()))) for character, read in zip(word, usual, strict=True)
    ]
    return tuple(islice(product(*choices), 4))
