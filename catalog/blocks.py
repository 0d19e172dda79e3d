"""The indented blocks that teachers know from Material: `!!! note`, `??? note`, `=== "tab"`, as a markdown-it rule."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

INDENT = 4
_MARKER = re.compile(r'(!!!|\?\?\?\+?|===)[ \t]+(?:([A-Za-z-]+)[ \t]*)?(?:"([^"]*)")?')


def indented_blocks(md: MarkdownIt) -> None:
    """Teach `md` the three blocks. Tokens `notice_*`, `details_*` and `tab_*`; `meta` holds kind, title and open."""
    md.block.ruler.before("fence", "indented_block", _rule, {"alt": ["paragraph", "blockquote", "list"]})
    md.core.ruler.push("tabset", lambda state: _group_tabs(state.tokens))


def _rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    match = _MARKER.fullmatch(line.rstrip(" \t"))
    if not match or (match[2] is None) != (match[1] == "==="):
        return False
    if silent:
        return True
    name = {"!": "notice", "?": "details", "=": "tab"}[match[1][0]]
    last = _end_of_block(state, start + 1, end)
    opening = _push(state, f"{name}_open", 1, (start, last))
    opening.meta = {"kind": (match[2] or "").lower(), "title": match[3] or "", "open": match[1].endswith("+")}
    _tokenize_inside(state, start + 1, last)
    _push(state, f"{name}_close", -1, None)
    state.line = last
    return True


def _end_of_block(state: StateBlock, line: int, end: int) -> int:
    """First line after the indented lines; blank lines at the end stay outside."""
    last = line
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent + INDENT):
        line += 1
        if not state.isEmpty(line - 1):
            last = line
    return last


def _tokenize_inside(state: StateBlock, start: int, end: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "indented_block", end
    state.blkIndent += INDENT
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= INDENT
    state.parentType, state.lineMax = parent, line_max


def _push(state: StateBlock, kind: str, nesting: int, lines: tuple[int, int] | None) -> Token:
    token = state.push(kind, "div", nesting)  # type: ignore[arg-type]
    token.block = True
    token.map = list(lines) if lines else None
    return token


def _group_tabs(tokens: list[Token]) -> None:
    """Put a `tabset` around each run of neighbouring tabs."""
    grouped: list[Token] = []
    for token in tokens:
        if token.type == "tab_open":
            if grouped and grouped[-1].type == "tabset_close" and grouped[-1].level == token.level:
                grouped.pop()
            else:
                grouped.append(Token("tabset_open", "div", 1, level=token.level, block=True))
        grouped.append(token)
        if token.type == "tab_close":
            grouped.append(Token("tabset_close", "div", -1, level=token.level, block=True))
    tokens[:] = grouped
