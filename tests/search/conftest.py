"""A real Meilisearch for the tests that need one, and the real lessons."""

from collections.abc import Iterator

import pytest

from catalog.loader import load
from search.documents import SearchDocument, documents
from tests.search.samples import NO_MEILISEARCH, REPOSITORY, MeiliServer, running_meilisearch


@pytest.fixture(scope="session")
def _meilisearch() -> Iterator[MeiliServer | None]:
    with running_meilisearch() as server:
        yield server


@pytest.fixture
def meili(_meilisearch: MeiliServer | None) -> MeiliServer:
    """A running Meilisearch; without one the test is skipped and says why."""
    if _meilisearch is None:
        pytest.skip(NO_MEILISEARCH)
    return _meilisearch


@pytest.fixture(scope="session")
def lessons() -> tuple[SearchDocument, ...]:
    """The documents of the repository's own content."""
    return documents(load(REPOSITORY / "content"))
