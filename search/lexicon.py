"""Catalog → what the browser must know of language to understand what residents type: `search/lexicon.json`.

Words with the weight of where they stand, how they are read, traditional characters, what people call things, and real
words that are not in any lesson but sound like one that is, so that no search is "corrected" into another word.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import groupby, product
from math import log

from search.aliases import Alias, expansions
from search.chinese import is_han, normalise, tokens
from search.documents import SearchDocument
from search.pinyin import ALTERNATIVES, is_phrase, syllables
from search.questions import load_questions
from search.urgent import Urgent, load_urgent
from search.variants import simplified
from search.words import is_word, words

#: What a word weighs by where it stands; the order in which candidates of one sound are offered.
#: What residents say (`asked`) is left out: those phrases are compared whole, and would fill the lexicon with chance words.
_PLACES = {"title": 4, "terms": 3, "headings": 2, "place": 2, "text": 1}
#: Longer names are sentences, not words.
_LONGEST_NAME = 6
#: A word that so many lessons have is a common one; of words alike in weight and sound they are meant first.
_COMMON = 4
#: From this weight on a word is offered for another that sounds like it.
_OFFERED = 3
_NUMERALS = frozenset("一二三四五六七八九十百千第")


@dataclass(frozen=True)
class Lexicon:
    """Language data. `words` are grouped by weight, heaviest first, and within that into common ones and others."""

    words: Mapping[int, tuple[tuple[str, ...], ...]]
    names: tuple[str, ...]
    readings: Mapping[str, str]
    exceptions: Mapping[str, str]
    variants: str
    aliases: Mapping[str, tuple[str, ...]]
    strangers: tuple[str, ...]
    latin: tuple[str, ...]
    questions: tuple[str, ...]
    fillers: tuple[str, ...]
    people: tuple[str, ...]
    question_readings: tuple[str, ...]
    urgent: tuple[Urgent, ...]
    places: Mapping[str, tuple[str, ...]]
    lessons: int
    rarity: Mapping[int, str]

    def as_json(self) -> bytes:
        """Bytes for the browser: the same for the same catalog. Long lists are packed, see `packed`."""
        meant: dict[str, list[str]] = {}
        for word, others in self.aliases.items():
            meant.setdefault(" ".join(others), []).append(word)
        data = {
            "words": {str(weight): [packed(found) for found in groups] for weight, groups in self.words.items()},
            "names": list(self.names),
            "readings": self.readings,
            "alternatives": {character: " ".join(found) for character, found in ALTERNATIVES.items()},
            "exceptions": self.exceptions,
            "variants": self.variants,
            "aliases": {others: packed(words) for others, words in meant.items()},
            "strangers": packed(self.strangers),
            "latin": " ".join(self.latin),
            "questions": " ".join(self.questions),
            "fillers": " ".join(self.fillers),
            "people": " ".join(self.people),
            "urgent": [{"tell": each.tell, "words": packed(map(normalise, each.say))} for each in self.urgent],
            "questionReadings": " ".join(self.question_readings),
            "places": {word: " ".join(slugs) for word, slugs in self.places.items()},
            "lessons": self.lessons,
            "rarity": {str(half): group for half, group in self.rarity.items()},
        }
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()

    @cached_property
    def weights(self) -> Mapping[str, int]:
        """Word → weight, the heaviest and most common first."""
        return {word: weight for weight, groups in self.words.items() for words in groups for word in words}

    @cached_property
    def digest(self) -> str:
        """Fingerprint of the data."""
        return blake2b(self.as_json(), digest_size=8).hexdigest()


def packed(words: Iterable[str]) -> str:
    """Words by their first character, which stands once: 高压 高龄 书 → `书 高压,龄`. A third smaller on the way."""
    groups = groupby(sorted(words), key=lambda word: word[:1])
    return " ".join(first + ",".join(word[1:] for word in group) for first, group in groups)


def make_lexicon(documents: Iterable[SearchDocument], aliases: Iterable[Alias]) -> Lexicon:
    """The lexicon of a catalog."""
    listed, known = tuple(documents), tuple(aliases)
    weights, lessons, written = _vocabulary(listed)
    others = expansions(known)
    everything = {*weights, *others, *(word for found in others.values() for word in found)}
    characters = {character for document in listed for text in _texts(document) for character in normalise(text)}
    characters |= {character for word in everything for character in word}
    han = sorted({character for character in characters if is_han(character)} | set(_common()))
    readings = _readings(han)
    by_weight = {
        weight: tuple(
            tuple(sorted(w for w in weights if weights[w] == weight and (lessons[w] >= _COMMON) is is_common))
            for is_common in (True, False)
        )
        for weight in sorted(set(_PLACES.values()), reverse=True)
    }
    offered = [word for word, weight in weights.items() if weight >= _OFFERED]
    single = {character: syllable for syllable, group in readings.items() for character in group}
    questions = load_questions()
    return Lexicon(
        latin=_latin(listed),
        questions=questions.questions,
        fillers=questions.fillers,
        people=questions.people,
        urgent=load_urgent(),
        question_readings=_joined_readings((*questions.questions, *questions.fillers)),
        words=by_weight,
        names=tuple(dict.fromkeys(normalise(name) for document in listed for name in _names(document))),
        readings=readings,
        exceptions=_exceptions(everything, written, single),
        variants="".join(chr(code) + new for code, new in sorted(simplified().items()) if new in characters),
        aliases=others,
        places=_places(known, weights, {document.category for document in listed}),
        strangers=_strangers([*offered, *others], {*weights, *others}, readings, single),
        lessons=len(listed),
        rarity=_rarity(listed),
    )


def _rarity(documents: Iterable[SearchDocument]) -> dict[int, str]:
    """Twice how much it says that a lesson has a character, rounded → those characters; see `rarity` in language.js."""
    having: Counter[str] = Counter()
    count = 0
    for document in documents:
        having.update({character for text in _texts(document) for character in normalise(text) if is_han(character)})
        count += 1
    found: dict[int, list[str]] = {}
    for character, lessons in sorted(having.items()):
        found.setdefault(round(2 * log(1 + (count - lessons + 0.5) / (lessons + 0.5))), []).append(character)
    return {half: "".join(group) for half, group in sorted(found.items())}


def _places(aliases: Iterable[Alias], weights: Mapping[str, int], categories: set[str]) -> dict[str, tuple[str, ...]]:
    """Where what people call things would belong, for things of which no lesson has a word yet."""
    found = {}
    for alias in aliases:
        own = tuple(category for category in alias.categories if category in categories)
        if own and not any(normalise(word) in weights for word in (*alias.say, *alias.means)):
            found.update(dict.fromkeys(map(normalise, alias.say), own))
    return dict(sorted(found.items()))


def _names(document: SearchDocument) -> Iterator[str]:
    """What lessons and courses are called, as people may type the first letters of it."""
    yield from (document.title, *document.aliases, *document.keywords, document.course_title, *document.course_keywords)


def _texts(document: SearchDocument) -> Iterable[str]:
    return (text for texts in document.texts.values() for text in texts)


def _vocabulary(documents: Iterable[SearchDocument]) -> tuple[dict[str, int], Counter[str], dict[str, str]]:
    """Words with their weight, with the number of lessons that have them, and as they are written before folding."""
    weights: dict[str, int] = {}
    lessons: Counter[str] = Counter()
    written: dict[str, str] = {}
    for document in documents:
        seen: dict[str, int] = {}
        for place, weight in _PLACES.items():
            for text in document.texts[place]:
                found = list(words(text))
                if place in ("terms", "place") and 2 <= len(text) <= _LONGEST_NAME and all(map(is_han, text)):
                    found.append(text)
                for word in found:
                    folded = normalise(word)
                    written.setdefault(folded, word)
                    seen[folded] = max(seen.get(folded, 0), weight)
        lessons.update(seen.keys())
        for word, weight in seen.items():
            weights[word] = max(weights.get(word, 0), weight)
    return weights, lessons, written


def _common() -> Iterator[str]:
    """The 3,755 everyday characters (GB 2312-80, level 1): who mistypes does not keep to those of our lessons."""
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            with suppress(UnicodeDecodeError):
                yield bytes((row, cell)).decode("gb2312")


def _latin(documents: Iterable[SearchDocument]) -> tuple[str, ...]:
    """Words of other letters that lessons have: aed, wifi. They are never taken for pinyin."""
    found = {token for document in documents for text in _texts(document) for token in tokens(text)}
    return tuple(sorted(token for token in found if token.isascii() and token.isalpha() and len(token) > 1))


def _joined_readings(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({"".join(syllables(phrase)) for phrase in phrases if len(phrase) > 1}))


def _readings(characters: Iterable[str]) -> dict[str, str]:
    """Syllable → the characters that are read so by themselves."""
    found: dict[str, list[str]] = {}
    for character in characters:
        if read := syllables(character):
            found.setdefault(read[0], []).append(character)
    return {syllable: "".join(group) for syllable, group in sorted(found.items())}


def _exceptions(everything: Iterable[str], written: Mapping[str, str], single: Mapping[str, str]) -> dict[str, str]:
    """Words that are read otherwise than character by character: 银行, 重庆, 长寿."""
    found = {}
    for word in sorted(everything):
        read = " ".join(syllables(written.get(word, word)))
        if len(word) > 1 and all(map(is_han, word)) and read != " ".join(single.get(c, "") for c in word):
            found[word] = read
    return found


def _strangers(
    targets: Iterable[str], ours: set[str], readings: Mapping[str, str], single: Mapping[str, str]
) -> tuple[str, ...]:
    """Dictionary words that no lesson has and that sound like one: 面世 is not a slip for 面试."""
    found: set[str] = set()
    for word in targets:
        if not 2 <= len(word) <= 3 or not all(map(is_han, word)):
            continue
        alike = [readings.get(syllable, character) for character, syllable in zip(word, syllables(word), strict=True)]
        others = (other for other in map("".join, product(*alike)) if other not in ours and other != word)
        found.update(other for other in others if is_word(other) or is_phrase(other))
    return tuple(sorted(found))
