"""The content folder is not a way out of itself: links, devices and odd files are refused quickly."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.loader import load
from catalog.problems import ContentError, Problem

COURSE = "content/courses/law/anti-fraud"


def problems_of(root: Path) -> list[Problem]:
    started = time.monotonic()
    with pytest.raises(ContentError) as caught:
        load(root / "content")
    assert time.monotonic() - started < 5, "a hostile file must not make the check hang"
    return list(caught.value.problems)


def codes(root: Path) -> list[tuple[str, str]]:
    return [(Path(problem.path).name, problem.code) for problem in problems_of(root)]


@pytest.mark.skipif(os.name == "nt", reason="making links needs a right on Windows")
class TestLinksAndDevices:
    """F04: only regular files of one name."""

    def test_link_to_a_file_elsewhere(self, small_site: Callable[..., Path]) -> None:
        """A symlink is refused, whatever it points to, and its target is never published."""
        root = small_site()
        (root / "secret.md").write_text("canary", encoding="utf-8")
        (root / COURSE / "03-secret.md").symlink_to(root / "secret.md")
        assert ("03-secret.md", "F04") in codes(root)

    def test_linked_folder_and_loop(self, small_site: Callable[..., Path]) -> None:
        """A symlinked course and a loop of links are refused without following them."""
        root = small_site()
        (root / "content/courses/law/elsewhere").symlink_to(root, target_is_directory=True)
        (root / "content/courses/health").mkdir()
        (root / "content/courses/health/loop").symlink_to(root / "content/courses/health", target_is_directory=True)
        assert codes(root) == [("loop", "F04"), ("elsewhere", "F04")]

    def test_hard_link(self, small_site: Callable[..., Path]) -> None:
        """A hard link shows another file's content under a new name."""
        root = small_site()
        (root / "secret.md").write_text("canary", encoding="utf-8")
        os.link(root / "secret.md", root / COURSE / "03-secret.md")
        assert ("03-secret.md", "F04") in codes(root)

    def test_pipe(self, small_site: Callable[..., Path]) -> None:
        """Reading a pipe would wait for ever."""
        root = small_site()
        os.mkfifo(root / COURSE / "03-pipe.md")
        assert ("03-pipe.md", "F04") in codes(root)

    def test_settings_are_not_links(self, small_site: Callable[..., Path]) -> None:
        """The files beside the courses are read as carefully."""
        root = small_site()
        (root / "content/site.yml").rename(root / "site.yml")
        (root / "content/site.yml").symlink_to(root / "site.yml")
        assert ("site.yml", "F04") in codes(root)


def test_hidden_files_of_editors_are_ignored(small_site: Callable[..., Path]) -> None:
    """Editors and systems leave hidden files; they are nobody's fault."""
    root = small_site()
    (root / COURSE / ".DS_Store").write_bytes(b"\0")
    load(root / "content")


def test_nothing_there(tmp_path: Path) -> None:
    """An empty folder says which files are missing."""
    (tmp_path / "content").mkdir()
    found = codes(tmp_path)
    assert found == [("categories.yml", "F07"), ("site.yml", "F07"), ("targets.yml", "F07")]


def test_huge_file_is_not_read(small_site: Callable[..., Path]) -> None:
    """A file of 300 MB is refused by its size."""
    root = small_site()
    with (root / COURSE / "03-huge.md").open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert ("03-huge.md", "F03") in codes(root)


def test_byte_order_mark_and_windows_line_ends_are_fine(small_site: Callable[..., Path]) -> None:
    """Notepad writes both; the lesson is the same."""
    root = small_site()
    path = root / COURSE / "02-fake-police.md"
    before = load(root / "content")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    after = load(root / "content")
    assert [lesson.body for lesson in before.lessons()] == [lesson.body for lesson in after.lessons()]
    assert [lesson.header for lesson in before.lessons()] == [lesson.header for lesson in after.lessons()]


def test_category_is_known_and_has_one_target(small_site: Callable[..., Path]) -> None:
    """categories.yml and targets.yml fit each other."""
    root = small_site()
    targets = root / "content/targets.yml"
    targets.write_text(
        targets.read_text(encoding="utf-8").replace("category: health", "category: healht"), encoding="utf-8"
    )
    assert [(Path(p.path).name, p.code) for p in problems_of(root)] == [("targets.yml", "M02"), ("targets.yml", "R01")]


@pytest.mark.skipif(os.name == "nt", reason="such names do not exist on Windows")
@pytest.mark.parametrize("name", [b"a\xff.md", b"a\x1b[31m.md", b"a\n::error::b.md", b"\xe2\x80\xae.png"])
def test_names_that_cannot_be_shown(small_site: Callable[..., Path], name: bytes) -> None:
    """Broken bytes, line breaks and control characters in a name are reported, spelt out, and never shown raw."""
    root = small_site()
    (root / COURSE / os.fsdecode(name)).write_text("x", encoding="utf-8")
    (problem,) = problems_of(root)
    assert problem.code == "F05" and str(problem).isprintable()


def test_folder_without_rights(small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A course that cannot be looked into is a problem with a place, and the others are still checked."""
    root = small_site()
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "anti-fraud":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert codes(root) == [("anti-fraud", "F04")]


@pytest.mark.parametrize("place", ["api", "search", "pagefind", "assets"])
def test_the_sites_own_addresses_are_taken(small_site: Callable[..., Path], place: str) -> None:
    """A category or an old lesson at such an address would write over the site's own files, or remove them."""
    root = small_site()
    lesson = root / COURSE / "02-fake-police.md"
    good = lesson.read_text(encoding="utf-8")
    lesson.write_text(good.replace("updated:", f"redirect_from: [{place}/v1/lessons]\nupdated:"), encoding="utf-8")
    assert codes(root) == [("02-fake-police.md", "R08")]
    lesson.write_text(good, encoding="utf-8")
    for name in ("categories.yml", "targets.yml"):
        path = root / "content" / name
        path.write_text(path.read_text(encoding="utf-8").replace(": health", f": {place}"), encoding="utf-8")
    assert codes(root) == [("categories.yml", "R02")]
