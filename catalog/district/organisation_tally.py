"""How many learning organisations there are of each kind, rank, grade and year."""

from collections import Counter
from collections.abc import Iterable, Mapping

from catalog.district.organisation import Organisation, OrganisationTarget
from catalog.district.terms import OrganisationGrade, OrganisationKind, OrganisationRank

#: Kind, rank, grade and the year in which it was named.
Group = tuple[OrganisationKind, OrganisationRank, OrganisationGrade, int]


def organisation_tally(organisations: Iterable[Organisation]) -> dict[Group, int]:
    """Number of organisations in each group that has any, in the order of the closed lists and then of the years.

    A group that is not there is not known to be empty: nobody registered anything for it.
    """
    counts = Counter((one.kind, one.rank, one.grade, one.year) for one in organisations)
    kinds, ranks, grades = list(OrganisationKind), list(OrganisationRank), list(OrganisationGrade)
    order = sorted(counts, key=lambda g: (kinds.index(g[0]), ranks.index(g[1]), grades.index(g[2]), g[3]))
    return {group: counts[group] for group in order}


def reached(tally: Mapping[Group, int], target: OrganisationTarget) -> int | None:
    """How many organisations of a target's kind, rank and grade were named by the end of its year; None where nobody
    registered any of that kind, rank and grade."""
    years = {group[3]: n for group, n in tally.items() if group[:3] == (target.kind, target.rank, target.grade)}
    return sum(n for year, n in years.items() if year <= target.year) if years else None
