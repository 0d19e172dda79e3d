"""What all commands share: where the project is, and how things are told on a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from catalog.problems import UserError
from site_builder.settings import Project

#: Messages that are not results go to standard error.
errors = Console(stderr=True, highlight=False, emoji=False, soft_wrap=True)


class UsageError(UserError):
    """Wrong use or environment; the message is for people."""


def project_here() -> Project:
    """The project that the current folder belongs to. Raises UsageError."""
    try:
        here = Path.cwd()
    except OSError:
        raise UsageError("现在所在的文件夹已经不在了；请换到项目的文件夹再运行。") from None
    for folder in (here, *here.parents):
        if (folder / "content").is_dir():
            return Project(folder)
    raise UsageError("这里没有 content 文件夹；请先进入项目的文件夹再运行。")


@contextmanager
def progress() -> Iterator[Any]:
    """A line that changes on a terminal, plain lines elsewhere."""
    if errors.is_terminal:
        with errors.status("准备") as status:
            yield lambda message: status.update(message)
    else:
        yield lambda message: errors.print(f"· {message}", markup=False)


def shown(path: Path) -> str:
    """A path as short as it can be written here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
