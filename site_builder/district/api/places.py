"""Places, activities and holidays as open data."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog
from catalog.district.activity import Activity
from catalog.district.holiday import Holiday
from catalog.district.recurrence import days_of
from catalog.district.venue import Venue
from site_builder.views.district.activity_cards import activity_path
from site_builder.views.district.calendars import calendar_path
from site_builder.views.district.places import place_path


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueData:
    """A place with its page's address. `html` and `text` are what is written about it besides; they may be empty."""

    id: str
    venue: Venue
    url: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueList:
    """`venues.json`: places open to residents."""

    venues: tuple[VenueData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityData:
    """An activity with all its days and the addresses of its page and of its calendar file."""

    id: str
    activity: Activity
    days: tuple[date, ...]
    url: str
    calendar: str
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityList:
    """`activities.json`: trainings, lectures, events and examinations, those of the past with what came of them."""

    activities: tuple[ActivityData, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayList:
    """`holidays.json`: the public holidays that opening hours take into account."""

    holidays: tuple[Holiday, ...]


def _venues(catalog: Catalog) -> VenueList:
    return VenueList(
        venues=tuple(
            VenueData(id=v.id, venue=v.header, url=place_path(v), html=v.body.html, text=v.body.text)
            for v in catalog.district.venues
        )
    )


def _activities(catalog: Catalog) -> ActivityList:
    return ActivityList(
        activities=tuple(
            ActivityData(
                id=one.id,
                activity=one.header,
                days=days_of(one.header),
                url=activity_path(one),
                calendar=calendar_path(one.id),
                html=one.body.html,
                text=one.body.text,
            )
            for one in catalog.district.activities
        )
    )


def _holidays(catalog: Catalog) -> HolidayList:
    return HolidayList(holidays=catalog.district.holidays)


#: Name of the file and of its schema → its model, and what makes it.
LISTS: dict[str, tuple[Any, Callable[[Catalog], Any]]] = {
    "venues": (VenueList, _venues),
    "activities": (ActivityList, _activities),
    "holidays": (HolidayList, _holidays),
}
