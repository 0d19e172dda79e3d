"""The line that those who reuse a course or a lesson put beside it: title, author, source and licence."""

from catalog.collection import Catalog
from catalog.course import Course
from catalog.lesson import Lesson


def attribution(catalog: Catalog, course: Course, lesson: Lesson | None = None) -> str:
    """Attribution of a course, or of one of its lessons, as Creative Commons recommends (TASL)."""
    work = lesson or course
    place = f"，{catalog.site.url.rstrip('/')}/{work.id}/" if catalog.site.url else ""
    licence = course.header.licence
    return (
        f"《{work.title}》，{'、'.join(course.header.authors)}编写，{catalog.site.attribution}{place}，"
        f"采用“{licence.label}”许可协议（{licence.url}）。"
    )
