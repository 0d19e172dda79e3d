"""Activities → iCalendar files. The only module that knows the icalendar library; the same content gives the same bytes."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vRecur, vText

from catalog.collection import Catalog
from catalog.district.activity import Activity, Repeat
from catalog.district.hours import TimeSpan
from catalog.district.reading import Record
from catalog.district.recurrence import planned_days
from catalog.district.terms import Rhythm, Weekday, WeekOfMonth
from site_builder.views.district.activity_cards import activity_path, where_text
from site_builder.views.district.calendars import calendar_path, category_calendar, node_calendar, whole_calendar

#: China has one time zone, and no summer time since 1991.
CHINA = ZoneInfo("Asia/Shanghai")
#: UIDs are made in this name space, so that an activity keeps its UID wherever the site is published.
_NAMESPACE = UUID("0d0b51ce-6f7e-5a8c-9a63-2c4f0a1f6f0e")
_DAYS = {day: day.value[:2].upper() for day in Weekday}
_WEEKS = dict(zip(WeekOfMonth, (1, 2, 3, 4, -1), strict=True))


def calendar_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Path below the site's root and bytes: a file for each activity, for each node and category that has some, for all."""
    if not catalog.district.activities:  # one without any would be no valid file
        return
    district, site = catalog.district, catalog.site
    yield whole_calendar(), _file(catalog, site.name, district.activities)
    for activity in district.activities:
        yield calendar_path(activity.id), _file(catalog, activity.header.title, [activity])
    for node in district.nodes:
        if chosen := [one for one in district.activities if one.header.node == node.id]:
            yield node_calendar(node.id), _file(catalog, node.name, chosen)
    for category in catalog.categories:
        if chosen := [one for one in district.activities if category.slug in one.header.categories]:
            yield category_calendar(category.slug), _file(catalog, f"{site.name}：{category.name}", chosen)


def _file(catalog: Catalog, name: str, activities: Iterable[Record[Activity]]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//xuetang//district calendar//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", CHINA.key)
    calendar.add_component(_timezone())
    for activity in activities:
        for n, span in enumerate(activity.header.hours or (None,)):
            calendar.add_component(_event(catalog, activity, span, n))
    made: bytes = calendar.to_ical()
    return made


def _timezone() -> Timezone:
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1991, 9, 15, 1))
    standard.add("tzoffsetfrom", timedelta(hours=9))
    standard.add("tzoffsetto", timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", CHINA.key)
    zone.add_component(standard)
    return zone


def _event(catalog: Catalog, activity: Record[Activity], span: TimeSpan | None, n: int) -> Event:
    """One time of day of an activity, with all its days. A whole day has no clock time."""
    header = activity.header
    changed = datetime.combine(header.updated, time(), UTC)
    event = Event()
    event.add("uid", str(uuid5(_NAMESPACE, f"{catalog.site.district}/{catalog.site.name}/{activity.id}/{n}")))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", header.updated.toordinal() - date(2020, 1, 1).toordinal())
    event.add("summary", f"已取消：{header.title}" if header.cancelled else header.title)
    event.add("status", "CANCELLED" if header.cancelled else "CONFIRMED")
    _add_days(event, header, span)
    if where := _where(catalog, header):
        event.add("location", where)
    event.add("description", _description(catalog, activity))
    if names := [catalog.category(slug).name for slug in header.categories if catalog.has_category(slug)]:
        event.add("categories", [vText(name) for name in names])
    if catalog.site.url:
        event.add("url", f"{catalog.site.url.rstrip('/')}/{activity_path(activity)}")
    return event


def _add_days(event: Event, activity: Activity, span: TimeSpan | None) -> None:
    start = activity.first
    last = activity.last or start
    if span is None:
        event.add("dtstart", start)
        event.add("dtend", (start if activity.repeat else last) + timedelta(days=1))
    else:
        opens = datetime.combine(start, span.open, CHINA)
        closes = datetime.combine(start, span.close, CHINA)
        event.add("dtstart", opens)
        event.add("dtend", closes if closes > opens else closes + timedelta(days=1))
        if activity.repeat is None and last > start:
            event.add("rrule", vRecur({"FREQ": "DAILY", "COUNT": (last - start).days + 1}))
    if activity.repeat:
        event.add("rrule", _rule(activity.repeat, len(planned_days(start, activity.repeat))))
        for day in sorted(activity.repeat.skip):
            event.add("exdate", datetime.combine(day, span.open, CHINA) if span else day)


def _rule(repeat: Repeat, count: int) -> vRecur:
    rule: dict[str, object] = {"FREQ": repeat.rhythm.value.upper(), "INTERVAL": repeat.every, "COUNT": count}
    if repeat.rhythm is Rhythm.WEEKLY:
        rule |= {"BYDAY": [_DAYS[day] for day in Weekday if day in repeat.days]} if repeat.days else {}
    elif repeat.week:
        rule["BYDAY"] = [f"{_WEEKS[repeat.week]}{_DAYS[repeat.days[0]]}"]
    elif repeat.day:
        rule["BYMONTHDAY"] = repeat.day
    return vRecur(rule)


def _where(catalog: Catalog, activity: Activity) -> str:
    address = catalog.district.venue(activity.venue).header.address if activity.venue else None
    return "，".join(filter(None, (where_text(catalog, activity), address)))


def _description(catalog: Catalog, activity: Record[Activity]) -> str:
    header = activity.header
    lines = [header.summary]
    if header.signup:
        lines.append(f"怎么报名：{header.signup}")
    lines += [f"{contact.office} {contact.phone or ''}".strip() for contact in header.contacts]
    return "\n".join(lines)
