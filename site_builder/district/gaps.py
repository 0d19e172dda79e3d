"""What is missing, in sentences: to the targets of the catalog and to those of the plan. Used by pages and reports."""

from collections.abc import Iterable, Iterator

from catalog.coverage import CategoryCoverage
from catalog.district.figures import Standing
from site_builder.district.amounts import MISSING, gap_text


def course_gaps(rows: Iterable[CategoryCoverage]) -> Iterator[str]:
    """What the categories still lack."""
    for row in rows:
        for gap in row.gaps:
            yield f"{row.name}：{gap}"


def indicator_gaps(standings: Iterable[Standing]) -> Iterator[str]:
    """Figures that nobody reported or that fall short."""
    for one in standings:
        if one.reached is None:
            yield f"{one.indicator.title}：{one.year} 年的实际数{MISSING}"
        elif one.gap:
            yield f"{one.indicator.title}：{one.year} 年{gap_text(one)}"
