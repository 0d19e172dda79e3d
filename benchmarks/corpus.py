"""The pieces that generated lessons are made of, taken from the real lessons: sentences, lists, tables, questions."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.frontmatter import decode, split

_SENTENCE = re.compile(r"[^。！？]+[。！？]+[”’」』）]*")
_MARKER = re.compile(r"(?:- |\d+\. )")
_PICTURE = re.compile(r'!\[(?P<alt>[^\]]+)\]\((?P<name>[a-z0-9-]+\.svg)(?: "(?P<caption>[^"]*)")?\)')
_FOOTNOTE = re.compile(r"\[\^\w+\]: (?P<text>.+)")
#: Inline Markdown that cannot stand in another lesson.
_TIED = re.compile(r"[\[\]<>`|_]")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("「", "」"))
#: Shortest and longest piece in characters, so that the length of a lesson can be kept within its limits.
_SHORTEST = 6
_LONGEST = {"sentence": 90, "item": 70, "footnote": 90, "heading": 24, "table": 320, "notice": 240}

#: Front matter as plain YAML data: text, lists and dicts.
Header = dict[str, Any]


@dataclass(frozen=True)
class Picture:
    """A drawing of a real lesson with what is said about it."""

    path: Path
    alt: str
    caption: str


@dataclass(frozen=True)
class Category:
    """The real courses and lessons of one category: their front matter by the name in their address."""

    slug: str
    courses: dict[str, Header]
    lessons: dict[str, Header]


@dataclass(frozen=True)
class Corpus:
    """All pieces, each once, in the order of the files."""

    categories: tuple[Category, ...]
    sentences: tuple[str, ...]
    headings: tuple[str, ...]
    items: tuple[str, ...]
    tables: tuple[str, ...]
    notices: tuple[str, ...]
    footnotes: tuple[str, ...]
    pictures: tuple[Picture, ...]
    questions: tuple[Header, ...]


def read_corpus(content: Path) -> Corpus:
    """The pieces of all courses below `content/courses`.

    Raises ValueError when there is nothing of one kind, ContentError when a file cannot be read.
    """
    categories: dict[str, Category] = {}
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    pictures: list[Picture] = []
    for path in sorted((content / "courses").glob("*/*/*.md")):
        document = split(decode(path.read_bytes(), str(path)), str(path))
        slug, course = path.parts[-3:-1]
        category = categories.setdefault(slug, Category(slug, {}, {}))
        if path.name == "index.md":
            category.courses[course] = document.header
        else:
            category.lessons[path.stem[3:]] = document.header
            pictures.extend(_pictures(document.body, path.parent))
            for kind, piece in _pieces(document.body):
                pieces[kind].append(piece)
    questions = [question for c in categories.values() for header in c.lessons.values() for question in header["quiz"]]
    corpus = Corpus(
        categories=tuple(category for category in categories.values() if category.courses and category.lessons),
        sentences=_each_once(pieces["sentence"]),
        headings=_each_once(pieces["heading"]),
        items=_each_once(pieces["item"]),
        tables=_each_once(pieces["table"]),
        notices=_each_once(pieces["notice"]),
        footnotes=_each_once(pieces["footnote"]),
        pictures=tuple(pictures),
        questions=tuple({question["question"]: question for question in questions}.values()),
    )
    if missing := [kind for kind, found in vars(corpus).items() if not found]:
        raise ValueError(f"the lessons in {content} have no {', '.join(missing)} to build others from")
    return corpus


def _each_once(pieces: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pieces))


def _pieces(body: str) -> Iterator[tuple[str, str]]:
    """Kind and text of everything in a body that can be used elsewhere."""
    for kind, text in _cut(body):
        text = text.strip()
        if _SHORTEST <= len(text) <= _LONGEST[kind] and (_is_free(text) or (kind == "table" and "[" not in text)):
            yield kind, text


def _cut(body: str) -> Iterator[tuple[str, str]]:
    for block in re.split(r"\n\s*\n(?! )", body.strip("\n")):  # an indented block belongs to what it follows
        lines = block.split("\n")
        if block.startswith("#"):
            yield "heading", lines[0].lstrip("#")
        elif block.startswith("|"):
            yield "table", block
        elif block.startswith("!!! "):
            yield "notice", block
        elif footnote := _FOOTNOTE.fullmatch(block):
            yield "footnote", footnote["text"]
        elif all(_MARKER.match(line) for line in lines):
            yield from (("item", _MARKER.sub("", line, count=1)) for line in lines)
        elif re.match(r"[^\s>=?!\[-]", block):
            yield from (("sentence", sentence) for sentence in _SENTENCE.findall("".join(lines)))


def _is_free(text: str) -> bool:
    """Whether nothing ties the text to its place: no links, and both halves of everything that comes in two."""
    return (
        not _TIED.search(text)
        and text.count("**") % 2 == 0
        and text.count("*") == 2 * text.count("**")
        and all(text.count(left) == text.count(right) for left, right in _PAIRS)
    )


def _pictures(body: str, folder: Path) -> Iterator[Picture]:
    for match in _PICTURE.finditer(body):
        if (path := folder / match["name"]).is_file():
            yield Picture(path, match["alt"], match["caption"] or "")
