"""Search documents → Meilisearch, safely; its search-only key; its own tally. The only module that knows its client.

A new index is filled and tried beside the one that serves, and takes its place in one step. Whatever goes wrong before
leaves the old one serving; whatever is left behind is cleared by the next run, which starts from nothing.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit
from uuid import NAMESPACE_URL, uuid5

import meilisearch
from meilisearch.errors import MeilisearchApiError, MeilisearchError

from catalog.problems import UserError
from search.chinese import gram, grams, tokens
from search.documents import SearchDocument
from search.settings import GRAM_FIELDS, IndexSettings
from search.sounds import sounds
from search.tally import CategoryTally, IndexTally

T = TypeVar("T")

_REQUEST_TIMEOUT = 30  # seconds for one request
_TASK_TIMEOUT = 600_000  # milliseconds for one task
_BATCH = 500
_TRIES = 4
_FIRST_PAUSE = 0.2  # seconds; doubles with every try
_SAMPLES = 20
#: What reading an answer raises that is not Meilisearch's.
_NONSENSE = (ValueError, LookupError, TypeError, AttributeError)
_MAX_WORDS = 10  # Meilisearch reads no more of a query


class IndexUpdateError(UserError):
    """Meilisearch could not be asked or changed; says why in Chinese and never shows a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What an update did."""

    index: str
    documents: int
    seconds: float


def update_index(
    documents: Iterable[SearchDocument],
    *,
    url: str,
    api_key: str | None,
    index: str = "lessons",
    settings: IndexSettings | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> UpdateReport:
    """Replace the index by one that holds exactly these documents.

    `api_key` needs the rights to search and to change indexes, documents, settings and to read tasks and stats.
    Raises IndexUpdateError; then the index that served before is untouched.
    """
    started = time.monotonic()
    server = _Server(url, api_key)
    update = _Update(server, tuple(documents), index, settings or IndexSettings(), progress)
    with server.understood("更新索引"):
        update.run()
    return UpdateReport(index=index, documents=len(update.documents), seconds=time.monotonic() - started)


def create_search_key(*, url: str, api_key: str | None, index: str = "lessons") -> str:
    """A key that can do nothing but search this one index; the same one every time. Raises IndexUpdateError."""
    server = _Server(url, api_key)
    uid = str(uuid5(NAMESPACE_URL, f"xuetang:search:{index}"))
    wanted = {"actions": ["search"], "indexes": [index]}
    try:
        found = server.look("查看密钥", lambda client: client.get_key(uid))
        if found is not None and (found.actions != wanted["actions"] or found.indexes != wanted["indexes"]):
            server.ask("删除旧密钥", lambda client: client.delete_key(uid))
            found = None
        if found is None:
            options = {**wanted, "uid": uid, "description": f"西区学堂：只能搜索 {index}", "expiresAt": None}
            found = server.ask("生成密钥", lambda client: client.create_key(options))
    except IndexUpdateError as error:
        if getattr(error.__cause__, "code", None) == "missing_master_key":
            raise IndexUpdateError(
                f"{server.name} 没有设置主密钥，生成不了搜索密钥；请用 --master-key 或 MEILI_MASTER_KEY 启动它。"
            ) from None
        raise
    return str(found.key)


def tally(*, url: str, api_key: str | None, index: str = "lessons") -> IndexTally:
    """What the index holds, counted by the engine. Raises IndexUpdateError."""
    server = _Server(url, api_key)
    with server.understood("对账"):
        return _tally(server, index)


def _tally(server: "_Server", index: str) -> IndexTally:
    counts = server.search([{"indexUid": index, "q": "", "limit": 0, "facets": ["category"]}])[0]
    slugs = sorted(counts["facetDistribution"].get("category", {}))
    categories = {slug: _tally_category(server, index, slug) for slug in slugs}
    digests: dict[str, dict[str, str]] = {slug: {} for slug in slugs}
    for document in _stored(server, index):
        digests.setdefault(document["category"], {})[document["id"]] = document["digest"]
    return IndexTally(categories=categories, digests=digests)


def _tally_category(server: "_Server", index: str, slug: str) -> CategoryTally:
    only = f'category = "{slug}"'
    facets = ["course", "audience", "level", "minutes", "review", "updated_epoch"]
    base = {"indexUid": index, "q": "", "limit": 0}
    whole = server.search([{**base, "filter": only, "facets": facets}])[0]
    found, stats = whole["facetDistribution"], whole["facetStats"]
    statuses = sorted(found["review"])
    by_status = server.search(
        [{**base, "filter": [only, f'review = "{status}"'], "facets": ["course"]} for status in statuses]
    )
    newest = stats.get("updated_epoch", {}).get("max")
    return CategoryTally(
        lessons=sum(found["course"].values()),
        courses=len(found["course"]),
        minutes=sum(round(float(minutes)) * number for minutes, number in found["minutes"].items()),
        audiences=tuple(sorted(found["audience"])),
        levels=tuple(sorted(found["level"])),
        reviews={
            status: len(answer["facetDistribution"]["course"])
            for status, answer in zip(statuses, by_status, strict=True)
        },
        updated=datetime.fromtimestamp(newest, UTC).date() if newest is not None else None,
    )


def _stored(server: "_Server", index: str) -> Iterator[Mapping[str, str]]:
    offset = 0
    while True:
        page = server.ask("读取课程", _documents_page(index, offset))
        yield from (dict(document) for document in page.results)
        offset += len(page.results)
        if not page.results or offset >= page.total:
            return


def _documents_page(index: str, offset: int) -> Callable[[Any], Any]:
    parameters = {"fields": ["id", "category", "digest"], "limit": 1000, "offset": offset}
    return lambda client: client.index(index).get_documents(parameters)


class _Server:
    """A client with a bounded number of tries and errors that people can read."""

    def __init__(self, url: str, api_key: str | None) -> None:
        self.secret = (api_key or "").strip()
        parts = _address(url)
        if parts is None:
            raise IndexUpdateError("Meilisearch 的地址应写成 http://127.0.0.1:7700 这样，以 http:// 或 https:// 开头。")
        if not self.secret.isascii() or not self.secret.isprintable() or " " in self.secret:
            raise IndexUpdateError("密钥里有空格、换行或别的不该有的字符；请检查存放密钥的环境变量。")
        self.name = f"Meilisearch（{parts.hostname}{f':{parts.port}' if parts.port else ''}）"
        self.client = meilisearch.Client(url.rstrip("/"), self.secret or None, timeout=_REQUEST_TIMEOUT)

    def ask(self, what: str, request: Callable[[Any], T], *, tries: int = _TRIES) -> T:
        """The answer to a request that may be repeated."""
        for attempt in range(1, tries + 1):
            try:
                return request(self.client)
            except MeilisearchApiError as error:
                if error.status_code < 500 or attempt == tries:
                    raise self.explained(what, error) from error
            except _NONSENSE as error:  # before OSError: an answer that is not JSON is both
                raise self.misunderstood(what) from error
            except (MeilisearchError, OSError) as error:
                if attempt == tries:
                    raise self.explained(what, error) from error
            time.sleep(_FIRST_PAUSE * 2 ** (attempt - 1))
        raise AssertionError("unreachable")

    @contextmanager
    def understood(self, what: str) -> Iterator[None]:
        """What was answered is read here: JSON of another shape is an error for people."""
        try:
            yield
        except _NONSENSE as error:
            raise self.misunderstood(what) from error

    def misunderstood(self, what: str) -> IndexUpdateError:
        return IndexUpdateError(f"{what}没有成功：{self.name} 的回答不像是 Meilisearch；请检查地址。")

    def look(self, what: str, request: Callable[[Any], T], *, tries: int = _TRIES) -> T | None:
        """The answer, or None for what does not exist."""
        try:
            return self.ask(what, request, tries=tries)
        except IndexUpdateError as error:
            if isinstance(error.__cause__, MeilisearchApiError) and error.__cause__.status_code == 404:
                return None
            raise

    def search(self, queries: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Answers to several searches, in order."""
        if not queries:
            return []
        answer = self.ask("查询", lambda client: client.multi_search(queries))
        results: list[dict[str, Any]] = answer["results"]
        return results

    def finish(self, what: str, task_uid: int) -> None:
        """Wait until a task is done. Raises IndexUpdateError when it failed or took too long."""
        task = self.ask(
            what, lambda client: client.wait_for_task(task_uid, timeout_in_ms=_TASK_TIMEOUT, interval_in_ms=50)
        )
        if task.status != "succeeded":
            said = (task.error or {}).get("message", task.status)
            raise IndexUpdateError(f"{what}没有成功。{self.name} 说：{self.scrubbed(said)}")

    def explained(self, what: str, error: Exception) -> IndexUpdateError:
        """The error for people, with the next step."""
        if isinstance(error, MeilisearchApiError):
            if error.status_code in (401, 403):
                return IndexUpdateError(f"{what}没有成功：{self.name} 不接受这把密钥；请检查存放密钥的环境变量。")
            return IndexUpdateError(f"{what}没有成功。{self.name} 说：{self.scrubbed(error.message)}")
        return IndexUpdateError(f"{what}没有成功：连不上 {self.name}；请检查地址和服务器是否已经启动。")

    def scrubbed(self, text: object) -> str:
        """Text without the key, should a server repeat it."""
        return str(text).replace(self.secret, "……") if self.secret else str(text)


def _address(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 else None
    except ValueError:  # a port or a bracket out of place
        return None


class _Update:
    """One replacement of an index. Every step says so before it starts."""

    def __init__(
        self,
        server: _Server,
        documents: tuple[SearchDocument, ...],
        index: str,
        settings: IndexSettings,
        progress: Callable[[str], None],
    ) -> None:
        self.server, self.documents, self.index = server, documents, index
        self.settings, self.progress = settings, progress
        self.next = f"{index}__next"

    def run(self) -> None:
        self.progress("清理上一次没有完成的索引")
        self.drop_next()
        try:
            self.progress("设置新索引")
            self.configure()
            self.add()
            self.progress("核对新索引")
            self.verify()
        except IndexUpdateError:
            with suppress(IndexUpdateError):
                self.drop_next(tries=1)
            raise
        self.progress("换上新索引")
        self.swap()
        self.progress("删除旧索引")
        self.drop_next()

    def drop_next(self, tries: int = _TRIES) -> None:
        found = self.server.look("查看索引", lambda client: client.get_raw_index(self.next), tries=tries)
        if found is not None:
            task = self.server.ask("删除索引", lambda client: client.delete_index(self.next), tries=tries)
            self.server.finish("删除索引", task.task_uid)

    def configure(self) -> None:
        payload = self.settings.as_payload()
        task = self.server.ask("设置新索引", lambda client: client.index(self.next).update_settings(payload))
        self.server.finish("设置新索引", task.task_uid)

    def add(self) -> None:
        rest, done = iter(self.documents), 0
        while batch := [_payload(document) for document in islice(rest, _BATCH)]:
            task = self.server.ask("写入课程", self.writing(batch))
            self.server.finish("写入课程", task.task_uid)
            done += len(batch)
            self.progress(f"已写入 {done}/{len(self.documents)} 课")

    def writing(self, batch: list[dict[str, Any]]) -> Callable[[Any], Any]:
        return lambda client: client.index(self.next).add_documents(batch, primary_key="key")

    def verify(self) -> None:
        """Everything arrived, the facets count right, and titles find their lessons."""
        stats = self.server.ask("核对新索引", lambda client: client.index(self.next).get_stats())
        if stats.number_of_documents != len(self.documents):
            raise IndexUpdateError(
                f"核对新索引：应有 {len(self.documents)} 课，实际有 {stats.number_of_documents} 课；原来的索引没有动。"
            )
        counts = self.server.search([{"indexUid": self.next, "q": "", "limit": 0, "facets": ["category"]}])[0]
        expected = Counter(document.category for document in self.documents)
        if counts["facetDistribution"].get("category", {}) != expected:
            raise IndexUpdateError("核对新索引：各类别的课数不对；原来的索引没有动。请再运行一次。")
        step = max(1, len(self.documents) // _SAMPLES)
        samples = self.documents[::step]
        for document, answer in zip(samples, self.server.search([self.probe(d) for d in samples]), strict=True):
            if [hit["id"] for hit in answer["hits"]] != [document.id]:
                raise IndexUpdateError(
                    f"核对新索引：用标题“{document.title}”找不到这一课；原来的索引没有动。请检查 Meilisearch 的版本。"
                )

    def probe(self, document: SearchDocument) -> dict[str, Any]:
        """A search for the title among this one lesson."""
        words = list(dict.fromkeys(gram(token) for token in tokens(document.title)))[:_MAX_WORDS]
        return {
            "indexUid": self.next,
            "q": " ".join(words),
            "attributesToSearchOn": list(GRAM_FIELDS),
            "matchingStrategy": "all",
            "filter": f'key = "{document.key}"',
            "attributesToRetrieve": ["id"],
        }

    def swap(self) -> None:
        """Put the new index in the old one's place. Asked once only: a repeated swap would undo itself."""
        served = self.server.look("查看索引", lambda client: client.get_raw_index(self.index))
        swap: dict[str, Any] = {"indexes": [self.index, self.next]}
        if served is None:
            swap = {"indexes": [self.next, self.index], "rename": True}
        task = self.server.ask("换上新索引", lambda client: client.swap_indexes([swap]), tries=1)
        self.server.finish("换上新索引", task.task_uid)


def _payload(document: SearchDocument) -> dict[str, Any]:
    words = {field: grams(*texts) for field, texts in document.texts.items()}
    return {**document.as_json(), "digest": document.digest, "grams": words, **sounds(document)}
