"""From the catalog to what the engines see."""

from collections.abc import Callable
from pathlib import Path

from catalog.loader import load
from search.documents import documents
from tests.search.samples import document


def test_every_lesson_becomes_one_document(small_site: Callable[..., Path]) -> None:
    """Nothing is left out or doubled, and a document says where its lesson is."""
    catalog = load(small_site() / "content")
    made = documents(catalog)
    assert [found.id for found in made] == [lesson.id for lesson in catalog.lessons()]
    for found in made:
        assert found.url == f"{found.id}/"
        assert found.key == found.id.replace("/", "__")
        assert found.id.startswith(f"{found.course}/") and found.course.startswith(f"{found.category}/")
        assert found.category_name == catalog.category(found.category).name
        assert "<" not in found.body and found.body


def test_the_same_content_gives_the_same_documents(small_site: Callable[..., Path]) -> None:
    """Reading twice gives equal documents with equal digests."""
    content = small_site() / "content"
    first, second = documents(load(content)), documents(load(content))
    assert first == second
    assert [one.digest for one in first] == [other.digest for other in second]


def test_a_digest_changes_with_any_field() -> None:
    """A changed lesson is recognised in the index."""
    digests = {document("a").digest, document("a", title="改了标题").digest, document("a", boost=1).digest}
    assert len(digests) == 3
