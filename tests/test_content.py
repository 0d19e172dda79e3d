"""The lessons that are published: complete, of readable length, and found by the examples on the home page."""

import re
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.loader import load

ROOT = Path(__file__).resolve().parents[1]

#: Names and order of the plan for 2019–2023, section 三（一）2.
OFFICIAL = [
    "普法教育（公德教育）",
    "健康教育（医疗保健）",
    "妇女教育",
    "婚姻教育",
    "家政教育",
    "科普教育",
    "社区文化（休闲教育）",
    "婴幼儿教育",
    "青少年教育",
    "成人教育",
    "老龄教育",
    "特殊教育",
    "外来人口教育",
]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The real content, without a problem."""
    return load(ROOT / "content")


def test_thirteen_categories_by_their_official_names(catalog: Catalog) -> None:
    """As the plan names them, in its order."""
    assert [category.name for category in catalog.categories] == OFFICIAL


def test_every_category_has_a_course_of_three_lessons(catalog: Catalog) -> None:
    """No empty shelf."""
    for category in catalog.categories:
        assert any(len(record.lessons) >= 3 for record in catalog.courses_in(category.slug)), category.name


def test_lessons_are_of_readable_length(catalog: Catalog) -> None:
    """800 to 1,800 characters as a reader counts them: Han characters, and words or numbers as one."""
    for lesson in catalog.lessons():
        length = len(re.findall(r"[\u4e00-\u9fff]|[A-Za-z0-9]+", lesson.body.text))
        assert 800 <= length <= 1800, f"{lesson.id} 有 {length} 字"


def test_paragraphs_can_be_read_on_a_phone(catalog: Catalog) -> None:
    """No block of text is longer than 160 characters."""
    for lesson in catalog.lessons():
        for paragraph in re.findall(r"<p>(.*?)</p>", lesson.body.html, re.S):
            text = re.sub(r"<[^>]+>", "", paragraph)
            assert len(text) <= 160, f"{lesson.id}：{text[:30]}… 有 {len(text)} 字"


def test_a_quarter_of_the_lessons_have_a_figure(catalog: Catalog) -> None:
    """Drawn for the lesson, with an alternative in words (B06 refuses others)."""
    lessons = list(catalog.lessons())
    assert sum(bool(lesson.body.pictures) for lesson in lessons) * 4 >= len(lessons)


def test_quizzes_do_not_give_themselves_away(catalog: Catalog) -> None:
    """The right answer is not always in the same place, and true/false questions are not always true."""
    single = [q for lesson in catalog.lessons() for q in lesson.header.quiz if q.kind == "single"]
    first = sum(question.choices[0].correct for question in single)
    assert first * 2 < len(single)
    judged = [q for lesson in catalog.lessons() for q in lesson.header.quiz if q.kind == "truefalse"]
    assert len(judged) * 0.2 < sum(question.choices[0].correct for question in judged) < len(judged) * 0.8


def test_examples_on_the_home_page_find_something(catalog: Catalog) -> None:
    """Every example is a name of some lesson."""
    names = {alias for lesson in catalog.lessons() for alias in lesson.header.aliases}
    assert set(catalog.site.search_examples) <= names
