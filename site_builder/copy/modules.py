"""One ES module → the same as the body of a function. Knows the forms that our modules use, and refuses all others.

Names that are imported become constants of the function, so whatever the module does with them, shadowing included,
means what it did. A binding that its module changes later (`export let`) is written through to whoever imported it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath

from site_builder.copy.javascript import ScriptError, Token, tokenise

_MODULE = re.compile(r"\.{1,2}/[\w./-]+\.js")
_ASSIGNING = re.compile(r"(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=|\+\+|--")
#: Names in the function that no module uses.
_OURS = ("$require", "$import", "$address", "$live", "$watch")


@dataclass(frozen=True, slots=True)
class Import:
    """`import`: the module's path, its bindings as (exported name, name here), and the name for all of it."""

    module: str
    names: tuple[tuple[str, str], ...] = ()
    whole: str | None = None


@dataclass
class Module:
    """A module that was read. `source` without its imports and exports; `might_load` what `import()` may ask for."""

    path: str
    imports: list[Import] = field(default_factory=list)
    constant: list[str] = field(default_factory=list)
    changing: list[str] = field(default_factory=list)
    might_load: list[str] = field(default_factory=list)
    source: str = ""


def read_module(path: str, source: str) -> Module:
    """Read the module at `path`, a path with slashes below the site's root. Raises ScriptError."""
    return _Reader(path, source).read()


class _Reader:
    def __init__(self, path: str, source: str) -> None:
        self.path, self.source = path, source
        self.tokens = tokenise(source, path)
        self.module = Module(path)
        self.edits: list[tuple[int, int, str]] = []
        self.loads = False

    def read(self) -> Module:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            at = self._statement(at) if token.kind == "word" and not self._is_property(at) else at + 1
        for name in self.module.changing:
            self._watch(name)
        if self.loads:
            self.module.might_load += self._addresses()
        self.module.source = _edited(self.source, self.edits)
        return self.module

    def fail(self, token: Token, what: str) -> ScriptError:
        """The error to raise at a token."""
        return ScriptError(self.path, self.source, token.start, what)

    def _is_property(self, at: int) -> bool:
        before = self.tokens[at - 1].text if at else ""
        return before in (".", "?.") or (self._text(at + 1) == ":" and before in ("{", ","))

    def _text(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def _statement(self, at: int) -> int:
        """What a word at `at` means for modules. Returns where to go on."""
        token = self.tokens[at]
        if token.text in _OURS:
            raise self.fail(token, f"“{token.text}”是留给链接程序用的名字")
        if token.text == "import":
            return self._import(at)
        if token.text == "export":
            return self._export(at)
        if token.text == "await" and token.depth == 0:
            raise self.fail(token, "模块最外层不能用 await")
        return at + 1

    # -- import -------------------------------------------------------------------------------------------------------

    def _import(self, at: int) -> int:
        token = self.tokens[at]
        if self._text(at + 1) == "(":
            self.edits.append((token.start, token.end, "$import"))
            self.loads = True
            return at + 1
        if self._text(at + 1) == ".":
            if (self._text(at + 2), self._text(at + 3), self._text(at + 4)) != ("meta", ".", "url"):
                raise self.fail(token, "import.meta 只认识 import.meta.url")
            self.edits.append((token.start, self.tokens[at + 4].end, "$address"))
            return at + 5
        if token.depth > 0:
            raise self.fail(token, "import 要写在最外层")
        return self._static(at)

    def _static(self, at: int) -> int:
        token, place = self.tokens[at], at + 1
        names: list[tuple[str, str]] = []
        whole = None
        if self._text(place) == "{":
            names, place = self._names(place)
        elif self._text(place) == "*" and self._text(place + 1) == "as":
            whole, place = self._name(place + 2), place + 3
        if names or whole:
            if self._text(place) != "from":
                raise self.fail(token, "import 的写法不认识：应有 from")
            place += 1
        elif self.tokens[place].kind != "string":
            raise self.fail(token, 'import 的写法不认识：只用 import {…} from "./x.js" 和 import * as x from "./x.js"')
        target = self.tokens[place]
        address = target.text[1:-1]
        if target.kind != "string" or not _MODULE.fullmatch(address):
            raise self.fail(target, f"import 只认识 ./ 或 ../ 开头的 .js 文件，不是 {target.text}")
        self.module.imports.append(Import(_beside(self.path, address), tuple(names), whole))
        return self._remove(at, place)

    def _names(self, at: int) -> tuple[list[tuple[str, str]], int]:
        """(name there, name here) of `{a, b as c}` whose brace is at `at`, and the place behind it."""
        found = []
        at += 1
        while self._text(at) != "}":
            there = here = self._name(at)
            at += 1
            if self._text(at) == "as":
                here, at = self._name(at + 1), at + 2
            found.append((there, here))
            if self._text(at) == ",":
                at += 1
            elif self._text(at) != "}":
                raise self.fail(self.tokens[at], "花括号里的写法不认识")
        return found, at + 1

    def _name(self, at: int) -> str:
        token = self.tokens[at]
        if token.kind != "word" or token.text == "default":
            raise self.fail(token, f"这里应是一个名字，不是“{token.text}”")
        return token.text

    def _remove(self, at: int, last: int) -> int:
        """Take out the statement that ends with the token `last`, its semicolon too; its lines stay, for messages."""
        end = last + 1 if self._text(last + 1) == ";" else last
        start, stop = self.tokens[at].start, self.tokens[end].end
        self.edits.append((start, stop, "\n" * self.source.count("\n", start, stop)))
        return end + 1

    # -- export -------------------------------------------------------------------------------------------------------

    def _export(self, at: int) -> int:
        token, kind = self.tokens[at], self._text(at + 1)
        if token.depth > 0:
            raise self.fail(token, "export 要写在最外层")
        place = at + 2 if kind == "async" else at + 1
        kind = self._text(place)
        if kind not in ("function", "class", "const", "let"):
            raise self.fail(token, "export 后面只认识 function、class、const 和 let")
        place += 2 if self._text(place + 1) == "*" else 1
        name = self._name(place) if self.tokens[place].kind == "word" else None
        if name is None:
            raise self.fail(token, "export 一次只能导出一个名字")
        if kind in ("const", "let"):
            self._one_only(place)
        (self.module.changing if kind == "let" else self.module.constant).append(name)
        self.edits.append((token.start, self.tokens[at + 1].start, ""))
        return place + 1

    def _one_only(self, at: int) -> None:
        """The declaration whose name is at `at` declares nothing else and ends in a semicolon."""
        first = self.tokens[at]
        for token in self.tokens[at + 1 :]:
            if token.depth == first.depth and token.text == ";":
                return
            if token.depth == first.depth and token.text in (",", "export"):
                break
        raise self.fail(first, "export 一次只能导出一个名字，用分号结束")

    # -- bindings that change -----------------------------------------------------------------------------------------

    def _watch(self, name: str) -> None:
        """Write every new value of the binding through to whoever imported it."""
        seen = 0
        for at, token in enumerate(self.tokens):
            if token.kind != "word" or token.text != name or self._is_property(at):
                continue
            before, after = self._text(at - 1), self._text(at + 1)
            if before in ("let", "const", "var", "function", "class"):
                seen += 1
                if seen > 1:
                    raise self.fail(token, f"“{name}”会改变又导出了，里面不能再有同名的变量")
            elif after == "=":
                self.edits.append((token.start, token.start, f"$live.{name} = "))
            elif _ASSIGNING.fullmatch(after) or before in ("++", "--"):
                raise self.fail(token, f"导出的“{name}”只能用 = 改变")

    def _addresses(self) -> Iterator[str]:
        """Modules that are named anywhere in a module that loads some by an expression."""
        for token in self.tokens:
            if token.kind == "string" and _MODULE.fullmatch(token.text[1:-1]):
                path = _beside(self.path, token.text[1:-1])
                if path not in {each.module for each in self.module.imports}:
                    yield path


def _beside(path: str, address: str) -> str:
    return normpath(join(dirname(path), address))


def _edited(source: str, edits: list[tuple[int, int, str]]) -> str:
    parts, at = [], 0
    for start, end, text in sorted(edits):
        parts += [source[at:start], text]
        at = end
    return "".join([*parts, source[at:]])
