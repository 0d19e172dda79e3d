"""Ask every judged query on every system and print a table a system. See benchmarks/README.md."""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.search_quality.judgements import THIRD, TUNED, Judgement, load_judgements
from benchmarks.search_quality.measures import RELEVANT, Answer, Row, row
from benchmarks.search_quality.systems import ask_meilisearch, ask_ours, ask_pagefind, built, transferred
from catalog.loader import load
from search.documents import documents

_ROOT = Path(__file__).resolve().parents[2]
#: Halves of the judgements that nobody may tune on; their failures are never listed.
_FRESH = ("held-out", "unseen")
_HALVES = {
    "tuned": ("tuning", "opened", "second"),
    "held-out": ("held-out", "known"),
    "unseen": ("held-out",),
}
_HEAD = "| 层 | 题 | nDCG@10 | S@1 | S@3 | MRR | R@20 | 空 | 错改 | 负例 | p50 ms | p95 ms |"


def main() -> None:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--half", choices=["tuning", "opened", "second", "tuned", "held-out", "unseen"], default="tuning"
    )
    parser.add_argument(
        "--failures", action="store_true", help="list the queries that fail; never those of the held-out half"
    )
    parser.add_argument("--only", choices=["pagefind", "meilisearch"], help="ours on one engine, nothing else")
    options = parser.parse_args()
    files = [THIRD] if options.half in _FRESH else TUNED
    judgements = [j for j in load_judgements(files) if j.half in _HALVES.get(options.half, (options.half,))]
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        shutil.copytree(_ROOT / "content", project / "content")
        _measure(project, judgements, options)


def _measure(project: Path, judgements: Sequence[Judgement], options: argparse.Namespace) -> None:
    listed = documents(load(project / "content"))
    queries = [judgement.query for judgement in judgements]
    with built(project, listed) as (address, server, key), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        systems: dict[str, Callable[[], list[Answer]]] = {}
        if options.only != "meilisearch":
            systems["ours on Pagefind"] = lambda: ask_ours(page, queries, "pagefind")
        if server and options.only != "pagefind":
            systems["ours on Meilisearch"] = lambda: ask_ours(page, queries, "meilisearch")
        if not options.only:
            systems["Pagefind as shipped"] = lambda: ask_pagefind(page, queries)
            if server:
                systems["our index of Meilisearch, asked directly"] = lambda: ask_meilisearch(
                    page, queries, key, "lessons"
                )
                systems["Meilisearch as shipped"] = lambda: ask_meilisearch(page, queries, key, "plain")
        for name, ask in systems.items():
            answers = ask()
            print(f"\n## {name}, {options.half}, {len(listed)} lessons\n\n{_table(judgements, answers)}")
            if options.failures and name.startswith("ours") and options.half not in _FRESH:
                _print_failures(judgements, answers)
        for engine in ["pagefind", *(["meilisearch"] if server else [])]:
            fresh = browser.new_context().new_page()
            print(f"first search on {engine}: {transferred(fresh, address, engine) / 1024:.0f} KB uncompressed")
        browser.close()


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        raise SystemExit("needs Chromium")
    return found


def _table(judgements: Sequence[Judgement], answers: Sequence[Answer]) -> str:
    pairs = list(zip(judgements, answers, strict=True))
    strata = dict.fromkeys(judgement.stratum for judgement in judgements)
    rows = [(stratum, row([pair for pair in pairs if pair[0].stratum == stratum])) for stratum in strata]
    rows.append(("all", row(pairs)))
    return "\n".join([_HEAD, "|---" * 12 + "|", *(_line(name, found) for name, found in rows)])


def _line(name: str, found: Row) -> str:
    shares = (found.ndcg, found.success1, found.success3, found.mrr, found.recall20)
    cells = [name, str(found.queries), *(f"{share:.3f}" for share in shares)]
    cells += [str(found.zero), str(found.wrong_repairs), str(found.confident_negatives)]
    return "| " + " | ".join([*cells, f"{found.p50:.0f}", f"{found.p95:.0f}"]) + " |"


def _print_failures(judgements: Sequence[Judgement], answers: Sequence[Answer]) -> None:
    for judgement, answer in zip(judgements, answers, strict=True):
        best = [name for name, grade in judgement.grades.items() if grade >= RELEVANT]
        is_right = answer.ranked[:1] and judgement.grades.get(answer.ranked[0], 0) >= RELEVANT
        if (best and not is_right) or (not best and answer.ranked and answer.is_confident):
            print(
                f"  {judgement.stratum}: {judgement.query} {answer.repairs} wanted {best[:3]} got {answer.ranked[:3]}"
            )


if __name__ == "__main__":
    main()
