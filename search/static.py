"""Search documents → the Pagefind bundle that the browser searches without a server.

The only module that knows Pagefind. Two of its habits shape what it is given:

* It cuts Chinese differently when indexing and when searching. So it gets atomic tokens of ours (`chinese.gram`) under
  a language that it does not cut, and the browser asks for the same tokens.
* A word that it does not know it shortens until it knows it (婚烟 → 婚). So every token that can be the beginning of
  another query ends in END, a letter that nobody types, and nothing shorter than what was asked can match.

What people read travels as one JSON text in the metadata, written in characters that Pagefind does not index.
"""

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pagefind.service import get_executable

from catalog.problems import UserError
from search.chinese import gram, is_han, tokens
from search.documents import SearchDocument
from search.settings import PAGEFIND_TIMEOUT, PAGEFIND_WEIGHTS

#: Ends a token; kept in step with `client/pagefind.js`.
END = "ꙮ"
_HYPHEN = "ꙩ"  # Pagefind would cut a facet at its hyphen
LANGUAGE = "zxx"
#: Characters of the display text are moved here, to a private plane; kept in step with `client/pagefind.js`.
_PRIVATE = 0xF0000
#: What the bundle holds for Pagefind's own interface, which we do not use.
_UNUSED = ("pagefind-ui.*", "pagefind-modular-ui.*", "pagefind-component-ui.*", "pagefind-highlight.js", "playground")


class SearchIndexError(UserError):
    """The static index could not be made; says why in Chinese."""


def write_index(documents: Iterable[SearchDocument], site_dir: Path) -> None:
    """Write the bundle into `site_dir/pagefind`, replacing one that is there only when the new one is complete.

    Raises SearchIndexError.
    """
    target = site_dir / "pagefind"
    with TemporaryDirectory(prefix=".pagefind-", dir=site_dir) as scratch:
        pages, bundle = Path(scratch, "pages"), Path(scratch, "bundle")
        listed = tuple(documents)
        _write_pages(listed, pages)
        _run(pages, bundle)
        _check(bundle, len(listed))
        (bundle / "facets.json").write_text(json.dumps(_facet_values(listed)), encoding="utf-8")
        for pattern in _UNUSED:
            for path in bundle.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if target.exists():
            target.rename(Path(scratch, "old"))
        bundle.rename(target)


def _write_pages(documents: Sequence[SearchDocument], folder: Path) -> None:
    for document in documents:
        page = folder / document.url / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(_page(document), encoding="utf-8")
    if not documents:  # Pagefind refuses an empty site; this page has no word that anybody types
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(f'<html lang="{LANGUAGE}"><body>{END}</body></html>', encoding="utf-8")


def _run(pages: Path, bundle: Path) -> None:
    executable = get_executable()
    if executable is None:
        raise SearchIndexError("建立站内搜索需要 pagefind，这台电脑上没有找到；请运行 uv sync 重新安装。")
    command = [str(executable), "--site", str(pages), "--output-path", str(bundle), "--force-language", LANGUAGE]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", errors="replace", timeout=PAGEFIND_TIMEOUT
        )
    except subprocess.TimeoutExpired:
        raise SearchIndexError(f"建立站内搜索超过 {PAGEFIND_TIMEOUT} 秒还没有完成，已经停止；请再试一次。") from None
    except OSError as error:
        raise SearchIndexError(f"运行不了 pagefind（{executable}）：{error}；请运行 uv sync 重新安装。") from error
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
        raise SearchIndexError(f"pagefind 没有建成索引（退出码 {done.returncode}）。它说：\n{said}")


def _check(bundle: Path, count: int) -> None:
    """Pagefind leaves out a page that it cannot read and still ends well; we do not."""
    try:
        entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
        found = sum(language["page_count"] for language in entry["languages"].values())
    except (OSError, ValueError, KeyError) as error:
        raise SearchIndexError(f"pagefind 写出的索引不完整：{error}；请再试一次。") from error
    if count and (found != count or list(entry["languages"]) != [LANGUAGE]):
        raise SearchIndexError(f"应有 {count} 课进入站内搜索，pagefind 只收了 {found} 课；请再试一次。")


def _page(document: SearchDocument) -> str:
    """A page that no one sees: what the browser shows, words with their weights, and the facets as words.

    Pagefind's own filter files come out in a different order every time; words do not, and are searched alike.
    """
    parts = [f'<html lang="{LANGUAGE}"><body><i data-pagefind-meta="lesson[data-lesson]" ']
    parts += [f'data-lesson="{_hidden(_shown(document))}"></i>']
    parts += [f'<span data-pagefind-weight="{weight}">{words}</span> ' for weight, words in _weighted(document)]
    parts += [" ".join(_facets(document))]
    return "".join([*parts, "</body></html>"])


def _facets(document: SearchDocument) -> Iterator[str]:
    for facet, slugs in document.facets.items():
        yield from (f"{END}{facet}{END}{slug.replace('-', _HYPHEN)}{END}" for slug in slugs)


def _facet_values(documents: Sequence[SearchDocument]) -> dict[str, list[str]]:
    """Which words to ask for when counting facets."""
    found: dict[str, set[str]] = {"category": set(), "audience": set(), "level": set(), "duration": set()}
    for document in documents:
        for facet, slugs in document.facets.items():
            found[facet].update(slugs)
    return {facet: sorted(slugs) for facet, slugs in found.items()}


def _weighted(document: SearchDocument) -> Iterator[tuple[float, str]]:
    texts = document.texts
    for field, weight in PAGEFIND_WEIGHTS.items():
        yield weight, " ".join(_word(token) for text in texts[field] for token in tokens(text))


def _word(token: str) -> str:
    return gram(token) if len(token) == 2 and is_han(token) else gram(token) + END


def _shown(document: SearchDocument) -> str:
    return json.dumps(document.shown, ensure_ascii=False, separators=(",", ":"))


def _hidden(text: str) -> str:
    """The text's UTF-16 units in the private plane: no letters, no spaces, nothing to index or to escape."""
    data = text.encode("utf-16-le")
    return "".join(chr(_PRIVATE + int.from_bytes(data[at : at + 2], "little")) for at in range(0, len(data), 2))
