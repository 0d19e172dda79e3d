"""Places open to residents: what is read, what is shown, and what is not known."""

import json
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.loader import load
from catalog.problems import ContentError
from catalog.selection import only
from site_builder import api
from site_builder.views import Page, site_pages
from site_builder.views.kiosk import kiosk_site_pages

ROOT = Path(__file__).resolve().parents[2]


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


def test_a_place_says_when_and_how(small_district: Path) -> None:
    """Hours in words, what holds on public holidays, how to get there, whether a touch screen stands there."""
    page = pages_of(load(small_district / "content"))["places/east-library/"].data
    hours = page["hours"]
    assert isinstance(hours, dict)
    assert [row["days"] for row in hours["weekly"]] == ["周二至周五", "周六、周日"]  # type: ignore
    assert hours["holidays"] == "不开放"
    assert (page["place"]["way"], page["kiosk_here"]) == ("在东镇小学对面，门口有公交站“东镇小学”。", "有")  # type: ignore


def test_what_is_not_known_is_empty(small_district: Path) -> None:
    """Nothing stands in for hours, address, cost or touch screen that nobody reported."""
    page = pages_of(load(small_district / "content"))["places/old-station/"].data
    assert (page["hours"], page["contacts"], page["kiosk_here"], page["node"]) == (None, [], "", None)
    assert page["place"]["rule"] is None  # type: ignore


def test_the_rule_holds_the_public_holidays(small_district: Path) -> None:
    """The browser gets the district's holidays with each place's hours, those of a school too."""
    pages = pages_of(load(small_district / "content"))
    rule = pages["places/east-library/"].data["hours"]["rule"]  # type: ignore
    assert rule["on_holidays"] == "closed"  # type: ignore
    assert ["春节", "2027-02-05", "2027-02-11"] in rule["holidays"]  # type: ignore
    assert pages["network/academy/"].data["hours"]["rule"]["on_holidays"] == ""  # type: ignore


def test_places_stand_under_their_town(small_district: Path) -> None:
    """The place of a school belongs to its town, that of nobody to none; a list is ordered by kind."""
    catalog = load(small_district / "content")
    cards = pages_of(catalog)["places/"].data["places"]
    towns = [(card["id"], card["town"]) for card in cards]  # type: ignore
    assert towns == [("east-library", "east-town"), ("west-court", "west-street"), ("old-station", "")]
    assert [place["id"] for place in pages_of(catalog)["network/east-town/"].data["places"]] == ["east-library"]  # type: ignore


def test_without_places_the_page_says_what_is_promised() -> None:
    """The district's own content names no single place: the page lists the kinds of the plan, with its source."""
    catalog = load(ROOT / "content")
    page = pages_of(catalog)["places/"].data
    assert (catalog.district.venues, catalog.district.activities, catalog.district.holidays) == ((), (), ())
    assert [kind["label"] for kind in page["promise"]["kinds"]] == [  # type: ignore
        "博物馆", "图书馆", "文化馆", "体育场地", "青少年校外活动中心", "综合实践基地", "乡镇文化站", "党员远程教育站点",
    ]  # fmt: skip
    assert page["promise"]["sources"][0]["note"] == "三（一）3、4"  # type: ignore


def test_a_part_of_the_catalog_names_no_other_category(small_district: Path) -> None:
    """Where a category is left out, places and activities do not lead to it."""
    pages = pages_of(only(load(small_district / "content"), ["health"]))
    assert pages["places/east-library/"].data["categories"] == []
    assert pages["activities/2027-spring-reading/"].data["categories"] == []


def test_the_kiosk_gets_texts_in_parts(small_district: Path) -> None:
    """What is written about a place reaches the kiosk without links and without its fragment."""
    pages = {page.path: page for page in kiosk_site_pages(load(small_district / "content"))}
    page = pages["places/east-library/"]
    assert page.html == ""
    assert "自习室" in "".join(part["html"] for part in page.data["parts"])  # type: ignore


def test_data_says_what_the_pages_say(small_district: Path) -> None:
    """`venues.json`, `activities.json` and `holidays.json` hold every record with its page's address."""
    catalog = load(small_district / "content")
    files = dict(api.site_files(catalog))
    pages = pages_of(catalog)
    for name, folder in (("venues", "places/"), ("activities", "activities/")):
        records = json.loads(files[f"api/v1/{name}.json"])[name]
        assert records
        assert all(record["url"] == f"{folder}{record['id']}/" and record["url"] in pages for record in records)
    days = {one["id"]: one["days"] for one in json.loads(files["api/v1/activities.json"])["activities"]}
    assert days["2027-homemaking"] == ["2027-04-12", "2027-04-13", "2027-04-14"]
    assert [one["name"] for one in json.loads(files["api/v1/holidays.json"])["holidays"]][:2] == ["元旦", "春节"]


def test_files_of_the_district_need_a_network(small_site: object) -> None:
    """A place without a network is told, not left out in silence."""
    root = small_site()  # type: ignore[operator]
    (root / "content/venues").mkdir()
    with pytest.raises(ContentError, match="1 处问题") as caught:
        load(root / "content")
    assert caught.value.problems[0].code == "F07"
