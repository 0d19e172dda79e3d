"""Rules between files: each a small generator of problems, named after what it watches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath

from catalog.collection import CourseRecord
from catalog.courses import CourseReading
from catalog.lesson import Lesson
from catalog.markup import Body
from catalog.problems import Problem


@dataclass(frozen=True)
class Readings:
    """All courses that were read, and the ids of all that exist, readable or not."""

    readings: tuple[CourseReading, ...]

    def records(self) -> Iterator[tuple[CourseReading, CourseRecord]]:
        """Courses that could be made."""
        for reading in self.readings:
            if reading.record:
                yield reading, reading.record

    def exists(self, course_id: str) -> bool:
        """Whether there is such a course, even one with problems of its own."""
        return any(reading.id == course_id for reading in self.readings)


def check(readings: tuple[CourseReading, ...]) -> Iterator[Problem]:
    """All problems between files."""
    everything = Readings(readings)
    for rule in _RULES:
        yield from rule(everything)


def _place(reading: CourseReading, path: str, *keys: str) -> tuple[str, int, int]:
    line, column = reading.places.get(PurePosixPath(path).name, {}).get("/".join(keys), (1, 1))
    return f"content/{path}", line, column


def _has_lessons(all_: Readings) -> Iterator[Problem]:
    """R09: a course has at least one lesson."""
    for _, record in all_.records():
        if not record.lessons:
            yield Problem(
                f"content/{record.course.path}", 1, 1, "R09", "这门课还没有课；请加一节 01-名字.md，或先不提交这门课"
            )


def _lessons_are_numbered(all_: Readings) -> Iterator[Problem]:
    """R05: lessons count from 01 without gaps. R02: no two share a name."""
    for _, record in all_.records():
        names: dict[str, Lesson] = {}
        for expected, lesson in enumerate(record.lessons, 1):
            path = f"content/{lesson.path}"
            if lesson.number != expected:
                yield Problem(
                    path, 1, 1, "R05", f"这里应是第 {expected:02} 课，文件名却以 {lesson.number:02} 开头；请改编号"
                )
            if twin := names.get(lesson.slug):
                yield Problem(
                    path, 1, 1, "R02", f"和 {PurePosixPath(twin.path).name} 用了同一个名字“{lesson.slug}”；请换一个"
                )
            names.setdefault(lesson.slug, lesson)


def _prerequisites_exist(all_: Readings) -> Iterator[Problem]:
    """R03: a prerequisite is a course, and another one."""
    ids = sorted({reading.id for reading in all_.readings})
    for reading, record in all_.records():
        for n, wanted in enumerate(record.course.header.prerequisites):
            place = _place(reading, record.course.path, "prerequisites", str(n))
            if wanted == record.course.id:
                yield Problem(*place, "R03", f"先修课程“{wanted}”是这门课自己；请去掉")
            elif wanted not in ids:
                close = get_close_matches(wanted, ids, n=1)
                hint = f"；是不是“{close[0]}”？" if close else "；请检查拼写，或先去掉"
                yield Problem(*place, "R03", f"没有“{wanted}”这门课{hint}")


def _prerequisites_form_no_cycle(all_: Readings) -> Iterator[Problem]:
    """R04: prerequisites can be followed to an end. Each cycle is told once, at its first course by name."""
    wanted = {record.course.id: record.course.header.prerequisites for _, record in all_.records()}
    told: set[frozenset[str]] = set()
    for reading, record in all_.records():
        cycle = _cycle_from(record.course.id, wanted)
        if cycle and frozenset(cycle) not in told:
            told.add(frozenset(cycle))
            place = _place(reading, record.course.path, "prerequisites")
            yield Problem(*place, "R04", f"先修课程互相等待：{' → '.join([*cycle, cycle[0]])}；请去掉其中一个")


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


def _covers_are_outcomes(all_: Readings) -> Iterator[Problem]:
    """R06: what a lesson covers is an outcome of its course. R07: every outcome is covered."""
    for reading, record in all_.records():
        outcomes = [outcome.id for outcome in record.course.header.outcomes]
        covered: set[str] = set()
        for lesson in record.lessons:
            covered.update(lesson.header.covers)
            for n, name in enumerate(lesson.header.covers):
                if name not in outcomes:
                    place = _place(reading, lesson.path, "covers", str(n))
                    yield Problem(*place, "R06", f"课程里没有“{name}”这条学习目标；可以填：{'、'.join(outcomes)}")
        for n, outcome in enumerate(record.course.header.outcomes):
            if record.lessons and outcome.id not in covered:
                place = _place(reading, record.course.path, "outcomes", str(n))
                yield Problem(
                    *place, "R07", f"学习目标“{outcome.id}”（{outcome.text}）没有课来讲；请在相应的课的 covers 里加上它"
                )


def _links_resolve(all_: Readings) -> Iterator[Problem]:
    """B04: the file is there. B05: the heading is there."""
    bodies = {path: body for _, record in all_.records() for path, body in _bodies(record)}
    for _, record in all_.records():
        for path, body in _bodies(record):
            for link in body.links:
                here = (f"content/{path}", link.line, link.column)
                target = bodies.get(link.path)
                if target is None:
                    if not all_.exists(str(PurePosixPath(link.path).parent.relative_to("courses"))) or _is_whole(
                        all_, link.path
                    ):
                        yield Problem(*here, "B04", f"没有 {link.path} 这个文件；请检查文件名和编号")
                elif link.fragment and link.fragment not in {section.id for section in target.outline}:
                    known = "、".join(section.id for section in target.outline[:6])
                    yield Problem(
                        *here, "B05", f"{PurePosixPath(link.path).name} 里没有小标题“{link.fragment}”；有：{known}"
                    )


def _is_whole(all_: Readings, path: str) -> bool:
    """Whether the course of `path` was read without problems, so that a missing file is really missing."""
    course_id = str(PurePosixPath(path).parent.relative_to("courses"))
    return any(reading.id == course_id and reading.record for reading in all_.readings)


def _bodies(record: CourseRecord) -> Iterator[tuple[str, Body]]:
    yield record.course.path, record.course.body
    for lesson in record.lessons:
        yield lesson.path, lesson.body


def _old_ids_are_free(all_: Readings) -> Iterator[Problem]:
    """R08: an old address belongs to no living lesson and to one new lesson only."""
    living = {lesson.id for _, record in all_.records() for lesson in record.lessons}
    claimed: dict[str, str] = {}
    for reading, record in all_.records():
        for lesson in record.lessons:
            for n, old in enumerate(lesson.header.redirect_from):
                place = _place(reading, lesson.path, "redirect_from", str(n))
                if old in living:
                    yield Problem(*place, "R08", f"旧编号“{old}”是现有的课；请去掉")
                elif old in claimed:
                    yield Problem(*place, "R08", f"旧编号“{old}”在 {claimed[old]} 里也写了；只能转到一处")
                claimed.setdefault(old, lesson.path)


_RULES: tuple[Callable[[Readings], Iterator[Problem]], ...] = (
    _has_lessons,
    _lessons_are_numbered,
    _prerequisites_exist,
    _prerequisites_form_no_cycle,
    _covers_are_outcomes,
    _links_resolve,
    _old_ids_are_free,
)
