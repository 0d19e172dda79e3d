"""Everything that must hold before a bundle is believed. Nothing is written; one reading of the file."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from site_builder.bundle import release as releases
from site_builder.bundle import signing
from site_builder.bundle.archive import Archive, opened
from site_builder.bundle.manifest import (
    Manifest,
    as_text,
    digest_of,
    digest_of_file,
    files_below,
    parse,
    tree_digest,
)
from site_builder.bundle.names import check_names
from site_builder.bundle.refusals import BundleRefused
from site_builder.bundle.release import KEPT_SUMS, METADATA, RELEASE, SIGNATURE, SUMS, Release, shown_time

MAX_RELEASE, MAX_SIGNATURE, MAX_SUMS = 1 << 20, 1 << 10, 1 << 26
#: How much slower than the maker's a machine's clock may be.
SLACK = 86_400


@dataclass(frozen=True)
class Bundle:
    """An opened bundle: its release, the files it carries and those that it takes from its base."""

    archive: Archive
    release: Release
    raw_release: bytes
    carried: Manifest
    kept: Manifest
    signature: bytes | None
    #: Id of the key that was asked for and that signed; None when none was asked for.
    signed_by: str | None

    @property
    def tree(self) -> dict[str, str]:
        """All files of the release."""
        return {**self.carried, **self.kept}


@contextmanager
def verified(path: Path, *, key: Path | None = None, now: float | None = None) -> Iterator[Bundle]:
    """Open a bundle of which everything holds that can be told without a kiosk. Raises BundleRefused, KeyFileError.

    With `key`, the public key of its maker, it must be signed. `now` is seconds since 1970.
    """
    with opened(path) as archive:
        bundle = _read(archive, key)
        _check_listing(bundle)
        for name in sorted(bundle.carried):
            _check_content(bundle, name)
        archive.check_seal()
        _check_time(bundle.release, time.time() if now is None else now)
        yield bundle


def peek(path: Path) -> tuple[Release, dict[str, str]]:
    """Release and whole manifest of a bundle, or of a folder that one was unpacked to, without reading the files."""
    if path.is_dir():
        raw, sums, kept = (_file(path / name) for name in (RELEASE, SUMS, KEPT_SUMS))
        if raw is None or sums is None:
            raise BundleRefused("K02", f"{path} 里没有 {RELEASE} 和 {SUMS}，不是一次发布")
        release, manifest = releases.parse(raw), {**parse(sums, SUMS), **parse(kept or b"", KEPT_SUMS)}
    else:
        with opened(path) as archive:
            bundle = _read(archive, None)
        release, manifest = bundle.release, bundle.tree
    if tree_digest(manifest) != release.tree:
        raise _mixed(SUMS)
    return release, manifest


def check_folder(folder: Path) -> Release:
    """An installed release is what it was when it was installed. Raises BundleRefused (K21)."""
    try:
        release, manifest = peek(folder)
    except BundleRefused as error:
        raise BundleRefused("K21", f"已安装的发布坏了：{error}。请用完整的包重新安装") from None
    for name, digest in manifest.items():
        check_installed(folder, name, digest)
    if extra := sorted(files_below(folder).keys() - manifest.keys() - set(METADATA)):
        raise BundleRefused("K21", f"已安装的发布里多了“{extra[0]}”。请用完整的包重新安装")
    return release


def check_installed(folder: Path, name: str, digest: str) -> None:
    """One file of an installed release. Raises BundleRefused (K21)."""
    path = folder / name
    try:
        found = None if path.is_symlink() else digest_of_file(path)
    except OSError:
        found = None
    if found != digest:
        what = "不见了" if found is None else "被改动了"
        raise BundleRefused("K21", f"已安装的“{name}”{what}。请用完整的包重新安装")


def _file(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _read(archive: Archive, key: Path | None) -> Bundle:
    raw = archive.read(RELEASE, MAX_RELEASE)
    signature = archive.read(SIGNATURE, MAX_SIGNATURE) if SIGNATURE in archive.sizes else None
    signed_by = _check_signature(raw, signature, key) if key else None
    release = releases.parse(raw)
    carried = _manifest(archive, SUMS, release.sums)
    kept = _manifest(archive, KEPT_SUMS, release.kept_sums) if release.kept_sums is not None else {}
    if twice := sorted(carried.keys() & kept.keys()):
        raise BundleRefused("K11", f"“{twice[0]}”在两份清单里都有")
    if reserved := sorted({*carried, *kept} & set(METADATA)):
        raise BundleRefused("K11", f"{SUMS} 里不该有“{reserved[0]}”")
    check_names(sorted({*carried, *kept}))
    bundle = Bundle(archive, release, raw, carried, kept, signature, signed_by)
    if tree_digest(bundle.tree) != release.tree:
        raise _mixed(SUMS)
    return bundle


def _check_signature(raw: bytes, signature: bytes | None, key: Path) -> str:
    if signature is None:
        signing.key_id(key)  # a key that cannot be read is said first
        raise BundleRefused("K13", "包没有签名，这里只接受签了名的。请向制作的人要签了名的包")
    return signing.check(raw, signature, key)


def _manifest(archive: Archive, name: str, digest: str) -> dict[str, str]:
    data = archive.read(name, MAX_SUMS)
    manifest = parse(data, name)
    if digest_of(data) != digest or data != as_text(manifest):
        raise _mixed(name)
    return manifest


def _mixed(name: str) -> BundleRefused:
    return BundleRefused("K12", f"{name} 不是 {RELEASE} 所说的那一份，混了两次发布的文件。请重新复制完整的一个包")


def _check_listing(bundle: Bundle) -> None:
    expected = {*bundle.carried, RELEASE, SUMS}
    expected |= {SIGNATURE} if bundle.signature is not None else set()
    expected |= {KEPT_SUMS} if bundle.release.kept_sums is not None else set()
    if missing := sorted(expected - bundle.archive.sizes.keys()):
        raise BundleRefused("K09", f"包里少了“{missing[0]}”{_more(missing)}。请重新复制一次")
    if extra := sorted(bundle.archive.sizes.keys() - expected):
        raise BundleRefused("K10", f"包里多了清单上没有的“{extra[0]}”{_more(extra)}。请不要用这个包")


def _more(names: list[str]) -> str:
    return f"等 {len(names)} 个文件" if len(names) > 1 else ""


def _check_content(bundle: Bundle, name: str) -> None:
    digest = hashlib.sha256()
    for piece in bundle.archive.pieces(name):
        digest.update(piece)
    if digest.hexdigest() != bundle.carried[name]:
        raise altered(name)


def altered(name: str) -> BundleRefused:
    """The refusal of a file whose bytes are not those of the manifest."""
    return BundleRefused("K08", f"“{name}”的内容和清单对不上，被改动或没有复制好。请重新复制一次")


def _check_time(release: Release, now: float) -> None:
    if release.created > now + SLACK:
        raise BundleRefused(
            "K23",
            f"包是 {shown_time(release.created)} 制作的，这台机器的时间却是 {shown_time(now)}。请先校准日期和时间",
        )
    if release.expires <= now:
        raise BundleRefused(
            "K16",
            f"包在 {shown_time(release.expires)} 过期了，现在是 {shown_time(now)}。请向制作的人要一个新的",
        )
