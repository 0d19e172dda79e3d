"""The installing half as one file, run by a Python that has nothing of ours."""

import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.bundle.release import SITE
from site_builder.bundle.signing import generate
from site_builder.bundle.standalone import pack_tool
from site_builder.bundle.station import Station
from tests.bundle.samples import NUMBER, bundle, tree

#: Valid whenever this runs.
DAYS = 36_000


@pytest.fixture
def tool(tmp_path: Path) -> Path:
    """The packed tool."""
    pack_tool(tmp_path / "tool.pyz")
    return tmp_path / "tool.pyz"


def run(tool: Path, *arguments: object, told: str = "") -> subprocess.CompletedProcess[str]:
    """Isolated, without site packages, from a folder that has nothing to do with us."""
    command = [sys.executable, "-I", "-S", tool.name, *map(str, arguments)]
    return subprocess.run(command, cwd=tool.parent, input=told, capture_output=True, encoding="utf-8", check=False)


def test_install_check_and_go_back(tool: Path, tmp_path: Path) -> None:
    """All that an operator does."""
    first = bundle(tmp_path / "1.zip", {"index.html": b"1"}, days=DAYS)
    second = bundle(tmp_path / "2.zip", {"index.html": b"2"}, number=NUMBER + 1, days=DAYS)
    assert run(tool, "verify", first).stdout.startswith("完好。\n试验学堂，kiosk 版")
    assert run(tool, "install", first, "kiosk", "--pin", told="270418\n").returncode == 0
    assert run(tool, "install", second, "kiosk").stdout.startswith("装好了。")
    current = Station(tmp_path / "kiosk").current()
    assert current and tree(current / SITE) == {"index.html": b"2"} and (tmp_path / "kiosk/pin.json").is_file()
    assert run(tool, "check", "kiosk").stdout.startswith("完好。")
    assert run(tool, "rollback", "kiosk").stdout.startswith("退回了。")
    assert run(tool, "pin", "kiosk", told="270419\n").stdout == "密码设好了。\n"


def test_refused_and_wrong_use(tool: Path, tmp_path: Path) -> None:
    """The same messages and exit codes as the large program."""
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK")
    generate(tmp_path / "key")
    for arguments, code, says in (
        (("install", broken, "kiosk"), 1, "K01 broken.zip 打不开"),
        (("install", "nowhere.zip", "kiosk"), 2, "没有 nowhere.zip 这个文件"),
        (("check", "nowhere"), 2, "没有装过学堂"),
        (("verify", bundle(tmp_path / "a.zip", days=DAYS), "--key", tmp_path / "key.pub"), 2, "要用 cryptography"),
        (("fly",), 2, "命令写法不对"),
        ((), 2, "命令写法不对"),
    ):
        done = run(tool, *arguments)
        assert done.returncode == code and says in done.stderr and "Traceback" not in done.stderr, done.stderr
