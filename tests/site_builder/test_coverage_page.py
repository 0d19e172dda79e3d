"""The page of coverage: grids of what is there, and gaps that can be claimed."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from catalog.loader import load
from site_builder.views import Page, site_pages

ROOT = Path(__file__).resolve().parents[2]


def coverage(root: Path) -> Page:
    return next(page for page in site_pages(load(root / "content")) if page.path == "coverage/")


def test_grids(small_district: Path) -> None:
    """A row for each audience, unit and node, rows with gaps first; a cell says its courses and whether it is a gap."""
    grids = {grid["id"]: grid for grid in coverage(small_district).data["grids"]}  # type: ignore
    assert set(grids) == {"audience", "unit", "node"}
    assert [column["slug"] for column in grids["node"]["columns"]] == ["law", "health"]
    rows = {row["label"]: [cell["courses"] for cell in row["cells"]] for row in grids["node"]["rows"]}
    assert rows["东镇社区学校"] == [1, 0] and rows["西街社区学校"] == [0, 0]
    targets = small_district / "content/targets.yml"
    text = targets.read_text(encoding="utf-8").replace("audiences: [seniors]", "audiences: [teens]")
    targets.write_text(text, encoding="utf-8")
    first = next(grid for grid in coverage(small_district).data["grids"] if grid["id"] == "audience")["rows"][0]  # type: ignore
    assert (first["label"], first["gaps"], first["cells"][0]["is_gap"]) == ("青少年", 1, True)


def claims(page: Page) -> dict[str, list[str]]:
    return {group["name"]: [gap["text"] for gap in group["gaps"]] for group in page.data["claims"]}  # type: ignore


def test_every_gap_can_be_claimed(small_district: Path) -> None:
    """Those of categories and those of schools; each with words of its own and an id that nothing else has."""
    page = coverage(small_district)
    found = claims(page)
    assert "还差 2 节课" in found["普法教育（公德教育）"]
    assert found["西街社区学校"] == [
        "在这里开的课待补充", "专职教师待补充", "兼职教师待补充", "志愿者队伍待补充", "教育场所待补充",
    ]  # fmt: skip
    assert "东镇社区学校" not in found
    gaps = [gap for group in page.data["claims"] for gap in group["gaps"]]  # type: ignore
    assert len({gap["id"] for gap in gaps}) == len(gaps)
    assert all(gap["text"] in gap["say"] and gap["href"] == "" for gap in gaps)


@pytest.mark.parametrize(
    ("setting", "start", "names"),
    [
        ("report_url: https://example.org/issues/new?labels=gap", "https://example.org/issues/new?labels=gap&", ("title", "body")),
        ("report_url: https://example.org/issues/new", "https://example.org/issues/new?", ("title", "body")),
        ("report_email: xuetang@example.org", "mailto:xuetang@example.org?", ("subject", "body")),
    ],
)  # fmt: skip
def test_a_claim_is_prefilled(small_district: Path, setting: str, start: str, names: tuple[str, str]) -> None:
    """The site's address for reports gets title and text; spaces are written so that mail programs read them too."""
    with (small_district / "content/site.yml").open("a", encoding="utf-8") as site:
        site.write(f"{setting}\n")
    gap = coverage(small_district).data["claims"][0]["gaps"][0]  # type: ignore
    assert gap["href"].startswith(start) and "+" not in gap["href"]
    asked = parse_qs(urlsplit(gap["href"]).query)
    assert asked[names[0]] == [gap["say"].split("\n")[0]] and asked[names[1]] == [gap["say"]]


def test_real_schools_can_be_claimed() -> None:
    """All six schools are waiting for somebody."""
    found = claims(coverage(ROOT))
    assert sum("专职教师待补充" in gaps for gaps in found.values()) == 6
