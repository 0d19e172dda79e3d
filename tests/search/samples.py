"""Documents made up for tests, and a real Meilisearch to put them into."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from search.documents import Heading, SearchDocument

REPOSITORY = Path(__file__).resolve().parents[2]

BASE = SearchDocument(
    id="law/anti-fraud/fake-police",
    key="law__anti-fraud__fake-police",
    url="law/anti-fraud/fake-police/",
    title="电话里的“警察”是真是假",
    headings=(Heading(id="h", text="先挂电话"),),
    summary="电话里说您涉案，要把钱转到安全账户，就是诈骗。",
    body="先挂电话\n挂断以后，自己拨打 110 核实。用 WeChat 也一样。",
    keywords=("冒充公检法", "96110"),
    aliases=("公安局打电话说我洗钱",),
    category="law",
    category_name="普法教育（公德教育）",
    course="law/anti-fraud",
    course_title="防范电信网络诈骗",
    course_keywords=("诈骗", "反诈"),
    audience=("residents", "seniors"),
    level="beginner",
    minutes=10,
    number=1,
    duration="to-10",
    review="draft",
    updated="2026-11-23",
    updated_epoch=1_795_392_000,
)


def document(slug: str, **fields: Any) -> SearchDocument:
    """The sample lesson under another name, with some fields changed."""
    course = fields.get("course", BASE.course)
    lesson = f"{course}/{slug}"
    return replace(BASE, **{"id": lesson, "key": lesson.replace("/", "__"), "url": f"{lesson}/", **fields})


def few(mark: str = "") -> tuple[SearchDocument, ...]:
    """Three lessons of two categories; `mark` tells one generation from the next."""
    return (
        document("fake-police"),
        document("click-farming", title=f"刷单返利是怎么骗人的{mark}", minutes=8, updated_epoch=1_795_305_600),
        document(
            "blood-pressure",
            course="health/chronic",
            course_title="慢性病管理",
            category="health",
            category_name="健康教育（医疗保健）",
            title="在家量准一次血压",
            review="checked",
        ),
    )


@dataclass(frozen=True)
class MeiliServer:
    """Address and administrator's key of a running Meilisearch."""

    url: str
    key: str


@contextmanager
def running_meilisearch() -> Iterator[MeiliServer | None]:
    """The server of XUETANG_TEST_MEILI_URL and _KEY, else `meilisearch` of PATH with a folder of its own, else None."""
    if url := os.environ.get("XUETANG_TEST_MEILI_URL"):
        yield MeiliServer(url, os.environ.get("XUETANG_TEST_MEILI_KEY", ""))
        return
    binary = shutil.which("meilisearch")
    if not binary:
        yield None
        return
    # Meilisearch leaves its folder only when it has ended, so the folder goes last.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        server = MeiliServer(f"http://127.0.0.1:{_free_port()}", "key-for-tests-0123456789")
        command = [binary, "--no-analytics", "--http-addr", server.url.removeprefix("http://"), "--db-path", "data"]
        command += ["--env", "production", "--log-level", "WARN"]
        environment = os.environ | {"MEILI_MASTER_KEY": server.key}
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            _wait_until_healthy(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(30)


NO_MEILISEARCH = "没有 Meilisearch：装上 meilisearch 命令，或设置 XUETANG_TEST_MEILI_URL 和 XUETANG_TEST_MEILI_KEY"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_healthy(server: MeiliServer, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{server.url}/health", timeout=2).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise AssertionError("Meilisearch did not start")
