"""`xuetang coverage --since`: what was at a commit, asked of git without letting a revision do anything else."""

import csv
import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli import run

Said = pytest.CaptureFixture[str]


def git(folder: Path, *arguments: str) -> str:
    who = {f"GIT_{role}_{what}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**os.environ, **who}
    )
    return done.stdout.decode().strip()


@pytest.fixture
def project(small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project one folder below its repository: tagged `first` with two lessons, then one of them lost, one added."""
    root = small_site()
    monkeypatch.chdir(root)
    git(root.parent, "init", "-q")
    git(root.parent, "add", "site")
    git(root.parent, "commit", "-qm", "first")
    git(root.parent, "tag", "first")
    course = root / "content/courses/law/anti-fraud"
    text = (course / "02-fake-police.md").read_text(encoding="utf-8")
    (course / "02-fake-police.md").unlink()
    (course / "02-new.md").write_text(text, encoding="utf-8")
    (course / "asked.yml").unlink()
    first = course / "01-click-farming.md"
    first.write_text(first.read_text(encoding="utf-8").replace("02-fake-police.md", "02-new.md"), encoding="utf-8")
    return root


def test_table_says_what_was_lost(project: Path, capsys: Said) -> None:
    """Names of what is new and what is gone, and what to do about it."""
    assert run(["coverage", "--since", "first"]) == 0
    said = capsys.readouterr().out
    assert "课程 1 → 1  课 2 → 2" in said
    assert "− 课" in said and "（law/anti-fraud/fake-police）" in said and "（law/anti-fraud/new）" in said
    assert "少了 1 样" in said
    assert not list(project.glob("dist/*"))


def test_for_programs(project: Path, capsys: Said) -> None:
    """JSON and CSV name the same lessons."""
    assert run(["coverage", "--since", "HEAD", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["since"] == git(project, "rev-parse", "HEAD")[:10]
    law = next(row for row in found["categories"] if row["category"] == "law")
    assert [one["id"] for one in law["lost_lessons"]] == ["law/anti-fraud/fake-police"]
    assert run(["coverage", "--since", "HEAD", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [row["少了的课"] for row in rows if row["类别"] == "law"] == ["law/anti-fraud/fake-police"]


@pytest.mark.parametrize(
    "revision",
    ["--output=stolen", "-o", "--upload-pack=touch stolen", "a\nb", "", "  ", "first;touch stolen", "nope", "a\0b"],
)
def test_a_hostile_revision_does_nothing(revision: str, project: Path, capsys: Said) -> None:
    """Options, commands and nonsense are no versions: told in Chinese, nothing written anywhere."""
    before = sorted(path for path in project.parent.rglob("*") if ".git" not in path.parts)
    assert run(["coverage", f"--since={revision}"]) == 2
    said = capsys.readouterr().err
    assert "不是版本" in said or "这个版本；用 git log" in said
    assert sorted(path for path in project.parent.rglob("*") if ".git" not in path.parts) == before


def test_content_of_that_time_with_problems(project: Path, capsys: Said) -> None:
    """It is told that it cannot be read by today's rules, and why."""
    lesson = project / "content/courses/law/anti-fraud/02-new.md"
    good = lesson.read_text(encoding="utf-8")
    lesson.write_text(good.replace("minutes: 10", "minutes: 一刻钟"), encoding="utf-8")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "bad")
    lesson.write_text(good, encoding="utf-8")
    assert run(["coverage", "--since", "HEAD"]) == 2
    said = capsys.readouterr().err
    assert "按现在的规则有 1 处问题" in said and "02-new.md" in said and "M03" in said


def test_a_link_in_old_content_leads_nowhere(project: Path, capsys: Said) -> None:
    """A symbolic link that was committed is not followed out of the temporary folder."""
    (project / "content/courses/law/anti-fraud/steps.svg").unlink()
    (project / "content/courses/law/anti-fraud/steps.svg").symlink_to("/etc/passwd")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "link")
    git(project, "checkout", "-q", "first", "--", "content/courses/law/anti-fraud/steps.svg")
    assert run(["coverage", "--since", "HEAD"]) == 2
    assert "取不出来" in capsys.readouterr().err


def test_without_git(small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    """No repository, and no program: each is told."""
    root = small_site()
    monkeypatch.chdir(root)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    assert run(["coverage", "--since", "HEAD"]) == 2
    assert "不在 git 里" in capsys.readouterr().err
    monkeypatch.setenv("PATH", str(root))
    assert run(["coverage", "--since", "HEAD"]) == 2
    assert "没有 git" in capsys.readouterr().err


def test_before_there_was_content(project: Path, capsys: Said) -> None:
    """A commit without a content folder says so."""
    tree = git(project, "hash-object", "-t", "tree", "-w", "/dev/null")
    empty = git(project, "commit-tree", "-m", "empty", tree)
    assert run(["coverage", "--since", empty]) == 2
    assert "那时还没有 content 文件夹" in capsys.readouterr().err
