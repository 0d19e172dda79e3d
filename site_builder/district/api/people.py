"""Learning organisations, honours and teachers as open data."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog
from catalog.course import Source
from catalog.district.honour import Honour
from catalog.district.organisation import Organisation, OrganisationGroup
from catalog.district.staffing import Staffing, staffing_gaps
from catalog.district.teacher import Teacher
from catalog.district.terms import StaffingGap
from site_builder.views.district.honours import honour_path
from site_builder.views.district.organisations import organisation_targets


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationTargetData:
    """A target of the plan, by its indicator, and how many there are by the end of its year; null where nobody
    registered any such organisation."""

    indicator: str
    group: OrganisationGroup
    year: int
    at_least: int
    registered: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationList:
    """`organisations.json`: learning organisations, and the targets for them. A family that did not agree to be named
    has no name."""

    organisations: tuple[Organisation, ...]
    targets: tuple[OrganisationTargetData, ...]


def _organisations(catalog: Catalog) -> OrganisationList:
    return OrganisationList(
        organisations=catalog.district.organisations,
        targets=tuple(
            OrganisationTargetData(
                indicator=row.indicator.id,
                group=row.indicator.counts,
                year=row.year,
                at_least=row.target.at_least,
                registered=None if row.reached is None else int(row.reached),
            )
            for row in organisation_targets(catalog)
            if row.target and row.indicator.counts
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
    "organisations": (OrganisationList, _organisations),
    "honours": (HonourList, _honours),
    "teachers": (TeacherList, _teachers),
}
