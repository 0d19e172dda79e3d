"""Fragments for the kiosk: every word stays, no link does, and what links named is told."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from catalog.loader import load
from site_builder.fragments import parts

ROOT = Path(__file__).resolve().parents[2]


def text(html: str) -> str:
    """What is read, without spaces; the arrows back from footnotes lead nowhere without links."""
    html = re.sub(r'<a [^>]*class="footnote-backref"[^>]*>.*?</a>', "", html)
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def tags(html: str) -> list[str]:
    return re.findall(r"<(?!/?(?:a|span)\b)[^>]*>", html)


@pytest.mark.parametrize("content", [ROOT / "content", ROOT / "tests/cases/valid/content"])
def test_nothing_is_lost(content: Path) -> None:
    """Put together again, the parts of every text have its words and its elements in its order, and no link."""
    catalog = load(content)
    for body in [record.course.body for record in catalog.records] + [lesson.body for lesson in catalog.lessons()]:
        found = "".join(part.html for part in parts(body.html))
        assert text(found) == text(body.html)
        assert tags(found) == tags(body.html)
        assert "<a" not in found
        assert [part.title for part in parts(body.html)[1:]] == [each.title for each in body.outline if each.level == 2]


def test_parts_begin_at_headings() -> None:
    """Only headings of the second level that stand by themselves begin a part."""
    html = '<p>前</p>\n<h2 id="一">一 &amp; 二</h2><h3>小</h3><blockquote><h2 id="里">里</h2></blockquote><h2 id="三">三</h2>'
    found = parts(html)
    assert [(part.id, part.title) for part in found] == [("", ""), ("一", "一 & 二"), ("三", "三")]
    assert "".join(part.html for part in found) == html


@pytest.mark.parametrize(
    ("html", "shown", "links"),
    [
        (
            '<p>看<a href="../b/#c">下<strong>一</strong>课</a>。</p>',
            '<p>看<span class="mention">下<strong>一</strong>课</span>。</p>',
            (("../b/#c", "下一课"),),
        ),
        (
            '<a href="https://www.example.org/a/?b=1" rel="noopener">某网站</a>',
            '<span class="outside" data-address="example.org/a">某网站</span>',
            (),
        ),
        ('<a href="tel:12345">12345</a>', '<span class="mention">12345</span>', ()),
        ('<a href="mailto:a@example.org">信</a>', '<span class="outside" data-address="a@example.org">信</span>', ()),
        (
            '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>',
            '<sup class="footnote-ref"><span class="mention" id="fnref1">[1]</span></sup>',
            (),
        ),
        ('<p>注 <a href="#fnref1" class="footnote-backref" aria-label="回到正文">↩</a></p>', None, ()),
        ('<a href="https://example.org/&quot;><script>">x</a>', None, ()),
    ],
)
def test_links_become_words(html: str, shown: str | None, links: tuple[tuple[str, str], ...]) -> None:
    """A way to a page of ours is told beside the text; any other is words, with its address to copy."""
    (part,) = parts(html)
    assert part.links == links
    assert "href" not in part.html and "<script" not in part.html
    if shown:
        assert part.html == shown


def test_the_same_page_is_named_once() -> None:
    """Two mentions in a part make one key."""
    (part,) = parts('<p><a href="../b/">一</a><a href="../b/">又</a><a href="../c/">二</a></p>')
    assert part.links == (("../b/", "一"), ("../c/", "二"))


def test_characters_in_titles(small_site: Callable[..., Path]) -> None:
    """References to characters are read in titles."""
    assert parts("<h2>A&lt;B&#39;C&#x4e00;&nbsp;D</h2>")[1].title == "A<B'C一\u00a0D"
