"""What an annual report says, as typed rows. None is what is not known: shown as 待补充, never as zero."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from catalog.district.ledger import ActivityRow, OrganisationRow, StaffingRow


class ScopeKind(StrEnum):
    """Whose report it is."""

    DISTRICT = "district"
    UNIT = "unit"
    NODE = "node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The whole district, one responsible unit, or one school with what is below it. `id` is a unit's or a node's."""

    kind: ScopeKind
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """A course that was there by the end of the year; `is_new` when it was made in that year."""

    id: str
    title: str
    category: str
    lessons: int
    periods: float
    review: str
    created: date
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """One category's part of the catalog, with what is missing to its targets."""

    slug: str
    name: str
    courses: int
    new_courses: int
    lessons: int
    periods: float
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTotals:
    """All activities of the year together. Sums are over those with a result; None where there is none."""

    count: int
    with_result: int
    participants: int | None
    person_periods: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """An indicator in the year: numbers in its own unit for machines, `…_text` for people."""

    id: str
    title: str
    unit: str
    target: int | None
    reached: float | None
    gap: float | None
    recorded: float | None
    target_text: str
    reached_text: str
    parts_text: str
    gap_text: str
    change_text: str
    recorded_text: str
    evidence: str
    sentence: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number of a year that another year's can be held against."""

    key: str
    label: str
    unit: str
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The same number in two years; `difference` is None where one of them is not known."""

    label: str
    unit: str
    first: float | None
    second: float | None
    difference: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A year's report. `known_until` is the newest date in the data, None without any; `schools` are the names of the
    nodes that activities name."""

    year: int
    scope: Scope
    site: str
    district: str
    known_until: date | None
    measures: tuple[Measure, ...]
    changes: tuple[Change, ...]
    categories: tuple[CategoryRow, ...]
    courses: tuple[CourseRow, ...]
    activity_totals: ActivityTotals
    activities: tuple[ActivityRow, ...]
    schools: dict[str, str]
    indicators: tuple[IndicatorRow, ...]
    staffing: tuple[StaffingRow, ...]
    organisations: tuple[OrganisationRow, ...]
    duty: str
    gaps: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two years side by side."""

    first: int
    second: int
    scope: Scope
    site: str
    district: str
    known_until: date | None
    changes: tuple[Change, ...]
    sources: tuple[str, ...]
