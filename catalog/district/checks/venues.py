"""Rules of `venues/` and `holidays.yml`, and of the texts below the front matter."""

from collections.abc import Iterator

from catalog.district.checks.surroundings import Surroundings, hint
from catalog.district.collection import District
from catalog.rules import Fault


def _named_things_exist(district: District, around: Surroundings) -> Iterator[Fault]:
    """D11: the node that a place belongs to is there. D12: so are its categories."""
    nodes = [node.id for node in district.nodes]
    for venue in district.venues:
        node = venue.header.node
        if node is not None and node not in nodes:
            yield Fault(venue.path, "D11", f"network.yml 里没有“{node}”{hint(node, nodes)}", ("node",))
        yield from around.unknown_categories(venue.path, ("categories",), "D12", venue.header.categories)


def _holidays_do_not_overlap(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D10: a day belongs to one holiday at most."""
    listed = list(enumerate(district.holidays))
    for n, holiday in listed:
        for _, other in listed[:n]:
            if holiday.first <= other.last and other.first <= holiday.last:
                message = (
                    f"“{holiday.name}”和“{other.name}”（{other.first} 至 {other.last}）有同一天；请改日期或合成一条"
                )
                yield Fault("holidays.yml", "D10", message, (n, "first"))


def _texts_stand_alone(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D18: what is written below the front matter links to no other file of the content."""
    texts = [(record.path, record.body) for record in district.venues]
    texts += [(record.path, record.body) for record in district.activities]
    for path, body in texts:
        for link in body.links:
            message = "这里不能链到课程的文件；请把课程写进 network.yml 的 courses，或写完整的 https 网址"
            yield Fault(path, "D18", message, place=(link.line, link.column))


CHECKS = (_named_things_exist, _holidays_do_not_overlap, _texts_stand_alone)
