"""Helpers for the search journeys."""

import random
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from catalog.loader import load
from search.chinese import HAN, normalise, pairs
from search.documents import SearchDocument, documents
from search.words import words

REPOSITORY = Path(__file__).resolve().parents[2]

_SEARCH = "([query, options]) => import('/assets/search/search.js').then((module) => module.search(query, options))"


def lessons() -> tuple[SearchDocument, ...]:
    """The documents of the site that the journeys use."""
    return documents(load(REPOSITORY / "content"))


def every_name() -> list[tuple[str, str]]:
    """(query, lesson id) for every title, category name, alias, keyword and pair of characters in a title."""
    return [
        (query, lesson.id)
        for lesson in lessons()
        for query in (
            lesson.title,
            lesson.category_name,
            *lesson.aliases,
            *lesson.keywords,
            *lesson.course_keywords,
            *pairs(lesson.title),
        )
    ]


def parts_of_texts(number: int) -> list[tuple[str, str]]:
    """(query, lesson id) for randomly chosen parts of 2–6 characters and dictionary words, and every lesson that has
    them: what looking through all texts by hand would find. The same ones every time."""
    choose = random.Random(20261124)
    texts = {lesson.id: squeezed(lesson) for lesson in lessons()}
    chosen: set[str] = set()
    while len(chosen) < number:
        runs = texts[choose.choice(sorted(texts))]
        run = choose.choice(runs)
        start = choose.randrange(len(run))
        part = run[start : start + choose.randint(2, 6)]
        chosen.add(choose.choice([*words(part), part]))
    return [
        (part, lesson)
        for part in sorted(part for part in chosen if len(part) > 1)
        for lesson, runs in texts.items()
        if any(part in run for run in runs)
    ]


def squeezed(lesson: SearchDocument) -> list[str]:
    """All runs of Han characters of a lesson, as they are compared."""
    return [
        run for texts in lesson.texts.values() for text in texts for run in re.findall(f"[{HAN}]+", normalise(text))
    ]


def search(page: Page, query: str, **options: Any) -> dict[str, Any]:
    """What the browser's module answers; the page must be one of the site."""
    found: dict[str, Any] = page.evaluate(_SEARCH, [query, options])
    return found


def sweep(page: Page, asked: list[tuple[str, str]], **options: Any) -> list[tuple[str, str]]:
    """Those of (query, lesson id) whose lesson is not among the results."""
    script = """async ([queries, options]) => {
      const { search } = await import('/assets/search/search.js');
      const answers = [];
      for (let at = 0; at < queries.length; at += 4) {
        const four = queries.slice(at, at + 4).map((query) => search(query, { limit: 480, facets: false, ...options }));
        answers.push(...(await Promise.all(four)));
      }
      return answers.map((found) => found.results.map((result) => result.id));
    }"""
    queries = list(dict.fromkeys(query for query, _ in asked))
    answers = dict(zip(queries, page.evaluate(script, [queries, options]), strict=True))
    return [(query, lesson) for query, lesson in asked if lesson not in answers[query]]
