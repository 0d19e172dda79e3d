"""A new course or lesson with every field in its place, so that a teacher only fills in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from catalog.addresses import LESSON_FILE, is_lesson_name
from catalog.fields import is_slug
from catalog.frontmatter import decode, split
from catalog.problems import ContentError
from site_builder.output import OutputError
from site_builder.settings import PROGRAM, Project

_TEMPLATES = PROGRAM / "theme" / "scaffold"


def new_course(project: Project, course_id: str) -> Path:
    """Make `content/courses/<category>/<course>/` with an introduction and a first lesson. Returns the folder.

    Raises OutputError when the name does not fit or the course exists.
    """
    category, _, slug = course_id.partition("/")
    if not (is_slug(category) and is_slug(slug)):
        raise OutputError(f"“{course_id}”应写成“类别/课程”，只用小写英文字母、数字和连字符，例如 law/consumer-rights。")
    if not (project.content / "courses" / category).is_dir() and f"slug: {category}\n" not in _categories(project):
        raise OutputError(f"没有“{category}”这个类别；类别见 content/categories.yml。")
    folder = project.content / "courses" / category / slug
    if folder.exists():
        raise OutputError(f"已经有 {folder} 了；请换一个名字。")
    folder.mkdir(parents=True)
    _fill(folder / "index.md", "course.md")
    _fill(folder / "01-first.md", "lesson.md")
    return folder


def new_lesson(project: Project, course_id: str, slug: str) -> Path:
    """Make the next lesson of a course. Returns the file. Raises OutputError when it cannot be."""
    folder = project.content / "courses" / course_id
    if not (folder / "index.md").is_file():
        raise OutputError(f"没有“{course_id}”这门课；先运行 xuetang new course {course_id}。")
    if not is_lesson_name(slug):
        raise OutputError(f"“{slug}”不合适；只用小写英文字母、数字和连字符，例如 face-swap。")
    names = [match for path in folder.iterdir() if (match := LESSON_FILE.fullmatch(path.name))]
    if any(match[2] == slug for match in names):
        raise OutputError(f"这门课里已经有“{slug}”了；请换一个名字。")
    path = folder / f"{max((int(match[1]) for match in names), default=0) + 1:02}-{slug}.md"
    _fill(path, "lesson.md", covers=_outcomes(folder / "index.md"))
    return path


def _outcomes(index: Path) -> list[str]:
    """Ids of the course's outcomes, so that the new lesson names real ones; the template's where they can't be read."""
    try:
        header = split(decode(index.read_bytes(), index.name), index.name).header
        return [outcome["id"] for outcome in header["outcomes"]]
    except (ContentError, KeyError, TypeError):
        return []


def _categories(project: Project) -> str:
    path = project.content / "categories.yml"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _fill(path: Path, template: str, covers: Sequence[str] = ()) -> None:
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    if covers:
        text = text.replace("covers: [first, second]", f"covers: [{', '.join(covers)}]")
    path.write_text(text.replace("2026-01-01", date.today().isoformat()), encoding="utf-8", newline="\n")
