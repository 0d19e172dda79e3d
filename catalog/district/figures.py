"""How each indicator stands in each year: target, what was reached, gap and trend. Pure counting.

Numbers are exact fractions; what is not known is None and never zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from catalog.district.indicator import Actual, Indicator, IndicatorYear, Target
from catalog.district.ledger import ActivityRow, Ledger
from catalog.district.terms import CountedFrom, IndicatorSpan, IndicatorUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An indicator in one year, in percent, pieces or 学时 as the indicator says.

    `recorded` is what the ledger counts (people may come twice, so it is no share of them); `reached` is what was
    reported, or what the ledger can decide alone (`is_counted`); `before` is what the year before reached.
    """

    indicator: Indicator
    year: int
    target: Target | None
    actual: Actual | None
    recorded: Fraction | None
    reached: Fraction | None
    before: Fraction | None

    @property
    def is_counted(self) -> bool:
        """Whether `reached` comes from the ledger, wholly or in part."""
        return self.reached is not None and (self.actual is None or _needs_ledger(self.indicator, self.actual))

    @property
    def gap(self) -> Fraction | None:
        """How much is missing to the target, zero where it is reached."""
        if self.target is None or self.reached is None:
            return None
        return max(Fraction(0), self.target.at_least - self.reached)

    @property
    def change(self) -> Fraction | None:
        """How much more than in the year before."""
        return None if self.reached is None or self.before is None else self.reached - self.before


def standings(
    indicators: Iterable[Indicator], years: Mapping[int, IndicatorYear], ledger: Ledger
) -> dict[str, tuple[Standing, ...]]:
    """By indicator: how it stands in each year that says something of it, oldest first."""
    return {indicator.id: tuple(_of(indicator, years, ledger)) for indicator in indicators}


def _of(indicator: Indicator, years: Mapping[int, IndicatorYear], ledger: Ledger) -> Iterable[Standing]:
    before: dict[int, Fraction | None] = {}
    for year in sorted(years):
        target = next((one for one in years[year].targets if one.indicator == indicator.id), None)
        actual = next((one for one in years[year].actuals if one.indicator == indicator.id), None)
        counted = recorded(indicator, year, ledger)
        value = reached(indicator, actual, counted)
        before[year] = value
        if target or actual:
            yield Standing(
                indicator=indicator,
                year=year,
                target=target,
                actual=actual,
                recorded=counted,
                reached=value,
                before=before.get(year - 1),
            )


def recorded(indicator: Indicator, year: int, ledger: Ledger) -> Fraction | None:
    """What the ledger counts for an indicator in a year; None where it has no row about it."""
    counted_from = indicator.counted_from
    if counted_from is None:
        return None
    if counted_from is CountedFrom.ORGANISATIONS:
        rows = [row for row in ledger.organisations if row.indicator == indicator.id and row.year <= year]
        if indicator.span is IndicatorSpan.YEARLY:
            rows = [row for row in rows if row.year == year]
        return Fraction(len(rows)) if rows else None
    about = [row for row in ledger.activities_of(year) if _is_about(indicator, row)]
    name = "participants" if counted_from is CountedFrom.PARTICIPANTS else "person_periods"
    numbers = [getattr(row, name) for row in about]
    known = [Fraction(str(number)) for number in numbers if number is not None]
    return sum(known, Fraction(0)) if known else None


def _is_about(indicator: Indicator, row: ActivityRow) -> bool:
    if not indicator.audiences and not indicator.categories:
        return True
    return bool({*indicator.audiences} & {*row.audiences} or {*indicator.categories} & {*row.categories})


def reached(indicator: Indicator, actual: Actual | None, counted: Fraction | None) -> Fraction | None:
    """The figure of a year: what was reported, completed by what the ledger can decide alone."""
    if actual is None:
        return counted if indicator.counted_from is CountedFrom.ORGANISATIONS else None
    if actual.value is not None:
        return Fraction(actual.value)
    numerator = counted if _needs_ledger(indicator, actual) else actual.numerator
    if numerator is None or not actual.denominator:
        return None
    share = Fraction(numerator) / actual.denominator
    return share * 100 if indicator.unit is IndicatorUnit.PERCENT else share


def _needs_ledger(indicator: Indicator, actual: Actual) -> bool:
    """Whether only the number of people was reported, and their 学时 are for the ledger to say."""
    return (
        indicator.counted_from is CountedFrom.PERSON_PERIODS
        and actual.value is None
        and actual.numerator is None
        and actual.denominator is not None
    )
