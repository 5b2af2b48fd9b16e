"""Of which day a report speaks: nothing was reached after the day it was written."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from schemas.document import Meta
from schemas.records import Statement
from schemas.values import Deadline

#: A report of the year's end may be dated some days before it.
GRACE = timedelta(days=10)

_UP_TO = re.compile(r"截[至止]到?(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?:底|(?P<day>\d{1,2})日)?")
_MONTHS = re.compile(r"\d{1,2}\s*[—–\-~～至]+\s*(?P<month>\d{1,2})月")
_QUARTERS = {"一季度": 3, "上半年": 6, "半年": 6, "前三季度": 9, "三季度": 9}
_YEAR = re.compile(r"(\d{4})年")


def reported_day(title: str | None, year: int | None) -> date | None:
    """The last day that a title says its report covers: 截至9月30日, 1—5月, 上半年, 前三季度."""
    if not title:
        return None
    if m := _YEAR.search(title):
        year = int(m[1])
    if m := _UP_TO.search(title):
        year = int(m["year"] or year or 0)
        return _day(year, int(m["month"]), int(m["day"]) if m["day"] else None)
    if m := _MONTHS.search(title):
        return _day(year or 0, int(m["month"]), None)
    for words, month in _QUARTERS.items():
        if words in title:
            return _day(year or 0, month, None)
    return None


def _day(year: int, month: int, day: int | None) -> date | None:
    if not 1900 <= year <= 2200 or not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, min(day, last) if day else last)


def dated(statement: Statement, meta: Meta | None, as_of: date) -> Statement:
    """A progress statement with the day it can speak of at most.

    Where the day is later than the report can know (12-31 of its year, or the time limit of the row it stands in), it
    speaks of the day that its title names, else of the day it was written, else, where it bears no date, of `as_of`.
    """
    told = statement.deadline
    if told is None or told.end is None:
        return statement
    written = meta.date if meta else None
    year = written.year if written else told.end.year
    limit = reported_day(meta.title if meta else None, year) or written or as_of
    if told.end <= limit + GRACE:
        return statement
    return replace(statement, deadline=Deadline(told.start, limit, told.text, told.source, told.recurring))
