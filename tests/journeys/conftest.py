"""The real portal and the real kiosk, built from the real content once a session, served like a careful web server would serve it."""

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import build
from site_builder.editions import KIOSK
from site_builder.settings import Project

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; font-src 'self'; form-action 'self'; base-uri 'none'"
)
REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the built portal, made from the repository's own content."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(REPOSITORY / "content", root / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        return build(Project(root)).folder


@pytest.fixture(scope="session")
def kiosk_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the built kiosk, made from the repository's own content with a public address."""
    root = tmp_path_factory.mktemp("kiosk")
    shutil.copytree(REPOSITORY / "content", root / "content")
    with (root / "content" / "site.yml").open("a", encoding="utf-8") as site:
        site.write("url: https://xuetang.example.org\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XUETANG_CACHE_DIR", str(root / "cache"))
        return build(Project(root), KIOSK).folder


@pytest.fixture(scope="session")
def kiosk_server(kiosk_site: Path) -> Iterator[str]:
    """Address of the kiosk on this machine, without a slash at the end."""
    with serving(kiosk_site) as address:
        yield address


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Address of the portal on this machine, without a slash at the end."""
    with serving(site) as address:
        yield address


class serving:  # used as `with serving(folder) as address`
    """Serves a folder on a free port of this machine, with the security headers of the deployed site."""

    def __init__(self, folder: Path) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".svg": "image/svg+xml",
    }

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the tests look at the pages."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium. Without one the journeys are skipped, except in CI, which has to have it."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None and not os.environ.get("CI"):
        pytest.skip(
            "no Chromium on this machine; install the package chromium (or chromium-browser) to run the journeys"
        )
    found = {"executable_path": chromium} if chromium else {}
    return browser_type_launch_args | found | {"args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A reader in China."""
    return browser_context_args | {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
