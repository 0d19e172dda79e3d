"""Activities as pages: list and month, one page for each, and the learning week of each year."""

from collections.abc import Iterable, Iterator

from catalog.collection import Catalog
from catalog.district.activity import Activity, Result
from catalog.district.reading import Record
from catalog.district.recurrence import days_of
from catalog.district.results import Tally, tally, year_of
from catalog.district.terms import ActivityKind, Programme
from catalog.vocabulary import Audience, Term
from site_builder.qr import code
from site_builder.views.district.activity_cards import ACTIVITIES, activity_card, activity_cards, activity_path
from site_builder.views.district.calendars import calendar_links, calendar_path
from site_builder.views.district.places import contact_data, known_categories, place_path, promise_data
from site_builder.views.district.when import day_text
from site_builder.views.page import JSON, Data, Page, category_data, chinese_date, make_page, number, source_data

TITLE = "活动和培训"
WEEK = f"{ACTIVITIES}week/"
WEEK_TITLE = Programme.LEARNING_WEEK.label


def activity_pages(catalog: Catalog) -> Iterator[Page]:
    """The list, the learning weeks, then the activities in the order of their files."""
    yield _list(catalog)
    yield _week(catalog)
    for year in learning_weeks(catalog):
        yield _week_of(catalog, year)
    for activity in catalog.district.activities:
        yield _activity_page(catalog, activity)


def learning_weeks(catalog: Catalog) -> list[int]:
    """The years that have activities of the learning week, latest first."""
    return sorted({year_of(activity.header) for activity in _of_week(catalog)}, reverse=True)


def _of_week(catalog: Catalog) -> list[Record[Activity]]:
    return [one for one in catalog.district.activities if one.header.programme is Programme.LEARNING_WEEK]


def _list(catalog: Catalog) -> Page:
    listed = catalog.district.activities
    used = {slug for one in listed for slug in one.header.categories}
    nodes = {one.header.node for one in listed}
    shown = [category for category in catalog.categories if category.slug in used]
    return make_page(
        catalog,
        ACTIVITIES,
        "district/activities.html",
        title=TITLE,
        description="培训、讲座、活动和考试：什么时候、在哪里、怎么报名。",
        activities=activity_cards(catalog, listed),
        facets=[
            _facet("kind", "哪一种", _terms(ActivityKind, {one.header.kind for one in listed})),
            _facet("category", "哪一类", [(category.slug, category.short) for category in shown]),
            _facet("audience", "给谁", _terms(Audience, {term for one in listed for term in one.header.audience})),
            _facet("node", "哪里办", [(node.id, node.name) for node in catalog.district.nodes if node.id in nodes]),
        ],
        week=_week_link(catalog),
        calendars=calendar_links(catalog),
    )


def _terms(terms: Iterable[Term], used: set[ActivityKind] | set[Audience]) -> list[tuple[str, str]]:
    return [(term.value, term.label) for term in terms if term in used]


def _facet(name: str, label: str, choices: list[tuple[str, str]]) -> Data:
    """Something to filter by. With one choice there is nothing to choose."""
    offered: list[JSON] = [{"slug": slug, "label": words} for slug, words in choices]
    return {"name": name, "label": label, "choices": offered if len(offered) > 1 else []}


def _week_link(catalog: Catalog) -> Data:
    years = learning_weeks(catalog)
    return {"title": WEEK_TITLE, "path": WEEK, "years": [{"year": year, "path": _week_path(year)} for year in years]}


def _week_path(year: int) -> str:
    return f"{ACTIVITIES}week-{year}/"


def _week(catalog: Catalog) -> Page:
    return make_page(
        catalog,
        WEEK,
        "district/week.html",
        title=WEEK_TITLE,
        description="每年一次，大家一起学：讲座、展示、体验，人人都能来。",
        trail=[(TITLE, ACTIVITIES)],
        promise=promise_data(catalog.district.promises.learning_week),
        years=[
            {"year": year, "path": _week_path(year), "count": len(_week_activities(catalog, year))}
            for year in learning_weeks(catalog)
        ],
    )


def _week_activities(catalog: Catalog, year: int) -> list[Record[Activity]]:
    return [one for one in _of_week(catalog) if year_of(one.header) == year]


def _week_of(catalog: Catalog, year: int) -> Page:
    """The programme of a year, day by day: an activity of several days stands at each."""
    listed = _week_activities(catalog, year)
    by_day = sorted((day, one.id, one) for one in listed for day in days_of(one.header))
    days: list[JSON] = [
        {
            "text": day_text(day),
            "iso": day.isoformat(),
            "activities": [activity_card(catalog, one) for at, _, one in by_day if at == day],
        }
        for day in dict.fromkeys(day for day, _, _ in by_day)
    ]
    return make_page(
        catalog,
        _week_path(year),
        "district/week-year.html",
        title=f"{year} 年{WEEK_TITLE}",
        description=f"{year} 年活动周的安排，一天一天看。",
        trail=[(TITLE, ACTIVITIES), (WEEK_TITLE, WEEK)],
        days=days,
        count=len(listed),
        tally=_tally(tally(one.header for one in listed)),
    )


def _tally(counted: Tally) -> Data:
    return {
        "reported": counted.reported,
        "held": counted.held,
        "participants": "" if counted.participants is None else str(counted.participants),
        "periods": "" if counted.periods is None else number(counted.periods),
    }


def _activity_page(catalog: Catalog, activity: Record[Activity]) -> Page:
    header, district = activity.header, catalog.district
    venue = district.venue(header.venue) if header.venue else None
    week = year_of(header) if header.programme is Programme.LEARNING_WEEK else None
    organisers = [unit.label for unit in header.units] + ([header.organiser] if header.organiser else [])
    return make_page(
        catalog,
        activity_path(activity),
        "district/activity.html",
        title=header.title,
        description=header.summary,
        trail=[(TITLE, ACTIVITIES)],
        html=activity.body.html,
        activity=activity_card(catalog, activity),
        venue={"name": venue.header.name, "path": place_path(venue), "address": venue.header.address or ""}
        if venue
        else None,
        place=header.place or "",
        week={"title": f"{week} 年{WEEK_TITLE}", "path": _week_path(week)} if week else None,
        organisers=organisers,
        seats="" if header.seats is None else str(header.seats),
        periods="" if header.periods is None else number(header.periods),
        cost=header.cost or "",
        signup=header.signup or "",
        signup_until=chinese_date(header.signup_until) if header.signup_until else "",
        contacts=[contact_data(contact) for contact in header.contacts],
        categories=[category_data(category) for category in known_categories(catalog, header.categories)],
        result=_result(header.result),
        calendar=calendar_path(activity.id),
        code=code(f"{catalog.site.url.rstrip('/')}/{activity_path(activity)}") if catalog.site.url else None,
        updated=chinese_date(header.updated),
        sources=[source_data(source) for source in header.sources],
    )


def _result(result: Result | None) -> JSON:
    if result is None:
        return None
    return {
        "date": chinese_date(result.date),
        "participants": str(result.participants),
        "periods": "" if result.periods is None else number(result.periods),
        "satisfaction": "" if result.satisfaction is None else str(result.satisfaction),
        "answers": "" if result.answers is None else str(result.answers),
        "reported_by": result.reported_by,
        "source": source_data(result.source),
    }
