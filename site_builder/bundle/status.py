"""`status.json` beside the releases: what the operator's page shows about the kiosk and its last installation."""

import json
import shutil
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from site_builder.bundle.durable import exchange
from site_builder.bundle.refusals import BundleRefused
from site_builder.bundle.station import Station
from site_builder.bundle.verify import peek

#: Installations that are remembered.
REMEMBERED = 10


def note(station: Station, bundle: str, message: str, *, succeeded: bool) -> None:
    """Note how an installation ended, and what is shown now. Failing to is no failure of the installation.

    Where nothing was ever installed there is nobody to tell.
    """
    current = station.current()
    if current is None:
        return
    result = {"when": _iso(time.time()), "bundle": bundle, "succeeded": succeeded, "message": message}
    with suppress(OSError):
        known = read(station)
        usage = shutil.disk_usage(station.root)
        fields = {**known, **_shown(current, known), "disk_free": usage.free, "disk_total": usage.total}
        fields["history"] = [result, *known.get("history", [])][:REMEMBERED]
        exchange(station.status, json.dumps(fields, ensure_ascii=False, indent=1).encode())


def _shown(folder: Path, known: dict[str, Any]) -> dict[str, Any]:
    try:
        release = peek(folder)[0]
    except BundleRefused:  # damaged; what was noted before says more
        return {}
    is_new = known.get("release") != release.number
    return {
        "release": release.number,
        "site": release.site,
        "edition": release.edition,
        "created": _iso(release.created),
        "expires": _iso(release.expires),
        "installed": _iso(time.time()) if is_new else known.get("installed"),
        "files": release.files,
        "size": release.size,
        "categories": [
            {"name": count.name, "courses": count.courses, "lessons": count.lessons} for count in release.categories
        ],
    }


def read(station: Station) -> dict[str, Any]:
    """What was noted last; empty when nothing was, or when it cannot be read."""
    try:
        known = json.loads(station.status.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
