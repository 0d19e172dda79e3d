"""A telephone number that residents may need, and how well it is founded."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from catalog.district.terms import Certainty, HotlineTopic
from catalog.fields import STRICT, Address, Phrase, Sentence, Slug, unique

Number = Annotated[str, Field(pattern=r"^[0-9][0-9-]{2,18}$")]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Hotline:
    """One number (`content/hotlines.yml`): what it is called, what for, and where that is stated."""

    number: Number
    name: Phrase
    purpose: Sentence
    topic: HotlineTopic
    categories: Annotated[tuple[Slug, ...], Field(max_length=6), AfterValidator(unique)] = ()
    aliases: Annotated[tuple[Phrase, ...], Field(max_length=12), AfterValidator(unique)] = ()
    certainty: Certainty
    source: Sentence | None = None
    url: Address | None = None
    note: Sentence | None = None

    @model_validator(mode="after")
    def _says_where_from(self) -> "Hotline":
        if self.certainty is not Certainty.GENERAL and self.source is None:
            raise PydanticCustomError(
                "M02", "写了 {certainty}，就要写明 source（出自哪里）", {"certainty": self.certainty.value}
            )
        return self
