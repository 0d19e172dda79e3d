"""Activities → an Atom feed, for programs that tell their owners of new ones."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from catalog.collection import Catalog
from catalog.district.activity import Activity
from catalog.district.reading import Record
from site_builder.views.district.activity_cards import ACTIVITIES, activity_path, where_text
from site_builder.views.district.when import when_data

FEED = "feeds/activities.xml"
_ATOM = "http://www.w3.org/2005/Atom"


def activity_feed_files(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Path below the site's root and bytes; nothing where there are no activities. Addresses are relative to the feed
    as long as the site has no public one."""
    if not catalog.district.activities:
        return
    newest = sorted(catalog.district.activities, key=lambda one: (one.header.updated, one.id), reverse=True)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _add(feed, "id", _urn(catalog, FEED))
    _add(feed, "title", f"{catalog.site.name}：活动和培训")
    _add(feed, "updated", _moment(newest[0]))
    SubElement(SubElement(feed, "author"), "name").text = catalog.site.name
    SubElement(feed, "link", {"rel": "alternate", "href": _address(catalog, ACTIVITIES)})
    SubElement(feed, "link", {"rel": "self", "href": _address(catalog, FEED)})
    for activity in newest:
        _add_entry(catalog, feed, activity)
    indent(feed, " ")
    yield FEED, tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def _add_entry(catalog: Catalog, feed: Element, activity: Record[Activity]) -> None:
    header = activity.header
    entry = SubElement(feed, "entry")
    _add(entry, "id", _urn(catalog, activity_path(activity)))
    _add(entry, "title", f"已取消：{header.title}" if header.cancelled else header.title)
    _add(entry, "updated", _moment(activity))
    SubElement(entry, "link", {"rel": "alternate", "href": _address(catalog, activity_path(activity))})
    for slug in header.categories:
        if catalog.has_category(slug):
            SubElement(entry, "category", {"term": slug, "label": catalog.category(slug).name})
    lines = [str(when_data(header)["text"]), where_text(catalog, header), header.summary]
    _add(entry, "summary", "\n".join(filter(None, lines)))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _moment(activity: Record[Activity]) -> str:
    return f"{activity.header.updated.isoformat()}T00:00:00Z"


def _urn(catalog: Catalog, path: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{catalog.site.district}/{catalog.site.name}/{path}')}"


def _address(catalog: Catalog, path: str) -> str:
    return f"{catalog.site.url.rstrip('/')}/{path}" if catalog.site.url else f"../{path}"
