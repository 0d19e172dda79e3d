"""The Pagefind bundle."""

import os
from pathlib import Path

import pytest

from search.documents import SearchDocument
from search.static import SearchIndexError, write_index
from tests.search.samples import document, few


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_documents_give_the_same_bytes(tmp_path: Path, lessons: tuple[SearchDocument, ...]) -> None:
    """Two builds of one content can be compared and cached."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        write_index(lessons, tmp_path / name)
    assert _files(tmp_path / "one") == _files(tmp_path / "other")


def test_only_what_is_used_is_published(tmp_path: Path) -> None:
    """No English interface of Pagefind's own, no scratch files."""
    write_index(few(), tmp_path)
    names = set(_files(tmp_path))
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/facets.json"} <= names
    assert not [name for name in names if "-ui" in name or "highlight" in name]
    assert [path.name for path in tmp_path.iterdir()] == ["pagefind"]


def test_a_new_index_replaces_the_old_one(tmp_path: Path) -> None:
    """Nothing of an earlier index stays."""
    write_index((*few(), document("gone", category="women")), tmp_path)
    before = set(_files(tmp_path))
    write_index(few(), tmp_path)
    assert '"women"' not in (tmp_path / "pagefind/facets.json").read_text()
    assert len(_files(tmp_path)) < len(before)


def test_a_site_without_lessons_has_an_index_too(tmp_path: Path) -> None:
    """A new site builds and its search finds nothing rather than failing."""
    write_index((), tmp_path)
    assert (tmp_path / "pagefind/pagefind.js").is_file()


def test_a_failing_pagefind_is_explained_and_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is Chinese, says what Pagefind said, and the old index is still there."""
    write_index(few(), tmp_path)
    before = _files(tmp_path)
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no room left\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(broken))
    with pytest.raises(SearchIndexError, match=r"退出码 3[\s\S]*no room left"):
        write_index(few(), tmp_path)
    broken.unlink()
    assert _files(tmp_path) == before


def test_a_lost_page_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Pagefind that ends well without having taken every lesson is an error."""
    if os.name == "nt":
        pytest.skip("the stand-in is a shell script")
    lazy = tmp_path / "lazy"
    entry = '{"languages": {"zxx": {"page_count": 2}}}'
    lazy.write_text(f"#!/bin/sh\nmkdir -p $4\necho '{entry}' > $4/pagefind-entry.json\n")
    lazy.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(lazy))
    with pytest.raises(SearchIndexError, match=r"应有 3 课.*只收了 2 课"):
        write_index(few(), tmp_path)
