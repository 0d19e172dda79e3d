"""A resident's path as pages: the choice “我是…”, and for each answer courses, places, activities and hotlines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from catalog.collection import Catalog
from catalog.district.path import ResidentPath
from catalog.district.recurrence import days_of
from catalog.district.terms import NodeStatus
from site_builder.views.course import course_card
from site_builder.views.district.activity_cards import activity_path
from site_builder.views.district.hotlines import hotline_data
from site_builder.views.district.network import node_path
from site_builder.views.district.places import place_path
from site_builder.views.district.ways import PATHS, path_link, people, ways
from site_builder.views.page import JSON, Data, Page, chinese_date, make_page

TITLE = "我是……"
#: So many places or activities are shown on a path's page.
MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A part of a path's page below its courses. `items` yields links: `title`, `note`, `path`, `icon`, and `until`
    where it is over after a day; `missing` is said where there are none, `way` leads on from there."""

    id: str
    title: str
    missing: str
    way: tuple[str, str]
    items: Callable[[Catalog, ResidentPath], Iterable[Data]]


def _open_schools(catalog: Catalog, _path: ResidentPath) -> Iterator[Data]:
    for node in catalog.district.nodes:
        if node.status is NodeStatus.OPEN:
            note = node.address or node.level.label
            yield {"title": node.name, "note": note, "path": node_path(node), "icon": "school-outline"}


def _venues(catalog: Catalog, path: ResidentPath) -> Iterator[Data]:
    wanted = [venue for venue in catalog.district.venues if venue.header.kind in path.venues]
    for venue in wanted:
        note = venue.header.address or venue.header.kind.label
        yield {"title": venue.header.name, "note": note, "path": place_path(venue), "icon": "map-marker"}


def _places(catalog: Catalog, path: ResidentPath) -> Iterator[Data]:
    yield from _venues(catalog, path)
    yield from _open_schools(catalog, path)


def _activities(catalog: Catalog, path: ResidentPath) -> Iterator[Data]:
    """Activities for this person's group, the latest first; the browser drops those that are over."""
    for record in sorted(catalog.district.activities, key=lambda one: one.header.first, reverse=True):
        activity = record.header
        if not activity.cancelled and set(activity.audience) & set(path.audience):
            note = f"{chinese_date(activity.first)} · {activity.kind.label}"
            link: Data = {
                "title": activity.title,
                "note": note,
                "path": activity_path(record),
                "icon": "calendar-month",
            }
            yield link | {"until": days_of(activity)[-1].isoformat()}


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        id="places",
        title="能去的地方",
        missing="哪些地方已经开放，还在等各单位报来。去之前可以打 12345 问一问。",
        way=("看看社区学校的名单", "network/"),
        items=_places,
    ),
    Shelf(
        id="activities",
        title="能参加的活动",
        missing="有活动就登在这里。现在可以先看看课程，或者问问您所在的社区。",
        way=("看看全部活动", "activities/"),
        items=_activities,
    ),
)


def path_pages(catalog: Catalog) -> Iterator[Page]:
    """The choice, then the paths in the order of the file."""
    yield make_page(
        catalog,
        PATHS,
        "district/paths.html",
        title=TITLE,
        description="选一个最像您的，我们替您挑好了先学什么、去哪里、打什么电话。",
        people=people(catalog),
        ways=ways(catalog),
    )
    for path in catalog.district.paths:
        yield _path_page(catalog, path)


def _path_page(catalog: Catalog, path: ResidentPath) -> Page:
    steps = [step for step in path.courses if catalog.has_course(step.course)]
    return make_page(
        catalog,
        f"{PATHS}{path.id}/",
        "district/path.html",
        title=f"我是{path.title}",
        description=path.intro,
        trail=[(TITLE, PATHS)],
        person=path_link(path),
        courses=[course_card(catalog, catalog.record(step.course)) | {"why": step.why} for step in steps],
        shelves=[_shelf(catalog, path, shelf) for shelf in SHELVES],
        hotlines=[hotline_data(catalog, catalog.district.hotline(number)) for number in path.hotlines],
        others=[path_link(other) for other in catalog.district.paths if other.id != path.id],
    )


def _shelf(catalog: Catalog, path: ResidentPath, shelf: Shelf) -> JSON:
    title, address = shelf.way
    return {
        "id": shelf.id,
        "title": shelf.title,
        "missing": shelf.missing,
        "way": {"title": title, "path": address},
        "items": [{"until": ""} | item for item in shelf.items(catalog, path)][:MOST],
    }
