"""Every rule has a deliberately bad example and its exact report."""

from collections.abc import Callable
from pathlib import Path

import pytest

from catalog.loader import load
from catalog.problems import RULES, ContentError
from tests.conftest import CASES

NAMES = sorted(folder.name for folder in (CASES / "invalid").iterdir())
#: Faults that cannot be kept in git; tests/catalog/test_files.py makes them.
MADE_ELSEWHERE = {"F04"}


@pytest.mark.parametrize("name", NAMES)
def test_report_is_exact(name: str, small_site: Callable[..., Path]) -> None:
    """A fault is told at its place, with what was expected, what was found and what to do."""
    with pytest.raises(ContentError) as caught:
        load(small_site(name) / "content")
    found = "".join(f"{problem}\n" for problem in caught.value.problems)
    assert found == (CASES / "invalid" / name / "expected.txt").read_text(encoding="utf-8")
    assert name.split("-")[0] in {problem.code for problem in caught.value.problems}


def test_every_rule_has_an_example() -> None:
    """A new rule without an example fails here."""
    assert {name.split("-")[0] for name in NAMES} | MADE_ELSEWHERE == set(RULES)


def test_small_site_is_valid(small_site: Callable[..., Path]) -> None:
    """The site under all examples has no fault of its own."""
    catalog = load(small_site() / "content")
    assert [lesson.id for lesson in catalog.lessons()] == ["law/anti-fraud/click-farming", "law/anti-fraud/fake-police"]


def test_one_run_reports_everything(small_site: Callable[..., Path]) -> None:
    """Problems of several files and kinds come in one sorted report, and a broken file does not hide the others."""
    root = small_site()
    course = root / "content/courses/law/anti-fraud"
    (course / "01-click-farming.md").write_bytes("---\ntitle: 中文\n---\n".encode("gbk"))
    text = (course / "02-fake-police.md").read_text(encoding="utf-8")
    (course / "02-fake-police.md").write_text(
        text.replace("minutes: 10", "minutes: 一刻钟") + "\n<b>粗</b>\n", encoding="utf-8"
    )
    with pytest.raises(ContentError) as caught:
        load(root / "content")
    assert [(Path(p.path).name, p.code) for p in caught.value.problems] == [
        ("01-click-farming.md", "F01"),
        ("02-fake-police.md", "M03"),
        ("02-fake-police.md", "B01"),
        ("02-fake-police.md", "B01"),
    ]
