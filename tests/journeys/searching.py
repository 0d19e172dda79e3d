"""Helpers for the search journeys."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from catalog.loader import load
from search.documents import SearchDocument, documents

REPOSITORY = Path(__file__).resolve().parents[2]

_SEARCH = "([query, options]) => import('/assets/search/search.js').then((module) => module.search(query, options))"


def lessons() -> tuple[SearchDocument, ...]:
    """The documents of the site that the journeys use."""
    return documents(load(REPOSITORY / "content"))


def search(page: Page, query: str, **options: Any) -> dict[str, Any]:
    """What the browser's module answers; the page must be one of the site."""
    found: dict[str, Any] = page.evaluate(_SEARCH, [query, options])
    return found


def sweep(page: Page, asked: list[tuple[str, str]], **options: Any) -> list[tuple[str, str]]:
    """Those of (query, lesson id) whose lesson is not among the results."""
    script = """async ([asked, options]) => {
      const { search } = await import('/assets/search/search.js');
      const missed = [];
      for (const [query, id] of asked) {
        const found = await search(query, { limit: 480, facets: false, ...options });
        if (!found.results.some((result) => result.id === id)) missed.push([query, id]);
      }
      return missed;
    }"""
    missed = page.evaluate(script, [asked, options])
    return [(query, lesson) for query, lesson in missed]
