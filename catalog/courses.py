"""One course folder → one checked, rendered course record. Pure: bytes in, record or problems out."""

from dataclasses import replace
from hashlib import blake2b
from pathlib import PurePosixPath

from pydantic.dataclasses import dataclass

from catalog.addresses import LESSON_FILE
from catalog.body import Body
from catalog.collection import CourseRecord
from catalog.course import Course, CourseHeader, Picture
from catalog.files import ASKED, CourseFolder
from catalog.frontmatter import Document, decode, parse_yaml, split
from catalog.lesson import Asked, Lesson, LessonHeader
from catalog.markup import render
from catalog.pictures import check
from catalog.problems import ContentError, Problem
from catalog.validation import validate


@dataclass(frozen=True, kw_only=True)
class CourseReading:
    """What one folder gave: a record when it could be made, and problems."""

    id: str
    record: CourseRecord | None
    problems: tuple[Problem, ...]


def read(folder: CourseFolder) -> CourseReading:
    """Check and render everything of one course that can be judged without the others."""
    problems = list(folder.problems)
    pictures = _pictures(folder, problems)
    sizes = {picture.name: (picture.width, picture.height) for picture in pictures}
    course: Course | None = None
    lessons: list[Lesson] = []
    for name in sorted(name for name in folder.files if name.endswith(".md")):
        made = _page(folder, name, sizes, pictures, problems)
        if isinstance(made, Lesson):
            lessons.append(made)
        elif isinstance(made, Course):
            course = made
    asked = _asked(folder, problems)
    lessons = [replace(lesson, asked=asked.get(lesson.slug, ())) for lesson in lessons]
    _unused(folder.id, pictures, course, lessons, problems)
    record = (
        CourseRecord(course=course, lessons=tuple(lessons), digest=folder.digest) if course and not problems else None
    )
    return CourseReading(id=folder.id, record=record, problems=tuple(problems))


def _page(
    folder: CourseFolder,
    name: str,
    sizes: dict[str, tuple[int, int]],
    pictures: tuple[Picture, ...],
    problems: list[Problem],
) -> Course | Lesson | None:
    path = f"courses/{folder.id}/{name}"
    shown = f"content/{path}"
    try:
        document = split(decode(folder.files[name], shown), shown)
    except ContentError as error:
        problems.extend(error.problems)
        return None
    body, found = render(document.body, path=path, first_line=document.body_line, sizes=sizes)
    problems.extend(found)
    try:
        return _made(folder.id, name, path, document, body, pictures)
    except ContentError as error:
        problems.extend(error.problems)
        return None


def _made(
    course_id: str, name: str, path: str, document: Document, body: Body, pictures: tuple[Picture, ...]
) -> Course | Lesson:
    shown = f"content/{path}"
    if name == "index.md":
        course = validate(CourseHeader, document.header, document.positions, shown)
        return Course(id=course_id, path=path, header=course, body=body, pictures=pictures)
    match = LESSON_FILE.fullmatch(name)
    assert match, "files.py lets no other name through"
    lesson = validate(LessonHeader, document.header, document.positions, shown)
    return Lesson(id=f"{course_id}/{match[2]}", path=path, number=int(match[1]), header=lesson, body=body)


def _asked(folder: CourseFolder, problems: list[Problem]) -> Asked:
    """What residents say when they need a lesson, by the lesson's slug; nothing where the course has no such file."""
    if ASKED not in folder.files:
        return {}
    shown = f"content/courses/{folder.id}/{ASKED}"
    try:
        data, positions = parse_yaml(decode(folder.files[ASKED], shown), shown)
        asked: Asked = validate(Asked, data, positions, shown)
    except ContentError as error:
        problems.extend(error.problems)
        return {}
    slugs = [match[2] for name in sorted(folder.files) if (match := LESSON_FILE.fullmatch(name))]
    for slug in asked:
        if slug not in slugs and not folder.problems:  # a file that could not be read may be the lesson
            message = f"这门课没有“{slug}”这一课；可以用：{'、'.join(slugs)}"
            problems.append(Problem(shown, *positions.get((slug,), (1, 1)), "R11", message))
    return asked


def _pictures(folder: CourseFolder, problems: list[Problem]) -> tuple[Picture, ...]:
    found = []
    for name, data in sorted(folder.files.items()):
        if name.endswith(".md") or name == ASKED:
            continue
        (width, height), faults = check(data, PurePosixPath(name).suffix, f"content/courses/{folder.id}/{name}")
        problems.extend(faults)
        found.append(Picture(name=name, width=width, height=height, digest=blake2b(data, digest_size=16).hexdigest()))
    return tuple(found)


def _unused(
    course_id: str, pictures: tuple[Picture, ...], course: Course | None, lessons: list[Lesson], problems: list[Problem]
) -> None:
    """R10, told only when everything else is right, because a page that failed may be the one that uses it."""
    if problems or course is None:
        return
    used = {name for body in (course.body, *(lesson.body for lesson in lessons)) for name in body.pictures}
    for picture in pictures:
        if picture.name not in used:
            path = f"content/courses/{course_id}/{picture.name}"
            problems.append(Problem(path, 1, 1, "R10", "这张图没有用到；请写进课文，或删掉"))
