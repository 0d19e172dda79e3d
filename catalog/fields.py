"""Types of single fields: what a title, a date or an address may be.

Each refuses with a `PydanticCustomError` whose type is the problem code, so that the report can name the rule.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

#: Every model refuses unknown keys and is frozen and slotted.
STRICT = ConfigDict(extra="forbid")

_MARKUP = re.compile(r"[<>]|&(?:#\d+|#x[0-9a-f]+|\w+);|\*\*|__|``|`|!?\[[^\]]*\]\(|\{[:%{#]", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}

#: First parts of addresses that the site itself uses; no category and no old lesson may take them.
SITE_PLACES = frozenset("about api assets coverage pagefind progress report search".split())
#: The same for the pages about the district; they are there only where it is described.
DISTRICT_PLACES = frozenset(
    "activities calendar feeds honours hotlines indicators network news organisations paths places teachers units".split()
)


def _plain(value: str) -> str:
    if found := _MARKUP.search(value):
        raise PydanticCustomError("M06", "这里只能写文字，发现了“{found}”", {"found": found[0]})
    if "\n" in value or "\r" in value:
        raise PydanticCustomError("M06", "这里只能写一行，发现了换行")
    return value


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"0|[1-9]\d{0,5}", value):
        raise PydanticCustomError("M03", "应写整数，例如 10，实际是“{found}”", {"found": value[:40]})
    return value


def _date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("M07", "没有“{found}”这一天", {"found": value}) from None
    raise PydanticCustomError("M07", "日期应写成 2026-11-23 这样，实际是“{found}”", {"found": str(value)[:40]})


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d+)?(?:/[^\s<>\"'\\]*)?", value, re.IGNORECASE):
        raise PydanticCustomError("M08", "网址应以 https:// 开头、写完整，实际是“{found}”", {"found": value[:60]})
    return value


def _slug(value: str) -> str:
    if not is_slug(value):
        raise PydanticCustomError("M03", "应由小写英文字母、数字和连字符组成，实际是“{found}”", {"found": value[:60]})
    return value


def _identifier(parts: int) -> Any:
    def check(value: str) -> str:
        if len(value.split("/")) != parts or not all(map(is_slug, value.split("/"))):
            shape = "类别/课程" if parts == 2 else "类别/课程/课"
            raise PydanticCustomError("M03", "应写成“{shape}”，实际是“{found}”", {"shape": shape, "found": value[:60]})
        return value

    return AfterValidator(check)


def is_slug(value: str) -> bool:
    """Whether `value` can be one part of a URL: lower-case ASCII words joined by hyphens, no device name."""
    return re.fullmatch(_SLUG, value) is not None and len(value) <= 60 and value not in _RESERVED


def unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse a list that says the same thing twice."""
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            raise PydanticCustomError("M05", "“{found}”写了两遍", {"found": str(value)[:40]})
        seen.add(value)
    return values


Title = Annotated[str, Field(min_length=4, max_length=30), AfterValidator(_plain)]
Summary = Annotated[str, Field(min_length=15, max_length=120), AfterValidator(_plain)]
Phrase = Annotated[str, Field(min_length=1, max_length=30), AfterValidator(_plain)]
Sentence = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_plain)]
Date = Annotated[date, BeforeValidator(_date)]
Address = Annotated[str, AfterValidator(_https)]
Slug = Annotated[str, AfterValidator(_slug)]
CourseId = Annotated[str, _identifier(2)]
LessonId = Annotated[str, _identifier(3)]
WholeNumber = Annotated[int, BeforeValidator(_whole_number)]
