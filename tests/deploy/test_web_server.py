"""The web server's configuration, tried with the real server."""

import gzip
import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.deploy.caddy import NO_CADDY, running_caddy


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Site:
    """A running web server, the folder with the releases, and what Meilisearch was asked."""

    port: int
    dist: Path
    asked: list[str]

    def get(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """Ask exactly this, without following or tidying anything."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): text for name, text in headers.items()})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Caddy with the deployed configuration before a small release and a stand-in for Meilisearch."""
    dist = tmp_path_factory.mktemp("dist")
    _release(dist, "one")
    asked: list[str] = []
    with _stand_in(asked) as upstream, running_caddy(dist / "portal", upstream, dist) as port:
        if port is None:
            pytest.skip(NO_CADDY)
        yield Site(port, dist, asked)


def _release(dist: Path, name: str) -> None:
    """Publish a release as a build does: a new folder, then the link is moved in one step."""
    folder = dist / ".releases" / name
    for path, text in {
        "index.html": f"<html>{name} " + "课" * 2000,
        "404.html": "<html>找不到这一页",
        "law/index.html": "<html>普法",
        "search-config.json": "{}",
        "pagefind/pagefind.js": "//",
        "pagefind/pagefind-entry.json": "{}",
        "pagefind/fragment/zxx_1.pf_fragment": "x",
        "assets/search/search.js": "//",
        "assets/stylesheets/main.0a1b2c.min.css": "x",
        "law/cover.svg": "<svg/>",
        "api/v1/index.json": "{}",
        ".hidden": "secret",
    }.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    link = dist / "next"
    link.symlink_to(Path(".releases") / name)
    link.replace(dist / "portal")


@contextmanager
def _stand_in(asked: list[str]) -> Iterator[str]:
    class Meilisearch(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            asked.append(f"{self.command} {self.path} {self.headers.get('Cookie', '')}".strip())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Meilisearch)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_pages_carry_the_security_headers(site: Site) -> None:
    """Every answer, the missing page too, says what may run and that nothing may frame it."""
    for path in ("/", "/law/", "/no-such-page/", "/pagefind/pagefind.js"):
        headers = site.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert "script-src 'self' 'wasm-unsafe-eval';" in policy and "unsafe-inline" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert "Server" not in headers


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "no-cache"),
        ("/law/", "no-cache"),
        ("/no-such-page/", "no-cache"),
        ("/assets/search/search.js", "no-cache"),
        ("/pagefind/pagefind.js", "no-cache"),
        ("/pagefind/pagefind-entry.json", "no-cache"),
        ("/pagefind/fragment/zxx_1.pf_fragment", "public, max-age=31536000, immutable"),
        ("/assets/stylesheets/main.0a1b2c.min.css", "public, max-age=31536000, immutable"),
        ("/law/cover.svg", "public, max-age=3600"),
        ("/search-config.json", "no-store"),
    ],
)
def test_each_kind_of_file_is_kept_as_long_as_it_is_valid(site: Site, path: str, expected: str) -> None:
    """What has a hash in its name stays for good, pages are asked for again, the configuration is never kept."""
    assert site.get(path).headers["Cache-Control"] == expected


def test_pages_are_compressed_and_revalidated(site: Site) -> None:
    """A phone downloads little, and nothing at all when nothing changed."""
    plain, packed = site.get("/"), site.get("/", Accept_Encoding="gzip")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 5
    assert site.get("/", If_None_Match=plain.headers["Etag"]).status == 304


def test_a_missing_page_is_the_sites_own(site: Site) -> None:
    """Status 404 with a page that helps."""
    answer = site.get("/no-such-page/")
    assert answer.status == 404
    assert "找不到这一页" in answer.body.decode()


@pytest.mark.parametrize("path", ["/.hidden", "/../.releases/one/index.html", "/%2e%2e/log", "/..%2flog"])
def test_nothing_outside_the_site_is_served(site: Site, path: str) -> None:
    """Neither hidden files nor what lies beside the site."""
    answer = site.get(path)
    assert answer.status in (400, 403, 404)
    assert b"secret" not in answer.body


def test_a_new_release_is_seen_at_once(site: Site) -> None:
    """When a build moves the link, the next request gets the new site."""
    assert site.get("/").body.startswith(b"<html>one")
    _release(site.dist, "two")
    assert site.get("/").body.startswith(b"<html>two")
    _release(site.dist, "one-again")


def test_only_searching_reaches_meilisearch(site: Site) -> None:
    """The three search addresses pass, without the visitor's cookies; all others are refused before the engine."""
    site.asked.clear()
    allowed = [("POST", "/multi-search"), ("POST", "/indexes/lessons/search"), ("GET", "/health")]
    for method, path in allowed:
        assert site.get(f"/meili{path}", method, "{}" if method == "POST" else None, Cookie="a=b").status == 200
    assert site.asked == [f"{method} {path}" for method, path in allowed]
    refused = [
        ("GET", "/keys"),
        ("POST", "/keys"),
        ("GET", "/indexes"),
        ("POST", "/indexes"),
        ("POST", "/indexes/other/search"),
        ("GET", "/indexes/lessons/search"),
        ("GET", "/indexes/lessons/documents"),
        ("POST", "/indexes/lessons/documents"),
        ("DELETE", "/indexes/lessons"),
        ("POST", "/swap-indexes"),
        ("GET", "/tasks"),
        ("GET", "/stats"),
        ("POST", "/dumps"),
        ("GET", "/"),
        ("POST", "/indexes/lessons/search/../documents"),
        ("POST", "/indexes/lessons%2fsearch/../../keys"),
        ("PUT", "/multi-search"),
    ]
    for method, path in refused:
        body = "{}" if method != "GET" else None
        assert site.get(f"/meili{path}", method, body).status in (400, 403, 404, 405), (method, path)
    assert len(site.asked) == len(allowed)


def test_a_huge_query_is_refused(site: Site) -> None:
    """Nobody fills the engine's memory through the search address."""
    assert site.get("/meili/multi-search", "POST", json.dumps({"q": "诈" * 200_000})).status >= 400


def test_no_request_is_logged(site: Site) -> None:
    """What residents search for is written nowhere."""
    site.get("/search/?q=secret-question")
    assert "secret-question" not in (site.dist / "log").read_text()
