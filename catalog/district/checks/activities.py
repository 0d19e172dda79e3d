"""Rules of `activities/`: what an activity names is there, when it is held, and what it says came of it."""

import re
from collections.abc import Iterator

from catalog.district.activity import Activity
from catalog.district.checks.surroundings import Surroundings, hint
from catalog.district.collection import District
from catalog.district.reading import Record
from catalog.district.recurrence import LONGEST, days_of, planned_days
from catalog.district.terms import Rhythm
from catalog.rules import Fault

#: Addresses of the site's own pages and calendars.
_TAKEN = re.compile(r"week|week-\d+|all|(?:node|category)-.*")


def _named_things_exist(district: District, around: Surroundings) -> Iterator[Fault]:
    """D13: node and venue are there. D12: so are the categories."""
    nodes = [node.id for node in district.nodes]
    venues = [venue.id for venue in district.venues]
    for activity in district.activities:
        header = activity.header
        if header.node is not None and header.node not in nodes:
            message = f"network.yml 里没有“{header.node}”{hint(header.node, nodes)}"
            yield Fault(activity.path, "D13", message, ("node",))
        if header.venue is not None and header.venue not in venues:
            message = f"venues 里没有“{header.venue}”这个场所{hint(header.venue, venues)}"
            yield Fault(activity.path, "D13", message, ("venue",))
        yield from around.unknown_categories(activity.path, ("categories",), "D12", header.categories)


def _days_fit(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D14: the days of an activity are in order, and there is at least one."""
    for activity in district.activities:
        header = activity.header
        if header.last is not None and header.last < header.first:
            message = f"last（{header.last}）早于 first（{header.first}）；请改正"
            yield Fault(activity.path, "D14", message, ("last",))
        elif header.repeat is not None and header.last is not None:
            message = "写了 repeat，就不写 last；最后一天写在 repeat 的 until 里"
            yield Fault(activity.path, "D14", message, ("last",))
        elif header.repeat is not None:
            yield from _recurrence_fits(activity)
        end = header.repeat.until if header.repeat else header.last
        if end and (end - header.first).days > LONGEST:
            yield Fault(activity.path, "D14", "一项活动最长两年；请按年份分成几项", ("first",))
        if header.signup_until and header.signup_until > (end or header.first):
            message = f"报名截止（{header.signup_until}）晚于活动的最后一天（{end or header.first}）；请改正"
            yield Fault(activity.path, "D14", message, ("signup_until",))


def _recurrence_fits(activity: Record[Activity]) -> Iterator[Fault]:
    header, repeat = activity.header, activity.header.repeat
    assert repeat is not None
    if repeat.rhythm is Rhythm.WEEKLY and (repeat.day or repeat.week):
        message = "每周的活动只写 days（周几）；day 和 week 是每月才用的"
        yield Fault(activity.path, "D14", message, ("repeat", "day" if repeat.day else "week"))
    elif repeat.rhythm is Rhythm.MONTHLY and (
        len(repeat.days) != (1 if repeat.week else 0) or (repeat.day and repeat.week)
    ):
        message = "每月的活动写 day: 15（几号），或者写 week: second 和一个 days: [sat]（第几个周几）"
        yield Fault(activity.path, "D14", message, ("repeat", "rhythm"))
    elif repeat.until < header.first:
        message = f"until（{repeat.until}）早于 first（{header.first}），一次也办不了；请改正"
        yield Fault(activity.path, "D14", message, ("repeat", "until"))
    else:
        planned = planned_days(header.first, repeat)
        if header.first not in planned:
            after = f"；按 repeat 算，最早是 {planned[0]}" if planned else "；按 repeat 算，一次也办不了"
            yield Fault(activity.path, "D14", f"first（{header.first}）不是办活动的日子{after}", ("first",))
        for n, day in enumerate(repeat.skip):
            if day not in planned:
                yield Fault(activity.path, "D14", f"{day} 本来就没有活动；请检查日期", ("repeat", "skip", n))
        if planned and not days_of(header):
            message = "每一天都写进了 skip，一次也没有了；请改日期，或写 cancelled: true"
            yield Fault(activity.path, "D14", message, ("repeat", "skip"))


def _results_come_afterwards(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D15: a result is dated when the activity is over, of an activity that was held."""
    for activity in district.activities:
        header, days = activity.header, days_of(activity.header)
        if header.result is None or not days:
            continue
        if header.cancelled:
            yield Fault(activity.path, "D15", "活动取消了，就没有结果；请去掉 result 或 cancelled", ("result",))
        elif header.result.date < days[-1]:
            message = f"结果的日期（{header.result.date}）早于活动最后一天（{days[-1]}）；办完了再写结果"
            yield Fault(activity.path, "D15", message, ("result", "date"))


def _figures_make_sense(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D17: figures of a result do not contradict each other."""
    for activity in district.activities:
        result = activity.header.result
        if result is None:
            continue
        if (result.satisfaction is None) != (result.answers is None):
            message = "satisfaction（满意率）和 answers（多少人回答）要一起写"
            yield Fault(activity.path, "D17", message, ("result",))
        if result.answers is not None and result.answers > result.participants:
            message = f"回答的人（{result.answers}）多于参加的人（{result.participants}）；请核对"
            yield Fault(activity.path, "D17", message, ("result", "answers"))
        most = None if activity.header.periods is None else activity.header.periods * result.participants
        if result.periods is not None and most is not None and result.periods > most + 0.05:
            message = (
                f"学时合计（{result.periods:g}）多于人数乘每人学时（{result.participants} × {activity.header.periods:g}"
                f" = {most:g}）；请核对"
            )
            yield Fault(activity.path, "D17", message, ("result", "periods"))


def _ids_are_free(district: District, _around: Surroundings) -> Iterator[Fault]:
    """D16: the name of an activity's file is not an address of the site itself."""
    for activity in district.activities:
        if _TAKEN.fullmatch(activity.id):
            message = (
                f"“{activity.id}”是网站自己的地址，不能做文件名；请换一个，例如 {activity.header.first.year}-reading.md"
            )
            yield Fault(activity.path, "D16", message)


CHECKS = (_named_things_exist, _days_fit, _results_come_afterwards, _figures_make_sense, _ids_are_free)
