"""Where the portal's calendar files are, and which ones pages offer."""

from catalog.collection import Catalog
from site_builder.views.page import JSON

FOLDER = "calendar/"


def calendar_path(activity_id: str) -> str:
    """Address of an activity's calendar file."""
    return f"{FOLDER}{activity_id}.ics"


def node_calendar(node_id: str) -> str:
    """Address of the calendar of a school or centre."""
    return f"{FOLDER}node-{node_id}.ics"


def category_calendar(slug: str) -> str:
    """Address of a category's calendar."""
    return f"{FOLDER}category-{slug}.ics"


def whole_calendar() -> str:
    """Address of the calendar of all activities."""
    return f"{FOLDER}all.ics"


def calendar_links(catalog: Catalog) -> list[JSON]:
    """Calendars that a telephone can subscribe to: of all activities, of each category and each node that has some."""
    listed = catalog.district.activities
    if not listed:
        return []
    used = {slug for one in listed for slug in one.header.categories}
    nodes = {one.header.node for one in listed}
    found: list[JSON] = [{"title": "全部活动", "path": whole_calendar()}]
    found += [{"title": c.name, "path": category_calendar(c.slug)} for c in catalog.categories if c.slug in used]
    found += [{"title": n.name, "path": node_calendar(n.id)} for n in catalog.district.nodes if n.id in nodes]
    return found
