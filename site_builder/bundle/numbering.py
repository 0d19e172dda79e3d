"""Release numbers that only grow, without a server that hands them out.

A number is the minute of its content in UTC, read as an integer: 202611282104. It needs no state, so that a fresh
checkout, a shallow clone and two computers agree, and later content has the larger number. Only where content changed
and its time did not (edited, not committed) the last number, kept beside the bundles, is counted up by one; should
that file be lost, a kiosk refuses the twin (K22) instead of taking the one for the other.
"""

import json
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

from catalog.collection import Catalog
from site_builder.build_day import DateError, given_moment
from site_builder.output import exchange


def moment_of(catalog: Catalog, root: Path, *, today: bool) -> int:
    """When the content is from, in seconds since 1970.

    `SOURCE_DATE_EPOCH`, else the time of the last commit, else the last `updated` of a lesson or course. With `today`,
    now: the same content, vouched for once more. Raises DateError.
    """
    if today:
        return int(time.time())
    if (given := given_moment()) is not None:
        return given
    return _commit_time(root) or _newest(catalog)


def _commit_time(root: Path) -> int | None:
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct", "HEAD", "--", "."]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = done.stdout.strip()
    return int(said) if done.returncode == 0 and said.isdecimal() else None


def _newest(catalog: Catalog) -> int:
    days = [lesson.header.updated for lesson in catalog.lessons()]
    days += [record.course.header.updated for record in catalog.records]
    if not days:
        raise DateError("还没有课，做不了包；请先写一门课。")
    return int(datetime.combine(max(days), datetime.min.time(), UTC).timestamp())


def next_number(moment: int, tree: str, last: tuple[int, str] | None) -> int:
    """The number of a release, given the last one's number and tree: the same for the same tree, else a larger one."""
    number = int(datetime.fromtimestamp(moment, UTC).strftime("%Y%m%d%H%M"))
    if last is None or number > last[0]:
        return number
    return last[0] if tree == last[1] else last[0] + 1


def read_last(ledger: Path, line: str) -> tuple[int, str] | None:
    """Number and tree of the last bundle of this line (an edition with its choice of categories)."""
    try:
        number, tree = json.loads(ledger.read_text(encoding="utf-8"))[line]
        return int(number), str(tree)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember_last(ledger: Path, line: str, last: tuple[int, str]) -> None:
    """Keep the number. Raises OSError."""
    try:
        known = json.loads(ledger.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    exchange(ledger, json.dumps({**known, line: last}, indent=1, sort_keys=True))
