"""Search documents → one JSON text that the browser searches by itself: no server, no WebAssembly, no second request.

For copies that are opened from a folder, where the browser lets Pagefind read nothing. `client/inline.js` answers from
it exactly as Pagefind would: the same tokens, the same weights, the same way to count.
"""

import json
from collections import Counter
from collections.abc import Iterable

from search.chinese import tokens
from search.documents import SearchDocument
from search.settings import PAGEFIND_WEIGHTS

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def search_data(documents: Iterable[SearchDocument]) -> bytes:
    """The data; the same for the same documents.

    `lessons`  what is shown of each, with its `duration`
    `lengths`  how many words Pagefind counts in each
    `words`    token → the lessons that have it, packed: for each the distance from the one before and, after a point,
               what the token weighs there unless that is 1; numbers of base 36, a space between lessons
    """
    listed = tuple(documents)
    lengths, postings = [], dict[str, list[str]]()
    last: dict[str, int] = {}
    for number, document in enumerate(listed):
        weights, count = _weights(document)
        lengths.append(count)
        for token, weight in weights.items():
            step = _base36(number - last.get(token, -1))
            postings.setdefault(token, []).append(step if weight == 1 else f"{step}.{_base36(weight)}")
            last[token] = number
    data = {
        "lessons": [{**document.shown, "duration": document.duration} for document in listed],
        "lengths": lengths,
        "words": {token: " ".join(postings[token]) for token in sorted(postings)},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _weights(document: SearchDocument) -> tuple[dict[str, int], int]:
    """What every token weighs in the document, all its places together, and the number of words there."""
    found: Counter[str] = Counter()
    count = sum(len(slugs) for slugs in document.facets.values())
    texts = document.texts
    for field, weight in PAGEFIND_WEIGHTS.items():
        for text in texts[field]:
            for token in tokens(text):
                found[token] += int(weight)
                count += 1
    return found, count


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
