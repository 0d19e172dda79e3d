"""The District: everything about the organisation around the courses, frozen like the Catalog that holds it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from catalog.district.activity import Activity
from catalog.district.figures import Standing, standings
from catalog.district.gate import Lapsed, Mention
from catalog.district.holiday import Holiday
from catalog.district.honour import Honour
from catalog.district.hotline import Hotline
from catalog.district.indicator import Indicator, IndicatorYear
from catalog.district.ledger import Ledger
from catalog.district.news import NewsHeader
from catalog.district.node import Node
from catalog.district.organisation import Organisation
from catalog.district.path import ResidentPath
from catalog.district.promises import Promises
from catalog.district.reading import Record
from catalog.district.results import Tally, tally, year_of
from catalog.district.staffing import Staffing
from catalog.district.teacher import Teacher
from catalog.district.terms import NodeLevel
from catalog.district.unit import UnitDuty
from catalog.district.venue import Venue


@dataclass(frozen=True, kw_only=True)
class District:
    """What `content/` says of schools, places, activities, units, targets and people; empty without `network.yml`."""

    nodes: tuple[Node, ...] = ()
    venues: tuple[Record[Venue], ...] = ()
    activities: tuple[Record[Activity], ...] = ()
    holidays: tuple[Holiday, ...] = ()
    promises: Promises = field(default_factory=Promises)
    organisations: tuple[Organisation, ...] = ()
    honours: tuple[Honour, ...] = ()
    teachers: tuple[Teacher, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    mentions: tuple[Mention, ...] = field(default=(), repr=False)
    units: tuple[UnitDuty, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    indicator_years: Mapping[int, IndicatorYear] = field(default_factory=dict)
    #: What the other content says in plain numbers, for indicators and reports.
    ledger: Ledger = field(default_factory=Ledger)
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

    def town_of(self, node: Node) -> Node | None:
        """The town's school that a node is or belongs to; None for the academy."""
        return next((one for one in (node, *self.above(node)) if one.level is NodeLevel.TOWN), None)

    @cached_property
    def _venues(self) -> dict[str, Record[Venue]]:
        return {venue.id: venue for venue in self.venues}

    def venue(self, id: str) -> Record[Venue]:
        """The place with this id. Raises KeyError."""
        return self._venues[id]

    def activities_of_year(self, year: int) -> tuple[Record[Activity], ...]:
        """The activities that ended in a year, cancelled ones included: each counts for one year only."""
        return tuple(activity for activity in self.activities if year_of(activity.header) == year)

    def results_of_year(self, year: int) -> Tally:
        """What came of the activities of a year."""
        return tally(activity.header for activity in self.activities_of_year(year))

    @cached_property
    def standings(self) -> dict[str, tuple[Standing, ...]]:
        """How each indicator stands in each year, by its id."""
        return standings(self.indicators, self.indicator_years, self.ledger)

    @cached_property
    def _hotlines(self) -> dict[str, Hotline]:
        return {hotline.number: hotline for hotline in self.hotlines}

    def hotline(self, number: str) -> Hotline:
        """The hotline with this number. Raises KeyError."""
        return self._hotlines[number]
