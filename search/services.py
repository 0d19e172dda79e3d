"""Catalog → what can be found of the district beside lessons: `search/district.json`, a short list of its own.

Schools, hotlines, news and paths are no lessons: they stand in no index of an engine and change nothing of a lesson's
rank. `client/services.js` looks through the list. A new kind of content adds a small function to `SOURCES`.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from catalog.collection import Catalog
from catalog.district.terms import VenueKind
from search.chinese import is_han, normalise
from search.pinyin import syllables

#: Where the list is, below the site's root.
SERVICES = "search/district.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One thing to find. `kind` is the word shown beside it; `url` is its page below the site's root, `fragment` its place
    there. `names` are what else it is called, as good as the title; `areas` where it is; `aliases` words that people may
    use for it; `numbers` telephone numbers; `text` a short sentence, shown and searched."""

    kind: str
    title: str
    url: str
    fragment: str = ""
    names: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    text: str = ""


def _pages(catalog: Catalog) -> Iterator[Service]:
    """The pages that the others stand on."""
    yield Service(
        kind="学校",
        title="社区学校和学习中心",
        url="network/",
        names=("社区学校", "学习中心", "社区教育学院", "社区教育"),
        aliases=("学校", "上课", "在哪里学", "离我最近"),
        text="全区的学校和学习中心，按街道和镇找。",
    )
    yield Service(
        kind="活动",
        title="活动和培训",
        url="activities/",
        names=("活动", "培训", "讲座", "考试"),
        aliases=("报名", "上课时间", "近期活动", "学习活动周"),
        text="培训、讲座、活动和考试，什么时候在哪里。",
    )
    yield Service(
        kind="场所",
        title="向居民开放的场所",
        url="places/",
        names=("场所", *(kind.label for kind in VenueKind)),
        aliases=("体育馆", "运动场", "文化站", "看书", "借书", "在哪里", "开门时间"),
        text="图书馆、文化馆、体育场地这些地方，现在开不开。",
    )
    yield Service(
        kind="热线",
        title="办事热线",
        url="hotlines/",
        names=("热线", "电话", "热线电话", "办事电话"),
        aliases=("号码", "打哪个电话", "办事"),
        text="什么事打什么号码，急事打哪个。",
    )
    yield Service(
        kind="消息",
        title="消息和案例",
        url="news/",
        names=("消息", "新闻"),
        aliases=("案例", "通知", "公告"),
        text="社区教育在做什么、做成了什么。",
    )
    yield Service(
        kind="荣誉",
        title="学习之星和品牌项目",
        url="honours/",
        names=("百姓学习之星", "终身学习品牌项目", "一村一品"),
        aliases=("榜样", "先进单位", "先进个人", "特色项目"),
        text="身边的榜样和特色项目。",
    )
    yield Service(
        kind="组织",
        title="学习型组织",
        url="organisations/",
        names=("学习型社区", "学习型家庭", "学习型机关", "学习型企业"),
        aliases=("学习型镇", "学习型街道", "学习型村"),
        text="规划要建多少，登记了多少。",
    )
    yield Service(
        kind="师资",
        title="师资和人才库",
        url="teachers/",
        names=("师资", "人才库", "社区教师"),
        aliases=("当老师", "当志愿者", "来教课"),
        text="谁来教，怎样来教。",
    )
    yield Service(
        kind="单位",
        title="责任单位",
        url="units/",
        names=("责任单位",),
        aliases=("哪个部门管", "主管部门"),
        text="哪件事归哪个单位。",
    )
    yield Service(
        kind="指标",
        title="规划指标",
        url="indicators/",
        names=("指标", "社区教育规划", "五年规划"),
        aliases=("参与率", "完成情况"),
        text="规划要做到什么，做到了多少。",
    )


def _nodes(catalog: Catalog) -> Iterator[Service]:
    """Schools and centres, the academy first."""
    for node in catalog.district.nodes:
        around = (node, *catalog.district.above(node))
        yield Service(
            kind="学校",
            title=node.name,
            url=f"network/{node.id}/",
            areas=tuple(place.area for place in around if place.area),
            aliases=("社区学校", "学习中心", node.level.label),
            numbers=tuple(contact.phone for contact in node.contacts if contact.phone),
            text=node.address or f"{node.level.label}，{node.status.label}",
        )


def _hotlines(catalog: Catalog) -> Iterator[Service]:
    """Numbers to call, each at its place on the page."""
    for hotline in catalog.district.hotlines:
        yield Service(
            kind="热线",
            title=f"{hotline.number} {hotline.name}",
            url="hotlines/",
            fragment=f"n-{hotline.number}",
            names=(hotline.name,),
            aliases=(*hotline.aliases, "热线", "电话"),
            numbers=(hotline.number,),
            text=hotline.purpose,
        )


def _paths(catalog: Catalog) -> Iterator[Service]:
    """What was curated for whom."""
    for path in catalog.district.paths:
        yield Service(
            kind="我是……",
            title=f"我是{path.title}",
            url=f"paths/{path.id}/",
            aliases=(path.title, *path.aliases),
            text=path.intro,
        )


def _news(catalog: Catalog) -> Iterator[Service]:
    """News and case reports, the newest first."""
    for item in catalog.district.news:
        header = item.header
        node = catalog.district.node(header.node) if header.node else None
        yield Service(
            kind=header.kind.label,
            title=header.title,
            url=f"news/{item.id}/",
            areas=(node.name,) if node else (),
            aliases=(header.unit.label,) if header.unit else (),
            text=header.summary,
        )


def _venues(catalog: Catalog) -> Iterator[Service]:
    """Places open to residents."""
    for record in catalog.district.venues:
        venue = record.header
        yield Service(
            kind=venue.kind.label,
            title=venue.name,
            url=f"places/{record.id}/",
            areas=(venue.area,) if venue.area else (),
            aliases=(venue.kind.label, "场所"),
            numbers=tuple(contact.phone for contact in venue.contacts if contact.phone),
            text=venue.purpose,
        )


def _activities(catalog: Catalog) -> Iterator[Service]:
    """Trainings, lectures, events and examinations, the latest first; those of the past remain as a record."""
    for record in sorted(catalog.district.activities, key=lambda one: one.header.first, reverse=True):
        activity = record.header
        yield Service(
            kind=activity.kind.label,
            title=activity.title,
            url=f"activities/{record.id}/",
            aliases=(activity.kind.label, *(group.label for group in activity.audience)),
            text=activity.summary,
        )


def _units(catalog: Catalog) -> Iterator[Service]:
    """Responsible units, which residents call by their short names."""
    for duty in catalog.district.units:
        label = duty.unit.label
        yield Service(
            kind="单位",
            title=label,
            url=f"units/{duty.unit.value}/",
            names=(label.removeprefix("区委").removeprefix("区"),),
            aliases=("责任单位",),
            text=duty.duty,
        )


def _honours(catalog: Catalog) -> Iterator[Service]:
    """Projects and units that were honoured. No person: an old list on a shared screen could not forget them."""
    for honour in catalog.district.honours:
        if honour.expires is not None:
            continue
        yield Service(
            kind=honour.kind.label,
            title=honour.title,
            url=f"honours/{honour.id}/",
            aliases=(honour.kind.label,),
            text=honour.summary or honour.kind.label,
        )


#: What is listed, in the order in which equally good finds are shown. Add a function for a new kind of content.
SOURCES: tuple[Callable[[Catalog], Iterator[Service]], ...] = (
    *(_pages, _nodes, _venues, _activities, _hotlines, _paths, _units, _news, _honours),
)


def services(catalog: Catalog) -> tuple[Service, ...]:
    """Everything that the list holds; nothing where no district is described."""
    if catalog.district.is_empty:
        return ()
    return tuple(found for source in SOURCES for found in source(catalog))


def services_json(catalog: Catalog) -> bytes:
    """Bytes for the browser: the same for the same catalog. `read` are the readings of title and names, for pinyin."""
    data = {"entries": [_entry(service) for service in services(catalog)]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(service: Service) -> dict[str, object]:
    names = (service.title, *service.names)
    return {
        "kind": service.kind,
        "title": service.title,
        "url": service.url,
        "fragment": service.fragment,
        "names": service.names,
        "areas": service.areas,
        "aliases": service.aliases,
        "numbers": service.numbers,
        "text": service.text,
        "read": [" ".join(syllables(_han(name))) for name in (*names, *service.areas)],
    }


def _han(text: str) -> str:
    return "".join(character for character in normalise(text) if is_han(character))
