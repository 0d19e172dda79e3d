"""District → Atom feeds (RFC 4287) of its news: all of it, and each category's.

Where the public address is not known, links are relative to the feed itself, which the format allows.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from posixpath import relpath
from uuid import NAMESPACE_DNS, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from catalog.collection import Catalog
from site_builder.views.district.news import NEWS, TITLE, Item, about, feed_path, news_path

_ATOM = "http://www.w3.org/2005/Atom"
#: Ids must not change when the site moves, so they come from what a piece is, not from where it is.
_OURS = uuid5(NAMESPACE_DNS, "xuetang")


def news_feeds(catalog: Catalog) -> Iterator[tuple[str, bytes]]:
    """Path below the site's root and bytes: the same for the same catalog. A feed without entries is not made."""
    news = catalog.district.news
    if news:
        yield feed_path(), _feed(catalog, TITLE, None, news)
    for category in catalog.categories:
        if found := about(news, category.slug):
            yield feed_path(category.slug), _feed(catalog, f"{TITLE}：{category.name}", category.slug, found)


def _feed(catalog: Catalog, title: str, category: str | None, news: Iterable[Item]) -> bytes:
    listed, own = list(news), feed_path(category)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    SubElement(feed, "id").text = _id(catalog, own)
    SubElement(feed, "title").text = f"{title} · {catalog.site.name}"
    SubElement(feed, "updated").text = _moment(max(item.header.date for item in listed))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": _address(catalog, own)})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": _address(catalog, NEWS)})
    SubElement(SubElement(feed, "author"), "name").text = catalog.site.name
    for item in listed:
        feed.append(_entry(catalog, item))
    indent(feed)
    data: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _entry(catalog: Catalog, item: Item) -> Element:
    header = item.header
    entry = Element("entry")
    SubElement(entry, "id").text = _id(catalog, news_path(item))
    SubElement(entry, "title").text = header.title
    for name in ("published", "updated"):
        SubElement(entry, name).text = _moment(header.date)
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": _address(catalog, news_path(item))})
    for author in header.authors:
        SubElement(SubElement(entry, "author"), "name").text = author
    SubElement(entry, "category", {"term": header.kind.value, "label": header.kind.label})
    for slug in header.categories:
        if catalog.has_category(slug):
            SubElement(entry, "category", {"term": slug, "label": catalog.category(slug).name})
    SubElement(entry, "summary", {"type": "text"}).text = header.summary
    return entry


def _id(catalog: Catalog, path: str) -> str:
    return uuid5(_OURS, f"{catalog.site.district} {path}").urn


def _moment(day: date) -> str:
    """Midnight in China, where the site's days are counted."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _address(catalog: Catalog, path: str) -> str:
    """The public address of a path, else the way to it from the folder of the feeds."""
    url = catalog.site.url
    if url:
        return f"{url.rstrip('/')}/{path}"
    return relpath(path, "feeds") + ("/" if path.endswith("/") else "")
