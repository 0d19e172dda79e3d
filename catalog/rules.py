"""Rules between files: each a small generator of faults, named after what it watches.

A fault names the key of the front matter that it is about; where that stands in the file is looked up only when there
is something to report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from catalog.addresses import is_lesson_name
from catalog.body import Body
from catalog.collection import CourseRecord
from catalog.courses import CourseReading
from catalog.fields import DISTRICT_PLACES, SITE_PLACES
from catalog.lesson import Lesson
from catalog.problems import Problem


@dataclass(frozen=True)
class Readings:
    """All courses that were read, those with problems of their own included."""

    readings: tuple[CourseReading, ...]

    def records(self) -> Iterator[CourseRecord]:
        """Courses without problems of their own."""
        return (reading.record for reading in self.readings if reading.record)

    def is_unreadable(self, path: str) -> bool:
        """Whether a file belongs to a course with problems of its own, so that it may be there after all."""
        course_id = str(PurePosixPath(path).parent.relative_to("courses"))
        return any(reading.id == course_id and reading.record is None for reading in self.readings)


@dataclass(frozen=True)
class Fault:
    """A finding before its place is known. `path` is below the content folder; `keys` lead to it in the front matter,
    or `place` is its line and column."""

    path: str
    code: str
    message: str
    keys: tuple[str | int, ...] = ()
    place: tuple[int, int] = (1, 1)


#: Line and column of a key, given path and keys.
Locate = Callable[[str, tuple[str | int, ...]], tuple[int, int]]


def check(readings: tuple[CourseReading, ...], locate: Locate) -> Iterator[Problem]:
    """All problems between files."""
    everything = Readings(readings)
    for rule in _RULES:
        for fault in rule(everything):
            line, column = locate(fault.path, fault.keys) if fault.keys else fault.place
            yield Problem(f"content/{fault.path}", line, column, fault.code, fault.message)


def _has_lessons(all_: Readings) -> Iterator[Fault]:
    """R09: a course has at least one lesson."""
    for record in all_.records():
        if not record.lessons:
            yield Fault(record.course.path, "R09", "这门课还没有课；请加一节 01-名字.md，或先不提交这门课")


def _lessons_are_numbered(all_: Readings) -> Iterator[Fault]:
    """R05: lessons count from 01 without gaps. R02: no two share a name."""
    for record in all_.records():
        names: dict[str, Lesson] = {}
        for expected, lesson in enumerate(record.lessons, 1):
            if lesson.number != expected:
                told = f"这里应是第 {expected:02} 课，文件名却以 {lesson.number:02} 开头；请改编号"
                yield Fault(lesson.path, "R05", told)
            if twin := names.get(lesson.slug):
                told = f"和 {PurePosixPath(twin.path).name} 用了同一个名字“{lesson.slug}”；请换一个"
                yield Fault(lesson.path, "R02", told)
            names.setdefault(lesson.slug, lesson)


def _named_courses_exist(all_: Readings) -> Iterator[Fault]:
    """R03: a prerequisite, and what to learn next, is a course, and another one."""
    ids = sorted({reading.id for reading in all_.readings})
    for record in all_.records():
        header = record.course.header
        named = [("prerequisites", *pair) for pair in enumerate(header.prerequisites)]
        named += [("related", *pair) for pair in enumerate(header.related)]
        for key, n, wanted in named:
            keys = (key, n)
            if wanted == record.course.id:
                label = "先修课程" if key == "prerequisites" else "接着学的课程"
                yield Fault(record.course.path, "R03", f"{label}“{wanted}”是这门课自己；请去掉", keys)
            elif wanted not in ids:
                close = get_close_matches(wanted, ids, n=1)
                hint = f"；是不是“{close[0]}”？" if close else "；请检查拼写，或先去掉"
                yield Fault(record.course.path, "R03", f"没有“{wanted}”这门课{hint}", keys)


def _prerequisites_form_no_cycle(all_: Readings) -> Iterator[Fault]:
    """R04: prerequisites can be followed to an end. Each cycle is told once, at its first course by name."""
    wanted = {record.course.id: record.course.header.prerequisites for record in all_.records()}
    told: set[frozenset[str]] = set()
    for record in all_.records():
        cycle = _cycle_from(record.course.id, wanted)
        if cycle and frozenset(cycle) not in told:
            told.add(frozenset(cycle))
            message = f"先修课程互相等待：{' → '.join([*cycle, cycle[0]])}；请去掉其中一个"
            yield Fault(record.course.path, "R04", message, ("prerequisites",))


def _cycle_from(start: str, wanted: Mapping[str, Iterable[str]]) -> list[str] | None:
    """The way from `start` back to itself, found without recursion; None where there is none."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for following in wanted.get(way[-1], ()):
            if following == start and len(way) > 1:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None


def _covers_are_outcomes(all_: Readings) -> Iterator[Fault]:
    """R06: what a lesson covers is an outcome of its course. R07: every outcome is covered."""
    for record in all_.records():
        outcomes = [outcome.id for outcome in record.course.header.outcomes]
        covered: set[str] = set()
        for lesson in record.lessons:
            covered.update(lesson.header.covers)
            for n, name in enumerate(lesson.header.covers):
                if name not in outcomes:
                    message = f"课程里没有“{name}”这条学习目标；可以填：{'、'.join(outcomes)}"
                    yield Fault(lesson.path, "R06", message, ("covers", n))
        for n, outcome in enumerate(record.course.header.outcomes):
            if record.lessons and outcome.id not in covered:
                message = f"学习目标“{outcome.id}”（{outcome.text}）没有课来讲；请在相应的课的 covers 里加上它"
                yield Fault(record.course.path, "R07", message, ("outcomes", n))


def _links_resolve(all_: Readings) -> Iterator[Fault]:
    """B04: the file is there. B05: the heading is there."""
    headings = {
        path: {section.id: None for section in body.outline}
        for record in all_.records()
        for path, body in _bodies(record)
    }
    for record in all_.records():
        for path, body in _bodies(record):
            for link in body.links:
                place = (link.line, link.column)
                target = headings.get(link.path)
                if target is None and not all_.is_unreadable(link.path):
                    yield Fault(path, "B04", f"没有 {link.path} 这个文件；请检查文件名和编号", place=place)
                elif target is not None and link.fragment and link.fragment not in target:
                    known = "、".join(list(target)[:6])
                    message = f"{PurePosixPath(link.path).name} 里没有小标题“{link.fragment}”；有：{known}"
                    yield Fault(path, "B05", message, place=place)


def _bodies(record: CourseRecord) -> Iterator[tuple[str, Body]]:
    yield record.course.path, record.course.body
    for lesson in record.lessons:
        yield lesson.path, lesson.body


def _old_ids_are_free(all_: Readings) -> Iterator[Fault]:
    """R08: an old address belongs to no living lesson, to one new lesson only, and not to the site itself."""
    living = {lesson.id for record in all_.records() for lesson in record.lessons}
    claimed: dict[str, str] = {}
    for record in all_.records():
        for lesson in record.lessons:
            for n, old in enumerate(lesson.header.redirect_from):
                keys = ("redirect_from", n)
                if old.split("/")[0] in SITE_PLACES | DISTRICT_PLACES or not is_lesson_name(old.split("/")[2]):
                    yield Fault(lesson.path, "R08", f"“{old}”是网站自己的地址，不会是旧编号；请去掉", keys)
                elif old in living:
                    yield Fault(lesson.path, "R08", f"旧编号“{old}”是现有的课；请去掉", keys)
                elif old in claimed:
                    yield Fault(lesson.path, "R08", f"旧编号“{old}”在 {claimed[old]} 里也写了；只能转到一处", keys)
                claimed.setdefault(old, lesson.path)


_RULES: tuple[Callable[[Readings], Iterator[Fault]], ...] = (
    _has_lessons,
    _lessons_are_numbered,
    _named_courses_exist,
    _prerequisites_form_no_cycle,
    _covers_are_outcomes,
    _links_resolve,
    _old_ids_are_free,
)
