"""Power cuts: killed before any change to the disk, a kiosk shows the old release or the new one, whole."""

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from site_builder.bundle import install as installing
from site_builder.bundle.install import install
from site_builder.bundle.refusals import BundleRefused
from site_builder.bundle.release import SITE
from site_builder.bundle.station import Station
from site_builder.bundle.verify import check_folder, peek
from tests.bundle.samples import NOW, NUMBER, bundle

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
ROOT = Path(__file__).resolve().parents[2]

#: Installs, and kills itself before the n-th change to the disk (0: never, but counts them).
SCRIPT = """
import os, signal, sys
from pathlib import Path
from site_builder.bundle.install import install
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "shutil.rmtree", "os.truncate"}
last, count = int(sys.argv[3]), 0
def hook(event, arguments):
    global count
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event in CHANGES:
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
install(Path(sys.argv[1]), Path(sys.argv[2]), now=float(sys.argv[4]))
print(count)
"""


def run(path: Path, root: Path, kill_before: int = 0) -> subprocess.CompletedProcess[str]:
    """Install in a process of its own."""
    command = [sys.executable, "-c", SCRIPT, str(path), str(root), str(kill_before), str(NOW)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def shown(root: Path) -> str:
    """What a kiosk shows, of which every file is as it should be."""
    current = Station(root).current()
    assert current, "nothing is shown"
    check_folder(current)
    return (current / SITE / "index.html").read_text(encoding="utf-8")


def converges(path: Path, root: Path) -> None:
    """Another run leaves the new release, and nothing else."""
    try:
        install(path, root, now=NOW)
    except BundleRefused as error:
        assert error.code == "K18"
    assert shown(root) == "new"
    assert len(Station(root).installed()) <= 2 and not list(root.glob("staging-*"))


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    """A kiosk with two releases, so that the next one also removes one."""
    for number, text in ((NUMBER, "oldest"), (NUMBER + 1, "old")):
        install(bundle(tmp_path / f"{text}.zip", _pages(text), number=number), tmp_path / "kiosk", now=NOW)
    return tmp_path / "kiosk"


def _pages(text: str) -> dict[str, bytes]:
    return {"index.html": text.encode(), "law/index.html": b"same", f"{text}.html": b"x" * 5000}


@pytest.mark.parametrize("kind", ["full", "delta"])
def test_killed_before_every_change(kind: str, kiosk: Path, tmp_path: Path) -> None:
    """Every file opened for writing, every rename, every removal, one after the other."""
    base = peek(tmp_path / "old.zip") if kind == "delta" else None
    path = bundle(tmp_path / "new.zip", _pages("new"), number=NUMBER + 2, base=base)
    shutil.copytree(kiosk, tmp_path / "whole")
    done = run(path, tmp_path / "whole")
    assert done.returncode == 0, done.stderr
    total = int(done.stdout)
    assert total > 25
    seen = set()
    for change in range(1, total + 1):
        root = tmp_path / f"killed-{change}"
        shutil.copytree(kiosk, root)
        assert run(path, root, change).returncode == -signal.SIGKILL
        seen.add(shown(root))
        assert shown(root) in ("old", "new")
        converges(path, root)
        shutil.rmtree(root)
    assert seen == {"old", "new"}


def test_first_installation_killed(tmp_path: Path) -> None:
    """There is no old release to keep; the next run installs all the same."""
    path = bundle(tmp_path / "new.zip", _pages("new"))
    for change in range(1, 20, 2):
        root = tmp_path / f"killed-{change}"
        assert run(path, root, change).returncode == -signal.SIGKILL
        converges(path, root)


def test_killed_at_random_moments(kiosk: Path, tmp_path: Path) -> None:
    """From outside, whatever it is doing just then."""
    pages = _pages("new") | {f"{number}.html": b"y" * 200_000 for number in range(60)}
    path = bundle(tmp_path / "new.zip", pages, number=NUMBER + 2)
    moments = random.Random(7)
    for attempt in range(10):
        root = tmp_path / f"killed-{attempt}"
        shutil.copytree(kiosk, root)
        command = [sys.executable, "-c", SCRIPT, str(path), str(root), "0", str(NOW)]
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(0.05, 0.8))
        process.kill()
        process.wait()
        assert shown(root) in ("old", "new")
        converges(path, root)
        shutil.rmtree(root)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", [step.__name__ for step in installing.STEPS])
def test_stopped_at_each_step(
    step: str, when: str, kiosk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A polite end (an exception) is as harmless as a rude one."""
    path = bundle(tmp_path / "new.zip", _pages("new"), number=NUMBER + 2)

    def stopping(original: object) -> object:
        def run_step(job: installing.Job) -> None:
            if when == "after":
                original(job)  # type: ignore[operator]
            raise SystemExit(1)

        return run_step

    steps = tuple(stopping(each) if each.__name__ == step else each for each in installing.STEPS)
    monkeypatch.setattr(installing, "STEPS", steps)
    with pytest.raises(SystemExit):
        install(path, kiosk, now=NOW)
    monkeypatch.undo()
    assert shown(kiosk) in ("old", "new")
    converges(path, kiosk)
