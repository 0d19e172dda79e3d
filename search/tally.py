"""What an index holds, counted by the engine's own facets, and how that differs from the documents on disk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from search.documents import SearchDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryTally:
    """One category in the index. `reviews` counts courses by review status, `updated` is the newest lesson's day."""

    lessons: int
    courses: int
    minutes: int
    audiences: tuple[str, ...]
    levels: tuple[str, ...]
    reviews: Mapping[str, int]
    updated: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTally:
    """The whole index: tallies by category, and every lesson's id with its digest, by category."""

    categories: Mapping[str, CategoryTally]
    digests: Mapping[str, Mapping[str, str]]

    @property
    def counts(self) -> dict[str, int]:
        """Lessons by category, as the facets count them."""
        return {slug: tally.lessons for slug, tally in self.categories.items()}

    @property
    def lessons(self) -> dict[str, tuple[str, ...]]:
        """Ids of the lessons by category."""
        return {slug: tuple(digests) for slug, digests in self.digests.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Ids of lessons that are only on disk, only in the index, or in both with different content."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether the index holds exactly the documents."""
        return not (self.missing or self.extra or self.changed)


def compare(documents: Iterable[SearchDocument], there: IndexTally) -> Comparison:
    """The lessons in which an index differs from the documents."""
    here = {document.id: document.digest for document in documents}
    found = {lesson: digest for digests in there.digests.values() for lesson, digest in digests.items()}
    return Comparison(
        missing=tuple(sorted(here.keys() - found.keys())),
        extra=tuple(sorted(found.keys() - here.keys())),
        changed=tuple(sorted(lesson for lesson in here.keys() & found.keys() if here[lesson] != found[lesson])),
    )
