"""What makes a computer a kiosk: files that fit each other, and words that the real programs know."""

import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.search.samples import REPOSITORY

KIOSK = REPOSITORY / "deploy" / "kiosk"
ORIGIN = "http://127.0.0.1:8080"


@pytest.fixture
def policy() -> dict[str, Any]:
    """The managed policy."""
    parsed: dict[str, Any] = json.loads((KIOSK / "policy.json").read_text(encoding="utf-8"))
    return parsed


@pytest.fixture(scope="module")
def browser() -> bytes:
    """The program text of this machine's Chromium."""
    found = [Path(path) for path in ("/usr/lib/chromium/chromium", "/usr/lib/chromium-browser/chromium-browser")]
    for path in found:
        if path.is_file():
            return path.read_bytes()
    pytest.skip("no Chromium on this machine whose words could be looked up")


def test_one_address_everywhere(policy: dict[str, Any]) -> None:
    """Server, screen and policy agree; everything else is blocked, the browser's own pages too."""
    assert policy["URLBlocklist"] == ["*", "chrome://*"] and policy["URLAllowlist"] == [ORIGIN]
    assert policy["RestoreOnStartupURLs"] == [f"{ORIGIN}/"]
    assert "--port 8080 " in (KIOSK / "xuetang-server.service").read_text(encoding="utf-8")
    assert f"{ORIGIN}/" in (KIOSK / "start-screen.sh").read_text(encoding="utf-8")


def test_nothing_leaves_the_page(policy: dict[str, Any]) -> None:
    """No download, print, developer tools, second profile or message to anybody."""
    expected = {"DownloadRestrictions": 3, "DeveloperToolsAvailability": 2, "IncognitoModeAvailability": 1}
    expected |= {"BrowserSignin": 0, "PrintingEnabled": False, "AllowFileSelectionDialogs": False}
    expected |= {"MetricsReportingEnabled": False, "SafeBrowsingProtectionLevel": 0, "SyncDisabled": True}
    assert {name: policy[name] for name in expected} == expected


def test_the_browser_knows_every_policy(policy: dict[str, Any], browser: bytes) -> None:
    """A name that it does not know would be ignored without a word."""
    assert [name for name in policy if name.encode() not in browser] == []


def test_the_browser_knows_every_flag(browser: bytes) -> None:
    """Of the start script."""
    flags = re.findall(r"^    --([a-z-]+)", (KIOSK / "start-screen.sh").read_text(encoding="utf-8"), re.M)
    assert len(flags) > 10 and [flag for flag in flags if flag.encode() not in browser] == []


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell script")
def test_the_browser_is_started_again(tmp_path: Path) -> None:
    """It waits for the server, opens the address in full screen, and when the browser ends it begins anew."""
    log = tmp_path / "log"
    fake = tmp_path / "bin" / "chromium"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\nfor word in "$@"; do echo "$word"; done >> "{log}"\n', encoding="utf-8")
    fake.chmod(0o755)
    page = tmp_path / "page.html"
    page.write_text("x", encoding="utf-8")
    profile = tmp_path / "data" / "xuetang-screen"
    profile.mkdir(parents=True)
    (profile / "SingletonLock").symlink_to("gone-1234")
    environment = {
        "PATH": f"{fake.parent}:{os.environ['PATH']}",
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XUETANG_ADDRESS": page.as_uri(),
    }
    with subprocess.Popen(["sh", str(KIOSK / "start-screen.sh")], env=environment) as screen:
        for _ in range(100):
            time.sleep(0.1)
            if log.is_file() and log.read_text(encoding="utf-8").count(page.as_uri()) >= 2:
                break
        screen.kill()
    words = log.read_text(encoding="utf-8").splitlines()
    assert words.count(page.as_uri()) >= 2 and words[0] == "--kiosk"
    assert f"--user-data-dir={profile}" in words and not (profile / "SingletonLock").is_symlink()


@pytest.mark.parametrize("unit", ["xuetang-server.service", "xuetang-check.service", "xuetang-check.timer"])
def test_systemd_accepts_the_units(unit: str, tmp_path: Path) -> None:
    """No unknown setting; the programs that they start are made up here."""
    analyse = shutil.which("systemd-analyze")
    if not analyse:
        pytest.skip("no systemd-analyze on this machine")
    for name in ("xuetang-server.service", "xuetang-check.service", "xuetang-check.timer"):
        text = (KIOSK / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/usr/bin/python3", "/bin/sh"), encoding="utf-8")
    done = subprocess.run([analyse, "verify", str(tmp_path / unit)], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if unit in line and "Unknown" in line]
    assert not complaints, done.stderr


def test_documentation_names_every_file_and_every_refusal() -> None:
    """The operator's page of the manual is complete."""
    from site_builder.bundle.refusals import REFUSALS

    text = (REPOSITORY / "docs" / "kiosk-install.md").read_text(encoding="utf-8")
    assert [path.name for path in KIOSK.iterdir() if path.name not in text] == []
    assert [code for code in REFUSALS if f"| {code} |" not in text] == []
