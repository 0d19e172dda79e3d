"""File names of lessons, the addresses of their pages, and what kinds of links there are."""

import re
from pathlib import PurePosixPath
from posixpath import normpath

from catalog.fields import is_slug

LESSON_FILE = re.compile(r"(\d\d)-([a-z0-9]+(?:-[a-z0-9]+)*)\.md")
MAX_ADDRESS = 1000

#: Last part of the address of a course's page for teachers; no lesson may take it.
TEACHING = "teaching"
_HOST = r"[^\W_](?:[\w.-]*[^\W_])?(?::\d{1,4}|:[1-5]\d{4})?"


def is_lesson_name(slug: str) -> bool:
    """Whether a lesson may have this name: one part of a URL that the site does not use itself."""
    return is_slug(slug) and slug != TEACHING


def address_of(path: PurePosixPath) -> str | None:
    """Address of the page made from `<category>/<course>/<file>.md`, ending in `/`; None where there is no page."""
    if len(path.parts) != 3:
        return None
    folder = f"{path.parent}/"
    if path.name == "index.md":
        return folder
    match = LESSON_FILE.fullmatch(path.name)
    return f"{folder}{match[2]}/" if match else None


def kind_of_link(href: str, decoded: str) -> str:
    """`external`, `fragment`, `content`, `other` (mailto, tel) or `refused`.

    A scheme counts as it is written: `https%3A` is a file's name to browsers. No `@` before a host: what stands there
    looks like the host.
    """
    if len(href) > MAX_ADDRESS:
        return "refused"
    if re.fullmatch(rf"https://{_HOST}(?:[/?#].*)?", href):
        return "external"
    if re.fullmatch(r"(mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9-]+)", href):
        return "other"
    if decoded.startswith("#") and len(decoded) > 1:
        return "fragment"
    if re.fullmatch(r"[^:#?\\\x00-\x20]+\.md(#[^\s]*)?", decoded) and not decoded.startswith("/"):
        return "content"
    return "refused"


def join(folder: PurePosixPath, target: str) -> PurePosixPath | None:
    """The file that `target` names from `folder`; None where it leaves the content folder."""
    joined = PurePosixPath(normpath(f"{folder}/{target}"))
    return None if joined.parts[:1] == ("..",) else joined
