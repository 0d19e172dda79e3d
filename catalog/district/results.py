"""What came of activities, added up for reports. What nobody reported is counted as not reported, never as zero."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.district.activity import Activity
from catalog.district.recurrence import days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Activities of a group. `held` leaves out the cancelled ones; `reported` of them have a result. The sums are None
    where no result states the figure; `satisfaction` is in percent, weighted by the answers behind it."""

    held: int
    cancelled: int
    reported: int
    participants: int | None
    periods: float | None
    answers: int | None
    satisfaction: float | None


def tally(activities: Iterable[Activity]) -> Tally:
    """Participants, person-学时 and satisfaction of activities together."""
    listed = tuple(activities)
    results = [activity.result for activity in listed if activity.result and not activity.cancelled]
    periods = [result.periods for result in results if result.periods is not None]
    asked = [(r.satisfaction, r.answers) for r in results if r.satisfaction is not None and r.answers is not None]
    answers = sum(count for _, count in asked)
    return Tally(
        held=sum(not activity.cancelled for activity in listed),
        cancelled=sum(activity.cancelled for activity in listed),
        reported=len(results),
        participants=sum(result.participants for result in results) if results else None,
        periods=round(sum(periods), 1) if periods else None,
        answers=answers if asked else None,
        satisfaction=round(sum(percent * count for percent, count in asked) / answers, 1) if asked else None,
    )


def year_of(activity: Activity) -> int:
    """The year that an activity counts for: the one in which it ended, so that none counts twice."""
    return days_of(activity)[-1].year
