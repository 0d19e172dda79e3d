"""content/ → District. Its rules run after everything was read, courses too."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from catalog.district.activity import Activity
from catalog.district.bookkeeping import keep_books
from catalog.district.checks import CHECKS, Surroundings
from catalog.district.collection import District
from catalog.district.gate import read_people
from catalog.district.holiday import Holiday
from catalog.district.hotline import Hotline
from catalog.district.indicator import Indicator, IndicatorYear
from catalog.district.news import NewsHeader
from catalog.district.node import Node
from catalog.district.path import ResidentPath
from catalog.district.promises import Promises
from catalog.district.reading import DistrictFiles, Record
from catalog.district.unit import UnitDuty
from catalog.district.venue import Venue
from catalog.problems import Problem
from catalog.rules import Locate

#: The file without which there is no district.
ROOT_FILE = "network.yml"
#: What else belongs to the district; without ROOT_FILE none of it may be there.
OTHERS: tuple[str, ...] = (
    *("venues", "activities", "holidays.yml", "promises.yml"),
    *("organisations.yml", "honours", "teachers.yml"),
    *("units.yml", "indicators.yml", "indicators"),
    *("news", "hotlines.yml", "paths.yml"),
)


def read_district(content: Path, on: date | None = None) -> tuple[District, list[Problem]]:
    """Everything of the district that can be judged file by file, and what is wrong with it.

    `on` is the day for which people's consents are looked at; without one no person is in the district.
    """
    files = DistrictFiles(content)
    if not files.exists(ROOT_FILE):
        strays = [name for name in OTHERS if files.exists(name)]
        for name in strays:
            message = f"有 {name}，却没有 {ROOT_FILE}；请先写 {ROOT_FILE}，样子见 docs/district.md"
            files.problems.append(Problem(f"content/{name}", 1, 1, "F07", message))
        return District(), files.problems
    people = read_people(files, on)
    nodes = files.values("network", Node)
    activities = files.records("activities", Activity)
    indicators = files.values("indicators", Indicator)
    district = District(
        nodes=nodes,
        venues=files.records("venues", Venue),
        activities=activities,
        holidays=files.values("holidays", Holiday),
        promises=files.value("promises", Promises) or Promises(),
        organisations=people.organisations,
        honours=people.honours,
        teachers=people.teachers,
        staffing=people.staffing,
        lapsed=people.lapsed,
        mentions=people.mentions,
        units=files.values("units", UnitDuty),
        indicators=indicators,
        indicator_years=files.years("indicators", IndicatorYear),
        ledger=keep_books(
            nodes=nodes,
            activities=activities,
            staffing=people.staffing,
            organisations=people.organisations,
            indicators=indicators,
        ),
        news=_newest_first(files.records("news", NewsHeader)),
        hotlines=files.values("hotlines", Hotline),
        paths=files.values("paths", ResidentPath),
    )
    return district, files.problems


def _newest_first(news: tuple[Record[NewsHeader], ...]) -> tuple[Record[NewsHeader], ...]:
    return tuple(sorted(news, key=lambda item: item.header.date, reverse=True))


def check_district(district: District, around: Surroundings, locate: Locate) -> Iterator[Problem]:
    """All problems between the district's files, and between them and the courses."""
    for check in CHECKS:
        for fault in check(district, around):
            line, column = locate(fault.path, fault.keys) if fault.keys else fault.place
            yield Problem(f"content/{fault.path}", line, column, fault.code, fault.message)
