"""Rendering through the real mkdocs: the fragment arrives untouched, titles stay text, faults are noticed."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.loader import load
from site_builder.portal import _share, render
from site_builder.renderer import RenderError
from site_builder.views import Page, course_pages, site_pages

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "\"><script>alert(1)</script>&lt;b&gt; {{ 7*7 }} {% raw %} ' --- # : [x]"


@pytest.fixture
def pages(small_site: Callable[..., Path]) -> list[Page]:
    """All pages of the small site."""
    catalog = load(small_site() / "content")
    return [*site_pages(catalog), *(page for record in catalog.records for page in course_pages(catalog, record))]


def rendered(pages: list[Page], tmp_path: Path, project: Path = ROOT) -> Path:
    out = tmp_path / "out"
    render(pages, project=project, work=tmp_path / "work", out=out)
    return out


def test_exactly_the_pages_are_made(pages: list[Page], tmp_path: Path) -> None:
    """One file for each page, the 404 page, the theme's own assets, and nothing that the portal does not use."""
    out = rendered(pages, tmp_path)
    made = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    assert made == {f"{page.path}index.html" for page in pages} | {"404.html"}
    others = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - made
    assert all(re.match(r"assets/(portal/|stylesheets/main\.)", other) for other in others)


def test_one_page_alone_is_the_same(pages: list[Page], tmp_path: Path) -> None:
    """A page rendered by itself has the bytes that it has among all others: it depends on nothing else."""
    everything = rendered(pages, tmp_path / "all")
    for page in (pages[0], pages[-1]):
        alone = rendered([page], tmp_path / f"alone-{len(page.path)}")
        address = f"{page.path}index.html"
        assert (alone / address).read_bytes() == (everything / address).read_bytes()


def test_two_processes_make_the_same(pages: list[Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shared among two processes, the result is the same to the byte."""
    one = rendered(pages, tmp_path / "one")
    monkeypatch.setattr("site_builder.portal.PAGES_FOR_TWO", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    two = rendered(pages, tmp_path / "two")
    assert contents(one) == contents(two)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pages_are_shared_evenly(pages: list[Page]) -> None:
    """No page is lost or made twice when there are two processes, and one processor gets one."""
    many = pages * 40
    first, second = _share(many, 2)
    assert abs(len(first) - len(second)) <= 1
    assert len(first) + len(second) == len(many)
    assert len(_share(many, 1)) == 1


FRAGMENTS = {
    "fences": "<pre><code>```\n~~~ python\nx = 1\n```\n</code></pre>",
    "markdown": "<p># no heading, *no emphasis*, [no](link), ![no](picture), [^1], {#id}, &amp;lt;</p>",
    "blank lines": "<pre><code>a\n\n\n    b\n \n\tc</code></pre>\n\n\n<p>after</p>",
    "jinja": "<p>{{ 7 * 7 }} {% raw %} {# no comment #}</p>",
    "template end": "<p>{% endblock %}{% endraw %}</p>",
    "snippets": '<p>--8&lt;-- "mkdocs.yml"</p>',
    "front matter": "<p>a</p>\n---\ntitle: other\n---\n<p>b</p>",
    "definitions": "<p>a</p>\n\n[a]: https://example.org\n*[HTML]: text\n\n<p>b</p>",
    "entities": "<p>&lt;script&gt; &amp; &quot;  &#39; 　“ ”</p>",
}


@pytest.mark.parametrize("name", FRAGMENTS)
def test_fragment_arrives_untouched(pages: list[Page], tmp_path: Path, name: str) -> None:
    """What was sanitised is what is published: no Markdown, template or snippet syntax is understood again."""
    lesson = next(page for page in pages if page.template == "lesson.html")
    page = Page(lesson.path, lesson.template, lesson.data, FRAGMENTS[name])
    html = (rendered([page], tmp_path) / page.path / "index.html").read_text("utf-8")
    assert squeezed(FRAGMENTS[name]) in squeezed(html)


def squeezed(html: str) -> str:
    """Without spaces at the ends of lines, which mean nothing even in preformatted text that ends there."""
    return re.sub(r"[ ]+\n", "\n", html)


def test_hostile_words_stay_words(pages: list[Page], tmp_path: Path) -> None:
    """The catalog refuses markup in titles; should it ever let some pass, every template still shows it as text."""
    hostile = [Page(page.path, page.template, _poisoned(page.data), page.html) for page in pages]
    out = rendered(hostile, tmp_path)
    for page in hostile:
        html = (out / page.path / "index.html").read_text("utf-8")
        assert "<script>" not in html, page.path
        assert "alert(1)" in html or page.template in {"progress.html", "report.html", "api.html", "about.html"}
        assert not re.search(r"""="[^"]*"><script""", html)


#: Values that are addresses, names of files, or numbers in words: the schema allows letters and digits only.
_SAFE = {"path", "id", "slug", "icon", "template", "iso", "d", "tone", "input", "width", "target", "url", "status"}
_SAFE |= {"example_course", "example_lesson"}


def _poisoned(value: object, key: str = "") -> object:  # type: ignore[misc]
    if isinstance(value, dict):
        return {name: _poisoned(part, name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_poisoned(part, key) for part in value]
    return value + HOSTILE if isinstance(value, str) and key not in _SAFE else value


def test_pages_hold_under_a_strict_policy(pages: list[Page], tmp_path: Path) -> None:
    """No inline script, style or handler, nothing from elsewhere, no word about the engine."""
    out = rendered(pages, tmp_path)
    for path in out.rglob("*.html"):
        html = path.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", html), path
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|generator|<iframe|<base", html), path
        assert not re.search(r"""<(?:script|link|img|source)\b[^>]*(?:src|href)=["'](?:https?:)?//""", html), path
        assert '<html lang="zh-CN"' in html


def test_ids_are_unique(pages: list[Page], tmp_path: Path) -> None:
    """No id stands twice on a page, and every label, description and control names one that is there."""
    out = rendered(pages, tmp_path)
    for path in out.rglob("*.html"):
        html = path.read_text("utf-8")
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(set(ids)) == len(ids), path
        named = re.findall(r'\s(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"', html)
        assert {word for words in named for word in words.split()} - set(ids) <= {"__drawer", "__search"}, path


def test_mkdocs_fault_is_told(pages: list[Page], tmp_path: Path) -> None:
    """A theme that does not work is an error with mkdocs's own words, and the exit is not silent."""
    project = _copy(tmp_path)
    (project / "theme" / "portal" / "lesson.html").write_text(
        "{% extends 'main.html' %}{% block content %}{{ nope(", "utf-8"
    )
    with pytest.raises(RenderError, match="mkdocs 报告了问题"):
        rendered(pages, tmp_path, project)


def test_warning_is_a_fault(pages: list[Page], tmp_path: Path) -> None:
    """A warning of mkdocs stops the build."""
    project = _copy(tmp_path)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "no_such_setting: 1\n", "utf-8")
    with pytest.raises(RenderError, match="no_such_setting"):
        rendered(pages, tmp_path, project)


def test_page_without_its_data_is_noticed(pages: list[Page], tmp_path: Path) -> None:
    """A page whose title did not arrive is a fault: mkdocs passes over front matter that it cannot read."""
    project = _copy(tmp_path)
    theme = project / "theme" / "portal"
    theme.joinpath("lesson.html").write_text("<title>other</title>", "utf-8")
    with pytest.raises(RenderError, match="标题不是"):
        rendered(pages, tmp_path, project)


def test_page_that_is_missing_is_noticed(pages: list[Page], tmp_path: Path) -> None:
    """A template that yields nothing leaves no file: the build says which."""
    project = _copy(tmp_path)
    (project / "theme" / "portal" / "about.html").write_text("", "utf-8")
    with pytest.raises(RenderError, match=re.escape("缺少 about")):
        rendered(pages, tmp_path, project)


def test_nothing_to_render_is_said(tmp_path: Path) -> None:
    """An empty list is a mistake of the caller."""
    with pytest.raises(RenderError, match="没有要生成的网页"):
        rendered([], tmp_path)


def test_secrets_do_not_reach_the_renderer(pages: list[Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """mkdocs can read the environment from its settings; it only sees what it needs."""
    monkeypatch.setenv("MEILI_MASTER_KEY", "a-secret-that-must-stay")
    project = _copy(tmp_path)
    config = project / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "site_author: !ENV [MEILI_MASTER_KEY, none]\n", "utf-8")
    main = project / "theme" / "portal" / "main.html"
    main.write_text(main.read_text("utf-8").replace("<meta charset", "{{ config.site_author }}<meta charset"), "utf-8")
    out = rendered(pages[:1], tmp_path, project)
    assert b"a-secret-that-must-stay" not in b"".join(contents(out).values())


def _copy(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "theme", project / "theme")
    shutil.copy(ROOT / "mkdocs.yml", project)
    return project
