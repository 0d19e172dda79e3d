"""Catalog → one whole release of the portal, rendering only what changed since the last one.

The unit of rebuild is a course: its page, its lessons' pages, its data files and its pictures depend on nothing but
the course, its category, the site's settings and this program. Everything else is taken over from the last release.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path

from catalog.cache import Cache
from catalog.collection import Catalog, CourseRecord
from catalog.loader import load
from catalog.pictures import publishable
from search.documents import documents
from search.static import write_index
from site_builder import api, portal, verify
from site_builder.output import Shelf, take_over, write
from site_builder.settings import PROGRAM, Project, program_digest
from site_builder.views import Page, course_pages, site_pages
from site_builder.wayfinding import wayfinding_files

#: Told what is being done; wired to a progress display by the command line.
Notify = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class BuildReport:
    """What a build did. `seconds` is wall time; `rendered` and `kept` count pages."""

    courses: int
    lessons: int
    rendered: int
    kept: int
    seconds: float
    folder: Path
    changed: bool


@dataclass(frozen=True)
class _State:
    """What the living release was made from. Kept outside the repository, see `Project.cache`."""

    release: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    search: str = ""

    @staticmethod
    def read(path: Path, current: Path | None) -> "_State":
        """The state of the living release; an empty one when it cannot be trusted to describe it."""
        try:
            state = _State(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return _State()
        return state if current and state.release == _mark(current) else _State()

    def save(self, path: Path) -> None:
        with suppress(OSError):  # without it the next build only takes longer
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_suffix(f".{os.getpid()}")
            unfinished.write_text(json.dumps(asdict(self)), encoding="utf-8")
            unfinished.replace(path)


def _mark(release: Path) -> str:
    """What tells one release from every other: its folder's name and birth on this disk."""
    info = release.stat()
    return f"{release.name}:{info.st_dev}:{info.st_ino}"


def build(project: Project, *, with_search: bool = True, notify: Notify = lambda _: None) -> BuildReport:
    """Check `content/` and publish the portal in `dist/portal`.

    Raises ContentError (nothing was touched), RenderError, SearchIndexError, VerifyError or OutputError (the
    published site is as it was).
    """
    started = time.monotonic()
    notify("读取和检查课程")
    catalog = load(project.content, cache=Cache(project.cache / "readings"))
    shelf = Shelf(project.portal)
    with shelf.locked():
        state_file = project.cache / "portal.json"
        previous = shelf.current()
        work = _Work(project, catalog, previous, _State.read(state_file, previous), with_search, notify)
        if work.is_done():
            assert previous
            return work.report(previous, started, changed=False)
        release = shelf.new()
        try:
            state = work.fill(release)
            published = shelf.publish(release)
        except BaseException:
            shutil.rmtree(release, ignore_errors=True)
            raise
        _State(_mark(published), state.units, state.search).save(state_file)
        return work.report(published, started, changed=True)


class _Work:
    """One build: what is there, what is wanted, and what has to be made."""

    def __init__(
        self,
        project: Project,
        catalog: Catalog,
        previous: Path | None,
        state: _State,
        with_search: bool,
        notify: Notify,
    ) -> None:
        self.project, self.catalog, self.previous, self.state, self.notify = project, catalog, previous, state, notify
        self.program = program_digest()
        self.site = _digest(self.program, repr(catalog.site))
        self.site_pages = tuple(site_pages(catalog))
        self.units = self._units()
        self.search = _digest(self.program, *self.units.values()) if with_search else ""
        self.rendered = 0

    def _units(self) -> dict[str, str]:
        units = {f"course {record.course.id}": self._course_key(record) for record in self.catalog.records}
        units |= {f"page {page.path}": _page_key(self.site, page) for page in self.site_pages}
        units["config"] = _digest(self._search_config().decode())
        units["program"] = self.program
        return units

    def _course_key(self, record: CourseRecord) -> str:
        category = self.catalog.category(record.course.category)
        wanted = [self.catalog.record(course_id).course.title for course_id in record.course.header.prerequisites]
        return _digest(self.site, repr(category), record.digest, *wanted)

    def _search_config(self) -> bytes:
        path = self.project.search_config
        return path.read_bytes() if path.is_file() else b"{}\n"

    def is_done(self) -> bool:
        """Whether the living release is already what this content makes."""
        return self.state.units == self.units and self.state.search == self.search

    def changed(self, unit: str) -> bool:
        return self.previous is None or self.state.units.get(unit) != self.units[unit]

    def fill(self, release: Path) -> _State:
        """Make everything of the release. Returns the state to keep once it is published."""
        stale = [record for record in self.catalog.records if self.changed(f"course {record.course.id}")]
        self._render(release, stale)
        self.notify("写出数据和图片")
        for record in self.catalog.records:
            self._course_files(release, record, is_stale=self.changed(f"course {record.course.id}"))
        for path, data in api.site_files(self.catalog):
            write(release / path, data)
        for path, data in wayfinding_files(self.catalog):
            write(release / path, data)
        write(release / "search-config.json", self._search_config())
        self._search(release)
        self.notify("检查成品")
        verify.check(release, self._fresh_files(stale))
        return _State("", self.units, self.search)

    def _render(self, release: Path, stale: list[CourseRecord]) -> None:
        pages = [page for page in self.site_pages if self.changed(f"page {page.path}")]
        kept = [page for page in self.site_pages if not self.changed(f"page {page.path}")]
        pages += [page for record in stale for page in course_pages(self.catalog, record)]
        self.rendered = len(pages)
        for page in kept:
            assert self.previous
            take_over(self.previous / page.path / "index.html", release / page.path / "index.html")
        if pages:
            self.notify(f"生成 {len(pages)} 个网页")
            with tempfile.TemporaryDirectory(prefix="xuetang-", ignore_cleanup_errors=True) as work:
                portal.render(pages, project=PROGRAM, work=Path(work), out=Path(work) / "out")
                _move_tree(Path(work) / "out", release)
        elif self.previous:
            for shell in ("assets", "404.html"):
                take_over(self.previous / shell, release / shell)
        if not (release / "assets" / "search").exists():
            shutil.copytree(PROGRAM / "search" / "client", release / "assets" / "search")

    def _course_files(self, release: Path, record: CourseRecord, *, is_stale: bool) -> None:
        course = record.course
        data = Path(api.ROOT)
        if not is_stale:
            assert self.previous
            moved = [Path(old) for lesson in record.lessons for old in lesson.header.redirect_from]
            parts = [Path(course.id), data / "lessons" / course.id, data / "courses" / f"{course.id}.json", *moved]
            for part in parts:
                if not (release / part).exists():  # an old address may lie inside the course's own folder
                    take_over(self.previous / part, release / part)
            return
        for path, content in api.course_files(self.catalog, record):
            write(release / path, content)
        folder = self.project.content / "courses" / course.id
        for picture in course.pictures:
            source = folder / picture.name
            write(release / course.id / picture.name, publishable(source.read_bytes(), source.suffix))

    def _search(self, release: Path) -> None:
        if not self.search:
            return
        if self.previous and self.state.search == self.search:
            take_over(self.previous / "pagefind", release / "pagefind")
            return
        self.notify("建立搜索索引")
        write_index(documents(self.catalog), release)

    def _fresh_files(self, stale: list[CourseRecord]) -> Iterator[str]:
        """Pages made in this build, as paths below the release."""
        pages = [page.path for page in self.site_pages if self.changed(f"page {page.path}")]
        for record in stale:
            pages += [f"{record.course.id}/", *(f"{lesson.id}/" for lesson in record.lessons)]
            pages += [f"{old}/" for lesson in record.lessons for old in lesson.header.redirect_from]
        yield from (f"{path}index.html" for path in pages)

    def report(self, folder: Path, started: float, *, changed: bool) -> BuildReport:
        lessons = sum(len(record.lessons) for record in self.catalog.records)
        total = len(self.site_pages) + len(self.catalog.records) + lessons
        return BuildReport(
            courses=len(self.catalog.records),
            lessons=lessons,
            rendered=self.rendered,
            kept=total - self.rendered,
            seconds=time.monotonic() - started,
            folder=folder,
            changed=changed,
        )


def _page_key(site: str, page: Page) -> str:
    return _digest(site, page.template, page.html, json.dumps(page.data, ensure_ascii=False, sort_keys=True))


def _digest(*parts: str) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(f"{len(part)}:".encode())
        digest.update(part.encode())
    return digest.hexdigest()


def _move_tree(source: Path, target: Path) -> None:
    """Move a tree's files into another tree, renaming where both are on one disk."""
    for entry in source.iterdir():
        goal = target / entry.name
        if goal.is_dir() and entry.is_dir():
            _move_tree(entry, goal)
        else:
            shutil.move(entry, goal)
