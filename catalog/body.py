"""What a rendered body is: fragment, sections, and what it points to."""

from pydantic.dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with the plain text under it. The text before the first heading has an empty `id` and level 1."""

    level: int
    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to another file of the content: `path` below the content folder, `fragment` without `#`, its place."""

    path: str
    fragment: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A rendered body. `html` is sanitised; `links` are internal; `pictures` are names of files beside the source."""

    html: str
    sections: tuple[Section, ...]
    links: tuple[Link, ...] = ()
    pictures: tuple[str, ...] = ()

    @property
    def outline(self) -> tuple[Section, ...]:
        """The headings, in order."""
        return tuple(section for section in self.sections if section.id)

    @property
    def text(self) -> str:
        """The whole body as plain text, a block a line, headings included."""
        return "\n".join(part for section in self.sections for part in (section.title, section.text) if part)
