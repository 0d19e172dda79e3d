"""A checked fragment, cut at its headings and without its links, for a screen that is touched standing up.

A link within a line of text is too small for a finger, and one that leads out of the device must not be there at all.
So its words stay where they are, and what it names travels beside the text: the templates make large buttons of it.
"""

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_VOID = frozenset("br hr img".split())


@dataclass(frozen=True)
class Part:
    """What stands under one heading of the second level, or before the first (`id` and `title` are empty then).

    `links` are pages of ours that the text mentions: relative address and words.
    """

    id: str
    title: str
    html: str
    links: tuple[tuple[str, str], ...]


def parts(html: str) -> list[Part]:
    """The parts of a fragment in their order; the first may be empty. Words and elements are those of the fragment."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [Part(draft.id, "".join(draft.title), "".join(draft.html), tuple(draft.links)) for draft in reader.parts]


@dataclass
class _Draft:
    id: str = ""
    title: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Passes everything on as it is written, but for `<a>`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts = [_Draft()]
        self._depth = 0
        self._in_title = False
        self._is_dropped = False  # inside of an arrow that leads back from a footnote
        self._link: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "a":
            self._open_link(known)
            return
        if tag == "h2" and self._depth == 0:
            self.parts.append(_Draft(known.get("id", "")))
            self._in_title = True
        self._write(self.get_starttag_text() or "")
        self._depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._close_link()
            return
        self._write(f"</{tag}>")
        self._depth -= 1
        if tag == "h2":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        self._say(data, data)

    def handle_entityref(self, name: str) -> None:
        self._say(f"&{name};", {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "nbsp": "\u00a0"}.get(name, ""))

    def handle_charref(self, name: str) -> None:
        self._say(f"&#{name};", chr(int(name[1:], 16) if name[:1] in "xX" else int(name)))

    def _say(self, written: str, text: str) -> None:
        self._write(written)
        if self._in_title:
            self.parts[-1].title.append(text)
        if self._link:
            self._link[1].append(text)

    def _write(self, html: str) -> None:
        if not self._is_dropped:
            self.parts[-1].html.append(html)

    def _open_link(self, attributes: dict[str, str]) -> None:
        address = attributes.get("href", "")
        if "footnote-backref" in attributes.get("class", "").split():
            self._is_dropped = True
        elif shown := _shown_address(address):
            self._write(f'<span class="outside" data-address="{escape(shown)}">')
        else:
            if not address.startswith(("#", "tel:")):
                self._link = (address, [])
            name = attributes.get("id")
            self._write(f'<span class="mention" id="{escape(name)}">' if name else '<span class="mention">')

    def _close_link(self) -> None:
        self._write("</span>")
        self._is_dropped = False
        if self._link:
            address, words = self._link
            if address not in [known for known, _ in self.parts[-1].links]:
                self.parts[-1].links.append((address, "".join(words)))
            self._link = None


def _shown_address(address: str) -> str:
    """How an address outside of the site is shown to somebody who can only copy it; empty for one of ours."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return re.sub(r"^www\.", "", parts.netloc) + parts.path.rstrip("/")
    return parts.path if parts.scheme == "mailto" else ""
