"""The searches that are compared, each asked in a real browser: ours on both engines, and each engine as shipped."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

import meilisearch
from pagefind.service import get_executable
from playwright.sync_api import Page

from benchmarks.search_quality.measures import Answer
from search.aliases import expansions, load_aliases
from search.dictionary import dictionary
from search.documents import SearchDocument
from search.meili import create_search_key, update_index
from search.settings import IndexSettings
from site_builder.build import build
from site_builder.settings import Project
from tests.journeys.meili_site import Upstream, serving_with_meilisearch
from tests.search.samples import MeiliServer, running_meilisearch

_OURS = """async ([queries, engine]) => {
  const { search } = await import('/assets/search/search.js');
  const answers = [];
  for (const query of queries) {
    const started = performance.now();
    const found = await search(query, { engine, limit: 20 });
    answers.push([found.results.map((result) => result.id), !found.isPartial,
                  found.repairs.map(({ typed, text }) => [typed, text]), performance.now() - started]);
  }
  return answers;
}"""
_PAGEFIND = """async (queries) => {
  const pagefind = await import('/plain/pagefind/pagefind.js');
  await pagefind.init();
  const answers = [];
  for (const query of queries) {
    const started = performance.now();
    const found = await pagefind.search(query);
    const pages = await Promise.all(found.results.slice(0, 20).map((result) => result.data()));
    const ids = pages.map((page) => page.url.replace(/^.*\\/plain\\//, '').replace(/\\/$/, ''));
    answers.push([ids, true, [], performance.now() - started]);
  }
  return answers;
}"""
_MEILISEARCH = """async ([queries, key, indexUid]) => {
  const answers = [];
  for (const query of queries) {
    const started = performance.now();
    const response = await fetch('/meili/multi-search', {
      method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${key}` },
      body: JSON.stringify({ queries: [{ indexUid, q: query, limit: 20, attributesToRetrieve: ['id'] }] }),
    });
    const { results } = await response.json();
    answers.push([results[0].hits.map((hit) => hit.id), true, [], performance.now() - started]);
  }
  return answers;
}"""


@contextmanager
def built(project: Path, documents: Sequence[SearchDocument]) -> Iterator[tuple[str, MeiliServer | None, str]]:
    """Address of the portal with everything in place, the Meilisearch behind it if there is one, and its key."""
    site = build(Project(project)).folder
    _plain_pagefind(documents, site / "plain")
    with running_meilisearch() as server:
        key = _fill(server, documents) if server else ""
        upstream = Upstream(server or MeiliServer("http://127.0.0.1:9", ""))
        with serving_with_meilisearch(site, upstream, key, "lessons") as address:
            yield address, server, key


def _fill(server: MeiliServer, documents: Sequence[SearchDocument]) -> str:
    settings = IndexSettings(synonyms=expansions(load_aliases()), dictionary=dictionary(documents))
    update_index(documents, url=server.url, api_key=server.key, settings=settings)
    client = meilisearch.Client(server.url, server.key)
    task = client.index("plain").add_documents([document.as_json() for document in documents], primary_key="key")
    client.wait_for_task(task.task_uid, timeout_in_ms=60_000)
    create_search_key(url=server.url, api_key=server.key)
    return server.key  # the benchmark's own throw-away server: one key for both indexes


def _plain_pagefind(documents: Sequence[SearchDocument], folder: Path) -> None:
    """The lessons as any site would give them to Pagefind."""
    for document in documents:
        page = folder / document.url / "index.html"
        page.parent.mkdir(parents=True)
        parts = [f"<h1>{escape(document.title)}</h1>", f"<p>{escape(document.summary)}</p>"]
        parts += [f"<p>{escape(text)}</p>" for text in (document.body, *document.keywords, *document.aliases)]
        page.write_text(f'<html lang="zh-CN"><body>{"".join(parts)}</body></html>', encoding="utf-8")
    subprocess.run([str(get_executable()), "--site", str(folder)], check=True, capture_output=True)


def ask_ours(page: Page, queries: Sequence[str], engine: str) -> list[Answer]:
    """Our search module on one engine."""
    return _answers(page.evaluate(_OURS, [list(queries), engine]))


def ask_pagefind(page: Page, queries: Sequence[str]) -> list[Answer]:
    """Pagefind as shipped."""
    return _answers(page.evaluate(_PAGEFIND, list(queries)))


def ask_meilisearch(page: Page, queries: Sequence[str], key: str, index: str) -> list[Answer]:
    """Meilisearch asked as a program would, without our planner: `plain` as shipped, or our own index `lessons`."""
    return _answers(page.evaluate(_MEILISEARCH, [list(queries), key, index]))


def _answers(found: list[Any]) -> list[Answer]:
    return [
        Answer(tuple(ranked), is_confident, tuple((typed, text) for typed, text in repairs), milliseconds)
        for ranked, is_confident, repairs, milliseconds in found
    ]


def transferred(page: Page, address: str, engine: str) -> int:
    """Bytes that a first search fetches, beyond the page itself."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    before = page.evaluate("performance.getEntriesByType('resource').length")
    page.evaluate(_OURS, [["高血压"], engine])
    sizes: list[int] = json.loads(
        page.evaluate("JSON.stringify(performance.getEntriesByType('resource').map((entry) => entry.encodedBodySize))")
    )
    return sum(sizes[before:])
