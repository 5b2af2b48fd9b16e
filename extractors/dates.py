"""Dates and periods of official prose, resolved against anchors that the caller hands in; never the clock."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors.numbers import parse_chinese


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words lean on.

    year: the year that 今年 means, None where nobody says.  written: the document's day.
    bare: the year that 6月底, 年底 and 全年 mean, where that is another (a review of the year before).
    """

    year: int | None = None
    written: date | None = None
    bare: int | None = None

    @property
    def here(self) -> int | None:
        """The year of a month or 年底 without a year: `bare` where the text looks back on another, else `year`."""
        return self.bare if self.bare is not None else self.year


@dataclass(slots=True)
class DateMention:
    """A date phrase. first, last: inclusive days; None where open or not to be resolved.

    spanning: the text gives the beginning too (9月初至11月30日).  kind: point, span, relative, plan_period, years, vague,
    recurring.  has_year: the year stands in the phrase itself.  local: it qualifies the noun after it (年度目标), and
    reaches no further than its own clause.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    kind: str
    rule: str
    spanning: bool = False
    has_year: bool = False
    rrule: str | None = None
    before: bool = False
    local: bool = False


_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:[12]\d{3}|[一二][〇零一二三四五六七八九]{3})"
_MONTH_PART = r"底|末|初|中旬|上旬|下旬|中|份"


def _point_pattern(i: int) -> str:
    return (
        rf"(?:(?P<y{i}>{_YEAR})年(?P<ye{i}>底|末|初|内|中(?!国|央|部|心|旬)|度(?!假)|全年)?)?"
        rf"(?:(?P<m{i}>\d{{1,2}}|十?[一二三四五六七八九十])月(?:(?P<d{i}>{_N})[日号]|(?P<mp{i}>{_MONTH_PART}))?"
        rf"|(?P<q{i}>[一二三四1-4])季度末?|(?P<h{i}>上|下)半年)?"
    )


_JOIN = r"(?:—{1,2}|-{1,2}|–|～|至|到)"
_LEAD = r"(?:截至|截止到?|到|至|自|从)?"
_ONE = re.compile(
    rf"(?<![\d第〔])(?P<lead>{_LEAD})(?=[12]\d{{3}}年|[一二][〇零]|\d{{1,2}}月|[一二三四五六七八九十]{{1,2}}月|[一二三四1-4]季度|[上下]半年)"
    + _point_pattern(1)
    + rf"(?:{_JOIN}"
    + _point_pattern(2)
    + r")?(?P<tail>之?前|以前|以来|起|之?后)?"
)
_YEARS = re.compile(rf"(?<!\d)(?P<a>{_YEAR})年?{_JOIN}(?P<b>{_YEAR})年(?:度|期间)?|(?<!\d)(?P<c>\d{{1,2}}){_JOIN}(?P<d>\d{{1,2}})月(?:份)?")
_PERIOD = re.compile(
    r"(?P<lead>到|至)?[“\"]?十(?P<n>[一二三四五六七八九])五(?:期间|时期|末)?[”\"]?(?P<part>期末|末|期间|时期|规划期内|以来|初期|开局|前三年)?(?P<tail>前)?"
)
_RELATIVE = re.compile(
    r"(?P<this>到?今年(?:年)?(?P<thispart>底|内)?|本年度?|当年|(?<!多)全年|年内|到?年底|年末|(?<![上本跨财一每各])年度(?=[一-鿿]{0,2}(?:目标|任务|工作目标))|本年底)(?P<tail>之?前)?"
    r"|(?P<next>明年(?:年?底)?|来年|次年)(?P<tail2>之?前)?|(?P<last>去年|上年(?:度)?|前一年)|(?P<month>(?:本)?月底)(?P<tail3>之?前)?"
    r"|(?P<mid>年中)(?P<tail4>前)?"
)
_COUNT = r"[一二三四五六七八九十两\d]{1,2}"
_FUTURE = re.compile(rf"(?:今后|未来|接下来)(?:的)?(?P<n>{_COUNT})年(?:内|里|时间)?|(?:用|力争用|利用)(?P<k>{_COUNT})年(?:左右)?(?:的)?时间|(?P<j>{_COUNT})年(?:之?内)(?!外)")
_PAST = re.compile(rf"(?:过去|这|近|前|累计|最近)?(?P<n>五|5|三|四)年(?:来|间|累计)|(?:过去|这|近)(?P<k>五|5|三)年|(?<=[，。；])(?P<j>五)年(?=全国|中央|新增|累计|共)")
_SO_FAR = re.compile(rf"前(?P<n>{_N})个?月(?!底)")
_VAGUE = re.compile(r"定期|目前|当前|截至目前|到目前为止|近期|尽快|尽早|早日|按时|及时|即将|如期|按期|按照落地时间表|从现在起|适时|不久")
_RHYTHM_UNIT = r"(?:个)?(?:工作日|双周|半个?月|半年|季度|周|月|季|年|天|日|旬|星期)"
_RECURRING = re.compile(
    rf"每(?P<k>[一二两三四五六\d]{{0,2}}){_RHYTHM_UNIT}(?:[一二三四五六日末初底]|中旬|上旬|下旬)?(?:\d{{1,2}}月(?:\d{{1,2}}日|底|初|末)?)?"
    r"(?:\d{1,2}日(?:[及、和]\d{1,2}日)*)?(?:之?前)?(?:至少|不少于)?(?:(?:[\u4e00-\u9fff]{1,3})?[一两二三四\d]{1,2}次)?(?:[旬月周]报)?"
    r"|[一二三七\d](?:日|天|周|月)一[\u4e00-\u9fff]{2}(?:、[一二三四七\d](?:日|天|周|月|季|年)一[\u4e00-\u9fff]{2})*"
    r"|(?:[日周旬月季年][\u4e00-\u9fff]{2}、){1,3}[日周旬月季年][\u4e00-\u9fff]{2}(?=[，。；、])|分年度|按(?:月|季度|季|周|旬|年度)(?![\u4e00-\u9fff]?份)"
)
_PLAN_START = {n: 1953 + 5 * (i - 1) for i, n in enumerate("一二三四五六七八九", start=1)}


def plan_period(nth: str) -> tuple[date, date]:
    """The days of the 十X五 plan: 十四五 is 2021-01-01 to 2025-12-31.  nth: the numeral between 十 and 五.

    Source: the national five-year plans; the tenth covers 2001–2005, each later one the five years after.
    """
    first = 2001 + 5 * ("一二三四五六七八九".index(nth) + 1)
    return date(first, 1, 1), date(first + 4, 12, 31)


def find_dates(text: str, anchor: Anchor) -> list[DateMention]:
    """The date phrases of a clean text in order, none overlapping another; the longer wins."""
    found = [
        *_recurring(text), *_years(text, anchor), *_points(text, anchor), *_periods(text), *_relative(text, anchor),
        *_counted(text, anchor), *_vague(text),
    ]  # fmt: skip
    found.sort(key=lambda d: (d.start, -(d.end - d.start)))
    out: list[DateMention] = []
    for d in found:
        if not out or d.start >= out[-1].end:
            out.append(d)
        elif d.end - d.start > out[-1].end - out[-1].start:
            out[-1] = d
    return out


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _int(text: str) -> int:
    return int(text) if text.isdigit() else parse_chinese(text) or 0


def _year(text: str) -> int:
    return int(text) if text.isdigit() else int("".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in text))


def _point(m: re.Match[str], i: int, year: int | None, month: int | None) -> tuple[date, date, bool] | None:
    """(first day, last day, year stands in it) of one end of the phrase; None where no year is known or it is no date."""
    has_year = m[f"y{i}"] is not None
    y = _year(m[f"y{i}"]) if has_year else year
    if y is None or not 1900 <= y <= 2100:
        return None
    if m[f"m{i}"] or (i == 2 and m["d2"]):
        mo = _int(m[f"m{i}"])
        if not 1 <= mo <= 12:
            return None
        if m[f"d{i}"]:
            d = _int(m[f"d{i}"])
            if not 1 <= d <= calendar.monthrange(y, mo)[1]:
                return None
            return date(y, mo, d), date(y, mo, d), has_year
        a, b = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}.get(m[f"mp{i}"] or "", (1, 31))
        last = month_end(y, mo)
        return date(y, mo, a), min(last, date(y, mo, min(b, last.day))), has_year
    if m[f"q{i}"]:
        q = "一二三四".find(m[f"q{i}"]) + 1 or int(m[f"q{i}"])
        return date(y, 3 * q - 2, 1), month_end(y, 3 * q), has_year
    if m[f"h{i}"]:
        return (date(y, 1, 1), date(y, 6, 30), has_year) if m[f"h{i}"] == "上" else (date(y, 7, 1), date(y, 12, 31), has_year)
    if not has_year:
        return None
    return date(y, 1, 1), date(y, 12, 31), has_year


def _points(text: str, anchor: Anchor) -> Iterator[DateMention]:
    for m in _ONE.finditer(text):
        if not (m["y1"] or m["m1"] or m["q1"] or m["h1"]):
            continue
        one = _point(m, 1, anchor.here, None)
        two = None
        if m["y2"] or m["m2"] or m["q2"] or m["h2"]:
            two = _point(m, 2, _year(m["y1"]) if m["y1"] else anchor.here, None)
        tail = m["tail"] or ""
        lead = m["lead"] or ""
        if one is None:
            if anchor.here is None and not m["y1"]:
                yield DateMention(m.start(), m.end(), None, None, "point", "date.unresolved", before="前" in tail)
            continue
        first, last, has_year = one
        if two:
            yield DateMention(m.start(), m.end(), first, two[1], "span", "date.range", True, has_year)
        elif tail in ("以来", "起") or lead in ("自", "从"):
            yield DateMention(m.start(), m.end(), first, None, "span", "date.since", True, has_year)
        elif tail in ("后", "之后"):
            yield DateMention(m.start(), m.end(), last, None, "span", "date.after", True, has_year)
        else:
            local = bool(m["y1"] and not (m["m1"] or m["q1"] or m["h1"] or lead or tail) and (m["ye1"] in (None, "度")) and _MID_CLAUSE.search(text, 0, m.start()))
            yield DateMention(m.start(), m.end(), first, last, "point", "date.point", False, has_year, before="前" in tail, local=local)


_MID_CLAUSE = re.compile(r"[一-鿿](?<![在于到至从自，。；：])\Z")


def _years(text: str, anchor: Anchor) -> Iterator[DateMention]:
    for m in _YEARS.finditer(text):
        if m["a"]:
            a, b = _year(m["a"]), _year(m["b"])
            if a <= b:
                yield DateMention(m.start(), m.end(), date(a, 1, 1), date(b, 12, 31), "years", "date.years", True, True)
        elif anchor.here and 1 <= int(m["c"]) <= int(m["d"]) <= 12:
            first, last = date(anchor.here, int(m["c"]), 1), month_end(anchor.here, int(m["d"]))
            yield DateMention(m.start(), m.end(), first, last, "span", "date.months", True)


def _periods(text: str) -> Iterator[DateMention]:
    if "五" not in text:
        return
    for m in _PERIOD.finditer(text):
        first, last = plan_period(m["n"])
        part = m["part"] or ""
        if not part and not m["lead"] and re.match(r"(?!要|力争|将|确保|全[省市国区县])[一-鿿《]", text[m.end() : m.end() + 3]):
            continue  # a name: “十四五”规划, “十四五”重大项目
        yield DateMention(m.start(), m.end(), first, None if part == "以来" else last, "plan_period", "date.plan_period", has_year=True)


def _relative(text: str, anchor: Anchor) -> Iterator[DateMention]:
    for m in _RELATIVE.finditer(text):
        year = anchor.year
        before = any(m[t] for t in ("tail", "tail2", "tail3", "tail4"))
        if m["month"]:
            day = anchor.written
            last = month_end(day.year, day.month) if day else None
            yield DateMention(m.start(), m.end(), None, last, "relative", "date.month_end", before=before)
            continue
        if year is None:
            yield DateMention(m.start(), m.end(), None, None, "relative", "date.unresolved", before=before)
            continue
        if m["this"] and "今年" not in m["this"] and anchor.bare is not None or m["mid"]:
            year = anchor.here or year
        year += 1 if m["next"] else -1 if m["last"] else 0
        last = date(year, 6, 30) if m["mid"] else date(year, 12, 31)
        yield DateMention(m.start(), m.end(), date(year, 1, 1), last, "relative", "date.relative_year", before=before, local=m.group() == "年度")


def _counted(text: str, anchor: Anchor) -> Iterator[DateMention]:
    if "年" in text:
        for m in _FUTURE.finditer(text):
            years = _int(m["n"] or m["k"] or m["j"])
            if anchor.year and 1 <= years <= 20:
                yield DateMention(
                    m.start(), m.end(), date(anchor.year, 1, 1), date(anchor.year + years - 1, 12, 31), "relative", "date.coming_years"
                )
        for m in _PAST.finditer(text):
            if anchor.year:
                years = _int(m["n"] or m["k"] or m["j"])
                yield DateMention(
                    m.start(), m.end(), date(anchor.year - years, 1, 1), date(anchor.year - 1, 12, 31), "relative", "date.past_years"
                )
    for m in _SO_FAR.finditer(text):
        if anchor.here and 1 <= _int(m["n"]) <= 12:
            yield DateMention(m.start(), m.end(), date(anchor.here, 1, 1), month_end(anchor.here, _int(m["n"])), "span", "date.so_far", True)


def _vague(text: str) -> Iterator[DateMention]:
    for m in _VAGUE.finditer(text):
        yield DateMention(m.start(), m.end(), None, None, "vague", "date.vague")


_FREQ = (("工作日", "DAILY"), ("半年", "MONTHLY;INTERVAL=6"), ("半个月", "DAILY;INTERVAL=15"), ("半月", "DAILY;INTERVAL=15"), ("双周", "WEEKLY;INTERVAL=2"),
         ("季", "MONTHLY;INTERVAL=3"), ("周", "WEEKLY"), ("星期", "WEEKLY"), ("旬", "DAILY;INTERVAL=10"), ("月", "MONTHLY"), ("年", "YEARLY"), ("天", "DAILY"), ("日", "DAILY"))  # fmt: skip
_WEEKDAYS = dict(zip("一二三四五六日", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


def _recurring(text: str) -> Iterator[DateMention]:
    for m in _RECURRING.finditer(text):
        yield DateMention(m.start(), m.end(), None, None, "recurring", "date.recurring", rrule=recurrence_rule(m.group()))


def recurrence_rule(words: str) -> str | None:
    """The rhythm as an RFC 5545 rule where it can be expressed: 每周五 is FREQ=WEEKLY;BYDAY=FR, 每两周 INTERVAL=2."""
    if not words.startswith("每"):
        return None
    unit = min(((u, f) for u, f in _FREQ if u in words), key=lambda x: (words.index(x[0]), -len(x[0])), default=None)
    if unit is None:
        return None
    rule = f"FREQ={unit[1]}"
    if (k := re.match(r"每([两二三四五六2-9])个?", words)) and "INTERVAL" not in rule:
        rule += f";INTERVAL={_int(k[1])}"
    if (w := re.search(r"(?:周|星期)([一二三四五六日])", words)) and unit[1] == "WEEKLY":
        rule += f";BYDAY={_WEEKDAYS[w[1]]}"
    if mo := re.search(r"年(\d{1,2})月", words):
        rule += f";BYMONTH={mo[1]}"
    days = re.findall(r"(\d{1,2})日", words)
    if days:
        rule += ";BYMONTHDAY=" + ",".join(days)
    elif re.search(r"月底|月末|\d月底", words):
        rule += ";BYMONTHDAY=-1"
    elif "月初" in words:
        rule += ";BYMONTHDAY=1"
    return rule
