"""Run a command and measure it and every process that it starts. Linux only: it reads `/proc`."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

#: Seconds between two looks at the processes. A peak is kept by the kernel, so only the end of a short one is missed.
_PAUSE = 0.03


@dataclass(frozen=True)
class Measurement:
    """What a command took.

    `wall` and `cpu` in seconds; `cpu` is user and system time of the command and all its descendants. `peaks` has the
    largest resident size of each process in MB (10⁶ bytes), by what it is, largest first; memory that a process
    shares with its parent counts in both.
    """

    wall: float
    cpu: float
    peaks: Mapping[str, tuple[float, ...]]

    @property
    def largest(self) -> float:
        """Peak of the largest single process in MB."""
        return max((peak for peaks in self.peaks.values() for peak in peaks), default=0.0)


def run(
    command: Sequence[str], *, folder: Path, environment: Mapping[str, str] | None = None
) -> tuple[Measurement, str]:
    """Run `command` in `folder` and return what it took and what it printed. Raises RuntimeError when it fails."""
    with TemporaryFile() as said:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | (environment or {}), stdout=said, stderr=subprocess.STDOUT
        )
        seen: dict[int, tuple[str, float]] = {}
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            _look(process.pid, seen)
            time.sleep(_PAUSE)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{text[-2000:]}")
    return Measurement(wall, usage.ru_utime + usage.ru_stime, _by_name(seen)), text


def _look(root: int, seen: dict[int, tuple[str, float]]) -> None:
    """Note name and peak of `root` and of all processes below it."""
    waiting = [root]
    while waiting:
        pid = waiting.pop()
        with suppress(OSError, ValueError, IndexError):  # it may end between two reads
            for children in Path(f"/proc/{pid}/task").glob("*/children"):  # a thread has children of its own
                waiting.extend(map(int, children.read_text().split()))
            peak = Path(f"/proc/{pid}/status").read_text().partition("VmHWM:")[2].split()[0]
            seen[pid] = (_name(pid, root), int(peak) * 1024 / 1e6)


def _name(pid: int, root: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    if any("pagefind" in Path(word).name for word in words[:1]):
        return "pagefind"
    if "mkdocs" in words:
        return "mkdocs"
    return "main" if pid == root else "worker"


def _by_name(seen: Mapping[int, tuple[str, float]]) -> dict[str, tuple[float, ...]]:
    found: dict[str, list[float]] = {}
    for name, peak in sorted(seen.values(), key=lambda process: -process[1]):
        found.setdefault(name, []).append(peak)
    return {name: tuple(peaks) for name, peaks in found.items()}
