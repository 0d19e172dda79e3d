"""Pages → the kiosk's screens. The only module that knows Pelican, which runs as another program over a generated tree.

Pelican sees files that were made here and nothing else. All data of a page, its ready fragments too, travel as one JSON
text in the head of an empty page, so that nothing in it is taken for Markdown, a link of Pelican's or a template.
"""

import json
import shutil
from collections.abc import Iterable, Sequence
from html import escape
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from site_builder.offline import add_modules
from site_builder.renderer import RenderError, check_made, run_program
from site_builder.views import Page

#: The page for addresses that are not there. It can be asked for at any depth: its own addresses start at the root.
LOST = "404.html"


def render(pages: Iterable[Page], *, project: Path, work: Path, out: Path) -> None:
    """Write the HTML of `pages`, the 404 page and the theme's assets to the folder `out`.

    `project` holds `theme/kiosk`; `work` is an empty folder for generated files. Raises RenderError when Pelican fails
    or warns, or when the files it made are not exactly those that were asked for.
    """
    wanted = tuple(pages)
    if not wanted:
        raise RenderError("没有要生成的网页")
    work.mkdir(parents=True, exist_ok=True)
    config = _write_tree(wanted, project, work)
    arguments = ["--settings", str(config), "--output", str(out), "--fatal", "errors"]
    run_program("pelican", arguments, folder=work, pages=len(wanted), extra={"TZ": "UTC"})
    check_made(wanted, out)
    if not (out / LOST).is_file():
        raise RenderError(f"生成的网页和应有的不一致，共 1 处：\n  缺少 {LOST}")
    shutil.copytree(project / "theme" / "kiosk" / "static", out / "assets" / "kiosk")
    add_modules(out)


def _write_tree(pages: Sequence[Page], project: Path, work: Path) -> Path:
    """Write what Pelican reads. Returns its settings, which add this machine's folders to the theme's own."""
    theme = project / "theme" / "kiosk"
    (work / "source" / "pages").mkdir(parents=True)
    for number, page in enumerate(pages):
        _write_source(work, f"{number:06}", page, f"{page.path}index.html", _root(page.path))
    site = pages[0].data["site"]
    assert isinstance(site, dict)
    lost = Page("", LOST, {"title": "没有这一页", "description": "", "site": site})
    _write_source(work, "lost", lost, LOST, "/")
    config = work / "pelicanconf.py"
    settings = (theme / "pelicanconf.py").read_text(encoding="utf-8")
    folders = {
        "PATH": str((work / "source").resolve()),
        "THEME": str(theme.resolve()),
        "CACHE_PATH": str((work / "cache").resolve()),
        "THEME_TEMPLATES_OVERRIDES": [str((project / "theme" / "common").resolve()), str(_icons())],
        "SITENAME": site["name"],
    }
    config.write_text(settings + "".join(f"{name} = {value!r}\n" for name, value in folders.items()), encoding="utf-8")
    return config


def _write_source(work: Path, name: str, page: Page, target: str, root: str) -> None:
    ours = {"root": root, "address": page.path, "html": page.html}
    assert not ours.keys() & page.data.keys(), "these names are taken"
    values = {**page.data, **ours}
    head = {
        "template": page.template.removesuffix(".html"),
        "slug": name,
        "save_as": target,
        "url": target,
        "data": json.dumps(values, ensure_ascii=False),
    }
    metas = "".join(f'<meta name="{key}" content="{escape(text)}">\n' for key, text in head.items())
    source = f"<html><head><title>{name}</title>\n{metas}</head><body></body></html>\n"
    (work / "source" / "pages" / f"{name}.html").write_text(source, encoding="utf-8", newline="\n")


def _root(path: str) -> str:
    """The way from a page to the root of the site, ending in `/`."""
    return "../" * len(PurePosixPath(path).parts) or "./"


def _icons() -> Path:
    """The icons that Material ships: the portal takes the same ones."""
    found = find_spec("material")
    if found is None or not found.submodule_search_locations:
        raise RenderError("没有找到图标（mkdocs-material）；请重新安装依赖")
    return Path(found.submodule_search_locations[0]) / "templates" / ".icons" / "material"
