"""Pages → the themed portal. The only module that knows mkdocs, which runs as a subprocess over a generated tree.

Many pages are shared among several processes: a page depends on nothing but itself, the theme and `mkdocs.yml`.
"""

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from site_builder.renderer import RenderError, check_made, run_program
from site_builder.views import Page

#: From this many pages on, a second process pays for its start.
PAGES_FOR_TWO = 300
#: Files of Material that the portal does not use.
UNUSED = ("assets/javascripts", "assets/images", "assets/stylesheets/palette.*", "assets/stylesheets/*.map")


def render(pages: Iterable[Page], *, project: Path, work: Path, out: Path) -> None:
    """Write the HTML of `pages`, the 404 page and the theme's assets to the folder `out`.

    `project` holds `mkdocs.yml` and `theme/`; `work` is an empty folder for generated files. Raises RenderError when
    mkdocs fails or warns, or when the files it made are not exactly those that were asked for.
    """
    wanted = tuple(pages)
    if not wanted:
        raise RenderError("没有要生成的网页")
    parts = _share(wanted, os.cpu_count() or 1)
    folders = [work / f"part-{index}" for index in range(len(parts))]
    with ThreadPoolExecutor(len(parts)) as pool:
        runs = [pool.submit(_render_part, part, project, folder) for part, folder in zip(parts, folders, strict=True)]
        for run in runs:
            run.result()
    for part, folder in zip(parts, folders, strict=True):
        check_made(part, folder / "site")
        _merge(folder / "site", out)
    _drop_unused(out)


def _share(pages: Sequence[Page], processors: int) -> list[Sequence[Page]]:
    count = 2 if len(pages) > PAGES_FOR_TWO and processors > 1 else 1
    return [pages[index::count] for index in range(count)]


def _render_part(pages: Sequence[Page], project: Path, folder: Path) -> None:
    config = write_tree(pages, project, folder)
    arguments = ["build", "--strict", "--config-file", str(config)]
    run_program("mkdocs", arguments, folder=folder, pages=len(pages), extra={"NO_MKDOCS_2_WARNING": "1"})


def write_tree(pages: Sequence[Page], project: Path, folder: Path) -> Path:
    """Write the sources of `pages` and a configuration that any engine of the mkdocs family builds. Returns the latter."""
    for page in pages:
        source = folder / "docs" / page.path / "index.md"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(_source(page), encoding="utf-8", newline="\n")
    theme = folder / "theme"
    for part in ("portal", "common"):  # what all editions share is found beside the portal's own templates
        shutil.copytree(project / "theme" / part, theme, dirs_exist_ok=True)
    config = folder / "mkdocs.yml"
    config.write_text(json.dumps(_config(pages[0], project, theme)), encoding="utf-8")
    return config


def _source(page: Page) -> str:
    """A page as mkdocs reads it: all front matter, every value JSON on one line, which YAML reads as well.

    The fragment travels in the front matter too. As the page's body it would pass through Markdown once more, which
    costs a quarter of the time and could take some of it for its own.
    """
    values = {**page.data, "html": page.html, "template": page.template}
    front = "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if key != "site"
    )
    return f"---\n{front}---\n"


def _config(page: Page, project: Path, theme: Path) -> dict[str, object]:
    site = page.data["site"]
    assert isinstance(site, dict)
    return {
        "INHERIT": str((project / "mkdocs.yml").resolve()),
        "site_name": site["name"],
        "site_url": site["url"],
        "docs_dir": "docs",  # relative: Zensical takes no folders outside of the configuration's
        "site_dir": "site",
        "theme": {"custom_dir": str(theme.resolve())},
        "extra": {"site": site},
    }


def _merge(source: Path, target: Path) -> None:
    """Move a tree into another; a file that is there already, from another part, is the same."""
    target.mkdir(parents=True, exist_ok=True)
    for entry in list(source.iterdir()):
        goal = target / entry.name
        if goal.is_dir():
            _merge(entry, goal)
        elif not goal.exists():
            shutil.move(entry, goal)


def _drop_unused(out: Path) -> None:
    for pattern in UNUSED:
        for path in out.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
