"""An edition that stays usable without its server: the service worker, filled with the files of one release."""

import json
from pathlib import Path

from site_builder.bundle.manifest import digest_of_file, files_below, tree_digest
from site_builder.output import write
from site_builder.settings import PROGRAM

#: The worker stands at the edition's root, so that it may answer for all of it.
WORKER = "sw.js"
#: Where pages find the modules: `register.js` on every page, `operator.js` where the operator's door is.
MODULES = "assets/offline"

_SOURCES = PROGRAM / "theme" / "kiosk" / "offline"
_TEMPLATE = "service-worker.js"
_EMPTY = 'const MANIFEST = { release: "", files: {} };'


def add_modules(folder: Path) -> None:
    """Add what the pages import: `register.js`, and `operator.js` for the operator's door."""
    for source in sorted(_SOURCES.glob("*.js")):
        if source.name != _TEMPLATE:
            write(folder / MODULES / source.name, source.read_bytes())


def add_worker(folder: Path) -> None:
    """Add the worker to an edition, as the last of all: it lists every other file."""
    write(folder / WORKER, worker(folder))


def worker(folder: Path) -> bytes:
    """The service worker of the edition in `folder`: it differs whenever any file differs."""
    files = {name: digest_of_file(path) for name, path in sorted(files_below(folder).items()) if name != WORKER}
    manifest = json.dumps({"release": tree_digest(files)[:16], "files": files}, ensure_ascii=False)
    template = (_SOURCES / _TEMPLATE).read_text(encoding="utf-8")
    assert template.count(_EMPTY) == 1
    return template.replace(_EMPTY, f"const MANIFEST = {manifest};").encode()
