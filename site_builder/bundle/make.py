"""One built edition → one bundle."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.problems import UserError
from site_builder.bundle import signing
from site_builder.bundle.archive import Content, pack
from site_builder.bundle.delta import Difference, difference
from site_builder.bundle.manifest import Manifest, as_text, digest_of, digest_of_file, files_below, tree_digest
from site_builder.bundle.names import check_names
from site_builder.bundle.release import (
    KEPT_SUMS,
    OPERATOR,
    RELEASE,
    SERVER,
    SIGNATURE,
    SITE,
    SUMS,
    Base,
    Count,
    Release,
    as_json,
)

DAY = 86_400
_SERVER_SOURCE = Path(__file__).with_name("kiosk_server.py")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """An edition to bundle: its folder, what it holds, and the operator's page that goes with it."""

    site: str
    name: str
    folder: Path
    operator: Path | None
    categories: tuple[Count, ...]


@dataclass(frozen=True)
class Draft:
    """A release whose number is not decided yet: its files and their digests."""

    edition: Edition
    files: Mapping[str, Path]
    manifest: Manifest

    @property
    def tree(self) -> str:
        """Digest of all files."""
        return tree_digest(self.manifest)


def draft(edition: Edition) -> Draft:
    """Gather the files of a release. Raises UserError when there are none, BundleRefused for a name (K04, K05)."""
    pages = files_below(edition.folder)
    if "index.html" not in pages:
        raise UserError(f"{edition.folder} 里没有做好的网页；请先运行 xuetang build。")
    files = {f"{SITE}/{name}": path for name, path in pages.items()} | {SERVER: _SERVER_SOURCE}
    if edition.operator:
        files |= {f"{OPERATOR}/{name}": path for name, path in files_below(edition.operator).items()}
    check_names(sorted(files))
    return Draft(edition, files, {name: digest_of_file(path) for name, path in files.items()})


def make(
    draft: Draft,
    out: Path,
    *,
    number: int,
    moment: int,
    days: int,
    base: tuple[Release, Manifest] | None = None,
    key: Path | None = None,
) -> Release:
    """Write the bundle `out`. With a base it carries only what changed since. Raises KeyFileError, OSError."""
    changes = difference(draft.manifest, base[1] if base else {})
    release = _release(draft, changes, number=number, moment=moment, days=days, base=base[0] if base else None)
    raw = as_json(release)
    files: dict[str, Content] = {name: draft.files[name] for name in changes.carried}
    files |= {RELEASE: raw, SUMS: as_text(changes.carried)}
    if base:
        files[KEPT_SUMS] = as_text(changes.kept)
    if key:
        files[SIGNATURE] = signing.sign(raw, key)
    pack(out, files, moment=moment)
    return release


def _release(
    draft: Draft, changes: Difference, *, number: int, moment: int, days: int, base: Release | None
) -> Release:
    sizes = {name: path.stat().st_size for name, path in draft.files.items()}
    whole = Release(
        site=draft.edition.site,
        edition=draft.edition.name,
        number=number,
        created=moment,
        expires=moment + days * DAY,
        tree=draft.tree,
        sums=digest_of(as_text(changes.carried)),
        kept_sums=None,
        base=None,
        files=len(sizes),
        size=sum(sizes.values()),
        carried_files=len(changes.carried),
        carried_size=sum(sizes[name] for name in changes.carried),
        removed=len(changes.removed),
        categories=draft.edition.categories,
    )
    if base is None:
        return whole
    return replace(whole, kept_sums=digest_of(as_text(changes.kept)), base=Base(base.number, base.tree))
