"""The filled service worker: complete, the same for the same files, another one for any change."""

import json
import re
from pathlib import Path

from site_builder.bundle.manifest import digest_of
from site_builder.offline import WORKER, add_modules, add_worker, worker
from site_builder.output import write


def listed(script: bytes) -> dict[str, str]:
    """The files that a worker knows."""
    found = re.search(r"^const MANIFEST = (.+);$", script.decode(), re.M)
    assert found
    files: dict[str, str] = json.loads(found[1])["files"]
    return files


def test_every_file_is_listed_with_its_digest(tmp_path: Path) -> None:
    """The modules too, the worker itself not."""
    write(tmp_path / "课件/index.html", b"x")
    add_modules(tmp_path)
    add_worker(tmp_path)
    files = listed((tmp_path / WORKER).read_bytes())
    assert files["课件/index.html"] == digest_of(b"x")
    assert set(files) == {"课件/index.html", "assets/offline/register.js", "assets/offline/operator.js"}


def test_the_worker_changes_with_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    """That is how browsers notice a new release."""
    write(tmp_path / "index.html", b"x")
    add_modules(tmp_path)
    add_worker(tmp_path)
    before = (tmp_path / WORKER).read_bytes()
    assert worker(tmp_path) == before
    write(tmp_path / "new.html", b"")
    assert worker(tmp_path) != before
