"""The report on queries that found nothing, from files of devices that many people use."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search.aliases import load_aliases
from search.documents import SearchDocument
from search.lexicon import Lexicon, make_lexicon
from search.report import FORMAT, ReportError, make_report
from site_builder.cli import run
from site_builder.search_report import as_json, as_table, as_yaml


@pytest.fixture(scope="module")
def lexicon(lessons: tuple[SearchDocument, ...]) -> Lexicon:
    """What the search knows of the repository's own lessons."""
    return make_lexicon(lessons, load_aliases())


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Path]:
    """Write a file as the page `search/unanswered/` exports it."""

    def write(name: str, queries: Any) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps({"format": FORMAT, "queries": queries}, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def test_counts_of_several_devices_are_added_and_few_are_left_out(
    export: Callable[..., Path], lexicon: Lexicon
) -> None:
    """One query in different writing is one; what is rare in all is counted but not shown; a file counts once."""
    one = export("one.json", {"婚烟登记": 3, "ＷｉＦｉ 慢": 4, "我家的事": 1})
    other = export("other.json", {"婚烟登記": 4, "wifi  慢": 1, "別的": 4})
    report = make_report([one, other, one], lexicon)
    assert [(row.query, row.count) for row in report.rows] == [("婚烟登记", 7), ("wifi 慢", 5)]
    assert (report.rare, report.refused) == (2, 0)
    assert "我家的事" not in as_table(report) + as_json(report) + as_yaml(report)


def test_unknown_words_are_named_with_what_they_may_be(export: Callable[..., Path], lexicon: Lexicon) -> None:
    """Same sound first, else shared characters; a query of known words has none."""
    report = make_report(
        [export("one.json", {"高雪压": 9, "婚烟登记": 8, "辅食广场舞": 7, "鑫鑫": 6, "高雪压吃啥": 5, "wechta": 5})],
        lexicon,
    )
    found = {row.query: [(part.say, part.means, part.sounds) for part in row.unknown] for row in report.rows}
    assert found["高雪压"] == [("高雪压", ("高血压",), True)]
    assert found["婚烟登记"][0][0] == "婚烟" and found["婚烟登记"][0][1][0] == "婚姻"
    assert found["辅食广场舞"] == []
    assert found["鑫鑫"] == [("鑫鑫", (), False)]
    assert found["高雪压吃啥"] == [("高雪压", ("高血压",), True)]
    assert found["wechta"] == [("wechta", (), False)]


def test_a_known_word_without_a_lesson_is_told_apart(export: Callable[..., Path], lexicon: Lexicon) -> None:
    """What people call it is known; what is missing is the lesson."""
    word = next(iter(lexicon.places))
    report = make_report([export("one.json", {word: 9, "辅食广场舞": 7})], lexicon)
    assert [row.lacking for row in report.rows] == [(word,), ()]
    table = as_table(report)
    assert f"课里还没有：{word}" in table and "都认识，但没有一课全讲到" in table


def test_suggestions_can_be_read_as_aliases(export: Callable[..., Path], lexicon: Lexicon, tmp_path: Path) -> None:
    """What is suggested is in the form of `aliases.yml`; what has no candidate is a comment."""
    report = make_report([export("one.json", {"高雪压": 9, "婚烟": 5, "婚烟登记": 8, "鑫鑫": 6})], lexicon)
    text = as_yaml(report)
    (tmp_path / "aliases.yml").write_text(text, encoding="utf-8")
    aliases = load_aliases(tmp_path / "aliases.yml")
    assert [(alias.say, alias.means[0], alias.kind.value) for alias in aliases] == [
        (("婚烟",), "婚姻", "colloquial"),
        (("高雪压",), "高血压", "wrong"),
    ]
    assert "# 13 次\n- say: [婚烟]" in text and "# - say: [鑫鑫]" in text


@pytest.mark.parametrize(
    "query", ["13800138000", "身份证 510403 1990", "138-0013-8000", "a\u001b[31mb", "x" * 200, " ", "\u202e反"]
)
def test_what_may_not_be_kept_is_refused(export: Callable[..., Path], lexicon: Lexicon, query: str) -> None:
    """Numbers that say who somebody is, and what no person types, never reach the report, whoever wrote them in."""
    report = make_report([export("one.json", {query: 50, "诈骗新花样": 9})], lexicon)
    assert [row.query for row in report.rows] == ["诈骗新花样"] and report.refused == 1
    assert "1 条不像是人打的词或带着号码" in as_table(report)


@pytest.mark.parametrize("count", [0, -5, 1.5, "7", None, True, 10**30, [9]])
def test_what_is_no_count_is_refused(export: Callable[..., Path], lexicon: Lexicon, count: Any) -> None:
    """A forged or broken number does not decide what is shown."""
    assert make_report([export("one.json", {"诈骗": count})], lexicon, least=1).rows == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"[]",
        b'{"queries": {}}',
        b'{"format": "xuetang-unanswered/2", "queries": {}}',
        b'{"format": "xuetang-unanswered/1", "queries": []}',
        b'{"format": "xuetang-unanswered/1", "queries": {"a": ' + b"9" * 6000 + b"}}",
        b" " * 300_000,
        json.dumps({"format": FORMAT, "queries": {f"q{n}": 9 for n in range(501)}}).encode(),
    ],
)
def test_a_file_that_is_none_is_told_in_chinese(tmp_path: Path, lexicon: Lexicon, data: bytes) -> None:
    """Broken, too big, another format: which file, and what to do."""
    path = tmp_path / "broken.json"
    path.write_bytes(data)
    with pytest.raises(ReportError, match=r"broken\.json .*(导出|文件)"):
        make_report([path], lexicon)


def test_the_command_prints_each_format(
    small_site: Callable[..., Path],
    export: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A table for people, JSON for programs, YAML to be corrected."""
    monkeypatch.chdir(small_site())
    path = export("one.json", {"刷单反利": 6, "跳舞": 2})
    assert run(["search-report", str(path)]) == 0
    out = capsys.readouterr().out
    assert "刷单反利" in out and "另有 1 个合起来不到 5 次" in out
    assert run(["search-report", str(path), "--least", "2", "--format", "json"]) == 0
    assert [row["query"] for row in json.loads(capsys.readouterr().out)["queries"]] == ["刷单反利", "跳舞"]
    assert run(["search-report", str(path), "--format", "yaml"]) == 0
    assert capsys.readouterr().out.startswith("# xuetang search-report 的建议")
    assert run(["search-report", str(path.parent)]) == 2
    assert "Traceback" not in capsys.readouterr().err
