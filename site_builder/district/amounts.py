"""Figures of indicators in words: `59.9%`, `2 个`, `12.5 学时`. Used by pages and reports alike."""

from fractions import Fraction
from math import ceil, floor

from catalog.district.figures import Standing
from catalog.district.indicator import Actual, Indicator
from catalog.district.terms import CountedFrom, IndicatorUnit

MISSING = "待补充"


def amount(indicator: Indicator, value: Fraction | int | None, *, up: bool = False) -> str:
    """A figure with its unit, at most one decimal. Rounded down, a gap `up`, so that no target looks reached that is
    not. What is not known is 待补充."""
    if value is None:
        return MISSING
    text = plain(value, up=up)
    if indicator.unit is IndicatorUnit.PERCENT:
        return f"{text}%"
    return f"{text} 学时" if indicator.unit is IndicatorUnit.PERIODS else f"{text} {indicator.measure}"


def plain(value: Fraction | int, *, up: bool = False) -> str:
    """A number with at most one decimal and no unit; something very small is not called nothing."""
    tenths = ceil(value * 10) if up else floor(value * 10)
    if value > 0 and not tenths:
        return "不到 0.1"
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"


def target_text(standing: Standing) -> str:
    """≥ 60%; where the year has no target, that is said."""
    if standing.target is None:
        return "没有定目标"
    return f"≥ {amount(standing.indicator, standing.target.at_least)}"


def gap_text(standing: Standing) -> str:
    """达到了, 还差 0.1 个百分点, or that it cannot be said."""
    if standing.target is None:
        return "—"
    if standing.gap is None:
        return MISSING
    if standing.gap == 0:
        return "达到了"
    if standing.indicator.unit is IndicatorUnit.PERCENT:
        return f"还差 {plain(standing.gap, up=True)} 个百分点"
    return f"还差 {amount(standing.indicator, standing.gap, up=True)}"


def change_text(standing: Standing) -> str:
    """比上年多 4.4 个百分点, 和上年一样, or that the year before is not known; — where this one is not."""
    change = standing.change
    if standing.reached is None:
        return "—"
    if change is None:
        return "没有上年的数可比"
    return difference_text(standing.indicator, change)


def difference_text(indicator: Indicator, change: Fraction) -> str:
    """比上年多 or 少, in the indicator's unit; the size is rounded to the nearest tenth."""
    size = Fraction(round(abs(change) * 10), 10)
    if change == 0:
        return "和上年一样"
    if size == 0:
        return "和上年差不多"
    word = "多" if change > 0 else "少"
    is_percent = indicator.unit is IndicatorUnit.PERCENT
    return f"比上年{word} {plain(size)} 个百分点" if is_percent else f"比上年{word} {amount(indicator, size)}"


def parts_text(indicator: Indicator, actual: Actual | None, counted: Fraction | None) -> str:
    """The numbers behind a share: 1199 ÷ 2000; empty where there are none."""
    if actual is None or actual.denominator is None:
        return ""
    numerator = actual.numerator if actual.numerator is not None else counted
    return f"{MISSING if numerator is None else plain(Fraction(numerator))} ÷ {actual.denominator}"


def recorded_text(indicator: Indicator, counted: Fraction | None) -> str:
    """What the records count: 活动记录里有 320 人次; empty where an indicator is not counted from any."""
    if indicator.counted_from is None:
        return ""
    if counted is None:
        return f"{indicator.counted_from.label}{MISSING}"
    unit = {
        CountedFrom.PARTICIPANTS: "人次",
        CountedFrom.PERSON_PERIODS: "人学时",
        CountedFrom.ORGANISATIONS: indicator.measure,
    }[indicator.counted_from]
    return f"{indicator.counted_from.label}：{plain(counted)} {unit}"
