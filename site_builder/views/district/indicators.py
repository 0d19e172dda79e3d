"""What the plan wants reached and what was reached: all indicators over the years, and one page for each year."""

from collections.abc import Iterator
from fractions import Fraction

from catalog.collection import Catalog
from catalog.district.figures import Standing
from catalog.district.indicator import Indicator
from catalog.district.terms import CountedFrom, IndicatorUnit
from site_builder.district.amounts import amount, change_text, gap_text, parts_text, recorded_text, target_text
from site_builder.views.page import JSON, Data, Page, date_data, make_page, source_data

INDICATORS = "indicators/"
TITLE = "规划指标"


def indicator_pages(catalog: Catalog) -> Iterator[Page]:
    """All indicators, then the years, newest first."""
    yield _overview(catalog)
    for year in _years(catalog):
        yield _year_page(catalog, year)


def year_path(year: int) -> str:
    """Address of a year's page."""
    return f"{INDICATORS}{year}/"


def indicator_link(indicator: Indicator) -> Data:
    """An indicator in a list; `path` leads to its place on the overview."""
    return {"id": indicator.id, "title": indicator.title, "path": f"{INDICATORS}#{indicator.id}"}


def standing_data(standing: Standing) -> Data:
    """One indicator in one year, all figures in words; `state` is `met`, `short`, `known` (no target) or `missing`."""
    actual, indicator = standing.actual, standing.indicator
    return {
        **indicator_link(indicator),
        "year": standing.year,
        "year_path": year_path(standing.year),
        "target": target_text(standing),
        "actual": amount(indicator, standing.reached) if standing.reached is not None else "",
        "parts": parts_text(indicator, actual, standing.recorded),
        "is_counted": standing.is_counted,
        "recorded": recorded_text(indicator, standing.recorded),
        "is_by_visits": indicator.counted_from is CountedFrom.PARTICIPANTS,
        "gap": gap_text(standing),
        "change": change_text(standing),
        "state": _state(standing),
        "date": date_data(actual.date) if actual else None,
        "source": source_data(actual.source) if actual else None,
        "reported_by": actual.reported_by if actual else "",
        "note": (actual.note or "") if actual else "",
        "sentence": (standing.target.sentence if standing.target else None) or indicator.sentence,
        "section": (standing.target.section if standing.target else None) or indicator.section,
    }


def _state(standing: Standing) -> str:
    if standing.reached is None:
        return "missing"
    if standing.gap is None:
        return "known"
    return "short" if standing.gap else "met"


def _overview(catalog: Catalog) -> Page:
    district = catalog.district
    entries = [_entry(catalog, indicator) for indicator in district.indicators]
    everything = [one for row in district.standings.values() for one in row]
    return make_page(
        catalog,
        INDICATORS,
        "district/indicators.html",
        title=TITLE,
        description="规划要求做到多少，现在做到了多少，还差多少。没有填报的写“待补充”，不当作 0。",
        indicators=entries,
        years=_year_links(catalog),
        counts={
            "indicators": len(entries),
            "figures": len(everything),
            "known": sum(one.reached is not None for one in everything),
            "met": sum(one.gap == 0 for one in everything),
        },
    )


def _years(catalog: Catalog) -> list[int]:
    return sorted(catalog.district.indicator_years, reverse=True)


def _year_links(catalog: Catalog) -> list[JSON]:
    return [{"year": year, "path": year_path(year)} for year in reversed(_years(catalog))]


def _entry(catalog: Catalog, indicator: Indicator) -> Data:
    row = catalog.district.standings[indicator.id]
    top = _top(indicator, row)
    units = [entry for entry in catalog.district.units if indicator.id in entry.indicators]
    return {
        **indicator_link(indicator),
        "unit_label": indicator.unit.label,
        "span": indicator.span.label,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator or "",
        "sentence": indicator.sentence,
        "section": indicator.section,
        "note": indicator.note or "",
        "units": [{"name": entry.unit.label, "path": f"units/{entry.unit.value}/"} for entry in units],
        "years": [standing_data(one) | {"bar": _bar(one, top)} for one in row],
        "sources": [source_data(source) for source in indicator.sources],
    }


def _top(indicator: Indicator, row: tuple[Standing, ...]) -> Fraction:
    """What the chart's whole width stands for: 100 % for shares, else the largest number with a little room."""
    if indicator.unit is IndicatorUnit.PERCENT:
        return Fraction(100)
    numbers = [Fraction(one.target.at_least) for one in row if one.target]
    numbers += [one.reached for one in row if one.reached is not None]
    return max([Fraction(1), *numbers]) * Fraction(5, 4)


def _bar(standing: Standing, top: Fraction) -> Data:
    """Widths in percent of the chart; `have` is empty where nothing is known, which the chart draws as an open mark."""

    def place(value: Fraction | int) -> str:
        return f"{float(min(Fraction(value) / top, Fraction(1)) * 100):.1f}"

    return {
        "target": place(standing.target.at_least) if standing.target else "",
        "have": place(standing.reached) if standing.reached is not None else "",
    }


def _year_page(catalog: Catalog, year: int) -> Page:
    rows = [one for row in catalog.district.standings.values() for one in row if one.year == year]
    return make_page(
        catalog,
        year_path(year),
        "district/indicator-year.html",
        title=f"{year} 年的指标",
        description=f"规划对 {year} 年的要求，和这一年填报的实际数。",
        trail=[(TITLE, INDICATORS)],
        year=year,
        rows=[standing_data(one) for one in rows],
        years=_year_links(catalog),
        counts={
            "figures": len(rows),
            "known": sum(one.reached is not None for one in rows),
            "met": sum(one.gap == 0 for one in rows),
        },
    )
