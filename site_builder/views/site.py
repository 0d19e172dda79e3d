"""The pages that belong to the whole site: home, categories, search, progress, and what is said about the site."""

from collections.abc import Iterable, Iterator

from catalog.category import Category
from catalog.collection import Catalog, CourseRecord
from catalog.lesson import Lesson
from catalog.vocabulary import Audience, Duration, Level, Licence
from site_builder.views.course import course_card, lesson_link
from site_builder.views.coverage import coverage_page
from site_builder.views.district import district_pages
from site_builder.views.district.ways import people, ways
from site_builder.views.page import JSON, Data, Page, category_data, date_data, make_page, periods

#: Lessons shown as new on the home page, at most one of a category.
NEWEST = 6
#: A category with so few courses shows their lessons as well.
FEW = 2


def site_pages(catalog: Catalog) -> Iterator[Page]:
    """Every page that is not of one course."""
    yield _home(catalog)
    for category in catalog.categories:
        yield _category_page(catalog, category)
    yield coverage_page(catalog)
    yield _search(catalog)
    yield _unanswered(catalog)
    yield _progress(catalog)
    yield _about(catalog)
    yield _report(catalog)
    yield _api(catalog)
    yield from district_pages(catalog)


def _home(catalog: Catalog) -> Page:
    newest = _newest(catalog)
    return make_page(
        catalog,
        "",
        "home.html",
        title=catalog.site.name,
        description=catalog.site.tagline,
        categories=[_tile(catalog, category) for category in catalog.categories],
        newest=[_news(catalog, lesson) for lesson in newest],
        examples=list(catalog.site.search_examples),
        people=people(catalog),
        ways=ways(catalog),
        courses=len(catalog.records),
        lessons=sum(len(record.lessons) for record in catalog.records),
        periods=periods(catalog, sum(record.minutes for record in catalog.records)),
    )


def _newest(catalog: Catalog) -> list[Lesson]:
    """The lesson updated last of each category, newest first; of one day, in the order of the catalog."""
    latest: dict[str, Lesson] = {}
    for lesson in catalog.lessons():
        if lesson.category not in latest or _age(lesson) > _age(latest[lesson.category]):
            latest[lesson.category] = lesson
    return sorted(latest.values(), key=lambda lesson: lesson.header.updated, reverse=True)[:NEWEST]


def _age(lesson: Lesson) -> tuple[int, int]:
    return lesson.header.updated.toordinal(), -lesson.number


def _news(catalog: Catalog, lesson: Lesson) -> Data:
    return lesson_link(lesson) | {
        "category": category_data(catalog.category(lesson.category)),
        "course": catalog.record(lesson.course).course.title,
        "updated": date_data(lesson.header.updated),
    }


def _tile(catalog: Catalog, category: Category) -> Data:
    records = catalog.courses_in(category.slug)
    return category_data(category) | {
        "courses": len(records),
        "lessons": sum(len(record.lessons) for record in records),
        "periods": periods(catalog, sum(record.minutes for record in records)),
    }


def _category_page(catalog: Catalog, category: Category) -> Page:
    records = catalog.courses_in(category.slug)
    cards = [course_card(catalog, record) for record in records]
    if len(records) <= FEW:
        cards = [card | {"contents": _contents(record)} for card, record in zip(cards, records, strict=True)]
    return make_page(
        catalog,
        f"{category.slug}/",
        "category.html",
        title=category.name,
        description=category.description,
        category=_tile(catalog, category),
        units=[unit.label for unit in category.units],
        courses=cards,
        audiences=_facet(Audience, (term for record in records for term in record.course.header.audience)),
        levels=_facet(Level, (record.course.header.level for record in records)),
    )


def _contents(record: CourseRecord) -> list[JSON]:
    return [lesson_link(lesson) for lesson in record.lessons]


def _facet(terms: Iterable[Audience | Level], used: Iterable[Audience | Level]) -> list[JSON]:
    """The terms that courses use, in the order of the vocabulary, with how many courses use each."""
    found = list(used)
    return [{"slug": term.value, "label": term.label, "count": found.count(term)} for term in terms if term in found]


def _search(catalog: Catalog) -> Page:
    return make_page(
        catalog,
        "search/",
        "search.html",
        title="搜索",
        description="在全部课程里查找。",
        categories=[
            category_data(category) | {"label": category.name, "count": len(catalog.courses_in(category.slug))}
            for category in catalog.categories
        ],
        audiences=[{"slug": term.value, "label": term.label} for term in Audience],
        levels=[{"slug": term.value, "label": term.label} for term in Level],
        durations=_durations(catalog),
        recommended=_recommended(catalog),
    )


def _durations(catalog: Catalog) -> list[JSON]:
    """The steps that lessons have."""
    used = {Duration.of(lesson.header.minutes) for lesson in catalog.lessons()}
    return [{"slug": term.value, "label": term.label} for term in Duration if term in used]


def _recommended(catalog: Catalog) -> list[JSON]:
    """What the editors recommend to whoever has not found anything."""
    lessons = {lesson.id: lesson for lesson in catalog.lessons()}
    return [
        lesson_link(lessons[name]) | {"category": category_data(catalog.category(lessons[name].category))}
        for name in catalog.site.recommended_lessons
    ]


def _unanswered(catalog: Catalog) -> Page:
    return make_page(
        catalog,
        "search/unanswered/",
        "unanswered.html",
        title="没有搜到的词",
        description="给管理这台设备的人：在这里没有搜到的词。",
        trail=[("搜索", "search/")],
    )


def _progress(catalog: Catalog) -> Page:
    return make_page(
        catalog,
        "progress/",
        "progress.html",
        title="我的学习",
        description="在这台设备上学完的课和学时。",
        categories=[category_data(category) for category in catalog.categories],
    )


def _about(catalog: Catalog) -> Page:
    return make_page(
        catalog,
        "about/",
        "about.html",
        title=f"关于{catalog.site.name}",
        description="这里有什么、怎么用、隐私、无障碍、授权和怎样参加编写。",
        licence={"name": Licence.CC_BY.label, "url": Licence.CC_BY.url},
        categories=len(catalog.categories),
        courses=len(catalog.records),
        lessons=sum(len(record.lessons) for record in catalog.records),
    )


def _report(catalog: Catalog) -> Page:
    return make_page(
        catalog,
        "report/",
        "report.html",
        title="报告问题",
        description="课里有错、看不懂或打不开，请告诉我们。",
        report_url=catalog.site.report_url,
        report_email=catalog.site.report_email,
    )


def _api(catalog: Catalog) -> Page:
    example = _example(catalog)
    return make_page(
        catalog,
        "api/",
        "api.html",
        title="开放数据",
        description="全部课程的数据文件，供其他系统取用。",
        trail=[("关于", "about/")],
        example_course=example.course.id if example else "",
        example_lesson=example.lessons[0].id if example else "",
    )


def _example(catalog: Catalog) -> CourseRecord | None:
    return next((record for record in catalog.records if record.lessons), None)
