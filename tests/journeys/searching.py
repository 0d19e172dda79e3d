"""Helpers for the search journeys."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from catalog.loader import load
from search.chinese import pairs
from search.documents import SearchDocument, documents

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
            *pairs(lesson.title),
        )
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
        const four = queries.slice(at, at + 4).map((query) => search(query, { limit: 96, facets: false, ...options }));
        answers.push(...(await Promise.all(four)));
      }
      return answers.map((found) => found.results.map((result) => result.id));
    }"""
    queries = list(dict.fromkeys(query for query, _ in asked))
    answers = dict(zip(queries, page.evaluate(script, [queries, options]), strict=True))
    return [(query, lesson) for query, lesson in asked if lesson not in answers[query]]
