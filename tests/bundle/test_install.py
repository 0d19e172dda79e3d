"""Installing: what is refused, what is remembered, and that the old release stays until the new one is whole."""

import errno
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from site_builder.bundle import install as installing
from site_builder.bundle import station as stations
from site_builder.bundle.install import check, install, rollback
from site_builder.bundle.refusals import BundleRefused
from site_builder.bundle.release import SITE
from site_builder.bundle.signing import generate
from site_builder.bundle.station import Station, StationError
from site_builder.bundle.verify import check_folder, peek
from tests.bundle.samples import NOW, NUMBER, bundle, tree

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a bundle whose home page says `text`."""
    count = iter(range(100))

    def make_one(text: str = "", number: int = NUMBER, **options: object) -> Path:
        pages = {"index.html": text.encode(), "same.html": b"same" * 100}
        return bundle(tmp_path / f"{next(count)}.zip", pages, number=number, **options)  # type: ignore[arg-type]

    return make_one


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The folder of a kiosk, not there yet."""
    return tmp_path / "kiosk"


def shown(root: Path) -> str:
    """What the home page says."""
    current = Station(root).current()
    assert current
    check_folder(current)
    return (current / SITE / "index.html").read_text(encoding="utf-8")


def refusal(path: Path, root: Path, **options: object) -> str:
    """Why an installation is refused; what was shown before is shown still."""
    before = tree(root / "releases") if root.exists() else {}
    with pytest.raises(BundleRefused) as caught:
        install(path, root, now=NOW, **options)  # type: ignore[arg-type]
    assert (tree(root / "releases") if root.exists() else {}) == before
    return str(caught.value)


def test_first_and_second(make: Make, root: Path) -> None:
    """The new release takes the place of the old one, which is kept; the third pushes out the first."""
    for number, text in enumerate("一二三"):
        install(make(text, NUMBER + number), root, now=NOW)
        assert shown(root) == text
    assert [folder.name for folder in Station(root).installed()] == [str(NUMBER + 2), str(NUMBER + 1)]
    assert not list(root.glob("staging-*"))


def test_older_equal_and_twin(make: Make, root: Path) -> None:
    """Three different mistakes."""
    install(make("二", NUMBER + 1), root, now=NOW)
    assert refusal(make("一"), root) == (
        f"K17 包的发布号是 {NUMBER}（2026年11月28日 20:00），这台机器已经接受过 {NUMBER + 1}。"
        "旧的不再接受；要退回上一次发布，用 xuetang kiosk rollback"
    )
    assert refusal(make("二", NUMBER + 1), root) == f"K18 发布 {NUMBER + 1} 已经装好了，正在使用，不用再装"
    assert refusal(make("别的", NUMBER + 1), root) == (
        f"K22 发布号 {NUMBER + 1} 装过，内容却和这个包不同。请制作的人提交改动以后重新制作一个"
    )


def test_the_number_is_remembered_outside_of_releases(make: Make, root: Path) -> None:
    """Back to the old release by hand is no way for an old bundle; losing the memory falls back on what is there."""
    install(make("一"), root, now=NOW)
    install(make("三", NUMBER + 2), root, now=NOW)
    rollback(root)
    assert shown(root) == "一"
    assert refusal(make("二", NUMBER + 1), root).startswith("K17")
    (root / "accepted.json").write_text('{"number": "9"}', encoding="utf-8")
    assert refusal(make("二", NUMBER + 1), root).startswith("K17")


def test_rollback_and_forward_again(make: Make, root: Path) -> None:
    """The newest release can be installed once more after going back, without being unpacked again."""
    with pytest.raises(StationError, match="没有装过"):
        rollback(root)
    install(make("一"), root, now=NOW)
    with pytest.raises(StationError, match="没有更早的发布"):
        rollback(root)
    newest = make("二", NUMBER + 1)
    install(newest, root, now=NOW)
    assert rollback(root).number == NUMBER and shown(root) == "一"
    install(newest, root, now=NOW)
    assert shown(root) == "二" and len(Station(root).installed()) == 2


def test_other_edition(make: Make, root: Path) -> None:
    """A kiosk stays a kiosk unless told otherwise."""
    told = "K19 这是 portal 版的包，这里装的是 kiosk 版。请拿对应的包；确实要换，加上 --edition portal"
    assert refusal(make("网", name="portal"), root) == told
    install(make("网", name="portal"), root, edition="portal", now=NOW)
    assert refusal(make("屏", NUMBER + 1), root).startswith("K19 这是 kiosk 版的包，这里装的是 portal 版")


def test_delta_without_its_base(make: Make, root: Path) -> None:
    """Nothing installed, another one installed, the base damaged."""
    first = make("一")
    delta = make("二", NUMBER + 1, base=peek(first))
    told = f"K20 增量包要装在发布 {NUMBER} 上面，这台机器上没有（有：还没有装过）。请改用完整的包"
    assert refusal(delta, root) == told
    install(make("别的"), root, now=NOW)
    assert refusal(delta, root).startswith(f"K20 增量包要装在发布 {NUMBER} 上面")
    other = root.with_name("other")
    install(first, other, now=NOW)
    same = other / "releases" / str(NUMBER) / SITE / "same.html"
    same.write_bytes(b"sane" * 100)
    assert refusal(delta, other) == "K21 已安装的“site/same.html”被改动了。请用完整的包重新安装"
    same.unlink()
    assert refusal(delta, other) == "K21 已安装的“site/same.html”不见了。请用完整的包重新安装"


def test_a_damaged_release_is_repaired_by_its_own_bundle(make: Make, root: Path) -> None:
    """Equal is refused only while what is there is whole."""
    install(make("〇", NUMBER - 1), root, now=NOW)
    path = make("一")
    install(path, root, now=NOW)
    (root / "releases" / str(NUMBER) / SITE / "same.html").write_bytes(b"rot")
    install(path, root, now=NOW)
    assert shown(root) == "一"
    assert [folder.name for folder in Station(root).installed()] == [f"{NUMBER}.1", str(NUMBER - 1)]


def test_a_key_once_given_is_demanded_from_then_on(make: Make, root: Path, tmp_path: Path) -> None:
    """Nobody has to remember `--key`; a new key is taken over only when it is given."""
    first, second = tmp_path / "first", tmp_path / "second"
    install(make("一", key=first if generate(first) else None), root, key=tmp_path / "first.pub", now=NOW)
    assert refusal(make("二", NUMBER + 1), root).startswith("K13")
    generate(second)
    signed = make("二", NUMBER + 1, key=second)
    assert refusal(signed, root).startswith("K15")
    install(signed, root, key=tmp_path / "second.pub", now=NOW)
    assert refusal(make("三", NUMBER + 2, key=first), root).startswith("K15")


def test_a_folder_with_other_things(make: Make, root: Path) -> None:
    """A wrong folder is not filled with releases."""
    (root / "Documents").mkdir(parents=True)
    with pytest.raises(StationError, match="里有别的东西"):
        install(make("一"), root, now=NOW)
    assert [path.name for path in root.iterdir()] == ["Documents"]


def test_the_tools_may_lie_there_already(make: Make, root: Path) -> None:
    """As the manual has it."""
    root.mkdir()
    (root / "xuetang-kiosk.pyz").write_bytes(b"")
    install(make("一"), root, now=NOW)
    assert shown(root) == "一"


def test_full_disk(make: Make, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A message, the old release, nothing left over; and enough room is asked for beforehand."""
    install(make("一"), root, now=NOW)
    second = make("二", NUMBER + 1)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StationError, match="磁盘满了，没有装上；原来的发布照常可用。请清理磁盘以后再装一次。"):
        install(second, root, now=NOW)
    monkeypatch.undo()
    assert shown(root) == "一" and not list(root.glob("staging-*"))
    monkeypatch.setattr(installing, "SPARE", 1 << 60)
    with pytest.raises(StationError, match=r"磁盘空间不够：还剩 .+，安装要 .+。请清理以后再装；原来的发布照常可用。"):
        install(second, root, now=NOW)
    assert shown(root) == "一"


@pytest.mark.parametrize("step", [step.__name__ for step in installing.STEPS])
def test_disk_full_in_each_step(step: str, make: Make, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old or new, whole; and the second run makes it good."""
    install(make("一"), root, now=NOW)
    second = make("二", NUMBER + 1)

    def fail(_: installing.Job) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    steps = tuple(fail if other.__name__ == step else other for other in installing.STEPS)
    monkeypatch.setattr(installing, "STEPS", steps)
    with pytest.raises(StationError, match="磁盘满了"):
        install(second, root, now=NOW)
    assert shown(root) in "一二"
    assert shown(root) == ("二" if step == "forget" else "一")
    monkeypatch.undo()
    if step != "forget":
        install(second, root, now=NOW)
    assert shown(root) == "二"


def test_a_second_installation_waits(make: Make, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives up with a message."""
    install(make("一"), root, now=NOW)
    monkeypatch.setattr(stations, "PATIENCE", 0.1)
    with FileLock(root / "lock"), pytest.raises(StationError, match="另一个安装正在使用"):
        install(make("二", NUMBER + 1), root, now=NOW)
    assert shown(root) == "一"


def test_many_at_once(make: Make, root: Path) -> None:
    """Each waits for its turn; the newest wins, whoever came first."""
    bundles = [make(text, NUMBER + number) for number, text in enumerate("一二三四")]
    told: list[str] = []

    def run(path: Path) -> None:
        try:
            install(path, root, now=NOW)
        except BundleRefused as error:
            told.append(error.code)

    threads = [threading.Thread(target=run, args=(path,)) for path in bundles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shown(root) == "四" and set(told) <= {"K17"}


def test_status_tells_the_last_results(make: Make, root: Path) -> None:
    """Success and failure, newest first, with what is shown."""
    install(make("一"), root, now=NOW)
    refusal(make("一", NUMBER - 1), root)
    status = json.loads((root / "status.json").read_text(encoding="utf-8"))
    assert status["release"] == NUMBER and status["created"] == "2026-11-28T12:00:00Z"
    assert status["categories"] == [{"name": "普法教育", "courses": 1, "lessons": 2}]
    assert [entry["succeeded"] for entry in status["history"]] == [False, True]
    assert status["history"][0]["message"].startswith("K17") and status["disk_free"] > 0


def test_a_bundle_that_changes_between_verifying_and_unpacking(
    make: Make, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad USB stick may read differently the second time: every byte is compared again."""
    install(make("一"), root, now=NOW)
    pages = {"index.html": b"", "a.png": b"two"}  # a picture is not compressed
    second = bundle(root.with_name("second.zip"), pages, number=NUMBER + 1)
    check_room = installing._check_room

    def meanwhile(*arguments: object) -> None:
        check_room(*arguments)  # type: ignore[arg-type]
        second.write_bytes(second.read_bytes().replace(b"two", b"six"))

    monkeypatch.setattr(installing, "_check_room", meanwhile)
    with pytest.raises(BundleRefused, match=r"K08 “site/a\.png”"):
        install(second, root, now=NOW)
    assert shown(root) == "一" and not list(root.glob("staging-*"))


def test_the_server_of_the_release_stands_at_a_fixed_place(make: Make, root: Path) -> None:
    """What the machine starts at boot is of the release that is shown."""
    install(make("一"), root, now=NOW)
    assert (root / "serve.py").read_bytes() == (root / "releases" / str(NUMBER) / "serve.py").read_bytes()


def test_damage_found_at_night_is_noted(make: Make, root: Path) -> None:
    """The operator's page says so the next morning."""
    install(make("一"), root, now=NOW)
    assert check(root).number == NUMBER
    (root / "releases" / str(NUMBER) / SITE / "extra.html").write_bytes(b"")
    with pytest.raises(BundleRefused, match=r"K21 已安装的发布里多了“site/extra\.html”"):
        check(root)
    history = json.loads((root / "status.json").read_text(encoding="utf-8"))["history"]
    assert history[0]["bundle"] == "核对" and history[0]["message"].startswith("K21")
