"""Rules of `indicators.yml` and of each year's file."""

from collections.abc import Iterator, Sequence

from catalog.district.checks.surroundings import Surroundings, hint
from catalog.district.collection import District
from catalog.district.indicator import Actual, Indicator, Target
from catalog.district.terms import CountedFrom, IndicatorUnit
from catalog.rules import Fault

_PATH = "indicators.yml"


def _definitions_hold(district: District, around: Surroundings) -> Iterator[Fault]:
    """D32: ids are unique. D33: a share says of what, a count of organisations of which. D34: categories are there."""
    seen: set[str] = set()
    for n, indicator in enumerate(district.indicators):
        if indicator.id in seen:
            yield Fault(_PATH, "D32", f"编号“{indicator.id}”写了两遍；请换一个", (n, "id"))
        seen.add(indicator.id)
        if indicator.unit is IndicatorUnit.PERCENT and indicator.denominator is None:
            message = f"“{indicator.title}”是百分比，要写 denominator：分母数的是谁"
            yield Fault(_PATH, "D33", message, (n, "unit"))
        if (indicator.counted_from is CountedFrom.ORGANISATIONS) != (indicator.counts is not None):
            message = f"“{indicator.title}”数的是学习型组织，counted_from: organisations 和 counts 要一起写"
            yield Fault(_PATH, "D33", message, (n, "counted_from" if indicator.counts is None else "counts"))
        for m, wanted in enumerate(indicator.categories):
            if wanted not in around.categories:
                message = f"没有“{wanted}”这个类别{hint(wanted, around.categories)}"
                yield Fault(_PATH, "D34", message, (n, "categories", m))


def _years_name_indicators(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D35: a year names indicators that are defined. D36: each once among targets and once among actuals."""
    known = {indicator.id for indicator in district.indicators}
    for year, figures in district.indicator_years.items():
        lists: dict[str, Sequence[Target | Actual]] = {"targets": figures.targets, "actuals": figures.actuals}
        for key, entries in lists.items():
            seen: set[str] = set()
            for n, entry in enumerate(entries):
                place = (key, n, "indicator")
                if entry.indicator not in known:
                    message = f"indicators.yml 里没有“{entry.indicator}”这个指标{hint(entry.indicator, known)}"
                    yield Fault(_path(year), "D35", message, place)
                elif entry.indicator in seen:
                    what = "目标" if key == "targets" else "实际数"
                    message = f"“{entry.indicator}”在 {year} 年有两个{what}；请只留一个"
                    yield Fault(_path(year), "D36", message, place)
                seen.add(entry.indicator)


def _numbers_suit(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D37: an actual has the numbers that its indicator needs; a target in percent is at most 100. D38: a part is not
    more than the whole. D39: nothing is counted before its year."""
    known = {indicator.id: indicator for indicator in district.indicators}
    for year, figures in district.indicator_years.items():
        for n, target in enumerate(figures.targets):
            aimed = known.get(target.indicator)
            if aimed and aimed.unit is IndicatorUnit.PERCENT and target.at_least > 100:
                message = f"“{aimed.title}”是百分比，目标不超过 100，实际是 {target.at_least}"
                yield Fault(_path(year), "D37", message, ("targets", n, "at_least"))
        for n, actual in enumerate(figures.actuals):
            indicator = known.get(actual.indicator)
            if indicator and (message := _wrong_numbers(indicator, actual)):
                yield Fault(_path(year), "D37", message, ("actuals", n, "indicator"))
            elif indicator:
                yield from _wrong_share(indicator, actual, _path(year), n)
            if actual.date.year < year:
                message = f"统计日期 {actual.date} 早于 {year} 年；请检查日期，或移到那一年的文件"
                yield Fault(_path(year), "D39", message, ("actuals", n, "date"))


def _wrong_numbers(indicator: Indicator, actual: Actual) -> str:
    """What is wrong with the choice of fields; empty where nothing is."""
    has_value, parts = actual.value is not None, (actual.numerator is not None, actual.denominator is not None)
    name = f"“{indicator.title}”"
    if indicator.unit is IndicatorUnit.PERCENT:
        if has_value or parts != (True, True):
            return f"{name}是百分比：numerator（分子）和 denominator（分母）都要填，不填 value，百分比由程序算"
    elif indicator.unit is IndicatorUnit.COUNT:
        if not has_value or any(parts):
            return f"{name}是数量：只填 value"
    elif has_value == any(parts) or (any(parts) and parts != (True, True) and not _counts_hours(indicator, parts)):
        return f"{name}是人均学时：填 value，或者 numerator（学时总数）和 denominator（人数）都填"
    return ""


def _counts_hours(indicator: Indicator, parts: tuple[bool, bool]) -> bool:
    """Whether the people alone are enough, since their 学时 are counted from activities."""
    return indicator.counted_from is CountedFrom.PERSON_PERIODS and parts == (False, True)


def _wrong_share(indicator: Indicator, actual: Actual, path: str, n: int) -> Iterator[Fault]:
    if actual.denominator == 0:
        yield Fault(path, "D38", "分母不能是 0；不知道就不填这一条", ("actuals", n, "denominator"))
    elif (
        indicator.unit is IndicatorUnit.PERCENT
        and actual.numerator is not None
        and actual.denominator is not None
        and actual.numerator > actual.denominator
    ):
        message = f"分子 {actual.numerator} 大于分母 {actual.denominator}；请检查是不是填反了，或者填成了人次"
        yield Fault(path, "D38", message, ("actuals", n, "numerator"))


def _path(year: int) -> str:
    return f"indicators/{year}.yml"


CHECKS = (_definitions_hold, _years_name_indicators, _numbers_suit)
