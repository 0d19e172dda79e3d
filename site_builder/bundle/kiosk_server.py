#!/usr/bin/env python3
"""西区学堂的本机网页服务器 · The kiosk's web server: one file, Python 3.9 or newer, nothing else.

    python3 serve.py                 serves the folder that this file lies in
    python3 serve.py DIR --port 8080

DIR is what `xuetang kiosk install` made (it follows a change of release without a restart) or an unzipped bundle.
It listens on loopback only, answers only to its own name, lists no folder, follows no link and keeps no log.
"""

import argparse
import hashlib
import hmac
import json
import os
import re
import secrets
import shutil
import sys
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Optional
from urllib.parse import quote, unquote_to_bytes

HOST, PORT = "127.0.0.1", 8080
SITE, OPERATOR = "site", "operator"
#: Addresses of the operator; everything else is the site's.
PREFIX = "/_kiosk/"

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: By name's end, never by the machine's own settings: a wrong type under `nosniff` is a page without its script.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
}
#: What carries a digest of its content in its name.
HASHED = re.compile(r"pagefind/(fragment|index)/|\.pf_meta$|[.-][0-9a-f]{6,64}\.(min\.)?[a-z0-9]+$")
FOREVER = "public, max-age=31536000, immutable"

MAX_BODY = 1 << 19
#: The operator's PIN: rounds of its hash, tries before a wait, the first and the longest wait, length of a visit.
ROUNDS, TRIES, WAIT, LONGEST_WAIT, VISIT = 600_000, 5, 60.0, 3600.0, 300.0
PIN_FORM = re.compile(r"[0-9]{6,12}")
MAX_EXPORTS = 200


class Found(NamedTuple):
    """A file to answer with: its path and the folder of the release that it belongs to."""

    path: Path
    release: Path


class Places:
    """Where the files are: an unzipped bundle, or a kiosk's folder with its releases."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def is_kiosk(self) -> bool:
        """Whether releases are installed here."""
        return (self.root / "releases").is_dir()

    def releases(self) -> list[Path]:
        """Folders of whole releases, the shown one first, then the newest. Read anew each time: it may switch."""
        if not self.is_kiosk():
            return [self.root]
        try:
            shown = (self.root / "current").read_text(encoding="utf-8").strip()
            found = [path for path in (self.root / "releases").iterdir() if (path / SITE / "index.html").is_file()]
        except OSError:
            return []
        return sorted(found, key=lambda path: (path.name == shown, _rank(path.name)), reverse=True)

    def find(self, part: str, address: str) -> Optional[Found]:
        """The file at `address` below `site` or `operator`; a folder's is its index.html. None where there is none.

        A page that was opened before a switch still finds the old files that carry their digest in their name.
        """
        for number, release in enumerate(self.releases()):
            if number and not HASHED.search(address):
                break
            name = address + "index.html" if not address or address.endswith("/") else address
            path = release / part / name
            if _is_plain(path, release):
                return Found(path, release)
        return None

    def is_folder(self, address: str) -> bool:
        """Whether a page stands at this address with a slash at its end."""
        return self.find(SITE, address + "/") is not None


def _rank(name: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in name.split("."))


def _is_plain(path: Path, root: Path) -> bool:
    """Whether this is a regular file inside `root`, and no link leads to it."""
    try:
        return path.is_file() and path.resolve() == root.resolve() / path.relative_to(root)
    except (OSError, ValueError, RuntimeError):
        return False


def address_of(target: str) -> Optional[str]:
    """The path of a request, decoded and without its first slash; None for one that no page has."""
    path = target.partition("?")[0].partition("#")[0]
    try:
        text = unquote_to_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not text.startswith("/") or len(text) > 2000 or any(not char.isprintable() for char in text):
        return None
    address = text[1:]
    parts = address.split("/")
    if any(char in address for char in '\\:*?"<>|') or any(part.startswith(".") for part in parts):
        return None
    return None if "" in parts[:-1] else address


# --- the operator ---


def hash_pin(pin: str) -> dict[str, Any]:
    """A PIN as it is kept. Raises ValueError for one that is too easy, with the reason in Chinese."""
    if not PIN_FORM.fullmatch(pin):
        raise ValueError("要 6 到 12 个数字")
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:])}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise ValueError("不能全是一样的数字，也不能是 123456 这样连着的")
    salt = secrets.token_bytes(16)
    return {"rounds": ROUNDS, "salt": salt.hex(), "hash": _derive(pin, salt, ROUNDS).hex()}


def _derive(pin: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", pin.encode(), salt, rounds)


def pin_matches(pin: str, kept: dict[str, Any]) -> bool:
    """Whether this is the PIN that was kept. Raises KeyError, ValueError, TypeError when the file is no such thing."""
    found = _derive(pin, bytes.fromhex(kept["salt"]), int(kept["rounds"]))
    return hmac.compare_digest(found, bytes.fromhex(kept["hash"]))


class Door:
    """Lets the operator in: few tries, longer and longer waits, short visits."""

    def __init__(self, pin_file: Path) -> None:
        self._pin_file = pin_file
        self._lock = threading.Lock()
        self._wrong = 0
        self._closed_until = 0.0
        self._token = ""
        self._valid_until = 0.0

    def knock(self, pin: str, now: float) -> tuple[int, dict[str, Any]]:
        """Status and answer for somebody who typed `pin`."""
        with self._lock:
            if now < self._closed_until:
                return 429, {"message": "错了太多次，请等一会儿再试。", "wait": int(self._closed_until - now) + 1}
            try:
                kept = json.loads(self._pin_file.read_text(encoding="utf-8"))
                right = len(pin) <= 100 and pin_matches(pin, kept)
            except FileNotFoundError:
                return 409, {"message": "还没有设密码。请在这台机器上运行 xuetang kiosk pin。"}
            except (OSError, ValueError, KeyError, TypeError):
                return 409, {"message": "密码文件读不了。请在这台机器上重新运行 xuetang kiosk pin。"}
            if right:
                self._wrong, self._token, self._valid_until = 0, secrets.token_urlsafe(24), now + VISIT
                return 200, {"token": self._token, "seconds": int(VISIT)}
            self._wrong += 1
            if self._wrong % TRIES == 0:
                self._closed_until = now + min(WAIT * 2 ** (self._wrong // TRIES - 1), LONGEST_WAIT)
            return 401, {"message": "密码不对。", "left": TRIES - self._wrong % TRIES if self._wrong % TRIES else 0}

    def is_open(self, header: str, now: float) -> bool:
        """Whether a request carries the token of a visit that goes on."""
        with self._lock:
            expected = f"Bearer {self._token}"
            return now < self._valid_until and hmac.compare_digest(header.encode(), expected.encode())


def status_of(root: Path) -> dict[str, Any]:
    """What the installation noted, and the disk as it is now."""
    try:
        noted = json.loads((root / "status.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        noted = {}
    usage = shutil.disk_usage(root)
    return {**(noted if isinstance(noted, dict) else {}), "disk_free_now": usage.free, "disk_total_now": usage.total}


def write_export(folder: Path, data: Any) -> Path:
    """Keep the searches without an answer as a file of their own. Raises OSError; ValueError for anything but JSON rows."""
    if not isinstance(data, (list, dict)):
        raise ValueError("应是一张表")
    folder.mkdir(parents=True, exist_ok=True)
    if len(list(folder.glob("unanswered-*.json"))) >= MAX_EXPORTS:
        raise ValueError("导出的文件太多了，请先取走")
    stamp = datetime.now(timezone.utc).strftime("%Y%m%d-%H%M%S")
    path = folder / f"unanswered-{stamp}-{secrets.token_hex(2)}.json"
    with path.open("x", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return path


# --- the server ---


class Server(ThreadingHTTPServer):
    """Serves one folder on loopback."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers share the port

    def __init__(self, root: Path, port: int, exports: Optional[Path] = None) -> None:
        self.places = Places(root)
        self.door = Door(self.places.root / "pin.json")
        self.exports = exports or self.places.root / "exports"
        super().__init__((HOST, port), Handler)
        names = [HOST, "localhost"]
        self.hosts = {f"{name}:{self.server_port}" for name in names} | (
            set(names) if self.server_port == 80 else set()
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news; anything else is told once, without what was asked for."""
        error = sys.exc_info()[1]
        if not isinstance(error, (ConnectionError, TimeoutError)):
            print(f"服务器遇到问题：{type(error).__name__}", file=sys.stderr)


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """A page, a file, or what the operator asks for."""
        if not self._is_for_us():
            return
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # what is not read must not be taken for the next request
        address = address_of(self.path)
        if address is None:
            self._missing()
        elif f"/{address}".startswith(PREFIX):
            self._operator(f"/{address}"[len(PREFIX) :])
        else:
            self._site(address)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """The operator's PIN, and the export of searches."""
        if not self._is_for_us():
            return
        origin = self.headers.get("Origin", "")
        if origin and origin not in {f"http://{host}" for host in self.server.hosts}:
            return self._json(403, {"message": "只接受本机网页的请求。"})
        data = self._body()
        if data is None:
            return None
        action = {f"{PREFIX}unlock": self._unlock, f"{PREFIX}export": self._export}.get(self.path)
        return action(data) if action else self._json(404, {"message": "没有这个地址。"})

    def _is_for_us(self) -> bool:
        """Only our own name: another name that was made to point here must not read anything (DNS rebinding)."""
        if self.headers.get("Host", "").lower() in self.server.hosts:
            return True
        self.close_connection = True
        self._send(421, b"this server is only for this machine\n", "text/plain; charset=utf-8", "no-store")
        return False

    def _site(self, address: str) -> None:
        found = self.server.places.find(SITE, address)
        if found:
            self._file(found, address)
        elif address and self.server.places.is_folder(address):
            self._send(308, b"", "text/plain; charset=utf-8", "no-cache", {"Location": f"/{quote(address)}/"})
        else:
            self._missing()

    def _missing(self) -> None:
        found = self.server.places.find(SITE, "404.html")
        if found:
            return self._send(404, found.path.read_bytes(), TYPES[".html"], "no-cache")
        ready = self.server.places.find(SITE, "") is not None
        text = "没有这一页。" if ready else "学堂正在安装，请稍候；一直这样，请告诉工作人员。"
        head = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>西区学堂</title>'
        return self._send(404 if ready else 503, f"{head}<h1>{text}</h1>\n".encode(), TYPES[".html"], "no-store")

    def _file(self, found: Found, address: str) -> None:
        try:
            info = found.path.stat()
            tag = f'"{found.release.name}-{info.st_size:x}-{info.st_mtime_ns:x}"'
            keep = FOREVER if HASHED.search(address) else "no-cache"
            kind = TYPES.get(found.path.suffix.lower(), "application/octet-stream")
            if tag in self.headers.get("If-None-Match", ""):
                return self._send(304, b"", kind, keep, {"ETag": tag})
            body = found.path.read_bytes()
        except OSError:  # its release was removed just now
            return self._missing()
        return self._send(200, body, kind, keep, {"ETag": tag})

    def _operator(self, name: str) -> None:
        if name == "status.json":
            if not self._has_entered():
                return self._json(401, {"message": "请先输入密码。"})
            return self._json(200, status_of(self.server.places.root))
        found = self.server.places.find(OPERATOR, name.partition("/")[2]) if name.startswith("operator/") else None
        if not found:
            return self._missing()
        kind = TYPES.get(found.path.suffix.lower(), "application/octet-stream")
        return self._send(200, found.path.read_bytes(), kind, "no-store")

    def _has_entered(self) -> bool:
        return self.server.door.is_open(self.headers.get("Authorization", ""), time.monotonic())

    def _unlock(self, data: Any) -> None:
        pin = data.get("pin") if isinstance(data, dict) else None
        if not isinstance(pin, str):
            return self._json(400, {"message": "请输入密码。"})
        return self._json(*self.server.door.knock(pin, time.monotonic()))

    def _export(self, data: Any) -> None:
        if not self._has_entered():
            return self._json(401, {"message": "请先输入密码。"})
        try:
            path = write_export(self.server.exports, data)
        except ValueError as error:
            return self._json(400, {"message": f"没有导出：{error}。"})
        except OSError as error:
            return self._json(507, {"message": f"写不了 {self.server.exports}（{error.strerror or error}）。"})
        return self._json(200, {"message": f"已写入 {path}", "file": path.name})

    def _body(self) -> Any:
        """The JSON that was sent; None when an answer was given already."""
        self.close_connection = True  # whatever is left unread ends with the connection
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MAX_BODY:
            return self._json(413, {"message": "内容太长。"})
        if self.headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            return self._json(415, {"message": "只接受 JSON。"})
        try:
            data = json.loads(self.rfile.read(int(length)).decode("utf-8"))
        except (ValueError, RecursionError):
            data = None
        return self._json(400, {"message": "不是 JSON。"}) if data is None else data

    def _json(self, status: int, fields: dict[str, Any]) -> None:
        body = json.dumps(fields, ensure_ascii=False).encode()
        self._send(status, body, TYPES[".json"], "no-store")

    def _send(self, status: int, body: bytes, kind: str, keep: str, more: Optional[dict[str, str]] = None) -> None:
        self.send_response_only(status)
        fields = {**HEADERS, "Content-Type": kind, "Cache-Control": keep, **(more or {})}
        if status != 304:
            fields["Content-Length"] = str(len(body))
        if self.close_connection:
            fields["Connection"] = "close"
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD" and status != 304:
            self.wfile.write(body)

    def send_error(self, code: int, message: Optional[str] = None, explain: Optional[str] = None) -> None:
        """What the library refuses (a broken request, an unknown method) gets the same headers and no page of its own."""
        self.close_connection = True
        if not hasattr(self, "command") or self.command is None:
            self.command = ""
        status = 405 if code == 501 else code
        self._send(
            status, b"", "text/plain; charset=utf-8", "no-store", {"Allow": "GET, HEAD"} if status == 405 else None
        )

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what people look at is nobody's business."""


class Parser(argparse.ArgumentParser):
    """Complains in Chinese."""

    def error(self, message: str) -> NoReturn:
        """Wrong use: exit code 2."""
        self.exit(2, f"命令写法不对：{message}\n运行 python3 serve.py --help 看用法。\n")


def arguments(given: list[str]) -> argparse.Namespace:
    """What was typed."""
    parser = Parser(prog="serve.py", description="在本机打开学堂；只有这台机器能看。", add_help=False)
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path(__file__).resolve().parent, help="学堂所在的文件夹"
    )
    parser.add_argument("--port", type=int, default=PORT, help="端口，默认 8080")
    parser.add_argument("--exports", type=Path, help="导出的文件放在哪个文件夹")
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    return parser.parse_args(given)


def serve(folder: Path, port: int, exports: Optional[Path] = None) -> int:
    """Serve until stopped. Returns an exit code: 0 stopped, 2 not possible, said why."""
    places = Places(folder)
    if not places.is_kiosk() and not (folder / SITE / "index.html").is_file():
        print(f"{folder} 里没有学堂（找不到 {SITE}/index.html）；请检查文件夹，或先安装。", file=sys.stderr)
        return 2
    try:
        server = Server(folder, port, exports)
    except (OSError, OverflowError) as error:
        told = getattr(error, "strerror", None) or error
        print(f"端口 {port} 用不了（{told}）；可能已经有一个在运行，或换一个：--port {port + 1}", file=sys.stderr)
        return 2
    print(f"学堂已经打开：http://{HOST}:{server.server_port}/ （只有这台机器能看；按 Ctrl+C 停止）", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print("已停止。")
    finally:
        server.server_close()
    return 0


def main(given: list[str]) -> int:
    """The command line."""
    wanted = arguments(given)
    return serve(wanted.folder, wanted.port, wanted.exports)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
