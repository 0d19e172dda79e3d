"""HTML → PDF through a Chromium that is installed on this machine. Nothing else of the program starts a browser."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from site_builder.terminal import UsageError

#: Names of the program, the free ones first, and where systems without a search path keep it.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_SECONDS = 120


def browser() -> str | None:
    """The Chromium to print with; None where there is none."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def as_pdf(page: bytes) -> bytes:
    """A page as it prints. Raises UsageError where no Chromium is installed or it fails."""
    program = browser()
    if program is None:
        raise UsageError(
            "做 PDF 要用 Chromium（或 Chrome、Edge），这台电脑上没有找到。请安装其中一个（例如 sudo apt install chromium），"
            "或先用 --format html，再在浏览器里打开、打印成 PDF。"
        )
    with tempfile.TemporaryDirectory(prefix="xuetang-") as work:
        source, target = Path(work, "report.html"), Path(work, "report.pdf")
        source.write_bytes(page)
        try:
            done = subprocess.run(
                [program, *_options(work), f"--print-to-pdf={target}", source.as_uri()],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UsageError(f"{program} 过了 {_SECONDS} 秒还没有做好 PDF；请关掉一些程序再试。") from None
        if not target.is_file():
            told = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise UsageError(f"{program} 没有做出 PDF：{''.join(told) or '没有说明原因'}")
        return target.read_bytes()


def _options(work: str) -> list[str]:
    """Without a window, a network or the person's own profile; without page headers, which would tell the file's path."""
    options = ["--headless", "--disable-gpu", "--no-pdf-header-footer", "--disable-extensions", "--no-first-run"]
    options += [f"--user-data-dir={Path(work, 'profile')}", "--host-resolver-rules=MAP * ~NOTFOUND"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append(
            "--no-sandbox"
        )  # Chromium refuses to start for root otherwise; the page is ours and runs no script
    return options
