"""A portal becomes a copy; the same one twice, or none."""

import json
import zipfile
from pathlib import Path

import pytest

from catalog.loader import load
from search.services import SERVICES, services_json
from site_builder.bundle.manifest import files_below
from site_builder.bundle.refusals import BundleRefused
from site_builder.copy.make import FOLDER, LONGEST, NOTE, START, CopyError, as_script, copy_files, write_copy
from site_builder.output import write
from tests.conftest import CASES
from tests.search.samples import few

PAGES = {
    "index.html": b'<html><a href="law/">x</a><script type="module" src="assets/a.js"></script></html>',
    "law/index.html": b'<html><a href="..">x</a><img src="1.svg"></html>',
    "law/1.svg": b"<svg/>",
    "404.html": b'<a href="/nowhere/">',
    "robots.txt": b"x",
    "sitemap.xml": b"x",
    "search-config.json": b"{}",
    "pagefind/pagefind.js": b"import 1",
    "search/lexicon.json": b'{"a":1}',
    "assets/a.js": b'import { b } from "./b.js";\nb();\n',
    "assets/b.js": b"export function b() {}\n",
    "assets/plain.js": b"var x;\n",
}


def portal(folder: Path, **pages: bytes) -> Path:
    """A small portal."""
    for path, data in {**PAGES, **pages}.items():
        write(folder / path, data)
    return folder


def test_what_a_copy_consists_of(tmp_path: Path) -> None:
    """One page to open, a note, and a folder in which modules and data are scripts."""
    files = copy_files(files_below(portal(tmp_path)), few(), "学堂")
    inside = ["assets/a.js", "assets/plain.js", "index.html", "law/1.svg", "law/index.html", "open.js"]
    inside += ["search/data.js", "search/lexicon.js"]
    assert sorted(files) == sorted([START, NOTE, *(f"{FOLDER}/{path}" for path in inside)])
    assert files[f"{FOLDER}/law/index.html"] == (
        '<html data-portable="学堂"><a href="../index.html">x</a><img src="1.svg"></html>'.encode()
    )
    script = files[f"{FOLDER}/assets/a.js"]
    assert isinstance(script, bytes) and b'define("assets/b.js"' in script and b"import {" not in script


def test_a_name_is_text(tmp_path: Path) -> None:
    """Whatever the site is called, on the first page and in the note."""
    files = copy_files(files_below(portal(tmp_path)), few(), "A&B <学堂> $site")
    page, note = files[START], files[NOTE]
    assert isinstance(page, bytes) and b"<title>A&amp;B &lt;" in page and isinstance(note, bytes)
    assert note.decode("utf-8-sig").startswith("A&B <学堂> $site（")


def test_twice_the_same_bytes(tmp_path: Path) -> None:
    """Whatever folder it is made from."""
    for name in ("one", "other"):
        write_copy(portal(tmp_path / name), few(), "学堂", tmp_path / f"{name}.zip", moment=1_795_867_200)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize(
    ("pages", "says"),
    [
        ({"law/2.html": b'<a href="../gone/">'}, "law/2.html：指向不存在的“../gone/”"),
        ({"assets/b.js": b"export default 1;"}, "assets/b.js:1: export 后面只认识"),
        ({f"law/{'a' * LONGEST}.svg": b""}, "路径太长"),
    ],
)
def test_what_would_not_work_is_not_made(tmp_path: Path, pages: dict[str, bytes], says: str) -> None:
    """Nothing is written; what is wrong is said."""
    with pytest.raises(CopyError, match=says):
        write_copy(portal(tmp_path / "site", **pages), few(), "学堂", tmp_path / "copy.zip", moment=1_795_867_200)
    assert not (tmp_path / "copy.zip").exists()


def test_names_that_windows_forbids(tmp_path: Path) -> None:
    """Refused as in every bundle."""
    with pytest.raises(BundleRefused):
        copy_files(files_below(portal(tmp_path, **{"law/con.svg": b""})), few(), "学堂")


@pytest.mark.parametrize("text", ["'", "\\", "\u2028\u2029", "</script>", '"\n\t', "一𠮷", "__proto__"])
def test_data_as_a_script_is_what_it_was(text: str) -> None:
    """Quotes, backslashes and the line ends of JavaScript come through."""
    script = as_script("search/data.json", json.dumps([text], ensure_ascii=False).encode()).decode()
    assert "\u2028" not in script and script.count("\n") == 1
    literal = script[script.index("JSON.parse('") + 12 : -4]
    plain = literal.replace("\\u2028", "\u2028").replace("\\u2029", "\u2029").replace("\\'", "'").replace("\\\\", "\\")
    assert json.loads(plain) == [text]


def test_data_of_the_search_goes_along_as_scripts(tmp_path: Path) -> None:
    """What is found beside lessons is data like the rest, on one line, or the script that holds it could not be read."""
    beside = services_json(load(CASES / "valid" / "content"))
    files = copy_files(files_below(portal(tmp_path, **{SERVICES: beside})), few(), "学堂")
    script = files[f"{FOLDER}/search/district.js"]
    assert isinstance(script, bytes) and b'["search/district.json"] = JSON.parse' in script
    assert script.count(b"\n") == 1 and f"{FOLDER}/{SERVICES}" not in files
