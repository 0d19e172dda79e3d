"""Release numbers: from the content's time, without state, and never the same for two contents."""

import os
import subprocess
from pathlib import Path

import pytest

from catalog.collection import Catalog
from catalog.loader import load
from site_builder.bundle.numbering import DateError, moment_of, next_number, read_last, remember_last
from tests.conftest import CASES

NOON = 1_795_867_200  # 2026-11-28 12:00 UTC


@pytest.fixture
def catalog() -> Catalog:
    """A small one, last updated on 2026-11-23."""
    return load(CASES / "valid" / "content")


def test_a_number_is_the_minute_of_the_content() -> None:
    """Later content has the larger number; the same tree keeps its own; another tree of the same minute counts on."""
    assert next_number(NOON, "a", None) == 202611281200
    assert next_number(NOON + 59, "a", (202611281200, "a")) == 202611281200
    assert next_number(NOON, "b", (202611281200, "a")) == 202611281201
    assert next_number(NOON, "a", (202611281201, "b")) == 202611281202
    assert next_number(NOON + 86_400, "b", (202611281201, "a")) == 202611291200
    assert next_number(NOON - 86_400, "c", (202611281201, "a")) == 202611281202


def test_where_the_time_comes_from(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment, else the last commit, else the newest lesson; today only when asked for."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOON))
    assert moment_of(catalog, tmp_path, today=False) == NOON
    assert moment_of(catalog, tmp_path, today=True) != NOON
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(DateError, match="SOURCE_DATE_EPOCH 应是"):
        moment_of(catalog, tmp_path, today=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    newest = max(lesson.header.updated for lesson in catalog.lessons())
    newest = max(newest, *(record.course.header.updated for record in catalog.records))
    without_git = moment_of(catalog, tmp_path, today=False)
    assert without_git % 86_400 == 0 and str(next_number(without_git, "", None)) == f"{newest:%Y%m%d}0000"
    _commit(tmp_path)
    assert moment_of(catalog, tmp_path, today=False) == NOON


def _commit(folder: Path) -> None:
    (folder / "lesson.md").write_text("x", encoding="utf-8")
    who = {f"GIT_{role}_{part}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    when = {"GIT_AUTHOR_DATE": f"{NOON} +0800", "GIT_COMMITTER_DATE": f"{NOON} +0800"}
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=os.environ | who | when)


def test_the_last_number_is_remembered_for_each_line(tmp_path: Path) -> None:
    """A ledger that is lost or unreadable is no error: the time alone gives a number."""
    ledger = tmp_path / "bundles" / "numbers.json"
    assert read_last(ledger, "kiosk") is None
    remember_last(ledger, "kiosk", (2, "b"))
    remember_last(ledger, "portal", (1, "a"))
    assert read_last(ledger, "kiosk") == (2, "b") and read_last(ledger, "portal") == (1, "a")
    ledger.write_text("[", encoding="utf-8")
    assert read_last(ledger, "kiosk") is None
    remember_last(ledger, "kiosk", (3, "c"))
    assert read_last(ledger, "kiosk") == (3, "c")
