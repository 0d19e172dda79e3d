"""The numbers of a year, in one order, so that years can be held against each other."""

from collections.abc import Iterable

from catalog.district.ledger import ActivityRow
from catalog.district.terms import IndicatorUnit
from site_builder.district.report.model import ActivityTotals, Measure
from site_builder.district.report.scope import Part


def measures(part: Part, year: int) -> tuple[Measure, ...]:
    """Courses, activities, organisations, then the indicators."""
    records = part.records()
    totals = activity_totals(part.activities(year))
    organisations = part.organisations(year)
    rows = [
        ("courses", "课程", "门", len(records)),
        ("new-courses", "其中这一年新做的课程", "门", sum(r.course.header.created.year == year for r in records)),
        ("lessons", "课", "节", sum(len(record.lessons) for record in records)),
        ("periods", "课程学时", "学时", part.catalog.periods(sum(record.minutes for record in records))),
        ("activities", "活动", "场", totals.count or None),
        ("participants", "参加活动", "人次", totals.participants),
        ("person-periods", "活动学时（学时 × 人数）", "人学时", totals.person_periods),
        ("organisations", "学习型组织", "个", len(organisations) or None),
    ]
    listed = [Measure(key=key, label=label, unit=unit, value=value) for key, label, unit, value in rows]
    for one in part.standings(year):
        unit = {IndicatorUnit.PERCENT: "%", IndicatorUnit.PERIODS: "学时"}.get(
            one.indicator.unit, one.indicator.measure
        )
        value = None if one.reached is None else round(float(one.reached), 3)
        listed.append(Measure(key=f"indicator-{one.indicator.id}", label=one.indicator.title, unit=unit, value=value))
    return tuple(listed)


def activity_totals(rows: Iterable[ActivityRow]) -> ActivityTotals:
    """Counts, and sums over the activities whose result is known."""
    listed = list(rows)
    people = [row.participants for row in listed if row.participants is not None]
    hours = [row.person_periods for row in listed if row.person_periods is not None]
    return ActivityTotals(
        count=len(listed),
        with_result=len(people),
        participants=sum(people) if people else None,
        person_periods=round(sum(hours), 1) if hours else None,
    )
