"""What the releases on the shelf were made from, remembered outside the repository.

A release that this machine did not make, or that was exchanged behind our back, is not known and nothing of it is used.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from site_builder.output import exchange
from site_builder.plan import Unit

Units = Mapping[str, Unit]


def known_releases(memory: Path, folders: list[Path]) -> dict[Path, Units]:
    """Units of those folders that are still what they were when they were remembered."""
    try:
        remembered = json.loads(memory.read_text(encoding="utf-8"))
        return {
            folder: {name: _unit(*unit) for name, unit in remembered[folder.name]["units"].items()}
            for folder in folders
            if remembered.get(folder.name, {}).get("mark") == _mark(folder)
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}


def _unit(key: Any, paths: Any) -> Unit:
    """A unit whose paths stay inside the release: they are removed with it. Raises ValueError, TypeError."""
    if not isinstance(key, str) or not isinstance(paths, list):
        raise TypeError
    for path in paths:
        parts = PurePosixPath(path).parts
        if not parts or ".." in parts or PurePosixPath(path).is_absolute() or "\0" in path or "\\" in path:
            raise ValueError(path)
    return Unit(key, tuple(paths))


def remember(memory: Path, releases: Mapping[Path, Units]) -> None:
    """Keep what the releases were made from. Failing to is no error: the next build only takes longer."""
    record = {
        folder.name: {"mark": _mark(folder), "units": {name: [u.key, u.paths] for name, u in units.items()}}
        for folder, units in releases.items()
        if folder.is_dir()
    }
    with suppress(OSError):
        exchange(memory, json.dumps(record))


def _mark(folder: Path) -> str:
    """What tells a folder from every other one on this disk."""
    info = folder.stat()
    return f"{info.st_dev}:{info.st_ino}"
