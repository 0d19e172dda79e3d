"""Manifests: every file with its SHA-256, sorted, in the form that `sha256sum -c` reads."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from site_builder.bundle.names import check_names
from site_builder.bundle.refusals import BundleRefused

#: File name → SHA-256 in hexadecimal.
Manifest = Mapping[str, str]

CHUNK = 1 << 18
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def as_text(manifest: Manifest) -> bytes:
    """The manifest as it is written, sorted by name."""
    return "".join(f"{manifest[name]}  {name}\n" for name in sorted(manifest)).encode()


def parse(data: bytes, source: str) -> dict[str, str]:
    """Read a manifest. Raises BundleRefused: K11 for its form, K04 and K05 for the names in it."""
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError as error:
        raise BundleRefused("K11", f"{source} 不是 UTF-8 文字（第 {error.start} 个字节）") from None
    if lines.pop():
        raise BundleRefused("K11", f"{source} 的最后一行不完整")
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if not match:
            raise BundleRefused("K11", f"{source} 第 {number} 行应是“校验值  文件名”，实际是“{line[:80]}”")
        if match[2] in found:
            raise BundleRefused("K11", f"{source} 第 {number} 行重复：“{match[2]}”前面已经有了")
        found[match[2]] = match[1]
    if list(found) != sorted(found):
        raise BundleRefused("K11", f"{source} 的各行没有按名字排列")
    check_names(found)
    return found


def digest_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def tree_digest(manifest: Manifest) -> str:
    """One value for a whole tree of files: equal where every name and every byte is equal."""
    return digest_of(as_text(manifest))


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """The file piece by piece."""
    while piece := file.read(CHUNK):
        yield piece


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for piece in chunks(file):
            digest.update(piece)
    return digest.hexdigest()


def files_below(folder: Path) -> dict[str, Path]:
    """Every regular file below a folder by its name with slashes. Links are followed nowhere: they are left out."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found[path.relative_to(folder).as_posix()] = path
    return found
