"""The kiosk edition: rendered by the real Pelican, sealed, equal to the portal in what it teaches, published alike."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from importlib.metadata import version
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.loader import load
from catalog.vocabulary import ReviewStatus
from site_builder import cli, kiosk, portal
from site_builder.build import build
from site_builder.editions import KIOSK, PORTAL
from site_builder.qr import code
from site_builder.renderer import RenderError
from site_builder.settings import Project
from site_builder.verify import VerifyError, check
from site_builder.views import Page
from site_builder.views.kiosk import TEMPLATES, kiosk_addresses, kiosk_course_pages, kiosk_site_pages

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = (
    "\"><script>alert(1)</script>&lt;b&gt; {{ 7*7 }} {% raw %} {static}/x {attach}../../x |filename|x ' --- # : [x]"
)
LESSON = "content/courses/law/anti-fraud/02-fake-police.md"
BUILD = """
import sys
from pathlib import Path
from site_builder.build import build
from site_builder.editions import KIOSK
from site_builder.settings import Project
build(Project(Path(sys.argv[1])), KIOSK)
"""


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder.resolve()).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.resolve().rglob("*"))
        if path.is_file()
    }


def all_pages(catalog: Catalog) -> list[Page]:
    return [*kiosk_site_pages(catalog), *(p for r in catalog.records for p in kiosk_course_pages(catalog, r))]


@pytest.fixture
def project(small_site: Callable[..., Path]) -> Project:
    return Project(small_site())


@pytest.fixture
def pages(project: Project) -> list[Page]:
    """All pages of the small site, which has a public address."""
    with (project.content / "site.yml").open("a", encoding="utf-8") as site:
        site.write("url: https://xuetang.example.org\n")
    return all_pages(load(project.content))


def rendered(pages: list[Page], tmp_path: Path, program: Path = ROOT) -> Path:
    out = tmp_path / "out"
    kiosk.render(pages, project=program, work=tmp_path / "work", out=out)
    return out


# -- what there is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [ROOT / "content", ROOT / "tests/cases/valid/content"])
def test_pages_are_the_portals(content: Path) -> None:
    """The kiosk has every page of the portal of the kinds it shows, at the same addresses, and no other."""
    catalog = load(content)
    ours = {page.path for page in all_pages(catalog)}
    theirs = [*PORTAL.site_pages(catalog), *(p for r in catalog.records for p in PORTAL.course_pages(catalog, r))]
    of_the_district = {page.path for page in theirs if page.template.startswith("district/")}
    assert ours == {page.path for page in theirs if page.template in TEMPLATES} | of_the_district
    assert {page.template for page in theirs if page.path not in of_the_district} - TEMPLATES == {
        "teaching.html", "coverage.html", "progress.html", "report.html", "api.html", "unanswered.html",
    }  # fmt: skip
    for record in catalog.records:
        assert list(kiosk_addresses(record)) == [page.path for page in kiosk_course_pages(catalog, record)]


def test_a_lessons_code_leads_to_the_same_lesson(pages: list[Page], project: Project) -> None:
    """The code is there with a public address; without one the page says what the operator has to do."""
    lesson = next(page for page in pages if page.template == "lesson.html")
    assert lesson.data["code"] == code(f"https://xuetang.example.org/{lesson.path}")
    edit(project.content / "site.yml", "url: https://xuetang.example.org\n", "")
    assert all(page.data.get("code") is None for page in all_pages(load(project.content)))


def test_today_is_chosen_from_what_was_checked(project: Project) -> None:
    """Lessons of checked courses where there are any; else drafts, which say that they are drafts."""

    def days() -> list[dict[str, str]]:
        home = next(kiosk_site_pages(load(project.content)))
        return home.data["days"]  # type: ignore[return-value]

    catalog = load(project.content)
    assert catalog.records[0].course.header.review.status is ReviewStatus.DRAFT
    assert {day["review"] for day in days()} == {"草稿，尚未核对"}
    course = project.content / "courses/law/anti-fraud"
    other = course.parent / "checked"
    shutil.copytree(course, other)
    index = other / "index.md"
    index.write_text(
        re.sub(r"status: draft", "status: checked\n  by: 核对的人\n  on: 2026-11-20", index.read_text("utf-8")), "utf-8"
    )
    for name in other.glob("*.md"):
        name.write_text(name.read_text("utf-8").replace("redirect_from", "x_redirect"), "utf-8")
    assert {day["path"].rsplit("/", 2)[0] for day in days()} == {"law/checked"}
    assert {day["review"] for day in days()} == {"已对照来源核对"}


# -- how it is rendered -------------------------------------------------------------------------------------------------


def test_exactly_the_pages_are_made(pages: list[Page], tmp_path: Path) -> None:
    """One file for each page, the 404 page and the theme's own files: no feed, archive or theme of Pelican's."""
    out = rendered(pages, tmp_path)
    made = {path.relative_to(out).as_posix() for path in out.rglob("*.html")}
    assert made == {f"{page.path}index.html" for page in pages} | {"404.html"}
    others = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} - made
    assert others and all(other.startswith(("assets/kiosk/", "assets/offline/")) for other in others)


def test_one_page_alone_is_the_same(pages: list[Page], tmp_path: Path) -> None:
    """A page depends on nothing but itself."""
    everything = rendered(pages, tmp_path / "all")
    for page in (pages[0], pages[-1]):
        alone = rendered([page], tmp_path / f"alone-{len(page.path)}")
        assert (alone / page.path / "index.html").read_bytes() == (everything / page.path / "index.html").read_bytes()


FRAGMENTS = [
    "<pre><code>```\n~~~ python\nx = 1\n```\n</code></pre>",
    "<p># no heading, *no emphasis*, [no](link), [^1], {#id}, &amp;lt;</p>",
    "<p>{{ 7 * 7 }} {% raw %} {# no comment #} {% endblock %}</p>",
    '<p title="{static}/x">{static}/etc/passwd {attach}../../x |filename|y {filename}z</p>',
    "<p>a</p>\n---\ntitle: other\n---\n<p>b</p></body></html>",
    "<p>&lt;script&gt; &amp; &quot; &#39; 　“ ”</p>",
]


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_fragment_arrives_untouched(pages: list[Page], tmp_path: Path, fragment: str) -> None:
    """What was sanitised is what is published: no Markdown, template or link syntax is understood again."""
    lesson = next(page for page in pages if page.template == "lesson.html")
    part = {"id": "", "title": "", "html": fragment, "links": []}
    page = Page(lesson.path, lesson.template, {**lesson.data, "parts": [part]})
    assert fragment in (rendered([page], tmp_path) / page.path / "index.html").read_text("utf-8")


#: Values that are addresses, names of files, numbers or ready HTML: the schema allows letters and digits only.
_SAFE = {"path", "id", "slug", "icon", "template", "iso", "d", "tone", "input", "size", "status", "href", "html", "url"}


def _poisoned(value: object, key: str = "") -> object:  # type: ignore[misc]
    if isinstance(value, dict):
        return {name: _poisoned(part, name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_poisoned(part, key) for part in value]
    return value + HOSTILE if isinstance(value, str) and key not in _SAFE else value


def test_hostile_words_stay_words(pages: list[Page], tmp_path: Path) -> None:
    """Should the catalog ever let markup pass in a title, every template still shows it as text."""
    hostile = [Page(page.path, page.template, _poisoned(page.data)) for page in pages]  # type: ignore[arg-type]
    out = rendered(hostile, tmp_path)
    for page in hostile:
        html = (out / page.path / "index.html").read_text("utf-8")
        assert "<script>" not in html, page.path
        assert "alert(1)" in html
        assert "{{ 7*7 }} {% raw %} {static}/x {attach}../../x |filename|x" in unescape(html)


def test_pages_hold_under_a_strict_policy(pages: list[Page], tmp_path: Path) -> None:
    """No inline script, style or handler, nothing from elsewhere, no way out, no word about the engine."""
    out = rendered(pages, tmp_path)
    for path in out.rglob("*.html"):
        html = path.read_text("utf-8")
        assert not re.search(r'<script(?![^>]*\bsrc=)(?![^>]*type="application/json")[^>]*>', html), path
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|[Gg]enerator|<iframe|<base|Pelican", html), path
        assert not re.search(r"""(?:href|src|action)=["'](?:[a-z]+:|//)""", html), path
        assert not re.search(r"\sdownload\b|target=|<video|<audio", html), path
        assert '<html lang="zh-CN" class="no-js" data-shared' in html, path
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert len(set(ids)) == len(ids), path
        named = re.findall(r'\s(?:for|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"', html)
        assert {word for words in named for word in words.split()} <= set(ids), path


def test_a_missing_page_leads_home(pages: list[Page], tmp_path: Path) -> None:
    """At any depth and without JavaScript: its addresses start at the root."""
    html = (rendered(pages[:1], tmp_path) / "404.html").read_text("utf-8")
    assert '<noscript><meta http-equiv="refresh" content="6; url=/"></noscript>' in html
    assert all(address.startswith("/") for address in re.findall(r'(?:href|src)="([^"]+)"', html))


def test_both_renderers_in_one_environment(pages: list[Page], tmp_path: Path) -> None:
    """Material wants Pygments 2.20 or newer, Pelican says that it wants an older one: both render with the newer."""
    assert tuple(map(int, version("pygments").split(".")[:2])) >= (2, 20)
    course = next(page for page in pages if page.template == "course.html")
    assert (rendered([course], tmp_path) / course.path / "index.html").is_file()
    theirs = next(page for page in PORTAL.site_pages(load(ROOT / "tests/cases/valid/content")))
    portal.render([theirs], project=ROOT, work=tmp_path / "mkdocs", out=tmp_path / "portal")
    assert (tmp_path / "portal" / "index.html").is_file()


def test_pelican_is_only_run() -> None:
    """Its licence is another one than ours: it is a program beside this one and never imported."""
    for folder in ("catalog", "search", "site_builder", "theme"):
        for source in (ROOT / folder).rglob("*.py"):
            assert not re.search(r"^\s*(from|import) pelican", source.read_text("utf-8"), re.M), source


# -- when it goes wrong -------------------------------------------------------------------------------------------------


def _program(tmp_path: Path) -> Path:
    program = tmp_path / "program"
    shutil.copytree(ROOT / "theme", program / "theme")
    return program


def test_pelican_fault_is_told(pages: list[Page], tmp_path: Path) -> None:
    """A theme that does not work is an error with Pelican's own words."""
    program = _program(tmp_path)
    (program / "theme/kiosk/templates/lesson.html").write_text('{% extends "base.html" %}{{ nope(', "utf-8")
    with pytest.raises(RenderError, match="pelican 报告了问题"):
        rendered(pages, tmp_path, program)


def test_a_value_that_is_missing_is_a_fault(pages: list[Page], tmp_path: Path) -> None:
    """A template that asks for what a page has not is no empty place on a screen."""
    program = _program(tmp_path)
    edit(program / "theme/kiosk/templates/course.html", "{{ course.title }}", "{{ course.titel }}")
    with pytest.raises(RenderError, match="titel"):
        rendered(pages, tmp_path, program)


def test_page_that_is_dropped_is_noticed(pages: list[Page], tmp_path: Path) -> None:
    """Pelican passes over what it cannot read; the build does not."""
    program = _program(tmp_path)
    (program / "theme/kiosk/templates/about.html").write_text("<title>other</title>", "utf-8")
    with pytest.raises(RenderError, match="标题不是"):
        rendered(pages, tmp_path / "one", program)
    settings = program / "theme/kiosk/pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + 'IGNORE_FILES = ["000001.html"]\n', "utf-8")
    with pytest.raises(RenderError, match=re.escape("缺少 law")):
        rendered(pages, tmp_path / "two", program)


def test_secrets_do_not_reach_the_renderer(pages: list[Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pelican's settings are a program: it only sees the environment that it needs."""
    monkeypatch.setenv("MEILI_MASTER_KEY", "a-secret-that-must-stay")
    program = _program(tmp_path)
    settings = program / "theme/kiosk/pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + "import os\nALL = repr(dict(os.environ))\n", "utf-8")
    edit(program / "theme/kiosk/templates/about.html", "{% block content %}", "{% block content %}{{ ALL }}")
    out = rendered(pages, tmp_path, program)
    html = (out / "about/index.html").read_text("utf-8")
    assert "PYTHONUTF8" in html and "a-secret-that-must-stay" not in html


def test_failure_leaves_the_published_kiosk(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When Pelican fails, the kiosk that stands there goes on, and a Chinese sentence says what happened."""
    build(project, KIOSK)
    before = contents(project.kiosk)
    edit(project.root / LESSON, "挂断。", "马上挂断。")
    monkeypatch.setattr("site_builder.kiosk.run_program", lambda *a, **k: kiosk_fails())
    monkeypatch.chdir(project.root)
    assert cli.run(["build", "--edition", "kiosk"]) == 2
    assert "网页生成程序 pelican 报告了问题" in capsys.readouterr().err
    assert contents(project.kiosk) == before
    assert not list((project.dist / ".releases").glob("unfinished-*"))


def kiosk_fails() -> None:
    raise RenderError("网页生成程序 pelican 报告了问题（退出码 1）")


def test_a_way_out_stops_the_build(tmp_path: Path) -> None:
    """The last look finds what leads outside in a sealed edition; the portal may."""
    (tmp_path / "index.html").write_text('<a href="https://example.org/">x</a>', "utf-8")
    check(tmp_path, ["index.html"])
    with pytest.raises(VerifyError, match=re.escape("通向站外的“https://example.org/”")):
        check(tmp_path, ["index.html"], is_sealed=True)
    (tmp_path / "index.html").write_text('<a href="tel:110">110</a>', "utf-8")
    with pytest.raises(VerifyError, match="通向站外"):
        check(tmp_path, ["index.html"], is_sealed=True)


# -- how it is published --------------------------------------------------------------------------------------------------


def test_same_content_same_bytes(project: Project, tmp_path: Path) -> None:
    """Another folder, hash seed, time zone and locale give the same files."""
    build(project, KIOSK)
    other = tmp_path / "elsewhere"
    shutil.copytree(project.content, other / "content")
    environment = os.environ | {
        "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "XUETANG_CACHE_DIR": str(tmp_path / "c"),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", BUILD, str(other)], cwd=ROOT, env=environment, check=True)
    assert contents(other / "dist/kiosk") == contents(project.kiosk)


def test_only_what_changed_is_made_again(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build does nothing; after a change it equals one from nothing."""
    first = build(project, KIOSK)
    assert not build(project, KIOSK).changed
    edit(project.root / LESSON, "挂断。", "马上挂断。")
    again = build(project, KIOSK)
    assert again.changed and again.rendered < first.rendered
    monkeypatch.setenv("XUETANG_CACHE_DIR", str(tmp_path / "empty"))
    fresh = Project(tmp_path / "fresh")
    shutil.copytree(project.content, fresh.content)
    build(fresh, KIOSK)
    assert contents(fresh.kiosk) == contents(project.kiosk)


def test_editions_stand_side_by_side(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--edition all` makes both, each with its own releases; search and pictures are the same; the kiosk asks no server."""
    project.search_config.write_text('{"meilisearch": {"url": "/m", "index": "i", "key": "k"}}', "utf-8")
    monkeypatch.chdir(project.root)
    assert cli.run(["build", "--edition", "all"]) == 0
    assert "网站在 dist/portal" in (said := capsys.readouterr().out) and "触摸屏版在 dist/kiosk" in said
    ours, theirs = contents(project.kiosk), contents(project.portal)
    for path in ours:
        if path.startswith(
            ("pagefind/", "assets/search/", "assets/shared/", "search/lexicon", "law/")
        ) and not path.endswith("html"):
            assert ours[path] == theirs[path], path
    assert "law/anti-fraud/steps.svg" in ours and "assets/search/search.js" in ours
    assert json.loads((project.kiosk / "search-config.json").read_text("utf-8")) == {}
    assert not (project.kiosk / "api").exists()
    assert cli.run(["build", "--edition", "paper"]) == 2
    assert "没有“paper”这个版本；可以用：portal、kiosk、all。" in capsys.readouterr().err
