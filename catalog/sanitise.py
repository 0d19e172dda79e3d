"""The last gate of a fragment: only what our own rendering can produce gets through."""

import re
from itertools import count

import nh3


def _finished(html: str) -> str:
    """Give the footnotes' arrows a name and the tables a frame that can be scrolled by keyboard."""
    html = re.sub(
        r'(<a href="#fnref[^"]*") class="footnote-backref">[^<]*</a>',
        r'\1 class="footnote-backref" aria-label="回到正文">↩</a>',
        html,
    )
    numbers = count(1)
    is_only = html.count("<table>") == 1
    frame = '<div class="table-scroll" role="region" aria-label="{}" tabindex="0"><table>'
    html = re.sub("<table>", lambda _: frame.format("表格" if is_only else f"第 {next(numbers)} 张表格"), html)
    return html.replace("</table>", "</table></div>")


_ATTRIBUTES = {
    "*": {"id", "class"},
    "a": {"href", "rel", "aria-label"},
    "img": {"src", "alt", "width", "height", "loading"},
    "div": {"role", "aria-label", "tabindex"},
    "details": {"open"},
    "ol": {"start"},
    "th": {"scope"},
}
_TAGS = set(
    "a blockquote br code dd details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr img li ol p pre section span "
    "strong summary sup table tbody td th thead tr ul".split()
)


def sanitised(html: str) -> str:
    """The fragment with only the elements, attributes and addresses that our own rendering can produce."""
    return nh3.clean(
        _finished(html),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
