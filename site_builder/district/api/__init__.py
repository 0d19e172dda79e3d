"""District → open data: one list under `api/v1/` for each kind of content, in the models of the content itself."""

from collections.abc import Callable
from typing import Any

from catalog.collection import Catalog
from site_builder.district.api import network, news, people, places, targets

#: Name of the file and of its schema → its model, and what makes it.
LISTS: dict[str, tuple[Any, Callable[[Catalog], Any]]] = {
    **network.LISTS,
    **news.LISTS,
    **places.LISTS,
    **people.LISTS,
    **targets.LISTS,
}
