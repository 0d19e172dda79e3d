"""YAML is read as text with places, whatever it says."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.frontmatter import decode, parse_yaml, split
from catalog.problems import ContentError


def test_scalars_stay_text() -> None:
    """What YAML would make of `no`, dates and numbers is not what a teacher meant."""
    data, _ = parse_yaml("a: no\nb: 2026-11-23\nc: 012\nd: 1e3\ne: ~\nf: ''\ng: 12:30\n", "x.yml")
    assert data == {"a": "no", "b": "2026-11-23", "c": "012", "d": "1e3", "e": None, "f": "", "g": "12:30"}


def test_every_key_has_a_place() -> None:
    """Line and column count from 1, in the file, for keys and for items of lists."""
    document = split("---\ntitle: 甲\nquiz:\n  - question: 乙\n    kind: single\n---\n正文\n", "x.md")
    assert document.positions[("title",)] == (2, 1)
    assert document.positions[("quiz", 0, "kind")] == (5, 5)
    assert (document.body, document.body_line) == ("正文\n", 7)


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
        "[" * 10000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 200)),
        "- " * 10000,
        "{a: " * 5000,
    ],
    ids=["aliases", "brackets", "depth", "dashes", "braces"],
)  # fmt: skip
def test_bombs_are_refused_at_once(bomb: str) -> None:
    """The alias bomb of 271 bytes and deep nesting end in a message, not in memory or a crash."""
    started = time.monotonic()
    with pytest.raises(ContentError) as caught:
        parse_yaml(bomb, "x.yml")
    assert time.monotonic() - started < 1
    assert caught.value.problems[0].code in ("Y02", "Y03", "Y06")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab: -[]{}#&*!|>'\"%@`\n\t,?：—中", max_size=60))
def test_any_yaml_is_data_or_a_problem(text: str) -> None:
    """No text makes a traceback."""
    try:
        parse_yaml(text, "x.yml")
    except ContentError as error:
        assert all(problem.line >= 1 and problem.column >= 1 for problem in error.problems)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    """No bytes make a traceback, and what is text has no invisible characters."""
    try:
        text = decode(data, "x.md")
    except ContentError as error:
        assert {problem.code for problem in error.problems} <= {"F01", "F02"}
    else:
        assert "\u202e" not in text and "\r" not in text and "\0" not in text


@pytest.mark.parametrize("written", ["\\u202e", "\\u200b", "\\0", "\\e[31m", "\\x7f", "\\L", "\\uFFFF"])
def test_invisible_characters_written_with_a_backslash(written: str) -> None:
    """In double quotes YAML makes hidden characters of visible ones, in values and in names; both are refused."""
    for text in (f'title: "甲{written}乙"', f'"甲{written}乙": 丙'):
        with pytest.raises(ContentError) as caught:
            parse_yaml(text, "x.yml")
        assert [problem.code for problem in caught.value.problems] == ["F02"]


def test_noncharacters_are_refused() -> None:
    """U+FFFE and U+FFFF break the YAML that the renderer reads."""
    for char in "\ufffe\uffff":
        with pytest.raises(ContentError, match="1 处"):
            decode(f"甲{char}乙".encode(), "x.md")
