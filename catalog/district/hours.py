"""When a place is open: hours of a usual week, and the days on which others hold."""

import re
from datetime import time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.district.terms import OnHolidays, Weekday
from catalog.fields import STRICT, Date, Phrase, Sentence, unique

_SPAN = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)\s*[-—–~～]\s*((?:[01]\d|2[0-3]):[0-5]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """From one clock time to another; one that closes no later than it opens ends on the next day."""

    open: time
    close: time


def _span(value: Any) -> Any:
    if isinstance(value, TimeSpan):
        return value
    if isinstance(value, str) and (found := _SPAN.fullmatch(value)):
        return TimeSpan(open=time.fromisoformat(found[1]), close=time.fromisoformat(found[2]))
    message = "应写成 08:30-12:00 这样（24 小时制，两位数），实际是“{found}”"
    raise PydanticCustomError("M07", message, {"found": str(value)[:40]})


Spans = Annotated[tuple[Annotated[TimeSpan, BeforeValidator(_span)], ...], Field(max_length=4)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class UsualDays:
    """Hours on certain days of every week."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7), AfterValidator(unique)]
    hours: Annotated[Spans, Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class SpecialDays:
    """Days, first and last included, on which other hours hold than in a usual week; none means closed."""

    name: Phrase
    first: Date
    last: Date
    hours: Spans = ()

    @model_validator(mode="after")
    def _in_order(self) -> "SpecialDays":
        if self.first > self.last:
            raise PydanticCustomError(
                "M07", "first（{first}）晚于 last（{last}）", {"first": str(self.first), "last": str(self.last)}
            )
        return self


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Hours:
    """Opening hours. Of several special days that hold on one day the one listed last counts, and any of them counts
    more than a public holiday. `holidays` is what holds on those; None where nobody knows."""

    weekly: Annotated[tuple[UsualDays, ...], Field(max_length=7)] = ()
    special: Annotated[tuple[SpecialDays, ...], Field(max_length=40)] = ()
    holidays: OnHolidays | None = None
    note: Sentence | None = None
