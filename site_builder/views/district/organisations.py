"""Learning organisations: how many the plan wants, how many are registered, and which."""

from collections.abc import Iterator

from catalog.collection import Catalog
from catalog.district.figures import Standing
from catalog.district.organisation import Organisation
from catalog.district.terms import OrganisationGrade, OrganisationKind, OrganisationRank
from site_builder.views.district.network import node_path
from site_builder.views.page import JSON, Data, Page, make_page, source_data

ORGANISATIONS = "organisations/"


def organisation_pages(catalog: Catalog) -> Iterator[Page]:
    """One page for all of them."""
    district = catalog.district
    targets = organisation_targets(catalog)
    listed = sorted(district.organisations, key=lambda one: (-one.year, one.name is None))
    yield make_page(
        catalog,
        ORGANISATIONS,
        "district/organisations.html",
        title="学习型组织",
        description="带头学习的镇（街道）、村（社区）、单位和家庭：规划要建多少，现在登记了多少。",
        targets=[_target(row) for row in targets],
        sources=_sources(targets),
        kinds=[_kind(catalog, kind, [one for one in listed if one.kind is kind]) for kind in OrganisationKind],
        total=len(listed),
    )


def node_link_of(catalog: Catalog, id: str | None) -> JSON:
    """Name and address of a school or centre; None where none is named."""
    if id is None:
        return None
    node = catalog.district.node(id)
    return {"name": node.name, "path": node_path(node)}


def _grade(rank: OrganisationRank, grade: OrganisationGrade) -> str:
    return f"{rank.label}{grade.label}"


def organisation_targets(catalog: Catalog) -> list[Standing]:
    """What the plan wants of learning organisations in each year, and how many are registered, by year."""
    standings = catalog.district.standings
    wanted = [indicator.id for indicator in catalog.district.indicators if indicator.counts]
    rows = [row for id in wanted for row in standings[id] if row.target]
    return sorted(rows, key=lambda row: row.year)


def _target(row: Standing) -> Data:
    assert row.target and row.indicator.counts
    counts = row.indicator.counts
    return {
        "year": row.year,
        "kind": counts.kind.label,
        "grade": _grade(counts.rank, counts.grade),
        "count": row.target.at_least,
        "have": None if row.reached is None else int(row.reached),
        "missing": None if row.gap is None else int(row.gap),
    }


def _sources(rows: list[Standing]) -> list[JSON]:
    """Where the targets are from, each place once."""
    found: list[JSON] = []
    for source in (source_data(source) for row in rows for source in row.indicator.sources):
        if source not in found:
            found.append(source)
    return found


def _kind(catalog: Catalog, kind: OrganisationKind, listed: list[Organisation]) -> Data:
    return {
        "id": kind.value,
        "label": kind.label,
        "named": [_organisation(catalog, one) for one in listed if one.name is not None],
        "nameless": sum(one.name is None for one in listed),
    }


def _organisation(catalog: Catalog, one: Organisation) -> Data:
    return {
        "name": one.name or "",
        "grade": _grade(one.rank, one.grade),
        "year": one.year,
        "node": node_link_of(catalog, one.node),
        "evidence": [source_data(source) for source in one.evidence],
        "expires": one.expires.isoformat() if one.expires else "",
    }
