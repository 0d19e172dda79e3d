"""A built portal → the files of a copy for any computer, and the zip that they are carried in."""

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from string import Template

from catalog.problems import UserError
from search.documents import SearchDocument
from search.inline import search_data
from search.services import SERVICES
from site_builder.bundle.archive import Content, pack
from site_builder.bundle.manifest import files_below
from site_builder.bundle.names import check_names
from site_builder.copy.javascript import ScriptError
from site_builder.copy.linker import Linker
from site_builder.copy.pages import rewritten
from site_builder.plan import LEXICON
from site_builder.settings import PROGRAM

#: Folder of everything that is not to be opened by hand.
FOLDER = "xuetang"
#: What a person opens; a name that every unzipping program keeps. The note's name is for people, its text for all.
START, NOTE = "index.html", "请先看这里.txt"
#: Windows has room for 260 characters, with the folder that the copy was put into.
LONGEST = 180
#: Data of the search, see `client/inline.js`.
SEARCH_DATA = "search/data.json"

_THEME = PROGRAM / "theme" / "copy"
#: What only a server or a search engine would ask for.
_LEFT_OUT = ("404.html", "robots.txt", "sitemap.xml", "search-config.json", "sw.js")
_LEFT_OUT_FOLDERS = ("pagefind/", "assets/offline/")


class CopyError(UserError):
    """The portal cannot be made into a copy; the message is for people."""


def write_copy(portal: Path, documents: Iterable[SearchDocument], name: str, out: Path, *, moment: int) -> int:
    """Write the zip `out` with a copy of the portal in this folder. Returns its size. Raises CopyError, BundleRefused.

    `name` is the site's, `moment` the date of the files. The same portal gives the same bytes.
    """
    return pack(out, copy_files(files_below(portal), documents, name), moment=moment)


def copy_files(site: Mapping[str, Path], documents: Iterable[SearchDocument], name: str) -> dict[str, Content]:
    """All files of a copy by their path in the zip. `site`: the portal's files by their path."""
    kept = {path: file for path, file in site.items() if not _is_left_out(path)}
    data = {path: kept.pop(path).read_bytes() for path in (LEXICON, SERVICES) if path in kept}
    data[SEARCH_DATA] = search_data(documents)
    pages, entries = _pages(kept, name)
    scripts, modules = _scripts(kept, entries)
    files: dict[str, Content] = {path: file for path, file in kept.items() if path not in modules}
    files |= pages | scripts | {_script_of(path): as_script(path, value) for path, value in data.items()}
    copied = {f"{FOLDER}/{path}": content for path, content in files.items()}
    copied |= _front(name)
    check_names(sorted(copied))
    if longest := [path for path in sorted(copied) if len(path) > LONGEST]:
        raise CopyError(f"路径太长，Windows 上解不开（最多 {LONGEST} 个字符）：{longest[0]}")
    return copied


def as_script(path: str, value: bytes) -> bytes:
    """A JSON file as a plain script, which leaves its value where `client/site.js` looks for it."""
    text = value.decode()
    for old, new in (("\\", "\\\\"), ("'", "\\'"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(old, new)
    return f"(globalThis.xuetangData ??= {{}})[{json.dumps(path)}] = JSON.parse('{text}');\n".encode()


def _is_left_out(path: str) -> bool:
    return path in _LEFT_OUT or path.startswith(_LEFT_OUT_FOLDERS)


def _script_of(path: str) -> str:
    return path.removesuffix(".json") + ".js"


def _pages(kept: Mapping[str, Path], name: str) -> tuple[dict[str, Content], set[str]]:
    """The rewritten pages, and the modules that they start."""
    made: dict[str, Content] = {}
    entries: set[str] = set()
    faults: list[str] = []
    for path in sorted(kept):
        if path.endswith(".html"):
            page = rewritten(kept[path].read_bytes().decode(), path, kept.keys(), name)
            made[path] = page.text.encode()
            entries.update(page.modules)
            faults += [f"  {path}：{fault}" for fault in page.faults]
    if faults:
        more = f"\n  ……还有 {len(faults) - 20} 处" if len(faults) > 20 else ""
        raise CopyError(f"有 {len(faults)} 处地址在副本里打不开，没有做：\n" + "\n".join(faults[:20]) + more)
    return made, entries


def _scripts(kept: Mapping[str, Path], entries: Iterable[str]) -> tuple[dict[str, Content], set[str]]:
    """A script in the place of each entry, and all the modules that are in them."""
    linker = Linker({path: file.read_text(encoding="utf-8") for path, file in kept.items() if path.endswith(".js")})
    try:
        scripts: dict[str, Content] = {entry: linker.link(entry).encode() for entry in sorted(entries)}
        return scripts, {module.path for entry in entries for module in linker.needed(entry)}
    except ScriptError as error:
        raise CopyError(f"网页脚本连不成一个文件：{error}") from error


def _front(name: str) -> dict[str, Content]:
    """What lies on top: the page to open, the script that finds out whether all was unzipped, and the note."""
    values = {"site": name, "folder": FOLDER, "start": START}
    page, note = (Template((_THEME / file).read_text(encoding="utf-8")) for file in ("start.html", "note.txt"))
    lines = note.substitute(values).splitlines()
    return {
        START: page.substitute({**values, "site": escape(name)}).encode(),
        NOTE: ("\ufeff" + "\r\n".join([*lines, ""])).encode(),  # old Windows editors need both
        f"{FOLDER}/open.js": (_THEME / "open.js").read_bytes(),
    }
