"""The list of what is found beside lessons: complete, leading to pages that are there, and no part of the lessons' index."""

import json
from pathlib import Path

from catalog.loader import load
from search.documents import documents
from search.services import Service, services, services_json
from site_builder.editions import EDITIONS
from site_builder.views import site_pages
from tests.conftest import CASES

ROOT = Path(__file__).resolve().parents[2]


def by_title(found: tuple[Service, ...]) -> dict[str, Service]:
    return {service.title: service for service in found}


def test_every_find_leads_to_a_page() -> None:
    """Each address is that of a page of the real site."""
    catalog = load(ROOT / "content")
    pages = {page.path for page in site_pages(catalog)}
    assert {service.url for service in services(catalog)} <= pages


def test_everything_of_the_district_is_listed(small_district: Path) -> None:
    """Schools, hotlines, paths and news of the small district, with the words by which people look for them."""
    catalog = load(small_district / "content")
    found = by_title(services(catalog))
    assert {node.name for node in catalog.district.nodes} <= found.keys()
    assert found["柳树村学习中心"].areas == ("柳树村", "东镇")
    assert found["110 公安报警"].fragment == "n-110"
    assert found["我是老人"].aliases == ("老人", "老年人")
    assert {item.header.title for item in catalog.district.news} <= found.keys()


def test_names_can_be_read_from_letters(small_district: Path) -> None:
    """Readings go along, so that pinyin works for names that no lesson has."""
    entries = json.loads(services_json(load(small_district / "content")))["entries"]
    school = next(entry for entry in entries if entry["title"] == "东镇社区学校")
    assert school["read"][0] == "dong zhen she qu xue xiao"


def test_lessons_know_nothing_of_it(small_district: Path) -> None:
    """The district changes no search document: the ranking of lessons stays as it was measured."""
    with_district = documents(load(small_district / "content"))
    assert documents(load(CASES / "valid" / "content")) == with_district


def test_without_a_district_the_list_is_empty(small_site: object) -> None:
    """The file is there, as the browser asks for it, with nothing in it; every edition has it."""
    catalog = load(small_site() / "content")  # type: ignore[operator]
    for edition in EDITIONS.values():
        assert json.loads(dict(edition.site_files(catalog))["search/district.json"]) == {"entries": []}
