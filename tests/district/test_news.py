"""News and case reports: by month, each with its page, and as feeds that a reader of feeds understands."""

import json
from pathlib import Path
from urllib.parse import urljoin
from uuid import UUID
from xml.etree import ElementTree

from catalog.collection import Catalog
from catalog.loader import load
from catalog.selection import only
from site_builder import api
from site_builder.district.feeds import news_feeds
from site_builder.views import Page, site_pages
from site_builder.views.kiosk import kiosk_site_pages

ROOT = Path(__file__).resolve().parents[2]
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def pages_of(catalog: Catalog) -> dict[str, Page]:
    return {page.path: page for page in site_pages(catalog)}


def entries(feed: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(feed).findall("a:entry", ATOM)


def text(element: ElementTree.Element, name: str) -> str:
    return element.findtext(f"a:{name}", "", ATOM)


def test_news_stand_by_month(small_district: Path) -> None:
    """The latest month first and in it the latest piece; every month and every piece has a page of its own."""
    pages = pages_of(load(small_district / "content"))
    months = [(month["title"], [item["title"] for item in month["items"]]) for month in pages["news/"].data["months"]]  # type: ignore
    assert months == [
        ("2026年11月", ["试验区读了一遍规划", "柳树村的邻居互相提醒"]),
        ("2026年10月", ["东镇社区学校开学了"]),
    ]
    assert [month["path"] for month in pages["news/"].data["archive"]] == ["news/2026-11/", "news/2026-10/"]  # type: ignore
    assert {path for path in pages if path.startswith("news/")} == {
        "news/", "news/2026-11/", "news/2026-10/",
        "news/2026-11-20-plan-read/", "news/2026-11-05-neighbours-help/", "news/2026-10-18-east-town-opens/",
    }  # fmt: skip


def test_a_piece_says_whom_it_is_about(small_district: Path) -> None:
    """Kind, school, unit and categories are on the page; what is not stated is empty."""
    pages = pages_of(load(small_district / "content"))
    case = pages["news/2026-11-05-neighbours-help/"].data
    assert (case["item"]["kind_label"], case["node"]["name"], case["unit"]) == (  # type: ignore
        "案例", "柳树村学习中心", "区教育和体育局",
    )  # fmt: skip
    assert pages["news/2026-11-20-plan-read/"].data["node"] is None


def test_without_news_the_page_is_whole(small_district: Path) -> None:
    """A district without news has an empty page and no feed that would be empty."""
    for path in (small_district / "content" / "news").iterdir():
        path.unlink()
    catalog = load(small_district / "content")
    page = pages_of(catalog)["news/"].data
    assert (page["months"], page["archive"], page["feeds"]) == ([], [], [])
    assert list(news_feeds(catalog)) == []


def test_a_feed_is_valid_and_complete(small_district: Path) -> None:
    """What RFC 4287 requires is there: ids, titles, moments with a zone, authors, a link to the page itself."""
    catalog = load(small_district / "content")
    feeds = dict(news_feeds(catalog))
    feed = ElementTree.fromstring(feeds["feeds/news.xml"])
    assert text(feed, "updated") == "2026-11-20T00:00:00+08:00"
    found = entries(feeds["feeds/news.xml"])
    ids = [UUID(text(element, "id").removeprefix("urn:uuid:")) for element in (feed, *found)]
    assert len(set(ids)) == 4 and {id.version for id in ids} == {5}
    assert [text(entry, "title") for entry in found] == [item.header.title for item in catalog.district.news]
    assert all(text(entry, "summary") and entry.findall("a:author/a:name", ATOM) for entry in found)


def test_a_feed_leads_to_pages_that_are_there(small_district: Path) -> None:
    """Where the public address is not known links are relative to the feed, else they are the public ones."""
    catalog = load(small_district / "content")
    pages = pages_of(catalog)

    def linked(catalog: Catalog) -> list[str]:
        feed = dict(news_feeds(catalog))["feeds/news.xml"]
        found = [
            link.get("href", "") for link in ElementTree.fromstring(feed).iterfind(".//a:link[@rel='alternate']", ATOM)
        ]
        return [urljoin("https://there.example.org/feeds/news.xml", address) for address in found]

    assert all(address.removeprefix("https://there.example.org/") in pages for address in linked(catalog))
    with (small_district / "content" / "site.yml").open("a", encoding="utf-8") as site:
        site.write("url: https://xuetang.example.org/west\n")
    public = linked(load(small_district / "content"))
    assert public[0] == "https://xuetang.example.org/west/news/"
    assert len(public) == 4


def test_ids_survive_a_move(small_district: Path) -> None:
    """A reader of feeds shows nothing twice when the site gets a public address."""
    before = [
        text(entry, "id") for entry in entries(dict(news_feeds(load(small_district / "content")))["feeds/news.xml"])
    ]
    with (small_district / "content" / "site.yml").open("a", encoding="utf-8") as site:
        site.write("url: https://xuetang.example.org\n")
    after = [
        text(entry, "id") for entry in entries(dict(news_feeds(load(small_district / "content")))["feeds/news.xml"])
    ]
    assert before == after


def test_feeds_of_categories_hold_their_own(small_district: Path) -> None:
    """A category's feed has its pieces and no others; a category without any has no feed."""
    feeds = dict(news_feeds(load(small_district / "content")))
    assert list(feeds) == ["feeds/news.xml", "feeds/news-law.xml"]
    assert [text(entry, "title") for entry in entries(feeds["feeds/news-law.xml"])] == [
        "试验区读了一遍规划", "东镇社区学校开学了",
    ]  # fmt: skip


def test_feeds_are_the_same_bytes_twice(small_district: Path) -> None:
    """Nothing of today or of this machine is in them."""
    once, again = (dict(news_feeds(load(small_district / "content"))) for _ in range(2))
    assert once == again


def test_the_kiosk_shows_a_piece_without_a_way_out(small_district: Path) -> None:
    """Links of the text stand below it when they are ours; others are only named."""
    pages = {page.path: page for page in kiosk_site_pages(load(small_district / "content"))}
    page = pages["news/2026-10-18-east-town-opens/"]
    parts = page.data["parts"]
    html = "".join(part["html"] for part in parts)  # type: ignore
    assert page.html == "" and "<a " not in html and "编出来的网页" in html
    links = [link for part in parts for link in part["links"]]  # type: ignore
    assert links == [{"href": "../../law/anti-fraud/click-farming/", "title": "刷单返利是怎么骗人的"}]


def test_a_part_of_the_catalog_has_no_broken_link(small_district: Path) -> None:
    """Where the category is left out, its courses are neither linked nor named as a filter."""
    part = only(load(small_district / "content"), {"health"})
    page = pages_of(part)["news/2026-10-18-east-town-opens/"]
    assert "law/anti-fraud" not in page.html and "刷单返利是怎么骗人的" in page.html
    assert pages_of(part)["news/"].data["categories"] == []


def test_data_says_what_the_pages_say(small_district: Path) -> None:
    """`news.json` has every piece with the address of its page."""
    catalog = load(small_district / "content")
    listed = json.loads(dict(api.site_files(catalog))["api/v1/news.json"])["news"]
    assert [one["url"] for one in listed] == [f"news/{item.id}/" for item in catalog.district.news]
    assert all(one["url"] in pages_of(catalog) for one in listed)


def test_the_districts_own_news_have_their_sources() -> None:
    """Nothing is reported that the plan does not state."""
    for item in load(ROOT / "content").district.news:
        assert any("社区教育发展五年" in source.title for source in item.header.sources)
