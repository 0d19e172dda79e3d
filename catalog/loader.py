"""content/ → Catalog, or every problem of it in one report. Reading and rendering are cached by content."""

import gc
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from functools import partial
from os import cpu_count
from pathlib import Path
from typing import Any

from catalog import rules
from catalog.cache import Cache
from catalog.category import Category, CategoryTarget, Site
from catalog.collection import Catalog
from catalog.courses import CourseReading, read
from catalog.district.checks import Surroundings
from catalog.district.loader import check_district, read_district
from catalog.fields import DISTRICT_PLACES, SITE_PLACES
from catalog.files import MAX_SETTINGS, CourseFolder, course_folders, read_regular
from catalog.frontmatter import decode, parse_yaml, split
from catalog.problems import ContentError, Problem
from catalog.ratchet import check_floors
from catalog.validation import validate

#: From this many unread courses on, the work is worth starting more processes for.
_PARALLEL_FROM = 60
#: Courses given to each process ahead of time.
_AHEAD = 16


def load(content: Path, *, cache: Cache | None = None, on: date | None = None) -> Catalog:
    """Read, check and render everything below `content`.

    `on` is the day of the build: a person is in the catalog only while consent holds, and without a day not at all.
    Raises ContentError with all problems of all files; then nothing may be built.
    """
    with _without_collector():
        return _load(content, cache, on)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Nothing here makes cycles, and looking for them among a million young objects takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(content: Path, cache: Cache | None, on: date | None) -> Catalog:
    problems: list[Problem] = []
    settings = _settings(content, problems)
    readings = tuple(_readings(content, {category.slug for category in settings.categories}, cache, problems))
    for reading in readings:
        problems.extend(reading.problems)
    locate = partial(_locate, content)
    problems.extend(rules.check(readings, locate))
    problems.extend(_recommended_exist(content, settings.site, readings))
    for fault in check_floors(settings.targets, readings):
        problems.append(Problem(f"content/{fault.path}", *locate(fault.path, fault.keys), fault.code, fault.message))
    district, faults = read_district(content, on)
    problems.extend(faults)
    if not faults:  # a file that could not be read may hold what the others name
        problems.extend(check_district(district, _surroundings(settings.categories, readings), locate))
    if problems:
        raise ContentError(problems)
    order = {category.slug: place for place, category in enumerate(settings.categories)}
    records = [reading.record for reading in readings if reading.record]
    records.sort(key=lambda record: (order[record.course.category], record.course.header.created, record.course.id))
    return Catalog(
        site=settings.site,
        categories=settings.categories,
        targets=settings.targets,
        records=tuple(records),
        district=district,
    )


def _surroundings(categories: tuple[Category, ...], readings: tuple[CourseReading, ...]) -> Surroundings:
    return Surroundings(
        categories=frozenset(category.slug for category in categories),
        courses=frozenset(reading.id for reading in readings),
        lessons=frozenset(lesson.id for reading in readings if reading.record for lesson in reading.record.lessons),
        broken=frozenset(reading.id for reading in readings if reading.record is None),
    )


def _locate(content: Path, path: str, keys: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column of a key of a file or of its front matter, read again because that is rare."""
    try:
        text = decode((content / path).read_bytes(), path)
        positions = parse_yaml(text, path)[1] if path.endswith(".yml") else split(text, path).positions
    except (OSError, ContentError):
        return 1, 1
    return positions.get(keys, (1, 1))


def _recommended_exist(content: Path, site: Site, readings: tuple[CourseReading, ...]) -> Iterator[Problem]:
    """R03: a lesson that is recommended is there, or may be, in a course with problems of its own."""
    broken = {reading.id for reading in readings if reading.record is None}
    there = {lesson.id for reading in readings if reading.record for lesson in reading.record.lessons}
    for n, wanted in enumerate(site.recommended_lessons):
        if wanted not in there and wanted.rpartition("/")[0] not in broken:
            shown = "content/site.yml"
            _, positions = parse_yaml(decode((content / "site.yml").read_bytes(), shown), shown)
            close = get_close_matches(wanted, sorted(there), n=1)
            hint = f"；是不是“{close[0]}”？" if close else "；请检查拼写，或先去掉"
            place = positions.get(("recommended_lessons", n), (1, 1))
            yield Problem(shown, *place, "R03", f"没有“{wanted}”这节课{hint}")


class _Settings:
    """The three files that stand beside the courses."""

    site: Site
    categories: tuple[Category, ...]
    targets: tuple[CategoryTarget, ...]


def _settings(content: Path, problems: list[Problem]) -> _Settings:
    settings = _Settings()
    found: list[Problem] = []
    values: dict[str, Any] = {}
    for name, model in (("site", Site), ("categories", tuple[Category, ...]), ("targets", tuple[CategoryTarget, ...])):
        try:
            values[name] = _settings_file(content / f"{name}.yml", model)
        except ContentError as error:
            found.extend(error.problems)
    if not found:
        found.extend(_settings_fit(values["categories"], values["targets"]))
    if found:  # without the categories no course can be placed
        raise ContentError([*problems, *found])
    settings.site, settings.categories, settings.targets = values["site"], values["categories"], values["targets"]
    return settings


def _settings_file(path: Path, model: Any) -> Any:
    shown = f"content/{path.name}"
    data = read_regular(path, shown, MAX_SETTINGS)
    if isinstance(data, Problem):
        raise ContentError([data])
    value, positions = parse_yaml(decode(data, shown), shown)
    return validate(model, value, positions, shown)


def _settings_fit(categories: tuple[Category, ...], targets: tuple[CategoryTarget, ...]) -> Iterator[Problem]:
    slugs = [category.slug for category in categories]
    for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1}):
        yield Problem("content/categories.yml", 1, 1, "R02", f"类别“{slug}”写了两遍；请删掉一个")
    for slug in sorted((SITE_PLACES | DISTRICT_PLACES).intersection(slugs)):
        yield Problem("content/categories.yml", 1, 1, "R02", f"“{slug}”是网站自己的地址，不能做类别；请换一个")
    aimed = [target.category for target in targets]
    for slug in slugs:
        if aimed.count(slug) != 1:
            yield Problem(
                "content/targets.yml", 1, 1, "M02", f"类别“{slug}”的目标应正好有一条，实际有 {aimed.count(slug)} 条"
            )
    for slug in aimed:
        if slug not in slugs:
            yield Problem("content/targets.yml", 1, 1, "R01", f"没有“{slug}”这个类别；可以用：{'、'.join(slugs)}")


def _readings(
    content: Path, categories: set[str], cache: Cache | None, problems: list[Problem]
) -> Iterator[CourseReading]:
    unread: list[CourseFolder] = []
    known: dict[str, CourseReading] = {}
    keys: dict[str, str] = {}
    for folder in course_folders(content, categories):
        if isinstance(folder, Problem):
            problems.append(folder)
            continue
        keys[folder.id] = folder.digest
        reading = cache.get(keys[folder.id]) if cache else None
        if reading is None:
            unread.append(folder)
        else:
            known[folder.id] = reading
    for reading in _map(read, unread):
        known[reading.id] = reading
        if cache:
            cache.put(keys[reading.id], reading)
    if cache:
        cache.keep_only(set(keys.values()))
    yield from (known[course_id] for course_id in sorted(known))


def _map(function: Callable[[CourseFolder], CourseReading], folders: list[CourseFolder]) -> Iterator[CourseReading]:
    """Readings of `folders`, in order. The list is emptied as the work goes on, so that memory holds a course once."""
    folders.reverse()
    workers = min(cpu_count() or 1, 8)
    if len(folders) < _PARALLEL_FROM or workers == 1:
        while folders:
            yield function(folders.pop())
        return
    with ProcessPoolExecutor(workers) as pool:
        under_way: deque[Future[CourseReading]] = deque()
        while folders or under_way:
            while folders and len(under_way) < workers * _AHEAD:
                under_way.append(pool.submit(function, folders.pop()))
            yield under_way.popleft().result()
