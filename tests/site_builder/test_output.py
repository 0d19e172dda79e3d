"""Publishing: readers see the old site or the new one, whatever happens in between."""

import os
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from site_builder.output import KEPT, OutputError, Shelf, remove, take_over, write

ROOT = Path(__file__).resolve().parents[2]


def release(shelf: Shelf, text: str) -> Path:
    folder, _ = shelf.begin()
    write(folder / "a/index.html", text.encode())
    write(folder / "index.html", text.encode())
    return shelf.publish(folder)


def test_publish_and_replace(tmp_path: Path) -> None:
    """The second release takes the place of the first; the first stays readable for those who have it open."""
    shelf = Shelf(tmp_path / "dist/portal")
    with shelf.locked():
        first = release(shelf, "一")
        assert (shelf.live / "index.html").read_text(encoding="utf-8") == "一"
        release(shelf, "二")
    assert (shelf.live / "a/index.html").read_text(encoding="utf-8") == "二"
    assert (first / "index.html").read_text(encoding="utf-8") == "一"


def test_old_releases_are_forgotten(tmp_path: Path) -> None:
    """The disk does not fill up."""
    shelf = Shelf(tmp_path / "dist/portal")
    with shelf.locked():
        for number in range(6):
            release(shelf, str(number))
    assert len(list(shelf.releases.glob("portal-*"))) == KEPT
    assert (shelf.live / "index.html").read_text(encoding="utf-8") == "5"


def test_a_folder_in_the_way_is_not_lost(tmp_path: Path) -> None:
    """A site that was copied there by hand makes room, and can still be found."""
    shelf = Shelf(tmp_path / "dist/portal")
    write(shelf.live / "index.html", "手工".encode())
    with shelf.locked():
        release(shelf, "一")
    assert (shelf.live / "index.html").read_text(encoding="utf-8") == "一"
    kept = [folder / "index.html" for folder in shelf.releases.glob("portal-*")]
    assert "手工" in [path.read_text(encoding="utf-8") for path in kept]


def test_without_links_folders_are_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows without the right to make links publishes all the same."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(1314, "no right")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    shelf = Shelf(tmp_path / "dist/portal")
    with shelf.locked():
        release(shelf, "一")
        release(shelf, "二")
    assert not shelf.live.is_symlink()
    assert (shelf.live / "index.html").read_text(encoding="utf-8") == "二"


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="atomic replacement of a link is POSIX")
def test_readers_never_miss_a_page(tmp_path: Path) -> None:
    """While releases change, every read finds a whole file."""
    shelf = Shelf(tmp_path / "dist/portal")
    missed: list[str] = []
    stop = threading.Event()

    def reader() -> None:
        while not stop.is_set():
            try:
                if not (shelf.live / "index.html").read_bytes():
                    missed.append("empty")
            except OSError as error:
                missed.append(str(error))

    with shelf.locked():
        release(shelf, "0")
        readers = [threading.Thread(target=reader) for _ in range(3)]
        for thread in readers:
            thread.start()
        for number in range(1, KEPT):
            release(shelf, str(number))
        stop.set()
        for thread in readers:
            thread.join()
    assert not missed


def test_killed_build_leaves_the_site_and_is_cleaned_up(tmp_path: Path) -> None:
    """kill -9 in the middle of a release: the site is as it was, and the next build needs no help."""
    shelf = Shelf(tmp_path / "dist/portal")
    with shelf.locked():
        release(shelf, "一")
    script = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from site_builder.output import Shelf, write
        shelf = Shelf(Path(sys.argv[1]))
        with shelf.locked():
            folder, _ = shelf.begin()
            write(folder / "index.html", b"half")
            os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    """)
    subprocess.run([sys.executable, "-c", script, str(shelf.live)], cwd=ROOT, check=False)
    assert (shelf.live / "index.html").read_text(encoding="utf-8") == "一"
    assert list(shelf.releases.glob("unfinished-*"))
    with shelf.locked():
        assert not list(shelf.releases.glob("unfinished-*"))
        release(shelf, "二")
    assert (shelf.live / "index.html").read_text(encoding="utf-8") == "二"


@pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and not Path("/proc/self/mounts").exists()), reason="needs POSIX"
)
def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """A file where the folder should be: a message, no traceback."""
    (tmp_path / "dist").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="写不了"), Shelf(tmp_path / "dist/portal").locked():
        pass


def test_never_writes_into_a_shared_file(tmp_path: Path) -> None:
    """A file taken over from the last release is shared with it; writing into it would change both."""
    write(tmp_path / "old/a.html", b"old")
    take_over(tmp_path / "old", tmp_path / "new")
    with pytest.raises(FileExistsError):
        write(tmp_path / "new/a.html", b"new")
    assert (tmp_path / "old/a.html").read_bytes() == b"old"


def test_oldest_release_is_used_again(tmp_path: Path) -> None:
    """A full shelf gives its oldest release as the start of the next; an unknown one is not trusted with that."""
    shelf = Shelf(tmp_path / "dist/portal")
    with shelf.locked():
        releases = [release(shelf, str(number)) for number in range(KEPT)]
        folder, base = shelf.begin(known=releases)
        assert base == releases[0]
        assert (folder / "index.html").read_text(encoding="utf-8") == "0"
        assert (shelf.live / "index.html").read_text(encoding="utf-8") == str(KEPT - 1)
        shelf.publish(folder)
        folder, base = shelf.begin(known=())
        assert base is None and not any(folder.iterdir())


def test_remove_leaves_no_empty_folders(tmp_path: Path) -> None:
    """What is removed takes its empty folders along, and nothing else."""
    write(tmp_path / "law/a/x/index.html", b"1")
    write(tmp_path / "law/index.html", b"2")
    remove(tmp_path, "law/a/x")
    remove(tmp_path, "law/b/none.html")
    assert [path.name for path in tmp_path.rglob("*")] == ["law", "index.html"]


def test_full_disk_does_not_change_the_way_of_publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where links worked before, one that fails is an error; the site is never moved away for it."""
    shelf = Shelf(tmp_path / "dist/portal")
    with shelf.locked():
        release(shelf, "一")

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "symlink_to", full)
    with pytest.raises(OutputError, match="写不了"), shelf.locked():
        release(shelf, "二")
    assert shelf.live.is_symlink() and (shelf.live / "index.html").read_text(encoding="utf-8") == "一"


def test_a_file_in_the_way_is_not_lost(tmp_path: Path) -> None:
    """Whoever put a file there finds it again."""
    shelf = Shelf(tmp_path / "dist/portal")
    write(shelf.live, b"mine")
    with shelf.locked():
        release(shelf, "一")
    assert [path.read_bytes() for path in shelf.releases.glob("portal-*") if path.is_file()] == [b"mine"]
