"""Pieces of real lessons → the body of one generated lesson. Pure, and the same for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.corpus import Corpus, Picture

#: Characters of a body, white space not counted. Filling stops after the sentence that reaches the wanted number.
SHORTEST, LONGEST = 900, 1500
_WANTED = (SHORTEST + 20, LONGEST - 100)
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Neighbour:
    """Another lesson of the course that the text points to."""

    file: str
    title: str


def compose(
    corpus: Corpus, random: Random, *, number: int, picture: Picture | None, neighbours: Sequence[Neighbour]
) -> str:
    """The Markdown body of lesson `number`, between SHORTEST and LONGEST characters.

    With a table, a notice, lists and a footnote, a link to each neighbour, and the picture where there is one.
    """
    extras = _extras(corpus, random, picture, neighbours)
    random.shuffle(extras)
    headings = [f"{_NUMERALS[n]}、{text}" for n, text in enumerate(random.sample(corpus.headings, len(extras)))]
    intro = f"这是第 {number} 课。"
    note = random.choice(corpus.footnotes)
    spent = sum(map(length, [*extras, *headings, intro, note]))
    texts = _filled(corpus, random, parts=len(extras) + 1, wanted=random.randint(*_WANTED) - spent)
    blocks = [f"{intro}{texts[0]}[^1]"]
    for heading, text, extra in zip(headings, texts[1:], extras, strict=True):
        blocks += [f"## {heading}", text, extra]
    return "\n\n".join([block for block in blocks if block] + [f"[^1]: {note}"]) + "\n"


def length(text: str) -> int:
    """Characters of a text, white space not counted."""
    return len("".join(text.split()))


def _extras(corpus: Corpus, random: Random, picture: Picture | None, neighbours: Sequence[Neighbour]) -> list[str]:
    """What stands in the sections beside running text, one for each section."""
    extras = [
        _listed("- ", random.sample(corpus.items, 3)),
        random.choice(corpus.tables),
        random.choice(corpus.notices),
        _listed("1. ", random.sample(corpus.items, 4)) + "\n\n### 要记住的话\n\n" + random.choice(corpus.items),
    ]
    links = [f"[{neighbour.title}]({neighbour.file})" for neighbour in neighbours]
    if links:
        extras.append(f"还可以看{'，再看'.join(links)}。")
    if picture:
        caption = f' "{picture.caption}"' if picture.caption else ""
        extras.append(f"![{picture.alt}]({picture.path.name}{caption})")
    return extras


def _listed(marker: str, items: Sequence[str]) -> str:
    return "\n".join(f"{marker}{item}" for item in items)


def _filled(corpus: Corpus, random: Random, *, parts: int, wanted: int) -> list[str]:
    """`parts` paragraphs of sentences, `wanted` characters together and at most one sentence more."""
    paragraphs = [""] * parts
    for place, sentence in enumerate(_endless(corpus.sentences, random)):
        paragraphs[place % parts] += sentence
        wanted -= length(sentence)
        if wanted <= 0 and place >= parts - 1:
            return paragraphs
    raise AssertionError("there is always another sentence")


def _endless(sentences: Sequence[str], random: Random) -> Iterator[str]:
    """Sentences in disorder, none twice before all were used."""
    while True:
        yield from random.sample(sentences, len(sentences))
