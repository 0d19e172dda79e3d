"""What the pages say: complete, honest, in Chinese form, and dependent on nothing that would make rebuilds wrong."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from catalog.collection import Catalog
from catalog.course import Review
from catalog.fields import DISTRICT_PLACES
from catalog.loader import load
from catalog.vocabulary import ReviewStatus
from site_builder.figures import cover
from site_builder.views import Page, course_addresses, course_pages, site_pages
from site_builder.views.page import chinese_date, number, review_data

ROOT = Path(__file__).resolve().parents[2]
TOKENS = ROOT / "theme" / "shared" / "tokens.css"
DARK = ROOT / "theme" / "portal" / "assets" / "portal" / "dark.css"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The real content."""
    return load(ROOT / "content")


@pytest.fixture(scope="module")
def pages(catalog: Catalog) -> dict[str, Page]:
    made = [*site_pages(catalog), *(page for record in catalog.records for page in course_pages(catalog, record))]
    assert len({page.path for page in made}) == len(made)
    return {page.path: page for page in made}


def test_every_thing_has_its_page(catalog: Catalog, pages: dict[str, Page]) -> None:
    """Categories, courses and lessons are at their ids; the site's own pages are at fixed addresses."""
    wanted = {"", "search/", "search/unanswered/", "progress/", "coverage/", "about/", "report/", "api/"}
    wanted |= {f"{category.slug}/" for category in catalog.categories}
    wanted |= {f"{record.course.id}/" for record in catalog.records}
    wanted |= {f"{lesson.id}/" for lesson in catalog.lessons()}
    wanted |= {f"{record.course.id}/teaching/" for record in catalog.records if record.has_teaching}
    of_the_district = {path for path, page in pages.items() if page.template.startswith("district/")}
    assert pages.keys() - of_the_district == wanted
    assert {path.split("/")[0] for path in of_the_district} <= DISTRICT_PLACES


def test_addresses_of_a_course_are_those_of_its_pages(catalog: Catalog) -> None:
    """What a course owns in a release is known without making its pages."""
    for record in catalog.records:
        assert list(course_addresses(record)) == [page.path for page in course_pages(catalog, record)]


def test_data_survives_json(pages: dict[str, Page]) -> None:
    """A page's data is plain: what comes back from JSON is the same."""
    for page in pages.values():
        assert json.loads(json.dumps(page.data, ensure_ascii=False)) == page.data


def test_every_template_is_there(pages: dict[str, Page]) -> None:
    """Each page names a template of the theme."""
    for template in {page.template for page in pages.values()}:
        assert any((ROOT / "theme" / part / template).is_file() for part in ("portal", "common"))


def test_lessons_are_chained(catalog: Catalog, pages: dict[str, Page]) -> None:
    """From the first lesson of a course, "next" leads through all of them and "previous" leads back."""
    for record in catalog.records:
        chain = [pages[f"{lesson.id}/"].data for lesson in record.lessons]
        assert chain[0]["previous"] is None
        assert chain[-1]["next"] is None
        for before, after in pairwise(chain):
            assert before["next"]["id"] == after["id"]  # type: ignore[index,call-overload]
            assert after["previous"]["id"] == before["id"]  # type: ignore[index,call-overload]


def test_course_pages_depend_on_the_course_alone(catalog: Catalog) -> None:
    """The pages of a course stay the same when other courses go: that is what makes rebuilding one course right."""
    record = catalog.records[0]
    wanted = {record.course.id, *record.course.header.prerequisites, *record.course.header.related}
    alone = replace(catalog, records=tuple(other for other in catalog.records if other.course.id in wanted))
    assert list(course_pages(alone, record)) == list(course_pages(catalog, record))


def test_newest_lessons_are_of_different_categories(catalog: Catalog, pages: dict[str, Page]) -> None:
    """The home page shows the latest lesson of several categories, newest first, and the same ones at each build."""
    newest = pages[""].data["newest"]
    assert isinstance(newest, list)
    assert len({lesson["path"].split("/")[0] for lesson in newest}) == len(newest) == min(6, len(catalog.categories))
    dates = [lesson["updated"]["iso"] for lesson in newest]
    assert dates == sorted(dates, reverse=True)


def test_empty_category_has_a_page(small_site: Callable[..., Path]) -> None:
    """A category without courses says so instead of vanishing."""
    catalog = load(small_site() / "content")
    empty = next(category for category in catalog.categories if not catalog.courses_in(category.slug))
    page = next(page for page in site_pages(catalog) if page.path == f"{empty.slug}/")
    assert page.data["courses"] == []
    assert page.data["title"] == empty.name


def test_coverage_page_agrees_with_the_catalog(catalog: Catalog, pages: dict[str, Page]) -> None:
    """The numbers of the coverage page are those of the catalog; every category has one row and one bar."""
    data = pages["coverage/"].data
    rows = data["rows"]
    assert isinstance(rows, list)
    assert {row["slug"] for row in rows} == {category.slug for category in catalog.categories}
    assert sum(row["lessons"] for row in rows) == data["lessons"] == len(list(catalog.lessons()))
    assert all(0 <= float(row["bar"]["width"]) <= 100 for row in rows)
    assert all(0 <= float(row["bar"]["target"]) <= 100 for row in rows)
    missing = [row["missing_lessons"] for row in rows]
    assert missing == sorted(missing, reverse=True)


@pytest.mark.parametrize(
    ("review", "said"),
    [
        (Review(status=ReviewStatus.DRAFT), ["还没有经过核对"]),
        (Review(status=ReviewStatus.CHECKED, by="张老师", on=date(2026, 3, 1)), ["张老师", "2026年3月1日", "核对"]),
        (
            Review(status=ReviewStatus.APPROVED, by="区司法局", on=date(2026, 3, 1), next=date(2027, 3, 1)),
            ["区司法局", "审定", "下次复核：2027年3月1日"],
        ),
    ],
)
def test_review_is_said_honestly(review: Review, said: list[str]) -> None:
    """A draft is called unchecked; otherwise it is said who did what and when."""
    data = review_data(review)
    assert all(part in str(data["sentence"]) for part in said)
    assert data["label"] == review.status.label


def test_attribution_names_title_author_and_licence(catalog: Catalog, pages: dict[str, Page]) -> None:
    """The line to copy has all that the licence asks for."""
    for record in catalog.records:
        line = str(pages[f"{record.course.id}/"].data["attribution"])
        assert record.course.title in line
        assert all(author in line for author in record.course.header.authors)
        assert record.course.header.licence.url in line


@pytest.mark.parametrize(("value", "shown"), [(1.0, "1"), (0.04, "0"), (1.25, "1.2"), (30.0, "30"), (0.7, "0.7")])
def test_numbers_have_one_decimal_at_most(value: float, shown: str) -> None:
    """学时 are shown with one decimal, and none where it is whole."""
    assert number(value) == shown


def test_dates_are_chinese() -> None:
    """No leading zeros."""
    assert chinese_date(date(2026, 1, 3)) == "2026年1月3日"


def test_covers_are_the_same_every_time(catalog: Catalog) -> None:
    """A course keeps its motif; courses differ; the geometry is plain numbers."""
    covers = {record.course.id: cover(record.course.id) for record in catalog.records}
    assert covers == {course: cover(course) for course in covers}
    assert len({json.dumps(paths) for paths in covers.values()}) == len(covers)
    for path in (path for paths in covers.values() for path in paths):
        assert re.fullmatch(r"[MLHVCSaZ0-9 .\-]+", path["d"])
        assert path["tone"] in {"light", "mid", "dark", "line"}


def test_stylesheets_have_the_categories_colours() -> None:
    """The colours in the stylesheets are those of `content/categories.yml`, and each passes 4.5:1 on its tint."""
    light, dark = TOKENS.read_text("utf-8"), DARK.read_text("utf-8")
    for category in yaml.safe_load((ROOT / "content" / "categories.yml").read_text("utf-8")):
        colours = category["colours"]
        assert _category(light, category["slug"]) == (colours["light"], colours["tint"])
        shown, tint = _category(dark, category["slug"])
        assert shown == colours["dark"]
        assert contrast(colours["light"], colours["tint"]) >= 4.5
        assert contrast(shown, tint) >= 4.5


def _category(stylesheet: str, slug: str) -> tuple[str, str]:
    rule = re.search(rf"^\.cat-{slug} \{{(.+?)\}}", stylesheet, re.MULTILINE)
    assert rule, slug
    values = dict(re.findall(r"--([a-z-]+): (#\w+);", rule[1]))
    return values["cat"], values["cat-tint"]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
