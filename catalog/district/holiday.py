"""Public holidays, as the authorities announced them."""

from pydantic import model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.course import Source
from catalog.fields import STRICT, Date, Phrase


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Holiday:
    """Days off work, first and last included (`content/holidays.yml`)."""

    name: Phrase
    first: Date
    last: Date
    source: Source

    @model_validator(mode="after")
    def _in_order(self) -> "Holiday":
        if self.first > self.last:
            raise PydanticCustomError(
                "M07", "first（{first}）晚于 last（{last}）", {"first": str(self.first), "last": str(self.last)}
            )
        return self
