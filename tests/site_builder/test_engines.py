"""The generated tree is not tied to mkdocs: its heirs build the same pages from it.

Set XUETANG_TEST_PROPERDOCS or XUETANG_TEST_ZENSICAL to the program, or put it on the PATH.
"""

import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest

from catalog.loader import load
from site_builder import portal
from site_builder.views import Page, course_pages, site_pages

ROOT = Path(__file__).resolve().parents[2]


def program(name: str) -> str:
    found = os.environ.get(f"XUETANG_TEST_{name.upper()}") or shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed; set XUETANG_TEST_{name.upper()} to try it")
    return found


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    catalog = load(ROOT / "content")
    return [*site_pages(catalog), *course_pages(catalog, catalog.records[0])]


def outline_of(html: str, address: str) -> dict[str, object]:
    """What must not depend on the engine: title, headings, ids, where links lead, and the text."""
    body = html[html.index("<body") :]
    text = unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", body, flags=re.S)))
    return {
        "title": re.findall(r"<title>(.*?)</title>", html),
        "headings": [
            unescape(re.sub(r"<[^>]+>|\s+", "", h)) for h in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", body, re.S)
        ],
        "ids": re.findall(r'\sid="([^"]+)"', body),
        # Engines write `.` or nothing for the page itself; Zensical adds a skip link of its own.
        "links": [
            urljoin(address, unescape(link))
            for link in re.findall(r'<a\b[^>]*?href="([^"]*)"', body)
            if link != "#__skip"
        ],
        "text": re.sub(r"\s+", "", text),
    }


@pytest.mark.parametrize(
    ("name", "command"),
    [("properdocs", ["build", "--quiet", "--config-file"]), ("zensical", ["build", "--config-file"])],
)
def test_heirs_build_the_same_pages(name: str, command: list[str], pages: list[Page], tmp_path: Path) -> None:
    """Every page is there, with the same title, headings, ids, links and words as from mkdocs."""
    engine = program(name)
    portal.render(pages, project=ROOT, work=tmp_path / "mkdocs", out=tmp_path / "out")
    config = portal.write_tree(pages, ROOT, tmp_path / name)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run([engine, *command, str(config)], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    for page in pages:
        ours = (tmp_path / "out" / page.path / "index.html").read_text(encoding="utf-8")
        theirs = (tmp_path / name / "site" / page.path / "index.html").read_text(encoding="utf-8")
        address = f"https://example.org/{page.path}"
        assert outline_of(theirs, address) == outline_of(ours, address), page.path
