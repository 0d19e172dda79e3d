"""The judged queries of `tests/search/judgements.yml`, `judgements_second.yml` and `judgements_third.yml`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

_FOLDER = Path(__file__).resolve().parents[2] / "tests" / "search"
#: What may be tuned on, and what only serves to report.
TUNED = (_FOLDER / "judgements.yml", _FOLDER / "judgements_second.yml")
THIRD = _FOLDER / "judgements_third.yml"


@dataclass(frozen=True)
class Judgement:
    """A query with the grades (1–3) of the lessons that answer it; none for one that the library cannot answer."""

    query: str
    stratum: str
    half: str
    grades: dict[str, int]


def load_judgements(paths: Sequence[Path] = (*TUNED, THIRD)) -> tuple[Judgement, ...]:
    """All of them, in the files' order. Grades of whole courses are left out: what is ranked is lessons."""
    return tuple(
        Judgement(
            query=str(entry["query"]),
            stratum=entry["stratum"],
            half=entry["half"],
            grades={name: grade for name, grade in entry["relevant"].items() if name.count("/") == 2},
        )
        for path in paths
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    )
