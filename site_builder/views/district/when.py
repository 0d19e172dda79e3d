"""When an activity is held, in words."""

from datetime import date

from catalog.district.activity import Activity, Repeat
from catalog.district.recurrence import days_of
from catalog.district.terms import Rhythm, Weekday
from site_builder.views.district.hours import days_text, spans_text
from site_builder.views.page import JSON, Data, chinese_date

_DAYS = tuple(Weekday)
_DIGITS = "一二三四五六七八九十"


def when_data(activity: Activity) -> Data:
    """`text` says all of it in one line; `days` are ISO dates, `dates` the same in words; `hours` are of every day."""
    days = days_of(activity)
    hours = spans_text(activity.hours)
    listed: list[JSON] = [{"iso": day.isoformat(), "text": day_text(day)} for day in days]
    return {
        "text": _days(activity, days) + (f" {hours}" if hours else ""),
        "days": [day.isoformat() for day in days],
        "dates": listed,
        "hours": hours,
        "pauses": [day_text(day) for day in activity.repeat.skip] if activity.repeat else [],
    }


def day_text(day: date) -> str:
    """2027年3月6日（周六）."""
    return f"{chinese_date(day)}（{_DAYS[day.weekday()].label}）"


def _days(activity: Activity, days: tuple[date, ...]) -> str:
    first, last = days[0], days[-1]
    if first == last:
        return day_text(first)
    end = chinese_date(last) if first.year != last.year else f"{last.month}月{last.day}日"
    if activity.repeat is None:
        return f"{chinese_date(first)}至{end}，每天"
    return f"{chinese_date(first)}至{end}，{_rhythm(activity.repeat, first)}，共 {len(days)} 次"


def _rhythm(repeat: Repeat, first: date) -> str:
    """每周六, 每两周的周二、周四, 每月15日, 每两个月的第二个周六."""
    every = "两" if repeat.every == 2 else (_DIGITS[repeat.every - 1] if repeat.every <= 10 else str(repeat.every))
    days = days_text(repeat.days or (_DAYS[first.weekday()],))
    if repeat.rhythm is Rhythm.WEEKLY:
        if days == "每天":
            return "每天" if repeat.every == 1 else f"每{every}周有一周，每天"
        return f"每{days}" if repeat.every == 1 else f"每{every}周的{days}"
    day = f"{repeat.week.label}{days}" if repeat.week else f"{repeat.day or first.day}日"
    return f"每月{day}" if repeat.every == 1 else f"每{every}个月的{day}"
