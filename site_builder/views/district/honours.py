"""Brand and special projects, and who was honoured: a list by kind, and a page for each."""

from collections.abc import Iterator

from catalog.collection import Catalog
from catalog.district.honour import Honour
from catalog.district.terms import HonourKind
from site_builder.views.district.organisations import node_link_of
from site_builder.views.page import Data, Page, chinese_date, make_page, source_data

HONOURS = "honours/"
TITLE = "学习之星和品牌项目"
#: What each kind is, and its icon.
_ABOUT = {
    HonourKind.BRAND: ("办得久、来的人多、别处愿意照着办的学习项目。", "medal-outline"),
    HonourKind.SPECIALITY: ("一个村或社区自己的拿手好课。", "sprout-outline"),
    HonourKind.STAR: ("爱学习、学了有用、带动身边人一起学的居民。", "account-star-outline"),
    HonourKind.UNIT: ("社区教育办得好的单位。", "domain"),
    HonourKind.PERSON: ("为社区教育出了力的人。", "account-heart-outline"),
}


def honour_pages(catalog: Catalog) -> Iterator[Page]:
    """The list, then each honour."""
    district = catalog.district
    listed = sorted(district.honours, key=lambda honour: (-honour.year, honour.id))
    yield make_page(
        catalog,
        HONOURS,
        "district/honours.html",
        title=TITLE,
        description="终身学习品牌项目、一村一品、百姓学习之星、先进单位和先进个人。",
        kinds=[_kind(catalog, kind, [one for one in listed if one.kind is kind]) for kind in HonourKind],
        total=len(listed),
    )
    for honour in district.honours:
        yield _page(catalog, honour)


def honour_path(honour: Honour) -> str:
    """Address of an honour's page."""
    return f"{HONOURS}{honour.id}/"


def _kind(catalog: Catalog, kind: HonourKind, listed: list[Honour]) -> Data:
    about, icon = _ABOUT[kind]
    return {
        "id": kind.value,
        "label": kind.label,
        "about": about,
        "icon": icon,
        "honours": [_card(catalog, honour) for honour in listed],
    }


def _card(catalog: Catalog, honour: Honour) -> Data:
    return {
        "title": honour.title,
        "path": honour_path(honour),
        "kind": honour.kind.label,
        "icon": _ABOUT[honour.kind][1],
        "summary": honour.summary or "",
        "year": honour.year,
        "node": node_link_of(catalog, honour.node),
        "expires": honour.expires.isoformat() if honour.expires else "",
    }


def _page(catalog: Catalog, honour: Honour) -> Page:
    return make_page(
        catalog,
        honour_path(honour),
        "district/honour.html",
        title=honour.title,
        description=honour.summary or f"{honour.year} 年{honour.kind.label}。",
        trail=[(TITLE, HONOURS)],
        html=honour.body.html,
        honour=_card(catalog, honour),
        consent=_consent(honour),
        sources=[source_data(source) for source in honour.evidence],
    )


def _consent(honour: Honour) -> str:
    if honour.expires is None:
        return ""
    return f"公开这些已经征得同意，由{honour.reviewed_by}审核；公开到{chinese_date(honour.expires)}，以后不再显示。"
