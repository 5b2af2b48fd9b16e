"""The date a document bears, and the period it covers."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from schemas.document import Kind, Period

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "Ο": 0, "0": 0}
_CN = "〇零○OΟ一二三四五六七八九"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][{_CN}]{{3}})"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
#: A day as written: 2022年5月11日, 二〇二二年五月十一日, 2022-05-11, 2022.5.11; without its day, a month.
DAY = (
    rf"(?P<y>{_YEAR})(?:年(?P<m>{_NUMBER})月(?:(?P<d>{_NUMBER})日)?"
    r"|(?P<sep>[-./])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2}))"
)
_DAY = re.compile(DAY)
_ONLY_DAY = re.compile(rf"^[（(]?\s*{DAY}\s*[）)]?$")


@dataclass(frozen=True, slots=True)
class Day:
    """A date as found. exact: the day itself was written; otherwise it is the last of the month."""

    date: date
    exact: bool


def number(text: str) -> int:
    """A year, month or day in figures or Chinese numerals: 二〇二二 is 2022, 十二 is 12."""
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[c]) for c in text))


def read_day(match: re.Match[str]) -> Day | None:
    """The date of a match of DAY; None where the calendar has no such day."""
    year, month, day = number(match["y"]), number(match["m"] or match["m2"]), match["d"] or match["d2"]
    if not 1 <= month <= 12 or not 1949 <= year <= 2100:
        return None
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return Day(date(year, month, last), exact=False)
    n = number(day)
    return Day(date(year, month, n), exact=True) if 1 <= n <= last else None


def only_day(line: str, *, written: bool = False) -> Day | None:
    """The date of a line that is a date and nothing else, brackets aside.  written: with 年 and 月, as people sign."""
    m = _ONLY_DAY.match(line)
    return read_day(m) if m and not (written and m["m"] is None) else None


def first_day(text: str) -> Day | None:
    """The first date in a text."""
    for m in _DAY.finditer(text):
        if day := read_day(m):
            return day
    return None


_MEETING = re.compile(
    rf"^[*\s]*(?:——|—|-{{1,2}}|（)?{DAY}\S{{0,40}}?(?:会议|大会|全会|座谈会|推进会|调度会|动员会|会)(?:上)?(?:的\S{{1,12}})?）?$"
)
_MEETING_FIRST = re.compile(rf"会议?上?（{DAY}）$")
_UNDER_TITLE = re.compile(
    rf"^（{DAY}[^（）]{{0,40}}）$|^（{DAY.replace('P<', 'P<b_').replace('P=sep', 'P=b_sep')}[^（）]{{0,40}}）"
)
_PRINTED = re.compile(rf"{DAY}(?:印发|印制|印)$")
_OFFICE_DAY = re.compile(rf"^[^，。：；（）]{{3,60}}?{DAY}$")
_INLINE = re.compile(rf"^[^，。；：]{{4,60}}?（{DAY}）")


def opening_day(front: Sequence[str]) -> Day | None:
    """The date under the title: of the meeting it was given to, or in brackets."""
    for line in (*front, *(a + b for a, b in pairwise(front) if len(a) < 40)):
        for pattern in (_MEETING, _MEETING_FIRST, _UNDER_TITLE, _INLINE):
            if (m := pattern.search(line)) and (day := _day_of(m)):
                return day
    return None


def _day_of(m: re.Match[str]) -> Day | None:
    found = _DAY.search(m.group())
    return read_day(found) if found else None


def signature_day(lines: Sequence[str], *, last: bool) -> tuple[int, Day] | None:
    """(line, date) of the line that holds only a date, or an office and a date; the first or the last such line."""
    order = range(len(lines) - 1, -1, -1) if last else range(len(lines))
    month = None
    for i in order:
        line = lines[i]
        day = only_day(line, written=True)
        if day is None and (m := _OFFICE_DAY.match(line)) and not _PRINTED.search(line):
            day = read_day(m)
        if day and day.exact:
            return i, day
        month = month or ((i, day) if day else None)
    return month


def printed_day(lines: Sequence[str]) -> Day | None:
    """The date of the imprint at the end: 某办公室2021年12月28日印发."""
    for line in reversed(lines):
        if m := _PRINTED.search(line):
            return read_day(m)
    return None


# ---- period

_PLAN_YEARS = {"十": 2001, "十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026, "十六": 2031}
_NTH = re.compile(r"[“\"]?(十[一二三四五六]?)五[”\"]?|第(十[一二三四五六]?)个五年")
_RANGE = re.compile(rf"(?P<a>{_YEAR})年?(?:[-—–－~～至到]|——)(?P<b>{_YEAR})年?")
_BEFORE = re.compile(rf"({_YEAR})年(?:底)?前(?![\d一二三四半])")
_ONE_YEAR = re.compile(rf"({_YEAR})年度?")
_SPAN_WORDS = r"(?:会战|攻坚|行动|活动|实施|整治|规划|计划|试点|建设|工作)?(?:时间|期限|时限|周期|规划期|实施期|试点期)"
_MD = r"(?P<{0}m>\d{{1,2}})月(?:(?P<{0}d>\d{{1,2}})日|(?P<{0}x>上旬|中旬|下旬|初|底|末))?"
_DAYS = re.compile(
    rf"(?P<ay>{_YEAR})年" + _MD.format("a") + rf"[-—–－~～至到]+(?:(?P<by>{_YEAR})年)?" + _MD.format("b")
)


def year_span(year: int, end: int | None = None) -> Period:
    """Whole years, both included."""
    return Period(date(year, 1, 1), date(end or year, 12, 31))


def period_of_title(title: str) -> Period | None:
    """The years a title names: a range, a five-year plan, a year; 2030年前 is open at its start."""
    if (m := _RANGE.search(title)) and number(m["a"]) < number(m["b"]):
        return year_span(number(m["a"]), number(m["b"]))
    if m := _NTH.search(title):
        start = _PLAN_YEARS[m[1] or m[2]]
        return year_span(start, start + 4)
    if m := _BEFORE.search(title):
        return Period(None, date(number(m[1]), 12, 31))
    if m := _ONE_YEAR.search(title):
        return _part_of_year(number(m[1]), title[m.end() :]) or year_span(number(m[1]))
    return None


_PART = re.compile(
    r"(?:第?(?P<q>[一二三四1-4])季度|(?P<h>[上下])半年|前(?P<n>[二三])季度|(?:1|一)[-—–~～至]{1,2}(?P<m>\d{1,2})月"
    r"|前(?P<k>\d{1,2}|[二三四五六七八九十]{1,2})个月|(?P<one>\d{1,2})月份)"
)


def _part_of_year(year: int, after: str) -> Period | None:
    """The part that a title names after its year: 2025年上半年, 2025年1—5月, 2025年前三季度."""
    if not (m := _PART.match(after)):
        return None
    first, last = 1, 12
    if m["q"]:
        q = "一二三四".find(m["q"]) + 1 or int(m["q"])
        first, last = 3 * q - 2, 3 * q
    elif m["h"]:
        first, last = (1, 6) if m["h"] == "上" else (7, 12)
    elif m["n"]:
        last = 3 * number(m["n"])
    elif m["m"] or m["k"]:
        last = number(m["m"] or m["k"])
    else:
        first = last = int(m["one"])
    if not 1 <= first <= last <= 12:
        return None
    return Period(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def period_of_text(lines: Sequence[str]) -> Period | None:
    """A period that the text declares: 会战时间 2020年8月1日至11月10日, 规划期限为2021—2025年."""
    for i, line in enumerate(lines):
        if not (m := re.search(_SPAN_WORDS, line)) or (len(line) > 120 and m.start() > 60):
            continue
        tail = line[m.end() :][:60] or (lines[i + 1][:60] if i + 1 < len(lines) else "")
        if (days := _DAYS.search(tail)) and (found := _days(days)):
            return found
        if (years := _RANGE.search(tail)) and number(years["a"]) < number(years["b"]):
            return year_span(number(years["a"]), number(years["b"]))
    return None


def _days(m: re.Match[str]) -> Period | None:
    year = number(m["ay"])
    end_year = number(m["by"]) if m["by"] else year
    try:
        start = date(year, int(m["am"]), _day_number(m["ad"], m["ax"], year, int(m["am"]), first=True))
        end = date(end_year, int(m["bm"]), _day_number(m["bd"], m["bx"], end_year, int(m["bm"]), first=False))
    except ValueError:
        return None
    return Period(start, end) if start <= end else None


def _day_number(day: str | None, part: str | None, year: int, month: int, *, first: bool) -> int:
    if day:
        return int(day)
    last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
    begins = {"上旬": 1, "初": 1, "中旬": 11, "下旬": 21, "底": last, "末": last, None: 1}
    ends = {"上旬": 10, "初": 10, "中旬": 20, "下旬": last, "底": last, "末": last, None: last}
    return (begins if first else ends)[part]


_OPENING_NTH = re.compile(r"(?:为|现)[^。]{0,60}?“(十[一二三四五六]?)五”(?:时期|期间)?[^。]{0,80}?(?:制定|编制)")
_YEARLY = re.compile(rf"({_YEAR})年度|({_YEAR})年(?:是|的?[^，。]{{0,6}}(?:目标任务|重点工作|主要任务))")
_YEARS_SPAN = {"三年": 3, "两年": 2, "二年": 2, "五年": 5, "四年": 4, "3年": 3, "5年": 5}


def period_of_plan(title: str, body: str) -> Period | None:
    """What the body of a plan without years in its title says: 为…“十四五”…制定, 三年行动 with its years, 2023年度."""
    if m := re.search(r"(三年|两年|二年|四年|五年|3年|5年)", title):
        length = _YEARS_SPAN[m[1]]
        ranges = Counter((number(r["a"]), number(r["b"])) for r in _RANGE.finditer(body))
        for (a, b), _ in sorted(ranges.items(), key=lambda kv: (-kv[1], kv[0])):
            if b - a + 1 == length:
                return year_span(a, b)
    if m := _OPENING_NTH.search(body[:800]):
        start = _PLAN_YEARS[m[1]]
        return year_span(start, start + 4)
    years = Counter(number(a or b) for a, b in _YEARLY.findall(body))
    if years:
        (year, n), *rest = sorted(years.items(), key=lambda kv: (-kv[1], -kv[0]))
        if not rest or rest[0][1] < n:
            return year_span(year)
    return None


_REVIEW = re.compile(rf"({_YEAR})年[^，。]{{0,16}}?(?:回顾|总结)$|回顾({_YEAR})年")
_AHEAD = re.compile(rf"({_YEAR})年[^，。]{{0,10}}?(?:工作|工作部署|工作安排|工作任务|目标任务)$")


def period_of_report(day: Day | None, title: str, lines: Sequence[str]) -> Period | None:
    """The year that a work report sets targets for.

    That of its session, the next one for a session in November or later; without a date the year after the one that its
    headings review, then that of its title, then the one its headings look ahead to.
    """
    if day:
        return year_span(day.date.year + (day.date.month >= 11))
    short = [line for line in lines if len(line) <= 40]
    if m := next((m for line in short if (m := _REVIEW.search(line))), None):
        return year_span(number(m[1] or m[2]) + 1)
    ahead = [number(m[1]) for line in short if (m := _AHEAD.search(line))]
    return period_of_title(title) or (year_span(max(ahead)) if ahead else None)


_NAMED_YEAR = re.compile(
    r"(?<!到)(?<!至)(?<!\d)(?<!做好)(?<!谋划)(?<!抓好)(?<!安排)((?:19|20)\d\d)年(?!底?前|代|\d{1,2}月(?:底|末|份|\d{1,2}日)?(?:以?前|底))"
)


def latest_named_year(body: str) -> int | None:
    """The latest year that a text speaks of as present or past (到2025年 and 2025年底前 lie ahead)."""
    years = [int(y) for y in _NAMED_YEAR.findall(body)]
    return max(years) if years else None


def is_present(year: int, body: str) -> bool:
    """Whether a text speaks of a year as of its own: more than once, or together with the year before."""
    return body.count(f"{year}年") > 1 or re.search(rf"{year - 1}年[、，和及]{year}年", body) is not None


def fits(day: date, kind: Kind, period: Period | None, body: str, *, slack: int = 1) -> bool:
    """Whether an upload's day may be near the document's own: within its period, not years after what it speaks of.

    slack: how many years the latest named one may lie back.
    """
    if period and period.end and day > period.end and kind in {"plan", "speech"}:
        return False
    if period and period.start and day.year < period.start.year - 1:
        return False
    latest = latest_named_year(body)
    return latest is None or (latest <= day.year + 5 and (latest >= day.year - slack))
