"""Consent of a person to be shown: for what, who looked at it, and until when."""

from datetime import date

from pydantic import model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.district.terms import ConsentGiver
from catalog.fields import STRICT, Date, Phrase, Sentence


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Consent:
    """As it is written in content; of it only the reviewer and the last day are ever published."""

    on: Date
    scope: Sentence
    reviewed_by: Phrase
    expires: Date
    given_by: ConsentGiver = ConsentGiver.SELF

    @model_validator(mode="after")
    def _in_order(self) -> "Consent":
        if self.on > self.expires:
            raise PydanticCustomError("M07", "on（哪天同意的）晚于 expires（到哪天为止）")
        return self

    def holds(self, day: date | None) -> bool:
        """Whether a person may be shown on this day, both ends included; without a day never."""
        return day is not None and self.on <= day <= self.expires
