"""The hotlines page: whom to call for what, what is urgent first, each with how well its number is founded."""

from collections.abc import Iterable, Iterator

from catalog.collection import Catalog
from catalog.district.hotline import Hotline
from catalog.district.terms import Certainty, HotlineTopic
from site_builder.views.page import JSON, Data, Page, category_data, make_page

HOTLINES = "hotlines/"
TITLE = "办事热线"
#: Topics with a place of their own above all others.
_FIRST = (HotlineTopic.EMERGENCY, HotlineTopic.GOVERNMENT)


def hotline_pages(catalog: Catalog) -> Iterator[Page]:
    """The one page."""
    hotlines = catalog.district.hotlines
    yield make_page(
        catalog,
        HOTLINES,
        "district/hotlines.html",
        title=TITLE,
        description="什么事打什么号码。急事打最上面的；不知道该找谁，打 12345。",
        emergency=_about(catalog, hotlines, HotlineTopic.EMERGENCY),
        general=_about(catalog, hotlines, HotlineTopic.GOVERNMENT),
        topics=[
            {"id": topic.value, "title": topic.label, "hotlines": found}
            for topic in HotlineTopic
            if topic not in _FIRST and (found := _about(catalog, hotlines, topic))
        ],
        unsure=sum(hotline.certainty is not Certainty.SOURCED for hotline in hotlines),
    )


def _about(catalog: Catalog, hotlines: Iterable[Hotline], topic: HotlineTopic) -> list[JSON]:
    return [hotline_data(catalog, hotline) for hotline in hotlines if hotline.topic is topic]


def hotline_data(catalog: Catalog, hotline: Hotline) -> Data:
    """A hotline as it is shown. `is_sure`: its number is stated by a source, not only passed on."""
    return {
        "number": hotline.number,
        "name": hotline.name,
        "purpose": hotline.purpose,
        "categories": [
            category_data(catalog.category(slug)) for slug in hotline.categories if catalog.has_category(slug)
        ],
        "certainty": hotline.certainty.value,
        "certainty_label": hotline.certainty.label,
        "is_sure": hotline.certainty is Certainty.SOURCED,
        "source": hotline.source or "",
        "url": hotline.url or "",
        "note": hotline.note or "",
    }
