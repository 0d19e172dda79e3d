"""Where bundles are kept on the maker's computer, and how an earlier one is found again."""

from collections.abc import Sequence
from pathlib import Path

from catalog.problems import UserError
from site_builder.bundle.manifest import Manifest
from site_builder.bundle.release import Release
from site_builder.bundle.verify import peek


class BaseError(UserError):
    """The release that a delta should build on is not to be had; the message is for people."""


def default_name(edition: str, categories: Sequence[str], number: int, base: Release | None) -> str:
    """The file name of a bundle."""
    since = f"-since-{base.number}" if base else ""
    return "-".join(["xuetang", edition, *categories, f"{number}{since}.zip"])


def copy_name(bundle: Path) -> Path:
    """Where the copy for any computer goes when the bundle is to be written to a certain file."""
    return bundle.with_name(f"{bundle.stem}-copy.zip")


def base_of(since: str, store: Path, edition: str, number: int) -> tuple[Release, Manifest]:
    """The release that was named by its number, its bundle or its folder. Raises BaseError, BundleRefused."""
    place = Path(since)
    if since.isdecimal() and not place.exists():
        candidates = sorted(store.glob(f"xuetang-{edition}-*{since}*.zip"))
        known = [found for path in candidates if (found := peek(path))[0].number == int(since)]
        if not known:
            raise BaseError(f"{store} 里没有发布 {since} 的包；请写那个包的文件名。")
        release, manifest = known[0]
    elif not place.exists():
        raise BaseError(f"没有 {since} 这个文件或文件夹；请检查拼写。")
    else:
        release, manifest = peek(place)
    if release.edition != edition:
        raise BaseError(f"{since} 是 {release.edition} 版，不能作 {edition} 版的基础。")
    if release.number >= number:
        raise BaseError(f"{since} 的发布号是 {release.number}，这次是 {number}；增量包的基础要比它早。")
    return release, manifest
