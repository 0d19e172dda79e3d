"""The responsible units: what the plan asks of each, what there is for it so far, and what is missing."""

from collections.abc import Iterator

from catalog.collection import Catalog, CourseRecord
from catalog.coverage import CategoryCoverage, tally
from catalog.district.unit import UnitDuty
from catalog.vocabulary import Unit
from site_builder.district.gaps import course_gaps, indicator_gaps
from site_builder.views.course import course_card
from site_builder.views.district.indicators import indicator_link, standing_data
from site_builder.views.page import JSON, Data, Page, category_data, chinese_date, make_page, number, source_data

UNITS = "units/"
TITLE = "责任单位"
#: Said wherever a unit is joined to categories or indicators.
MAPPED = "单位对应的类别和指标由编写组按职责归纳，尚未经各单位确认。"


def unit_pages(catalog: Catalog) -> Iterator[Page]:
    """All units, then each."""
    coverage = {row.category: row for row in tally(catalog).categories}
    yield _overview(catalog)
    for entry in catalog.district.units:
        yield _unit_page(catalog, entry, coverage)


def unit_path(unit: Unit) -> str:
    """Address of a unit's page."""
    return f"{UNITS}{unit.value}/"


def unit_link(unit: Unit) -> Data:
    """A unit in a list."""
    return {"slug": unit.value, "name": unit.label, "path": unit_path(unit)}


def unit_categories(catalog: Catalog, unit: Unit) -> list[str]:
    """Slugs of the categories that a unit answers for, as `categories.yml` says."""
    return [category.slug for category in catalog.categories if unit in category.units]


def unit_records(catalog: Catalog, unit: Unit) -> list[CourseRecord]:
    """The courses that name a unit first, then the others of its categories; catalog order within each."""
    slugs = unit_categories(catalog, unit)
    records = [r for r in catalog.records if unit in r.course.header.units or r.course.category in slugs]
    return sorted(records, key=lambda record: unit not in record.course.header.units)


def _overview(catalog: Catalog) -> Page:
    district = catalog.district
    rows: list[JSON] = [
        unit_link(entry.unit)
        | {
            "duty": entry.duty,
            "categories": _categories(catalog, entry.unit),
            "indicators": len(entry.indicators),
            "courses": len(unit_records(catalog, entry.unit)),
        }
        for entry in district.units
    ]
    return make_page(
        catalog,
        UNITS,
        "district/units.html",
        title=TITLE,
        description="规划附件列出的单位，各自负责什么、对应哪些课和指标。",
        units=rows,
        mapped=MAPPED,
    )


def _categories(catalog: Catalog, unit: Unit) -> list[JSON]:
    return [category_data(catalog.category(slug)) for slug in unit_categories(catalog, unit)]


def _unit_page(catalog: Catalog, entry: UnitDuty, coverage: dict[str, CategoryCoverage]) -> Page:
    district = catalog.district
    unit = entry.unit
    rows = [coverage[slug] for slug in unit_categories(catalog, unit)]
    records = unit_records(catalog, unit)
    mine = [one for one in district.indicators if one.id in entry.indicators]
    latest = [district.standings[one.id][-1] for one in mine if district.standings[one.id]]
    activities: list[JSON] = [
        {"title": row.title, "path": row.path, "day": chinese_date(row.day), "participants": row.participants}
        for row in sorted(district.ledger.activities, key=lambda row: row.day, reverse=True)
        if unit in row.organisers
    ]
    return make_page(
        catalog,
        unit_path(unit),
        "district/unit.html",
        title=unit.label,
        description="规划交给它的职责，和它有关的课、指标和活动。",
        trail=[(TITLE, UNITS)],
        unit=unit_link(unit) | {"duty": entry.duty},
        together=[unit_link(o.unit) for o in district.units if o.duty == entry.duty and o.unit is not unit],
        rows=[_row(catalog, row) for row in rows],
        totals={
            "courses": len(records),
            "lessons": sum(len(record.lessons) for record in records),
            "periods": number(catalog.periods(sum(record.minutes for record in records))),
        },
        courses=[course_card(catalog, record) | {"is_named": unit in record.course.header.units} for record in records],
        indicators=[standing_data(one) for one in latest],
        undated=[indicator_link(one) for one in mine if not district.standings[one.id]],
        gaps=[*course_gaps(rows), *indicator_gaps(latest)],
        activities=activities,
        sources=[source_data(source) for source in entry.sources],
        mapped=MAPPED,
    )


def _row(catalog: Catalog, row: CategoryCoverage) -> Data:
    return category_data(catalog.category(row.category)) | {
        "courses": row.courses,
        "lessons": row.lessons,
        "periods": number(row.periods),
        "target_lessons": row.target.lessons,
        "reviewed_percent": row.reviewed_percent,
        "gaps": list(row.gaps),
    }
