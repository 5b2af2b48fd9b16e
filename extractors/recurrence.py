"""Rhythms: duties that come round, as words, as RFC 5545 rules, and the day they next fall due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache

from extractors.date_mention import DateMention, to_int

_UNIT = r"(?:个)?(?P<unit>工作日|双周|半个?月|半年|季度|周|月|季|年度|年|天|日|旬|星期)"
_DAY_OF_WEEK = r"[一二三四五六日天](?![次个场回篇期轮季])"
_MONTH_DAY = r"\d{1,2}月(?:份)?(?:\d{1,2}[日号]|底|初|末|上旬|中旬|下旬)?"
_DETAIL = (
    rf"(?:(?<=[周期逢])(?:周|星期)?{_DAY_OF_WEEK}(?:[、和及至到](?:周|星期)?{_DAY_OF_WEEK})*"
    rf"|(?<=年){_MONTH_DAY}(?:[、和及]{_MONTH_DAY})*|(?<=年)(?:第?[一二三四]季度末?|上半年|下半年|年?[底末初])"
    r"|(?<=[季度])(?:首月|第一个月|末月|最后一个月|第二个月)(?:\d{1,2}[日号]|底)?|(?<=[季度])[末底初](?:月(?:底|末|最后一天))?"
    r"|(?<=月)(?:第[一二三四五]个|最后一个)(?:工作日|周[一二三四五六日]|星期[一二三四五六日])|(?<=月)前[一二三四五六七八九十\d]{1,2}个工作日"
    r"|(?<=[月旬周])月?[末初底]|(?<=月)(?:中旬|上旬|下旬|最后一[天日]))"
)
# 逐年提高 says how something grows; with these it is a rhythm of work.
_WORK = "调度|通报|报送|上报|报告|考核|分析|研判|汇总|公布|公示|统计|更新|盘点|督|评|检查|排名|推进|开展|销号"
_TIMES = r"(?:至少|不少于|不低于)?(?:开展|召开|举办|组织|进行|报送|调度|通报|研判|会商|更新|检查|巡查)?(?:至少|不少于|不低于)?[一两三四\d]{1,2}次"
_RECURRING = re.compile(
    r"(?=[每隔双第半\d一二两三四六七日天周旬月季年分按逐])(?:"
    r"每[日周月旬季年]一[一-鿿]{2}(?:、(?:每[日周月旬季年]|半[月年])一[一-鿿]{2})+|"
    rf"(?:每逢?(?P<k>[一二两三四五六十\d]{{0,2}}){_UNIT}(?:一[一-鿿]{{2}}(?=[，。；、]|$)|{_DETAIL})?"
    r"(?:的?\d{1,2}(?:[、和及]\d{1,2})*[日号](?:[及、和]\d{1,2}[日号])*)?(?:下班|\d{1,2}(?:[:：]\d{2}|时|点)(?=之?前))?(?:之?前)?(?:(?:至少|不少于)?(?:[一-鿿]{1,3})?[一两二三四\d]{1,2}次)?(?:[旬月周]报)?)"
    r"|(?<![相间])隔周(?:[一二三四五])?|双周(?=[调通报召会研一])"
    rf"|(?<![第\d一二三四五六七八九十前后近本上下])(?P<k2>[一两二三四六\d]|半)(?P<unit2>个?季度|个?月|周|星期|天|日|旬|季|年){_TIMES}"
    r"|(?:[一二三七\d](?:日|天|周|月|季)|半[月年])一(?![个天日月年周季])[一-鿿]{2}(?:、(?:[一二三四七\d](?:日|天|周|月|季|年)|半[月年])一[一-鿿]{2})*"
    r"|(?:[日周旬月季年][一-鿿]{2}、){1,3}[日周旬月季年][一-鿿]{2}(?=[，。；、”）]|$)|分年度"
    rf"|按(?P<by>季度|年度|月|季|周|旬|日(?![均期常程产]))(?![一-鿿]?份)|逐(?P<each>季度|年度|[日周旬月季年])(?={_WORK}|[，。；、]|$))"
)
_SINGLE = re.compile(r"(?P<k>[一二三七\d]|半)(?P<unit>日|天|周|月|季|年)一[一-鿿]{2}")
_FREQ = {
    "工作日": "DAILY;BYDAY=MO,TU,WE,TH,FR", "半年": "MONTHLY;INTERVAL=6", "半个月": "DAILY;INTERVAL=15", "半月": "DAILY;INTERVAL=15",
    "双周": "WEEKLY;INTERVAL=2", "季度": "MONTHLY;INTERVAL=3", "季": "MONTHLY;INTERVAL=3", "周": "WEEKLY", "星期": "WEEKLY",
    "年度": "YEARLY", "旬": "DAILY;INTERVAL=10", "月": "MONTHLY", "年": "YEARLY", "天": "DAILY", "日": "DAILY",
}  # fmt: skip
_WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))
_WORKDAYS = "BYDAY=MO,TU,WE,TH,FR"
_MONTHS_OF_QUARTER = {
    "首月": "1,4,7,10",
    "第一个月": "1,4,7,10",
    "第二个月": "2,5,8,11",
    "末月": "3,6,9,12",
    "最后一个月": "3,6,9,12",
}


def recurring(text: str) -> Iterator[DateMention]:
    """The rhythms of a text: 每月13日及28日前, 每两周召开一次, 月排名、季考核."""
    for m in _RECURRING.finditer(text):
        yield DateMention(
            m.start(), m.end(), None, None, "recurring", "date.recurring", rrule=recurrence_rule(m.group())
        )


def recurrence_rule(words: str) -> str | None:
    """The rhythm as an RFC 5545 rule where it can be expressed: 每周五 is FREQ=WEEKLY;BYDAY=FR, 每两周 INTERVAL=2.

    A part of a year (每年一季度) falls due on its last day.
    """
    if words.startswith("隔周"):
        return "FREQ=WEEKLY;INTERVAL=2" + (f";BYDAY={_WEEKDAYS[words[2]]}" if words[2:3] in _WEEKDAYS else "")
    if words.startswith("双周"):
        return "FREQ=WEEKLY;INTERVAL=2"
    m = _RECURRING.match(words)
    if m is None:
        return None
    if each := m["by"] or m["each"]:
        return _every(1, each)
    if once := (m if m["unit2"] else _SINGLE.fullmatch(words)):
        unit, k = (once["unit2"], once["k2"]) if m["unit2"] else (once["unit"], once["k"])
        unit = unit.removeprefix("个")
        return _every(1, "半" + unit) if k == "半" else _every(to_int(k), unit)
    if not m["unit"]:
        return None
    unit = m["unit"]
    rest = words[m.end("unit") :]
    rule = f"FREQ={_FREQ[unit]}"
    times = to_int(m["k"]) if m["k"] else 1
    if unit in ("季", "季度"):
        return _of_quarter(rest, times)
    if times > 1 and "INTERVAL" not in rule:
        rule += f";INTERVAL={times}"
    if unit in ("周", "星期"):
        days = re.match(rf"(?:周|星期)?{_DAY_OF_WEEK}(?:[、和及至到](?:周|星期)?{_DAY_OF_WEEK})*", rest)
        named = _named_weekdays(days.group()) if days else ""
        return rule + (f";BYDAY={named}" if named else "")
    if unit == "年":
        return rule + _of_year(rest)
    return rule + (_of_month(rest) if unit == "月" else "")


def _every(times: int, unit: str) -> str | None:
    """Once in so many of a unit: 两周一次, 一月一通报, 逐季."""
    if unit in ("季", "季度"):
        return f"FREQ=MONTHLY;INTERVAL={3 * times}"
    freq = _FREQ.get(unit)
    if freq is None or (times > 1 and "INTERVAL" in freq):
        return None
    return f"FREQ={freq}" + (f";INTERVAL={times}" if times > 1 else "")


def _named_weekdays(words: str) -> str:
    """一、周四 as MO,TH; 一至周五 as MO to FR."""
    days = [_WEEKDAYS[c] for c in words if c in _WEEKDAYS]
    if len(days) == 2 and re.search("[至到]", words):
        week = list(_WEEKDAYS.values())
        days = week[week.index(days[0]) : week.index(days[1]) + 1] or days
    return ",".join(days)


def _of_month(rest: str) -> str:
    if m := re.match(
        r"(?:第(?P<n>[一二三四五])个|(?P<last>最后一个))(?:(?P<work>工作日)|(?:周|星期)(?P<d>[一二三四五六日]))", rest
    ):
        place = -1 if m["last"] else to_int(m["n"])
        return f";{_WORKDAYS};BYSETPOS={place}" if m["work"] else f";BYDAY={place}{_WEEKDAYS[m['d']]}"
    if m := re.match(r"前([一二三四五六七八九十\d]{1,2})个工作日", rest):
        return f";{_WORKDAYS};BYSETPOS={to_int(m[1])}"
    if listed := re.match(r"的?((?:\d{1,2}[日号]?[、和及]?)+)(?<=[日号])", rest):
        return ";BYMONTHDAY=" + ",".join(re.findall(r"\d{1,2}", listed[1]))
    part = re.match(r"中旬|上旬|下旬|月?[底末初]|最后一", rest)
    return {"最后一": ";BYMONTHDAY=-1", "月底": ";BYMONTHDAY=-1", "月末": ";BYMONTHDAY=-1", "月初": ";BYMONTHDAY=1", "底": ";BYMONTHDAY=-1", "末": ";BYMONTHDAY=-1", "初": ";BYMONTHDAY=1", "上旬": ";BYMONTHDAY=10", "中旬": ";BYMONTHDAY=20", "下旬": ";BYMONTHDAY=-1"}[part.group()] if part else ""  # fmt: skip


def _of_year(rest: str) -> str:
    if months := re.findall(r"(\d{1,2})月", rest):
        rule = ";BYMONTH=" + ",".join(months)
        days = list(dict.fromkeys(re.findall(r"(\d{1,2})[日号]", rest)))
        if days:
            return rule + ";BYMONTHDAY=" + ",".join(days)
        return rule + _of_month(re.split(r"\d{1,2}月份?", rest)[-1])
    if m := re.match(r"第?([一二三四])季度", rest):
        return f";BYMONTH={3 * to_int(m[1])};BYMONTHDAY=-1"
    part = re.match(r"上半年|下半年|年?[底末初]", rest)
    return {"上半年": ";BYMONTH=6;BYMONTHDAY=-1", "初": ";BYMONTH=1;BYMONTHDAY=-1", "年初": ";BYMONTH=1;BYMONTHDAY=-1"}.get(part.group(), ";BYMONTH=12;BYMONTHDAY=-1") if part else ""  # fmt: skip


def _of_quarter(rest: str, times: int) -> str:
    day = re.search(r"(\d{1,2})[日号]", rest)
    on = f";BYMONTHDAY={day[1]}" if day else ";BYMONTHDAY=-1"
    for words, months in _MONTHS_OF_QUARTER.items():
        if rest.startswith(words):
            return f"FREQ=YEARLY;BYMONTH={months}{on}"
    if rest[:1] in ("末", "底") or (rest[:1] == "初" and not day):
        months, on = ("1,4,7,10", ";BYMONTHDAY=1") if rest[0] == "初" else ("3,6,9,12", on)
        return f"FREQ=YEARLY;BYMONTH={months}{on}"
    return f"FREQ=MONTHLY;INTERVAL={3 * times}"


@cache
def next_due(rule: str, after: date, *, since: date | None = None) -> date | None:
    """The first day on or after `after` that a rhythm falls due, None where the rule never comes round.

    rule: as `recurrence_rule` gives it. A rhythm that names no day falls due on the last day of its period: a week's Sunday, a
    month's, quarter's, half-year's or year's end; half a month on the 15th and the last day, a 旬 on the 10th, 20th and last day.
    since: the day from which intervals of weeks, months and years are counted; else the first day of `after`'s year.
    Days past a month's end fall on its last day.
    """
    # dateutil loads slowly, and few commands need it.
    from dateutil.rrule import rrulestr

    due: list[date] = []
    for part in _on_days(rule):
        start = since or date(after.year, 1, 1)
        found = rrulestr(part, dtstart=datetime.combine(start, time())).after(datetime.combine(after, time()), inc=True)
        if found is not None:
            due.append(found.date())
    return min(due, default=None)


def _on_days(rule: str) -> list[str]:
    """The rule with the days it leaves open, one rule for each day of the month that may be missing from a month."""
    parts = dict(p.partition("=")[::2] for p in rule.split(";"))
    freq, interval = parts["FREQ"], int(parts.get("INTERVAL", 1))
    named = any(k in parts for k in ("BYDAY", "BYMONTHDAY"))
    if freq == "DAILY" and interval in (10, 15):
        return [f"FREQ=MONTHLY;BYMONTHDAY={d}" for d in ((10, 20, -1) if interval == 10 else (15, -1))]
    if freq == "WEEKLY" and not named:
        return [rule + ";BYDAY=SU"]
    if freq == "MONTHLY" and interval in (3, 6) and not named:
        return [f"FREQ=YEARLY;BYMONTH={','.join(str(m) for m in range(interval, 13, interval))};BYMONTHDAY=-1"]
    if freq == "MONTHLY" and not named:
        return [rule + ";BYMONTHDAY=-1"]
    if freq == "YEARLY" and not named:
        month = "" if "BYMONTH" in parts else ";BYMONTH=12"
        return [f"{rule}{month};BYMONTHDAY=-1"]
    days = parts.pop("BYMONTHDAY", None)
    if days is None:
        return [rule]
    months = parts.pop("BYMONTH").split(",") if "BYMONTH" in parts else [""]
    rest = ";".join(f"{k}={v}" for k, v in parts.items())
    return [
        rest + (f";BYMONTH={month}" if month else "") + f";BYMONTHDAY={_clamped(int(day))}"
        for month in months
        for day in days.split(",")
    ]


def _clamped(day: int) -> str:
    """The last day up to the one named that a month has: 31 is 28,29,30,31;BYSETPOS=-1."""
    return str(day) if day <= 28 else ",".join(str(n) for n in range(28, day + 1)) + ";BYSETPOS=-1"
