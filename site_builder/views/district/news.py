"""News and case reports as pages: the newest by month, an archive of months, one page for each piece."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from catalog.collection import Catalog
from catalog.district.news import NewsHeader
from catalog.district.reading import Record
from site_builder.views.district.network import node_link
from site_builder.views.page import JSON, Data, Page, category_data, date_data, make_page, source_data

NEWS = "news/"
TITLE = "消息和案例"
#: So many pieces stand on the first page; the archive has them all.
NEWEST = 24

Item = Record[NewsHeader]


def news_pages(catalog: Catalog) -> Iterator[Page]:
    """The newest, the months from the latest on, then each piece."""
    news = catalog.district.news
    months = _months(news)
    yield make_page(
        catalog,
        NEWS,
        "district/news.html",
        title=TITLE,
        description="社区教育在做什么、做成了什么。一个月一个月往回看。",
        months=[_month(catalog, *found) for found in _months(news[:NEWEST])],
        archive=[_month_link(month, items) for month, items in months],
        categories=_categories(catalog, news[:NEWEST]),
        feeds=feeds(catalog),
    )
    for month, items in months:
        yield _month_page(catalog, months, month, items)
    for item in news:
        yield _item_page(catalog, item)


def news_path(item: Item) -> str:
    """Address of the page of a piece."""
    return f"{NEWS}{item.id}/"


def feed_path(category: str | None = None) -> str:
    """Where the feed of all pieces is, or that of a category."""
    return f"feeds/news-{category}.xml" if category else "feeds/news.xml"


def feeds(catalog: Catalog) -> list[JSON]:
    """The feeds that there are: of all pieces, then of each category with some; none where there is nothing in them."""
    news = catalog.district.news
    if not news:
        return []
    everything: JSON = {"title": "全部消息", "path": feed_path()}
    named = [{"title": c.name, "path": feed_path(c.slug)} for c in catalog.categories if about(news, c.slug)]
    return [everything, *named]


def about(news: Iterable[Item], category: str) -> list[Item]:
    """The pieces of a category."""
    return [item for item in news if category in item.header.categories]


def _months(news: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """(2026-11, its pieces), the latest first: news come so."""
    return [(month, list(items)) for month, items in groupby(news, lambda item: f"{item.header.date:%Y-%m}")]


def _title(month: str) -> str:
    year, number = month.split("-")
    return f"{int(year)}年{int(number)}月"


def _month_link(month: str, items: list[Item]) -> Data:
    return {"title": _title(month), "path": f"{NEWS}{month}/", "count": len(items)}


def _month(catalog: Catalog, month: str, items: list[Item]) -> Data:
    return _month_link(month, items) | {"items": [_link(catalog, item) for item in items]}


def _month_page(catalog: Catalog, months: list[tuple[str, list[Item]]], month: str, items: list[Item]) -> Page:
    at = [name for name, _ in months].index(month)
    return make_page(
        catalog,
        f"{NEWS}{month}/",
        "district/news.html",
        title=f"{_title(month)}的消息",
        description=f"这个月有 {len(items)} 条。",
        trail=[(TITLE, NEWS)],
        months=[_month(catalog, month, items)],
        archive=[_month_link(*other) for n, other in enumerate(months) if abs(n - at) == 1],
        categories=_categories(catalog, items),
        feeds=feeds(catalog),
    )


def _categories(catalog: Catalog, news: Iterable[Item]) -> list[JSON]:
    """What the pieces can be filtered by; nothing where a filter would not tell them apart."""
    listed = list(news)
    found = [category for category in catalog.categories if about(listed, category.slug)]
    return [category_data(category) for category in found] if len(listed) > 1 else []


def _link(catalog: Catalog, item: Item) -> Data:
    header = item.header
    return {
        "id": item.id,
        "title": header.title,
        "path": news_path(item),
        "summary": header.summary,
        "date": date_data(header.date),
        "kind": header.kind.value,
        "kind_label": header.kind.label,
        "categories": [
            category_data(catalog.category(slug)) for slug in header.categories if catalog.has_category(slug)
        ],
    }


def _item_page(catalog: Catalog, item: Item) -> Page:
    district, header = catalog.district, item.header
    month = f"{header.date:%Y-%m}"
    node = node_link(district.node(header.node)) if header.node else None
    return make_page(
        catalog,
        news_path(item),
        "district/news-item.html",
        title=header.title,
        description=header.summary,
        trail=[(TITLE, NEWS), (_title(month), f"{NEWS}{month}/")],
        html=item.body.html,
        item=_link(catalog, item),
        node=node,
        unit=header.unit.label if header.unit else "",
        authors=list(header.authors),
        sources=[source_data(source) for source in header.sources],
        feeds=feeds(catalog)[:1],
    )
