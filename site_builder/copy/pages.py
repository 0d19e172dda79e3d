"""A page of the portal → the same page for a folder: links name files, modules are plain scripts. Pure functions.

Only start tags are rewritten, and only those that have to change; every other character stays as it was.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from posixpath import dirname, join, normpath, relpath
from urllib.parse import unquote, urlsplit, urlunsplit

_ADDRESSES = ("href", "src", "action", "poster")
#: Attributes with several addresses in them, which our pages do not use.
_UNKNOWN = ("srcset", "imagesrcset", "ping", "background", "formaction")
_REFRESH = "url="


@dataclass
class Page:
    """A rewritten page: its text, the modules that it starts, and links that lead nowhere."""

    text: str
    modules: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def rewritten(text: str, path: str, files: Collection[str], mark: str) -> Page:
    """The page at `path` for a copy that consists of `files`; `mark` becomes the `data-portable` of its root element."""
    return _Rewriter(text, path, files, mark).page()


class _Rewriter(HTMLParser):
    def __init__(self, text: str, path: str, files: Collection[str], mark: str) -> None:
        super().__init__(convert_charrefs=False)
        self._source, self._path, self._files, self._mark = text, path, files, mark
        self._lines = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._edits: list[tuple[int, int, str]] = []
        self._page = Page("")

    def page(self) -> Page:
        """Read all and put the changed tags into the text."""
        self.feed(self._source)
        self.close()
        parts, at = [], 0
        for start, end, text in self._edits:
            parts += [self._source[at:start], text]
            at = end
        self._page.text = "".join([*parts, self._source[at:]])
        return self._page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Change the tag where it has to."""
        changed = self._changed(tag, attrs)
        if changed == attrs:
            return
        raw = self.get_starttag_text()
        assert raw
        line, column = self.getpos()
        start = self._lines[line - 1] + column
        assert self._source.startswith(raw, start)
        values = (f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in changed)
        closing = "/>" if raw.endswith("/>") else ">"
        self._edits.append((start, start + len(raw), f"<{tag}{''.join(values)}{closing}"))

    def _changed(self, tag: str, attrs: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        given = dict(attrs)
        self._page.faults += [f"<{tag} {name}>：不认识的地址" for name in _UNKNOWN if name in given]
        if tag == "html":
            return [*attrs, ("data-portable", self._mark)]
        if tag == "script" and given.get("type") == "module":
            return self._script(given.get("src"))
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh":
            return [(name, self._refresh(value) if name == "content" else value) for name, value in attrs]
        return [(name, self._address(value) if name in _ADDRESSES and value else value) for name, value in attrs]

    def _script(self, address: str | None) -> list[tuple[str, str | None]]:
        if address is None:
            self._page.faults.append("<script type=module>：没有 src")
            return []
        self._page.modules.append(normpath(join(dirname(self._path), address)))
        return [("defer", None), ("src", self._address(address))]

    def _refresh(self, value: str | None) -> str | None:
        seconds, found, address = (value or "").partition(_REFRESH)
        return f"{seconds}{found}{self._address(address)}" if found else value

    def _address(self, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme or parts.netloc or not parts.path:
            return value
        path, here = parts.path, dirname(self._path)
        if path.startswith("/"):
            is_folder = path.endswith(("/", "/."))
            path = relpath(path.lstrip("/") or ".", here or ".") + ("/" if is_folder else "")
        target = normpath(join(here, unquote(path)))
        page = "index.html" if target == "." else f"{target}/index.html"
        if page in self._files:
            path = f"{path}{'' if path.endswith('/') else '/'}index.html".removeprefix("./")
        elif target not in self._files or path.endswith("/"):
            self._page.faults.append(f"指向不存在的“{value[:80]}”")
        return urlunsplit(parts._replace(path=path))
