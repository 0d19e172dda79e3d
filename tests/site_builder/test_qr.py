"""QR codes: what is drawn are the cells of the code, with the free margin that phones need."""

import re

import segno

from site_builder.qr import MARGIN, code


def test_the_path_draws_the_cells() -> None:
    """Every dark cell is covered by exactly one stroke, no light one is, and the margin is free."""
    address = "https://example.org/law/anti-fraud/fake-police/"
    drawn = code(address)
    cells = set()
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", str(drawn["path"])):
        cells |= {(int(x) + at, int(y)) for at in range(int(width))}
    matrix = segno.make(address, error="m", micro=False, boost_error=False).matrix
    assert cells == {(x + MARGIN, y + MARGIN) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    assert drawn["size"] == len(matrix) + 2 * MARGIN


def test_same_address_same_code() -> None:
    """Nothing in it depends on when it is made."""
    assert code("https://example.org/a/") == code("https://example.org/a/")
