"""Figures drawn at build time: the motif behind a course's title, and the bars of the coverage chart.

Only geometry is decided here; the templates draw it and the stylesheet colours it, so that a figure follows the
reader's scheme and contrast. The same course always gets the same motif.
"""

from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import pairwise
from math import cos, sin, tau
from random import Random

#: A motif's canvas in its own units: the templates use the same as `viewBox`.
WIDTH, HEIGHT = 400, 240

Path = dict[str, str]


def cover(course_id: str) -> list[Path]:
    """The motif of a course: paths with a `tone` (`light`, `mid`, `dark` or `line`), to be drawn in order.

    Light tones stay in the upper right, away from the title.
    """
    seed = int.from_bytes(blake2b(course_id.encode(), digest_size=8).digest(), "big")
    # `Random` of an integer seed gives the same sequence in every version of Python.
    random = Random(seed)
    return _MOTIFS[seed % len(_MOTIFS)](random)


def bar(value: int, target: int, widest: int) -> dict[str, str]:
    """A bar's width and its target's place, in percent of the chart's width; `widest` is the largest number shown."""
    return {"width": _short(100 * value / widest), "target": _short(100 * target / widest)}


def _hills(random: Random) -> list[Path]:
    """A sun above three ridges: the valley of the Jinsha river."""
    sun = (random.uniform(290, 345), random.uniform(55, 85))
    paths = [_disc(*sun, 62, "light"), _disc(*sun, 40, "mid")]
    for base, height, tone in ((138, 34, "line"), (168, 30, "dark"), (204, 22, "dark")):
        paths.append({"d": _ridge(random, base, height), "tone": tone})
    return paths


def _ridge(random: Random, base: float, height: float) -> str:
    points = [(x, base + random.uniform(-height, height)) for x in range(-60, WIDTH + 121, 90)]
    return f"{_smooth(points)}V{HEIGHT}H-60Z"


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    """A curve through points whose x grows evenly: level at each of them."""
    path = f"M{_at(*points[0])}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        path += f"C{_at(middle, y0)} {_at(middle, y1)} {_at(x1, y1)}"
    return path


def _river(random: Random) -> list[Path]:
    """Broad bends of water, running down to the left."""
    paths = [_disc(random.uniform(300, 350), random.uniform(40, 70), 46, "light")]
    swing = random.uniform(26, 40)
    for index, tone in enumerate(("line", "line", "dark", "dark")):
        base = 96 + index * 40
        points = [(x, base + swing * sin(x / 70 + index * 0.9) - x * 0.12) for x in range(-60, WIDTH + 121, 60)]
        paths.append({"d": f"{_smooth(points)}V{HEIGHT}H-60Z", "tone": tone})
    return paths


def _kapok(random: Random) -> list[Path]:
    """Kapok flowers, the city's own."""
    paths: list[Path] = []
    turn = random.uniform(0, 1)
    for x, y, size, tone in (
        (random.uniform(318, 340), random.uniform(66, 84), 82, "light"),
        (random.uniform(205, 235), random.uniform(18, 34), 44, "line"),
        (random.uniform(20, 60), 232, 92, "dark"),
        (random.uniform(300, 330), 224, 60, "dark"),
    ):
        paths.extend(_flower(x, y, size, turn, tone))
        turn += 0.37
    return paths


def _flower(x: float, y: float, size: float, turn: float, tone: str) -> list[Path]:
    petals = ""
    for index in range(5):
        angle = turn + index * tau / 5
        tip = (x + size * cos(angle), y + size * sin(angle))
        left, right = angle - 0.62, angle + 0.62
        petals += (
            f"M{_at(x, y)}C{_at(x + size * 0.5 * cos(left), y + size * 0.5 * sin(left))} "
            f"{_at(x + size * 1.02 * cos(angle - 0.5), y + size * 1.02 * sin(angle - 0.5))} {_at(*tip)}"
            f"C{_at(x + size * 1.02 * cos(angle + 0.5), y + size * 1.02 * sin(angle + 0.5))} "
            f"{_at(x + size * 0.5 * cos(right), y + size * 0.5 * sin(right))} {_at(x, y)}Z"
        )
    return [{"d": petals, "tone": tone}, _disc(x, y, size * 0.17, "mid" if tone == "light" else tone)]


def _terraces(random: Random) -> list[Path]:
    """Terraced fields: rings around a point beyond the corner."""
    x, y = WIDTH + random.uniform(-30, 20), random.uniform(-30, 10)
    paths = [_disc(x, y, radius, "line") for radius in (290, 240, 192)]
    paths += [_disc(x, y, 146, "light"), _disc(x, y, 102, "mid"), _disc(x, y, 62, "light")]
    points = [(at, 206 + random.uniform(-14, 14)) for at in range(-60, WIDTH + 121, 120)]
    return [*paths, {"d": f"{_smooth(points)}V{HEIGHT}H-60Z", "tone": "dark"}]


def _town(random: Random) -> list[Path]:
    """Houses on a slope, as the town stands above the river."""
    paths = [_disc(random.uniform(300, 345), random.uniform(48, 70), 50, "light")]
    for base, tone in ((128, "line"), (176, "dark")):
        outline, x = f"M-20 {HEIGHT}", -20.0
        while x < WIDTH + 20:
            width, roof = random.uniform(36, 64), base + random.uniform(-34, 34)
            ridge = roof - (14 if random.random() < 0.4 else 0)
            outline += f"V{_short(roof)}L{_at(x + width / 2, ridge)}L{_at(x + width, roof)}"
            x += width
        paths.append({"d": f"{outline}V{HEIGHT}Z", "tone": tone})
    return paths


_MOTIFS: tuple[Callable[[Random], list[Path]], ...] = (_hills, _river, _kapok, _terraces, _town)


def _disc(x: float, y: float, radius: float, tone: str) -> Path:
    r = _short(radius)
    there, back = _short(2 * radius), _short(-2 * radius)
    return {"d": f"M{_at(x - radius, y)}a{r} {r} 0 1 0 {there} 0a{r} {r} 0 1 0 {back} 0Z", "tone": tone}


def _at(x: float, y: float) -> str:
    return f"{_short(x)} {_short(y)}"


def _short(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
