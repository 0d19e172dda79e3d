"""The catalog as it was at a commit. The only module that asks git for content.

A revision is somebody's text: git gets it once, after `--end-of-options`, to be made a commit's full name, and from
then on only that. What git hands over is unpacked to a folder of its own that is gone afterwards.
"""

import io
import re
import subprocess
import tarfile
import tempfile
from datetime import date
from pathlib import Path

from catalog.collection import Catalog
from catalog.loader import load
from catalog.problems import ContentError, UserError, printable
from site_builder.settings import Project

#: Seconds; a repository of texts and small pictures takes a fraction of one.
_PATIENCE = 120
#: Problems of old content that are told before it is said how many more there are.
_TOLD = 5


class HistoryError(UserError):
    """What was at a commit cannot be had; the message is for people."""


def catalog_at(project: Project, revision: str, *, on: date) -> tuple[str, Catalog]:
    """The commit's short name, and the catalog that its `content/` makes with the rules of today.

    `revision` is a branch, a tag, a commit or whatever git takes for one, such as `HEAD~3`. Raises HistoryError.
    """
    commit = _commit(project.root, revision)
    with tempfile.TemporaryDirectory(prefix="xuetang-", ignore_cleanup_errors=True) as folder:
        content = _unpack(project.root, commit, Path(folder), revision)
        try:
            return commit[:10], load(content, on=on)
        except ContentError as error:
            raise HistoryError(_told(revision, commit, error)) from None


def _commit(root: Path, revision: str) -> str:
    if not revision.strip() or revision.startswith("-") or not revision.isprintable():
        raise HistoryError(f"“{printable(revision)[:40]}”不是版本；写提交的编号、标签或分支，例如 HEAD~10、v0.2。")
    told = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = told.stdout.decode("ascii", "replace").strip()
    if told.returncode == 0 and re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", found):
        return found
    if _git(root, "rev-parse", "--git-dir").returncode != 0:
        raise HistoryError("这个文件夹不在 git 里，没有以前的版本可比；或者 git 不信任它的主人（safe.directory）。")
    raise HistoryError(
        f"没有“{revision[:60]}”这个版本；用 git log 看有哪些。只取了最近几次提交的，先运行 git fetch --unshallow。"
    )


def _unpack(root: Path, commit: str, folder: Path, revision: str) -> Path:
    told = _git(root, "archive", "--format=tar", commit, "content")
    if told.returncode != 0:
        raise HistoryError(f"“{revision[:60]}”（{commit[:10]}）那时还没有 content 文件夹，没有可比的。")
    try:
        with tarfile.open(fileobj=io.BytesIO(told.stdout)) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise HistoryError(f"“{revision[:60]}”那时的内容取不出来（{error}）。") from None
    return folder / "content"


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(root), *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE
        )
    except FileNotFoundError:
        raise HistoryError("这台电脑上没有 git，看不了以前的版本；请先安装 git。") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HistoryError(f"git 没有做成（{error}）；请再试一次。") from None


def _told(revision: str, commit: str, error: ContentError) -> str:
    lines = [f"  {problem}" for problem in error.problems[:_TOLD]]
    if len(error.problems) > _TOLD:
        lines.append(f"  ……还有 {len(error.problems) - _TOLD} 处")
    listed = "\n".join(lines)
    return (
        f"“{revision[:60]}”（{commit[:10]}）那时的内容，按现在的规则有 {len(error.problems)} 处问题，读不出来，没法比：\n"
        f"{listed}\n请换一个晚一些的版本。"
    )
