"""现在开放吗: the browser's answer against one that is computed here in another way, and its words by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from catalog.course import Source
from catalog.district.holiday import Holiday
from catalog.district.hours import Hours, SpecialDays, TimeSpan, UsualDays
from catalog.district.terms import OnHolidays, Weekday
from site_builder.views.district.hours import hours_rule
from tests.journeys.conftest import REPOSITORY, serving

CHINA = ZoneInfo("Asia/Shanghai")
SOURCE = Source(title="编出来的例子")
HOLIDAYS = (
    Holiday(name="元旦", first=date(2027, 1, 1), last=date(2027, 1, 3), source=SOURCE),
    Holiday(name="春节", first=date(2027, 2, 5), last=date(2027, 2, 11), source=SOURCE),
    Holiday(name="国庆节", first=date(2027, 10, 1), last=date(2027, 10, 7), source=SOURCE),
)
ASK = """async ([rule, moments]) => {
  const { openState, openWords } = await import("/district/open-now.js");
  const { isoOf } = await import("/district/china-time.js");
  const clock = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return moments.map((moment) => {
    const found = openState(rule, new Date(moment));
    const always = found.state === "open" && found.at.day > found.today + 7;
    const at = found.at && (always ? "always" : `${isoOf(found.at.day)}T${clock(found.at.minute)}`);
    return { state: found.state, name: found.name, at, asks: found.asks, words: openWords(found) };
  });
}"""


@pytest.fixture(scope="module", params=["America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland"])
def anywhere(browser: Browser, request: Any) -> Iterator[Page]:
    """A browser on a device whose clock is set to another zone, with the shared modules at hand."""
    with serving(REPOSITORY / "theme" / "shared") as address:
        context = browser.new_context(timezone_id=request.param)
        page = context.new_page()
        page.goto(f"{address}/district/open-now.js")
        yield page
        context.close()


def ask(page: Page, hours: Hours, moments: list[datetime], holidays: tuple[Holiday, ...] = HOLIDAYS) -> list[Any]:
    found: list[Any] = page.evaluate(ASK, [hours_rule(hours, holidays), [moment.isoformat() for moment in moments]])
    return found


# -- the oracle: clock times in China as naive datetimes, changes found by trying every one that there may be ---------


def oracle_day(hours: Hours, day: date) -> tuple[tuple[TimeSpan, ...] | None, str]:
    for special in reversed(hours.special):
        if special.first <= day <= special.last:
            return special.hours, special.name
    for holiday in HOLIDAYS:
        if holiday.first <= day <= holiday.last and hours.holidays is not OnHolidays.OPEN:
            return (() if hours.holidays is OnHolidays.CLOSED else None), holiday.name
    if not hours.weekly:
        return None, ""
    name = list(Weekday)[day.weekday()]
    return tuple(span for usual in hours.weekly if name in usual.days for span in usual.hours), ""


def oracle_spans(hours: Hours, day: date) -> list[tuple[datetime, datetime]]:
    spans = []
    for span in oracle_day(hours, day)[0] or ():
        start, end = datetime.combine(day, span.open), datetime.combine(day, span.close)
        spans.append((start, end if end > start else end + timedelta(days=1)))
    return spans


def oracle_is_open(hours: Hours, moment: datetime) -> bool:
    days = (moment.date() - timedelta(days=1), moment.date())
    return any(start <= moment < end for day in days for start, end in oracle_spans(hours, day))


def oracle(hours: Hours, moment: datetime) -> dict[str, str | None]:
    """State, name of the deciding day, the next change, and the holiday that has to be asked about."""
    now = moment.astimezone(CHINA).replace(tzinfo=None)
    today = now.date()
    known, name = oracle_day(hours, today)
    around = [today + timedelta(days=n) for n in range(-1, 410)]
    if oracle_is_open(hours, now):
        ends = sorted(end for day in around[:12] for _, end in oracle_spans(hours, day) if end > now)
        closes = next((end for end in ends if not oracle_is_open(hours, end)), None)
        is_always = closes is None or closes.date() > today + timedelta(days=7)
        return {"state": "open", "name": name, "at": "always" if is_always else f"{closes:%Y-%m-%dT%H:%M}", "asks": ""}
    if known is None:
        return {"state": "unknown", "name": name, "at": None, "asks": ""}
    for day in around[1:402]:
        spans, special = oracle_day(hours, day)
        if spans is None:
            at = f"{day}T00:00" if special else None
            return {"state": "closed", "name": name, "at": at, "asks": special}
        starts = [start for start, _ in oracle_spans(hours, day) if start > now]
        if starts:
            return {"state": "closed", "name": name, "at": f"{min(starts):%Y-%m-%dT%H:%M}", "asks": ""}
    return {"state": "closed", "name": name, "at": None, "asks": ""}


CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
SPANS = st.lists(st.builds(TimeSpan, open=CLOCKS, close=CLOCKS), max_size=3).map(tuple)
SOME_SPANS = st.lists(st.builds(TimeSpan, open=CLOCKS, close=CLOCKS), min_size=1, max_size=3).map(tuple)
SOME_DAYS = st.lists(st.sampled_from(list(Weekday)), min_size=1, max_size=7, unique=True).map(tuple)
WEEKLY = st.lists(st.builds(UsualDays, days=SOME_DAYS, hours=SOME_SPANS), max_size=3).map(tuple)


@st.composite
def special_days(draw: st.DrawFn) -> SpecialDays:
    first = date(2027, 1, 28) + timedelta(days=draw(st.integers(0, 20)))
    last = first + timedelta(days=draw(st.integers(0, 6)))
    return SpecialDays(name=draw(st.sampled_from(["盘点", "春节开放"])), first=first, last=last, hours=draw(SPANS))


HOURS = st.builds(
    Hours,
    weekly=WEEKLY,
    special=st.lists(special_days(), max_size=3).map(tuple),
    holidays=st.sampled_from([None, *OnHolidays]),
)
MOMENTS = st.lists(
    st.datetimes(datetime(2027, 1, 27), datetime(2027, 2, 20), timezones=st.just(UTC)), min_size=4, max_size=8
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(hours=HOURS, moments=MOMENTS)
def test_the_browser_agrees_with_the_oracle(anywhere: Page, hours: Hours, moments: list[datetime]) -> None:
    """For any hours, special days and holidays around 春节, in any zone: state, reason and next change are right.

    Among the moments are those at which something opens or closes, and the minutes before.
    """
    edges = [
        edge for day in {moment.date() for moment in moments} for span in oracle_spans(hours, day) for edge in span
    ]
    edges += [edge - timedelta(minutes=1) for edge in edges]
    all_moments = [*moments, *(edge.replace(tzinfo=CHINA).astimezone(UTC) for edge in edges)]
    for moment, found in zip(all_moments, ask(anywhere, hours, all_moments), strict=True):
        found.pop("words")
        assert found == oracle(hours, moment), moment


# -- words, by hand ---------------------------------------------------------------------------------------------------


def spans(*texts: str) -> tuple[TimeSpan, ...]:
    return tuple(TimeSpan(open=time.fromisoformat(text[:5]), close=time.fromisoformat(text[6:])) for text in texts)


OFFICE = (UsualDays(days=tuple(Weekday)[:5], hours=spans("08:30-12:00", "14:30-18:00")),)
LIBRARY = Hours(
    weekly=OFFICE,
    special=(
        SpecialDays(name="春节", first=date(2027, 2, 5), last=date(2027, 2, 8)),
        SpecialDays(name="春节开放", first=date(2027, 2, 9), last=date(2027, 2, 9), hours=spans("09:00-12:00")),
    ),
    holidays=OnHolidays.CLOSED,
)
NIGHT = Hours(
    weekly=(UsualDays(days=(Weekday.FRI, Weekday.SAT), hours=spans("19:00-01:00")),), holidays=OnHolidays.OPEN
)
ALWAYS = Hours(weekly=(UsualDays(days=tuple(Weekday), hours=spans("00:00-00:00")),), holidays=OnHolidays.OPEN)
LATE = Hours(weekly=(UsualDays(days=tuple(Weekday), hours=spans("18:00-00:00")),), holidays=OnHolidays.OPEN)
UNSURE = Hours(weekly=OFFICE)


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        (LIBRARY, "2027-01-25 08:29", "现在不开放，今天 08:30 开"),
        (LIBRARY, "2027-01-25 08:30", "现在开放，到 12:00"),
        (LIBRARY, "2027-01-25 11:59", "现在开放，到 12:00"),
        (LIBRARY, "2027-01-25 12:00", "现在不开放，今天 14:30 开"),
        (LIBRARY, "2027-01-25 18:00", "现在不开放，明天 08:30 开"),
        (LIBRARY, "2027-01-29 18:00", "现在不开放，周一 08:30 开"),
        (LIBRARY, "2027-02-04 20:00", "现在不开放，周二 09:00 开"),
        (LIBRARY, "2027-02-05 10:00", "现在不开放（春节），周二 09:00 开"),
        (LIBRARY, "2027-02-09 10:00", "现在开放，到 12:00"),
        (LIBRARY, "2027-02-09 13:00", "现在不开放（春节开放），周五 08:30 开"),
        (LIBRARY, "2027-02-10 10:00", "现在不开放（春节），周五 08:30 开"),
        (LIBRARY, "2027-10-01 10:00", "现在不开放（国庆节），10月8日 08:30 开"),
        (LIBRARY, "2026-12-31 20:00", "现在不开放，周一 08:30 开；节假日请先问"),
        (NIGHT, "2027-01-29 23:30", "现在开放，到明天 01:00"),
        (NIGHT, "2027-01-30 00:30", "现在开放，到 01:00"),
        (NIGHT, "2027-01-30 01:00", "现在不开放，今天 19:00 开"),
        (NIGHT, "2027-01-31 01:00", "现在不开放，周五 19:00 开"),
        (ALWAYS, "2027-02-05 03:00", "现在开放，全天不关门"),
        (LATE, "2027-02-05 23:59", "现在开放，到 24:00"),
        (LATE, "2027-02-06 00:00", "现在不开放，今天 18:00 开"),
        (UNSURE, "2027-02-06 10:00", "今天是春节，是否开放待补充"),
        (UNSURE, "2027-02-04 18:00", "现在不开放，明天（春节）是否开放待补充"),
        (UNSURE, "2027-02-04 17:00", "现在开放，到 18:00"),
        (Hours(note="先打电话约时间。"), "2027-01-25 10:00", ""),
        (Hours(special=(SpecialDays(name="装修", first=date(2027, 1, 1), last=date(2030, 1, 1)),)),
         "2027-01-25 10:00", "现在不开放（装修）"),
    ],
)  # fmt: skip
def test_words_by_hand(anywhere: Page, hours: Hours, moment: str, words: str) -> None:
    """Midnight, the week of 春节, holidays known and unknown: what a resident reads, in China's time."""
    at = datetime.fromisoformat(moment).replace(tzinfo=CHINA)
    (found,) = ask(anywhere, hours, [at])
    assert found["words"] == words
