"""JavaScript as tokens: enough of its grammar to tell names from what only looks like them, and no more."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*[\s\S]*?\*/)+")
_WORD = re.compile(r"#?[\w$]+")
_STRING = re.compile(r'"(?:[^"\\\n]|\\[\s\S])*"|\'(?:[^\'\\\n]|\\[\s\S])*\'')
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_NUMBER = re.compile(r"(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*\.?[\d_]*(?:[eE][+-]?\d+)?|\.\d[\d_]*)n?")
_MARK = re.compile(
    r">>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|"
    r"\+\+|--|\+=|-=|\*=|/=|%=|&=|\|=|\^=|<<|>>|\*\*|[-+*/%&|^!~?:;,.<>=(){}\[\]]"
)
_TEXT = re.compile(r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*")
#: After these words an expression begins, so that a slash starts a regular expression.
_BEFORE_EXPRESSION = frozenset(
    "return typeof instanceof in of new delete void throw case do else yield await default extends".split()
)


class ScriptError(ValueError):
    """A script is not of the kind that we write; says what and where."""

    def __init__(self, path: str, source: str, at: int, what: str) -> None:
        line = source.count("\n", 0, at) + 1
        super().__init__(f"{path}:{line}: {what}")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is word, string, text (of a template), number, regex or mark; `source[start:end] == text`.

    `depth` counts the brackets around it.
    """

    kind: str
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        """Where it stops."""
        return self.start + len(self.text)


def tokenise(source: str, path: str = "script") -> list[Token]:
    """All tokens in order, without spaces and comments. Raises ScriptError."""
    return list(_tokens(source, path))


def _tokens(source: str, path: str) -> Iterator[Token]:
    open_marks: list[str] = []
    last: Token | None = None
    at = 0
    while True:
        space = _SPACE.match(source, at)
        at = space.end() if space else at
        if at >= len(source):
            break
        kind, text = _next(source, at, last)
        if not text:
            raise ScriptError(path, source, at, f"“{source[at : at + 20]}”读不懂")
        if text in (")", "]", "}") and kind == "mark":
            if not open_marks or open_marks.pop() not in _PARTNERS[text]:
                raise ScriptError(path, source, at, f"多了一个“{text}”")
            if text == "}" and len(open_marks) > 0 and open_marks[-1] == "`":
                last = Token("mark", text, at, len(open_marks))
                yield last
                at += 1
                kind, text = "text", _template(source, at)
        last = Token(kind, text, at, len(open_marks))
        yield last
        at = last.end
        if kind == "mark" and text in ("(", "[", "{"):
            open_marks.append(text)
        elif kind == "text":
            at = _after_text(source, path, at, open_marks, is_first=text.startswith("`"))
            if source[at - 1] == "{":
                last = Token("mark", "{", at - 1, len(open_marks) - 1)
                yield last
    if open_marks:
        raise ScriptError(path, source, len(source), f"少了“{open_marks[-1]}”的另一半")


_PARTNERS = {")": ("(",), "]": ("[",), "}": ("{",)}


def _next(source: str, at: int, last: Token | None) -> tuple[str, str]:
    if source[at] == "`":
        return "text", "`" + _template(source, at + 1)
    if source[at] == "/" and _expects_expression(last):
        match = _REGEX.match(source, at)
        return "regex", match[0] if match else ""
    for kind, pattern in (("number", _NUMBER), ("word", _WORD), ("string", _STRING), ("mark", _MARK)):
        if match := pattern.match(source, at):
            return kind, match[0]
    return "mark", ""


def _expects_expression(last: Token | None) -> bool:
    if last is None:
        return True
    if last.kind == "word":
        return last.text in _BEFORE_EXPRESSION
    return last.kind == "mark" and last.text not in (")", "]", "}", "++", "--")


def _template(source: str, at: int) -> str:
    """The letters of a template from `at` to its end or its next expression."""
    match = _TEXT.match(source, at)
    assert match
    return match[0]


def _after_text(source: str, path: str, at: int, open_marks: list[str], *, is_first: bool) -> int:
    """Behind the letters of a template: its end, or the brace of an expression in it. Returns where to go on."""
    if is_first:
        open_marks.append("`")
    if source[at : at + 1] == "`":
        open_marks.pop()
        return at + 1
    if source[at : at + 2] == "${":
        open_marks.append("{")
        return at + 2
    raise ScriptError(path, source, at, "模板字符串没有结束")
