"""The zip: written so that the same files give the same bytes, and read as something that a stranger made."""

import hashlib
import os
import re
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from catalog.problems import UserError
from site_builder.bundle.manifest import CHUNK, chunks
from site_builder.bundle.names import check_names
from site_builder.bundle.refusals import BundleRefused

MAX_FILES = 200_000
MAX_FILE = 1 << 29
MAX_TOTAL = 1 << 33
#: How many times larger than the bundle its content may be, once that is much.
MAX_RATIO, MUCH = 200, 1 << 26
#: Already compressed: another time would only cost.
_STORED = re.compile(r"\.(png|jpe?g|webp|woff2|gz|pagefind|pf_fragment|pf_index|pf_meta)$")
_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
_END = b"PK\5\6"
_SEAL = re.compile(rb"xuetang sha256=([0-9a-f]{64})")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, UnicodeError)

Content = Path | bytes


def pack(out: Path, files: Mapping[str, Content], *, moment: int) -> int:
    """Write `files`, sorted by name and all dated `moment` (seconds since 1970), to the zip `out`. Returns its size.

    `out` is replaced when the new one is complete, or not at all.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        _write(unfinished, files, max(datetime.fromtimestamp(moment, UTC), _EARLIEST))
        _seal(unfinished)
        unfinished.replace(out)
    finally:
        unfinished.unlink(missing_ok=True)
    return out.stat().st_size


def _write(path: Path, files: Mapping[str, Content], moment: datetime) -> None:
    with zipfile.ZipFile(path, "x", allowZip64=True) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_STORED if _STORED.search(name) else zipfile.ZIP_DEFLATED
            content = files[name]
            entry.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
            with archive.open(entry, "w") as target:
                if isinstance(content, bytes):
                    target.write(content)
                else:
                    with content.open("rb") as source:
                        shutil.copyfileobj(source, target, CHUNK)


def _seal(path: Path) -> None:
    """Write the digest of all that stands before it as the zip's comment: a copy that went wrong is noticed anywhere."""
    with path.open("r+b") as file:
        length = file.seek(0, os.SEEK_END)
        digest = _digest_of_start(path, length - 2)
        comment = f"xuetang sha256={digest}".encode()
        file.seek(length - 2)
        file.write(struct.pack("<H", len(comment)) + comment)
        file.flush()
        os.fsync(file.fileno())


def _digest_of_start(path: Path, length: int) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for piece in chunks(file):
            digest.update(piece[:length])
            length -= len(piece)
            if length <= 0:
                break
    return digest.hexdigest()


class Archive:
    """An opened zip whose list of entries has been found harmless. Raises BundleRefused for what is not."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        entries = archive.infolist()
        if any(not 0 <= entry.header_offset < path.stat().st_size for entry in entries):
            raise _incomplete(path)
        check_names(entry.orig_filename for entry in entries)
        for entry in entries:
            _check_kind(entry)
        _check_size(path, entries)
        self.sizes = {entry.orig_filename: entry.file_size for entry in entries}

    def read(self, name: str, limit: int) -> bytes:
        """A small entry as a whole. Raises BundleRefused: K02 when it is not there, K08 when it cannot be unpacked."""
        if name not in self.sizes:
            raise BundleRefused("K02", f"包里没有 {name}。请向制作的人要一个完整的包")
        if self.sizes[name] > limit:
            raise BundleRefused("K07", f"{name} 有 {self.sizes[name]} 字节，太大了")
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """An entry piece by piece, never more than it announced. Raises BundleRefused (K08)."""
        left = self.sizes[name]
        try:
            with self._archive.open(name) as source:
                while piece := source.read(CHUNK):
                    left -= len(piece)
                    yield piece
        except _BROKEN as error:
            raise BundleRefused("K08", f"“{name}”解不开，内容被改动或没有复制好（{error}）。请重新复制一次") from None
        if left:
            raise BundleRefused("K08", f"“{name}”的长短和包里说的不一样。请重新复制一次")

    def check_seal(self) -> None:
        """The bytes between the files are as they were made too. Raises BundleRefused (K01)."""
        comment = self._archive.comment
        start = self.path.stat().st_size - len(comment) - 2
        with self.path.open("rb") as file:
            file.seek(start)
            ends_with_it = file.read() == struct.pack("<H", len(comment)) + comment
        seal = _SEAL.fullmatch(comment)
        if not ends_with_it or not seal or _digest_of_start(self.path, start) != seal[1].decode():
            raise BundleRefused("K01", f"{self.path.name} 和制作时不完全一样，没有复制好。请重新复制一次")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a bundle of unknown origin. Raises BundleRefused (K01, K04–K07), UserError when there is no such file."""
    if not path.is_file():
        raise UserError(f"没有 {path} 这个文件；请检查名字，或 U 盘是否插好。")
    _check_directory(path)
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN:
        raise _incomplete(path) from None
    with archive:
        yield Archive(path, archive)


def _incomplete(path: Path) -> BundleRefused:
    return BundleRefused("K01", f"{path.name} 打不开，或没有复制完。请从原来的地方重新复制一次")


def _check_directory(path: Path) -> None:
    """Look at the announced list of entries before it is read into memory."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < 22:
        raise _incomplete(path)
    count, length, start = struct.unpack("<HII", tail[at + 10 : at + 20])
    if (count == 0xFFFF or start == 0xFFFFFFFF or length == 0xFFFFFFFF) and at >= 76:
        with suppress(struct.error):
            count, length = struct.unpack("<QQ", tail[at - 76 + 32 : at - 76 + 48])
    if count > MAX_FILES or length > MAX_FILES * 500:
        raise BundleRefused("K07", f"{path.name} 说它有 {count} 个文件，最多 {MAX_FILES} 个")


def _check_kind(entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or entry.flag_bits & 0x1:
        raise BundleRefused("K06", f"“{entry.orig_filename}”不是普通文件（快捷方式、设备或加密的）。请不要用这个包")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BundleRefused("K06", f"“{entry.orig_filename}”用了不认识的压缩方法。请不要用这个包")


def _check_size(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_FILES:
        raise BundleRefused("K07", f"包里有 {len(entries)} 个文件，最多 {MAX_FILES} 个")
    for entry in entries:
        if entry.file_size > MAX_FILE:
            raise BundleRefused("K07", f"“{entry.orig_filename}”解开有 {entry.file_size} 字节，最多 {MAX_FILE}")
    if total > MAX_TOTAL or (total > MUCH and total > MAX_RATIO * path.stat().st_size):
        raise BundleRefused("K07", f"包解开有 {total} 字节，和它的大小不相称。请不要用这个包")
