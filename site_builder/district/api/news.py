"""News, hotlines and paths as open data."""

from collections.abc import Callable
from typing import Any

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog
from catalog.district.hotline import Hotline
from catalog.district.news import NewsHeader
from catalog.district.path import ResidentPath
from site_builder.views.district.news import news_path
from site_builder.views.district.ways import PATHS


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsData:
    """A piece of news with its text as HTML and as plain text."""

    id: str
    url: str
    news: NewsHeader
    html: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsList:
    """`news.json`: all news and case reports, the newest first."""

    news: tuple[NewsData, ...]


def _news(catalog: Catalog) -> NewsList:
    return NewsList(
        news=tuple(
            NewsData(id=item.id, url=news_path(item), news=item.header, html=item.body.html, text=item.body.text)
            for item in catalog.district.news
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineList:
    """`hotlines.json`: numbers to call, each with how well it is founded."""

    hotlines: tuple[Hotline, ...]


def _hotlines(catalog: Catalog) -> HotlineList:
    return HotlineList(hotlines=catalog.district.hotlines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PathData:
    """A resident's path with its page's address. Courses that this site does not have are left in."""

    path: ResidentPath
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathList:
    """`paths.json`: what is curated for whom, in the order of the home page."""

    paths: tuple[PathData, ...]


def _paths(catalog: Catalog) -> PathList:
    return PathList(paths=tuple(PathData(path=path, url=f"{PATHS}{path.id}/") for path in catalog.district.paths))


#: Name of the file and of its schema → its model, and what makes it.
LISTS: dict[str, tuple[Any, Callable[[Catalog], Any]]] = {
    "news": (NewsList, _news),
    "hotlines": (HotlineList, _hotlines),
    "paths": (PathList, _paths),
}
