"""Opening hours in words, and as the browser needs them to say whether a place is open now."""

from collections.abc import Iterable

from catalog.district.holiday import Holiday
from catalog.district.hours import Hours, SpecialDays, TimeSpan
from catalog.district.terms import Weekday
from site_builder.views.page import JSON, Data, chinese_date

_DAYS = tuple(Weekday)


def hours_data(hours: Hours | None, holidays: Iterable[Holiday] = ()) -> JSON:
    """Rows for a table of the week and of special days, and `rule` for the browser; None where nothing is known.

    `holidays` are the public ones; what holds on them is said in words too, empty where nobody knows.
    """
    if hours is None:
        return None
    weekly: list[JSON] = [{"days": days_text(usual.days), "hours": spans_text(usual.hours)} for usual in hours.weekly]
    return {
        "weekly": weekly,
        "special": [_special(days) for days in hours.special],
        "holidays": hours.holidays.label if hours.holidays else "",
        "note": hours.note or "",
        "rule": hours_rule(hours, holidays),
    }


def days_text(days: tuple[Weekday, ...]) -> str:
    """周一至周五, 周六、周日; 每天 for all seven."""
    places = sorted(_DAYS.index(day) for day in days)
    if len(places) == 7:
        return "每天"
    if len(places) > 2 and places[-1] - places[0] == len(places) - 1:
        return f"{_DAYS[places[0]].label}至{_DAYS[places[-1]].label}"
    return "、".join(_DAYS[place].label for place in places)


def _special(days: SpecialDays) -> Data:
    when = (
        chinese_date(days.first)
        if days.first == days.last
        else f"{chinese_date(days.first)}至{chinese_date(days.last)}"
    )
    return {"name": days.name, "when": when, "hours": spans_text(days.hours) or "不开放"}


def spans_text(spans: tuple[TimeSpan, ...]) -> str:
    """08:30—12:00、14:30—18:00."""
    return "、".join(f"{span.open:%H:%M}—{span.close:%H:%M}" for span in spans)


def hours_rule(hours: Hours | None, holidays: Iterable[Holiday] = ()) -> JSON:
    """What the browser computes with; None where there are no hours. Days are ISO dates, clock times HH:MM.

    `weekly`: [weekday from 1 (Monday), open, close]; `special`: name, first, last, hours [[open, close]]; `holidays`:
    [name, first, last] of the public ones; `on_holidays`: open, closed, or empty where nobody knows.
    """
    if hours is None:
        return None
    return {
        "weekly": [
            [_DAYS.index(day) + 1, f"{span.open:%H:%M}", f"{span.close:%H:%M}"]
            for usual in hours.weekly
            for day in usual.days
            for span in usual.hours
        ],
        "special": [
            {
                "name": days.name,
                "first": days.first.isoformat(),
                "last": days.last.isoformat(),
                "hours": [[f"{span.open:%H:%M}", f"{span.close:%H:%M}"] for span in days.hours],
            }
            for days in hours.special
        ],
        "holidays": [[day.name, day.first.isoformat(), day.last.isoformat()] for day in holidays],
        "on_holidays": hours.holidays.value if hours.holidays else "",
    }
