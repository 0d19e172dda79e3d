"""What the renderers of all editions have in common: they run as another program, and what they made is counted."""

import os
import subprocess
import sys
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from catalog.problems import UserError
from site_builder.views import Page

#: What a process may take: to start, and for each page.
SECONDS_TO_START, SECONDS_FOR_PAGE = 60.0, 0.2
#: Variables of the environment that Python and the operating system need; nothing else reaches a renderer.
KEPT_VARIABLES = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "HOME", "USERPROFILE", "SOURCE_DATE_EPOCH")
_COMPLAINTS = ("WARNING", "ERROR", "CRITICAL")


class RenderError(UserError):
    """An edition could not be made as wanted; the message is for people. Nothing was published."""


def run_program(program: str, arguments: Sequence[str], *, folder: Path, pages: int, extra: dict[str, str]) -> None:
    """Run a Python module as a program in `folder`, with a clean environment and the `extra` variables.

    Raises RenderError when it fails, warns, or takes longer than `pages` pages may.
    """
    seconds = SECONDS_TO_START + SECONDS_FOR_PAGE * pages
    environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    environment |= {"PYTHONUTF8": "1", "PYTHONHASHSEED": "0", **extra}
    command = [sys.executable, "-P", "-m", program, *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, timeout=seconds, capture_output=True, encoding="utf-8"
        )
    except subprocess.TimeoutExpired:
        raise RenderError(f"生成网页超过 {seconds:.0f} 秒，已停止；请重试，仍不行就检查最近改过的课") from None
    except OSError as error:
        raise RenderError(f"启动不了网页生成程序 {program}（{error.strerror or error}）；请重新安装依赖") from error
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    complaints = [line for line in said if line.lstrip().startswith(_COMPLAINTS)]
    if done.returncode or complaints:
        shown = "\n".join(f"  {line}" for line in (complaints or said)[-20:])
        raise RenderError(f"网页生成程序 {program} 报告了问题（退出码 {done.returncode}）：\n{shown}")


def check_made(pages: Sequence[Page], site: Path) -> None:
    """Exactly the wanted pages were made, each from its own data: a page left out would go unnoticed else.

    Raises RenderError.
    """
    wanted = {site / page.path / "index.html": page for page in pages}
    made = set(site.rglob("*.html")) - {site / "404.html"}
    faults = [f"多出了 {path.relative_to(site)}" for path in sorted(made - wanted.keys())]
    for path, page in wanted.items():
        if path not in made:
            faults.append(f"缺少 {path.relative_to(site)}")
        elif f"<title>{page.data['title']}" not in unescape(path.read_text(encoding="utf-8")[:3000]):
            faults.append(f"{path.relative_to(site)} 的标题不是“{page.data['title']}”")
    if faults:
        shown = "\n".join(f"  {fault}" for fault in faults[:20])
        raise RenderError(f"生成的网页和应有的不一致，共 {len(faults)} 处：\n{shown}")
