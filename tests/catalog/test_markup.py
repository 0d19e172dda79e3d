"""What Markdown becomes: the fragment that every edition wraps, its outline and its plain text."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.body import Body
from catalog.markup import render

PATH = "courses/law/anti-fraud/01-click-farming.md"
SIZES = {"steps.svg": (400, 300)}


def body_of(markdown: str, path: str = PATH) -> Body:
    body, problems = render(markdown, path=path, first_line=1, sizes=SIZES)
    assert not problems
    return body


def test_links_between_lessons_are_relative_to_the_page() -> None:
    """A link works wherever the site is served, from a lesson and from a course page."""
    markdown = "[下一课](02-fake-police.md#挂断以后)和[急救](../../health/first-aid/01-cpr.md)"
    assert body_of(markdown).html == (
        '<p><a href="../../../law/anti-fraud/fake-police/#挂断以后">下一课</a>和'
        '<a href="../../../health/first-aid/cpr/">急救</a></p>\n'
    )
    course = body_of("[第一课](01-click-farming.md)", "courses/law/anti-fraud/index.md")
    assert 'href="../../law/anti-fraud/click-farming/"' in course.html


def test_link_within_the_page_stays_within_it() -> None:
    """`#heading` and the file's own name lead to the same place."""
    html = body_of("[看这里](#要点)和[看这里](01-click-farming.md#要点)\n\n## 要点\n\n一").html
    assert html.count('href="#要点"') == 2


def test_external_links_give_nothing_away() -> None:
    """Another site cannot reach back into the window and is not told where the reader comes from."""
    assert 'rel="noopener noreferrer"' in body_of("[网站](https://example.org/)").html


def test_picture_alone_becomes_a_figure() -> None:
    """Size is known before the picture loads, so that the text does not jump; the caption is text."""
    assert body_of('![三步](steps.svg "骗局的<三步>")').html.strip() == (
        '<figure><img src="../steps.svg" alt="三步" width="400" height="300" loading="lazy">'
        "<figcaption>骗局的&lt;三步&gt;</figcaption></figure>"
    )


def test_blocks_that_teachers_know_from_material() -> None:
    """Notices, folds and tabs, with Chinese names where the author gave none, nested too."""
    html = body_of(
        '!!! tip\n    一\n\n    ??? note "细看"\n        二\n\n=== "微信"\n    三\n\n=== "电话"\n    四\n'
    ).html
    assert '<div class="admonition tip"><p class="admonition-title">窍门</p>' in html
    assert re.search(r'<details class="note"><summary>细看</summary>\s*<p>二</p>\s*</details>\s*</div>', html)
    assert html.count('<div class="tabset">') == 1
    assert html.count('<section class="tab">') == 2


def test_tables_can_be_scrolled_by_keyboard() -> None:
    """A wide table on a phone is a region of its own that takes the focus."""
    html = body_of("| 一 | 二 |\n|---|---|\n| 三 | 四 |").html
    assert '<div class="table-scroll" role="region" aria-label="表格" tabindex="0"><table>' in html


def test_line_break_between_han_is_no_space() -> None:
    """Chinese has no spaces: a lesson wrapped by its editor reads the same."""
    assert "居民接到电话" in body_of("居民\n接到电话").html
    assert "use\nWeChat" in body_of("use\nWeChat").html


def test_sections_carry_the_plain_text() -> None:
    """Search and kiosk read headings with the text under them: notices, tables, captions, footnotes included."""
    body = body_of(
        '开头[^1]。\n\n## 要点\n\n!!! note "提醒"\n    挂断\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n![图说](steps.svg)\n\n[^1]: 出处'
    )
    assert [(section.level, section.id) for section in body.sections] == [(1, ""), (2, "要点")]
    assert body.sections[0].text == "开头。"
    assert body.sections[1].text.split("\n") == ["提醒", "挂断", "甲", "乙", "丙", "丁", "图说", "出处"]


def test_template_and_include_marks_are_only_text() -> None:
    """Nothing in a lesson is a program: braces and include marks are shown as written."""
    text = "{{ 7*7 }} {% include 'x' %} ${HOME} {{ config.items() }}"
    assert body_of(text).text == text
    assert body_of('--8<-- "mkdocs.yml"').text == '--8<-- "mkdocs.yml"'


@pytest.mark.parametrize(
    "markdown",
    [
        *("> " * 4000 + "x", "- " * 2000 + "x", "[" * 4900, "*" * 4900, "`" * 4900, "![" * 2400, "[a](" * 1200),
        *("<" * 4900, "\n".join(["[" * 4900] * 20), "\n".join("    " * n + "- x" for n in range(200))),
        "\n".join(["# x"] * 20000),
    ],
    ids=lambda markdown: markdown[:6] + f"×{len(markdown)}",
)
def test_hostile_nesting_ends_soon(markdown: str) -> None:
    """Deep nesting and long rows of brackets neither hang nor overflow."""
    started = time.monotonic()
    render(markdown[: 128 * 1024], path=PATH, first_line=1, sizes=SIZES)
    assert time.monotonic() - started < 10


_PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "](javascript:alert(1))", "[x", "![x", "](steps.svg",
        ' "t")', "<svg/onload=x>", "&lt;script&gt;", "&#x3c;b&#x3e;", "<!--", "-->", "<a href='", "](data:text/html,x)",
        "\n\n", "\n", "    ", "## ", "!!! note", '=== "', '"', "`", "```", "| a |", "|---|", "[^1]", "[^1]: ", "**", "> ",
        "- ", "\\", "<https://x>", "<javascript:x>", "[r]: javascript:x", "[r]", "文字", "{: onclick=x}", "</div>", "<x-y>",
    ]
)  # fmt: skip


def test_space_that_markdown_wants_is_not_shown() -> None:
    """“**……。** 文字” needs its space in the source; on the page Han text has none. Between words it stays."""
    body, _ = render("**先挂电话。** 再打 110。**Stop!** now", path=PATH, first_line=1, sizes=SIZES)
    assert "<strong>先挂电话。</strong>再打 110。" in body.html
    assert "</strong> now" in body.html


def test_tables_can_be_told_apart() -> None:
    """One table is the table; of several each has its number, for those who hear them."""
    table = "| 一 |\n|---|\n| 二 |\n"
    body, _ = render(f"{table}\n文字\n\n{table}", path=PATH, first_line=1, sizes=SIZES)
    assert 'aria-label="第 1 张表格"' in body.html and 'aria-label="第 2 张表格"' in body.html


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=14).map("".join))
def test_no_input_makes_active_html(markdown: str) -> None:
    """Whatever is written, the fragment has only known elements, no handlers, and addresses of known kinds."""
    body, _ = render(markdown, path=PATH, first_line=1, sizes=SIZES)
    for tag in re.findall(r"<\s*/?([a-z0-9-]+)", body.html, re.I):
        assert tag.lower() in {
            "p", "a", "strong", "em", "code", "pre", "ul", "ol", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr",
            "br", "div", "details", "summary", "section", "figure", "figcaption", "img", "table", "thead", "tbody", "tr",
            "th", "td", "sup", "span", "s", "dl", "dt", "dd",
        }  # fmt: skip
    for tag in re.findall(r"<[^>]*>", body.html):
        assert not re.search(r"\son\w+\s*=|\sstyle\s*=", tag, re.I)
        for address in re.findall(r'\s(?:href|src)="([^"]*)"', tag):
            assert re.match(r"https://|mailto:|tel:|#|\.\./", address), address


def codes_of(markdown: str) -> list[str]:
    return [problem.code for problem in render(markdown, path=PATH, first_line=1, sizes=SIZES)[1]]


@pytest.mark.parametrize(
    "markdown",
    [
        "甲&#x202e;乙",
        "甲&#8203;乙",
        "甲&zwnj;乙",
        "## 标&#x200b;题",
        "![图&rlm;说](steps.svg)",
        '![图](steps.svg "说&lrm;明")',
    ],
)
def test_invisible_characters_written_as_entities(markdown: str) -> None:
    """What may not stand in the file may not be written in another way either."""
    assert codes_of(markdown) == ["F02"]


@pytest.mark.parametrize(
    "address",
    [
        "https://gov.cn@example.org/", "https://gov.cn:443@example.org", "https%3A//example.org/", "mailto%3Aa@b.cn",
        "tel%3A110", "https://[x", "https://?", "https://#", "https://a:99999/", "https://例.com@b/", "https://a\\\\@b/",
        "https://example.org/" + "x" * 1000,
    ],
)  # fmt: skip
def test_addresses_that_are_not_what_they_seem(address: str) -> None:
    """A host in front of the host, a scheme that is none to browsers, and addresses that lead nowhere are refused."""
    assert codes_of(f"[看]({address})") == ["B02"]


@pytest.mark.parametrize("address", ["https://example.org", "https://a.cn:8443/b?c=d@e#f", "https://例子.cn/路"])
def test_good_addresses(address: str) -> None:
    """Ports, questions and Chinese names are fine."""
    assert codes_of(f"[看]({address})") == []


def test_headings_leave_the_pages_own_ids_alone() -> None:
    """`main`, `quiz` or `fn1` would be there twice, and links would lead to the wrong place."""
    body = body_of("## main\n\n一\n\n## Quiz\n\n二[^1]\n\n## fn1\n\n## ！！\n\n## 12306 网站\n\n[^1]: 注")
    assert [section.id for section in body.outline] == ["s-main", "s-quiz", "s-fn1", "s--4", "12306-网站"]


@pytest.mark.parametrize(
    "markdown",
    [
        "".join(f"## {n:x}a\n" for n in range(16000)), "".join(f"[a](#{n:x})\n" for n in range(12000)),
        "[a]: https://e/" + "x" * 4900 + "\n\n" + ("[a] " * 1200 + "\n") * 25, ("![" * 2400 + "\n") * 26,
        ("!!! note " + " " * 4800 + "x\n") * 26, "".join(f"![a]({n:x}.png)\n" for n in range(9000)),
    ],
    ids=["headings", "links", "one long address", "brackets", "notices", "pictures"],
)  # fmt: skip
def test_many_of_a_kind_end_soon(markdown: str) -> None:
    """Time and result grow with the text, not with its square."""
    started = time.monotonic()
    body, _ = render(markdown[: 128 * 1024], path=PATH, first_line=1, sizes=SIZES)
    assert time.monotonic() - started < 3
    assert len(body.html) < 8_000_000
