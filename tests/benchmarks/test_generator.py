"""The generated lessons: a real project in every respect, the same each time, of the promised size and shape."""

from pathlib import Path

import pytest

from benchmarks.composer import LONGEST, SHORTEST, length
from benchmarks.generator import generate
from catalog.body import Body
from catalog.collection import Catalog
from catalog.frontmatter import split
from catalog.lesson import Lesson
from catalog.loader import load

LESSONS = 133


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "project"
    generate(LESSONS, folder)
    return folder


@pytest.fixture(scope="module")
def catalog(project: Path) -> Catalog:
    return load(project / "content")


def bodies(catalog: Catalog) -> list[Body]:
    return [lesson.body for lesson in sorted(catalog.lessons(), key=number)]


def number(lesson: Lesson) -> int:
    return int(lesson.slug.rpartition("-")[2])


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_passes_every_check_of_content(catalog: Catalog) -> None:
    """Loading raises no problem: five lessons a course, the last course shorter, all 13 categories in use."""
    assert [len(list(catalog.lessons())), len(catalog.records), len(catalog.categories)] == [LESSONS, 27, 13]
    assert all(catalog.courses_in(category.slug) for category in catalog.categories)


def test_targets_fit(catalog: Catalog) -> None:
    """Every category has a gap, so that the coverage page has something to show."""
    wanted = {target.category: target.courses for target in catalog.targets}
    assert wanted == {c.slug: len(catalog.courses_in(c.slug)) + 1 for c in catalog.categories}


@pytest.mark.parametrize("lessons", [1, 6, 11])
def test_any_number_is_a_valid_project(lessons: int, tmp_path: Path) -> None:
    """A course that ends after one lesson still covers its outcomes."""
    generate(lessons, tmp_path)
    assert len(list(load(tmp_path / "content").lessons())) == lessons


def test_same_number_gives_same_bytes(project: Path, tmp_path: Path) -> None:
    """Two machines measure the same lessons."""
    generate(LESSONS, tmp_path)
    assert files(tmp_path) == files(project)


def test_lengths(project: Path) -> None:
    """Bodies have 900–1,500 characters and differ in length."""
    paths = sorted((project / "content" / "courses").glob("*/*/[0-9]*.md"))
    found = [length(split(path.read_text(encoding="utf-8"), "").body) for path in paths]
    assert min(found) >= SHORTEST and max(found) <= LONGEST
    assert max(found) - min(found) > 300


def test_titles_and_headings_are_unique(catalog: Catalog) -> None:
    """No two lessons or courses share a title; headings are checked within a lesson by the loader."""
    titles = [lesson.title for lesson in catalog.lessons()] + [record.course.title for record in catalog.records]
    assert len(set(titles)) == len(titles)


def test_every_lesson_has_what_real_ones_have(catalog: Catalog) -> None:
    """Table, notice, list, footnote and a link to a neighbour in each; a picture in every fourth."""
    found = bodies(catalog)
    for mark in ("<table>", 'class="admonition', "<ul>", "<ol>", 'class="footnotes"', "<h3 "):
        assert all(mark in body.html for body in found), mark
    assert all(body.links for body in found)
    assert [bool(body.pictures) for body in found] == [n % 4 == 0 for n in range(1, LESSONS + 1)]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """A folder that holds something is refused and left as it was."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        generate(5, tmp_path)
    assert files(tmp_path) == {"mine.txt": b"mine"}


def test_content_without_lessons_is_refused(tmp_path: Path) -> None:
    """There is nothing to build lessons from."""
    (tmp_path / "empty" / "courses").mkdir(parents=True)
    with pytest.raises(ValueError, match="no categories"):
        generate(5, tmp_path / "project", content=tmp_path / "empty")
