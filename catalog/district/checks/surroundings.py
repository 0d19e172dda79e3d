"""What the district's rules know of the rest of the content."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from catalog.rules import Fault


@dataclass(frozen=True)
class Surroundings:
    """Slugs of the categories; ids of the courses, those with problems of their own included; ids of the lessons, and
    of the courses whose lessons are not known because of such problems."""

    categories: frozenset[str]
    courses: frozenset[str]
    lessons: frozenset[str]
    broken: frozenset[str]

    def unknown_courses(
        self, path: str, keys: tuple[str | int, ...], code: str, named: Iterable[str]
    ) -> Iterator[Fault]:
        """A fault for each course that is named below `keys` and is not there."""
        for n, wanted in enumerate(named):
            if wanted not in self.courses:
                yield Fault(path, code, f"没有“{wanted}”这门课{hint(wanted, self.courses)}", (*keys, n))

    def unknown_categories(
        self, path: str, keys: tuple[str | int, ...], code: str, named: Iterable[str]
    ) -> Iterator[Fault]:
        """A fault for each category that is named below `keys` and is not there."""
        for n, wanted in enumerate(named):
            if wanted not in self.categories:
                yield Fault(path, code, f"没有“{wanted}”这个类别{hint(wanted, self.categories)}", (*keys, n))


def hint(wanted: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown name: what may have been meant."""
    close = get_close_matches(wanted, sorted(known), n=1)
    return f"；是不是“{close[0]}”？" if close else "；请检查拼写，或先去掉"
