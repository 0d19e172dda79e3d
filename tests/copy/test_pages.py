"""Links of a page name the files that they lead to; nothing else of the page changes."""

import pytest

from site_builder.copy.pages import rewritten

FILES = {
    "index.html",
    "law/index.html",
    "law/anti-fraud/index.html",
    "law/anti-fraud/1 2.svg",
    "search/index.html",
    "assets/portal/portal.js",
    "api/v1/index.json",
}
PAGE = "law/anti-fraud/index.html"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("../..", "../../index.html"),
        ("../../", "../../index.html"),
        ("../..#categories", "../../index.html#categories"),
        ("..", "../index.html"),
        ("../", "../index.html"),
        (".", "index.html"),
        ("./", "index.html"),
        ("./#quiz", "index.html#quiz"),
        ("../../search/?q=a&amp;b=%20", "../../search/index.html?q=a&amp;b=%20"),
        ("../../search", "../../search/index.html"),
        ("/law/", "../index.html"),
        ("/", "../../index.html"),
        ("/.#categories", "../../index.html#categories"),
        ("/api/v1/index.json", "../../api/v1/index.json"),
        ("1%202.svg", "1%202.svg"),
        ("#main", "#main"),
        ("?q=1", "?q=1"),
        ("https://example.org/law/", "https://example.org/law/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("tel:12345", "tel:12345"),
        ("data:image/png;base64,xx", "data:image/png;base64,xx"),
    ],
)
def test_addresses(address: str, wanted: str) -> None:
    """Folders become their page, with query and fragment; the rest of the tag keeps its meaning."""
    page = rewritten(f'<p><a class="x" hidden href="{address}">go</a>', PAGE, FILES, "学堂")
    assert page.faults == []
    assert page.text == f'<p><a class="x" hidden href="{wanted}">go</a>'


@pytest.mark.parametrize(
    "tag",
    [
        '<a href="../nothing/">',
        '<img src="1 3.svg">',
        '<a href="../../api/v1/index.json/">',
        '<form action="/find/">',
        '<img srcset="1%202.svg 2x">',
        '<script type="module">import "x";</script>',
    ],
)
def test_what_would_not_open_is_told(tag: str) -> None:
    """A link to nothing, an attribute that was never thought of, a module without a file."""
    assert len(rewritten(tag, PAGE, FILES, "学堂").faults) == 1


def test_everything_else_stays_letter_for_letter() -> None:
    """Odd spacing, comments, entities, scripts that look like tags, SVG with capitals, several lines."""
    before = (
        "<!doctype html>\n<html lang='zh-CN'  class=\"no-js\">\r\n<!-- <a href='x/'> --><p title=a&lt;b>&nbsp;&#x4e00;&copy</p>\n"
        '<svg viewBox="0 0 4 4"><path d="M0 0"/></svg><script src="../../assets/portal/portal.js">"<a href=\'..\'>"</script>\n'
        "<A\n  HREF='..' data-x='[\"一\"]'>上</A><textarea>&lt;a href='..'&gt;</textarea>\n"
    )
    after = before.replace(
        "<html lang='zh-CN'  class=\"no-js\">", '<html lang="zh-CN" class="no-js" data-portable="学&quot;堂">'
    )
    after = after.replace("<A\n  HREF='..' data-x='[\"一\"]'>", '<a href="../index.html" data-x="[&quot;一&quot;]">')
    page = rewritten(before, PAGE, FILES, '学"堂')
    assert page.text == after and page.faults == []


def test_modules_and_pages_that_have_moved() -> None:
    """A module becomes a plain script that waits for the page; a refresh goes to the file."""
    page = rewritten(
        '<script type="module" src="../../assets/portal/portal.js"></script>'
        '<meta http-equiv="refresh" content="0; url=../../search/">',
        PAGE,
        FILES,
        "学堂",
    )
    assert page.text == (
        '<script defer src="../../assets/portal/portal.js"></script>'
        '<meta http-equiv="refresh" content="0; url=../../search/index.html">'
    )
    assert page.modules == ["assets/portal/portal.js"]
