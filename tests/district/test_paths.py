"""A resident's path: from “我是…” on the home page to courses, places and hotlines that are there."""

import json
from pathlib import Path

from catalog.collection import Catalog
from catalog.loader import load
from catalog.selection import only
from site_builder import api
from site_builder.views import Page, site_pages
from site_builder.views.district.paths import SHELVES
from site_builder.views.district.ways import WAYS
from site_builder.views.kiosk import kiosk_site_pages

ROOT = Path(__file__).resolve().parents[2]


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


def test_the_seven_answers_are_on_the_home_page() -> None:
    """老人、家长、务工人员、求职者、残疾人及家属、青少年、妇女, each with a page."""
    pages = pages_of(load(ROOT / "content"))
    people = pages[""].data["people"]
    assert [person["title"] for person in people] == [  # type: ignore
        "老人", "家长", "务工人员", "求职者", "残疾人及家属", "青少年", "妇女",
    ]  # fmt: skip
    assert all(person["path"] in pages for person in people)  # type: ignore


def test_every_way_leads_to_a_page() -> None:
    """What the home pages and the shelves name is there, in both editions."""
    catalog = load(ROOT / "content")
    for pages in (pages_of(catalog), {page.path: page for page in kiosk_site_pages(catalog)}):
        assert {way.path for way in WAYS} | {shelf.way[1] for shelf in SHELVES} <= pages.keys()


def test_a_path_keeps_its_order(small_district: Path) -> None:
    """Courses and numbers come as the editors put them, each course with the reason for it."""
    page = pages_of(load(small_district / "content"))["paths/seniors/"].data
    assert [(course["id"], course["why"]) for course in page["courses"]] == [("law/anti-fraud", "先学会认骗子。")]  # type: ignore
    assert [hotline["number"] for hotline in page["hotlines"]] == ["110", "0812-0000000"]  # type: ignore
    assert [other["title"] for other in page["others"]] == ["青少年"]  # type: ignore


def test_only_open_schools_are_offered(small_district: Path) -> None:
    """Places of the kinds that suit come first; a school that is only planned is no place to send anybody to."""
    page = pages_of(load(small_district / "content"))["paths/seniors/"].data
    places = next(shelf for shelf in page["shelves"] if shelf["id"] == "places")  # type: ignore
    assert [item["title"] for item in places["items"]] == ["东镇图书馆", "试验区社区教育学院", "东镇社区学校"]  # type: ignore
    real = pages_of(load(ROOT / "content"))["paths/seniors/"].data
    assert all(shelf["missing"] for shelf in real["shelves"])  # type: ignore


def test_a_part_of_the_catalog_names_what_it_has(small_district: Path) -> None:
    """Courses that a copy of some categories leaves out are not on the path's page."""
    page = pages_of(only(load(small_district / "content"), {"health"}))["paths/seniors/"].data
    assert page["courses"] == []


def test_without_a_district_the_home_page_is_as_it_was(small_site: object) -> None:
    """No choice and no way that would lead nowhere."""
    home = pages_of(load(small_site() / "content"))[""].data  # type: ignore[operator]
    assert (home["people"], home["ways"]) == ([], [])


def test_data_has_every_path(small_district: Path) -> None:
    """`paths.json` has them in the order of the home page."""
    listed = json.loads(dict(api.site_files(load(small_district / "content")))["api/v1/paths.json"])["paths"]
    assert [one["url"] for one in listed] == ["paths/seniors/", "paths/teens/"]
