"""Rules of `units.yml`."""

from collections.abc import Iterator

from catalog.district.checks.surroundings import Surroundings, hint
from catalog.district.collection import District
from catalog.rules import Fault

_PATH = "units.yml"


def _units_are_unique(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D30: a unit stands there once."""
    seen: set[str] = set()
    for n, entry in enumerate(district.units):
        if entry.unit in seen:
            yield Fault(_PATH, "D30", f"{entry.unit.label}（{entry.unit.value}）写了两遍；请合成一条", (n, "unit"))
        seen.add(entry.unit)


def _indicators_exist(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D31: what a unit answers for is an indicator."""
    known = {indicator.id for indicator in district.indicators}
    for n, entry in enumerate(district.units):
        for m, wanted in enumerate(entry.indicators):
            if wanted not in known:
                message = f"indicators.yml 里没有“{wanted}”这个指标{hint(wanted, known)}"
                yield Fault(_PATH, "D31", message, (n, "indicators", m))


CHECKS = (_units_are_unique, _indicators_exist)
