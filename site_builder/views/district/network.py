"""The three-level network as pages: the tree, and one page for each school and centre."""

from collections.abc import Iterator

from catalog.collection import Catalog
from catalog.district.node import Node
from catalog.district.teacher import Teacher
from catalog.district.terms import NodeLevel
from site_builder.views.course import course_card
from site_builder.views.district.activity_cards import activity_cards
from site_builder.views.district.hours import hours_data
from site_builder.views.district.places import place_card
from site_builder.views.district.staffing import staffing_data
from site_builder.views.district.ways import ways_from
from site_builder.views.page import JSON, Data, Page, make_page, source_data

NETWORK = "network/"
TITLE = "社区学校和学习中心"


def network_pages(catalog: Catalog) -> Iterator[Page]:
    """The tree, then the nodes in the order of the file."""
    yield _tree(catalog)
    for node in catalog.district.nodes:
        yield _node_page(catalog, node)


def node_path(node: Node) -> str:
    """Address of a node's page."""
    return f"{NETWORK}{node.id}/"


def node_link(node: Node) -> Data:
    """A node in a list."""
    return {
        "id": node.id,
        "name": node.name,
        "path": node_path(node),
        "level": node.level.value,
        "level_label": node.level.label,
        "status": node.status.value,
        "status_label": node.status.label,
        "address": node.address or "",
        "area": node.area or "",
    }


def _tree(catalog: Catalog) -> Page:
    district = catalog.district
    root = district.root()
    towns = district.children(root.id)
    counts: list[JSON] = [
        {"label": level.label, "count": sum(node.level is level for node in district.nodes)} for level in NodeLevel
    ]
    return make_page(
        catalog,
        NETWORK,
        "district/network.html",
        title=TITLE,
        description="区里有社区教育学院，镇和街道有社区学校，村和社区有学习中心。先找离您近的那一个。",
        academy=node_link(root) | {"note": root.note or ""},
        towns=[_town(catalog, town) for town in towns],
        counts=counts,
        open=sum(node.status.value == "open" for node in district.nodes),
        ways=ways_from(NETWORK),
    )


def _town(catalog: Catalog, town: Node) -> Data:
    children: list[JSON] = [node_link(child) for child in catalog.district.children(town.id)]
    return node_link(town) | {"children": children}


def _node_page(catalog: Catalog, node: Node) -> Page:
    district = catalog.district
    above = list(district.above(node))
    offered = [course_card(catalog, catalog.record(id)) for id in node.courses if catalog.has_course(id)]
    return make_page(
        catalog,
        node_path(node),
        "district/node.html",
        title=node.name,
        description=f"{node.level.label}。地址、开放时间、联系办法和在这里开的课。",
        trail=[(TITLE, NETWORK), *((upper.name, node_path(upper)) for upper in reversed(above))],
        node=node_link(node) | {"note": node.note or ""},
        hours=hours_data(node.hours, district.holidays),
        contacts=[
            {"office": contact.office, "phone": contact.phone or "", "note": contact.note or ""}
            for contact in node.contacts
        ],
        accessibility=list(node.accessibility),
        children=[node_link(child) for child in district.children(node.id)],
        courses=offered,
        places=[place_card(catalog, venue) for venue in district.venues if venue.header.node == node.id],
        activities=activity_cards(catalog, (one for one in district.activities if one.header.node == node.id)),
        staffing=staffing_data(catalog, node),
        people=[_person(teacher) for teacher in district.teachers if node.id in teacher.nodes],
        sources=[source_data(source) for source in node.sources],
    )


def _person(teacher: Teacher) -> Data:
    """A teacher who agreed to be shown, in a list."""
    return {"name": teacher.name, "kind": teacher.kind.label, "expires": teacher.expires.isoformat()}
