"""Readings of courses kept between runs, by the content that they were made from.

Kept as JSON and validated again when read, so that a damaged file costs time and never truth. The folder belongs
outside the repository: what comes with a clone must not be able to pass for something that was checked here.
"""

import os
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from catalog.courses import CourseReading

_READING = TypeAdapter(CourseReading)


class Cache:
    """A folder of readings. Failing to read or write it is never an error."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / self._version
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)

    def get(self, key: str) -> CourseReading | None:
        """The reading made from this content; None where there is none that can be used."""
        try:
            reading = _READING.validate_json((self.folder / key).read_bytes())
        except (OSError, ValidationError):
            return None
        return reading if reading.record is None or reading.record.digest == key else None

    def put(self, key: str, reading: CourseReading) -> None:
        """Keep a reading; whole or not at all."""
        unfinished = self.folder / f"{key}.{os.getpid()}"
        with suppress(OSError):
            unfinished.write_bytes(_READING.dump_json(reading))
            unfinished.replace(self.folder / key)

    def keep_only(self, keys: set[str]) -> None:
        """Forget what no content needs any more, and what older versions of this program kept."""
        with suppress(OSError):
            for entry in list(os.scandir(self.folder)):
                if entry.name not in keys:
                    with suppress(OSError):
                        Path(entry.path).unlink()

    @cached_property
    def _version(self) -> str:
        """Changes with every line of the program that makes readings."""
        digest = blake2b(digest_size=8)
        for source in sorted(Path(__file__).parent.glob("*.py")):
            digest.update(source.read_bytes())
        return digest.hexdigest()
