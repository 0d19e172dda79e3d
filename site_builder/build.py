"""Catalog → one whole release of an edition, making only what no release at hand has already.

A new release starts from the oldest one on the shelf where there is one (three change places in turn), else from an
empty folder; either way its cost is that of what changed, not of the whole site.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from errno import ENOENT
from hashlib import blake2b
from pathlib import Path

from catalog.cache import Cache
from catalog.collection import Catalog, CourseRecord
from catalog.course import Picture
from catalog.files import read_regular
from catalog.loader import load
from catalog.pictures import MAX_BYTES, publishable
from catalog.problems import ContentError, Problem
from search.aliases import load_aliases
from search.documents import documents
from search.lexicon import make_lexicon
from search.static import write_index
from site_builder import search_config, verify
from site_builder.build_day import build_day
from site_builder.editions import PORTAL, Edition
from site_builder.offline import add_worker
from site_builder.output import Shelf, remove, take_over, write
from site_builder.plan import LEXICON, OFFLINE, Plan, make_plan
from site_builder.releases import Units, known_releases, remember
from site_builder.settings import PROGRAM, Project, program_digest
from site_builder.views import Page

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


def build(
    project: Project, edition: Edition = PORTAL, *, with_search: bool = True, notify: Notify = lambda _: None
) -> BuildReport:
    """Check `content/` and publish an edition in `dist/<its name>`.

    Raises ContentError (nothing was touched), RenderError, SearchIndexError, VerifyError or OutputError (the
    published site is as it was).
    """
    started = time.monotonic()
    notify("读取和检查课程")
    catalog = load(project.content, cache=Cache(project.cache / "readings"), on=build_day())
    plan = _plan(project, edition, catalog, with_search=with_search)
    shelf = Shelf(project.dist / edition.name)
    memory = project.cache / f"{edition.name}.json"
    with shelf.locked():
        known = known_releases(memory, shelf.folders())
        live = shelf.current()
        if live and known.get(live) == plan.units:
            return _report(plan, live, 0, started, changed=False)
        try:
            published, rendered = _make(project, plan, shelf, known, notify)
        except (FileNotFoundError, FileExistsError, NotADirectoryError, IsADirectoryError):
            if not known:
                raise
            # A release is not what it is remembered as: somebody was at it. From nothing then, once.
            known = {}
            published, rendered = _make(project, plan, shelf, known, notify)
        remember(memory, {**known, published: plan.units})
        return _report(plan, published, rendered, started, changed=True)


def build_part(
    project: Project, edition: Edition, catalog: Catalog, folder: Path, *, notify: Notify = lambda _: None
) -> Path:
    """Build an edition of a part of the project's catalog somewhere else. Returns the folder of its pages.

    Nothing below `dist/` is touched or used. Raises as `build` does.
    """
    plan = _plan(project, edition, catalog, with_search=True)
    shelf = Shelf(folder / edition.name)
    with shelf.locked():
        return _make(project, plan, shelf, {}, notify)[0]


def _plan(project: Project, edition: Edition, catalog: Catalog, *, with_search: bool) -> Plan:
    config = search_config.read(project, with_server=not edition.is_sealed)
    program = program_digest(edition.name)
    return make_plan(catalog, edition, program=program, search_config=config, with_search=with_search)


def _make(project: Project, plan: Plan, shelf: Shelf, known: Mapping[Path, Units], notify: Notify) -> tuple[Path, int]:
    """Fill and publish a release. Returns where it stands and the number of pages made."""
    live = shelf.current()
    release, base = shelf.begin(known)
    have, living = known.get(base, {}) if base else {}, known.get(live, {}) if live else {}
    try:
        rendered = _Work(project, plan, release, have, live, living, notify).fill()
        return shelf.publish(release), rendered
    except BaseException:
        shutil.rmtree(release, ignore_errors=True)
        raise


class _Work:
    """One build. `have` is what the folder holds already, `living` what the published release offers."""

    def __init__(
        self, project: Project, plan: Plan, release: Path, have: Units, live: Path | None, living: Units, notify: Notify
    ) -> None:
        self.project, self.plan, self.release, self.notify = project, plan, release, notify
        self.have, self.live, self.living = have, live, living
        self.missing = {name for name, unit in plan.units.items() if have.get(name) != unit}
        self.stale = {name for name in self.missing if living.get(name) != plan.units[name]}

    def fill(self) -> int:
        """Make the release whole. Returns the number of pages made."""
        self._clear()
        stale = [record for record in self.plan.catalog.records if f"course {record.course.id}" in self.stale]
        pages = [page for page in self.plan.pages if f"page {page.path}" in self.stale]
        pages += [page for record in stale for page in self.plan.edition.course_pages(self.plan.catalog, record)]
        with tempfile.TemporaryDirectory(prefix="xuetang-", ignore_cleanup_errors=True) as work:
            with ThreadPoolExecutor(1) as other:  # the renderer is another process: meanwhile the rest is written
                rendering = other.submit(self._render, pages, Path(work))
                self._take_over()
                for record in stale:
                    self._course_files(record)
                if "data" in self.stale:
                    for path, data in self.plan.data.items():
                        write(self.release / path, data)
                rendering.result()
            self._place(pages, Path(work) / "out")
        self._search()
        if OFFLINE in self.stale:
            add_worker(self.release)
        self._complete()
        self.notify("检查成品")
        made = [f"{page.path}index.html" for page in pages]
        verify.check(self.release, made, is_sealed=self.plan.edition.is_sealed)
        return len(pages)

    def _clear(self) -> None:
        """Remove what the folder has and the new release has not, before anything new takes its place."""
        for name, unit in self.have.items():
            if self.plan.units.get(name) != unit:
                for path in unit.paths:
                    remove(self.release, path)

    def _take_over(self) -> None:
        for name in self.missing - self.stale:
            assert self.live
            for path in self.plan.units[name].paths:
                take_over(self.live / path, self.release / path)

    def _render(self, pages: list[Page], work: Path) -> None:
        if pages or "shell" in self.stale:
            wanted = pages or [self.plan.pages[0]]  # the theme's own files come only along with a page
            self.notify(f"生成 {len(wanted)} 个网页")
            self.plan.edition.render(wanted, project=PROGRAM, work=work, out=work / "out")

    def _place(self, pages: list[Page], out: Path) -> None:
        """Move what was rendered to where it belongs."""
        for page in pages:
            goal = self.release / page.path / "index.html"
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(out / page.path / "index.html", goal)
        if "shell" in self.stale:
            shutil.move(out / "404.html", self.release / "404.html")
            shutil.move(out / "assets", self.release / "assets")
            shutil.copytree(PROGRAM / "theme" / "shared", self.release / "assets" / "shared")
            shutil.copytree(PROGRAM / "search" / "client", self.release / "assets" / "search")

    def _course_files(self, record: CourseRecord) -> None:
        for path, content in self.plan.edition.course_files(self.plan.catalog, record):
            write(self.release / path, content)
        folder = self.project.content / "courses" / record.course.id
        for picture in record.course.pictures:
            data = _checked(folder / picture.name, record.course.id, picture)
            write(
                self.release / record.course.id / picture.name, publishable(data, f".{picture.name.rpartition('.')[2]}")
            )

    def _complete(self) -> None:
        """What was taken over is there still. Raises FileNotFoundError when a release had lost something."""
        for unit in self.plan.units.values():
            for path in unit.paths:
                place = self.release / path
                if not (place.is_file() or any(place.iterdir())):
                    raise FileNotFoundError(ENOENT, "缺少文件", str(place))

    def _search(self) -> None:
        if "search" in self.stale:
            self.notify("建立搜索索引")
            listed = documents(self.plan.catalog)
            write(self.release / LEXICON, make_lexicon(listed, load_aliases()).as_json())
            write_index(listed, self.release)


def _checked(path: Path, course_id: str, picture: Picture) -> bytes:
    """The bytes of a picture, the very ones that were checked. Raises ContentError when the file has changed since."""
    shown = f"content/courses/{course_id}/{picture.name}"
    data = read_regular(path, shown, MAX_BYTES)
    if isinstance(data, Problem):
        raise ContentError([data])
    if blake2b(data, digest_size=16).hexdigest() != picture.digest:
        raise ContentError([Problem(shown, 1, 1, "F08", "这张图在检查以后又变了；请等它存好，再运行一次")])
    return data


def _report(plan: Plan, folder: Path, rendered: int, started: float, *, changed: bool) -> BuildReport:
    records = plan.catalog.records
    lessons = sum(len(record.lessons) for record in records)
    pages = len(plan.pages) + sum(len(list(plan.edition.addresses(record))) for record in records)
    return BuildReport(
        courses=len(records),
        lessons=lessons,
        rendered=rendered,
        kept=pages - rendered,
        seconds=time.monotonic() - started,
        folder=folder,
        changed=changed,
    )
