"""Which day it is for a build. The only place that asks the clock or the environment; everything else is told."""

import os
from datetime import UTC, date, datetime, timedelta, timezone

from catalog.problems import UserError

#: Residents and consents live by the time of China, wherever a build runs.
CHINA = timezone(timedelta(hours=8))


class DateError(UserError):
    """The date of a build cannot be found out; the message is for people."""


def given_moment() -> int | None:
    """`SOURCE_DATE_EPOCH` in seconds since 1970, None where it is not set. Raises DateError."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal()) or int(given) > 1 << 37:
        raise DateError(f"环境变量 SOURCE_DATE_EPOCH 应是 1970 年以来的秒数，实际是“{given[:40]}”。")
    return int(given)


def build_day() -> date:
    """The day of `SOURCE_DATE_EPOCH`, else today; in China. Raises DateError."""
    moment = given_moment()
    now = datetime.now(UTC) if moment is None else datetime.fromtimestamp(moment, UTC)
    return now.astimezone(CHINA).date()
