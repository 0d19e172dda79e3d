"""Fixtures for all tests: small sites made from `tests/cases/`, and a cache of their own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or leaves anything in the person's own cache."""
    monkeypatch.setenv("XUETANG_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[..., Path]:
    """Make a project with the small valid site, and the files of a case laid over it. Returns the project's root."""

    def make(case: str | None = None) -> Path:
        root = tmp_path / "site"
        shutil.copytree(CASES / "valid", root)
        own_network = bool(case) and (CASES / "invalid" / str(case) / "content" / "network.yml").exists()
        if case and case.startswith("D") and not own_network:  # about the district, and not about its network
            shutil.copytree(CASES / "network" / "content", root / "content", dirs_exist_ok=True)
        if case:
            shutil.copytree(CASES / "invalid" / case / "content", root / "content", dirs_exist_ok=True)
        return root

    return make


@pytest.fixture
def small_district(small_site: Callable[..., Path]) -> Path:
    """A project with the small site and the whole small district around it."""
    root = small_site()
    shutil.copytree(CASES / "network" / "content", root / "content", dirs_exist_ok=True)
    return root
