"""Publishing: a release is built beside the living one and put in its place in one step, or not at all.

`dist/portal` is a link to a folder below `dist/.releases/`. Readers of the old release keep it; the last ones are
kept for a way back. Where links are not to be had (Windows without the right), folders are renamed instead.
"""

import os
import shutil
from collections.abc import Container, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from uuid import uuid4

from filelock import FileLock, Timeout

from catalog.problems import UserError

#: Releases kept: the living one and those before it.
KEPT = 3


class OutputError(UserError):
    """The output folder cannot be used; the message is for people. What was published stays."""


@dataclass(frozen=True)
class Shelf:
    """The place in `dist/` where the releases of one edition stand."""

    live: Path

    @property
    def releases(self) -> Path:
        """Folder of all releases of all editions."""
        return self.live.parent / ".releases"

    def current(self) -> Path | None:
        """Folder of the published release."""
        if self.live.is_symlink() or self.live.is_dir():
            resolved = self.live.resolve()
            return resolved if resolved.is_dir() else None
        return None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the output against a second build. Raises OutputError when another one is at work for a minute."""
        try:
            self.releases.mkdir(parents=True, exist_ok=True)
            with FileLock(self.releases / "lock", timeout=60):
                self._forget_unfinished()
                yield
        except Timeout:
            raise OutputError(f"另一个构建正在使用 {self.live.parent}，等了一分钟；请稍后再试") from None
        except OSError as error:
            raise OutputError(
                f"写不了 {self.live.parent}（{error.strerror or error}）；已发布的网站没有变动"
            ) from error

    def folders(self) -> list[Path]:
        """All finished releases of this edition, the newest first. Renamed folders (Windows): the living one alone."""
        found = [folder for folder in self.releases.glob(f"{self.live.name}-*") if folder.is_dir()]
        found.sort(key=lambda folder: folder.stat().st_mtime_ns, reverse=True)
        current = self.current()
        return [current, *(folder for folder in found if folder != current)] if current else found

    def begin(self, known: Container[Path] = ()) -> tuple[Path, Path | None]:
        """A folder for a new release, unknown to readers until published, and the release that it was before.

        Once the shelf is full, the oldest release is used again when it is among those `known`, so that only what
        differs has to be made; else the folder is empty.
        """
        folder = self.releases / f"unfinished-{self.live.name}-{uuid4().hex[:12]}"
        spare = self.folders()[KEPT - 1 :]
        if spare and spare[-1] in known and spare[-1] != self.current():
            spare[-1].rename(folder)
            return folder, spare[-1]
        folder.mkdir()
        return folder, None

    def publish(self, unfinished: Path) -> Path:
        """Make a finished folder the living release. Returns where it stands now."""
        release = self.releases / unfinished.name.removeprefix("unfinished-")
        os.utime(unfinished)  # releases are ordered by the time of their publication
        unfinished.rename(release)
        if not self._link(release):
            release = self._rename(release)
        self._forget_old(release)
        return release

    def _link(self, release: Path) -> bool:
        new = self.live.parent / f".{self.live.name}-new"
        with suppress(OSError):
            new.unlink()
        try:
            new.symlink_to(Path(self.releases.name) / release.name, target_is_directory=True)
        except OSError:
            if self.live.is_symlink():  # links can be made here: it is something else, such as a full disk
                raise
            return False
        if self.live.exists() and not self.live.is_symlink():
            self.live.rename(self.releases / f"{self.live.name}-{uuid4().hex[:12]}")
        new.replace(self.live)  # exchanges the link itself, in one step
        return True

    def _rename(self, release: Path) -> Path:
        old = self.releases / f"{self.live.name}-{uuid4().hex[:12]}"
        if self.live.exists():
            self.live.rename(old)
        try:
            release.rename(self.live)
        except OSError:
            if old.exists():
                old.rename(self.live)
            raise
        return self.live

    def _forget_unfinished(self) -> None:
        for folder in self.releases.glob(f"unfinished-{self.live.name}-*"):
            shutil.rmtree(folder, ignore_errors=True)

    def _forget_old(self, living: Path) -> None:
        for folder in [folder for folder in self.folders() if folder != living][KEPT - 1 :]:
            shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    """Write a new file, making its folder. Never into an existing one: it may be shared with an older release."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb") as file:  # noqa: PTH123
        file.write(data)


def exchange(path: Path, text: str) -> None:
    """Give a file new content, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def take_over(source: Path, target: Path) -> None:
    """Make `target` the same file or tree as `source`, sharing the files where the file system can."""
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        _share(str(source), str(target))
    else:
        _take_over_tree(str(source), str(target))


def remove(release: Path, path: str) -> None:
    """Remove a file or folder of a release, and the folders above it that it leaves empty."""
    target = release / path
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink(missing_ok=True)
    for folder in PurePosixPath(path).parents:
        if str(folder) == ".":
            break
        with suppress(OSError):  # not empty, or gone already
            (release / folder).rmdir()


def _take_over_tree(source: str, target: str) -> None:
    os.makedirs(target, exist_ok=True)  # noqa: PTH103  # strings: a tree of 20,000 files is walked at each build
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _take_over_tree(entry.path, f"{target}{os.sep}{entry.name}")
            else:
                _share(entry.path, f"{target}{os.sep}{entry.name}")


def _share(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(source, target)
