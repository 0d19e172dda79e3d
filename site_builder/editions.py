"""The editions: skins over the same Catalog, each with its own pages and renderer, published alike."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from catalog.collection import Catalog, CourseRecord
from search.services import SERVICES, services_json
from site_builder import api, kiosk, portal
from site_builder.district.activity_feed import activity_feed_files
from site_builder.district.calendar import calendar_files
from site_builder.district.feeds import news_feeds
from site_builder.views import Page, course_addresses, course_pages, site_pages
from site_builder.views.kiosk import kiosk_addresses, kiosk_course_pages, kiosk_site_pages
from site_builder.wayfinding import wayfinding_files

Files = Iterable[tuple[str, bytes]]


class Renderer(Protocol):
    """Writes pages, the 404 page and a theme's `assets` to `out`; `work` is an empty folder. Raises RenderError."""

    def __call__(self, pages: Iterable[Page], *, project: Path, work: Path, out: Path) -> None: ...


@dataclass(frozen=True)
class Edition:
    """What an edition consists of. It is published in `dist/<name>` and looks as `theme/<name>` says.

    `is_sealed`: nothing in it leads out of its own origin, and it asks no search server.
    """

    name: str
    site_pages: Callable[[Catalog], Iterable[Page]]
    course_pages: Callable[[Catalog, CourseRecord], Iterable[Page]]
    addresses: Callable[[CourseRecord], Iterable[str]]
    site_files: Callable[[Catalog], Files]
    course_files: Callable[[Catalog, CourseRecord], Files]
    course_places: Callable[[CourseRecord], Iterable[str]]
    render: Renderer
    is_sealed: bool = False


def _portal_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    yield from api.site_files(catalog)
    yield from wayfinding_files(catalog)
    yield from calendar_files(catalog)
    yield from activity_feed_files(catalog)
    yield from news_feeds(catalog)
    yield from _common_files(catalog)


def _common_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    yield SERVICES, services_json(catalog)


def _portal_places(record: CourseRecord) -> Iterator[str]:
    yield f"{api.ROOT}/courses/{record.course.id}.json"
    yield f"{api.ROOT}/lessons/{record.course.id}"


PORTAL = Edition(
    name="portal",
    site_pages=site_pages,
    course_pages=course_pages,
    addresses=course_addresses,
    site_files=_portal_files,
    course_files=api.course_files,
    course_places=_portal_places,
    render=portal.render,
)
KIOSK = Edition(
    name="kiosk",
    site_pages=kiosk_site_pages,
    course_pages=kiosk_course_pages,
    addresses=kiosk_addresses,
    site_files=_common_files,
    course_files=lambda _catalog, _record: (),
    course_places=lambda _record: (),
    render=kiosk.render,
    is_sealed=True,
)
EDITIONS = {edition.name: edition for edition in (PORTAL, KIOSK)}
