"""Teachers and volunteers who agreed to be shown, and how far the schools have those whom the plan requires."""

from collections.abc import Iterator

from catalog.collection import Catalog
from catalog.district.node import Node
from catalog.district.staffing import staffing_gaps
from catalog.district.teacher import Teacher
from catalog.district.terms import StaffingGap
from site_builder.views.district.network import node_path
from site_builder.views.district.staffing import staffing_data
from site_builder.views.page import JSON, Data, Page, category_data, chinese_date, make_page

TEACHERS = "teachers/"


def teacher_pages(catalog: Catalog) -> Iterator[Page]:
    """One page: people by field, then the schools."""
    district = catalog.district
    gaps = staffing_gaps(district.nodes, district.staffing)
    yield make_page(
        catalog,
        TEACHERS,
        "district/teachers.html",
        title="师资和人才库",
        description="谁来教，各社区学校的老师齐不齐，怎样加入。",
        fields=list(_fields(catalog)),
        shown=len(district.teachers),
        schools=[_school(catalog, district.node(id)) for id in sorted(gaps, key=lambda id: not gaps[id])],
        complete=sum(not lacking for lacking in gaps.values()),
    )


def _school(catalog: Catalog, node: Node) -> Data:
    staffing = staffing_data(catalog, node)
    assert isinstance(staffing, dict)
    return staffing | {
        "name": node.name,
        "path": node_path(node),
        "has_place": StaffingGap.PLACE.label not in staffing["gaps"],
    }


def _fields(catalog: Catalog) -> Iterator[Data]:
    """Each category that somebody teaches, in the catalog's order, then those who named none that is here."""
    teachers = catalog.district.teachers
    for category in catalog.categories:
        people: list[JSON] = [_person(catalog, one) for one in teachers if category.slug in one.fields]
        if people:
            yield category_data(category) | {"people": people}
    others: list[JSON] = [_person(catalog, one) for one in teachers if not any(map(catalog.has_category, one.fields))]
    if others:
        yield {"slug": "", "name": "其他专长", "icon": "account-outline", "path": "", "people": others}


def _person(catalog: Catalog, teacher: Teacher) -> Data:
    nodes: list[JSON] = [
        {"name": node.name, "path": node_path(node)} for node in map(catalog.district.node, teacher.nodes)
    ]
    return {
        "name": teacher.name,
        "kind": teacher.kind.label,
        "years": teacher.years,
        "text": teacher.text or "",
        "nodes": nodes,
        "expires": teacher.expires.isoformat(),
        "until": f"公开到{chinese_date(teacher.expires)}",
    }
