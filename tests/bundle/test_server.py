"""The kiosk's web server: what it says, and everything that it does not let happen."""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_builder.bundle import kiosk_server
from site_builder.bundle.install import install
from site_builder.bundle.kiosk_server import Server, address_of, hash_pin
from site_builder.output import write
from tests.bundle.samples import NOW, NUMBER, bundle

PIN = json.dumps(hash_pin("270418"))
SOURCE = Path(kiosk_server.__file__)
PAGES = {
    "index.html": "<h1>首页</h1>".encode(),
    "404.html": "<h1>没有这一页</h1>".encode(),
    "law/index.html": b"law",
    "law/cover.svg": b"<svg/>",
    "课件/说明.txt": "说明".encode(),
    "assets/search/search.js": b"//",
    "assets/stylesheets/main.0a1b2c3d.min.css": b"x",
    "pagefind/fragment/zxx_1d2c326.pf_fragment": b"x",
    "pagefind/wasm.unknown.pagefind": b"x",
    "search-config.json": b"{}",
}


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        """The body as JSON."""
        found: dict[str, object] = json.loads(self.body)
        return found


def ask(
    port: int, path: str, method: str = "GET", body: bytes | None = None, host: str | None = None, **headers: str
) -> Answer:
    """Ask exactly this, without tidying anything."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{port}")
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        for name, text in headers.items():
            connection.putheader(name.replace("_", "-"), text)
        connection.endheaders(body)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())
    finally:
        connection.close()


def post(port: int, path: str, data: object, **headers: str) -> Answer:
    """Send JSON."""
    return ask(port, path, "POST", json.dumps(data).encode(), Content_Type="application/json", **headers)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A kiosk with one release and a PIN."""
    root = tmp_path / "kiosk"
    install(bundle(tmp_path / "1.zip", PAGES), root, now=NOW)
    (root / "pin.json").write_text(PIN, encoding="utf-8")
    write(root / "secret.txt", b"secret")
    return root


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    """A running server."""
    server = Server(root, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def port(server: Server) -> int:
    """Where it listens."""
    return server.server_port


@pytest.mark.parametrize("path", ["/", "/law/", "/nothing/", "/law/cover.svg", "/%2e%2e/", "/_kiosk/status.json"])
def test_every_answer_carries_the_security_headers(path: str, port: int) -> None:
    """The missing page and the operator's too; and none says what kind of server it is."""
    headers = ask(port, path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; ")
    assert "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy and "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin" and "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers and "Date" not in headers


@pytest.mark.parametrize(
    ("path", "kind", "keep"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/law/", "text/html; charset=utf-8", "no-cache"),
        ("/assets/search/search.js", "text/javascript; charset=utf-8", "no-cache"),
        ("/law/cover.svg", "image/svg+xml", "no-cache"),
        ("/search-config.json", "application/json; charset=utf-8", "no-cache"),
        ("/pagefind/wasm.unknown.pagefind", "application/octet-stream", "no-cache"),
        ("/assets/stylesheets/main.0a1b2c3d.min.css", "text/css; charset=utf-8", kiosk_server.FOREVER),
        ("/pagefind/fragment/zxx_1d2c326.pf_fragment", "application/octet-stream", kiosk_server.FOREVER),
        ("/%E8%AF%BE%E4%BB%B6/%E8%AF%B4%E6%98%8E.txt", "text/plain; charset=utf-8", "no-cache"),
        ("/law/?q=%E4%BD%A0#x", "text/html; charset=utf-8", "no-cache"),
    ],
)
def test_types_and_how_long_to_keep(path: str, kind: str, keep: str, port: int) -> None:
    """By the name's end, never by the machine's settings; for good only what carries its digest."""
    answer = ask(port, path)
    assert (answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (200, kind, keep)
    again = ask(port, path, If_None_Match=answer.headers["ETag"])
    assert again.status == 304 and again.body == b""


def test_folders_and_missing_pages(port: int) -> None:
    """A folder is its page, or nothing; a missing page is the edition's own."""
    answer = ask(port, "/law")
    assert answer.status == 308 and answer.headers["Location"] == "/law/"
    for path in ("/nothing", "/assets/", "/assets", "/pagefind/fragment/", "/law/index.html/"):
        answer = ask(port, path)
        assert answer.status == 404 and "没有这一页" in answer.body.decode(), path
    head = ask(port, "/law/", "HEAD")
    assert head.status == 200 and head.headers["Content-Length"] == "3" and head.body == b""


ESCAPES = [
    "/../secret.txt",
    "/../../secret.txt",
    "/law/../../../../secret.txt",
    "/%2e%2e/%2e%2e/%2e%2e/secret.txt",
    "/..%2f..%2f..%2fsecret.txt",
    "/%252e%252e/secret.txt",
    "/..\\..\\secret.txt",
    "/..%5c..%5csecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "//etc/passwd",
    "//127.0.0.1/",
    "/%2fetc/passwd",
    "/C:/Windows/win.ini",
    "/index.html%00.txt",
    "/index.html::$DATA",
    "/.hidden",
    "/./index.html",
    "/law/%0d%0aX-Evil:1",
    "/../release.json",
    "/../serve.py",
    "/../../../pin.json",
    "/link.html",
    "/folder/secret.txt",
    "/_kiosk/operator/../../../secret.txt",
    "/_kiosk/operator/..%2f..%2fsecret.txt",
    "/" + "a" * 5000,
]


@pytest.mark.parametrize("path", ESCAPES)
def test_no_way_out(path: str, port: int, root: Path) -> None:
    """Neither by dots, by other ways to write them, nor by a link that somebody put there."""
    site = root / "releases" / str(NUMBER) / "site"
    write(root / "releases" / str(NUMBER) / ".hidden", b"secret")
    (site / "link.html").symlink_to(root / "secret.txt")
    (site / "folder").symlink_to(root, target_is_directory=True)
    answer = ask(port, path)
    assert answer.status == 404 and b"secret" not in answer.body and "X-Evil" not in answer.headers


def test_addresses() -> None:
    """What a request's path means."""
    assert address_of("/") == "" and address_of("/law/?q=..") == "law/" and address_of("/%E8%AF%BE") == "课"
    assert address_of("http://evil/") is None and address_of("*") is None and address_of("/%ff") is None


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "[::1]", "", "localhost."]
)
def test_only_its_own_name(host: str, port: int) -> None:
    """A page of another site whose name was made to point here reads nothing (DNS rebinding)."""
    answer = ask(port, "/", host=host)
    assert answer.status == 421 and "首页" not in answer.body.decode()
    assert post(port, "/_kiosk/unlock", {"pin": "270418"}, host=host).status == 421


def test_localhost_is_fine(port: int) -> None:
    """The other name of this machine."""
    assert ask(port, "/", host=f"LOCALHOST:{port}").status == 200


def test_listens_on_loopback_only(server: Server) -> None:
    """Nobody in the library's network reaches it."""
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods(method: str, port: int) -> None:
    """Read-only."""
    answer = ask(port, "/law/", method, b"")
    assert answer.status in (405, 415) and "Content-Security-Policy" in answer.headers and b"law" not in answer.body


def test_broken_requests_do_no_harm(port: int) -> None:
    """Whatever arrives, the next visitor is served."""
    for data in (
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"G" * 70_000,
    ):
        with socket.create_connection(("127.0.0.1", port), 5) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            line.settimeout(5)
            try:
                while line.recv(4096):
                    pass
            except ConnectionError:
                pass
    assert ask(port, "/").status == 200


def test_a_body_is_never_taken_for_the_next_request(port: int) -> None:
    """One connection, one request with a body that looks like another one."""
    hidden = b"GET /law/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.sendall(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n" % (port, len(hidden)) + hidden
        )
        line.settimeout(5)
        said = b""
        while piece := line.recv(4096):
            said += piece
    assert said.count(b"HTTP/1.1 ") == 1


def test_follows_the_switch_and_keeps_old_pages_whole(root: Path, port: int, tmp_path: Path) -> None:
    """Without a restart; a page that was open before still finds its files that carry their digest, and no others."""
    pages = {
        "index.html": b"new",
        "404.html": b"gone",
        "pagefind/fragment/zxx_ffffff1.pf_fragment": b"y",
    }
    assert ask(port, "/").body == PAGES["index.html"]
    install(bundle(tmp_path / "2.zip", pages, number=NUMBER + 1), root, now=NOW)
    assert ask(port, "/").body == b"new" and ask(port, "/nothing").body == b"gone"
    assert ask(port, "/pagefind/fragment/zxx_1d2c326.pf_fragment").status == 200
    assert ask(port, "/law/").status == 404


def test_readers_during_switches(root: Path, port: int, tmp_path: Path) -> None:
    """Every page that is asked for while releases change is there."""
    bundles = [bundle(tmp_path / f"{n}.zip", {**PAGES, "index.html": b"home"}, number=NUMBER + n) for n in range(2, 6)]
    missed: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            status = ask(port, "/law/").status
            if status != 200:
                missed.append(status)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for path in bundles:
        install(path, root, now=NOW)
    stop.set()
    for reader in readers:
        reader.join()
    assert not missed


def test_a_half_installed_release_is_not_shown(root: Path, port: int) -> None:
    """Leftovers, a release without pages, and a pointer to nothing: the newest whole one is shown."""
    write(root / "staging-1/site/index.html", b"half")
    write(root / f"releases/{NUMBER + 9}/site/law/index.html", b"half")
    for pointer in (f"{NUMBER + 9}\n", "../..\n", "\n", f"{NUMBER + 1}"):
        (root / "current").write_text(pointer, encoding="utf-8")
        assert ask(port, "/law/").body == b"law"
    (root / "current").unlink()
    assert ask(port, "/").status in (200, 503)


def test_before_the_first_installation(tmp_path: Path) -> None:
    """The screen says so instead of an error."""
    (tmp_path / "releases").mkdir()
    server = Server(tmp_path, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    answer = ask(server.server_port, "/")
    server.shutdown()
    server.server_close()
    assert answer.status == 503 and "正在安装" in answer.body.decode()


# --- the operator ---


def test_status_needs_the_pin(port: int) -> None:
    """Wrong, missing and right; what is shown is what was noted, with the disk as it is."""
    assert ask(port, "/_kiosk/status.json").status == 401
    assert ask(port, "/_kiosk/status.json", Authorization="Bearer ").status == 401
    wrong = post(port, "/_kiosk/unlock", {"pin": "000000"})
    assert wrong.status == 401 and wrong.json() == {"message": "密码不对。", "left": 4}
    token = post(port, "/_kiosk/unlock", {"pin": "270418"}).json()["token"]
    status = ask(port, "/_kiosk/status.json", Authorization=f"Bearer {token}")
    assert status.status == 200 and status.headers["Cache-Control"] == "no-store"
    fields = status.json()
    assert fields["release"] == NUMBER and fields["disk_free_now"] and "hash" not in status.body.decode()


def test_guessing_takes_longer_and_longer(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five tries, a minute, five tries, two minutes; the right PIN does not help meanwhile."""
    monkeypatch.setattr(kiosk_server, "pin_matches", lambda pin, kept: pin == "270418")
    door = kiosk_server.Door(root / "pin.json")
    now = 1000.0
    for wait in (60, 120, 240):
        for _ in range(kiosk_server.TRIES):
            assert door.knock("000000", now)[0] == 401
        status, said = door.knock("270418", now + wait - 1)
        assert status == 429 and said["wait"] <= 2
        now += wait
    assert door.knock("270418", now)[0] == 200


def test_a_visit_ends(root: Path) -> None:
    """The token is worth nothing after some minutes, and a new visit ends the old one."""
    door = kiosk_server.Door(root / "pin.json")
    assert not door.is_open("Bearer ", 0)
    token = door.knock("270418", 0)[1]["token"]
    assert door.is_open(f"Bearer {token}", 10) and not door.is_open(f"Bearer {token}", kiosk_server.VISIT + 1)
    door.knock("270418", 20)
    assert not door.is_open(f"Bearer {token}", 21)


def test_no_pin_no_entry(root: Path, port: int) -> None:
    """Without a PIN, or with a file that is none, the door stays shut and says why."""
    (root / "pin.json").write_text("{}", encoding="utf-8")
    assert "读不了" in str(post(port, "/_kiosk/unlock", {"pin": "270418"}).json())
    (root / "pin.json").unlink()
    answer = post(port, "/_kiosk/unlock", {"pin": "270418"})
    assert answer.status == 409 and "还没有设密码" in str(answer.json())


def test_export(root: Path, port: int) -> None:
    """Behind the PIN, to a folder of the operator's; no path comes from the browser."""
    rows = [{"query": "血压", "count": 3}]
    assert post(port, "/_kiosk/export", rows).status == 401
    token = post(port, "/_kiosk/unlock", {"pin": "270418"}).json()["token"]
    answer = post(port, "/_kiosk/export", rows, Authorization=f"Bearer {token}")
    assert answer.status == 200
    written = list((root / "exports").iterdir())
    assert [path.name for path in written] == [answer.json()["file"]]
    assert json.loads(written[0].read_text(encoding="utf-8")) == rows
    assert post(port, "/_kiosk/export", "text", Authorization=f"Bearer {token}").status == 400


def test_what_may_be_sent(port: int) -> None:
    """JSON, short, from our own pages."""
    assert ask(port, "/_kiosk/unlock", "POST", b"pin=1", Content_Type="text/plain").status == 415
    assert ask(port, "/_kiosk/unlock", "POST", b"{", Content_Type="application/json").status == 400
    assert post(port, "/_kiosk/unlock", {"pin": 270418}).status == 400
    assert post(port, "/_kiosk/unlock", {"pin": "1"}, Origin="http://evil.example").status == 403
    assert post(port, "/_kiosk/other", {}).status == 404
    answer = ask(port, "/_kiosk/unlock", "POST", None, Content_Type="application/json", Content_Length="999999999")
    assert answer.status == 413


# --- as a program of its own ---


def oldest_python() -> str:
    """A Python 3.9 where there is one, else this one."""
    found = list(Path.home().glob(".pyenv/versions/3.9.*/bin/python3"))
    return str(found[0]) if found else sys.executable


def test_one_file_that_needs_nothing_but_python(root: Path, tmp_path: Path) -> None:
    """Started from the kiosk's folder, without this program being anywhere near, and stopped by Ctrl+C."""
    command = [oldest_python(), "-I", str(root / "serve.py"), "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        port = int(line.split(":")[2].split("/")[0])
        assert ask(port, "/law/").body == b"law"
        taken = subprocess.run(
            [*command[:3], "--port", str(port)], capture_output=True, encoding="utf-8", timeout=20, check=False
        )
        process.terminate()
        process.wait(10)
    assert "学堂已经打开：http://127.0.0.1:" in line
    assert taken.returncode == 2 and f"端口 {port} 用不了" in taken.stderr and "Traceback" not in taken.stderr


def test_an_unzipped_bundle_is_served_from_its_own_folder(tmp_path: Path) -> None:
    """Copied from a USB stick: python3 serve.py."""
    write(tmp_path / "site/index.html", b"home")
    write(tmp_path / "serve.py", SOURCE.read_bytes())
    server = Server(tmp_path, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    assert ask(server.server_port, "/").body == b"home"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "nowhere 里没有学堂"),
        (["--speed", "9"], "命令写法不对"),
        (["--port", "99999999"], "端口 99999999 用不了"),
    ],
)
def test_wrong_use(arguments: list[str], says: str, root: Path) -> None:
    """Exit 2, a sentence, no traceback."""
    folder = [] if arguments[0] == "nowhere" else [str(root)]
    command = [sys.executable, str(SOURCE), *folder, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=20, check=False)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_it_imports_the_standard_library_alone() -> None:
    """No import of ours, and nothing newer than Python 3.9 in its grammar."""
    import ast

    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 9))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_slow_visitors_do_not_block_others(port: int) -> None:
    """A connection that says nothing costs nobody anything."""
    with socket.create_connection(("127.0.0.1", port)):
        started = time.monotonic()
        assert ask(port, "/").status == 200
        assert time.monotonic() - started < 2
