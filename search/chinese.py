"""Chinese text → the tokens that both engines index. The browser's twin is `client/planner.js`.

No dictionary: a run of Han characters becomes its overlapping pairs, so that whatever part of a title a resident types
is found, however a segmenter would have cut it. Runs of other letters and digits stay whole words.
"""

import re
import unicodedata
from collections.abc import Iterator

from search.variants import simplified

HAN = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

#: Marks that stand inside a word without ending it (“警察”, 《民法典》), and characters of no width.
_TRANSPARENT = re.compile("[“”‘’\"'`《》〈〉「」『』\u00ad\u200b-\u200f\u2060\ufeff]")
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]{{1,40}}")
_IS_HAN = re.compile(rf"[{HAN}]")


def folded(text: str) -> str:
    """Text with one form of every character, in lower case, quotation marks taken out."""
    return _TRANSPARENT.sub("", unicodedata.normalize("NFKC", _TRANSPARENT.sub("", text)).lower())


def normalise(text: str) -> str:
    """Text as it is compared: folded, in simplified characters."""
    return folded(text).translate(simplified())


def is_han(text: str) -> bool:
    """Whether the text starts with a Han character."""
    return _IS_HAN.match(text) is not None


def tokens(text: str) -> Iterator[str]:
    """Everything of the text that can be searched, in order: pairs of Han characters, each run's last one, words.

    The last character alone keeps a search for one character complete: all others start a pair.
    """
    for run in _RUN.findall(normalise(text)):
        if is_han(run):
            yield from (run[at : at + 2] for at in range(len(run) - 1))
            yield run[-1]
        else:
            yield run


def pairs(text: str) -> tuple[str, ...]:
    """The two-character windows of Han text, each once, in order."""
    return tuple(dict.fromkeys(token for token in tokens(text) if len(token) == 2 and is_han(token)))


def gram(token: str) -> str:
    """A token as a word that no segmenter cuts: `z` and five hexadecimal digits a character, unless it is ASCII."""
    return token if token.isascii() else "z" + "".join(f"{ord(character):05x}" for character in token)


def grams(*texts: str) -> str:
    """The distinct tokens of some texts as atomic words, and every single Han character, joined by spaces."""
    found: dict[str, None] = {}
    for text in texts:
        for token in tokens(text):
            found[gram(token)] = None
            if is_han(token):
                found[gram(token[0])] = None
    return " ".join(found)
