"""Activities, staff and organisations → the ledger: plain rows for indicators and reports."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from catalog.district.activity import Activity
from catalog.district.indicator import Indicator
from catalog.district.ledger import ActivityRow, Ledger, OrganisationRow, StaffingRow
from catalog.district.node import Node
from catalog.district.organisation import Organisation
from catalog.district.reading import Record
from catalog.district.recurrence import days_of
from catalog.district.staffing import Staffing
from catalog.district.terms import NodeLevel


def keep_books(
    *,
    nodes: Iterable[Node],
    activities: Iterable[Record[Activity]],
    staffing: Iterable[Staffing],
    organisations: Iterable[Organisation],
    indicators: Iterable[Indicator],
) -> Ledger:
    """The ledger of a district. Activities that were cancelled are not in it."""
    counted = {one.id: one.counts for one in indicators if one.counts}
    return Ledger(
        activities=tuple(_activities(activities)),
        staffing=tuple(_staff(nodes, {staff.node: staff for staff in staffing})),
        organisations=tuple(
            OrganisationRow(
                name=one.name or one.kind.label,
                kind=one.kind.label,
                grade=f"{one.rank.label}{one.grade.label}",
                year=one.year,
                indicator=next((id for id, group in counted.items() if group.has(one)), None),
                node=one.node,
            )
            for one in organisations
        ),
    )


def _activities(records: Iterable[Record[Activity]]) -> Iterator[ActivityRow]:
    for record in records:
        days = days_of(record.header)
        if days and not record.header.cancelled:  # one without days is a fault that the rules tell
            yield _activity(record, days)


def _activity(record: Record[Activity], days: Sequence[date]) -> ActivityRow:
    header, result = record.header, record.header.result
    return ActivityRow(
        title=header.title,
        kind=header.kind.label,
        day=days[0],
        until=days[-1],
        path=f"activities/{record.id}/",
        node=header.node,
        organisers=header.units,
        organiser=header.organiser,
        categories=header.categories,
        audiences=header.audience,
        participants=result.participants if result else None,
        person_periods=result.periods if result else None,
        satisfaction=result.satisfaction if result else None,
    )


def _staff(nodes: Iterable[Node], known: Mapping[str, Staffing]) -> Iterator[StaffingRow]:
    """A row for each town's school, which the plan, 三（二）1, wants to have a full-time teacher, and for each other node
    that somebody is registered for."""
    for node in nodes:
        is_school = node.level is NodeLevel.TOWN
        staff = known.get(node.id)
        if staff or is_school:
            yield StaffingRow(
                node=node.id,
                name=node.name,
                required=int(is_school),
                full_time=staff.full_time if staff else None,
                part_time=staff.part_time if staff else None,
                volunteers=staff.volunteers if staff else None,
            )
