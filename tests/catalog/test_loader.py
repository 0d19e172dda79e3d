"""Loading as a whole: cache, order, direction of imports, frozen values."""

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from catalog import loader
from catalog.cache import Cache
from catalog.loader import load
from catalog.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]
LESSON = "content/courses/law/anti-fraud/02-fake-police.md"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_cache_gives_the_same_catalog(
    small_site: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes from the cache equals what was read, and nothing is rendered twice."""
    content = small_site() / "content"
    first = load(content, cache=Cache(tmp_path / "cache"))
    monkeypatch.setattr(loader, "read", lambda folder: pytest.fail(f"{folder.id} was read again"))
    assert load(content, cache=Cache(tmp_path / "cache")) == first


def test_cache_sees_every_change(small_site: Callable[..., Path], tmp_path: Path) -> None:
    """A change is found even when time and size of the file stay the same."""
    root = small_site()
    cache = Cache(tmp_path / "cache")
    load(root / "content", cache=cache)
    before = (root / LESSON).stat()
    edit(root / LESSON, "挂断。", "快挂。")
    os.utime(root / LESSON, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "快挂。" in load(root / "content", cache=cache).record("law/anti-fraud").lessons[1].body.text


def test_problems_are_told_again_from_the_cache(small_site: Callable[..., Path], tmp_path: Path) -> None:
    """A second run without changes does not turn a fault into a site."""
    root = small_site("B06-alt")
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            load(root / "content", cache=Cache(tmp_path / "cache"))
        assert [problem.code for problem in caught.value.problems] == ["B06"]


def test_damaged_cache_costs_time_only(small_site: Callable[..., Path], tmp_path: Path) -> None:
    """Half a file, another file's content, or a folder without rights: the lesson is read again."""
    content = small_site() / "content"
    cache = Cache(tmp_path / "cache")
    good = load(content, cache=cache)
    for kept in cache.folder.iterdir():
        kept.write_bytes(kept.read_bytes()[:100])
    assert load(content, cache=cache) == good
    assert load(content, cache=Cache(Path("/proc/nowhere"))) == good


def test_catalog_cannot_be_changed(small_site: Callable[..., Path]) -> None:
    """Everything after the loader can rely on what was checked."""
    catalog = load(small_site() / "content")
    lesson = next(catalog.lessons())
    for thing, name in ((catalog, "site"), (lesson, "number"), (lesson.header, "title"), (lesson.body, "html")):
        with pytest.raises(AttributeError):
            setattr(thing, name, None)


def test_many_courses_are_read_by_several_processes(
    small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result does not depend on how many work on it."""
    content = small_site() / "content"
    alone = load(content)
    monkeypatch.setattr(loader, "_PARALLEL_FROM", 1)
    monkeypatch.setattr(loader, "cpu_count", lambda: 2)
    assert load(content) == alone


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("catalog", {"catalog"}),
        ("search", {"catalog", "search"}),
        ("site_builder", {"catalog", "search", "site_builder"}),
    ],
)
def test_imports_go_one_way(package: str, allowed: set[str]) -> None:
    """catalog ← search ← site_builder, and never back."""
    for source in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                top = name.split(".")[0]
                assert top in allowed or top not in {"catalog", "search", "site_builder"}, f"{source} imports {name}"


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("mkdocs", {"portal.py"}),
        ("pelican", set()),  # its licence is not ours: run beside us, never imported
        ("segno", {"qr.py"}),
        ("meilisearch", {"meili.py"}),
        ("pagefind", {"static.py"}),
        ("markdown_it", {"markup.py", "blocks.py", "inline.py"}),
        ("nh3", {"sanitise.py"}),
        ("yaml", {"frontmatter.py"}),
        ("PIL", {"pictures.py"}),
    ],
)
def test_foreign_libraries_have_one_home(library: str, home: set[str]) -> None:
    """A library can be replaced in one place."""
    for package in ("catalog", "search", "site_builder"):
        for source in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
                names = [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
                names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                if any(name.split(".")[0] == library for name in names):
                    assert source.name in home, f"{source} imports {library}"


def test_cache_with_another_courses_reading(small_site: Callable[..., Path], tmp_path: Path) -> None:
    """A reading under the wrong name is not believed."""
    root = small_site()
    cache = Cache(tmp_path / "cache")
    load(root / "content", cache=cache)
    (old,) = cache.folder.iterdir()
    edit(root / LESSON, "挂断。", "快挂。")
    good = load(root / "content", cache=cache)
    (new,) = cache.folder.iterdir()
    new.write_bytes(new.read_bytes().replace(new.name.encode(), old.name.encode()).replace("快挂。".encode(), b"x"))
    assert load(root / "content", cache=cache) == good


@pytest.mark.parametrize("line_end", ["\\n", "\\r", "\\r\\n"])
def test_title_is_one_line(small_site: Callable[..., Path], line_end: str) -> None:
    """A line end that YAML makes of a backslash is one, whatever system it comes from."""
    root = small_site()
    edit(root / LESSON, "title: 冒充公检法的电话", f'title: "冒充{line_end}公检法的电话"')
    with pytest.raises(ContentError) as caught:
        load(root / "content")
    assert [problem.code for problem in caught.value.problems] == ["M06"]
