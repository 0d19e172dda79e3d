"""QR codes, made at build time. The only module that knows segno."""

import segno

#: Free cells around a code, without which phones do not find it.
MARGIN = 4


def code(address: str) -> dict[str, str | int]:
    """The dark cells of an address's code as one SVG path, with the `size` of its square canvas in cells."""
    made = segno.make(address, error="m", micro=False, boost_error=False)
    path = ""
    for y, row in enumerate(made.matrix):
        x = 0
        while x < len(row):
            run = next((at for at in range(x, len(row)) if not row[at]), len(row)) - x
            if run:
                path += f"M{x + MARGIN} {y + MARGIN}h{run}v1h-{run}z"
            x += run or 1
    return {"path": path, "size": len(made.matrix) + 2 * MARGIN}
