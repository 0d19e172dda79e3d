"""The days on which an activity is held. The only place that knows how recurrences unfold; weeks start on Monday."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from catalog.district.activity import Activity, Repeat
from catalog.district.terms import Rhythm, Weekday, WeekOfMonth

#: Days between the first day of an activity and its last, at most; nothing is unfolded beyond.
LONGEST = 731
_DAYS = tuple(Weekday)
_WEEKS = tuple(WeekOfMonth)


def days_of(activity: Activity) -> tuple[date, ...]:
    """All days on which an activity is held, in order; none where its recurrence never occurs."""
    if activity.repeat is None:
        return tuple(_from(activity.first, activity.last or activity.first))
    skipped = set(activity.repeat.skip)
    return tuple(day for day in planned_days(activity.first, activity.repeat) if day not in skipped)


def planned_days(first: date, repeat: Repeat) -> tuple[date, ...]:
    """The days of a recurrence that starts on `first`, those to be skipped included."""
    if repeat.rhythm is Rhythm.WEEKLY:
        return tuple(day for day in _from(first, repeat.until) if _is_in_weekly(day, first, repeat))
    return tuple(day for day in _from(first, repeat.until) if _is_in_monthly(day, first, repeat))


def _from(first: date, last: date) -> Iterator[date]:
    for number in range(first.toordinal(), min(last.toordinal(), first.toordinal() + LONGEST) + 1):
        yield date.fromordinal(number)


def _is_in_weekly(day: date, first: date, repeat: Repeat) -> bool:
    """Counted from the week that `first` is in."""
    weeks = (day.toordinal() - 1) // 7 - (first.toordinal() - 1) // 7  # day 1 was a Monday
    wanted = [_DAYS.index(name) for name in repeat.days] or [first.weekday()]
    return weeks % repeat.every == 0 and day.weekday() in wanted


def _is_in_monthly(day: date, first: date, repeat: Repeat) -> bool:
    """Counted from the month that `first` is in."""
    months = (day.year - first.year) * 12 + day.month - first.month
    return months % repeat.every == 0 and day == _day_in(day.year, day.month, first, repeat)


def _day_in(year: int, month: int, first: date, repeat: Repeat) -> date | None:
    """The day that is meant in a month; None where it has no such day."""
    length = monthrange(year, month)[1]
    if repeat.week is None:
        number = repeat.day or first.day
        return date(year, month, number) if number <= length else None
    wanted = _DAYS.index(repeat.days[0]) if repeat.days else first.weekday()
    if repeat.week is WeekOfMonth.LAST:
        last = date(year, month, length)
        return last - timedelta(days=(last.weekday() - wanted) % 7)
    start = date(year, month, 1)
    return start + timedelta(days=(wanted - start.weekday()) % 7, weeks=_WEEKS.index(repeat.week))
