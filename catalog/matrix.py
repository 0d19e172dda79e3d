"""The matrix of coverage: categories against audiences, schools and units, counted once; and the gaps that it shows."""

from collections.abc import Iterator
from typing import Literal

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog, CourseRecord
from catalog.vocabulary import Audience, Unit

#: What a category is set against.
Against = Literal["audience", "node", "unit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One category against one audience, node or unit. `is_expected`: the targets ask for the audience, or the unit
    answers for the category; of nodes nothing is asked."""

    category: str
    against: Against
    key: str
    label: str
    courses: int
    lessons: int
    is_expected: bool

    @property
    def is_gap(self) -> bool:
        """Whether something is asked for and nothing is there."""
        return self.is_expected and not self.courses


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Every cell that holds courses or is expected to, by category in the catalog's order; published as
    `coverage-matrix.json`."""

    cells: tuple[Cell, ...]

    def of(self, against: Against) -> dict[tuple[str, str], Cell]:
        """The cells of one view by category and key."""
        return {(cell.category, cell.key): cell for cell in self.cells if cell.against == against}


def matrix(catalog: Catalog) -> Matrix:
    """Count everything once. A course is for all its audiences, at all nodes that offer it, and of every unit that it
    names; where it names none, of the units that answer for its category."""
    return Matrix(cells=(*_audiences(catalog), *_nodes(catalog), *_units(catalog)))


def _audiences(catalog: Catalog) -> Iterator[Cell]:
    targets = {target.category: target.audiences for target in catalog.targets}
    for category in catalog.categories:
        records = catalog.courses_in(category.slug)
        for term in Audience:
            found = [record for record in records if term in record.course.header.audience]
            if found or term in targets[category.slug]:
                yield _cell(category.slug, "audience", term.value, term.label, found, term in targets[category.slug])


def _nodes(catalog: Catalog) -> Iterator[Cell]:
    for category in catalog.categories:
        for node in catalog.district.nodes:
            ours = [id for id in node.courses if catalog.has_course(id) and id.partition("/")[0] == category.slug]
            if ours:
                yield _cell(category.slug, "node", node.id, node.name, [catalog.record(id) for id in ours], False)


def _units(catalog: Catalog) -> Iterator[Cell]:
    for category in catalog.categories:
        records = catalog.courses_in(category.slug)
        for unit in Unit:
            found = [record for record in records if unit in (record.course.header.units or category.units)]
            if found or unit in category.units:
                yield _cell(category.slug, "unit", unit.value, unit.label, found, unit in category.units)


def _cell(
    category: str, against: Against, key: str, label: str, records: list[CourseRecord], is_expected: bool
) -> Cell:
    return Cell(
        category=category,
        against=against,
        key=key,
        label=label,
        courses=len(records),
        lessons=sum(len(record.lessons) for record in records),
        is_expected=is_expected,
    )
