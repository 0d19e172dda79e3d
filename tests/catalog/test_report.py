"""The report, for people and for tools."""

import json

from catalog.problems import Problem
from catalog.report import as_github, as_json, as_sarif, as_text

ONE = Problem("content/a.md", 3, 5, "B06", "图片“a,b:c%.svg”没有替代文字")


def test_text_names_the_place_and_the_way_on() -> None:
    """Editors and terminals can click it; the last line counts and points to help."""
    assert as_text([ONE]).splitlines() == [
        "content/a.md:3:5: B06 图片“a,b:c%.svg”没有替代文字",
        "",
        "共 1 处问题，在 1 个文件里。想知道某一类怎么改：xuetang explain B06",
    ]
    assert as_text([]) == "没有发现问题。"


def test_many_problems_are_grouped() -> None:
    """A flood is sorted by rule, twenty of each, with what is left counted."""
    flood = [Problem("content/a.md", line, 1, "B06", "x") for line in range(1, 41)] + [Problem("b", 1, 1, "B01", "y")]
    lines = as_text(flood).splitlines()
    assert lines[0] == "B01 正文里有网页代码（1 处）"
    assert lines[2] == "B06 图片没有替代文字（40 处）"
    assert lines[23] == "  ……还有 20 处"


def test_json() -> None:
    """Every field by name."""
    assert json.loads(as_json([ONE]))["problems"] == [
        {
            "path": "content/a.md",
            "line": 3,
            "column": 5,
            "code": "B06",
            "title": "图片没有替代文字",
            "message": ONE.message,
        }
    ]


def test_github_escapes() -> None:
    """Commas, colons and percent signs do not end the annotation early."""
    path = Problem("content/a,b.md", 3, 5, "B06", "100%\n")
    assert as_github([path]) == "::error file=content/a%2Cb.md,line=3,col=5,title=B06 图片没有替代文字::100%25%0A"


def test_sarif_has_what_viewers_need() -> None:
    """Version, rules with help, results with places."""
    run = json.loads(as_sarif([ONE, ONE]))["runs"][0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["B06"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5}
