"""Hotlines: right numbers, urgent ones first, and honest about how well each is founded."""

import json
import re
from pathlib import Path

import pytest

from catalog.district.terms import Certainty
from catalog.loader import load
from catalog.problems import ContentError
from search.urgent import load_urgent
from site_builder import api
from site_builder.views import site_pages

ROOT = Path(__file__).resolve().parents[2]
#: Numbers of `hotlines.json` that may not be listed, see the note there.
NOT_HERE = {"12349"}


def test_urgent_numbers_come_first() -> None:
    """110, 119, 120 and 122 stand above all, then 12345 by itself."""
    page = {page.path: page for page in site_pages(load(ROOT / "content"))}["hotlines/"].data
    assert [one["number"] for one in page["emergency"]] == ["110", "119", "120", "122"]  # type: ignore
    assert [one["number"] for one in page["general"]] == ["12345"]  # type: ignore


def test_every_number_is_shown_once() -> None:
    """No hotline is lost between the topics, and the number that does not work here is nowhere."""
    catalog = load(ROOT / "content")
    page = {page.path: page for page in site_pages(catalog)}["hotlines/"].data
    groups = [page["emergency"], page["general"], *(topic["hotlines"] for topic in page["topics"])]  # type: ignore
    shown = [one["number"] for group in groups for one in group]  # type: ignore
    assert sorted(shown) == sorted(hotline.number for hotline in catalog.district.hotlines)
    assert not NOT_HERE & set(shown)


def test_what_search_tells_in_danger_is_listed() -> None:
    """Each number of `search/urgent.yml` is a hotline here, founded on a source, and called the same."""
    hotlines = {hotline.number: hotline for hotline in load(ROOT / "content").district.hotlines}
    for entry in load_urgent():
        for number, name in re.findall(r"(?<!\d)(\d{3,5})(?!\d)\s*([一-鿿]*热线)?", entry.tell):
            assert hotlines[number].certainty is Certainty.SOURCED, number
            assert name in hotlines[number].name, (number, name)
    assert "妇女维权" in hotlines["12338"].name


def test_certainty_needs_a_source(small_district: Path) -> None:
    """Who says that a number is founded has to say on what."""
    path = small_district / "content" / "hotlines.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if line.strip() != "source: 编出来的例子"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(small_district / "content")
    assert [problem.code for problem in caught.value.problems] == ["M02", "M02"]
    assert "写明 source" in caught.value.problems[0].message


def test_unsure_numbers_are_marked(small_district: Path) -> None:
    """A number that was only passed on, or has no source, is not sure; one with a source is."""
    page = {page.path: page for page in site_pages(load(small_district / "content"))}["hotlines/"].data
    sure = {one["number"]: one["is_sure"] for topic in page["topics"] for one in topic["hotlines"]}  # type: ignore
    assert sure == {"0812-0000000": False, "0812-0000001": False}
    assert page["unsure"] == 2


def test_without_hotlines_the_page_is_whole(small_district: Path) -> None:
    """A district that has listed none still has the page, and the paths name none."""
    for name in ("hotlines.yml", "paths.yml"):
        (small_district / "content" / name).unlink()
    page = {page.path: page for page in site_pages(load(small_district / "content"))}["hotlines/"].data
    assert (page["emergency"], page["general"], page["topics"]) == ([], [], [])


def test_data_keeps_the_certainty(small_district: Path) -> None:
    """`hotlines.json` says how well each number is founded."""
    listed = json.loads(dict(api.site_files(load(small_district / "content")))["api/v1/hotlines.json"])["hotlines"]
    assert [one["certainty"] for one in listed] == ["sourced", "sourced", "sourced-secondary", "general-knowledge"]
