"""The command line: what a teacher types and sees, and exit codes for machines."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli import run


@pytest.fixture
def inside(small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Stand in a small site."""

    def enter(case: str | None = None) -> Path:
        root = small_site(case)
        monkeypatch.chdir(root)
        return root

    return enter


def test_check_good(inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 and one line."""
    inside()
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "没有发现问题。\n"


def test_check_bad_only_where_asked(inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A teacher checks her own file; another one's fault is not hers."""
    inside("B06-alt")
    assert run(["check", "content/courses/law/anti-fraud/01-click-farming.md"]) == 1
    assert "B06" in capsys.readouterr().out
    assert run(["check", "content/courses/law/anti-fraud/02-fake-police.md"]) == 0


def test_check_works_from_within_content(inside: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not matter in which folder of the project one stands."""
    root = inside("B06-alt")
    monkeypatch.chdir(root / "content/courses/law")
    assert run(["check", "anti-fraud"]) == 1


@pytest.mark.parametrize("format", ["json", "github", "sarif"])
def test_check_for_tools(format: str, inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Tools get only their format on standard output."""
    inside("B06-alt")
    assert run(["check", "--format", format]) == 1
    out = capsys.readouterr().out
    assert out.startswith("::error") if format == "github" else json.loads(out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "没有“chek”这个命令"),
        (["check", "--fast"], "没有“--fast”这个选项"),
        (["check", "nowhere"], "没有 nowhere"),
        (["check", "--format", "xml"], "没有“xml”这种格式"),
        (["explain"], "缺少“编号”"),
        (["explain", "X99"], "没有“X99”这个编号"),
        (["serve", "--port", "abc"], "“--port”的值不对"),
        (["schema", "nothing"], "没有“nothing”"),
        (["coverage", "--engine", "google"], "没有“google”这个搜索引擎"),
        (["search-report"], "缺少“文件”"),
        (["search-report", "nowhere.json"], "nowhere.json 读不了"),
        (["search-report", "content/site.yml"], "不是完整的 JSON 文件"),
        (["search-report", "content/site.yml", "--format", "xml"], "没有“xml”这种格式"),
        (["search-report", "content/site.yml", "--least", "0"], "“--least”的值不对"),
        (["new", "course", "Law/X"], "应写成“类别/课程”"),
        (["new", "course", "cooking/soup"], "没有“cooking”这个类别"),
        (["new", "lesson", "law/nothing", "x"], "没有“law/nothing”这门课"),
        (["new", "lesson", "law/anti-fraud", "fake-police"], "已经有“fake-police”"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    arguments: list[str], says: str, inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, a sentence, no traceback."""
    inside()
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert says in captured.err and "Traceback" not in captured.err


def test_outside_of_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The most common mistake gets a plain answer."""
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 2
    assert "没有 content 文件夹" in capsys.readouterr().err


def test_help_is_chinese_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    """No English sentence in any help page."""
    for command in (
        [],
        ["check"],
        ["build"],
        ["serve"],
        ["index"],
        ["coverage"],
        ["new"],
        ["new", "lesson"],
        ["schema"],
        ["search-report"],
    ):
        assert run([*command, "--help"]) == 0
        text = capsys.readouterr().out
        assert not any(
            word in text for word in ("Usage", "Options", "Commands", "Show this", "default:", "required")
        ), text


def test_new_lesson_and_course_are_ready_to_fill(
    inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """What `new` makes has no problem of form."""
    root = inside()
    assert run(["new", "lesson", "law/anti-fraud", "after-loss"]) == 0
    assert (root / "content/courses/law/anti-fraud/03-after-loss.md").is_file()
    assert run(["new", "course", "health/first-aid"]) == 0
    capsys.readouterr()
    assert run(["check"]) == 0, capsys.readouterr().out


def test_coverage_formats(inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A table for people, JSON that follows the schema's names, CSV that spreadsheets open as Chinese."""
    inside()
    assert run(["coverage"]) == 0
    assert "合计：1 门课程，2 节课，0.4 学时" in capsys.readouterr().out
    assert run(["coverage", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["lessons"] == 2
    assert run(["coverage", "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("\ufeff类别,名称") and "law,普法教育（公德教育）,1,2,2,4" in out


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    """Lower case is fine."""
    assert run(["explain", "b06"]) == 0
    assert "看不见图的人" in capsys.readouterr().out


def test_build_says_what_it_did(inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Counts, time and place; a second run says that nothing changed."""
    inside()
    assert run(["build", "--no-search"]) == 0
    assert "1 门课、2 节课" in capsys.readouterr().out
    assert run(["build", "--no-search"]) == 0
    assert "内容没有变化" in capsys.readouterr().out


def test_build_with_problems_exits_1(inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The report goes to standard error."""
    root = inside("B01-script")
    assert run(["build"]) == 1
    assert "B01" in capsys.readouterr().err
    assert not (root / "dist/portal").exists()


def test_line_100_is_no_emoji(inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """`:100:` is a place in a file, also where a problem is printed by a command that builds."""
    lesson = inside() / "content/courses/law/anti-fraud/02-fake-police.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text + "\n" * (99 - text.count("\n")) + "<b>\n", encoding="utf-8")
    assert run(["build"]) == 1
    assert "02-fake-police.md:100:1: B01" in capsys.readouterr().err


def test_a_file_where_a_folder_should_be(inside: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What the disk refuses is told with its path, whichever command met it."""
    root = inside()
    (root / "content/courses/health").write_text("in the way", encoding="utf-8")
    assert run(["new", "course", "health/first-aid"]) == 2
    captured = capsys.readouterr()
    assert "content/courses/health/first-aid 用不了" in captured.err and "Traceback" not in captured.err
