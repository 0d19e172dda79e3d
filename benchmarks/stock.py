"""The yardstick: stock mkdocs-material over the same lessons, as somebody would set it up in an afternoon."""

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import yaml

#: What the lessons' Markdown needs. Search is the theme's own; without jieba it does not cut Chinese into words.
CONFIGURATION = {
    "site_name": "西区学堂",
    "theme": {"name": "material", "language": "zh"},
    "plugins": [{"search": {"lang": "zh"}}],
    "markdown_extensions": [
        "admonition",
        "attr_list",
        "footnotes",
        "tables",
        "pymdownx.details",
        "pymdownx.superfences",
        {"pymdownx.tabbed": {"alternate_style": True}},
    ],
}
COMMAND = (sys.executable, "-m", "mkdocs", "build", "--quiet")
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1"}


def has_jieba() -> bool:
    """Whether the search plugin cuts Chinese into words, which takes it longer."""
    return find_spec("jieba") is not None


def make_project(content: Path, folder: Path) -> None:
    """A mkdocs project with the lessons of `content/courses`; navigation comes from the folders."""
    folder.mkdir(parents=True)
    shutil.copytree(content / "courses", folder / "docs")
    (folder / "docs" / "index.md").write_text("# 西区学堂\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(CONFIGURATION, allow_unicode=True), encoding="utf-8")
