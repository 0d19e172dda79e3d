"""The yardstick: stock mkdocs-material over the same lessons, as somebody would set it up in an afternoon."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import yaml

#: What the lessons' Markdown needs. Search is the theme's own; without jieba it does not cut Chinese into words.
_CONFIGURATION = {
    "site_name": "西区学堂",
    "plugins": [{"search": {"lang": "zh"}}],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "footnotes",
        "tables",
        "pymdownx.details",
        {"pymdownx.tabbed": {"alternate_style": True}},
    ],
}
_THEME = {"name": "material", "language": "zh"}
#: The theme as it comes writes the whole navigation into every page; told to prune, only the branch that is open.
KINDS = {"stock": _THEME, "pruned": _THEME | {"features": ["navigation.prune"]}}
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1"}


def command(kind: str) -> tuple[str, ...]:
    """Builds one of KINDS in the project's folder, to `site-<kind>`."""
    config = ("--config-file", f"{kind}.yml", "--site-dir", f"site-{kind}")
    return (sys.executable, "-m", "mkdocs", "build", "--quiet", *config)


def has_jieba() -> bool:
    """Whether the search plugin cuts Chinese into words, which takes it longer."""
    return find_spec("jieba") is not None


def make_project(content: Path, folder: Path) -> None:
    """A mkdocs project with the lessons of `content/courses`; navigation comes from the folders."""
    folder.mkdir(parents=True)
    shutil.copytree(content / "courses", folder / "docs")
    (folder / "docs" / "index.md").write_text("# 西区学堂\n", encoding="utf-8")
    for kind, theme in KINDS.items():
        text = yaml.safe_dump(_CONFIGURATION | {"theme": theme}, allow_unicode=True)
        (folder / f"{kind}.yml").write_text(text, encoding="utf-8")
