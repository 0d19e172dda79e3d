"""Filling a real Meilisearch, safely."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from uuid import uuid4

import meilisearch
import pytest
from meilisearch.errors import MeilisearchApiError

from search.chinese import gram, pairs
from search.documents import SearchDocument
from search.meili import IndexUpdateError, create_search_key, tally, update_index
from search.settings import GRAM_FIELDS
from search.tally import compare
from tests.search.samples import REPOSITORY, MeiliServer, document, few

STEPS = ["清理上一次没有完成的索引", "设置新索引", "已写入 3/3 课", "核对新索引", "换上新索引", "删除旧索引"]


@pytest.fixture
def index(meili: MeiliServer) -> Iterator[str]:
    """The name of an index that no other test uses; it and what a test left of it are deleted."""
    name = f"test-{uuid4().hex[:12]}"
    yield name
    client = meilisearch.Client(meili.url, meili.key)
    for found in _indexes(meili, name):
        client.wait_for_task(client.delete_index(found).task_uid)


def _indexes(server: MeiliServer, name: str) -> list[str]:
    client = meilisearch.Client(server.url, server.key)
    return sorted(found["uid"] for found in client.get_raw_indexes({"limit": 1000})["results"] if name in found["uid"])


def _search(server: MeiliServer, index: str, words: Sequence[str], key: str | None = None, **options: Any) -> list[str]:
    """Ids of the lessons that have all of these tokens."""
    asked = {"attributesToSearchOn": list(GRAM_FIELDS), "matchingStrategy": "all", "limit": 1000, **options}
    client = meilisearch.Client(server.url, key or server.key)
    return [hit["id"] for hit in client.index(index).search(" ".join(map(gram, words)), asked)["hits"]]


def _titles(server: MeiliServer, index: str) -> set[str]:
    client = meilisearch.Client(server.url, server.key)
    return {hit["title"] for hit in client.index(index).search("")["hits"]}


def test_every_pair_of_every_title_finds_its_lesson(
    meili: MeiliServer, index: str, lessons: tuple[SearchDocument, ...]
) -> None:
    """All lessons arrive, and any two characters of a title find it."""
    report = update_index(lessons, url=meili.url, api_key=meili.key, index=index)
    assert report.documents == len(lessons)
    assert _indexes(meili, index) == [index]
    asked = [(lesson, pair) for lesson in lessons for pair in pairs(lesson.title)]
    queries = [
        {
            "indexUid": index,
            "q": gram(pair),
            "attributesToSearchOn": list(GRAM_FIELDS),
            "filter": f'key = "{lesson.key}"',
            "attributesToRetrieve": ["id"],
        }
        for lesson, pair in asked
    ]
    answers = meilisearch.Client(meili.url, meili.key).multi_search(queries)["results"]
    assert not [pair for (_, pair), answer in zip(asked, answers, strict=True) if len(answer["hits"]) != 1]


def test_the_index_counts_what_is_on_disk(meili: MeiliServer, index: str, lessons: tuple[SearchDocument, ...]) -> None:
    """The engine's facets give the same tally as the documents, and name the lessons that differ."""
    update_index(lessons, url=meili.url, api_key=meili.key, index=index)
    there = tally(url=meili.url, api_key=meili.key, index=index)
    assert there.counts == Counter(lesson.category for lesson in lessons)
    for slug, found in there.categories.items():
        here = [lesson for lesson in lessons if lesson.category == slug]
        assert found.courses == len({lesson.course for lesson in here})
        assert found.minutes == sum(lesson.minutes for lesson in here)
        assert set(found.audiences) == {audience for lesson in here for audience in lesson.audience}
        assert set(found.levels) == {lesson.level for lesson in here}
        assert found.reviews == Counter({lesson.course: lesson.review for lesson in here}.values())
        assert found.updated is not None and found.updated.isoformat() == max(lesson.updated for lesson in here)
    assert compare(lessons, there).agrees
    changed = document("fake-police", title="不一样的标题")
    differing = compare((*lessons[1:-1], changed, document("only-here")), there)
    assert lessons[0].id in differing.extra
    assert "law/anti-fraud/only-here" in differing.missing
    assert changed.id in differing.changed


@pytest.mark.parametrize("step", range(len(STEPS)))
def test_a_killed_run_leaves_the_old_index_and_the_next_run_heals(meili: MeiliServer, index: str, step: int) -> None:
    """Killed at any step: what serves is whole, old or new; the next run ends with the new one and nothing else."""
    update_index(few("一"), url=meili.url, api_key=meili.key, index=index)
    script = f"""
import os
from search.meili import update_index
from tests.search.samples import few
def progress(said):
    if said == {STEPS[step]!r}:
        os._exit(9)
update_index(few("二"), url={meili.url!r}, api_key={meili.key!r}, index={index!r}, progress=progress)
"""
    killed = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, check=False)
    assert killed.returncode == 9
    served = _titles(meili, index)
    assert len(served) == 3
    assert ("刷单返利是怎么骗人的二" in served) == (STEPS[step] == "删除旧索引")
    update_index(few("三"), url=meili.url, api_key=meili.key, index=index)
    assert "刷单返利是怎么骗人的三" in _titles(meili, index)
    assert _indexes(meili, index) == [index]


def test_a_failed_task_keeps_the_old_index(meili: MeiliServer, index: str) -> None:
    """When the engine refuses a document, the old index serves on and nothing is left over."""
    update_index(few("一"), url=meili.url, api_key=meili.key, index=index)
    with pytest.raises(IndexUpdateError, match="写入课程没有成功"):
        update_index((*few("二"), document("bad", key="没有这样的键")), url=meili.url, api_key=meili.key, index=index)
    assert "刷单返利是怎么骗人的一" in _titles(meili, index)
    assert _indexes(meili, index) == [index]


def test_a_useless_new_index_is_not_put_in_place(
    meili: MeiliServer, index: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When titles do not find their lessons, the smoke queries stop the swap."""
    update_index(few("一"), url=meili.url, api_key=meili.key, index=index)
    monkeypatch.setattr("search.meili.grams", lambda *texts: "nothing")
    with pytest.raises(IndexUpdateError, match="用标题“电话里的“警察”是真是假”找不到"):
        update_index(few("二"), url=meili.url, api_key=meili.key, index=index)
    assert "刷单返利是怎么骗人的一" in _titles(meili, index)
    assert _indexes(meili, index) == [index]


def test_an_empty_catalog_empties_the_index(meili: MeiliServer, index: str) -> None:
    """Removing the last lesson removes it from the search."""
    update_index(few(), url=meili.url, api_key=meili.key, index=index)
    update_index((), url=meili.url, api_key=meili.key, index=index)
    assert _titles(meili, index) == set()
    assert tally(url=meili.url, api_key=meili.key, index=index).counts == {}


def test_the_browser_key_can_only_search_its_index(meili: MeiliServer, index: str) -> None:
    """A stolen search key reads nothing else and writes nothing; asking again gives the same key."""
    other = f"{index}-other"
    for name in (index, other):
        update_index(few(), url=meili.url, api_key=meili.key, index=name)
    key = create_search_key(url=meili.url, api_key=meili.key, index=index)
    assert key == create_search_key(url=meili.url, api_key=meili.key, index=index) != meili.key
    assert _search(meili, index, ["警察"], key=key) == ["law/anti-fraud/fake-police"]
    browser = meilisearch.Client(meili.url, key)
    for forbidden in (
        browser.get_keys,
        browser.get_raw_indexes,
        browser.get_all_stats,
        lambda: browser.index(other).search(""),
        lambda: browser.index(index).add_documents([{"key": "x"}]),
        lambda: browser.index(index).delete_all_documents(),
        lambda: browser.delete_index(index),
    ):
        with pytest.raises(MeilisearchApiError) as refused:
            forbidden()
        assert refused.value.status_code == 403


@pytest.mark.parametrize("key", ["wrong-key-0123456789", "wrong-key\nwith a line", ""])
def test_a_wrong_key_is_explained_and_never_shown(meili: MeiliServer, index: str, key: str) -> None:
    """The message says what to check; the key is in neither the message nor its causes' text."""
    with pytest.raises(IndexUpdateError, match="密钥") as refused:
        update_index(few(), url=meili.url, api_key=key, index=index)
    assert "wrong-key" not in str(refused.value)
    assert _indexes(meili, index) == []


def test_a_server_that_is_away_is_given_up_soon() -> None:
    """A few tries, then a sentence with the address."""
    started = time.monotonic()
    with pytest.raises(IndexUpdateError, match=r"连不上 Meilisearch（127\.0\.0\.1:9）"):
        update_index(few(), url="http://user:pass@127.0.0.1:9", api_key="secret-key-0123456789")
    assert time.monotonic() - started < 10


def test_an_address_without_scheme_is_explained() -> None:
    """The commonest mistake gets its own sentence."""
    with pytest.raises(IndexUpdateError, match="以 http"):
        update_index(few(), url="127.0.0.1:7700", api_key=None)


def test_another_web_server_is_recognised() -> None:
    """An address that answers with something else is said to be wrong."""

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with pytest.raises(IndexUpdateError, match="不像是 Meilisearch"):
            update_index(few(), url=f"http://127.0.0.1:{server.server_port}", api_key="secret-key-0123456789")
    finally:
        server.shutdown()
        server.server_close()


def test_very_long_lessons_are_searchable_to_their_end(meili: MeiliServer, index: str) -> None:
    """Silent limits of the engine do not swallow the end of the longest lesson that may be written."""
    body = "".join(chr(0x4E00 + (n * 7919) % 20000) for n in range(20000)) + "火眼金睛"
    update_index((document("long", body=body),), url=meili.url, api_key=meili.key, index=index)
    assert _search(meili, index, ["火眼", "眼金", "金睛"]) == ["law/anti-fraud/long"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:99999", "http://[x", "http://127.0.0.1:x", "http://:7700", "127.0.0.1:7700"]
)
def test_addresses_that_are_none(url: str) -> None:
    """A slip in the address is told as such."""
    with pytest.raises(IndexUpdateError, match="地址应写成"):
        update_index(few(), url=url, api_key=None)


@pytest.mark.parametrize("answer", ["[]", "{}", "null", "7", '"x"', '{"results": []}', '{"taskUid": "x", "status": 1}'])
def test_json_that_is_not_meilisearchs(answer: str) -> None:
    """A server that answers every question with the same odd JSON is an error for people, whatever the shape."""

    class Other(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer.encode())

        do_GET = do_POST = do_PATCH = do_DELETE = answer

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Other)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    try:
        for request in (lambda: update_index(few(), url=url, api_key="k"), lambda: tally(url=url, api_key="k")):
            with pytest.raises(IndexUpdateError):
                request()
    finally:
        server.shutdown()
        server.server_close()
