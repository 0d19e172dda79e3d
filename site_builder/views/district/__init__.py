"""District → pages. One module for each kind of content; their templates in `theme/common/district` serve all editions."""

from collections.abc import Iterator

from catalog.collection import Catalog
from site_builder.views.district.activities import activity_pages
from site_builder.views.district.honours import honour_pages
from site_builder.views.district.hotlines import hotline_pages
from site_builder.views.district.indicators import indicator_pages
from site_builder.views.district.network import network_pages
from site_builder.views.district.news import news_pages
from site_builder.views.district.organisations import organisation_pages
from site_builder.views.district.paths import path_pages
from site_builder.views.district.places import place_pages
from site_builder.views.district.teachers import teacher_pages
from site_builder.views.district.units import unit_pages
from site_builder.views.page import Page

#: Templates of these pages start with this; every edition has them.
FOLDER = "district/"


def district_pages(catalog: Catalog) -> Iterator[Page]:
    """Every page about the district; none where it is not described."""
    if catalog.district.is_empty:
        return
    yield from network_pages(catalog)
    yield from place_pages(catalog)
    yield from activity_pages(catalog)
    yield from organisation_pages(catalog)
    yield from honour_pages(catalog)
    yield from teacher_pages(catalog)
    yield from unit_pages(catalog)
    yield from indicator_pages(catalog)
    yield from news_pages(catalog)
    yield from hotline_pages(catalog)
    yield from path_pages(catalog)
