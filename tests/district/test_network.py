"""The three-level network: what is read, what is shown, and what is not known."""

import json
from pathlib import Path

from catalog.collection import Catalog
from catalog.district.terms import NodeLevel
from catalog.loader import load
from site_builder import api
from site_builder.views import Page, site_pages
from site_builder.wayfinding import wayfinding_files

ROOT = Path(__file__).resolve().parents[2]


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


def test_the_tree_holds_three_levels(small_district: Path) -> None:
    """The academy, its schools in the file's order, and below each school its centres."""
    tree = pages_of(load(small_district / "content"))["network/"].data
    assert tree["academy"]["name"] == "试验区社区教育学院"  # type: ignore[index,call-overload]
    towns = {town["name"]: [child["name"] for child in town["children"]] for town in tree["towns"]}  # type: ignore
    assert towns == {"东镇社区学校": ["柳树村学习中心"], "西街社区学校": []}


def test_a_node_says_where_and_when(small_district: Path) -> None:
    """A page says level, place, hours in words, whom to ask and which courses are given there."""
    page = pages_of(load(small_district / "content"))["network/academy/"].data
    assert page["hours"]["weekly"] == [  # type: ignore[index,call-overload]
        {"days": "周一至周五", "hours": "08:30—12:00、14:30—18:00"},
    ]
    assert page["hours"]["special"][0] == {  # type: ignore
        "name": "春节", "when": "2027年2月5日至2027年2月12日", "hours": "不开放",
    }  # fmt: skip
    assert [course["id"] for course in page["courses"]] == ["law/anti-fraud"]  # type: ignore


def test_what_is_not_known_is_empty(small_district: Path) -> None:
    """A planned school has no address, hours or contact; nothing stands in for them."""
    page = pages_of(load(small_district / "content"))["network/west-street/"].data
    assert (page["hours"], page["contacts"], page["node"]["address"]) == (None, [], "")  # type: ignore


def test_without_a_network_there_is_no_district(small_site: object, tmp_path: Path) -> None:
    """A site that describes no district has no page, link or data about one."""
    catalog = load(small_site() / "content")  # type: ignore[operator]
    assert not any(page.template.startswith("district/") for page in site_pages(catalog))
    assert "api/v1/network.json" not in dict(api.site_files(catalog))


def test_the_districts_own_network_is_the_plans() -> None:
    """One academy, schools for the five streets and the town of the official list, nothing open that nobody reported."""
    district = load(ROOT / "content").district
    schools = [node.area for node in district.nodes if node.level is NodeLevel.TOWN]
    assert schools == ["清香坪街道", "玉泉街道", "河门口街道", "陶家渡街道", "大宝鼎街道", "格里坪镇"]
    assert all(node.address is None and not node.contacts for node in district.nodes if node.status.value == "planned")


def test_data_says_what_the_page_says(small_district: Path) -> None:
    """`network.json` holds every node with the address of its page and those below it."""
    catalog = load(small_district / "content")
    nodes = json.loads(dict(api.site_files(catalog))["api/v1/network.json"])["nodes"]
    assert [node["url"] for node in nodes] == [path for path in pages_of(catalog) if path.startswith("network/")][1:]
    assert nodes[1]["children"] == ["willow"]


def test_the_sitemap_has_every_page(small_district: Path) -> None:
    """Search engines find the pages about the district too, once the site has an address."""
    with (small_district / "content/site.yml").open("a", encoding="utf-8") as site:
        site.write("url: https://xuetang.example.org\n")
    catalog = load(small_district / "content")
    sitemap = dict(wayfinding_files(catalog))["sitemap.xml"].decode()
    for path in pages_of(catalog):
        if path.startswith(("network/", "places/", "activities/", "news/", "units/")):
            assert f"<loc>https://xuetang.example.org/{path}</loc>" in sitemap
