"""Words inside a block: what a reader sees of markdown-it's inline tokens."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


_STOP = re.compile(r"[。！？：；，、”』」）]$")


def plain_text(children: Sequence[Token]) -> str:
    """Text of inline tokens as a reader sees it."""
    parts = []
    for child in children:
        if child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts).strip()


def written(child: Token) -> str:
    """The text of one inline token, of which entities may have made anything."""
    if child.type == "image":
        return "".join(map(written, child.children or ())) + str(child.attrs.get("title", ""))
    return child.content


def link_text(children: Sequence[Token], index: int) -> str:
    """Text of the link that opens at `index`."""
    end = next((i for i in range(index, len(children)) if children[i].type == "link_close"), len(children))
    return plain_text(children[index + 1 : end])


def join_lines(children: list[Token]) -> None:
    """Drop a line break between two Han characters, which browsers would show as a space, and the space that
    Markdown wants between “**……。**” and what follows."""
    for index in range(len(children) - 2, 0, -1):
        before, here, after = children[index - 1 : index + 2]
        if here.type == "strong_close" and _STOP.search(before.content) and re.match(r" [^\x00-\x7f]", after.content):
            after.content = after.content[1:]
        if here.type == "softbreak" and _HAN.match(before.content[-1:] or " ") and _HAN.match(after.content[:1] or " "):
            del children[index]
