"""The three-level network as open data."""

from collections.abc import Callable
from typing import Any

from pydantic.dataclasses import dataclass

from catalog.collection import Catalog
from catalog.district.node import Node
from site_builder.views.district.network import node_path


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeData:
    """A school or centre with its page's address, relative to the site's root, and the ids of the nodes below it."""

    node: Node
    url: str
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkList:
    """`network.json`: the three-level network, the academy first."""

    nodes: tuple[NodeData, ...]


def _network(catalog: Catalog) -> NetworkList:
    district = catalog.district
    return NetworkList(
        nodes=tuple(
            NodeData(node=node, url=node_path(node), children=tuple(child.id for child in district.children(node.id)))
            for node in district.nodes
        )
    )


#: Name of the file and of its schema → its model, and what makes it.
LISTS: dict[str, tuple[Any, Callable[[Catalog], Any]]] = {
    "network": (NetworkList, _network),
}
