"""A generated project, and the builds and single pieces of work that are measured on it."""

import json
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks import stock
from benchmarks.generator import generate
from benchmarks.process import Measurement, run

_BUILD = (sys.executable, "-m", "site_builder", "build")
_TASK = (sys.executable, "-m", "benchmarks.tasks")
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Bench:
    """A generated project and what is kept between its builds."""

    lessons: int
    folder: Path

    @property
    def content(self) -> Path:
        """Its lessons."""
        return self.folder / "ours" / "content"

    @property
    def cache(self) -> Path:
        """The builder's cache folder."""
        return self.folder / "cache"

    def forget(self) -> None:
        """Leave only the content, so that the next build is a cold one."""
        made = [self.site(kind) for kind in stock.KINDS]
        for folder in (self.cache, self.folder / "ours" / "dist", *made):
            shutil.rmtree(folder, ignore_errors=True)

    def site(self, kind: str) -> Path:
        """Where `ours` or one of stock's kinds is written."""
        return self.folder / ("ours/dist/portal" if kind == "ours" else f"stock/site-{kind}")

    def build(self, *options: str) -> tuple[Measurement, str]:
        """Our build, with what it printed."""
        environment = {"XUETANG_CACHE_DIR": str(self.cache), "PYTHONPATH": str(_ROOT)}
        return run([*_BUILD, *options], folder=self.folder / "ours", environment=environment)

    def build_kind(self, kind: str) -> Measurement:
        """Build the pages as `ours` or as one of stock's kinds."""
        if kind == "ours":
            return self.build("--no-search")[0]
        return run(stock.command(kind), folder=self.folder / "stock", environment=stock.ENVIRONMENT)[0]

    def task(self, *words: str) -> tuple[Measurement, dict[str, float]]:
        """A piece of work of `benchmarks.tasks`, with what it reported."""
        measurement, said = run([*_TASK, *words], folder=_ROOT)
        return measurement, json.loads(said)

    def edit(self, turn: int) -> None:
        """Change one sentence of one lesson, another lesson at each turn."""
        lessons = sorted(self.content.glob("courses/*/*/0*.md"))
        lesson = lessons[(turn * 7919) % len(lessons)]
        old = lesson.read_text(encoding="utf-8")
        text, found = re.subn(r"这是第 (\d+) 课", rf"这是改过 {turn} 次的第 \1 课", old, count=1)
        assert found, f"nothing to change in {lesson}"
        lesson.write_text(text, encoding="utf-8")


def make_bench(lessons: int, folder: Path) -> Bench:
    """Generate that many lessons in a folder of their own below `folder`."""
    bench = Bench(lessons, folder / str(lessons))
    generate(lessons, bench.folder / "ours")
    return bench
