"""Ways into the district: from the home pages, and for somebody who says who they are."""

from dataclasses import dataclass

from catalog.collection import Catalog
from catalog.district.path import ResidentPath
from site_builder.views.page import JSON, Data

PATHS = "paths/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A part of the district as the home pages name it; `icon` is one of Material's, `path` below the site's root."""

    title: str
    path: str
    icon: str
    note: str


#: In the order in which they stand on the home pages. Each address must be that of a page.
WAYS: tuple[Way, ...] = (
    Way(title="社区学校", path="network/", icon="school-outline", note="离您近的学校和学习中心"),
    Way(title="活动", path="activities/", icon="calendar-month", note="培训、讲座和活动，什么时候在哪里"),
    Way(title="场所", path="places/", icon="map-marker", note="图书馆、文化馆、运动场，现在开不开"),
    Way(title="办事热线", path="hotlines/", icon="phone-in-talk", note="什么事打什么号码"),
    Way(title="消息", path="news/", icon="newspaper-variant-outline", note="社区教育的消息和案例"),
)

#: What else there is about the district, for who looks after it; the page of the network leads there.
MORE: tuple[Way, ...] = (
    Way(title="学习之星和品牌项目", path="honours/", icon="star-outline", note="身边的榜样和特色"),
    Way(title="学习型组织", path="organisations/", icon="home-group", note="镇街、社区、单位和家庭"),
    Way(title="师资", path="teachers/", icon="account-group-outline", note="谁在教，怎样来教"),
    Way(title="责任单位", path="units/", icon="domain", note="哪件事归哪个单位"),
    Way(title="规划指标", path="indicators/", icon="chart-line", note="规划要做到什么，做到了多少"),
)


def ways(catalog: Catalog) -> list[JSON]:
    """The ways as data; none where no district is described."""
    if catalog.district.is_empty:
        return []
    return [_way(way) for way in WAYS]


def ways_from(path: str) -> list[JSON]:
    """All ways but the one that leads to `path` itself."""
    return [_way(way) for way in (*WAYS, *MORE) if way.path != path]


def _way(way: Way) -> Data:
    return {"title": way.title, "path": way.path, "icon": way.icon, "note": way.note}


def people(catalog: Catalog) -> list[JSON]:
    """The answers to “我是…”, in the order of `paths.yml`."""
    return [path_link(path) for path in catalog.district.paths]


def path_link(path: ResidentPath) -> Data:
    """A resident's path in a list."""
    return {"id": path.id, "title": path.title, "icon": path.icon, "path": f"{PATHS}{path.id}/", "intro": path.intro}
