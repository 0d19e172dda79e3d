"""A page before it is themed, and the words and numbers that pages have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from catalog.category import Category
from catalog.collection import Catalog
from catalog.course import Review, Source
from catalog.vocabulary import ReviewStatus

JSON: TypeAlias = "str | int | float | bool | Sequence[JSON] | Mapping[str, JSON] | None"
Data: TypeAlias = "dict[str, JSON]"


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the portal.

    `path` is its address below the site's root, empty or ending in `/`. `template` is a file of `theme/portal`, which
    reads `data` as `page.meta`. `html` is a sanitised fragment. `data["site"]` is the same on all pages.
    """

    path: str
    template: str
    data: Mapping[str, JSON] = field(default_factory=dict)
    html: str = ""


def make_page(
    catalog: Catalog,
    path: str,
    template: str,
    *,
    title: str,
    description: str,
    trail: Sequence[tuple[str, str]] = (),
    html: str = "",
    **data: JSON,
) -> Page:
    """A page with what every page carries. `trail` is the way to it from the home page: titles and addresses."""
    crumbs: list[JSON] = [{"title": name, "path": address} for name, address in [("首页", ""), *trail]]
    common: Data = {
        "template": template,
        "title": title,
        "description": description,
        "site": site_data(catalog),
        "crumbs": crumbs,
    }
    return Page(path, template, common | data, html)


def site_data(catalog: Catalog) -> Data:
    """What header, footer and search box say on every page. `url` is the public address ending in `/`, empty when not decided."""
    site = catalog.site
    return {
        "name": site.name,
        "tagline": site.tagline,
        "district": site.district,
        "url": site.url.rstrip("/") + "/" if site.url else "",
        "minutes_per_period": site.minutes_per_period,
        "annual_periods": site.annual_periods,
        "search_examples": list(site.search_examples),
        "has_district": not catalog.district.is_empty,
    }


def category_data(category: Category) -> Data:
    """A category as tiles, labels and colour classes need it. `aside` is the part of the name in brackets."""
    head, bracket, aside = category.name.partition("（")
    return {
        "slug": category.slug,
        "name": category.name,
        "head": head,
        "aside": bracket + aside,
        "short": category.short,
        "icon": category.icon,
        "path": f"{category.slug}/",
    }


def date_data(day: date) -> Data:
    """A day for people and for machines."""
    return {"iso": day.isoformat(), "text": chinese_date(day)}


def chinese_date(day: date) -> str:
    """2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"


def number(value: float) -> str:
    """A number with one decimal at most, and none where it is whole."""
    return f"{value:.1f}".removesuffix(".0")


def periods(catalog: Catalog, minutes: int) -> str:
    """Study time in 学时, as shown."""
    return number(catalog.periods(minutes))


def source_data(source: Source) -> Data:
    """A source with its date in words; the parts that are not known are empty."""
    return {
        "title": source.title,
        "publisher": source.publisher or "",
        "date": chinese_date(source.date) if source.date else "",
        "url": source.url or "",
        "note": source.note or "",
    }


def review_data(review: Review) -> Data:
    """How far the facts were examined: a word for it, and a sentence that says who did what and when."""
    if review.status is ReviewStatus.DRAFT:
        sentence = "内容由编写组根据所列来源编写，还没有经过核对。要紧的事请以来源原文和主管部门的答复为准。"
    else:
        deed = "审定" if review.status is ReviewStatus.APPROVED else "对照来源核对"
        when = f"于{chinese_date(review.on)}" if review.on else ""
        sentence = f"由{review.by}{when}{deed}。"
    if review.next:
        sentence += f"下次复核：{chinese_date(review.next)}。"
    return {"status": review.status.value, "label": review.status.label, "sentence": sentence}
