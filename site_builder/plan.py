"""What a release consists of: units that are made as one, what each depends on, and which paths it owns.

The unit of rebuild is a course: its page, its lessons' pages, its data files and its pictures depend on nothing but
the course, its category, the site's settings and this program.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from catalog.collection import Catalog, CourseRecord
from site_builder.editions import Edition
from site_builder.offline import WORKER
from site_builder.views import Page

#: The unit of what keeps a sealed edition usable without its server.
OFFLINE = "offline"
#: Language data of the browser's search.
LEXICON = "search/lexicon.json"


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a release. Equal units have equal files; `paths` are files and folders below the release."""

    key: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The whole release that is wanted. `units` are by name; the rest is what they are made from."""

    edition: Edition
    catalog: Catalog
    units: dict[str, Unit]
    pages: tuple[Page, ...]
    data: dict[str, bytes]


def make_plan(catalog: Catalog, edition: Edition, *, program: str, search_config: bytes, with_search: bool) -> Plan:
    """Plan a release of an edition. `program` is a digest of everything that decides how its pages look."""
    site = _digest(program, repr(catalog.site))
    pages = tuple(edition.site_pages(catalog))
    data = {**dict(edition.site_files(catalog)), "search-config.json": search_config}
    units = {f"course {record.course.id}": _course_unit(catalog, edition, record, site) for record in catalog.records}
    keys = [unit.key for unit in units.values()]
    units |= {f"page {page.path}": Unit(_page_key(site, page), (f"{page.path}index.html",)) for page in pages}
    units["shell"] = Unit(site, ("assets", "404.html"))
    units["data"] = Unit(_digest(*(f"{path} {_digest(text.decode())}" for path, text in data.items())), tuple(data))
    if with_search:
        units["search"] = Unit(_digest(program, *keys), ("pagefind", LEXICON))
    if edition.is_sealed:  # its worker lists every other file
        units[OFFLINE] = Unit(_digest(*(f"{name} {unit.key}" for name, unit in units.items())), (WORKER,))
    return Plan(edition, catalog, units, pages, data)


def _course_unit(catalog: Catalog, edition: Edition, record: CourseRecord, site: str) -> Unit:
    category = catalog.category(record.course.category)
    header = record.course.header
    named = [catalog.record(course_id).course.header for course_id in (*header.prerequisites, *header.related)]
    words = [text for other in named for text in (other.title, other.summary)]
    return Unit(_digest(site, repr(category), record.digest, *words), tuple(_course_paths(edition, record)))


def _course_paths(edition: Edition, record: CourseRecord) -> Iterator[str]:
    """Everything that a course owns, not its whole folder: another course's old address may lie in there."""
    course = record.course
    yield f"{course.id}/index.html"
    yield from edition.course_places(record)
    yield from (address.rstrip("/") for address in edition.addresses(record) if address != f"{course.id}/")
    yield from (f"{course.id}/{picture.name}" for picture in course.pictures)


def _page_key(site: str, page: Page) -> str:
    return _digest(site, page.template, page.html, json.dumps(page.data, ensure_ascii=False, sort_keys=True))


def _digest(*parts: str) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(f"{len(part)}:".encode())
        digest.update(part.encode())
    return digest.hexdigest()
