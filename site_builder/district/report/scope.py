"""Whose report it is, and what of the catalog and of the records belongs to it."""

from dataclasses import dataclass

from catalog.collection import Catalog, CourseRecord
from catalog.district.figures import Standing
from catalog.district.ledger import ActivityRow, OrganisationRow, StaffingRow
from catalog.vocabulary import Unit
from site_builder.district.report.model import Scope, ScopeKind
from site_builder.terminal import UsageError
from site_builder.views.district.units import unit_categories, unit_records

_UNITS = {unit.value: unit for unit in Unit}


def scope_of(catalog: Catalog, *, unit: str | None, node: str | None) -> Scope:
    """The scope that was asked for. Raises UsageError for an unknown unit or node, or for both at once."""
    district = catalog.district
    if unit and node:
        raise UsageError("--unit 和 --node 一次只能写一个。")
    if unit:
        if unit not in _UNITS:
            raise UsageError(f"没有“{unit}”这个单位；可以用：{'、'.join(_UNITS)}。")
        return Scope(kind=ScopeKind.UNIT, id=unit, name=_UNITS[unit].label)
    if node:
        found = next((one for one in district.nodes if one.id == node), None)
        if found is None:
            raise UsageError(f"没有“{node}”这个学校；可以用：{'、'.join(one.id for one in district.nodes)}。")
        return Scope(kind=ScopeKind.NODE, id=node, name=found.name)
    return Scope(kind=ScopeKind.DISTRICT, id="", name=catalog.site.district or catalog.site.name)


@dataclass(frozen=True)
class Part:
    """What belongs to a scope."""

    catalog: Catalog
    scope: Scope

    def categories(self) -> list[str]:
        """Slugs of the categories that are told in a table: none for a school, which has courses of all."""
        if self.scope.kind is ScopeKind.DISTRICT:
            return [category.slug for category in self.catalog.categories]
        return unit_categories(self.catalog, self._unit) if self.scope.kind is ScopeKind.UNIT else []

    def records(self) -> list[CourseRecord]:
        """The courses."""
        if self.scope.kind is ScopeKind.DISTRICT:
            return list(self.catalog.records)
        if self.scope.kind is ScopeKind.UNIT:
            return unit_records(self.catalog, self._unit)
        offered = {id for node in self.catalog.district.nodes if node.id in self._nodes() for id in node.courses}
        return [record for record in self.catalog.records if record.course.id in offered]

    def standings(self, year: int) -> list[Standing]:
        """The indicators of a year; a school has none of its own."""
        if self.scope.kind is ScopeKind.NODE:
            return []
        mine = {id for entry in self.catalog.district.units if entry.unit == self.scope.id for id in entry.indicators}
        return [
            one
            for id, row in self.catalog.district.standings.items()
            if self.scope.kind is ScopeKind.DISTRICT or id in mine
            for one in row
            if one.year == year
        ]

    def activities(self, year: int) -> tuple[ActivityRow, ...]:
        """The activities of a year: for a unit those that it organises, for a school those in it and below."""
        rows = self.catalog.district.ledger.activities_of(year)
        if self.scope.kind is ScopeKind.UNIT:
            return tuple(row for row in rows if self._unit in row.organisers)
        return tuple(row for row in rows if self._has(row.node))

    def staffing(self) -> tuple[StaffingRow, ...]:
        """Teachers of the schools as they are registered now; a unit has no school."""
        if self.scope.kind is ScopeKind.UNIT:
            return ()
        return tuple(row for row in self.catalog.district.ledger.staffing if self._has(row.node))

    def organisations(self, year: int) -> tuple[OrganisationRow, ...]:
        """Learning organisations that there were at the end of a year: a unit's are those its indicators count."""
        rows = [row for row in self.catalog.district.ledger.organisations if row.year <= year]
        if self.scope.kind is ScopeKind.UNIT:
            mine = {
                id for entry in self.catalog.district.units if entry.unit == self.scope.id for id in entry.indicators
            }
            return tuple(row for row in rows if row.indicator in mine)
        return tuple(row for row in rows if self._has(row.node))

    def duty(self) -> str:
        """What the plan asks of a unit; empty for others."""
        return next((entry.duty for entry in self.catalog.district.units if entry.unit == self.scope.id), "")

    @property
    def _unit(self) -> Unit:
        return _UNITS[self.scope.id]

    def _nodes(self) -> set[str]:
        """The school and what is below it."""
        district = self.catalog.district
        return {
            node.id
            for node in district.nodes
            if self.scope.id in (node.id, *(upper.id for upper in district.above(node)))
        }

    def _has(self, node: str | None) -> bool:
        return self.scope.kind is ScopeKind.DISTRICT or node in self._nodes()
