"""Building: only what changed is made again, the result is the same as from nothing, and failures publish nothing."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from catalog.cache import Cache
from catalog.collection import Catalog
from catalog.fields import SITE_PLACES
from catalog.loader import load
from catalog.problems import ContentError
from site_builder import build as build_module
from site_builder.build import build
from site_builder.search_config import SearchConfigError
from site_builder.settings import Project
from site_builder.verify import VerifyError, check

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys
from pathlib import Path
from site_builder.build import build
from site_builder.settings import Project
build(Project(Path(sys.argv[1])))
"""
LESSON = "content/courses/law/anti-fraud/02-fake-police.md"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def contents(folder: Path) -> dict[str, str]:
    """Digest of every file below a folder, the search index aside, whose names are digests themselves."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.resolve().rglob("*"))
        if path.is_file()
    } if not folder.is_symlink() else contents(folder.resolve())  # fmt: skip


@pytest.fixture
def project(small_site: Callable[..., Path]) -> Project:
    return Project(small_site())


def test_everything_a_reader_expects(project: Project) -> None:
    """Pages of every kind, data, pictures, search index and search configuration."""
    report = build(project)
    assert (report.courses, report.lessons) == (1, 2)
    assert (report.rendered, report.kept) == (len(list(project.portal.rglob("index.html"))), 0)
    for path in (
        "index.html", "404.html", "law/index.html", "law/anti-fraud/index.html", "coverage/index.html",
        "law/anti-fraud/click-farming/index.html", "law/anti-fraud/teaching/index.html", "law/anti-fraud/steps.svg", "search/index.html",
        "api/v1/index.json", "api/v1/lessons/law/anti-fraud/fake-police.json", "api/v1/schemas/lesson.json",
        "pagefind/pagefind-entry.json", "search-config.json", "robots.txt", "assets/search/search.js",
    ):  # fmt: skip
        assert (project.portal / path).is_file(), path


def test_nothing_changed_nothing_done(project: Project) -> None:
    """A second build leaves even the release's folder alone."""
    first = build(project)
    again = build(project)
    assert first.changed and not again.changed
    assert (again.rendered, again.kept) == (0, first.rendered)
    assert project.portal.resolve() == first.folder


def test_incremental_equals_from_nothing(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change, a removed picture and a new lesson, the site equals one built without any memory."""
    build(project)
    edit(project.root / LESSON, "挂断。", "马上挂断。")
    course = project.root / "content/courses/law/anti-fraud"
    edit(course / "01-click-farming.md", "      text: 讲三步骗局。", "      text: 讲四步骗局。")
    edit(course / "01-click-farming.md", '![三步：先返小钱，再要垫钱，最后不让提现](steps.svg "刷单骗局的三步")\n', "")
    (course / "steps.svg").unlink()
    (course / "03-after-loss.md").write_text(
        (course / "02-fake-police.md").read_text(encoding="utf-8"), encoding="utf-8"
    )
    report = build(project)
    assert report.rendered < report.rendered + report.kept
    incremental = contents(project.portal)
    assert "law/anti-fraud/steps.svg" not in incremental
    monkeypatch.setenv("XUETANG_CACHE_DIR", str(tmp_path / "empty"))
    fresh = Project(tmp_path / "fresh")
    (tmp_path / "fresh").mkdir()
    (project.root / "content").rename(fresh.content)
    build(fresh)
    assert contents(fresh.portal) == incremental


def test_same_content_same_bytes(project: Project, tmp_path: Path) -> None:
    """Another folder, hash seed, time zone and locale give the same files, the search index included."""
    build(project)
    other = tmp_path / "elsewhere"
    other.mkdir()
    subprocess.run(["cp", "-r", str(project.content), str(other)], check=True)
    environment = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "XUETANG_CACHE_DIR": str(tmp_path / "c"),
    }
    subprocess.run([sys.executable, "-c", BUILD, str(other)], cwd=ROOT, env=environment, check=True)
    assert contents(other / "dist/portal") == contents(project.portal)


def test_problems_leave_the_site(project: Project) -> None:
    """A lesson with a fault stops the build before anything is written; the old site goes on."""
    build(project)
    before = contents(project.portal)
    edit(project.root / LESSON, "挂断。", "<b>挂断</b>。")
    with pytest.raises(ContentError):
        build(project)
    assert contents(project.portal) == before


def test_failure_in_the_middle_leaves_the_site(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step before publishing fails, nothing of the new release remains."""
    build(project)
    before = contents(project.portal)
    edit(project.root / LESSON, "挂断。", "马上挂断。")

    def fail(*_arguments: object, **_options: object) -> None:
        raise VerifyError("试验")

    monkeypatch.setattr(build_module.verify, "check", fail)
    with pytest.raises(VerifyError):
        build(project)
    assert contents(project.portal) == before
    assert not list((project.dist / ".releases").glob("unfinished-*"))


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_killed_at_any_moment(project: Project) -> None:
    """kill -9 at several moments of a build: the site is whole, and the next build needs no help."""
    build(project)
    before = contents(project.portal)
    edit(project.root / LESSON, "挂断。", "马上挂断。")
    for wait in (0.3, 0.8, 1.3, 1.8):
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(project.root)], cwd=ROOT)
        time.sleep(wait)
        if process.poll() is None:
            process.kill()
        process.wait()
        after = contents(project.portal)
        assert after == before or "马上挂断" in (project.portal / "law/anti-fraud/fake-police/index.html").read_text(
            encoding="utf-8"
        )
    build(project)
    assert "马上挂断" in (project.portal / "law/anti-fraud/fake-police/index.html").read_text(encoding="utf-8")


def test_two_builds_at_once(project: Project) -> None:
    """The second waits for the first; the release is whole."""
    processes = [subprocess.Popen([sys.executable, "-c", BUILD, str(project.root)], cwd=ROOT) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert (project.portal / "law/anti-fraud/fake-police/index.html").is_file()


def test_a_release_that_came_with_a_clone_is_not_trusted(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in dist/ without having been made here is replaced, not taken over."""
    build(project)
    page = project.portal.resolve() / "law/anti-fraud/fake-police/index.html"
    page.write_text("untergeschoben", encoding="utf-8")
    monkeypatch.setenv("XUETANG_CACHE_DIR", str(tmp_path / "another-machine"))
    build(Project(project.root))
    assert "untergeschoben" not in (project.portal / "law/anti-fraud/fake-police/index.html").read_text(
        encoding="utf-8"
    )


def test_secret_in_the_search_configuration(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A master key that was put into the public configuration stops the build."""
    monkeypatch.setenv("MEILI_MASTER_KEY", "a-master-key-of-the-server")
    project.search_config.write_text('{"meilisearch": {"key": "a-master-key-of-the-server"}}', encoding="utf-8")
    with pytest.raises(VerifyError, match="MEILI_MASTER_KEY"):
        build(project)
    assert not project.portal.exists()


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ('<a href="nowhere/">x</a>', "指向不存在的“nowhere/”"),
        ('<a href="/law/">x</a>', "指向不存在的“/law/”"),
        ('<img src="https://example.org/x.png">', "会从别处读取"),
        ('<link rel="stylesheet" href="//example.org/x.css">', "会从别处读取"),
        ('<a href="../../../etc/passwd">x</a>', "指向不存在的"),
    ],
)
def test_last_look_before_publishing(html: str, says: str, tmp_path: Path) -> None:
    """Broken links and foreign resources in what was made are found, whoever made them."""
    (tmp_path / "index.html").write_text(html, encoding="utf-8")
    with pytest.raises(VerifyError, match=says):
        check(tmp_path, ["index.html"])


def test_missing_page_is_found(tmp_path: Path) -> None:
    """A renderer that drops a page does not get away with it."""
    with pytest.raises(VerifyError, match="应有这一页"):
        check(tmp_path, ["law/index.html"])


def test_old_address_leads_on(project: Project) -> None:
    """A renamed lesson is found at its old address, in this build and in the next that does not touch it."""
    course = project.root / "content/courses/law/anti-fraud"
    edit(
        course / "02-fake-police.md", "updated:", "redirect_from: [law/anti-fraud/police, health/old/police]\nupdated:"
    )
    build(project)
    for old, target in (
        ("law/anti-fraud/police", "../fake-police/"),
        ("health/old/police", "../../../law/anti-fraud/fake-police/"),
    ):
        html = (project.portal / old / "index.html").read_text(encoding="utf-8")
        assert f'content="0; url={target}"' in html and f'href="{target}"' in html
    edit(project.root / "content/targets.yml", "lessons: 4", "lessons: 5")
    assert build(project).changed
    assert (project.portal / "health/old/police/index.html").is_file()


def test_releases_take_turns_and_stay_exact(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After many different changes, when old releases have long been used again, nothing stale is left in any."""
    course = project.root / "content/courses/law/anti-fraud"
    second = (course / "02-fake-police.md").read_text(encoding="utf-8")
    build(project)
    (course / "03-after-loss.md").write_text(second.replace("自己拨 110", "先拨 110"), encoding="utf-8")
    build(project)
    edit(course / "03-after-loss.md", "updated:", "redirect_from: [law/anti-fraud/lost, health/lost/all]\nupdated:")
    build(project)
    (course / "03-after-loss.md").unlink()
    build(project)
    edit(project.root / "content/categories.yml", "short: 普法", "short: 法律")
    build(project)
    other = project.root / "content/courses/health/first-aid"
    other.mkdir(parents=True)
    for name in ("index.md", "01-click-farming.md", "02-fake-police.md", "steps.svg"):
        (other / name).write_bytes((course / name).read_bytes())
    build(project)
    (other / "02-fake-police.md").unlink()
    edit(other / "01-click-farming.md", "看[下一课](02-fake-police.md#挂断以后)。", "完。")
    build(project)
    found = contents(project.portal)
    assert len(list((project.dist / ".releases").glob("portal-*"))) == 3
    monkeypatch.setenv("XUETANG_CACHE_DIR", str(tmp_path / "empty"))
    fresh = Project(tmp_path / "fresh")
    fresh.root.mkdir()
    (project.root / "content").rename(fresh.content)
    build(fresh)
    assert contents(fresh.portal) == found


@pytest.mark.parametrize("damage", ["api/v1/lessons", "law/index.html", "assets"])
def test_a_release_that_lost_something(project: Project, damage: str) -> None:
    """A file that somebody removed from a release is made again at the latest when that release's turn comes."""
    build(project)
    gone = project.portal.resolve() / damage
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    for number in range(4):
        edit(project.root / "content/targets.yml", f"lessons: {4 + number}", f"lessons: {5 + number}")
        build(project)
        assert (project.portal / damage).exists()


@pytest.mark.parametrize("path", ["../../../canary", "", "/etc", 7])
def test_memory_that_leads_out_of_the_release(project: Project, path: object) -> None:
    """What is remembered decides what is removed: nothing outside of the release, whatever stands there."""
    canary = project.root / "canary"
    canary.write_text("keep", encoding="utf-8")
    for number in range(3):
        edit(project.root / "content/targets.yml", f"lessons: {4 + number}", f"lessons: {5 + number}")
        build(project, with_search=False)
    memory = project.cache / "portal.json"
    known = json.loads(memory.read_text(encoding="utf-8"))
    for release in known.values():
        for unit in release["units"].values():
            unit[0], unit[1] = "another", [*unit[1], path]
    memory.write_text(json.dumps(known), encoding="utf-8")
    build(project, with_search=False)
    assert canary.exists() and (project.portal / "index.html").is_file()


def test_picture_that_changed_after_the_check(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is published is what was checked, not what stands there a moment later."""
    build(project)
    before = contents(project.portal)
    edit(project.root / LESSON, "挂断。", "马上挂断。")
    picture = project.content / "courses/law/anti-fraud/steps.svg"

    def load_and_change(content: Path, *, cache: Cache, on: date) -> Catalog:
        catalog = load(content, cache=cache, on=on)
        picture.unlink()
        picture.symlink_to(project.content / "site.yml")
        return catalog

    monkeypatch.setattr(build_module, "load", load_and_change)
    with pytest.raises(ContentError):
        build(project)
    assert contents(project.portal) == before


@pytest.mark.parametrize(
    "written",
    [
        b"\xff\xfe",
        b"<html>",
        b"[]",
        b'{"other": 1}',
        b'{"meilisearch": {"url": 1}}',
        b'{"meilisearch": null}',
        b'{"unanswered": "yes"}',
        b'{"unanswered": 1}',
        b"[" * 9000,
    ],
)
def test_search_configuration_is_nothing_else(project: Project, written: bytes) -> None:
    """The file is published: any other file under its name stops the build, with its name and the way out."""
    project.search_config.write_bytes(written)
    with pytest.raises(SearchConfigError, match=r"search-config\.json 不能发布"):
        build(project)


def test_ids_are_there_once(project: Project) -> None:
    """A heading called like a part of the page does not take its id."""
    headings = "".join(
        f"\n## {name}\n\n字[^1]\n" for name in ("main", "quiz", "sources", "settings", "fn1", "finish-title")
    )
    with (project.root / LESSON).open("a", encoding="utf-8") as lesson:
        lesson.write(f"{headings}\n[^1]: 注\n")
    build(project, with_search=False)
    for page in project.portal.rglob("*.html"):
        ids = re.findall(r'\sid="([^"]*)"', page.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), page


def test_the_sites_own_places_are_all_known(project: Project) -> None:
    """A new page or folder of the site must not be free for categories."""
    build(project)
    places = {entry.name for entry in project.portal.iterdir() if entry.is_dir()}
    assert places - {"law", "health"} == SITE_PLACES
