"""How many learning organisations there are of each kind, rank, grade and year."""

from collections import Counter
from collections.abc import Iterable

from catalog.district.organisation import Organisation
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
