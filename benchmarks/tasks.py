"""Single pieces of work, each run in a process of its own by `benchmarks.portal`; prints what it took as JSON."""

import json
import resource
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from catalog import loader
from catalog.cache import Cache


def load(content: str, how: str, cache: str) -> dict[str, float]:
    """Load a catalog `alone` (one process, no cache) or as shipped, from a `cache` that may be empty at first."""
    before = _peak()
    started = time.perf_counter()
    with patch("catalog.loader.cpu_count", return_value=1) if how == "alone" else nullcontext():
        catalog = loader.load(Path(content), cache=Cache(Path(cache)) if how == "cache" else None)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "before": before, "peak": _peak(), "lessons": len(list(catalog.lessons()))}


def index(content: str, cache: str, target: str) -> dict[str, float]:
    """Make the Pagefind bundle of a catalog in the folder `target`, which is made."""
    from search.documents import documents
    from search.static import write_index

    catalog = loader.load(Path(content), cache=Cache(Path(cache)))
    Path(target).mkdir()
    started = time.perf_counter()
    found = documents(catalog)
    made = time.perf_counter()
    write_index(found, Path(target))
    return {"documents": made - started, "seconds": time.perf_counter() - started}


def _peak() -> float:
    """Largest resident size of this process so far, in MB (10⁶ bytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    task = {"load": load, "index": index}[sys.argv[1]]
    print(json.dumps(task(*sys.argv[2:])))
