"""Calendar files and the feed: read back by the library that wrote them and by another client, the same bytes always."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from catalog.collection import Catalog
from catalog.district.recurrence import days_of
from catalog.loader import load
from catalog.selection import only
from site_builder.district.activity_feed import FEED, activity_feed_files
from site_builder.district.calendar import calendar_files
from site_builder.editions import KIOSK, PORTAL

CHINA = ZoneInfo("Asia/Shanghai")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def catalog(small_district: Path) -> Catalog:
    return load(small_district / "content")


@pytest.fixture
def files(catalog: Catalog) -> dict[str, bytes]:
    return dict(calendar_files(catalog))


def events(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_there_is_a_file_for_each_activity_node_and_category(files: dict[str, bytes]) -> None:
    """A file for all, each activity, and each node and category that has activities."""
    assert set(files) == {
        "calendar/all.ics",
        "calendar/2026-craft-fair.ics",
        "calendar/2026-fraud-talk.ics",
        "calendar/2027-exam.ics",
        "calendar/2027-homemaking.ics",
        "calendar/2027-night-run.ics",
        "calendar/2027-spring-reading.ics",
        "calendar/category-law.ics",
        "calendar/node-academy.ics",
        "calendar/node-east-town.ics",
        "calendar/node-willow.ics",
    }
    titles = {str(event["summary"]) for event in events(files["calendar/node-east-town.ics"])}
    assert titles == {"周六读书会", "终身学习成果展"}


def test_an_event_says_what_when_and_where(files: dict[str, bytes]) -> None:
    """The reading circle starts at nine in China on its first Saturday and comes back until May, once left out."""
    (event,) = events(files["calendar/2027-spring-reading.ics"])
    assert event["dtstart"].dt == datetime(2027, 3, 6, 9, 0, tzinfo=CHINA)
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert event["dtstart"].dt.utcoffset() == timedelta(hours=8)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2)
    assert event["location"] == "东镇图书馆，东镇大路 6 号"
    assert event["exdate"].dts[0].dt == datetime(2027, 4, 3, 9, 0, tzinfo=CHINA)
    assert event["dtstamp"].dt == datetime(2027, 2, 20, tzinfo=UTC)
    assert "怎么报名：不用报名，直接来。" in event["description"]


def test_nothing_rings(files: dict[str, bytes]) -> None:
    """No file brings an alarm along; nobody asked for one."""
    assert not [name for name, data in files.items() if b"VALARM" in data]


def test_another_client_finds_the_same_days(catalog: Catalog, files: dict[str, bytes]) -> None:
    """vobject, which shares no code with the writer, unfolds each event to the days that the pages show."""
    for record in catalog.district.activities:
        calendar = vobject.readOne(files[f"calendar/{record.id}.ics"].decode())
        wanted = list(days_of(record.header))
        assert len(calendar.vevent_list) == max(1, len(record.header.hours))
        for event in calendar.vevent_list:
            if record.header.hours:
                assert [moment.date() for moment in _unfold(event)] == wanted, record.id
            else:
                assert (event.dtstart.value, event.dtend.value) == (wanted[0], wanted[-1] + timedelta(days=1))


def _unfold(event: Any) -> list[datetime]:
    return [event.dtstart.value] if event.rruleset is None else list(event.rruleset)


def test_an_evening_over_midnight_ends_on_the_next_day(files: dict[str, bytes]) -> None:
    """From 22:30 to 00:30 are two hours, and a cancelled activity says so to every calendar that has it."""
    (event,) = events(files["calendar/2027-night-run.ics"])
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=2)
    assert (event["status"], str(event["summary"])) == ("CANCELLED", "已取消：跨年夜健步走")


def test_files_follow_the_format(files: dict[str, bytes]) -> None:
    """Lines end in CR LF and have at most 75 bytes; each event has a UID of its own; the time zone is described."""
    for name, data in files.items():
        assert data.endswith(b"END:VCALENDAR\r\n")
        assert data.count(b"\n") == data.count(b"\r\n")
        assert max(map(len, data.split(b"\r\n"))) <= 75, name
        uids = [str(event["uid"]) for event in events(data)]
        assert len(uids) == len(set(uids))
        assert b"BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai" in data


def test_the_same_content_gives_the_same_bytes(small_district: Path, files: dict[str, bytes]) -> None:
    """Nothing in a file depends on the moment or on the order of hashing; a changed activity counts up."""
    assert dict(calendar_files(load(small_district / "content"))) == files
    path = small_district / "content/activities/2027-exam.md"
    path.write_text(path.read_text(encoding="utf-8").replace("updated: 2027-02-01", "updated: 2027-02-03"), "utf-8")
    changed = dict(calendar_files(load(small_district / "content")))
    assert {name for name in files if files[name] != changed[name]} == {
        "calendar/2027-exam.ics",
        "calendar/all.ics",
        "calendar/node-academy.ics",
    }
    (before,), (after,) = events(files["calendar/2027-exam.ics"]), events(changed["calendar/2027-exam.ics"])
    assert (after["uid"], int(after["sequence"]) - int(before["sequence"])) == (before["uid"], 2)


def test_text_cannot_break_out(small_district: Path) -> None:
    """Commas, semicolons and what looks like a line of the format stay text."""
    path = small_district / "content/activities/2027-exam.md"
    text = path.read_text(encoding="utf-8").replace(
        "node: academy", 'node: academy\nplace: "楼上; 左边, 门 3\\\\nATTACH:x"'
    )
    path.write_text(text, "utf-8")
    (event,) = events(dict(calendar_files(load(small_district / "content")))["calendar/2027-exam.ics"])
    assert event["location"] == "楼上; 左边, 门 3\\nATTACH:x"
    assert "attach" not in event


def test_a_part_of_the_catalog_has_calendars_too(catalog: Catalog) -> None:
    """Where a category is left out, its calendar is, and events do not name it."""
    made = dict(calendar_files(only(catalog, ["health"])))
    assert "calendar/category-law.ics" not in made
    assert "categories" not in events(made["calendar/2027-spring-reading.ics"])[0]


def test_the_kiosk_has_no_files_to_keep(catalog: Catalog) -> None:
    """Only the portal offers calendars and the feed."""
    assert "calendar/all.ics" in dict(PORTAL.site_files(catalog))
    assert not [path for path, _ in KIOSK.site_files(catalog) if path.startswith(("calendar/", "feeds/"))]


@pytest.mark.parametrize("url", ["", "https://xuetang.example.org/school"])
def test_the_feed_is_well_formed(small_district: Path, url: str) -> None:
    """Atom with the required elements, newest first, absolute addresses where the site has one, the same bytes."""
    if url:
        with (small_district / "content/site.yml").open("a", encoding="utf-8") as site:
            site.write(f"url: {url}\n")
    catalog = load(small_district / "content")
    ((path, data),) = activity_feed_files(catalog)
    assert (path, dict(activity_feed_files(catalog))[FEED]) == (FEED, data)
    feed = ElementTree.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(catalog.district.activities)
    days = [date.fromisoformat((entry.findtext(f"{ATOM}updated") or "")[:10]) for entry in entries]
    assert days == sorted(days, reverse=True)
    base = f"{url}/" if url else "../"
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert all(link.startswith(base) for link in links)
