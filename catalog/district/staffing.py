"""Who teaches where, in numbers alone, and what a school lacks of what the plan requires."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pydantic.dataclasses import dataclass

from catalog.district.node import Node
from catalog.district.teacher import TeacherEntry
from catalog.district.terms import NodeLevel, StaffingGap, TeacherKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """Numbers of people registered for one node, whether they are shown or not. Full-time ones have 大专 or higher."""

    node: str
    full_time: int = 0
    part_time: int = 0
    volunteers: int = 0


def count_staff(entries: Iterable[TeacherEntry]) -> tuple[Staffing, ...]:
    """Numbers for each node that somebody is registered for, in the order of their ids."""
    counts: Counter[tuple[str, TeacherKind]] = Counter()
    for entry in entries:
        counts.update((node, entry.kind) for node in entry.nodes)
    return tuple(
        Staffing(
            node=node,
            full_time=counts[node, TeacherKind.FULL_TIME],
            part_time=counts[node, TeacherKind.PART_TIME],
            volunteers=counts[node, TeacherKind.VOLUNTEER],
        )
        for node in sorted({node for node, _ in counts})
    )


def staffing_gaps(nodes: Iterable[Node], staffing: Iterable[Staffing]) -> Mapping[str, tuple[StaffingGap, ...]]:
    """What each town's school lacks, by its id in the order of `nodes`; an empty tuple where it lacks nothing.

    The plan requires a place (三（一）1), a full-time teacher with 大专 or higher and part-time ones (三（二）1), and a
    team of volunteers (三（二）2) of schools of towns; of the academy and of villages' centres it requires none.
    """
    known = {staff.node: staff for staff in staffing}
    return {
        node.id: tuple(_gaps(node, known.get(node.id, Staffing(node=node.id))))
        for node in nodes
        if node.level is NodeLevel.TOWN
    }


def _gaps(node: Node, staff: Staffing) -> Iterator[StaffingGap]:
    if not staff.full_time:
        yield StaffingGap.FULL_TIME
    if not staff.part_time:
        yield StaffingGap.PART_TIME
    if not staff.volunteers:
        yield StaffingGap.VOLUNTEERS
    if node.address is None:
        yield StaffingGap.PLACE
