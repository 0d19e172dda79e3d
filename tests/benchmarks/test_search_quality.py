"""The measures and the judgements of the search benchmark."""

from collections import Counter
from math import log2
from pathlib import Path

import pytest

from benchmarks.search_quality.judgements import load_judgements
from benchmarks.search_quality.measures import RELEVANT, Answer, ndcg, recall, reciprocal_rank, row, success
from catalog.loader import load

ROOT = Path(__file__).resolve().parents[2]
GRADES = {"a": 3, "b": 2, "c": 1}


def test_ndcg_by_hand() -> None:
    """Gains 7, 3 and 1, discounted by place; the best order is 1."""
    assert ndcg(["a", "b", "c"], GRADES) == 1
    best = 7 / log2(2) + 3 / log2(3) + 1 / log2(4)
    assert ndcg(["x", "a"], GRADES) == pytest.approx(7 / log2(3) / best)
    assert ndcg([], GRADES) == 0


def test_a_lesson_that_only_touches_a_query_does_not_answer_it() -> None:
    """Grade 1 counts for nDCG alone."""
    assert not success(["c"], GRADES, 3)
    assert success(["c", "b"], GRADES, 3) and not success(["c", "b"], GRADES, 1)
    assert reciprocal_rank(["c", "b"], GRADES) == 0.5
    assert recall(["b", "x"], GRADES) == 0.5


def test_negatives_and_wrong_repairs_are_counted() -> None:
    """A confident answer to what the library does not have, and a word replaced by one that was not meant."""
    judgements = {judgement.stratum: judgement for judgement in load_judgements()}
    answer = Answer(ranked=("x",), is_confident=True, repairs=(("甲", "乙"),), milliseconds=1)
    pairs = [(judgements["negative"], answer), (judgements["slip"], answer)]
    found = row(pairs)
    assert (found.confident_negatives, found.wrong_repairs, found.zero, found.success1) == (1, 2, 0, 0)


def test_judgements_fit_the_library() -> None:
    """At least 300 queries, every stratum in every part, none of the held-out ones asked elsewhere, every graded lesson there."""
    judgements = load_judgements()
    distinct = [judgement for judgement in judgements if judgement.half != "known"]
    lessons = {lesson.id for lesson in load(ROOT / "content").lessons()}
    assert len(judgements) >= 300
    assert len({judgement.query for judgement in distinct}) == len(distinct)
    assert not {name for judgement in judgements for name in judgement.grades} - lessons
    halves = Counter((each.stratum, each.half.replace("known", "held-out")) for each in judgements)
    assert len(halves) == 36 and min(halves.values()) >= 10
    for judgement in judgements:
        is_answered = any(grade >= RELEVANT for grade in judgement.grades.values())
        assert is_answered == (judgement.stratum != "negative"), judgement.query
