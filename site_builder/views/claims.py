"""Gaps that somebody can claim: each with a text to send, and a way to send it where the site has one."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlencode

from catalog.category import Site
from catalog.collection import Catalog
from catalog.coverage import CategoryCoverage
from catalog.district.node import Node
from catalog.district.staffing import staffing_gaps
from catalog.district.terms import NodeLevel
from catalog.matrix import matrix
from catalog.vocabulary import Unit
from site_builder.views.district.network import node_path
from site_builder.views.page import JSON, Data, category_data


def claim_groups(catalog: Catalog, rows: Iterable[CategoryCoverage]) -> list[JSON]:
    """Categories with gaps in the order of `rows`, then units and the schools of towns with theirs.

    Each gap has an `id` of its own on the page, its `text`, what to `say` when claiming it, and `href`, empty where the
    site has no way to send it.
    """
    groups: list[JSON] = []
    for group, gaps in (*_of_categories(catalog, rows), *_of_units(catalog), *_of_schools(catalog)):
        name = str(group["name"])
        listed: list[JSON] = [
            _gap(catalog.site, f"claim-{len(groups) + 1}-{n}", name, gap) for n, gap in enumerate(gaps, 1)
        ]
        groups.append(group | {"gaps": listed})
    return groups


#: What a gap belongs to, and its gaps in words.
_Group = tuple[Data, list[str]]


def _of_categories(catalog: Catalog, rows: Iterable[CategoryCoverage]) -> Iterator[_Group]:
    for row in rows:
        if row.gaps:
            yield category_data(catalog.category(row.category)) | {"kind": "category"}, list(row.gaps)


def _of_units(catalog: Catalog) -> Iterator[_Group]:
    cells = [cell for cell in matrix(catalog).of("unit").values() if cell.is_gap]
    for unit in Unit:
        gaps = [f"{catalog.category(cell.category).name}还没有对口的课程" for cell in cells if cell.key == unit.value]
        if gaps:
            yield _folded("unit", unit.label, "domain", ""), gaps


def _of_schools(catalog: Catalog) -> Iterator[_Group]:
    district = catalog.district
    lacking = staffing_gaps(district.nodes, district.staffing)
    for node in district.nodes:
        gaps = [*_courses(node), *(gap.label for gap in lacking.get(node.id, ()))]
        if gaps:
            yield _folded("school", node.name, "school-outline", node_path(node)), gaps


def _folded(kind: str, name: str, icon: str, path: str) -> Data:
    return {"kind": kind, "slug": "", "name": name, "icon": icon, "path": path}


def _courses(node: Node) -> Iterator[str]:
    if node.level is NodeLevel.TOWN and not node.courses:
        yield "在这里开的课待补充"


def _gap(site: Site, id: str, whose: str, gap: str) -> Data:
    title = f"认领：{whose}，{gap}"
    text = (
        f"{title}\n\n认领的单位或老师：\n单位电话（不写个人手机）：\n打算怎样补上：\n打算什么时候补好：\n"
        "\n补上以后，请把依据一起附上。"
    )
    return {"id": id, "text": gap, "say": text, "href": _address(site, title, text)}


def _address(site: Site, title: str, text: str) -> str:
    """Where a claim is sent: a prefilled issue, else a mail; empty where the site has neither."""
    if site.report_url:
        joint = "&" if "?" in site.report_url else "?"
        return f"{site.report_url}{joint}{urlencode({'title': title, 'body': text}, quote_via=quote)}"
    if site.report_email:
        return f"mailto:{site.report_email}?{urlencode({'subject': title, 'body': text}, quote_via=quote)}"
    return ""
