"""Feasts that plans count to: 春节前, 明年国庆节, “五一”前. Lunar dates and solar terms come from a calendar library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from extractors.date_mention import Anchor, DateMention, to_year
from extractors.date_points import RELATIVE_YEARS, YEAR, relative_year
from extractors.lexicon import alternation, read_table

_FEASTS = {r["term"]: (r["calendar"], int(r["month"]), int(r["day"])) for r in read_table("holidays")}
_BARE = ("五一", "六一", "七一", "八一", "十一")
_NAME = alternation(t for t in _FEASTS if t not in _BARE)
# What a feast begins with: most characters begin none.
_FIRST = "".join(sorted({t[0] for t in _FEASTS}))
_FEAST = re.compile(
    rf"(?=[{_FIRST}])(?:(?P<name>{_NAME})|(?P<quoted>(?<=[“‘\"])(?:{'|'.join(_BARE)})(?=[”’\"]))|(?<![零一二三四五六七八九十第周初])(?P<bare>五一|六一|七一|八一)(?=之?前))"
    r"[”’\"]?(?:小?长假|假期|节日|佳节)?(?P<tail>(?:到来|来临|开始|结束)?之?前(?:夕)?(?![后一二三四五六七八九十\d]))?"
)
_YEAR_BEFORE = re.compile(rf"(?:(?:(?P<y>{YEAR})年|(?P<r>{'|'.join(RELATIVE_YEARS)}))的?)?[“‘\"]?\Z")


def holidays(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """Feasts with 前, whose last day is the day before, and feasts of a named year. One without a fixed day has none."""
    if "前" not in text and "节" not in text and "元旦" not in text:
        return
    for m in _FEAST.finditer(text):
        tail = m["tail"]
        if not tail and text[m.start() - 1 : m.start()] not in ("年", "的", "“"):
            continue
        led = _YEAR_BEFORE.search(text, max(0, m.start() - 8), m.start())
        y, r, start = (led["y"], led["r"], led.start()) if led else (None, None, m.start())
        if not tail and (not (y or r) or text[m.end() : m.end() + 1] in ("后", "前", "期", "和", "、")):
            continue
        name = m["name"] or m["quoted"] or m["bare"]
        year = to_year(y) if y else relative_year(r, anchor, text, start) if r else None
        day = feast_day(name, year) if year else _next(name, anchor)
        if day is None:
            yield DateMention(start, m.end(), None, None, "point", "date.unresolved", before=bool(tail))
            continue
        if tail:
            day -= timedelta(days=1)
        yield DateMention(
            start,
            m.end(),
            None if tail else day,
            day,
            "point",
            "date.holiday",
            has_year=bool(y),
            before=bool(tail),
        )


def _next(name: str, anchor: Anchor) -> date | None:
    """The feast in the year spoken of; the next one after the day of writing where the year is the one being written in."""
    if anchor.here is None:
        return None
    day = feast_day(name, anchor.here)
    if day and anchor.written and anchor.written.year == anchor.here and day <= anchor.written:
        return feast_day(name, anchor.here + 1)
    return day


@cache
def feast_day(name: str, year: int) -> date | None:
    """The day of a feast of holidays.tsv in a year from 1900 to 2100, None where no day is fixed."""
    calendar, month, day = _FEASTS[name]
    if calendar == "open" or not 1900 <= year <= 2100:
        return None
    if calendar == "solar":
        return date(year, month, day)
    if calendar == "term":
        return solar_term(year, month)
    return lunar_day(year, month, day) if day else lunar_day(year, month, 1, before=1)


@cache
def lunar_day(year: int, month: int, day: int, *, leap: bool = False, before: int = 0) -> date | None:
    """The solar day of a lunar one, `before` days before it; None where the lunar month has no such day."""
    # The library is slow to load, and few texts need it.
    from tyme4py.lunar import LunarDay

    try:
        solar = LunarDay.from_ymd(year, -month if leap else month, day).get_solar_day()
    except ValueError:
        return None
    return date(solar.get_year(), solar.get_month(), solar.get_day()) - timedelta(days=before)


@cache
def solar_term(year: int, number: int) -> date:
    """The day of the solar term of that number, 清明 being 7; 24 is the 冬至 at the end of the year."""
    from tyme4py.solar import SolarTerm

    solar = SolarTerm.from_index(year, number).get_solar_day()
    return date(solar.get_year(), solar.get_month(), solar.get_day())
