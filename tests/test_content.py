"""The lessons that are published: complete, readable, unlike their neighbours, and found by the home page's examples."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.coverage import tally
from catalog.lesson import Lesson, Question
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

#: Han characters one by one; words and numbers as one: how a reader of Chinese counts.
_CHARACTER = re.compile(r"[\u4e00-\u9fff]|[A-Za-z0-9]+")
#: Runs of so many characters are compared; a text that shares half of them with another says the same.
_RUN = 5
_SAME = 0.5


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The real content, without a problem."""
    return load(ROOT / "content")


def length(text: str) -> int:
    """Characters as a reader counts them."""
    return len(_CHARACTER.findall(text))


def test_thirteen_categories_by_their_official_names(catalog: Catalog) -> None:
    """As the plan names them, in its order."""
    assert [category.name for category in catalog.categories] == OFFICIAL


def test_every_category_has_two_full_courses(catalog: Catalog) -> None:
    """No empty shelf: two courses of four to six lessons."""
    for category in catalog.categories:
        records = catalog.courses_in(category.slug)
        assert len(records) >= 2, category.name
        for record in records:
            assert 4 <= len(record.lessons) <= 6, record.course.id


def test_every_category_has_what_its_target_asks(catalog: Catalog) -> None:
    """Courses, lessons, 学时 and audiences; how many courses were examined is told, and may lag behind."""
    for row in tally(catalog).categories:
        assert row.has_enough, (row.name, row.gaps)


def test_lessons_are_of_readable_length(catalog: Catalog) -> None:
    """900 to 1,800 characters."""
    for lesson in catalog.lessons():
        assert 900 <= length(lesson.body.text) <= 1800, f"{lesson.id} 有 {length(lesson.body.text)} 字"


def test_paragraphs_can_be_read_on_a_phone(catalog: Catalog) -> None:
    """No block of text is longer than 160 characters."""
    for lesson in catalog.lessons():
        for paragraph in re.findall(r"<(?:p|li|td)>(.*?)</(?:p|li|td)>", lesson.body.html, re.S):
            text = re.sub(r"<[^>]+>", "", paragraph)
            assert len(text) <= 160, f"{lesson.id}：{text[:30]}… 有 {len(text)} 字"


def test_sentences_are_short(catalog: Catalog) -> None:
    """Under 30 characters on average in every lesson, counted to the full stop; commas and semicolons don't help."""
    for lesson in catalog.lessons():
        paragraphs = re.findall(r"<(?:p|li)>(.*?)</(?:p|li)>", lesson.body.html, re.S)
        text = "\n".join(re.sub(r"<[^>]+>", "", paragraph) for paragraph in paragraphs)
        sentences = [n for sentence in re.split(r"[。！？\n]", text) if (n := length(sentence))]
        assert sum(sentences) / len(sentences) < 30, lesson.id


def test_every_second_lesson_has_a_figure_or_table(catalog: Catalog) -> None:
    """In every course, and half of all lessons have a drawing of their own (B06 refuses one without words)."""
    for record in catalog.records:
        shown = sum(bool(lesson.body.pictures) or "<table" in lesson.body.html for lesson in record.lessons)
        assert shown * 2 >= len(record.lessons), record.course.id
    lessons = list(catalog.lessons())
    assert sum(bool(lesson.body.pictures) for lesson in lessons) * 2 >= len(lessons)


def test_lessons_are_complete(catalog: Catalog) -> None:
    """Three to five questions, four to eight names that people use, something to do, and a plan for a teacher."""
    for lesson in catalog.lessons():
        header = lesson.header
        assert 3 <= len(header.quiz) <= 5, lesson.id
        assert 4 <= len(header.aliases) <= 8, lesson.id
        assert header.activity, lesson.id
        assert header.teaching and 30 <= header.teaching.minutes <= 90, lesson.id


def test_nothing_changed_since_it_was_checked(catalog: Catalog) -> None:
    """A course that says “checked” has no lesson that is newer than the check."""
    for record in catalog.records:
        if checked := record.course.header.review.on:
            assert max(lesson.header.updated for lesson in record.lessons) <= checked, record.course.id


def test_no_two_lessons_answer_to_the_same_name(catalog: Catalog) -> None:
    """An alias leads to one lesson; what two lessons share belongs to the text of both."""
    names = Counter(alias for lesson in catalog.lessons() for alias in lesson.header.aliases)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_lesson_knows_how_residents_ask_for_it(catalog: Catalog) -> None:
    """Many phrases, each leading to one lesson only, and none that is already a name of another."""
    asked = Counter(phrase for lesson in catalog.lessons() for phrase in lesson.asked)
    names = {alias: lesson.id for lesson in catalog.lessons() for alias in lesson.header.aliases}
    assert [phrase for phrase, count in asked.items() if count > 1] == []
    for lesson in catalog.lessons():
        assert len(lesson.asked) >= 40, lesson.id
        assert [phrase for phrase in lesson.asked if names.get(phrase, lesson.id) != lesson.id] == [], lesson.id


def test_every_course_says_what_to_learn_next(catalog: Catalog) -> None:
    """No course is a dead end."""
    assert [record.course.id for record in catalog.records if not record.course.header.related] == []


def test_headings_say_something_of_their_lesson(catalog: Catalog) -> None:
    """A heading that fits two lessons says nothing about either."""
    used: dict[str, set[str]] = defaultdict(set)
    for lesson in catalog.lessons():
        for section in lesson.body.outline:
            used[section.title].add(lesson.id)
    assert {title: ids for title, ids in used.items() if len(ids) > 1} == {}


def texts(lesson: Lesson) -> Iterator[str]:
    """Everything of a lesson that somebody wrote in sentences, a block each."""
    header = lesson.header
    body = lesson.body.html.partition('<section class="footnotes"')[0]  # a source is named alike wherever it is used
    for block in re.findall(r"<(?:p|li|td|figcaption)\b[^>]*>(.*?)</(?:p|li|td|figcaption)>", body, re.S):
        yield re.sub(r"<[^>]+>", "", block)
    yield header.summary
    for question in header.quiz:
        yield question.question
        yield from (choice.feedback for choice in question.choices)
    if header.activity:
        yield from header.activity.steps
    if header.teaching:
        yield from (step.text for step in header.teaching.steps)


def runs(text: str) -> frozenset[str]:
    """All runs of characters of a text; two texts with many in common are variations of one."""
    characters = _CHARACTER.findall(text)
    return frozenset("".join(characters[at : at + _RUN]) for at in range(len(characters) - _RUN + 1))


def twins(blocks: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Pairs of blocks, given as lesson and text, of different lessons that say nearly the same."""
    sets = [runs(text) for _, text in blocks]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, found in enumerate(sets):
        for run in found:
            holders[run].append(at)
    shared: Counter[tuple[int, int]] = Counter()
    for having in holders.values():
        shared.update(combinations(having, 2))
    return [
        (blocks[one][0], blocks[other][0], f"{blocks[one][1]} ／ {blocks[other][1]}")
        for (one, other), count in shared.items()
        if blocks[one][0] != blocks[other][0] and count / min(len(sets[one]), len(sets[other])) >= _SAME
    ]


def test_no_lesson_repeats_another(catalog: Catalog) -> None:
    """No paragraph, step or feedback of 20 characters or more stands, nearly alike, in two lessons."""
    blocks = [(lesson.id, text) for lesson in catalog.lessons() for text in texts(lesson) if length(text) >= 20]
    found = twins(blocks)
    assert not found, "\n".join("  ".join(pair) for pair in found)


def test_a_repeated_paragraph_would_be_found() -> None:
    """The check above can fail: a few changed words do not hide a copy, and a like beginning does not make one."""
    told = "转过钱的，马上打 110，把对方的账号、户名、金额和时间说清楚，请民警帮您止付。"
    copied = "钱转过去了的，马上打 110，把对方的账号、户名、金额说清楚，请民警帮着止付。"
    other = "转过钱的，先打银行背面的客服电话挂失，再改密码，第二天带身份证去柜台换卡。"
    assert len(twins([("one", told), ("two", copied), ("three", other)])) == 1
    assert twins([("one", told), ("one", copied)]) == []


def stands_out(question: Question) -> bool:
    """Whether the right choice is the longest by so much that it shows."""
    right = max(len(choice.text) for choice in question.choices if choice.correct)
    return right > 2 + max(len(choice.text) for choice in question.choices if not choice.correct)


def test_quizzes_do_not_give_themselves_away(catalog: Catalog) -> None:
    """The right answer is not always in the same place or the longest, and judged sentences are not always true."""
    single = [q for lesson in catalog.lessons() for q in lesson.header.quiz if q.kind == "single"]
    places = Counter(next(n for n, choice in enumerate(q.choices) if choice.correct) for q in single)
    assert max(places.values()) * 2 < len(single)
    assert sum(map(stands_out, single)) * 2 < len(single), [q.question for q in single if stands_out(q)]
    judged = [q for lesson in catalog.lessons() for q in lesson.header.quiz if q.kind == "truefalse"]
    assert len(judged) * 0.2 < sum(question.choices[0].correct for question in judged) < len(judged) * 0.8


def test_examples_on_the_home_page_find_something(catalog: Catalog) -> None:
    """Every example is a name of some lesson."""
    names = {alias for lesson in catalog.lessons() for alias in lesson.header.aliases}
    assert set(catalog.site.search_examples) <= names
