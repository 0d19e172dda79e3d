"""Rules between the district's files: each a small generator of faults, in one module for each kind of content."""

from collections.abc import Callable, Iterator

from catalog.district.checks import activities, indicators, network, people, units, venues, ways
from catalog.district.checks.surroundings import Surroundings
from catalog.district.collection import District
from catalog.rules import Fault

__all__ = ["CHECKS", "Surroundings"]

CHECKS: tuple[Callable[[District, Surroundings], Iterator[Fault]], ...] = (
    *network.CHECKS,
    *venues.CHECKS,
    *activities.CHECKS,
    *people.CHECKS,
    *units.CHECKS,
    *indicators.CHECKS,
    *ways.CHECKS,
)
