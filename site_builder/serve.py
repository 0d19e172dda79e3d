"""The preview: serves the last good site, rebuilds when content changes, and shows problems in the page.

Only for the teacher's own machine: it listens on loopback unless told otherwise and injects one script into pages
on their way out; the files in `dist/` stay as they are published.
"""

import asyncio
import contextlib
import json
import socket
import traceback
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from catalog.problems import ContentError, UserError
from catalog.report import as_text
from site_builder.build import build
from site_builder.editions import PORTAL, Edition
from site_builder.output import OutputError
from site_builder.settings import PROGRAM, Project

_PREVIEW = PROGRAM / "theme" / "preview"
_TAG = b'<script src="/__preview/preview.js" defer></script></body>'


class Preview:
    """The state of a preview: the last build's problems, and who wants to hear of the next."""

    def __init__(self, project: Project, say: Callable[[str], None], edition: Edition = PORTAL) -> None:
        self.project, self.say, self.edition = project, say, edition
        self.problems = ""
        self.builds = 0
        self._changed = asyncio.Condition()

    def rebuild(self) -> None:
        """Build once; on problems keep the last good site and remember them."""
        try:
            report = build(self.project, self.edition)
            self.problems = ""
            if report.changed:
                self.say(f"已更新：新做 {report.rendered} 页，用时 {report.seconds:.1f} 秒。")
        except ContentError as error:
            self.problems = as_text(error.problems)
            self.say(f"{self.problems}\n课程有问题，网页还是上一次好的样子；改好以后会自动更新。")
        except UserError as error:
            self.problems = str(error)
            self.say(self.problems)
        except Exception as error:  # the preview outlives a fault of this program, and says it where it is seen
            self.problems = f"程序出了错（{type(error).__name__}：{error}），网页还是上一次好的样子；存一次课会再试。"
            self.say(f"{self.problems}\n{traceback.format_exc()}")

    async def rebuild_and_tell(self) -> None:
        """Build in another thread and wake every open page."""
        await asyncio.to_thread(self.rebuild)
        async with self._changed:
            self.builds += 1
            self._changed.notify_all()

    async def watch(self) -> None:
        """Rebuild whenever something that a page is made of changes."""
        folders = [self.project.content, PROGRAM / "theme", PROGRAM / "search" / "client", PROGRAM / "mkdocs.yml"]
        async for _ in awatch(*[folder for folder in folders if folder.exists()], debounce=300):
            await self.rebuild_and_tell()

    async def events(self) -> AsyncIterator[str]:
        """Server-sent events: the problems now, and after each build."""
        while True:
            yield self._event()
            seen = self.builds
            while self.builds == seen:
                async with self._changed:
                    with contextlib.suppress(asyncio.TimeoutError):
                        await asyncio.wait_for(self._changed.wait_for(lambda: self.builds != seen), 15)  # noqa: B023
                if self.builds == seen:
                    yield ": still here\n\n"  # lets a closed page be noticed

    def _event(self) -> str:
        return f"data: {json.dumps({'build': self.builds, 'problems': self.problems}, ensure_ascii=False)}\n\n"


def app(preview: Preview) -> Starlette:
    """The web application of a preview."""

    async def events(_request: Request) -> Response:
        return StreamingResponse(
            preview.events(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def preview_file(request: Request) -> Response:
        name = request.path_params["name"]
        path = _PREVIEW / name
        return FileResponse(path) if name in ("preview.js", "preview.css") else Response(status_code=404)

    async def page(request: Request) -> Response:
        return await asyncio.to_thread(_respond, preview, request.path_params["path"])

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(preview.watch())
        yield
        watching.cancel()

    routes = [
        Route("/__preview/events", events),
        Route("/__preview/{name}", preview_file),
        Route("/{path:path}", page),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def _respond(preview: Preview, path: str) -> Response:
    root = (preview.project.dist / preview.edition.name).resolve()
    if not root.is_dir():
        return HTMLResponse((_PREVIEW / "first-build.html").read_bytes(), status_code=503)
    try:
        place = (root / path).resolve()
        is_folder = place.is_dir()
    except (OSError, ValueError):  # a name that no file can have
        return Response(status_code=404)
    if not place.is_relative_to(root):
        return Response(status_code=404)
    if is_folder:
        if path and not path.endswith("/"):
            return Response(status_code=308, headers={"Location": f"/{path}/"})
        place = place / "index.html"
    if not place.is_file():
        return _html(root / "404.html", 404) if (root / "404.html").is_file() else Response(status_code=404)
    if place.suffix == ".html":
        return _html(place, 200)
    return FileResponse(place, headers={"Cache-Control": "no-cache"})


def _html(path: Path, status: int) -> Response:
    body = path.read_bytes().replace(b"</body>", _TAG)
    return HTMLResponse(body, status_code=status, headers={"Cache-Control": "no-store"})


def serve(project: Project, edition: Edition = PORTAL, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Build, then serve until stopped. Raises OutputError when the port is taken."""
    _check_port(host, port)
    preview = Preview(project, say, edition)
    say("正在检查课程、生成网站……")
    preview.rebuild()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            say(f"西区学堂正在 http://{host}:{port}/ ，按 Ctrl+C 停止。改了 content/ 里的课程，网页会自动更新。")

    config = uvicorn.Config(app(preview), host=host, port=port, log_level="warning", timeout_graceful_shutdown=1)
    Server(config).run()


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OutputError(
                f"{host}:{port} 用不了（{error.strerror}）；可能别的程序正在用，换一个：--port {port + 1}"
            ) from None
