"""Small editions and their bundles, and ways to spoil them as a stranger, an accident or a bad USB stick would."""

import json
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from site_builder.bundle.archive import pack
from site_builder.bundle.make import Edition, draft, make
from site_builder.bundle.manifest import Manifest, as_text, digest_of, tree_digest
from site_builder.bundle.release import RELEASE, SUMS, Count, Release
from site_builder.output import write

#: 2026-11-28 12:00 UTC, the release number that belongs to it, and a moment at which its bundle is valid.
MOMENT, NUMBER, NOW = 1_795_867_200, 202611281200, 1_795_870_000.0
PAGES: Mapping[str, bytes] = {
    "index.html": "<h1>首页</h1>".encode(),
    "404.html": "<h1>没有这一页</h1>".encode(),
    "law/anti-fraud/index.html": b"law " * 3000,
    "assets/picture.png": bytes(range(256)) * 4,
    "课件/说明.txt": "中文文件名".encode(),
}


#: A folder in memory where there is one, for tests that would wait for the disk some hundred times.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def edition(folder: Path, pages: Mapping[str, bytes] = PAGES, name: str = "kiosk") -> Edition:
    """An edition with these pages, written to an empty folder."""
    for path, data in pages.items():
        write(folder / path, data)
    return Edition(
        site="试验学堂", name=name, folder=folder, operator=None, categories=(Count("law", "普法教育", 1, 2),)
    )


def bundle(
    out: Path,
    pages: Mapping[str, bytes] = PAGES,
    *,
    number: int = NUMBER,
    moment: int = MOMENT,
    days: int = 30,
    name: str = "kiosk",
    base: tuple[Release, Manifest] | None = None,
    key: Path | None = None,
) -> Path:
    """A bundle of these pages. Returns `out`."""
    drafted = draft(edition(out.with_suffix(".pages"), pages, name))
    make(drafted, out, number=number, moment=moment, days=days, base=base, key=key)
    return out


def entries(path: Path) -> dict[str, bytes]:
    """What a bundle consists of."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repack(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """Change a bundle's entries and pack it again, seal and all, as somebody who knows the format would."""
    files = entries(path)
    change(files)
    pack(path, files, moment=MOMENT)
    return path


def describe_anew(files: dict[str, bytes]) -> None:
    """Make manifest and `release.json` agree with the files again."""
    listed = {name: digest_of(data) for name, data in files.items() if name not in (RELEASE, SUMS)}
    files[SUMS] = as_text(listed)
    state_release(files, sums=digest_of(files[SUMS]), tree=tree_digest(listed))


def state_release(files: dict[str, bytes], **fields: object) -> None:
    """Change what `release.json` says."""
    files[RELEASE] = json.dumps(json.loads(files[RELEASE]) | fields).encode()


def raw_zip(path: Path, names: Mapping[str, bytes] | list[tuple[zipfile.ZipInfo | str, bytes]]) -> Path:
    """A zip with exactly these entries, whatever they are."""
    listed = list(names.items()) if isinstance(names, Mapping) else names
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in listed:
            archive.writestr(name, data)
    return path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
