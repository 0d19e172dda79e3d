"""Files of the district → values of its models. Whatever is wrong goes into `problems`; what is absent is empty."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from catalog.body import Body
from catalog.fields import is_slug
from catalog.files import MAX_SETTINGS, MAX_TEXT, read_regular
from catalog.frontmatter import decode, parse_yaml, split
from catalog.markup import render
from catalog.problems import RULES, ContentError, Problem, printable
from catalog.validation import Secret, validate

Header = TypeVar("Header")


@dataclass(frozen=True)
class Record(Generic[Header]):
    """A Markdown file of the district. `id` is its name without `.md`, `path` the file below the content folder; the
    body may be empty."""

    id: str
    path: str
    header: Header
    body: Body


class DistrictFiles:
    """Reads the district's files below `content` and gathers their problems."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.problems: list[Problem] = []

    def exists(self, name: str) -> bool:
        """Whether a file or folder of this name is there, a broken link included."""
        return os.path.lexists(self.content / name)

    def values(self, name: str, model: type[Header], *, secret: Secret | None = None) -> tuple[Header, ...]:
        """The list in `<name>.yml`; empty where there is no such file or it has problems."""
        read: tuple[Header, ...] | None = self.value(name, tuple[model, ...], secret=secret)  # type: ignore[valid-type]
        return read or ()

    def value(self, name: str, model: Any, *, secret: Secret | None = None) -> Any:
        """What `<name>.yml` holds; None where there is no such file or it has problems.

        With `secret` no message quotes a place of which it says that it may not be quoted, nor a line that cannot be
        read at all.
        """
        if not self.exists(f"{name}.yml"):
            return None
        shown = f"content/{name}.yml"
        data = read_regular(self.content / f"{name}.yml", shown, MAX_SETTINGS)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        try:
            value, positions = parse_yaml(decode(data, shown), shown)
        except ContentError as error:
            self.problems.extend(map(_unquoted, error.problems) if secret else error.problems)
            return None
        try:
            return validate(model, value if value is not None else [], positions, shown, secret)
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def years(self, folder: str, model: type[Header]) -> dict[int, Header]:
        """The files `<folder>/<year>.yml`, by year."""
        found: dict[int, Header] = {}
        for name in self._names(folder, ".yml"):
            if not (len(name) == 4 and name.isascii() and name.isdigit()):
                self._report(f"{folder}/{name}.yml", "F05", f"文件名“{name}.yml”不合适；写成年份，例如 2026.yml")
            elif (value := self.value(f"{folder}/{name}", model)) is not None:
                found[int(name)] = value
        return found

    def records(self, folder: str, model: type[Header]) -> tuple[Record[Header], ...]:
        """The Markdown files of a folder, in order of name."""
        found = []
        for name in self._names(folder, ".md"):
            path = f"{folder}/{name}.md"
            if not is_slug(name):
                self._report(path, "F05", f"文件名“{name}.md”不合适；只用小写英文字母、数字和连字符")
            elif (record := self._record(name, path, model)) is not None:
                found.append(record)
        return tuple(found)

    def _record(self, name: str, path: str, model: type[Header]) -> Record[Header] | None:
        shown = f"content/{path}"
        data = read_regular(self.content / path, shown, MAX_TEXT)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        before = len(self.problems)
        header = None
        body = Body(html="", sections=())
        try:
            document = split(decode(data, shown), shown)
            if document.body.strip():
                body, found = render(document.body, path=path, first_line=document.body_line, sizes={})
                self.problems.extend(found)
            header = validate(model, document.header, document.positions, shown)
        except ContentError as error:
            self.problems.extend(error.problems)
        return Record(name, path, header, body) if header is not None and len(self.problems) == before else None

    def _names(self, folder: str, suffix: str) -> list[str]:
        """Names, without `suffix`, of what a folder holds; everything else in it is reported."""
        root = self.content / folder
        if not self.exists(folder):
            return []
        if root.is_symlink() or not root.is_dir():
            self._report(folder, "F06", f"{folder} 应是文件夹")
            return []
        names = []
        for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
            shown = printable(entry.name)
            if entry.name.startswith("."):
                continue
            if entry.name.endswith(suffix):
                names.append(entry.name.removesuffix(suffix))
            else:
                self._report(f"{folder}/{shown}", "F06", f"{folder} 里只放 {suffix} 文件；请移走或删掉")
        return names

    def _report(self, path: str, code: str, message: str) -> None:
        self.problems.append(Problem(f"content/{printable(path)}", 1, 1, code, message))


def _unquoted(problem: Problem) -> Problem:
    """The same finding without the words that it found."""
    hint = RULES[problem.code].help
    message = f"{RULES[problem.code].title}（这个文件里有不公开的内容，不引用原文）。{hint}"
    return Problem(problem.path, problem.line, problem.column, problem.code, message)
