"""Whatever an edition consists of: bundled, verified and installed it is the same, by a full bundle or by deltas."""

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.bundle.install import install
from site_builder.bundle.names import check_names, fault_of
from site_builder.bundle.refusals import BundleRefused
from site_builder.bundle.release import SERVER, SITE
from site_builder.bundle.station import Station
from site_builder.bundle.verify import check_folder, peek, verified
from tests.bundle.samples import MEMORY, NOW, NUMBER, bundle, entries, tree

_PARTS = st.text("ab-._ 课件é0Z", min_size=1, max_size=6).map(lambda text: unicodedata.normalize("NFC", text))
_NAMES = st.lists(_PARTS, min_size=1, max_size=3).map("/".join)


def _together(names: list[str]) -> bool:
    try:
        check_names(names)
    except BundleRefused:
        return False
    return True


_PAGES = (
    st.dictionaries(_NAMES, st.binary(max_size=200), max_size=6)
    .map(lambda pages: {name: data for name, data in pages.items() if fault_of(name) is None})
    .map(lambda pages: pages | {"index.html": b"home"})
    .filter(lambda pages: _together(list(pages)))
)


def site_of(root: Path) -> dict[str, bytes]:
    """The pages that a kiosk shows."""
    current = Station(root).current()
    assert current
    return tree(current / SITE)


@settings(max_examples=40, deadline=None)
@given(_PAGES)
def test_bundle_verify_install_gives_the_same_tree(pages: dict[str, bytes]) -> None:
    """Names in Chinese, with spaces and points, empty files, any bytes."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path, root = bundle(Path(folder, "a.zip"), pages), Path(folder, "kiosk")
        with verified(path, now=NOW):
            pass
        install(path, root, now=NOW)
        assert site_of(root) == pages


@settings(max_examples=20, deadline=None)
@given(st.lists(_PAGES, min_size=2, max_size=4))
def test_a_chain_of_deltas_equals_the_full_bundle(states: list[dict[str, bytes]]) -> None:
    """Changed, added and removed files, whatever they are; on disk nothing is left of before."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        folder = Path(name)
        last = bundle(folder / "0.zip", states[0], number=NUMBER)
        install(last, folder / "kiosk", now=NOW)
        for step, pages in enumerate(states[1:], 1):
            full = bundle(folder / f"full-{step}.zip", pages, number=NUMBER + step)
            delta = bundle(folder / f"{step}.zip", pages, number=NUMBER + step, base=peek(last))
            assert peek(delta)[0].tree == peek(full)[0].tree and peek(delta)[1] == peek(full)[1]
            install(delta, folder / "kiosk", now=NOW)
            install(full, folder / f"kiosk-{step}", now=NOW)
            assert site_of(folder / "kiosk") == site_of(folder / f"kiosk-{step}") == pages
            current = Station(folder / "kiosk").current()
            assert current and check_folder(current).number == NUMBER + step
            last = delta


def test_a_delta_carries_only_what_changed(tmp_path: Path) -> None:
    """And says what goes."""
    first = bundle(tmp_path / "1.zip", {"index.html": b"1", "same.html": b"s", "old.html": b"o"})
    pages = {"index.html": b"2", "same.html": b"s", "new.html": b"n"}
    delta = bundle(tmp_path / "2.zip", pages, number=NUMBER + 1, base=peek(first))
    assert {name for name in entries(delta) if name.startswith(SITE)} == {"site/index.html", "site/new.html"}
    with verified(delta, now=NOW) as found:
        assert found.release.removed == 1 and set(found.kept) == {"site/same.html", SERVER}


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the times of the files, and wherever they lie."""
    first, second = bundle(tmp_path / "a/x.zip"), bundle(tmp_path / "b/x.zip")
    assert first.read_bytes() == second.read_bytes()
