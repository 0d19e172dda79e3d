"""The portal with `/meili/` in front of a Meilisearch, as the deployed web server has it."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from tests.journeys.conftest import _Handler
from tests.search.samples import MeiliServer


@dataclass
class Upstream:
    """What stands behind `/meili/` and how it behaves. `delay` in seconds, `down` answers 502; `asked` counts."""

    server: MeiliServer
    delay: float = 0
    down: bool = False
    garbage: bool = False
    asked: list[str] = field(default_factory=list)


@contextmanager
def serving_with_meilisearch(folder: Path, upstream: Upstream, key: str, index: str) -> Iterator[str]:
    """Address of the portal whose `search-config.json` names the Meilisearch behind `/meili/`."""
    config = json.dumps({"meilisearch": {"url": "/meili", "index": index, "key": key}}).encode()
    handler = partial(_ProxyHandler, directory=str(folder), upstream=upstream, config=config)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _ProxyHandler(_Handler):
    def __init__(self, *arguments: object, upstream: Upstream, config: bytes, directory: str) -> None:
        self.upstream, self.config = upstream, config
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path.startswith("/search-config.json"):
            self._answer(200, self.config)
        else:
            super().do_GET()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.upstream.asked.append(self.path)
        time.sleep(self.upstream.delay)
        if self.upstream.down:
            self._answer(502, b"bad gateway")
        elif self.upstream.garbage:
            self._answer(200, b"<html>maintenance</html>")
        else:
            self._answer(*self._forwarded(body))

    def _forwarded(self, body: bytes) -> tuple[int, bytes]:
        headers = {name: self.headers[name] for name in ("Authorization", "Content-Type")}
        url = self.upstream.server.url + self.path.removeprefix("/meili")
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
