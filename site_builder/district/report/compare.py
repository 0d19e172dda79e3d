"""Two years' numbers → what changed between them."""

from collections.abc import Iterable

from site_builder.district.report.model import Change, Measure


def changes(first: Iterable[Measure], second: Iterable[Measure]) -> tuple[Change, ...]:
    """Every number that one of the years has, in the order of the second; what one year lacks is None there."""
    before, now = ({measure.key: measure for measure in measures} for measures in (first, second))
    return tuple(
        _change(now.get(key) or before[key], before.get(key), now.get(key)) for key in dict.fromkeys([*now, *before])
    )


def _change(named: Measure, first: Measure | None, second: Measure | None) -> Change:
    left, right = (None if measure is None else measure.value for measure in (first, second))
    difference = None if left is None or right is None else round(right - left, 3)
    return Change(label=named.label, unit=named.unit, first=left, second=right, difference=difference)
