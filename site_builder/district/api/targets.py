"""Responsible units and indicators as open data."""

from collections.abc import Callable
from typing import Any

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog
from catalog.district.indicator import Indicator, IndicatorYear
from catalog.district.unit import UnitDuty
from site_builder.views.district.indicators import year_path
from site_builder.views.district.units import unit_categories, unit_path


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitData:
    """A responsible unit with its name, its page's address and the slugs of the categories it answers for."""

    duty: UnitDuty
    name: str
    url: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """`units.json`: the plan's responsible units, in the order of its annex."""

    units: tuple[UnitData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFigure:
    """An indicator in one year, in its own unit: the target, what was reached, and what the records count. Null is not
    known; it is never zero. `is_counted` says that `reached` rests on records, not on a report alone."""

    indicator: str
    year: int
    target: int | None
    reached: float | None
    recorded: float | None
    is_counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorYearData:
    """One year's targets and actuals as they were entered."""

    year: int
    url: str
    entered: IndicatorYear


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorList:
    """`indicators.json`: what is counted, what was entered for each year, and what follows from it."""

    indicators: tuple[Indicator, ...]
    years: tuple[IndicatorYearData, ...]
    figures: tuple[IndicatorFigure, ...]


def _units(catalog: Catalog) -> UnitList:
    return UnitList(
        units=tuple(
            UnitData(
                duty=entry,
                name=entry.unit.label,
                url=unit_path(entry.unit),
                categories=tuple(unit_categories(catalog, entry.unit)),
            )
            for entry in catalog.district.units
        )
    )


def _indicators(catalog: Catalog) -> IndicatorList:
    district = catalog.district
    return IndicatorList(
        indicators=district.indicators,
        years=tuple(
            IndicatorYearData(year=year, url=year_path(year), entered=district.indicator_years[year])
            for year in sorted(district.indicator_years)
        ),
        figures=tuple(
            IndicatorFigure(
                indicator=one.indicator.id,
                year=one.year,
                target=one.target.at_least if one.target else None,
                reached=None if one.reached is None else round(float(one.reached), 3),
                recorded=None if one.recorded is None else round(float(one.recorded), 1),
                is_counted=one.is_counted,
            )
            for row in district.standings.values()
            for one in row
        ),
    )


#: Name of the file and of its schema → its model, and what makes it.
LISTS: dict[str, tuple[Any, Callable[[Catalog], Any]]] = {
    "units": (UnitList, _units),
    "indicators": (IndicatorList, _indicators),
}
