"""The judged queries of `tests/search/judgements.yml`."""

from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).resolve().parents[2] / "tests" / "search" / "judgements.yml"


@dataclass(frozen=True)
class Judgement:
    """A query with the grades (1–3) of the lessons that answer it; none for one that the library cannot answer."""

    query: str
    stratum: str
    half: str
    grades: dict[str, int]


def load_judgements(path: Path = FILE) -> tuple[Judgement, ...]:
    """All of them, in the file's order. Grades of whole courses are left out: what is ranked is lessons."""
    return tuple(
        Judgement(
            query=str(entry["query"]),
            stratum=entry["stratum"],
            half=entry["half"],
            grades={name: grade for name, grade in entry["relevant"].items() if name.count("/") == 2},
        )
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    )
