"""Render once: a body in Markdown → one safe HTML fragment, its outline and its plain text.

The only place where Markdown is understood. What an author may not write is reported with its line; what comes out
has passed an allow-list sanitiser as well, so that an oversight in one layer is not a hole.
Links between lessons are relative and hold in every edition, because all editions have the same addresses.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from html import escape
from itertools import accumulate
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from catalog.addresses import address_of, join, kind_of_link
from catalog.blocks import indented_blocks
from catalog.body import Body, Link, Section
from catalog.frontmatter import invisible
from catalog.inline import join_lines, link_text, plain_text, written
from catalog.problems import Problem
from catalog.sanitise import sanitised

NOTICES = {"note": "说明", "tip": "窍门", "warning": "注意", "danger": "危险", "example": "例子"}
MAX_LINE = 5000
MAX_NESTING = 12
#: Brackets that open something, in one body: each may cost a search to the end of its paragraph.
MAX_BRACKETS = 2000


def slug_of_heading(title: str) -> str:
    """The id of a heading: its letters, digits and Han characters, joined by hyphens.

    One without Han begins with `s-`: the pages that the fragment is put into have ids like `main` and `quiz` already.
    """
    slug = re.sub(r"[\W_]+", "-", title.lower()).strip("-")
    return f"s-{slug}" if slug.isascii() and slug else slug


def render(
    markdown: str, *, path: str, first_line: int, sizes: Mapping[str, tuple[int, int]]
) -> tuple[Body, list[Problem]]:
    """Render the body of `courses/<category>/<course>/<file>.md`, or of `<folder>/<file>.md` about the district.

    `path` is the source's path below the content folder; `first_line` is the line of the file on which `markdown`
    starts; `sizes` maps the names of the pictures beside it to width and height in pixels. Returns the body and what
    is wrong with it; with problems the body must not be published.
    """
    # The parser counts these as line ends too; lines are looked up by its count.
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    rendering = _Rendering(markdown, path, first_line, sizes)
    return rendering.body(), rendering.problems


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table")
    md.use(footnote_plugin).use(indented_blocks)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # judged below, where the line is known
    return md


_MD = _parser()


class _Rendering:
    """One pass over the tokens of one body: checks, rewrites for our pages, and gathers outline and text."""

    def __init__(self, markdown: str, path: str, first_line: int, sizes: Mapping[str, tuple[int, int]]) -> None:
        self.path = PurePosixPath(path)
        self.first_line = first_line
        self.sizes = sizes
        self.lines = markdown.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        self.problems: list[Problem] = []
        self.links: list[Link] = []
        self.pictures: list[str] = []
        self.headings: dict[str, tuple[int, str]] = {}
        self.texts: list[list[str]] = [[]]
        self.markdown = markdown

    def body(self) -> Body:
        if not self.markdown.strip():
            self._report(0, 1, "B11", "没有正文；请在信息栏下面写正文")
            return Body(html="", sections=())
        for at, line in enumerate(self.lines):
            if len(line) > MAX_LINE:
                self._report(at, MAX_LINE, "B12", f"这一行有 {len(line)} 个字，最多 {MAX_LINE} 个；请分段")
        brackets = self.markdown.count("[")
        if not self.problems and brackets > MAX_BRACKETS:
            self._report(0, 1, "B12", f"正文里有 {brackets} 个“[”，最多 {MAX_BRACKETS} 个；请分成几节")
        if self.problems:
            return Body(html="", sections=())
        env: dict[str, Any] = {}
        tokens = _MD.parse(self.markdown, env)
        self._blocks(tokens)
        html = _MD.renderer.render(tokens, _MD.options, env) if not self.problems else ""
        return Body(
            html=sanitised(html),
            sections=tuple(self._sections()),
            links=tuple(self.links),
            pictures=tuple(dict.fromkeys(self.pictures)),
        )

    # -- blocks ------------------------------------------------------------------------------------------------

    def _blocks(self, tokens: list[Token]) -> None:
        previous_level = 1
        place = (0, 1)
        for index, token in enumerate(tokens):
            if token.map:
                place = (token.map[0], token.map[1])
            if token.level > MAX_NESTING:
                self._report(place[0], 1, "B12", f"这里套了 {token.level} 层；请拆开写")
                return
            if token.type == "html_block":
                self._raw_html(token.content, *place)
            elif token.type == "heading_open":
                previous_level = self._heading(token, tokens[index + 1], previous_level)
            elif token.type == "inline":
                self._inline(token, place)
                self._only_picture(tokens, index)
            elif token.type in _SHAPES:
                _SHAPES[token.type](self, token)
            elif token.type in ("fence", "code_block"):
                self.texts[-1].append(token.content.strip())
            elif token.type == "th_open" or token.type == "td_open":
                token.attrs.pop("style", None)

    def _heading(self, token: Token, inline: Token, previous: int) -> int:
        level = int(token.tag[1])
        title = plain_text(inline.children or ())
        at = token.map[0] if token.map else 0
        if token.level:
            self._report(at, 1, "B08", f"小标题“{title}”放在了列表、引用或提示框里；请移到外面")
        if level == 1:
            self._report(at, 1, "B08", f"正文里用了一级标题“{title}”；大标题已经在 title 里，正文从 ## 开始")
        elif level > previous + 1:
            self._report(
                at, 1, "B08", f"“{title}”是 {'#' * level}，前面最多到 {'#' * previous}；应为 {'#' * (previous + 1)}"
            )
        slug = slug_of_heading(title) or f"s--{len(self.headings) + 1}"
        if twin := self.headings.get(slug):
            self._report(at, 1, "B09", f"小标题“{title}”和前面的“{twin[1]}”重复；请换个说法")
        else:
            self.headings[slug] = level, title
            self.texts.append([])
        token.attrs["id"] = slug
        inline.meta["heading"] = True
        return level

    def _only_picture(self, tokens: list[Token], index: int) -> None:
        """A picture alone in its paragraph becomes a figure with a caption."""
        children = tokens[index].children or []
        if len(children) == 1 and children[0].type == "image" and tokens[index - 1].type == "paragraph_open":
            for paragraph in (tokens[index - 1], tokens[index + 1]):
                paragraph.tag, paragraph.hidden = "figure", False
            caption = children[0].attrs.pop("title", "")
            if caption:
                tail = Token("html_inline", "", 0, content=f"<figcaption>{escape(str(caption))}</figcaption>")
                children.append(tail)
                self.texts[-1].append(str(caption))

    def _notice(self, token: Token) -> None:
        kind = self._kind(token)
        title = token.meta["title"] or NOTICES.get(kind, "")
        token.type = "html_block"
        token.content = f'<div class="admonition {kind}"><p class="admonition-title">{escape(title)}</p>\n'
        self.texts[-1].append(title)

    def _details(self, token: Token) -> None:
        kind = self._kind(token)
        title = token.meta["title"] or NOTICES.get(kind, "")
        token.type = "html_block"
        is_open = " open" if token.meta["open"] else ""
        token.content = f'<details class="{kind}"{is_open}><summary>{escape(title)}</summary>\n'
        self.texts[-1].append(title)

    def _tab(self, token: Token) -> None:
        token.type = "html_block"
        token.content = f'<section class="tab"><p class="tab-title">{escape(token.meta["title"])}</p>\n'
        self.texts[-1].append(token.meta["title"])

    def _kind(self, token: Token) -> str:
        kind = str(token.meta["kind"])
        if kind not in NOTICES:
            at = token.map[0] if token.map else 0
            known = "、".join(f"{name}（{label}）" for name, label in NOTICES.items())
            self._report(at, 1, "B13", f"不认识提示框“{kind}”；可用的有 {known}")
        return kind

    # -- inline ------------------------------------------------------------------------------------------------

    def _inline(self, token: Token, place: tuple[int, int]) -> None:
        children = token.children or []
        join_lines(children)
        for index, child in enumerate(children):
            if child.type == "html_inline":
                self._raw_html(child.content, *place)
            elif child.type == "link_open":
                self._link(child, link_text(children, index), place)
            elif child.type == "image":
                self._image(child, place)
            if found := invisible(written(child)):
                self._report(place[0], 1, "F02", f"“&…;”这样的写法写出了{found}，看不见却会添乱；请去掉")
        if not token.meta.get("heading") and (text := plain_text(children)):
            self.texts[-1].append(text)

    def _raw_html(self, content: str, start: int, end: int) -> None:
        found = content.strip().splitlines()[0][:40]
        self._report(*self._find(found, start, end), "B01", f"正文里不能写网页代码，发现了“{found}”；请改用 Markdown")

    def _link(self, token: Token, text: str, place: tuple[int, int]) -> None:
        href = str(token.attrs.get("href", ""))
        decoded = unquote(href)
        line, column = self._find(decoded.split("#")[0], *place)
        if not text.strip():
            self._report(line, column, "B10", f"指向“{decoded[:40]}”的链接没有文字；请写成 [去处](地址)")
        kind = kind_of_link(href, decoded)
        if kind == "external":
            token.attrs.update({"rel": "noopener noreferrer", "class": "external"})
        elif kind == "fragment":
            self._internal_link(token, self.path, decoded[1:], line, column)
        elif kind == "content":
            target, _, fragment = decoded.partition("#")
            self._internal_link(token, join(self.path.parent, target), fragment, line, column)
        elif kind == "refused":
            self._report(
                line,
                column,
                "B02",
                f"不能用这样的链接“{decoded[:60]}”；可以用 https:// 网址、别的课的 .md 文件、mailto: 或 tel:",
            )

    def _internal_link(self, token: Token, target: PurePosixPath | None, fragment: str, line: int, column: int) -> None:
        if target is None or target.parts[:1] != ("courses",):
            self._report(line, column, "B03", "链接指到了 content/courses/ 以外；只能指向别的课的 .md 文件")
            return
        address = address_of(target.relative_to("courses"))
        if address is None:
            self._report(line, column, "B04", f"没有“{target}”这一课；链接应指向 index.md 或 01-名字.md 这样的文件")
            return
        self.links.append(Link(path=str(target), fragment=fragment, line=self.first_line + line, column=column))
        hash_ = f"#{fragment}" if fragment else ""
        token.attrs["href"] = hash_ if hash_ and target == self.path else self._to_root() + address + hash_

    def _image(self, token: Token, place: tuple[int, int]) -> None:
        name = unquote(str(token.attrs.get("src", "")))
        line, column = self._find(name, *place)
        if not token.content.strip():
            self._report(line, column, "B06", f"图片“{name[:60]}”没有替代文字；请写成 ![图里说了什么]({name[:60]})")
        if "/" in name or ":" in name or "\\" in name:
            self._report(
                line, column, "B07", f"图片“{name[:60]}”不在这门课的文件夹里；请把图片放在课文旁边，只写文件名"
            )
        elif name not in self.sizes:
            self._report(line, column, "B04", f"找不到图片“{name[:60]}”；请检查文件名，或把图片放到这门课的文件夹里")
        else:
            self.pictures.append(name)
            width, height = self.sizes[name]
            is_lesson = self.path.name != "index.md"
            token.attrs.update(
                {"src": ("../" if is_lesson else "") + name, "width": width, "height": height, "loading": "lazy"}
            )

    # -- results -----------------------------------------------------------------------------------------------

    def _sections(self) -> Iterator[Section]:
        headings = [(slug, level, title) for slug, (level, title) in self.headings.items()]
        for (slug, level, title), texts in zip([("", 1, ""), *headings], self.texts, strict=True):
            if slug or texts:
                yield Section(level=level, id=slug, title=title, text="\n".join(filter(None, texts)))

    def _to_root(self) -> str:
        return "../" * (2 if self.path.name == "index.md" or len(self.path.parts) == 2 else 3)

    def _find(self, needle: str, start: int, end: int) -> tuple[int, int]:
        """Line (from 0, in this body) and column (from 1) of `needle` in the lines of a block; its start if absent."""
        found = self.markdown.find(needle, self.starts[start], self.starts[min(end, len(self.lines))]) if needle else -1
        if found < 0:
            return start, 1
        at = bisect_right(self.starts, found) - 1
        return at, found - self.starts[at] + 1

    def _report(self, line: int, column: int, code: str, message: str) -> None:
        self.problems.append(Problem(f"content/{self.path}", self.first_line + line, column, code, message))


def _close(html: str) -> Any:
    def close(_rendering: _Rendering, token: Token) -> None:
        token.type, token.content = "html_block", html

    return close


def _open_tabset(_rendering: _Rendering, token: Token) -> None:
    token.type, token.content = "html_block", '<div class="tabset">\n'


_SHAPES = {
    "notice_open": _Rendering._notice,
    "notice_close": _close("</div>\n"),
    "details_open": _Rendering._details,
    "details_close": _close("</details>\n"),
    "tab_open": _Rendering._tab,
    "tab_close": _close("</section>\n"),
    "tabset_open": _open_tabset,
    "tabset_close": _close("</div>\n"),
}
