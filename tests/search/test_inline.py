"""The data that a copy is searched with."""

import json
from collections import Counter

from search.chinese import tokens
from search.documents import SearchDocument
from search.inline import search_data
from search.settings import PAGEFIND_WEIGHTS
from tests.search.samples import few


def unpacked(text: str) -> dict[int, int]:
    """Number of a lesson → weight, as the browser unpacks it."""
    found, number = {}, -1
    for entry in text.split(" "):
        step, _, weight = entry.partition(".")
        number += int(step, 36)
        found[number] = int(weight or "1", 36)
    return found


def test_every_token_of_every_lesson_is_there_with_its_weight(lessons: tuple[SearchDocument, ...]) -> None:
    """And no other. Words are counted as Pagefind counts them."""
    data = json.loads(search_data(lessons))
    wanted: dict[str, dict[int, int]] = {}
    for number, lesson in enumerate(lessons):
        weights: Counter[str] = Counter()
        for place, texts in lesson.texts.items():
            for token in (token for text in texts for token in tokens(text)):
                weights[token] += int(PAGEFIND_WEIGHTS[place])
        for token, weight in weights.items():
            wanted.setdefault(token, {})[number] = weight
        count = sum(len(list(tokens(text))) for texts in lesson.texts.values() for text in texts)
        assert data["lengths"][number] == count + 3 + len(lesson.audience)
    assert {token: unpacked(text) for token, text in data["words"].items()} == wanted


def test_the_same_documents_give_the_same_bytes(lessons: tuple[SearchDocument, ...]) -> None:
    """And a site without lessons has data too."""
    assert search_data(lessons) == search_data(list(lessons))
    assert json.loads(search_data(())) == {"lessons": [], "lengths": [], "words": {}}


def test_lessons_are_as_they_are_shown() -> None:
    """With what results can be narrowed by."""
    (first, *_) = json.loads(search_data(few()))["lessons"]
    assert first["id"] == few()[0].id and first["duration"] == few()[0].duration and "updated" not in first
