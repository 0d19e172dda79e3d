"""A bundle becomes the release that a kiosk shows: everything is verified first, then one rename switches.

Killed anywhere, the kiosk shows the old release or the new one; installing once more makes good what is missing.
"""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path

from catalog.problems import UserError
from site_builder.bundle import status
from site_builder.bundle.durable import exchange, sync_folder, sync_tree, write_new
from site_builder.bundle.manifest import as_text, tree_digest
from site_builder.bundle.refusals import BundleRefused
from site_builder.bundle.release import RELEASE, SERVER, SIGNATURE, SUMS, Release, shown_size, shown_time
from site_builder.bundle.station import Accepted, Station, StationError
from site_builder.bundle.verify import Bundle, altered, check_folder, check_installed, verified

#: Left free on the disk for everything else.
SPARE = 50_000_000


@dataclass(frozen=True)
class Job:
    """One installation: the verified bundle, the kiosk, where it is unpacked and where it will stand."""

    bundle: Bundle
    station: Station
    base: Path | None
    staging: Path
    target: Path


def install(
    path: Path, root: Path, *, edition: str | None = None, key: Path | None = None, now: float | None = None
) -> Release:
    """Install the bundle `path` to the kiosk in `root`. Returns what is shown now.

    `edition` is only needed to change it; `key` is remembered, and from then on every bundle must be signed with it.
    Raises BundleRefused, StationError, KeyFileError; the kiosk shows what it showed before.
    """
    station = Station(root)
    try:
        key = key or (station.key if station.key.is_file() else None)
        with verified(path, key=key, now=now) as bundle, station.locked():
            _install(bundle, station, edition, key)
    except OSError as error:
        told = _told(error)
        status.note(station, path.name, told, succeeded=False)
        raise StationError(told) from error
    except UserError as error:
        status.note(station, path.name, str(error), succeeded=False)
        raise
    status.note(station, path.name, "装好了", succeeded=True)
    return bundle.release


def _install(bundle: Bundle, station: Station, edition: str | None, key: Path | None) -> None:
    station.sweep()
    _check_fits(bundle.release, station, edition)
    found = station.find(bundle.release.number, bundle.release.tree)
    whole = found is not None and _is_whole(found)
    if found and whole and found == station.current():
        raise BundleRefused("K18", f"发布 {bundle.release.number} 已经装好了，正在使用，不用再装")
    base = None if whole else _base(bundle, station)
    _check_room(bundle, station)
    if key and key != station.key:
        exchange(station.key, key.read_bytes())
    target = found if found and whole else station.free_place(bundle.release.number)
    job = Job(bundle, station, base, station.root / f"staging-{os.getpid()}", target)
    try:
        for step in STEPS if target != found else STEPS[UNPACKING:]:
            step(job)
    except BaseException:
        shutil.rmtree(job.staging, ignore_errors=True)
        raise


def _check_fits(release: Release, station: Station, edition: str | None) -> None:
    """The bundle is for this kiosk, and newer than everything that it ever accepted. Raises BundleRefused."""
    last = station.accepted()
    expected = edition or (last.edition if last else "kiosk")
    if release.edition != expected:
        raise BundleRefused(
            "K19",
            f"这是 {release.edition} 版的包，这里装的是 {expected} 版。请拿对应的包；确实要换，加上 --edition {release.edition}",
        )
    if last is None or release.number > last.number:
        return
    if release.number < last.number:
        raise BundleRefused(
            "K17",
            f"包的发布号是 {release.number}（{shown_time(release.created)}），这台机器已经接受过 {last.number}。"
            "旧的不再接受；要退回上一次发布，用 xuetang kiosk rollback",
        )
    if release.tree != last.tree:
        raise BundleRefused(
            "K22", f"发布号 {release.number} 装过，内容却和这个包不同。请制作的人提交改动以后重新制作一个"
        )


def _is_whole(folder: Path) -> bool:
    try:
        check_folder(folder)
    except BundleRefused:
        return False
    return True


def _base(bundle: Bundle, station: Station) -> Path | None:
    base = bundle.release.base
    if base is None:
        return None
    folder = station.find(base.release, base.tree)
    if folder is None:
        have = "、".join(folder.name for folder in station.installed()) or "还没有装过"
        raise BundleRefused(
            "K20", f"增量包要装在发布 {base.release} 上面，这台机器上没有（有：{have}）。请改用完整的包"
        )
    for name, digest in bundle.kept.items():
        check_installed(folder, name, digest)
    return folder


def _check_room(bundle: Bundle, station: Station) -> None:
    needed = bundle.release.carried_size + SPARE
    free = shutil.disk_usage(station.root).free
    if free < needed:
        raise StationError(
            f"磁盘空间不够：还剩 {shown_size(free)}，安装要 {shown_size(needed)}。请清理以后再装；原来的发布照常可用。"
        )


def unpack(job: Job) -> None:
    """Write the carried files to the staging folder, comparing every byte once more."""
    shutil.rmtree(job.staging, ignore_errors=True)
    job.staging.mkdir()
    for name, digest in job.bundle.carried.items():
        found = hashlib.sha256()
        target = job.staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for piece in job.bundle.archive.pieces(name):
                found.update(piece)
                file.write(piece)
        if found.hexdigest() != digest:
            raise altered(name)


def take_over(job: Job) -> None:
    """Share the unchanged files of the base, which were compared already."""
    for name in job.bundle.kept:
        assert job.base
        target = job.staging / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(job.base / name, target)
        except OSError:
            shutil.copyfile(job.base / name, target)


def describe(job: Job) -> None:
    """Write the manifest of the whole release and what it says about itself."""
    tree = job.bundle.tree
    assert tree_digest(tree) == job.bundle.release.tree
    write_new(job.staging / SUMS, as_text(tree))
    write_new(job.staging / RELEASE, job.bundle.raw_release)
    if job.bundle.signature:
        write_new(job.staging / SIGNATURE, job.bundle.signature)
    sync_tree(job.staging)


def place(job: Job) -> None:
    """Give the finished folder its name."""
    job.staging.rename(job.target)
    sync_folder(job.station.releases)


def equip(job: Job) -> None:
    """Put the release's server where the machine starts it from; before the switch, so that nothing is left to do after."""
    source = job.target / SERVER
    if source.is_file():
        exchange(job.station.root / SERVER, source.read_bytes())


def accept(job: Job) -> None:
    """Spend the number before the release is shown: what was shown once is never taken back by an older bundle."""
    release = job.bundle.release
    job.station.accept(Accepted(release.edition, release.number, release.tree))


def switch(job: Job) -> None:
    """Show the new release, in one step."""
    job.station.show(job.target)


def forget(job: Job) -> None:
    """Remove releases that are no longer kept; what cannot be removed now is tried again the next time."""
    with suppress(OSError):
        job.station.forget_old()


#: How many of the steps make the release's folder; where it stands already, whole, they are left out.
UNPACKING = 4
#: In this order; a kill before or after each of them is harmless.
STEPS: tuple[Callable[[Job], None], ...] = (unpack, take_over, describe, place, equip, accept, switch, forget)


def rollback(root: Path) -> Release:
    """Show the release before the shown one. Its number stays spent: older bundles are refused as before.

    Raises StationError, BundleRefused when that release is damaged.
    """
    station = Station(root)
    if not station.is_one():
        raise StationError(f"{root} 里没有装过学堂；请检查文件夹。")
    with station.locked():
        current = station.current()
        others = [folder for folder in station.installed() if folder != current]
        if not others:
            raise StationError("没有更早的发布可以退回；这里只有一个。")
        release = check_folder(others[0])
        station.show(others[0])
        with suppress(OSError):
            exchange(station.root / SERVER, (others[0] / SERVER).read_bytes())
    status.note(station, f"发布 {release.number}", "退回了", succeeded=True)
    return release


def check(root: Path) -> Release:
    """Compare every file of the shown release with its manifest; damage is noted for the operator's page.

    Raises StationError, BundleRefused (K21).
    """
    station = Station(root)
    current = station.current()
    if current is None:
        raise StationError(f"{root} 里没有装过学堂；请检查文件夹。")
    try:
        return check_folder(current)
    except BundleRefused as error:
        status.note(station, "核对", str(error), succeeded=False)
        raise


def _told(error: OSError) -> str:
    if error.errno in (ENOSPC, EDQUOT):
        return "磁盘满了，没有装上；原来的发布照常可用。请清理磁盘以后再装一次。"
    return f"{error.filename or '文件'} 用不了（{error.strerror or error}），没有装上；原来的发布照常可用。请检查权限、磁盘和 U 盘。"
