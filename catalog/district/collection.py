"""The District: everything about the organisation around the courses, frozen like the Catalog that holds it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from catalog.district.figures import Standing, standings
from catalog.district.indicator import Indicator, IndicatorYear
from catalog.district.ledger import Ledger
from catalog.district.node import Node
from catalog.district.terms import NodeLevel
from catalog.district.unit import UnitDuty


@dataclass(frozen=True, kw_only=True)
class District:
    """What `content/` says of schools, places, activities, units, targets and people; empty without `network.yml`."""

    nodes: tuple[Node, ...] = ()
    units: tuple[UnitDuty, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    indicator_years: Mapping[int, IndicatorYear] = field(default_factory=dict)
    #: What the other content says in plain numbers, for indicators and reports.
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def is_empty(self) -> bool:
        """Whether there is no district to show; then the site consists of courses alone."""
        return not self.nodes

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    def node(self, id: str) -> Node:
        """The node with this id. Raises KeyError."""
        return self._nodes[id]

    def children(self, id: str) -> tuple[Node, ...]:
        """The nodes directly below a node, in the order of the file."""
        return tuple(node for node in self.nodes if node.parent == id)

    def root(self) -> Node:
        """The district's academy. Raises StopIteration for an empty district."""
        return next(node for node in self.nodes if node.level is NodeLevel.DISTRICT)

    def above(self, node: Node) -> Iterator[Node]:
        """The nodes above a node, nearest first."""
        while node.parent is not None:
            node = self._nodes[node.parent]
            yield node

    @cached_property
    def standings(self) -> dict[str, tuple[Standing, ...]]:
        """How each indicator stands in each year, by its id."""
        return standings(self.indicators, self.indicator_years, self.ledger)
