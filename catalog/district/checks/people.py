"""Rules of organisations, honours and teachers that look at more than one entry. None of them quotes an entry."""

from collections.abc import Iterator

from catalog.district.checks.surroundings import Surroundings
from catalog.district.collection import District
from catalog.rules import Fault


def _nodes_exist(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D40: a school or centre that an entry names is there."""
    known = {node.id for node in district.nodes}
    for mention in district.mentions:
        if mention.kind == "node" and mention.value not in known:
            message = f"network.yml 里没有这个编号；可以写：{'、'.join(sorted(known))}"
            yield Fault(mention.path, "D40", message, mention.keys)


def _fields_exist(district: District, around: Surroundings) -> Iterator[Fault]:
    """D41: a field that a teacher teaches is a category."""
    for mention in district.mentions:
        if mention.kind == "category" and mention.value not in around.categories:
            message = f"没有这个类别；可以写：{'、'.join(sorted(around.categories))}"
            yield Fault(mention.path, "D41", message, mention.keys)


def _organisations_are_named_once(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D45: nobody is counted twice."""
    seen: dict[tuple[object, ...], int] = {}
    for n, one in enumerate(district.organisations):
        key = (one.kind, one.name, one.rank, one.grade, one.year)
        if one.name is not None and key in seen:
            yield Fault("organisations.yml", "D45", f"和第 {seen[key] + 1} 条是同一个；请删掉一条", (n,))
        seen.setdefault(key, n)


CHECKS = (_nodes_exist, _fields_exist, _organisations_are_named_once)
