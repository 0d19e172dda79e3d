"""Measures of a ranked answer against grades, and their means. nDCG with gains 2^grade - 1 and log2 discounts
(Järvelin and Kekäläinen 2002)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from statistics import mean, quantiles

from benchmarks.search_quality.judgements import Judgement

#: From this grade on a lesson answers the query.
RELEVANT = 2


@dataclass(frozen=True)
class Answer:
    """What a system said. `ranked` are lesson ids, best first; `repairs` words that it replaced."""

    ranked: tuple[str, ...]
    is_confident: bool
    repairs: tuple[tuple[str, str], ...]
    milliseconds: float


@dataclass(frozen=True)
class Row:
    """Means over a stratum. Shares are 0–1; `zero` and `wrong_repairs` count queries; times are milliseconds."""

    queries: int
    ndcg: float
    success1: float
    success3: float
    mrr: float
    recall20: float
    zero: int
    wrong_repairs: int
    confident_negatives: int
    p50: float
    p95: float


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `depth`, 0–1."""
    gains = [2 ** grades.get(name, 0) - 1 for name in ranked[:depth]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:depth]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: Iterable[float]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def success(ranked: Sequence[str], grades: Mapping[str, int], depth: int) -> bool:
    """Whether a lesson that answers the query is among the first `depth`."""
    return any(grades.get(name, 0) >= RELEVANT for name in ranked[:depth])


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """One over the place of the first lesson that answers the query; 0 without one."""
    return next((1 / place for place, name in enumerate(ranked, 1) if grades.get(name, 0) >= RELEVANT), 0.0)


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 20) -> float:
    """Share of the lessons that answer the query among the first `depth`."""
    wanted = {name for name, grade in grades.items() if grade >= RELEVANT}
    return len(wanted & set(ranked[:depth])) / len(wanted)


def row(pairs: Sequence[tuple[Judgement, Answer]]) -> Row:
    """Means over some judged answers, at least one."""
    answerable = [(judgement, answer) for judgement, answer in pairs if judgement.grades]
    negative = [answer for judgement, answer in pairs if not judgement.grades]
    times = sorted(answer.milliseconds for _, answer in pairs)

    def average(values: Iterable[float]) -> float:
        listed = list(values)
        return mean(listed) if listed else float("nan")

    return Row(
        queries=len(pairs),
        ndcg=average(ndcg(a.ranked, j.grades) for j, a in answerable),
        success1=average(success(a.ranked, j.grades, 1) for j, a in answerable),
        success3=average(success(a.ranked, j.grades, 3) for j, a in answerable),
        mrr=average(reciprocal_rank(a.ranked, j.grades) for j, a in answerable),
        recall20=average(recall(a.ranked, j.grades) for j, a in answerable),
        zero=sum(not a.ranked for _, a in answerable),
        wrong_repairs=sum(bool(a.repairs) and not success(a.ranked, j.grades, 3) for j, a in pairs if a.is_confident),
        confident_negatives=sum(bool(a.ranked) and a.is_confident for a in negative),
        p50=quantiles(times, n=100)[49] if len(times) > 1 else times[0],
        p95=quantiles(times, n=100)[94] if len(times) > 1 else times[0],
    )
