"""Walking the content folder without being led out of it."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from catalog.addresses import LESSON_FILE, is_lesson_name
from catalog.fields import is_slug
from catalog.pictures import MAX_BYTES, SUFFIXES
from catalog.problems import Problem, printable

MAX_TEXT = 128 * 1024
MAX_SETTINGS = 256 * 1024
#: What residents say when they need a lesson; one file a course, see `catalog/lesson.py`.
ASKED = "asked.yml"


@dataclass(frozen=True, slots=True)
class CourseFolder:
    """What stands in one course's folder: bytes by file name, and what may not be there."""

    id: str
    files: dict[str, bytes]
    problems: tuple[Problem, ...]

    @property
    def digest(self) -> str:
        """Digest of everything in the folder, names included."""
        digest = blake2b(self.id.encode(), digest_size=20)
        for problem in self.problems:
            digest.update(str(problem).encode())
        for name, data in sorted(self.files.items()):
            digest.update(f"\0{name}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest()


def read_regular(path: Path, shown: str, limit: int) -> bytes | Problem:
    """Bytes of a regular file, or why it is not read: a link, a device (F04), too large (F03), missing (F07)."""
    try:
        info = path.lstat()
    except FileNotFoundError:
        return Problem(shown, 1, 1, "F07", "没有这个文件；请新建，样子见 CONTRIBUTING.md")
    except OSError as error:
        return Problem(shown, 1, 1, "F04", f"文件读不出来（{error.strerror}）；请检查权限")
    if fault := _not_regular(info):
        return Problem(shown, 1, 1, "F04", fault)
    if info.st_size > limit:
        return Problem(
            shown, 1, 1, "F03", f"文件有 {info.st_size // 1024} KB，最多 {limit // 1024} KB；请分成几节或缩小"
        )
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
    try:
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123  # pathlib cannot refuse to follow a link
            return file.read(limit + 1)
    except OSError as error:
        return Problem(shown, 1, 1, "F04", f"文件读不出来（{error.strerror}）；请检查权限")


def course_folders(content: Path, categories: set[str]) -> Iterator[CourseFolder | Problem]:
    """Every course folder below `content/courses/`, in order of name, and stray files or folders as problems."""
    root = content / "courses"
    if not root.is_dir() or root.is_symlink():
        yield Problem("content/courses", 1, 1, "F07", "没有 courses 文件夹；请新建")
        return
    for category in _entries(root, "content/courses"):
        if isinstance(category, Problem):
            yield category
            continue
        name = printable(category.name)
        shown = f"content/courses/{name}"
        if category.name not in categories:
            yield Problem(shown, 1, 1, "R01", f"没有“{name}”这个类别；可以用：{'、'.join(sorted(categories))}")
        elif fault := _not_folder(category):
            yield Problem(shown, 1, 1, *fault)
        else:
            yield from _courses(Path(category.path), category.name)


def _courses(folder: Path, category: str) -> Iterator[CourseFolder | Problem]:
    for course in _entries(folder, f"content/courses/{category}"):
        if isinstance(course, Problem):
            yield course
            continue
        name = printable(course.name)
        shown = f"content/courses/{category}/{name}"
        if fault := _not_folder(course):
            yield Problem(shown, 1, 1, *fault)
        elif not is_slug(course.name):
            yield Problem(shown, 1, 1, "F05", f"文件夹名“{name}”不合适；只用小写英文字母、数字和连字符")
        else:
            yield read_course(Path(course.path), f"{category}/{course.name}")


def read_course(folder: Path, course_id: str) -> CourseFolder:
    """All files of one course. Problems: F03–F07."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for entry in _entries(folder, f"content/courses/{course_id}"):
        if isinstance(entry, Problem):
            return CourseFolder(course_id, {}, (entry,))
        shown = f"content/courses/{course_id}/{printable(entry.name)}"
        if fault := _unexpected(entry):
            problems.append(Problem(shown, 1, 1, *fault))
            continue
        is_text = entry.name.endswith(".md") or entry.name == ASKED
        read = read_regular(Path(entry.path), shown, MAX_TEXT if is_text else MAX_BYTES)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            files[entry.name] = read
    if "index.md" not in files and not any(p.path.endswith("/index.md") for p in problems):
        problems.append(
            Problem(f"content/courses/{course_id}/index.md", 1, 1, "F07", "这门课没有 index.md；请新建，写课程介绍")
        )
    return CourseFolder(course_id, files, tuple(problems))


def _entries(folder: Path, shown: str) -> list[os.DirEntry[str]] | list[Problem]:
    """What stands in a folder, in order of name; a problem alone where it cannot be read."""
    try:
        with os.scandir(folder) as found:
            # Editors and systems leave hidden files; they are nobody's content.
            return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)
    except OSError as error:
        return [Problem(shown, 1, 1, "F04", f"文件夹读不出来（{error.strerror}）；请检查权限")]


def _not_regular(info: os.stat_result) -> str | None:
    if stat.S_ISLNK(info.st_mode):
        return "这是快捷方式（符号链接），可能指到别处；请把文件本身复制过来"
    if not stat.S_ISREG(info.st_mode):
        return "这不是普通文件；请删掉"
    if info.st_nlink > 1 and os.name != "nt":
        return "这个文件和别处共用一份（硬链接）；请重新复制一份"
    return None


def _not_folder(entry: os.DirEntry[str]) -> tuple[str, str] | None:
    if entry.is_symlink():
        return "F04", "这是快捷方式（符号链接），可能指到别处；请把文件夹本身复制过来"
    if not entry.is_dir(follow_symlinks=False):
        return "F06", "这里只放课程文件夹；请把文件移到某门课里，或删掉"
    return None


def _unexpected(entry: os.DirEntry[str]) -> tuple[str, str] | None:
    """Why this entry may not stand in a course folder, judged by name and kind."""
    name = printable(entry.name)
    if entry.is_symlink():
        return "F04", "这是快捷方式（符号链接），可能指到别处；请把文件本身复制过来"
    if entry.is_dir(follow_symlinks=False):
        return "F06", "课程文件夹里不再分文件夹；请把文件移出来"
    if name == ASKED:
        return None
    stem, dot, suffix = name.rpartition(".")
    if name == "index.md" or LESSON_FILE.fullmatch(name):
        return (
            None
            if name == "index.md" or is_lesson_name(stem[3:])
            else ("F05", f"“{stem[3:]}”是系统保留的名字；请换一个")
        )
    if suffix.lower() == "md":
        return "F05", f"课的文件名“{name}”不合适；应是两位数字、连字符和英文名，例如 02-fake-police.md"
    if f".{suffix.lower()}" in SUFFIXES or suffix.lower() == "jpeg":
        fits = is_slug(stem) and f".{suffix}" in SUFFIXES
        return (
            None
            if fits
            else ("F05", f"图片名“{name}”不合适；只用小写英文字母、数字和连字符，后缀用 svg、png、jpg 或 webp")
        )
    return "F06", f"课程文件夹里不放{('“.' + suffix + '”') if dot else '这样的'}文件；只放 .md、图片和 asked.yml"
