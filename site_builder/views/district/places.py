"""Places open to residents as pages: the list, and one page for each."""

from collections.abc import Iterator

from catalog.category import Category
from catalog.collection import Catalog
from catalog.district.node import Contact, Node
from catalog.district.promises import Promise
from catalog.district.reading import Record
from catalog.district.terms import NodeLevel, VenueKind
from catalog.district.venue import Venue
from site_builder.views.district.activity_cards import activity_cards
from site_builder.views.district.hours import hours_data, hours_rule
from site_builder.views.page import JSON, Data, Page, category_data, make_page, source_data

PLACES = "places/"
TITLE = "向居民开放的场所"
#: An icon for each kind, of those that Material ships.
_ICONS = {
    VenueKind.MUSEUM: "bank-outline",
    VenueKind.LIBRARY: "bookshelf",
    VenueKind.CULTURAL_CENTRE: "palette-outline",
    VenueKind.SPORTS: "basketball",
    VenueKind.YOUTH_CENTRE: "human-child",
    VenueKind.PRACTICE_BASE: "hammer-wrench",
    VenueKind.CULTURAL_STATION: "drama-masks",
    VenueKind.DISTANCE_LEARNING: "television-classic",
}


def place_pages(catalog: Catalog) -> Iterator[Page]:
    """The list, then the places in the order of their files."""
    yield _list(catalog)
    for venue in catalog.district.venues:
        yield _place_page(catalog, venue)


def place_path(venue: Record[Venue]) -> str:
    """Address of a place's page."""
    return f"{PLACES}{venue.id}/"


def place_card(catalog: Catalog, venue: Record[Venue]) -> Data:
    """A place in a list. `town` is the id of the town's school that it belongs to, empty where that is not known."""
    header, district = venue.header, catalog.district
    town = district.town_of(district.node(header.node)) if header.node else None
    return {
        "id": venue.id,
        "name": header.name,
        "path": place_path(venue),
        "kind": _kind(header.kind),
        "purpose": header.purpose,
        "area": header.area or "",
        "address": header.address or "",
        "town": town.id if town else "",
        "rule": hours_rule(header.hours, district.holidays),
    }


def contact_data(contact: Contact) -> Data:
    """Whom to ask; what is not known is empty."""
    return {"office": contact.office, "phone": contact.phone or "", "note": contact.note or ""}


def promise_data(promise: Promise | None) -> JSON:
    """What the plan promises; None where there is no such promise."""
    if promise is None:
        return None
    return {
        "text": promise.text,
        "kinds": [_kind(kind) for kind in promise.kinds],
        "sources": [source_data(source) for source in promise.sources],
    }


def _kind(kind: VenueKind) -> Data:
    return {"slug": kind.value, "label": kind.label, "icon": _ICONS[kind]}


def _list(catalog: Catalog) -> Page:
    venues = sorted(
        catalog.district.venues, key=lambda venue: (list(VenueKind).index(venue.header.kind), venue.header.name)
    )
    used = {venue.header.kind for venue in venues}
    areas = dict.fromkeys(venue.header.area for venue in venues if venue.header.area)
    return make_page(
        catalog,
        PLACES,
        "district/places.html",
        title=TITLE,
        description="图书馆、文化馆、体育场地这些地方，可以去学、去练、去玩。",
        places=[place_card(catalog, venue) for venue in venues],
        kinds=[_kind(kind) for kind in VenueKind if kind in used],
        areas=list(areas),
        towns=[_town(node) for node in catalog.district.nodes if node.level is NodeLevel.TOWN],
        promise=promise_data(catalog.district.promises.places),
    )


def _town(node: Node) -> Data:
    return {"id": node.id, "name": node.area or node.name}


def _place_page(catalog: Catalog, venue: Record[Venue]) -> Page:
    header, district = venue.header, catalog.district
    node = district.node(header.node) if header.node else None
    here = [activity for activity in district.activities if activity.header.venue == venue.id]
    return make_page(
        catalog,
        place_path(venue),
        "district/place.html",
        title=header.name,
        description=header.purpose,
        trail=[(TITLE, PLACES)],
        html=venue.body.html,
        place=place_card(catalog, venue) | {"way": header.way or "", "cost": header.cost or ""},
        kiosk_here={True: "有", False: "没有", None: ""}[header.kiosk],
        node={"name": node.name, "path": f"network/{node.id}/"} if node else None,
        hours=hours_data(header.hours, district.holidays),
        contacts=[contact_data(contact) for contact in header.contacts],
        accessibility=list(header.accessibility),
        categories=[category_data(category) for category in known_categories(catalog, header.categories)],
        activities=activity_cards(catalog, here),
        sources=[source_data(source) for source in header.sources],
    )


def known_categories(catalog: Catalog, slugs: tuple[str, ...]) -> list[Category]:
    """The categories among these that the catalog has: a part of the whole has not all."""
    return [catalog.category(slug) for slug in slugs if catalog.has_category(slug)]
