"""Who teaches at a school, in numbers, as pages show it."""

from catalog.collection import Catalog
from catalog.district.node import Node
from catalog.district.staffing import Staffing, staffing_gaps
from site_builder.views.page import JSON


def staffing_data(catalog: Catalog, node: Node) -> JSON:
    """Numbers and gaps for a node's page; None for nodes of which the plan requires no teachers and nobody is known."""
    district = catalog.district
    known = next((staff for staff in district.staffing if staff.node == node.id), None)
    gaps = staffing_gaps([node], district.staffing).get(node.id)
    if known is None and gaps is None:
        return None
    staff = known or Staffing(node=node.id)
    return {
        "full_time": staff.full_time,
        "part_time": staff.part_time,
        "volunteers": staff.volunteers,
        "is_required": gaps is not None,
        "gaps": [gap.label for gap in gaps or ()],
    }
