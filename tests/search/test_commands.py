"""`xuetang index` and `xuetang coverage --engine meilisearch` against a real server."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from site_builder.cli import run
from tests.search.samples import MeiliServer

LESSON = "content/courses/law/anti-fraud/02-fake-police.md"


@pytest.fixture
def site(small_site: Callable[..., Path], meili: MeiliServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a small site, with the server's key in the environment."""
    monkeypatch.setenv("MEILI_API_KEY", meili.key)
    root = small_site()
    monkeypatch.chdir(root)
    return root


def test_index_then_coverage_agree_until_a_lesson_changes(
    site: Path, meili: MeiliServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same tally from disk and from the index's facets; a changed and a new lesson are named, with exit code 1."""
    name = f"commands-{uuid4().hex[:8]}"
    assert run(["index", "--url", meili.url, "--index", name]) == 0
    assert "2 课" in capsys.readouterr().out
    coverage = ["coverage", "--engine", "meilisearch", "--url", meili.url, "--index", name]
    assert run(coverage) == 0
    out = capsys.readouterr().out
    assert "磁盘 1/2/20/0  索引 1/2/20/0  一致" in out and "索引和磁盘一致。" in out

    path = site / LESSON
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("挂断。", "马上挂断。"), encoding="utf-8")
    path.with_name("03-after-loss.md").write_text(text, encoding="utf-8")
    assert run(coverage) == 1
    out = capsys.readouterr().out
    assert "索引里没有：law/anti-fraud/after-loss" in out
    assert "两边内容不同：law/anti-fraud/fake-police" in out
    assert "磁盘 1/3/30/0  索引 1/2/20/0  不一致" in out


def test_write_config_lets_the_next_build_use_the_server(
    site: Path, meili: MeiliServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The configuration holds a search-only key, reaches the site, and never the administrator's key."""
    name = f"commands-{uuid4().hex[:8]}"
    assert run(["index", "--url", meili.url, "--index", name, "--write-config", "/meili"]) == 0
    assert run(["build", "--no-search"]) == 0
    config = json.loads((site / "dist/portal/search-config.json").read_text(encoding="utf-8"))["meilisearch"]
    assert (config["url"], config["index"]) == ("/meili", name)
    assert config["key"] and config["key"] != meili.key
    captured = capsys.readouterr()
    assert meili.key not in captured.out + captured.err


def test_a_server_that_is_away(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 and a sentence."""
    assert run(["index", "--url", "http://127.0.0.1:9"]) == 2
    assert "连不上" in capsys.readouterr().err
