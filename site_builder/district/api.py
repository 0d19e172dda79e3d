"""District → open data: one list under `api/v1/` for each kind of content, in the models of the content itself."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog
from catalog.course import Source
from catalog.district.activity import Activity
from catalog.district.holiday import Holiday
from catalog.district.honour import Honour
from catalog.district.node import Node
from catalog.district.organisation import Organisation, OrganisationTarget
from catalog.district.organisation_tally import organisation_tally, reached
from catalog.district.recurrence import days_of
from catalog.district.staffing import Staffing, staffing_gaps
from catalog.district.teacher import Teacher
from catalog.district.terms import StaffingGap
from catalog.district.venue import Venue
from site_builder.views.district.activity_cards import activity_path
from site_builder.views.district.calendars import calendar_path
from site_builder.views.district.honours import honour_path
from site_builder.views.district.network import node_path
from site_builder.views.district.places import place_path


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeData:
    """A school or centre with its page's address, relative to the site's root, and the ids of the nodes below it."""

    node: Node
    url: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkList:
    """`network.json`: the three-level network, the academy first."""

    nodes: tuple[NodeData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueData:
    """A place with its page's address. `html` and `text` are what is written about it besides; they may be empty."""

    id: str
    venue: Venue
    url: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueList:
    """`venues.json`: places open to residents."""

    venues: tuple[VenueData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityData:
    """An activity with all its days and the addresses of its page and of its calendar file."""

    id: str
    activity: Activity
    days: tuple[date, ...]
    url: str
    calendar: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityList:
    """`activities.json`: trainings, lectures, events and examinations, those of the past with what came of them."""

    activities: tuple[ActivityData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayList:
    """`holidays.json`: the public holidays that opening hours take into account."""

    holidays: tuple[Holiday, ...]


def _venues(catalog: Catalog) -> VenueList:
    return VenueList(
        venues=tuple(
            VenueData(id=v.id, venue=v.header, url=place_path(v), html=v.body.html, text=v.body.text)
            for v in catalog.district.venues
        )
    )


def _activities(catalog: Catalog) -> ActivityList:
    return ActivityList(
        activities=tuple(
            ActivityData(
                id=one.id,
                activity=one.header,
                days=days_of(one.header),
                url=activity_path(one),
                calendar=calendar_path(one.id),
                html=one.body.html,
                text=one.body.text,
            )
            for one in catalog.district.activities
        )
    )


def _holidays(catalog: Catalog) -> HolidayList:
    return HolidayList(holidays=catalog.district.holidays)


def _network(catalog: Catalog) -> NetworkList:
    district = catalog.district
    return NetworkList(
        nodes=tuple(
            NodeData(node=node, url=node_path(node), children=tuple(child.id for child in district.children(node.id)))
            for node in district.nodes
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationTargetData:
    """A target, and how many there are by the end of its year; null where nobody registered any such organisation."""

    target: OrganisationTarget
    registered: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationList:
    """`organisations.json`: learning organisations, and the targets for them. A family that did not agree to be named
    has no name."""

    organisations: tuple[Organisation, ...]
    targets: tuple[OrganisationTargetData, ...]


def _organisations(catalog: Catalog) -> OrganisationList:
    district = catalog.district
    tally = organisation_tally(district.organisations)
    return OrganisationList(
        organisations=district.organisations,
        targets=tuple(
            OrganisationTargetData(target=target, registered=reached(tally, target))
            for target in district.organisation_targets
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourData:
    """A project, a unit or a person. `expires`: the last day on which a person may be shown; whoever takes this data
    has to drop the person then."""

    id: str
    kind: str
    title: str
    summary: str | None
    year: int
    node: str | None
    evidence: tuple[Source, ...]
    expires: date | None
    html: str
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourList:
    """`honours.json`: projects, units and people who were honoured."""

    honours: tuple[HonourData, ...]


def _honours(catalog: Catalog) -> HonourList:
    return HonourList(honours=tuple(map(_honour, catalog.district.honours)))


def _honour(honour: Honour) -> HonourData:
    return HonourData(
        id=honour.id,
        kind=honour.kind.value,
        title=honour.title,
        summary=honour.summary,
        year=honour.year,
        node=honour.node,
        evidence=honour.evidence,
        expires=honour.expires,
        html=honour.body.html,
        text=honour.body.text,
        url=honour_path(honour),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolData:
    """What a town's school lacks of what the plan requires of it."""

    node: str
    gaps: tuple[StaffingGap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherList:
    """`teachers.json`: people who agreed to be shown until `expires`, and numbers of all who are registered."""

    teachers: tuple[Teacher, ...]
    staffing: tuple[Staffing, ...]
    schools: tuple[SchoolData, ...]


def _teachers(catalog: Catalog) -> TeacherList:
    district = catalog.district
    gaps = staffing_gaps(district.nodes, district.staffing)
    return TeacherList(
        teachers=district.teachers,
        staffing=district.staffing,
        schools=tuple(SchoolData(node=node, gaps=lacking) for node, lacking in gaps.items()),
    )


#: Name of the file and of its schema → its model, and what makes it.
LISTS: dict[str, tuple[Any, Callable[[Catalog], Any]]] = {
    "network": (NetworkList, _network),
    "venues": (VenueList, _venues),
    "activities": (ActivityList, _activities),
    "holidays": (HolidayList, _holidays),
    "organisations": (OrganisationList, _organisations),
    "honours": (HonourList, _honours),
    "teachers": (TeacherList, _teachers),
}
