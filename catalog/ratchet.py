"""The floor under the catalog: no category may silently hold less than `content/targets.yml` says it has."""

from collections.abc import Iterable, Iterator

from catalog.category import CategoryTarget
from catalog.courses import CourseReading
from catalog.rules import Fault

_PATH = "targets.yml"


def check_floors(targets: Iterable[CategoryTarget], readings: Iterable[CourseReading]) -> Iterator[Fault]:
    """R12: a category has at least the courses and lessons of its floor.

    A course with problems of its own is there; how many lessons its category has is then not known, nor judged.
    """
    known = list(readings)
    for n, target in enumerate(targets):
        if target.floor is None:
            continue
        ours = [reading for reading in known if reading.id.partition("/")[0] == target.category]
        yield from _fault(n, target, "courses", "门课程", len(ours), target.floor.courses)
        records = [reading.record for reading in ours if reading.record]
        if len(records) == len(ours):
            lessons = sum(len(record.lessons) for record in records)
            yield from _fault(n, target, "lessons", "节课", lessons, target.floor.lessons)


def _fault(n: int, target: CategoryTarget, key: str, unit: str, have: int, floor: int) -> Iterator[Fault]:
    if have < floor:
        message = (
            f"“{target.category}”现在有 {have} {unit}，少于底线 {floor}；不是有意减少的，请把课找回来，"
            f"确实要减少，请把这里的 {key} 改成 {have}，并在提交说明里写明为什么"
        )
        yield Fault(_PATH, "R12", message, (n, "floor", key))
