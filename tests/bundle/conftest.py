"""Temporary folders in memory: an installation waits for the disk at every file, and here some hundred are made."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle.samples import MEMORY


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """As everywhere, but in memory where that is to be had."""
    with tempfile.TemporaryDirectory(prefix="xuetang-", dir=MEMORY or tmp_path) as folder:
        yield Path(folder)
