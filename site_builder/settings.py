"""Where things are: the project that is built, the program's own files, and the folder kept between runs."""

import os
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

#: The checkout that this program runs from: `theme/`, `mkdocs.yml` and the browser's search live beside it.
PROGRAM = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Project:
    """A folder with `content/`; everything that is made goes to its `dist/`."""

    root: Path

    @property
    def content(self) -> Path:
        """What teachers edit."""
        return self.root / "content"

    @property
    def dist(self) -> Path:
        """What is published."""
        return self.root / "dist"

    @property
    def portal(self) -> Path:
        """The public site."""
        return self.dist / "portal"

    @property
    def kiosk(self) -> Path:
        """The edition for shared screens."""
        return self.dist / "kiosk"

    @property
    def search_config(self) -> Path:
        """The operator's choice of search engine, copied into the site when it exists."""
        return self.root / "search-config.json"

    @cached_property
    def cache(self) -> Path:
        """A folder outside the repository for what is kept between runs; `XUETANG_CACHE_DIR` moves it."""
        base = os.environ.get("XUETANG_CACHE_DIR")
        folder = Path(base) if base else user_cache_path("xuetang", appauthor=False)
        return folder / blake2b(str(self.root.resolve()).encode(), digest_size=8).hexdigest()


def program_digest(edition: str) -> str:
    """Changes with everything that decides how an edition's pages look: code, theme, configuration and libraries."""
    from importlib.metadata import version

    digest = blake2b(digest_size=16)
    for name in (
        "mkdocs",
        "mkdocs-material",
        "markdown",
        "jinja2",
        "pagefind",
        "pelican",
        "pydantic",
        "opencc",
        "pypinyin",
        "rjieba",
        "segno",
    ):
        digest.update(f"{name} {version(name)}\n".encode())
    for folder in ("catalog", "search", "site_builder", "theme/shared", "theme/common", f"theme/{edition}"):
        for source in sorted((PROGRAM / folder).rglob("*")):
            if source.is_file() and "__pycache__" not in source.parts:
                digest.update(source.relative_to(PROGRAM).as_posix().encode() + b"\0" + source.read_bytes())
    digest.update((PROGRAM / "mkdocs.yml").read_bytes())
    return digest.hexdigest()
