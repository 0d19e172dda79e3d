"""Traditional characters → the simplified ones that lessons are written in. The only module that knows OpenCC."""

from functools import cache

from opencc import OpenCC

_BLOCKS = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF))


@cache
def simplified() -> dict[int, str]:
    """A table for `str.translate`: every character that has another simplified form. One for one, so that places stay."""
    characters = [chr(code) for first, last in _BLOCKS for code in range(first, last + 1)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(old): new for old, new in zip(characters, converted, strict=True) if new != old and len(new) == 1}
