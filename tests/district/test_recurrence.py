"""The days of an activity: a table by hand, and every recurrence against python-dateutil."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.course import Source
from catalog.district.activity import Activity, Repeat, Result
from catalog.district.recurrence import LONGEST, days_of, planned_days
from catalog.district.results import Tally, tally, year_of
from catalog.district.terms import ActivityKind, Rhythm, Weekday, WeekOfMonth
from catalog.vocabulary import Audience

_WEEKDAYS = dict(zip(Weekday, (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU), strict=True))
_WEEKS = dict(zip(WeekOfMonth, (1, 2, 3, 4, -1), strict=True))


def activity(first: date, **more: Any) -> Activity:
    """An activity with what is asked of it here and nothing else."""
    return Activity(
        title="试验活动",
        summary="只用来试验的活动，没有人会去，也没有人会来。",
        kind=ActivityKind.EVENT,
        audience=(Audience.RESIDENTS,),
        first=first,
        updated=first,
        sources=(Source(title="编出来的例子"),),
        **more,
    )


@pytest.mark.parametrize(
    ("repeat", "days"),
    [
        (Repeat(rhythm=Rhythm.WEEKLY, until=date(2027, 3, 20)), ["03-06", "03-13", "03-20"]),
        (
            Repeat(
                rhythm=Rhythm.WEEKLY,
                days=(Weekday.SUN, Weekday.SAT),
                until=date(2027, 3, 14),
                skip=(date(2027, 3, 13),),
            ),
            ["03-06", "03-07", "03-14"],
        ),
        (Repeat(rhythm=Rhythm.WEEKLY, every=2, until=date(2027, 4, 5)), ["03-06", "03-20", "04-03"]),
        (Repeat(rhythm=Rhythm.MONTHLY, day=6, every=3, until=date(2027, 12, 31)), ["03-06", "06-06", "09-06", "12-06"]),
        (
            Repeat(rhythm=Rhythm.MONTHLY, week=WeekOfMonth.FIRST, days=(Weekday.SAT,), until=date(2027, 5, 31)),
            ["03-06", "04-03", "05-01"],
        ),
    ],
)
def test_a_recurrence_by_hand(repeat: Repeat, days: list[str]) -> None:
    """Saturday 2027-03-06 and what follows, looked up in a paper calendar."""
    assert [f"{day:%m-%d}" for day in days_of(activity(date(2027, 3, 6), repeat=repeat))] == days


def test_days_that_some_months_lack_are_left_out() -> None:
    """The 31st comes in seven months of a year; the last Wednesday comes in each."""
    repeat = Repeat(rhythm=Rhythm.MONTHLY, day=31, until=date(2027, 12, 31))
    assert [day.month for day in planned_days(date(2027, 1, 31), repeat)] == [1, 3, 5, 7, 8, 10, 12]
    last = Repeat(rhythm=Rhythm.MONTHLY, week=WeekOfMonth.LAST, days=(Weekday.WED,), until=date(2028, 2, 29))
    assert [day.day for day in planned_days(date(2027, 12, 29), last)] == [29, 26, 23]


@st.composite
def repeats(draw: st.DrawFn) -> tuple[date, Repeat]:
    first = draw(st.dates(date(2023, 1, 1), date(2032, 12, 31)))
    until = first + timedelta(days=draw(st.integers(-3, LONGEST)))
    every = draw(st.integers(1, 12))
    kind = draw(st.sampled_from(["weekly", "day", "week"]))
    weekdays = st.lists(st.sampled_from(list(Weekday)), max_size=7, unique=True)
    if kind == "weekly":
        return first, Repeat(rhythm=Rhythm.WEEKLY, every=every, days=tuple(draw(weekdays)), until=until)
    if kind == "day":
        day = draw(st.none() | st.integers(1, 31))
        return first, Repeat(rhythm=Rhythm.MONTHLY, every=every, day=day, until=until)
    week, day = draw(st.sampled_from(list(WeekOfMonth))), draw(st.sampled_from(list(Weekday)))
    return first, Repeat(rhythm=Rhythm.MONTHLY, every=every, week=week, days=(day,), until=until)


@settings(max_examples=400, deadline=None)
@given(repeats())
def test_recurrences_are_those_of_dateutil(drawn: tuple[date, Repeat]) -> None:
    """Any recurrence has the days that python-dateutil gives the same rule."""
    first, repeat = drawn
    more: dict[str, Any] = {}
    if repeat.rhythm is Rhythm.WEEKLY and repeat.days:
        more["byweekday"] = [_WEEKDAYS[day] for day in repeat.days]
    elif repeat.week:
        more["byweekday"] = _WEEKDAYS[repeat.days[0]](_WEEKS[repeat.week])
    elif repeat.day:
        more["bymonthday"] = repeat.day
    frequency = rrule.WEEKLY if repeat.rhythm is Rhythm.WEEKLY else rrule.MONTHLY
    start, until = datetime.combine(first, datetime.min.time()), datetime.combine(repeat.until, datetime.min.time())
    theirs = rrule.rrule(frequency, dtstart=start, until=until, interval=repeat.every, wkst=rrule.MO, **more)
    assert list(planned_days(first, repeat)) == [moment.date() for moment in theirs]


def test_a_far_end_is_not_unfolded() -> None:
    """A year mistyped costs nothing: no more than two years are ever unfolded."""
    assert len(days_of(activity(date(2027, 1, 1), last=date(9999, 12, 31)))) == LONGEST + 1
    assert len(days_of(activity(date(9999, 12, 31)))) == 1


def test_an_activity_counts_for_the_year_in_which_it_ended() -> None:
    """What goes on over New Year counts once."""
    assert year_of(activity(date(2026, 12, 30), last=date(2027, 1, 2))) == 2027


def test_results_are_added_up_and_nothing_is_made_up() -> None:
    """Sums are of what was reported; satisfaction weighs each answer alike; what nobody reported is None, not zero."""

    def result(**more: Any) -> Result:
        return Result(date=date(2027, 3, 7), reported_by="试验", source=Source(title="签到表"), **more)

    day = date(2027, 3, 6)
    some = [
        activity(day, result=result(participants=48, periods=96.5, satisfaction=95, answers=40)),
        activity(day, result=result(participants=10, satisfaction=80, answers=10)),
        activity(day),
        activity(day, cancelled=True),
    ]
    assert tally(some) == Tally(
        held=3, cancelled=1, reported=2, participants=58, periods=96.5, answers=50, satisfaction=92.0
    )
    assert tally(some[2:]) == Tally(
        held=1, cancelled=1, reported=0, participants=None, periods=None, answers=None, satisfaction=None
    )
