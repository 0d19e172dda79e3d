"""Rules of `network.yml`."""

from collections.abc import Iterator

from catalog.district.checks.surroundings import Surroundings, hint
from catalog.district.collection import District
from catalog.district.terms import NodeLevel
from catalog.rules import Fault

_PATH = "network.yml"
#: Which level a node's parent has.
_ABOVE = {NodeLevel.TOWN: NodeLevel.DISTRICT, NodeLevel.VILLAGE: NodeLevel.TOWN}


def _ids_are_unique(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D01: no two nodes share an id."""
    seen: set[str] = set()
    for n, node in enumerate(district.nodes):
        if node.id in seen:
            yield Fault(_PATH, "D01", f"编号“{node.id}”写了两遍；请换一个", (n, "id"))
        seen.add(node.id)


def _there_is_one_academy(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D02: exactly one node is the district's academy."""
    academies = [n for n, node in enumerate(district.nodes) if node.level is NodeLevel.DISTRICT]
    if district.nodes and not academies:
        yield Fault(_PATH, "D02", "没有区社区教育学院；请加一条 level: district")
    for n in academies[1:]:
        yield Fault(_PATH, "D02", "区社区教育学院只能有一个；请改 level", (n, "level"))


def _parents_fit(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D03: a school belongs to the academy, a centre to a school."""
    levels = {node.id: node.level for node in district.nodes}
    for n, node in enumerate(district.nodes):
        wanted = _ABOVE.get(node.level)
        if wanted is None:
            if node.parent is not None:
                yield Fault(_PATH, "D03", f"“{node.name}”是最高一级，不写 parent；请去掉", (n, "parent"))
        elif node.parent is None:
            yield Fault(_PATH, "D03", f"“{node.name}”要写 parent：它属于哪个{wanted.label}", (n,))
        elif node.parent not in levels:
            yield Fault(_PATH, "D03", f"没有“{node.parent}”{hint(node.parent, levels)}", (n, "parent"))
        elif levels[node.parent] is not wanted:
            message = f"{node.level.label}的 parent 应是{wanted.label}，“{node.parent}”是{levels[node.parent].label}"
            yield Fault(_PATH, "D03", message, (n, "parent"))


def _courses_exist(district: District, around: Surroundings) -> Iterator[Fault]:
    """D04: the courses that a node offers are there."""
    for n, node in enumerate(district.nodes):
        yield from around.unknown_courses(_PATH, (n, "courses"), "D04", node.courses)


CHECKS = (_ids_are_unique, _there_is_one_academy, _parents_fit, _courses_exist)
