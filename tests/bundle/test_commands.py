"""`xuetang bundle` and `xuetang kiosk` as an operator types them."""

import io
import json
import os
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.bundle.kiosk_server import pin_matches
from site_builder.bundle.verify import peek
from site_builder.cli import run
from tests.bundle.samples import NUMBER, bundle

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def project(small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project that one stands in, with a fixed date not long ago."""
    root = small_site()
    monkeypatch.chdir(root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1_795_867_200))
    return root


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever this runs, the bundles are not expired."""
    monkeypatch.setattr("site_builder.bundle.verify.time.time", lambda: 1_795_870_000.0)


def edit(root: Path, old: str, new: str) -> None:
    """Change a lesson."""
    lesson = root / "content/courses/law/anti-fraud/01-click-farming.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_copy_for_any_computer(project: Path, capsys: Said) -> None:
    """Beside the portal's bundle, unless it is not wanted; of the same categories, twice the same bytes."""
    command = ["bundle", "--edition", "portal", "--category", "law"]
    assert run([*command, "--no-copy"]) == 0
    bundles = project / "dist/bundles"
    assert [path.name for path in bundles.glob("*.zip")] == [f"xuetang-portal-law-{NUMBER}.zip"]
    assert run(command) == 0
    assert f"dist/bundles/xuetang-copy-law-{NUMBER}.zip：" in capsys.readouterr().out
    assert run([*command, "--out", "usb/school.zip"]) == 0
    copy = project / "usb/school-copy.zip"
    assert copy.read_bytes() == (bundles / f"xuetang-copy-law-{NUMBER}.zip").read_bytes()
    with zipfile.ZipFile(copy) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"index.html", "请先看这里.txt", "xuetang"}
    assert "xuetang/law/index.html" in names and "xuetang/health/index.html" not in names


@pytest.mark.usefixtures("today")
def test_from_content_to_a_kiosk(project: Path, tmp_path: Path, capsys: Said) -> None:
    """Keys, bundle, verification, installation, a delta, going back."""
    assert run(["bundle", "keygen", "keys/maker"]) == 0
    assert "私钥：keys/maker（" in capsys.readouterr().out
    assert run(["bundle", "--edition", "portal", "--sign", "keys/maker"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"dist/bundles/xuetang-portal-{NUMBER}.zip：") and "KB" in out + "MB"
    first = f"dist/bundles/xuetang-portal-{NUMBER}.zip"
    assert run(["bundle", "verify", first, "--key", "keys/maker.pub"]) == 0
    assert "完好，签名有效（钥匙 " in capsys.readouterr().out
    kiosk = str(tmp_path / "kiosk")
    assert run(["kiosk", "install", first, kiosk, "--key", "keys/maker.pub", "--edition", "portal"]) == 0
    assert "装好了。" in capsys.readouterr().out

    edit(project, "刷单", "刷刷单")
    assert run(["bundle", "--edition", "portal", "--since", str(NUMBER), "--sign", "keys/maker"]) == 0
    assert f"增量：装在发布 {NUMBER} 上面" in capsys.readouterr().out
    delta = Path(f"dist/bundles/xuetang-portal-{NUMBER + 1}-since-{NUMBER}.zip")
    assert delta.stat().st_size < Path(first).stat().st_size
    assert run(["kiosk", "install", str(delta), kiosk]) == 0
    assert run(["kiosk", "check", kiosk]) == 0
    assert run(["kiosk", "rollback", kiosk]) == 0
    assert f"发布 {NUMBER}，" in capsys.readouterr().out


@pytest.mark.usefixtures("today")
def test_refused_is_1_and_wrong_use_is_2(project: Path, tmp_path: Path, capsys: Said) -> None:
    """So that a script can tell."""
    path = bundle(tmp_path / "a.zip")
    path.write_bytes(path.read_bytes()[:-1])
    assert run(["bundle", "verify", str(path)]) == 1
    assert capsys.readouterr().err.startswith("K01 a.zip ")
    assert run(["kiosk", "install", str(path), str(tmp_path / "kiosk")]) == 1
    for arguments, says in (
        (["bundle"], "请写做哪一版：--edition kiosk 或 --edition portal"),
        (["bundle", "--edition", "epub"], "请写做哪一版"),
        (["bundle", "--edition", "portal", "--category", "cooking"], "没有“cooking”这个类别；有：law、"),
        (["bundle", "--edition", "portal", "--since", "202001010000"], "没有发布 202001010000 的包"),
        (["bundle", "--edition", "portal", "--since", "nowhere.zip"], "没有 nowhere.zip 这个文件或文件夹"),
        (["bundle", "--edition", "portal", "--sign", "nokey"], "读不了钥匙 nokey"),
        (["bundle", "verify", "nowhere.zip"], "没有 nowhere.zip 这个文件"),
        (["kiosk", "serve", str(tmp_path)], "里没有学堂"),
        (["kiosk", "pin", str(tmp_path)], "里没有装过学堂"),
        (["kiosk", "check", str(tmp_path)], "里没有装过学堂"),
        (["kiosk", "install", "a.zip", "b", "--edition", "epub"], "没有“epub”这一版"),
    ):
        assert run(arguments) == 2, arguments
        err = capsys.readouterr().err
        assert says in err and "Traceback" not in err


def test_same_content_same_bytes(project: Path) -> None:
    """And the same number; changed content of the same date gets the next one."""
    assert run(["bundle", "--edition", "portal", "--out", "a.zip"]) == 0
    assert run(["bundle", "--edition", "portal", "--out", "b.zip"]) == 0
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()
    edit(project, "刷单", "刷刷单")
    assert run(["bundle", "--edition", "portal", "--out", "c.zip"]) == 0
    assert peek(Path("c.zip"))[0].number == peek(Path("a.zip"))[0].number + 1 == NUMBER + 1


def test_one_category(project: Path) -> None:
    """Home and search know only what is there."""
    assert run(["bundle", "--edition", "portal", "--category", "law", "--out", "law.zip"]) == 0
    release, manifest = peek(Path("law.zip"))
    assert [count.slug for count in release.categories] == ["law"] and release.lessons == 2
    assert "site/law/index.html" in manifest and "site/health/index.html" not in manifest
    assert not (project / "dist/portal").exists()


def test_the_kiosk_edition_brings_the_operators_page(project: Path, capsys: Said) -> None:
    """Built on the way, whole or in part, with what keeps it usable without its server."""
    for more in ([], ["--category", "law"]):
        assert run(["bundle", "--edition", "kiosk", "--out", f"kiosk{len(more)}.zip", *more]) == 0
        release, manifest = peek(Path(f"kiosk{len(more)}.zip"))
        wanted = {"operator/page.js", "serve.py", "site/index.html", "site/sw.js", "site/assets/offline/register.js"}
        assert release.edition == "kiosk" and wanted <= set(manifest)
    assert not [name for name in manifest if name.startswith("site/health/")]
    assert capsys.readouterr().out


def test_keys_are_private_and_never_overwritten(project: Path, capsys: Said) -> None:
    """Mode 0600, nothing of it on the screen, and one that others can read is not used."""
    assert run(["bundle", "keygen", "maker"]) == 0
    secret = Path("maker").read_text(encoding="ascii")
    assert secret.splitlines()[1] not in capsys.readouterr().out
    if os.name == "posix":
        assert stat.S_IMODE(Path("maker").stat().st_mode) == 0o600
    assert run(["bundle", "keygen", "maker"]) == 2
    assert Path("maker").read_text(encoding="ascii") == secret
    assert run(["bundle", "--edition", "portal", "--sign", "maker.pub"]) == 2
    assert run(["bundle", "verify", str(bundle(project / "a.zip")), "--key", "maker"]) == 2
    assert "是私钥；核对签名只用公钥" in capsys.readouterr().err
    Path("maker").chmod(0o644)
    assert run(["bundle", "--edition", "portal", "--sign", "maker"]) == (2 if os.name == "posix" else 0)


@pytest.mark.usefixtures("today")
def test_pin_is_kept_as_a_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """Too easy ones are refused before anything is installed."""
    path, kiosk = bundle(tmp_path / "a.zip"), tmp_path / "kiosk"
    for easy in ("1234", "111111", "345678", "abcdef"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(f"{easy}\n"))
        assert run(["kiosk", "install", str(path), str(kiosk), "--pin"]) == 2
        assert "密码不合适" in capsys.readouterr().err and not kiosk.exists()
    monkeypatch.setattr(sys, "stdin", io.StringIO("270418\n"))
    assert run(["kiosk", "install", str(path), str(kiosk), "--pin"]) == 0
    text = (kiosk / "pin.json").read_text(encoding="utf-8")
    assert "270418" not in text and pin_matches("270418", json.loads(text))
    assert not pin_matches("270419", json.loads(text))
    if os.name == "posix":
        assert stat.S_IMODE((kiosk / "pin.json").stat().st_mode) == 0o600


def test_explain_knows_refusals(capsys: Said) -> None:
    """The same command as for content."""
    assert run(["explain", "k16"]) == 0
    assert "已经过期" in capsys.readouterr().out


def test_help_is_chinese(capsys: Said) -> None:
    """Every page of it."""
    kiosk = [["kiosk", name] for name in ("install", "serve", "pin", "rollback", "check", "tool")]
    for command in (["bundle"], ["bundle", "verify"], ["bundle", "keygen"], ["kiosk"], *kiosk):
        assert run([*command, "--help"]) == 0
        text = capsys.readouterr().out
        assert not any(
            word in text for word in ("Usage", "Options", "Commands", "Show", "default:", "required", "ARGS")
        )
