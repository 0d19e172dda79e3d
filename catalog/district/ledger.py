"""What the district's records say in plain numbers: the rows that indicators and reports are counted from.

Other content is turned into these rows once, while it is read, so that counting knows no other model.
"""

from dataclasses import dataclass
from datetime import date

from catalog.vocabulary import Audience, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """An activity from its first day to its last (`until`, None where it is one day). What is not reported yet is None: people who came, 学时 times people, and how
    many percent of those asked were content. `path` is its page, empty where there is none;
    `organiser` is one that is no responsible unit, in words."""

    title: str
    kind: str
    day: date
    until: date | None = None
    path: str = ""
    node: str | None = None
    organisers: tuple[Unit, ...] = ()
    organiser: str | None = None
    categories: tuple[str, ...] = ()
    audiences: tuple[Audience, ...] = ()
    participants: int | None = None
    person_periods: float | None = None
    satisfaction: float | None = None

    @property
    def year(self) -> int:
        """The year that it counts for: the one in which it ended, so that none counts twice."""
        return (self.until or self.day).year

    @property
    def held_by(self) -> str:
        """All who organised it, in words; empty where nobody is named."""
        return "、".join([*(unit.label for unit in self.organisers), *([self.organiser] if self.organiser else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingRow:
    """Teachers of one school or centre; None where nobody reported. `required` is how many full-time ones the plan
    demands."""

    node: str
    name: str
    required: int = 0
    full_time: int | None = None
    part_time: int | None = None
    volunteers: int | None = None

    @property
    def is_short(self) -> bool:
        """Whether it is known that full-time teachers are missing."""
        return self.full_time is not None and self.full_time < self.required


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    """A learning organisation since a year; `indicator` is the one that counts it, None where the plan has none."""

    name: str
    kind: str
    grade: str
    year: int
    indicator: str | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All rows, each kind in the order of its content."""

    activities: tuple[ActivityRow, ...] = ()
    staffing: tuple[StaffingRow, ...] = ()
    organisations: tuple[OrganisationRow, ...] = ()

    def activities_of(self, year: int) -> tuple[ActivityRow, ...]:
        """The activities of one year, by day."""
        return tuple(sorted((row for row in self.activities if row.year == year), key=lambda row: row.day))
