"""How fast the portal is built and how much memory it takes: `python -m benchmarks.portal`. Prints, asserts nothing."""

import argparse
import os
import platform
import re
import shutil
from collections.abc import Generator, Iterator, Sequence
from importlib.metadata import version
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import stock
from benchmarks.bench import Bench, make_bench
from benchmarks.process import Measurement
from site_builder.output import KEPT

_EDITS = 3


def measure_all(lessons: int, large: int | None, rounds: int, folder: Path) -> Iterator[str]:
    """All measurements, as lines to print, each as soon as it is known."""
    yield from _machine()
    small = make_bench(lessons, folder)
    stock.make_project(small.content, small.folder / "stock")
    ours = yield from _cold(small, rounds)
    yield from _search_index(small)
    yield from _changes(small)
    if large:
        big = make_bench(large, folder)
        yield from _growth(small, big, ours)
        yield from _search_index(big)
        yield from _changes(big)
        yield from _loading(big)


def _machine() -> Iterator[str]:
    names = ("mkdocs", "mkdocs-material", "pagefind")
    yield f"Machine: {os.cpu_count()} CPUs, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    yield f"Versions: {', '.join(f'{name} {version(name)}' for name in names)}; jieba: {stock.has_jieba()}"
    yield f"Load average at the start: {os.getloadavg()[0]:.2f} (above 0.3, trust CPU seconds more than wall)"


def _cold(bench: Bench, rounds: int) -> Generator[str, None, tuple[float, float]]:
    """Ours against stock, in turns; returns our median time per page in seconds of wall and CPU."""
    runs: dict[str, list[Measurement]] = {"ours": [], **{kind: [] for kind in stock.KINDS}}
    for _ in range(rounds):
        bench.forget()
        for kind, found in runs.items():
            found.append(bench.build_kind(kind))
    yield f"\nCold build of the pages, {bench.lessons:,} lessons, median of {rounds} in turns (lowest–highest)"
    for kind, found in runs.items():
        pages = _pages(bench.site(kind))
        yield f"  {kind:<7} {_times(found)}   {pages:,} pages, {_wall(found) / pages * 1000:.1f} ms wall a page"
        yield f"          {_peaks(max(found, key=lambda m: m.largest))}"
    for kind in stock.KINDS:
        wall, cpu = _wall(runs["ours"]) / _wall(runs[kind]), _cpu(runs["ours"]) / _cpu(runs[kind])
        yield f"  ours / {kind}: wall {wall:.2f}, CPU {cpu:.2f}"
    pages = _pages(bench.site("ours"))
    return _wall(runs["ours"]) / pages, _cpu(runs["ours"]) / pages


def _search_index(bench: Bench) -> Iterator[str]:
    target = bench.folder / "index"
    measurement, told = bench.task("index", str(bench.content), str(bench.folder / "task-cache"), str(target))
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) / 1e6
    shutil.rmtree(target)
    yield f"\nSearch index, {bench.lessons:,} lessons: {told['seconds']:.1f} s wall, {size:.1f} MB; {_peaks(measurement)}"


def _changes(bench: Bench) -> Iterator[str]:
    """Builds after one change, of a project that was built without search, once it keeps all releases it ever will."""
    yield f"\nOne changed lesson among {bench.lessons:,} (lowest–highest)"
    turns = count(1)
    for _ in range(KEPT):
        bench.edit(next(turns))
        bench.build("--no-search")
    for options, edits in ((("--no-search",), _EDITS), ((), 1 if bench.lessons > 5000 else _EDITS)):
        label = " ".join(["build", *options])
        bench.build(*options)
        runs = []
        for _ in range(edits):
            bench.edit(next(turns))
            runs.append(bench.build(*options))
        found = [measurement for measurement, _ in runs]
        yield f"  {label:<17} {_times(found)}   {_made(runs[-1][1])}, {edits} times"
        yield f"  {'':<17} {_peaks(max(found, key=lambda m: m.largest))}"
        yield f"  {' nothing changed':<17} {_times([bench.build(*options)[0]])}"


def _growth(small: Bench, big: Bench, ours: tuple[float, float]) -> Iterator[str]:
    big.forget()
    measurement, _ = big.build("--no-search")
    pages = _pages(big.site("ours"))
    wall, cpu = measurement.wall / pages, measurement.cpu / pages
    yield f"\nCold build of the pages, {big.lessons:,} lessons, one run"
    yield f"  wall {measurement.wall:.1f} s   CPU {measurement.cpu:.1f} s   {pages:,} pages; {_peaks(measurement)}"
    yield f"  a page: wall {wall * 1000:.2f} ms, CPU {cpu * 1000:.2f} ms; of that at {small.lessons:,} lessons: " + (
        f"wall {wall / ours[0]:.2f}, CPU {cpu / ours[1]:.2f}"
    )


def _loading(bench: Bench) -> Iterator[str]:
    cache = bench.folder / "load-cache"
    yield f"\nLoading {bench.lessons:,} lessons"
    for label, how in (
        ("one process, no cache", "alone"),
        ("as shipped, empty cache", "cache"),
        ("as shipped, full cache", "cache"),
    ):
        measurement, told = bench.task("load", str(bench.content), how, str(cache))
        yield f"  {label:<26} {told['seconds']:.1f} s   CPU {measurement.cpu:.1f} s   " + (
            f"peak {told['peak']:.0f} MB ({told['before']:.0f} MB before); {_peaks(measurement)}"
        )


def _pages(site: Path) -> int:
    return sum(1 for _ in site.resolve().rglob("index.html"))


def _made(said: str) -> str:
    found = re.search(r"新做 (\d+) 页，沿用 (\d+) 页", said)
    return f"{found[1]} pages made, {found[2]} kept" if found else "nothing made"


def _times(runs: Sequence[Measurement]) -> str:
    return f"wall {_spread([m.wall for m in runs])} s   CPU {_spread([m.cpu for m in runs])} s"


def _spread(values: Sequence[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})" if len(values) > 1 else f"{values[0]:.2f}"


def _wall(runs: Sequence[Measurement]) -> float:
    return median(m.wall for m in runs)


def _cpu(runs: Sequence[Measurement]) -> float:
    return median(m.cpu for m in runs)


def _peaks(measurement: Measurement) -> str:
    shown = (f"{name} {', '.join(f'{peak:.0f}' for peak in peaks)}" for name, peaks in measurement.peaks.items())
    return "peak MB of each process: " + "; ".join(shown)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portal", description=__doc__)
    parser.add_argument("--lessons", type=int, default=1040, help="lessons of the usual size (1040)")
    parser.add_argument("--large", type=int, default=10400, help="lessons of the large size (10400)")
    parser.add_argument("--skip-large", action="store_true", help="measure the usual size only")
    parser.add_argument("--rounds", type=int, default=3, help="cold builds of each kind (3)")
    arguments = parser.parse_args()
    if not Path("/proc/self/status").exists():
        parser.error("needs /proc, so Linux")
    with TemporaryDirectory(prefix="xuetang-bench-") as folder:
        large = None if arguments.skip_large else arguments.large
        for line in measure_all(arguments.lessons, large, arguments.rounds, Path(folder)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
