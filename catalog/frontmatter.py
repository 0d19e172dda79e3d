"""Strict reading of one text file: bytes → text, front matter and body, YAML with positions.

Scalars stay text: whether `10` is a number or `no` a word is decided by the model of the field, never by YAML.
libyaml's events are read instead of a loader's objects, because they show anchors, tags and duplicates before
anything is built from them, and are an order of magnitude faster than a pure Python parser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from catalog.problems import ContentError, Problem

MAX_FRONT_MATTER = 32 * 1024
MAX_DEPTH = 6

#: Line and column (from 1) of every value and, under the same location, of its key.
Positions = dict[tuple[str | int, ...], tuple[int, int]]

_EVENT_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ue000-\uf8ff\U000e0000-\U000e007f\ud800-\udfff]"
)
_BYTE_ORDER_MARKS = {b"\xff\xfe": "UTF-16 ", b"\xfe\xff": "UTF-16 "}


@dataclass(frozen=True, slots=True)
class Document:
    """A file with front matter. `header` is plain YAML data whose scalars are text or None."""

    header: dict[str, Any]
    positions: Positions = field(repr=False)
    body: str
    body_line: int


def decode(data: bytes, path: str) -> str:
    """Text of a UTF-8 file, byte order mark dropped and line ends made `\\n`.

    Raises ContentError (F01, F02): says what the encoding looks like, or where the invisible characters are.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = _guess_encoding(data)
        looks = f"看起来是 {guess}编码；" if guess else ""
        message = f"第 {error.start + 1} 个字节不是 UTF-8；{looks}请用编辑器另存为 UTF-8 编码"
        raise ContentError([Problem(path, line, 1, "F01", message)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := list(_invisible(text, path)):
        raise ContentError(found)
    return text


def invisible(text: str) -> str | None:
    """What the first character of `text` is that nobody can see, with its code point; None where there is none."""
    match = _FORBIDDEN.search(text)
    return _kind_of(match[0]) if match else None


def _guess_encoding(data: bytes) -> str | None:
    if data[:2] in _BYTE_ORDER_MARKS:
        return _BYTE_ORDER_MARKS[data[:2]]
    scores = {}
    for name, codec in (("GBK（GB18030）", "gb18030"), ("Big5 ", "big5")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # Common characters decide: a wrong guess gives rare ones.
        scores[name] = sum(text.count(char) for char in "的是不了在有一人我这的，。")
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best and scores[best] else None


def _invisible(text: str, path: str) -> Iterator[Problem]:
    for match in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        yield Problem(path, line, column, "F02", f"这里有{_kind_of(match[0])}，看不见却会添乱；请删掉后重新输入")


def _kind_of(char: str) -> str:
    point = ord(char)
    return f"{next(name for first, last, name in _KINDS if first <= point <= last)}（U+{point:04X}）"


_KINDS = (
    (0x0000, 0x009F, "控制字符"),
    (0x061C, 0x061C, "改变文字方向的字符"),
    (0x200E, 0x200F, "改变文字方向的字符"),
    (0x2028, 0x2029, "特殊的换行符"),
    (0x202A, 0x202E, "改变文字方向的字符"),
    (0x2066, 0x2069, "改变文字方向的字符"),
    (0xE000, 0xF8FF, "别的电脑不认识的自造字"),
    (0xFFF9, 0xFFFF, "转换编码时丢了字的记号"),
    (0x0000, 0x10FFFF, "零宽字符"),
)


def split(text: str, path: str) -> Document:
    """Front matter and body of a Markdown file. Raises ContentError (Y01–Y06)."""
    if not text.startswith("---\n"):
        raise _error(path, 1, 1, "Y01", "第一行应是三个减号 ---，下面写标题等各项")
    end = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, 4)
    if end is None:
        raise _error(path, 1, 1, "Y01", "信息栏没有结束；请在各项写完以后另起一行写三个减号 ---")
    header = text[4 : end.start()]
    if len(header.encode()) > MAX_FRONT_MATTER:
        raise _error(
            path, 1, 1, "Y06", f"信息栏有 {len(header.encode()) // 1024} KB，最多 {MAX_FRONT_MATTER // 1024} KB"
        )
    data, positions = parse_yaml(header, path, first_line=2)
    if not isinstance(data, dict):
        raise _error(path, 2, 1, "Y02", "信息栏里每一行应是“项: 内容”的样子")
    body_line = text.count("\n", 0, end.end()) + 2
    return Document(header=data, positions=positions, body=text[end.end() + 1 :], body_line=body_line)


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Positions]:
    """YAML as dicts, lists, text and None, with the place of everything. Raises ContentError (Y02–Y06)."""
    try:
        return _Builder(text, path, first_line).build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        line, column, message = _explain(text, line, column)
        raise _error(path, first_line + line, column + 1, "Y02", message) from None
    except yaml.YAMLError:
        raise _error(path, first_line, 1, "Y02", "信息栏读不懂；请对照 CONTRIBUTING.md 里的样子") from None


def _explain(text: str, line: int, column: int) -> tuple[int, int, str]:
    """Where the fault probably is (line and column from 0) and what it is. libyaml stops at or after it."""
    lines = text.split("\n")
    before = next((at for at in range(min(line, len(lines)) - 1, -1, -1) if lines[at].strip()), line)
    for at in dict.fromkeys((before, line)):
        candidate = lines[at] if at < len(lines) else ""
        for pattern, message in _FAULTS:
            if found := pattern.search(candidate):
                return at, found.start("at"), message.format(found=candidate.strip()[:30])
    here = (lines[line] if line < len(lines) else "").strip() or lines[before].strip()
    return (
        line,
        column,
        f"从“{here[:20]}”这里读不下去；检查缩进、引号和括号是否成对，以特殊符号开头的文字要用引号包起来",
    )


_FAULTS = (
    (re.compile(r"^ *(?P<at>\t)"), "缩进用了 Tab 键；请改用空格"),
    (re.compile(r"^\s*(?:- )?\w+(?P<at>：)"), "“{found}”用了全角冒号；请改成半角冒号加一个空格"),
    (re.compile(r"^\s*(?:- )?\w+(?P<at>:)[^\s:]"), "“{found}”的冒号后面要空一格"),
    (
        re.compile(r"^\s*(?:- )?\w+: +(?P<at>[^\"'{\[\s].*?: )"),
        "“{found}”里有两个半角冒号加空格；请用引号把第一个冒号后面的整句包起来",
    ),
    (re.compile(r"(?P<at>\[)[^\]]*$"), "“{found}”的方括号没有配对；请补上 ]"),
    (re.compile(r"(?P<at>\{)[^}]*$"), "“{found}”的花括号没有配对；请补上 }}"),
    (re.compile(r"^[^\"]*(?P<at>\")[^\"]*$"), "“{found}”的引号没有配对；请补上另一半"),
)


class _Builder:
    """Builds plain data from libyaml's events and refuses what content must not use."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.events = iter(yaml.parse(text, Loader=_EVENT_LOADER))
        self.path = path
        self.first_line = first_line
        self.positions: Positions = {}

    def build(self) -> tuple[Any, Positions]:
        data: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(event, "Y02", "这里又出现了 ---；信息栏只能有一段")
                data = self._value(next(self.events), ())
        return data, self.positions

    def _value(self, event: Any, location: tuple[str | int, ...]) -> Any:
        self._check(event, location)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(location)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(location)
        self._check_text(event)
        if event.value in ("", "~", "null") and event.implicit[0]:
            return None
        return event.value.strip()

    def _mapping(self, location: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._refuse(event, "Y02", "项的名字应是一个词")
            self._check(event, location)
            self._check_text(event)
            key = event.value
            if key == "<<":
                raise self._refuse(event, "Y03", "不能用 << 合并；请把内容再写一遍")
            if key in found:
                first = self.positions[(*location, key)]
                raise self._refuse(event, "Y05", f"“{key}”写了两遍，第一次在第 {first[0]} 行；请删掉一个")
            place = self._place(event)
            found[key] = None
            found[key] = self._value(next(self.events), (*location, key))
            self.positions[(*location, key)] = place
        return found

    def _sequence(self, location: tuple[str | int, ...]) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*location, len(found))))
        return found

    def _check(self, event: Any, location: tuple[str | int, ...]) -> None:
        self.positions[location] = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(event, "Y03", f"不能用引用 *{event.anchor}；以 * 开头的文字请用引号包起来")
        if event.anchor is not None:
            raise self._refuse(event, "Y03", f"不能用锚点 &{event.anchor}；以 & 开头的文字请用引号包起来")
        if event.tag is not None and not (isinstance(event, yaml.ScalarEvent) and event.tag == "!"):
            raise self._refuse(event, "Y04", f"不能用标签 {event.tag[:40]}；以 ! 开头的文字请用引号包起来")
        if len(location) > MAX_DEPTH:
            raise self._refuse(event, "Y06", f"这里套了 {len(location)} 层，最多 {MAX_DEPTH} 层；检查缩进")

    def _check_text(self, event: Any) -> None:
        """In double quotes YAML makes characters of `\\u202e` and the like, after the file was looked at."""
        if found := invisible(event.value):
            raise self._refuse(event, "F02", f"引号里的反斜杠写出了{found}，看不见却会添乱；请去掉反斜杠和后面的编号")

    def _place(self, event: Any) -> tuple[int, int]:
        return self.first_line + event.start_mark.line, event.start_mark.column + 1

    def _refuse(self, event: Any, code: str, message: str) -> ContentError:
        return _error(self.path, *self._place(event), code, message)


def _error(path: str, line: int, column: int, code: str, message: str) -> ContentError:
    return ContentError([Problem(path, line, column, code, message)])
