"""Every number and name that decides how search behaves, as typed values. The engines' own words are used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: How much a word counts by where it stands, for Pagefind (0–10, effect grows with the square).
PAGEFIND_WEIGHTS: dict[str, float] = {"title": 10, "terms": 6, "headings": 3, "asked": 3, "place": 2, "text": 1}
#: Seconds after which making the static index is given up.
PAGEFIND_TIMEOUT = 600

#: What people read, as Meilisearch searches it, most important first.
READ_FIELDS = (
    "title",
    "aliases",
    "keywords",
    "headings.text",
    "asked",
    "course_title",
    "course_keywords",
    "category_name",
    "summary",
    "body",
)
#: How titles, headings and names are read: for programs that ask Meilisearch directly, without our planner.
SOUND_FIELDS = ("pinyin.title", "pinyin.more", "initials")
#: The same as atomic tokens (see `chinese.grams`), most important first.
GRAM_FIELDS = ("grams.title", "grams.terms", "grams.headings", "grams.asked", "grams.place", "grams.text")


@dataclass(frozen=True, kw_only=True)
class IndexSettings:
    """Settings of the Meilisearch index."""

    searchable: tuple[str, ...] = (*READ_FIELDS, *SOUND_FIELDS, *GRAM_FIELDS)
    displayed: tuple[str, ...] = (
        "key",
        "id",
        "url",
        "title",
        "headings",
        "summary",
        "body",
        "keywords",
        "aliases",
        "asked",
        "category",
        "category_name",
        "course",
        "course_title",
        "course_keywords",
        "audience",
        "level",
        "minutes",
        "number",
        "duration",
        "review",
        "updated",
        "boost",
        "digest",
    )
    filterable: tuple[str, ...] = (
        "key",
        "category",
        "audience",
        "level",
        "course",
        "minutes",
        "duration",
        "review",
        "updated_epoch",
    )
    sortable: tuple[str, ...] = ("updated_epoch",)
    ranking: tuple[str, ...] = (
        "words",
        "typo",
        "proximity",
        "attributeRank",
        "sort",
        "wordPosition",
        "exactness",
        "boost:desc",
    )
    #: 高血压 and 低血压 are one edit apart; typos are for longer Latin words only, never for grams or numbers.
    typo_off: tuple[str, ...] = (*GRAM_FIELDS, "initials")
    #: Word → words that find as well, one way; made from `aliases.yml`.
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Words that the engine's segmenter must not cut; made by `search/dictionary.py`.
    dictionary: tuple[str, ...] = ()
    max_hits: int = 1000
    #: Above the number of courses in one category, or the tally would miss some.
    max_facet_values: int = 5000

    def as_payload(self) -> dict[str, Any]:
        """The body of `PATCH /indexes/{uid}/settings`."""
        return {
            "searchableAttributes": list(self.searchable),
            "displayedAttributes": list(self.displayed),
            "filterableAttributes": list(self.filterable),
            "sortableAttributes": list(self.sortable),
            "rankingRules": list(self.ranking),
            # Grams are left out: a Chinese segmenter has nothing to do there.
            "localizedAttributes": [{"attributePatterns": list(READ_FIELDS), "locales": ["zho"]}],
            "typoTolerance": {
                "enabled": True,
                "minWordSizeForTypos": {"oneTypo": 5, "twoTypos": 9},
                "disableOnAttributes": list(self.typo_off),
                "disableOnNumbers": True,
            },
            "dictionary": list(self.dictionary),
            "synonyms": {word: list(others) for word, others in self.synonyms.items()},
            "facetSearch": False,  # values of facets are a short closed list; nobody searches in them
            "pagination": {"maxTotalHits": self.max_hits},
            "faceting": {"maxValuesPerFacet": self.max_facet_values, "sortFacetValuesBy": {"*": "alpha"}},
        }
