"""Dates of any text, wider than prose needs them: 明天, 下周三, 2010.01.29, 上2个月, 十九世纪七十年代, 农历十月初一, 康熙三年五月.

The deadlines of plans are read from `find_dates` alone; what is found here is for `duban entities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from extractors.date_mention import DateMention, longest, month_end, to_int, to_year
from extractors.entity_calendar import old_years
from extractors.relative_dates import later

_CN = "一二三四五六七八九十"
_N = rf"(?:\d{{1,3}}|[{_CN}两]{{1,3}}|几)"
_MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])"
_DAYS = {"今": 0, "明": 1, "昨": -1, "前": -2, "后": 2, "大前": -3, "大后": 3}
# 今天 in a speech is a figure of speech; it says when only where it stands alone or bounds something.
_DAY = re.compile(
    r"(?<!的)(?<![一-鿿]今)(?P<d>大前|大后|[明昨后])[天日](?!之|会|更|的?[美辉灿]|星|报)|(?<![一-鿿之从以提])前天|今[天日](?=之?[前内]|下班|[，。！？；]|$)(?<![，。；：][今][天日])"
)
_WEEK = re.compile(
    r"(?<![一每周双单])(?P<p>上上|下下|上|下|本|这|这一)?(?:个)?(?:周|星期|礼拜)(?:(?P<d>[一二三四五六日天])(?![一-鿿]?[次个年])|(?P<w>末)|(?<=[上下本这一]周)|(?<=[上下本这个]星期)|(?<=[上下本这]个周))(?![边期年岁转到全围口密])"
)
_MONTHS = re.compile(
    r"(?:(?P<r>去年|今年|明年))?(?P<p>上上|下下|上|下|本|这)(?:个)?月(?:(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<q>底|末|初))?(?![份光季球])"
)
# Parts of the month or year that the text is written in, and spans that begin now.
_PART = re.compile(
    r"(?<![\d一二三四五六七八九十正腊冬本上下每个当多岁])(?:月(?P<m>初|中|末)(?![旬期])|(?P<t>上旬|中旬|下旬)|(?P<y>年初)(?!以来|步)|(?P<since>今年以来|年初以来|去年以来|(?:自|从)?即日起))"
)
_QUARTERS = re.compile(r"(?P<p>上|下|本|这)(?:个|一)?季度")
_BARE_DAY = re.compile(
    r"(?<![\dA-Za-z月年第.、日号—-])(?P<d>0?[1-9]|[12]\d|3[01])日(?!元|均|产|报|本|常|间|程|化|益|之?内|以内|游|[至到—-])"
)
_COUNTED = re.compile(
    rf"(?P<p>(?:过去|最近|今后|未来|接下来)(?:的)?|近|(?<!以)[上前下]|(?<![最以])后)(?P<n>{_N}|半)(?P<u>个工作日|个月|个星期|星期|周|天|日|年|个季度)(?!级|代|度|轻|之?内|以内)"
)
_WITHIN = re.compile(
    rf"(?<![前起\d.{_CN}])(?P<n>{_N}|半)(?P<u>个工作日|工作日|个月|个星期|星期|周|天|日|年)(?:之内|以内|内)(?![资陆需容外])"
)
_NUMERIC = re.compile(
    r"(?<![\d./])(?:(?<!-)(?P<y>[12]\d{3})(?P<s>[-./ ])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})|(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<c>[12]\d{3})|(?<!-)(?P<e>\d{1,2})(?P<t>[-/])(?P<f>\d{1,2})(?P=t)(?P<g>\d{1,2}))(?!\d|[./]\d|-\d(?!\d?/))日?"
)
_SHORT = re.compile(
    r"(?<![\d.])(?:(?P<y>(?:19|20)\d{2})(?:\.(?P<m>0?[1-9]|1[0-2])(?![\d.%年万亿个元家倍级版])|(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-2]\d|3[01])(?!\d))|(?P<m3>0?[1-9]|1[0-2])\.(?P<d3>[0-2]?\d|3[01])(?=之?前))"
)
_SPAN_OF_YEARS = re.compile(
    r"(?<![\d.])(?P<a>(?:19|20)\d{2})年?(?:(?:到|至|—|-|～)(?P<b>(?:19|20)\d{2})(?![\d年./\-]|个|家|人|元)|(?:与|和)(?P<c>(?:19|20)\d{2})年(?:之?间))|(?P<f>(?:19|20)\d{2})年(?:之后|以后|后)(?:、|到|至)?(?P<g>(?:19|20)\d{2})年(?:之前|以前|前)"
)
_TWO_DIGITS = re.compile(
    r"(?<![\d.])(?:[’'‘](?P<a>\d\d)年?|(?P<b>0\d|[5-9]\d)年(?=以后|之后|以来|以前|之前|[一-鿿](?<!来|前|后|内|多|的|历|级|代)))(?!\d)"
)
_NTH_WEEKDAY = re.compile(
    rf"(?P<m>{_MONTH})月(?:的|份的?)?(?:第(?P<n>[一二三四五])|(?P<last>最后一))个(?:星期|周)(?P<d>[一二三四五六日天])"
)
_DAY_OF_MONTH = re.compile(
    rf"(?:(?P<y>[一二三四五六七八九零〇]{{4}}|两千|\d{{4}})年)?(?<![\d{_CN}])(?P<m>{_MONTH})月(?P<d>初?[{_CN}]{{1,3}})(?![日号个月年多余几{_CN}届项大次百千万家条所座张])"
)
_NO_LEAP = re.compile(r"(?<![\d年])(?:2|二)月(?:29|二十九)[日号]")
_SEASON = re.compile(r"(?:今|明|去|前|[12]\d{3})年[春夏秋冬][天季]?")
_MOMENT = re.compile(r"[今明昨后前][天日](?:上午|下午|晚上?|早上)?\d{1,2}[:：]\d{2}")
_BEFORE = re.compile(r"(?:下班)?之?前(?![一二三四五六七八九十\d几后])")
_JOIN = re.compile(r"(?:至|到|—{1,2}|-|–|～)")
_BESIDE = re.compile(r"[日号年月][，（、]?\Z")


def wide_dates(text: str, today: date) -> list[DateMention]:
    """Spoken and numeric dates of a plain text as seen from `today`, in order, none overlapping another."""
    found = longest(
        [
            *_near(text, today), *_parts(text, today), *_short(text, today), *_numeric(text), *_years(text), *_in_month(text, today), *_count(text, today),
            *old_years(text, today),
        ]
    )  # fmt: skip
    for d in found:
        if (tail := _BEFORE.match(text, d.end)) and d.last and d.rule != "date.calendar":
            d.end, d.before = tail.end(), True
    return [d for d in found if not (d.rule == "date.weekday" and _BESIDE.search(text, max(0, d.start - 3), d.start))]


def joined(text: str, found: list[DateMention]) -> list[DateMention]:
    """Two dates with 到 or 至 between them as one span: 下周一到周五, 8月的最后一个星期一到十月一日."""
    out: list[DateMention] = []
    for d in found:
        one = out[-1] if out else None
        since = one is not None and one.last is None and one.rule in ("date.since", "date.from_now")
        if one is not None and one.first and (one.last or since) and d.first and d.last and _joins(text, one, d):
            last = d.last + timedelta(days=7) if d.rule == "date.weekday" and d.last < one.first else d.last
            if one.first <= last and not (one.rule == d.rule == "date.past_years"):
                out[-1] = replace(one, end=d.end, last=last, kind="span", rule="date.range", spanning=True)
                continue
        out.append(d)
    return out


def _joins(text: str, one: DateMention, two: DateMention) -> bool:
    between = text[one.end : two.start] or (text[two.start] if text[two.start] in "到至" else "")
    return bool(_JOIN.fullmatch(between))


def unresolved(text: str) -> list[tuple[int, int]]:
    """The spans of phrases whose days nobody can name: 今年夏天, 今天2:00."""
    return [m.span() for pattern in (_SEASON, _MOMENT) for m in pattern.finditer(text)]


def within(text: str, today: date) -> Iterator[DateMention]:
    """Days counted from today where nothing else is named: 3个工作日内, 30日内; a day's length stands there too."""
    if "内" not in text:
        return
    for m in _WITHIN.finditer(text):
        n = 0.5 if m["n"] == "半" else to_int(m["n"])
        if n == 0.5 or (n and m["u"] != "年"):
            yield DateMention(
                m.start(), m.end(), today, _after(today, n, m["u"]), "relative", "date.within", before=True
            )


def _mention(m: re.Match[str], first: date, last: date | None = None, rule: str = "date.spoken") -> DateMention:
    return DateMention(m.start(), m.end(), first, last or first, "point", rule)


def _after(day: date, n: float, unit: str) -> date:
    """`n` units after the day, before it where n is negative."""
    unit = unit.replace("个星期", "周").replace("星期", "周")
    if unit == "个季度":
        n, unit = 3 * n, "个月"
    if n >= 0:
        return later(day, n, unit)
    if unit in ("个月", "年") and n == int(n):
        at = day.year * 12 + day.month - 1 + int(n) * (12 if unit == "年" else 1)
        last = month_end(at // 12, at % 12 + 1)
        return last.replace(day=min(day.day, last.day))
    days = {"天": 1, "日": 1, "周": 7, "个工作日": 1, "个月": 30, "年": 365}[unit]
    return day + timedelta(days=int(n * days))


def _step(word: str | None) -> int:
    return {"上上": -2, "上": -1, "下": 1, "下下": 2}.get(word or "", 0)


def _near(text: str, today: date) -> Iterator[DateMention]:
    """明天, 上上周三, 下周末, 下个月, 本季度."""
    for m in _DAY.finditer(text):
        yield _mention(m, today + timedelta(days=_DAYS[m["d"] or m.group()[0]]))
    for m in _WEEK.finditer(text):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_step(m["p"]))
        if m["d"]:
            day = monday + timedelta(days=min("一二三四五六日天".index(m["d"]), 6))
            if not m["p"] and day < today:
                day += timedelta(weeks=1)
            yield _mention(m, day, rule="date.spoken" if m["p"] else "date.weekday")
        elif m["w"]:
            yield _mention(m, monday + timedelta(days=5), monday + timedelta(days=6))
        elif m["p"]:
            yield _mention(m, monday, monday + timedelta(days=6))
    for m in _MONTHS.finditer(text):
        at = today.year * 12 + today.month - 1 + _step(m["p"]) + 12 * {"去年": -1, "明年": 1}.get(m["r"], 0)
        last = month_end(at // 12, at % 12 + 1)
        number = to_int(m["d"]) if m["d"] else 0
        if number > last.day:
            continue
        if number:
            yield _mention(m, last.replace(day=number))
        else:
            yield _mention(m, last.replace(day=1), last.replace(day=10) if m["q"] == "初" else last)
    for m in _QUARTERS.finditer(text):
        at = today.year * 4 + (today.month - 1) // 3 + _step(m["p"])
        yield _mention(m, date(at // 4, 3 * (at % 4) + 1, 1), month_end(at // 4, 3 * (at % 4) + 3))


def _parts(text: str, today: date) -> Iterator[DateMention]:
    """月初, 中旬, 年初, 今年以来, 即日起."""
    last = month_end(today.year, today.month)
    for m in _PART.finditer(text):
        if m["since"]:
            first = today if "即日" in m["since"] else date(today.year - ("去" in m["since"]), 1, 1)
            yield DateMention(m.start(), m.end(), first, None, "span", "date.from_now", True)
        elif m["y"]:
            yield _mention(m, date(today.year, 1, 1), date(today.year, 1, 31))
        else:
            a, b = {"初": (1, 10), "上": (1, 10), "中": (11, 20)}.get((m["m"] or m["t"])[0], (21, last.day))
            yield _mention(m, last.replace(day=a), last.replace(day=b))


def _short(text: str, today: date) -> Iterator[DateMention]:
    """2022.6, 20220630, 6.30前."""
    for m in _SHORT.finditer(text):
        year = int(m["y"]) if m["y"] else today.year
        if m["m"]:
            yield _mention(m, date(year, int(m["m"]), 1), month_end(year, int(m["m"])), "date.numeric")
        elif day := _valid(year, int(m["m2"] or m["m3"]), int(m["d2"] or m["d3"])):
            yield _mention(m, day, rule="date.numeric")


def _numeric(text: str) -> Iterator[DateMention]:
    """2010.01.29, 2020/1/2, 2010 01 29, 10/1/2018 (day first), and years of two digits where they can only be that."""
    for m in _NUMERIC.finditer(text):
        if m["y"]:
            parts: tuple[str, str, str] | None = (m["y"], m["m"], m["d"])
        elif m["c"]:
            parts = (m["c"], m["b"], m["a"])
        else:
            parts = _two_digit_year(m["e"], m["f"], m["g"])
        day = parts and _valid(to_year(parts[0]), int(parts[1]), int(parts[2]))
        if day is None and m["c"]:
            day = _valid(int(m["c"]), int(m["a"]), int(m["b"]))
        if day:
            yield _mention(m, day, rule="date.numeric")


def _two_digit_year(a: str, b: str, c: str) -> tuple[str, str, str] | None:
    """(year, month, day) of 27-7-3, 3-7-07 and 05/05/89: the year is the part that alone has two digits, or is no day."""
    if len(a) == 2 and len(b) == 1 and len(c) == 1:
        return a, b, c
    if len(c) == 2 and ((len(a) == 1 and len(b) == 1) or int(c) > 31):
        return c, b, a
    if int(a) > 31:
        return a, b, c
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    return (
        date(year, month, day)
        if 1 <= year <= 2999 and 1 <= month <= 12 and 1 <= day <= month_end(year, month).day
        else None
    )


def _years(text: str) -> Iterator[DateMention]:
    """2016到2018, 2007年与2009年间, 2010年之后2018年之前, 08年, ’95."""
    for m in _SPAN_OF_YEARS.finditer(text):
        first = int(m["a"] or m["f"])
        if m["b"]:
            # Without 年 the numbers are points in time, as they are between two years: the span ends where the second begins.
            last = date(int(m["b"]), 1, 1)
        elif m["c"]:
            last = date(int(m["c"]), 1, 1)
        else:
            last = date(int(m["g"]) - 1, 12, 31)
        if date(first, 1, 1) < last:
            yield DateMention(m.start(), m.end(), date(first, 1, 1), last, "years", "date.years", True, True)
    for m in _TWO_DIGITS.finditer(text):
        year = to_year(m["a"] or m["b"])
        yield DateMention(
            m.start(), m.end(), date(year, 1, 1), date(year, 12, 31), "point", "date.spoken", has_year=True
        )


def _in_month(text: str, today: date) -> Iterator[DateMention]:
    """29日, 6月第三个星期五, 一月二十三, 2月29日 in a year that has none."""
    for m in _BARE_DAY.finditer(text):
        number = int(m["d"])
        month = (
            today
            if number <= month_end(today.year, today.month).day
            else month_end(today.year, today.month) + timedelta(days=1)
        )
        yield _mention(m, month.replace(day=number))
    for m in _NTH_WEEKDAY.finditer(text):
        month_number = to_int(m["m"])
        if 1 <= month_number <= 12 and (day := _nth(today.year, month_number, m)):
            yield _mention(m, day)
    for m in _DAY_OF_MONTH.finditer(text):
        year = 2000 if m["y"] == "两千" else to_year(m["y"]) if m["y"] else today.year
        if day := _valid(year, to_int(m["m"]), to_int(m["d"].removeprefix("初"))):
            yield _mention(m, day)
    for m in _NO_LEAP.finditer(text):
        year = next(y for y in range(today.year, today.year + 9) if month_end(y, 2).day == 29)
        if year != today.year:
            yield _mention(m, date(year, 2, 29))


def _nth(year: int, month: int, m: re.Match[str]) -> date | None:
    weekday = min("一二三四五六日天".index(m["d"]), 6)
    last = month_end(year, month)
    if m["last"]:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = last.replace(day=1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7, weeks=to_int(m["n"]) - 1)
    return day if day.month == month else None


def _count(text: str, today: date) -> Iterator[DateMention]:
    """上2个月, 最近三天, 后1年, 未来两周: counted from today, which is no part of them."""
    for m in _COUNTED.finditer(text):
        n = 0.5 if m["n"] == "半" else 3 if m["n"] == "几" else to_int(m["n"])
        way = m["p"].removesuffix("的")
        if not n:
            continue
        if way == "过去" and n == 1 and m["u"] == "年":
            yield _mention(m, date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
        elif way in ("过去", "最近", "近", "上", "前"):
            yield _mention(m, _after(today, -n, m["u"]), today - timedelta(days=1))
        else:
            yield _mention(m, today + timedelta(days=1), _after(today, n, m["u"]))
