"""One bundle spoilt for each rule: it is refused with that rule's code and a message that says what to do."""

import json
import re
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.bundle import archive
from site_builder.bundle.refusals import REFUSALS, BundleRefused
from site_builder.bundle.release import KEPT_SUMS, RELEASE, SIGNATURE, SUMS
from site_builder.bundle.signing import generate
from site_builder.bundle.verify import verified
from tests.bundle.samples import (
    MOMENT,
    NOW,
    PAGES,
    bundle,
    describe_anew,
    entries,
    raw_zip,
    repack,
    state_release,
)

PAGE = "site/law/anti-fraud/index.html"


def refusal(path: Path, *, key: Path | None = None, now: float = NOW) -> str:
    """Why a bundle is refused."""
    with pytest.raises(BundleRefused) as caught, verified(path, key=key, now=now):
        pass
    assert caught.value.code in REFUSALS and str(caught.value).startswith(caught.value.code)
    return str(caught.value)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A bundle with nothing wrong."""
    return bundle(tmp_path / "good.zip")


def test_a_good_bundle_is_accepted(good: Path) -> None:
    """The touchstone of all others."""
    with verified(good, now=NOW) as found:
        assert found.release.lessons == 2 and found.release.files == len(found.carried) == len(PAGES) + 1


def renamed(files: dict[str, bytes], name: str) -> None:
    """One more file, listed everywhere as it should be, under this name."""
    files[name] = b"x"
    describe_anew(files)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda f: f.pop(RELEASE), "K02 包里没有 release.json。请向制作的人要一个完整的包"),
        (lambda f: f.pop(SUMS), "K02 包里没有 SHA256SUMS。请向制作的人要一个完整的包"),
        (
            lambda f: f.update({RELEASE: b"{"}),
            "K02 release.json 写得不对（JSONDecodeError Expecting property name enclosed in double quotes: "
            "line 1 column 2 (char 1)）。请向制作的人要一个完整的包",
        ),
        (
            lambda f: state_release(f, size="many"),
            "K02 release.json 写得不对（ValueError 有一项应是整数）。请向制作的人要一个完整的包",
        ),
        (lambda f: state_release(f, format=2), "K03 包的格式是 2，这里的程序只认识 1。请先更新程序"),
        (
            lambda f: renamed(f, "../evil.txt"),
            "K04 文件名不安全：“../evil.txt”有 ..，指到了包外面。请不要用这个包",
        ),
        (
            lambda f: renamed(f, "site/../../evil.txt"),
            "K04 文件名不安全：“site/../../evil.txt”有 ..，指到了包外面。请不要用这个包",
        ),
        (
            lambda f: renamed(f, "/etc/evil"),
            "K04 文件名不安全：“/etc/evil”以斜杠开头，指到了包外面。请不要用这个包",
        ),
        (lambda f: renamed(f, "site\\evil"), "K04 文件名不安全：“site\\evil”有反斜杠。请不要用这个包"),
        (lambda f: renamed(f, "C:/evil"), "K04 文件名不安全：“C:/evil”有盘符或系统不允许的符号。请不要用这个包"),
        (
            lambda f: renamed(f, "site/a\u202eb"),
            "K04 文件名不安全：“site/a\\u202eb”有看不见的字符。请不要用这个包",
        ),
        (
            lambda f: renamed(f, "site/cafe\u0301"),
            "K04 文件名不安全：“site/cafe\u0301”字符不是统一的写法（NFC）。请不要用这个包",
        ),
        (
            lambda f: renamed(f, "site/aux.html"),
            "K04 文件名不安全：“site/aux.html”有系统保留的名字，或以点、空格结尾。请不要用这个包",
        ),
        (lambda f: renamed(f, "site//x"), "K04 文件名不安全：“site//x”有空的一段。请不要用这个包"),
        (
            lambda f: renamed(f, "site/Index.html"),
            "K05 文件名重复：“site/index.html”和“site/Index.html”会互相覆盖。请不要用这个包",
        ),
        (
            lambda f: renamed(f, "site/law"),
            "K05 文件名重复：“site/law/anti-fraud/index.html”和“site/law”会互相覆盖。请不要用这个包",
        ),
        (
            lambda f: f.update({PAGE: f[PAGE] + b" "}),
            f"K08 “{PAGE}”的内容和清单对不上，被改动或没有复制好。请重新复制一次",
        ),
        (lambda f: f.pop(PAGE), f"K09 包里少了“{PAGE}”。请重新复制一次"),
        (lambda f: f.update({"site/new.html": b""}), "K10 包里多了清单上没有的“site/new.html”。请不要用这个包"),
        (lambda f: f.update({KEPT_SUMS: b""}), "K10 包里多了清单上没有的“KEPT-SHA256SUMS”。请不要用这个包"),
        (lambda f: f.update({SUMS: f[SUMS] + b"\n"}), "K11 SHA256SUMS 第 7 行应是“校验值  文件名”，实际是“”"),
        (
            lambda f: f.update({SUMS: f[SUMS] + f[SUMS].splitlines(True)[-1]}),
            "K11 SHA256SUMS 第 7 行重复：“site/课件/说明.txt”前面已经有了",
        ),
        (
            lambda f: f.update({SUMS: b"".join(reversed(f[SUMS].splitlines(True)))}),
            "K11 SHA256SUMS 的各行没有按名字排列",
        ),
        (lambda f: f.update({SUMS: f[SUMS][:-1]}), "K11 SHA256SUMS 的最后一行不完整"),
        (
            lambda f: f.update({SUMS: re.sub(rb"^\w{64}", b"0" * 64, f[SUMS])}),
            "K12 SHA256SUMS 不是 release.json 所说的那一份，混了两次发布的文件。请重新复制完整的一个包",
        ),
        (
            lambda f: state_release(f, tree="0" * 64),
            "K12 SHA256SUMS 不是 release.json 所说的那一份，混了两次发布的文件。请重新复制完整的一个包",
        ),
    ],
)
def test_changed_by_somebody_who_knows_the_format(
    change: Callable[[dict[str, bytes]], object], told: str, good: Path
) -> None:
    """Each kind of change has its own answer."""
    assert refusal(repack(good, change)) == told


def test_mixed_of_two_releases(good: Path, tmp_path: Path) -> None:
    """The manifest of one, the files and the description of another."""
    other = entries(bundle(tmp_path / "other.zip", {**PAGES, "index.html": b"new"}, number=202611290000))
    told = "K12 SHA256SUMS 不是 release.json 所说的那一份，混了两次发布的文件。请重新复制完整的一个包"
    assert refusal(repack(good, lambda files: files.update({SUMS: other[SUMS]}))) == told
    described = bundle(tmp_path / "described.zip")
    assert refusal(repack(described, lambda files: files.update({RELEASE: other[RELEASE]}))) == told
    mixed = bundle(tmp_path / "mixed.zip")
    changed = repack(mixed, lambda files: files.update({"site/index.html": other["site/index.html"]}))
    assert refusal(changed) == "K08 “site/index.html”的内容和清单对不上，被改动或没有复制好。请重新复制一次"


def test_no_zip_at_all(tmp_path: Path) -> None:
    """A picture, an empty file, a page of an error message saved as .zip."""
    told = "K01 bad.zip 打不开，或没有复制完。请从原来的地方重新复制一次"
    path = tmp_path / "bad.zip"
    for data in (b"", b"\x89PNG", b"<html>404", b"PK\5\6" + b"\0" * 5):
        path.write_bytes(data)
        assert refusal(path) == told


def test_cut_off_anywhere(good: Path) -> None:
    """The USB stick was pulled out too early."""
    data = good.read_bytes()
    for length in (1, 30, len(data) // 3, len(data) // 2, len(data) - 100, len(data) - 1):
        good.write_bytes(data[:length])
        assert refusal(good).startswith("K01 good.zip ")


def test_any_changed_byte_is_noticed(good: Path) -> None:
    """In a page, in a header that no reader looks at, in the list at the end."""
    data = good.read_bytes()
    step = max(1, len(data) // 300)
    for at in [*range(0, len(data), step), *range(len(data) - 120, len(data))]:
        good.write_bytes(data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :])
        refusal(good)


def test_a_changed_byte_in_a_page_names_the_page(good: Path) -> None:
    """So that one knows whether it is one bad spot or everything."""
    data = bytearray(good.read_bytes())
    with zipfile.ZipFile(good) as opened:
        at = opened.getinfo("site/assets/picture.png").header_offset + 100
    data[at] ^= 1
    good.write_bytes(data)
    assert refusal(good).startswith("K08 “site/assets/picture.png”解不开，内容被改动或没有复制好（")


def test_what_was_changed_outside_of_the_files(good: Path) -> None:
    """The seal: a copy that differs where nothing is read."""
    data = bytearray(good.read_bytes())
    data[10] ^= 1  # the time of the first entry
    good.write_bytes(data)
    assert refusal(good) == "K01 good.zip 和制作时不完全一样，没有复制好。请重新复制一次"


def test_names_that_zipfile_hides(tmp_path: Path) -> None:
    """A NUL ends the name for many programs; the rest is what it hides."""
    path = raw_zip(tmp_path / "nul.zip", {"site/indexX.html": b"x"})
    path.write_bytes(path.read_bytes().replace(b"site/indexX.html", b"site/index\0.html"))
    assert refusal(path) == "K04 文件名不安全：“site/index\\x00.html”有看不见的字符。请不要用这个包"


def test_the_same_name_twice(tmp_path: Path) -> None:
    """Programs disagree which one counts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = raw_zip(tmp_path / "twice.zip", [("site/a", b"1"), ("site/a", b"2")])
    assert refusal(path) == "K05 文件名重复：“site/a”和“site/a”会互相覆盖。请不要用这个包"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices(kind: int, tmp_path: Path) -> None:
    """Only regular files."""
    entry = zipfile.ZipInfo("site/link")
    entry.external_attr = (kind | 0o777) << 16
    told = "K06 “site/link”不是普通文件（快捷方式、设备或加密的）。请不要用这个包"
    assert refusal(raw_zip(tmp_path / "link.zip", [(entry, b"/etc/passwd")])) == told


def test_folders_as_entries(tmp_path: Path) -> None:
    """We make none; one that is there was put there."""
    assert refusal(raw_zip(tmp_path / "folder.zip", {"site/": b""})).startswith("K04 文件名不安全：“site/”有空的一段")


def test_encrypted(good: Path) -> None:
    """What cannot be read cannot be verified."""
    data = bytearray(good.read_bytes())
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    good.write_bytes(data)
    assert refusal(good).startswith("K06 “SHA256SUMS”不是普通文件")


def test_decompression_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Much out of nothing."""
    monkeypatch.setattr(archive, "MUCH", 1000)
    path = raw_zip(tmp_path / "bomb.zip", {"site/zeros": bytes(10_000_000)})
    assert refusal(path) == "K07 包解开有 10000000 字节，和它的大小不相称。请不要用这个包"


def test_more_than_announced_is_never_written(tmp_path: Path) -> None:
    """An entry that says it is small and is not."""
    path = raw_zip(tmp_path / "liar.zip", {SUMS: b"", RELEASE: b"x" * 5000})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.rindex(mark)
        assert struct.unpack_from("<I", data, at + offset)[0] == 5000
        struct.pack_into("<I", data, at + offset, 10)
    path.write_bytes(data)
    assert refusal(path).startswith("K08 “release.json”解不开")


def test_too_many_or_too_large(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits before anything is unpacked."""
    monkeypatch.setattr(archive, "MAX_FILES", 3)
    assert refusal(good) == "K07 good.zip 说它有 8 个文件，最多 3 个"
    monkeypatch.setattr(archive, "MAX_FILES", 100)
    monkeypatch.setattr(archive, "MAX_FILE", 1000)
    assert re.fullmatch(r"K07 “serve\.py”解开有 \d+ 字节，最多 1000", refusal(good))


def test_an_announced_count_beyond_all_measure(good: Path) -> None:
    """The list of entries is not even read."""
    data = bytearray(good.read_bytes())
    at = data.rindex(b"PK\5\6")
    struct.pack_into("<I", data, at + 12, 0xFFFFFFF0)
    good.write_bytes(data)
    assert refusal(good).startswith("K07 good.zip 说它有")


def test_expired_and_from_the_future(good: Path) -> None:
    """The end counts as over; a clock that is slow is told apart from a bundle that is old."""
    end = MOMENT + 30 * 86_400
    with verified(good, now=end - 1):
        pass
    told = "K16 包在 2026年12月28日 20:00 过期了，现在是 2026年12月28日 20:00。请向制作的人要一个新的"
    assert refusal(good, now=end) == told
    told = "K23 包是 2026年11月28日 20:00 制作的，这台机器的时间却是 1970年1月1日 08:00。请先校准日期和时间"
    assert refusal(good, now=0) == told


def test_signatures(tmp_path: Path) -> None:
    """Unsigned, by another key, changed afterwards, and no signature at all."""
    ours, other = tmp_path / "ours", tmp_path / "other"
    public, foreign = generate(ours), generate(other)
    signed = bundle(tmp_path / "signed.zip", key=ours)
    with verified(signed, key=public, now=NOW) as found:
        assert found.signed_by
    told = refusal(signed, key=foreign)
    assert re.fullmatch(
        r"K15 签名用的是钥匙 [0-9a-f]{16}，这台机器认的是 [0-9a-f]{16}（.+other\.pub）。请核对是谁制作的包", told
    )
    unsigned = bundle(tmp_path / "unsigned.zip")
    assert refusal(unsigned, key=public) == "K13 包没有签名，这里只接受签了名的。请向制作的人要签了名的包"
    changed = repack(signed, lambda files: state_release(files, expires="2099-01-01T00:00:00Z"))
    assert refusal(changed, key=public) == "K14 签名和包的说明对不上，签名以后被人改过。请不要用这个包，并告诉制作的人"
    garbage = repack(signed, lambda files: files.update({SIGNATURE: b"trust me\n"}))
    assert refusal(garbage, key=public) == "K14 签名文件写得不对。请不要用这个包，并告诉制作的人"


def test_a_signed_bundle_with_other_files(tmp_path: Path) -> None:
    """The signature is genuine, the files are not: the manifests are bound to it."""
    key = tmp_path / "key"
    public = generate(key)
    signed = bundle(tmp_path / "signed.zip", key=key)

    def exchange(files: dict[str, bytes]) -> None:
        files[PAGE] = b"evil"
        before = files[RELEASE]
        signature = files.pop(SIGNATURE)
        describe_anew(files)
        files |= {RELEASE: before, SIGNATURE: signature}

    assert refusal(repack(signed, exchange), key=public).startswith("K12 ")


def test_every_refusal_is_explained() -> None:
    """Codes count up without a gap, and each has help."""
    assert list(REFUSALS) == [f"K{number:02}" for number in range(1, len(REFUSALS) + 1)]
    assert all(rule.help and rule.title for rule in REFUSALS.values())


def test_release_json_is_for_people_too(good: Path) -> None:
    """Dates as dates, Chinese as Chinese."""
    raw = entries(good)[RELEASE].decode()
    assert '"created": "2026-11-28T12:00:00Z"' in raw and "普法教育" in raw
    assert json.loads(raw)["categories"] == [{"slug": "law", "name": "普法教育", "courses": 1, "lessons": 2}]
