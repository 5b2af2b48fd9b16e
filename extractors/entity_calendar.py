"""Years of other counts: three-digit years, decades and centuries, reigns (康熙三年), and days of the lunar calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractors.date_mention import DateMention, month_end, to_int
from extractors.holidays import lunar_day
from extractors.lexicon import alternation, read_table

_CN = "一二三四五六七八九十"
_ERAS = {r["term"]: (int(r["first"]), int(r["last"])) for r in read_table("eras")}
_ERA = re.compile(
    rf"(?P<e>{alternation(_ERAS)})(?P<y>元|\d{{1,2}}|[{_CN}]{{1,3}})年(?:(?P<m>正|冬|腊|\d{{1,2}}|十[一二]?|[一二三四五六七八九])月(?:(?P<d>初?[{_CN}]{{1,3}}|\d{{1,2}})[日号]?)?)?"
)
_LUNAR = re.compile(
    rf"(?:(?:农历|阴历|旧历)(?:的)?(?:(?P<y>[12]\d{{3}})年)?|(?P<y2>[12]\d{{3}})年(?:农历|阴历)|(?=正月|腊月|冬月))(?P<leap>闰)?(?P<m>正|冬|腊|十[一二]?|[一二三四五六七八九])月(?P<d>初[{_CN}]|[二]?十[{_CN[:9]}]?|廿[{_CN[:9]}]?|三十|底)?"
)
_NEW_YEAR = re.compile(rf"大年(?P<d>初[{_CN[:9]}]|三十)|除夕(?!夜?晚会)")
_CENTURY = re.compile(
    rf"(?:(?P<this>本世纪)|(?P<c>\d{{1,2}}|[{_CN}]{{1,3}})世纪)(?:(?P<d>\d|[{_CN}]{{1,2}})0?十?年代|(?P<part>初|末|中叶))?|(?<![\d{_CN}])(?P<d2>[2-9])0年代|(?<![\d{_CN}])(?P<d3>[二三四五六七八九])十年代"
)
_OLD_YEAR = re.compile(
    r"(?<![\d.])(?:(?:(?<=[在于至到])|(?<=公元))(?P<a>\d{3})年|(?P<b>[一二三四五六七八九][〇零一二三四五六七八九]{2})年(?:(?P<m>十[一二]?|[一二三四五六七八九])月(?:(?P<d>[一二三四五六七八九十]{1,3})[日号])?)?)"
)


def old_years(text: str, today: date) -> Iterator[DateMention]:
    """Every date of another count in the text."""
    if "年" in text or "月" in text or "世纪" in text:
        yield from _eras(text)
        yield from _lunar(text, today)
        yield from _centuries(text)
        yield from _digits(text)
    for m in _NEW_YEAR.finditer(text):
        day = m["d"] or "三十"
        year = today.year
        found = lunar_day(year, 1, 1, before=1) if day == "三十" else lunar_day(year, 1, to_int(day[1:]))
        if found:
            yield _mention(m, found, found)


def _mention(m: re.Match[str], first: date, last: date) -> DateMention:
    return DateMention(m.start(), m.end(), first, last, "point", "date.calendar", has_year=True)


def _month(text: str) -> int:
    return {"正": 1, "冬": 11, "腊": 12}.get(text) or to_int(text)


def _eras(text: str) -> Iterator[DateMention]:
    """康熙三年五月: the year counted from the reign's first, month and day as they stand, not turned into solar ones."""
    for m in _ERA.finditer(text):
        first, _ = _ERAS[m["e"]]
        year = first - 1 + (1 if m["y"] == "元" else to_int(m["y"]))
        month = _month(m["m"]) if m["m"] else 0
        day = to_int(m["d"].removeprefix("初")) if m["d"] else 0
        if not 1 <= year <= 2999 or month > 12 or (month and day > month_end(year, month).day):
            continue
        if day:
            yield _mention(m, date(year, month, day), date(year, month, day))
        elif month:
            yield _mention(m, date(year, month, 1), month_end(year, month))
        else:
            yield _mention(m, date(year, 1, 1), date(year, 12, 31))


def _lunar(text: str, today: date) -> Iterator[DateMention]:
    """农历十月初一, 正月十五, 腊月: days that the text itself calls lunar."""
    for m in _LUNAR.finditer(text):
        year = int(m["y"] or m["y2"] or today.year)
        month, leap = _month(m["m"]), bool(m["leap"])
        if not 1900 <= year <= 2100:
            continue
        first = lunar_day(year, month, 1, leap=leap)
        last = lunar_day(year, month, 30, leap=leap) or lunar_day(year, month, 29, leap=leap)
        if m["d"] == "底":
            first = last
        elif m["d"]:
            number = to_int(m["d"].removeprefix("初").replace("廿", "二十"))
            first = last = lunar_day(year, month, number, leap=leap)
        if first and last:
            yield _mention(m, first, last)


def _centuries(text: str) -> Iterator[DateMention]:
    """本世纪20年代, 十九世纪七十年代, 50年代, 21世纪中叶. A decade alone is of the last century from the thirties on."""
    for m in _CENTURY.finditer(text):
        alone = m["d2"] or m["d3"]
        if alone:
            decade = to_int(alone)
            century = 20 if decade == 2 else 19
        else:
            century = 20 if m["this"] else to_int(m["c"]) - 1
            if not 0 <= century <= 28 or not (m["d"] or m["part"]):
                continue
            decade = _decade(m["d"]) if m["d"] else -1
        if decade > 9:
            continue
        if decade >= 0:
            year = 100 * century + 10 * decade
            if year:
                yield _mention(m, date(year, 1, 1), date(year + 9, 12, 31))
        elif m["part"] == "中叶" and century:
            yield _mention(m, date(100 * century + 1, 1, 1), date(100 * century + 50, 12, 31))


def _decade(text: str) -> int:
    return to_int(text.removesuffix("十")) if len(text) > 1 else to_int(text)


def _digits(text: str) -> Iterator[DateMention]:
    """在789年, 三六七年一月一日."""
    for m in _OLD_YEAR.finditer(text):
        year = (
            int(m["a"])
            if m["a"]
            else int("".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in m["b"]))
        )
        month = to_int(m["m"]) if m["m"] else 0
        day = to_int(m["d"]) if m["d"] else 0
        if month > 12 or (month and day > month_end(year, month).day):
            continue
        first = date(year, month or 1, day or 1)
        last = first if day else month_end(year, month) if month else date(year, 12, 31)
        yield _mention(m, first, last)
