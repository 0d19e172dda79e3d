"""Catalog and year → Report. Every number comes from content; nothing is asked of a clock, a network or a person."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from catalog.collection import Catalog, CourseRecord
from catalog.course import Source
from catalog.coverage import CategoryCoverage, tally
from catalog.district.figures import Standing
from catalog.district.ledger import ActivityRow
from site_builder.district.amounts import (
    amount,
    change_text,
    gap_text,
    parts_text,
    recorded_text,
    target_text,
)
from site_builder.district.gaps import course_gaps, indicator_gaps
from site_builder.district.report.compare import changes
from site_builder.district.report.measures import activity_totals, measures
from site_builder.district.report.model import CategoryRow, Comparison, CourseRow, IndicatorRow, Report, Scope
from site_builder.district.report.scope import Part
from site_builder.views.page import chinese_date


def gather(catalog: Catalog, year: int, scope: Scope) -> Report:
    """The report of a year. Courses are those that were made by its end, as they are now."""
    part = Part(until(catalog, year), scope)
    before = Part(until(catalog, year - 1), scope)
    standings = part.standings(year)
    slugs = part.categories()
    rows = [row for row in tally(part.catalog).categories if row.category in slugs]
    rows.sort(key=lambda row: slugs.index(row.category))
    staffing = part.staffing()
    now = measures(part, year)
    return Report(
        year=year,
        scope=scope,
        site=catalog.site.name,
        district=catalog.site.district or "",
        known_until=known_until(part, year),
        measures=now,
        changes=changes(measures(before, year - 1), now),
        categories=tuple(_category(part, row, year) for row in rows),
        courses=tuple(_course(part.catalog, record, year) for record in part.records()),
        activity_totals=activity_totals(part.activities(year)),
        activities=part.activities(year),
        schools={node.id: node.name for node in catalog.district.nodes},
        indicators=tuple(_indicator(one) for one in standings),
        staffing=staffing,
        organisations=part.organisations(year),
        duty=part.duty(),
        gaps=(
            *course_gaps(rows),
            *indicator_gaps(standings),
            *(
                f"{row.name}：专职教师 {row.full_time} 名，规划要求 {row.required} 名"
                for row in staffing
                if row.is_short
            ),
            *_unreported(part.activities(year)),
        ),
        sources=sources_of(part, [year]),
    )


def compare_years(catalog: Catalog, first: int, second: int, scope: Scope) -> Comparison:
    """The numbers of two years side by side."""
    parts = {year: Part(until(catalog, year), scope) for year in (first, second)}
    return Comparison(
        first=first,
        second=second,
        scope=scope,
        site=catalog.site.name,
        district=catalog.site.district or "",
        known_until=known_until(parts[second], second),
        changes=changes(measures(parts[first], first), measures(parts[second], second)),
        sources=sources_of(parts[second], [first, second]),
    )


def until(catalog: Catalog, year: int) -> Catalog:
    """The catalog of the courses that were made by the end of a year."""
    records = (record for record in catalog.records if record.course.header.created.year <= year)
    return replace(catalog, records=tuple(records))


def known_until(part: Part, year: int) -> date | None:
    """The newest date in what a report says: of a course or lesson, of a reported figure, of an activity of the year."""
    days = [record.course.header.updated for record in part.records()]
    days += [lesson.header.updated for record in part.records() for lesson in record.lessons]
    days += [one.actual.date for one in part.standings(year) if one.actual]
    days += [row.day for row in part.activities(year)]
    return max(days, default=None)


def _category(part: Part, row: CategoryCoverage, year: int) -> CategoryRow:
    records = part.catalog.courses_in(row.category)
    return CategoryRow(
        slug=row.category,
        name=row.name,
        courses=row.courses,
        new_courses=sum(record.course.header.created.year == year for record in records),
        lessons=row.lessons,
        periods=row.periods,
        gaps=row.gaps,
    )


def _course(catalog: Catalog, record: CourseRecord, year: int) -> CourseRow:
    header = record.course.header
    return CourseRow(
        id=record.course.id,
        title=header.title,
        category=catalog.category(record.course.category).name,
        lessons=len(record.lessons),
        periods=catalog.periods(record.minutes),
        review=header.review.status.label,
        created=header.created,
        is_new=header.created.year == year,
    )


def _indicator(one: Standing) -> IndicatorRow:
    return IndicatorRow(
        id=one.indicator.id,
        title=one.indicator.title,
        unit=one.indicator.unit.value,
        target=one.target.at_least if one.target else None,
        reached=None if one.reached is None else round(float(one.reached), 3),
        gap=None if one.gap is None else round(float(one.gap), 3),
        recorded=None if one.recorded is None else float(one.recorded),
        target_text=target_text(one),
        reached_text=amount(one.indicator, one.reached),
        parts_text=parts_text(one.indicator, one.actual, one.recorded),
        gap_text=gap_text(one),
        change_text=change_text(one),
        recorded_text=recorded_text(one.indicator, one.recorded),
        evidence=_evidence(one),
        sentence=(one.target.sentence if one.target else None) or one.indicator.sentence,
        section=(one.target.section if one.target else None) or one.indicator.section,
    )


def _evidence(one: Standing) -> str:
    if one.actual is None:
        return "由记录算出" if one.is_counted else ""
    told = f"{one.actual.reported_by}填报，统计到{chinese_date(one.actual.date)}；依据：{_source(one.actual.source)}"
    return f"{told}；{one.actual.note}" if one.actual.note else told


def _unreported(rows: Iterable[ActivityRow]) -> Iterable[str]:
    for row in rows:
        if row.participants is None:
            yield f"活动“{row.title}”（{chinese_date(row.day)}）：参加人数待补充"


def sources_of(part: Part, years: Iterable[int]) -> tuple[str, ...]:
    """What the figures rest on, each once."""
    told = [f"课程：content/courses，{len(part.records())} 门"] if part.records() else []
    for year in years:
        if rows := part.activities(year):
            told.append(f"{year} 年的活动记录，{len(rows)} 场")
        for one in part.standings(year):
            told += [_source(source) for source in one.indicator.sources]
            if one.actual:
                told.append(_source(one.actual.source))
    return tuple(dict.fromkeys(told))


def _source(source: Source) -> str:
    parts = [
        source.title,
        source.publisher,
        chinese_date(source.date) if source.date else None,
        source.note,
        source.url,
    ]
    return "，".join(part for part in parts if part)
