"""The District: everything about the organisation around the courses, frozen like the Catalog that holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from catalog.district.hotline import Hotline
from catalog.district.news import NewsHeader
from catalog.district.node import Node
from catalog.district.path import ResidentPath
from catalog.district.reading import Record
from catalog.district.terms import NodeLevel


@dataclass(frozen=True, kw_only=True)
class District:
    """What `content/` says of schools, places, activities, units, targets and people; empty without `network.yml`."""

    nodes: tuple[Node, ...] = ()
    #: Newest first; of one day in the order of their ids.
    news: tuple[Record[NewsHeader], ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    paths: tuple[ResidentPath, ...] = ()

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
    def _hotlines(self) -> dict[str, Hotline]:
        return {hotline.number: hotline for hotline in self.hotlines}

    def hotline(self, number: str) -> Hotline:
        """The hotline with this number. Raises KeyError."""
        return self._hotlines[number]
