"""The page that shows what the catalog covers and what is missing, gaps first and to be claimed."""

from catalog.collection import Catalog
from catalog.coverage import CategoryCoverage, tally
from site_builder.figures import bar
from site_builder.views.claims import claim_groups
from site_builder.views.coverage_grids import grids
from site_builder.views.page import Data, Page, category_data, date_data, make_page, number


def coverage_page(catalog: Catalog) -> Page:
    """Numbers, chart and table of the tally."""
    coverage = tally(catalog)
    rows = sorted(coverage.categories, key=_urgency)
    widest = max([1, *(max(row.lessons, row.target.lessons) for row in rows)])
    return make_page(
        catalog,
        "coverage/",
        "coverage.html",
        title="课程覆盖情况",
        description="每个类别各有多少课程，离目标还差多少。",
        courses=coverage.courses,
        lessons=coverage.lessons,
        periods=number(coverage.periods),
        reviewed_percent=coverage.reviewed_percent,
        updated=date_data(coverage.updated) if coverage.updated else None,
        enough=sum(row.has_enough for row in coverage.categories),
        complete=sum(not row.gaps for row in coverage.categories),
        rows=[_row(catalog, row, widest) for row in rows],
        claims=claim_groups(catalog, rows),
        grids=grids(catalog),
    )


def _urgency(row: CategoryCoverage) -> tuple[int, int]:
    """The order of the page, as its bars show it: most lessons missing first, then fewest courses examined."""
    return -_missing_lessons(row), row.reviewed_percent


def _missing_lessons(row: CategoryCoverage) -> int:
    return max(0, row.target.lessons - row.lessons)


def _statuses(row: CategoryCoverage) -> list[tuple[int, str]]:
    """How many courses stand how; only what there is is said."""
    return [(row.approved, "已审定"), (row.checked, "已核对"), (row.draft, "草稿")]


def _row(catalog: Catalog, row: CategoryCoverage, widest: int) -> Data:
    return category_data(catalog.category(row.category)) | {
        "courses": row.courses,
        "lessons": row.lessons,
        "periods": number(row.periods),
        "target_lessons": row.target.lessons,
        "missing_lessons": _missing_lessons(row),
        "audiences": [term.label for term in row.audiences],
        "levels": [term.label for term in row.levels],
        "reviewed": row.checked + row.approved,
        "reviewed_percent": row.reviewed_percent,
        "statuses": [f"{count} 门{label}" for count, label in _statuses(row) if count],
        "updated": date_data(row.updated) if row.updated else None,
        "gaps": list(row.gaps),
        "bar": bar(row.lessons, row.target.lessons, widest),
    }
