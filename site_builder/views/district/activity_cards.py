"""Activities as they stand in lists, of all pages that list some."""

from collections.abc import Iterable

from catalog.collection import Catalog
from catalog.district.activity import Activity
from catalog.district.reading import Record
from catalog.district.recurrence import days_of
from catalog.district.terms import ActivityKind
from site_builder.views.district.when import when_data
from site_builder.views.page import JSON, Data

ACTIVITIES = "activities/"
_ICONS = {
    ActivityKind.TRAINING: "school-outline",
    ActivityKind.LECTURE: "presentation",
    ActivityKind.EVENT: "account-group-outline",
    ActivityKind.EXAM: "file-document-edit-outline",
}


def activity_path(activity: Record[Activity]) -> str:
    """Address of an activity's page."""
    return f"{ACTIVITIES}{activity.id}/"


def in_order(activities: Iterable[Record[Activity]]) -> list[Record[Activity]]:
    """By first day and hour, then by id."""
    return sorted(activities, key=lambda one: (days_of(one.header)[0], str(one.header.hours[:1]), one.id))


def activity_cards(catalog: Catalog, activities: Iterable[Record[Activity]]) -> list[JSON]:
    """Activities in order of date. The browser puts those to come first: it alone knows what day it is."""
    return [activity_card(catalog, activity) for activity in in_order(activities)]


def activity_card(catalog: Catalog, activity: Record[Activity]) -> Data:
    """An activity in a list."""
    header = activity.header
    node = catalog.district.node(header.node) if header.node else None
    return {
        "id": activity.id,
        "title": header.title,
        "path": activity_path(activity),
        "summary": header.summary,
        "kind": {"slug": header.kind.value, "label": header.kind.label, "icon": _ICONS[header.kind]},
        "when": when_data(header),
        "where": where_text(catalog, header),
        "categories": [slug for slug in header.categories if catalog.has_category(slug)],
        "audience": [{"slug": term.value, "label": term.label} for term in header.audience],
        "node": {"id": node.id, "name": node.name, "path": f"network/{node.id}/"} if node else None,
        "cancelled": header.cancelled,
        "has_result": header.result is not None,
    }


def where_text(catalog: Catalog, activity: Activity) -> str:
    """Where an activity is held: the place, or else the school or centre; empty where neither is known."""
    district = catalog.district
    parts = [district.venue(activity.venue).header.name] if activity.venue else []
    if activity.place:
        parts.append(activity.place)
    if not parts and activity.node:
        parts.append(district.node(activity.node).name)
    return "，".join(parts)
