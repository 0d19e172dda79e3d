"""Files that are there after a power cut, whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make sure that names made or changed in a folder survive. Systems that cannot (Windows) do it on their own."""
    with suppress(PermissionError):
        _sync(folder, os.O_RDONLY)


def write_new(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file that is not there yet, down to the disk. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode), "wb"
    ) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def exchange(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Give a file new content in one step: whoever reads, and whenever the power goes, it is the old or the new."""
    unfinished = path.with_name(f".{path.name}.new")
    unfinished.unlink(missing_ok=True)
    try:
        write_new(unfinished, data, mode)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Make sure that everything below a folder survives. All at the end: the disk has most of it written by then."""
    for inner, _, names in os.walk(folder):
        for name in names:
            _sync(Path(inner, name), os.O_RDWR)  # Windows syncs nothing that is opened for reading
        sync_folder(Path(inner))


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
