"""The preview: the last good site is served, a fault appears in the page, a mended lesson replaces it."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from site_builder import serve as serve_module
from site_builder.settings import Project

ROOT = Path(__file__).resolve().parents[2]
LESSON = "content/courses/law/anti-fraud/02-fake-police.md"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Preview:
    """`xuetang serve` as a teacher starts it."""

    def __init__(self, root: Path) -> None:
        self.root, self.port = root, free_port()
        command = [sys.executable, "-u", "-m", "site_builder", "serve", "--port", str(self.port)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen(
            command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        assert self.process.stdout
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if "按 Ctrl+C 停止" in line:
                break

    def get(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def problems(self) -> str:
        """What an open page is told now."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/__preview/events", timeout=5) as stream:
            return str(json.loads(stream.readline().decode().removeprefix("data: "))["problems"])

    def wait(self, condition: Callable[[], bool]) -> None:
        for _ in range(100):
            if condition():
                return
            time.sleep(0.2)
        pytest.fail("the preview did not follow within 20 seconds")

    def edit(self, old: str, new: str) -> None:
        path = self.root / LESSON
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def start() -> Iterator[Callable[[Path], Preview]]:
    started: list[Preview] = []

    def begin(root: Path) -> Preview:
        started.append(Preview(root))
        return started[-1]

    yield begin
    for preview in started:
        preview.process.terminate()
        preview.process.wait(10)


def test_preview_follows_the_lesson(small_site: Callable[..., Path], start: Callable[[Path], Preview]) -> None:
    """Good change: new page. Fault: old page and the report. Mended: new page, no report."""
    preview = start(small_site())
    page = "law/anti-fraud/fake-police/"
    status, html = preview.get(page)
    assert status == 200 and "/__preview/preview.js" in html
    assert "/__preview/" not in (preview.root / "dist/portal" / page / "index.html").read_text(encoding="utf-8")

    preview.edit("挂断。", "马上挂断。")
    preview.wait(lambda: "马上挂断。" in preview.get(page)[1])
    preview.edit("马上挂断。", "<b>马上</b>挂断。")
    preview.wait(lambda: "B01" in preview.problems())
    assert preview.get(page)[0] == 200 and "马上挂断。" in preview.get(page)[1]
    preview.edit("<b>马上</b>挂断。", "立刻挂断。")
    preview.wait(lambda: "立刻挂断。" in preview.get(page)[1])
    assert preview.problems() == ""


def test_first_build_with_a_fault(small_site: Callable[..., Path], start: Callable[[Path], Preview]) -> None:
    """Nothing to serve yet: a page that says so and fills itself when the lesson is mended."""
    root = small_site("B06-alt")
    preview = start(root)
    status, html = preview.get("")
    assert status == 503 and "还没有做出网站" in html
    assert "B06" in preview.problems()
    path = root / "content/courses/law/anti-fraud/01-click-farming.md"
    path.write_text(path.read_text(encoding="utf-8").replace("![](", "![三步]("), encoding="utf-8")
    preview.wait(lambda: preview.get("")[0] == 200)


def test_requests_stay_inside(small_site: Callable[..., Path], start: Callable[[Path], Preview]) -> None:
    """No path leads out of the site; missing pages get the site's own 404; folders get their slash."""
    preview = start(small_site())
    for path in (
        "../../content/site.yml",
        "..%2f..%2fcontent/site.yml",
        "%2e%2e/%2e%2e/content/site.yml",
        "__preview/../site.yml",
    ):
        status, html = preview.get(path)
        assert status == 404 and "试验学堂\ntagline" not in html
    status, html = preview.get("no/such/page")
    assert status == 404 and "<html" in html
    assert preview.get("law")[0] == 200


def test_port_in_use(small_site: Callable[..., Path]) -> None:
    """The answer names the port and the way out."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "site_builder", "serve", "--port", str(port)]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=small_site(), env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60
        )
    assert done.returncode == 2
    assert f"--port {port + 1}" in done.stderr and "Traceback" not in done.stderr


def test_names_that_no_file_can_have(small_site: Callable[..., Path], start: Callable[[Path], Preview]) -> None:
    """A NUL or an endless name is not found, like any other."""
    preview = start(small_site())
    for path in ("%00", "law/%00/x", "a" * 5000, "a%2f" * 2000):
        assert preview.get(path)[0] == 404


def test_preview_outlives_a_fault_of_the_program(
    small_site: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happens in a build is told in the page, and the next change is built."""
    said: list[str] = []
    preview = serve_module.Preview(Project(small_site()), said.append)

    def fail(*_arguments: object) -> None:
        raise RuntimeError("试验")

    monkeypatch.setattr(serve_module, "build", fail)
    preview.rebuild()
    assert "RuntimeError：试验" in preview.problems and "Traceback" not in preview.problems
    monkeypatch.undo()
    preview.rebuild()
    assert preview.problems == ""
