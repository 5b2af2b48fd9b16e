"""Dates that lean on an anchor: plan periods, 今年 and 年底, counted years, words of no day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractors.date_mention import Anchor, DateMention, month_end, plan_period, to_int

_PERIOD = re.compile(
    r"(?P<lead>到|至)?[“\"]?十(?P<n>[一二三四五六七八九])五(?:期间|时期|末)?[”\"]?(?P<part>期末|末|期间|时期|规划期内|以来|初期|开局|前三年)?(?P<tail>前)?"
)
_RELATIVE = re.compile(
    r"(?P<this>到?今年(?:年)?(?P<thispart>底|内)?|本年度?|当年|(?<!多)全年|年内|到?年底|年末|(?<![上本跨财一每各])年度(?=[一-鿿]{0,2}(?:目标|任务|工作目标))|本年底)(?P<tail>之?前)?"
    r"|(?P<next>明年(?:年?底)?|来年|次年)(?P<tail2>之?前)?|(?P<last>去年|上年(?:度)?|前一年)|(?P<month>(?:本)?月底)(?P<tail3>之?前)?"
    r"|(?P<mid>年中)(?P<tail4>前)?"
)
_COUNT = r"[一二三四五六七八九十两\d]{1,2}"
_FUTURE = re.compile(
    rf"(?:今后|未来|接下来)(?:的)?(?P<n>{_COUNT})年(?:内|里|时间)?|(?:用|力争用|利用)(?P<k>{_COUNT})年(?:左右)?(?:的)?时间|(?P<j>{_COUNT})年(?:之?内)(?!外)"
)
_PAST = re.compile(
    r"(?:过去|这|近|前|累计|最近)?(?P<n>五|5|三|四)年(?:来|间|累计)|(?:过去|这|近)(?P<k>五|5|三)年|(?<=[，。；])(?P<j>五)年(?=全国|中央|新增|累计|共)"
)
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_SO_FAR = re.compile(rf"前(?P<n>{_N})个?月(?!底)|前(?P<q>[一二三123])个?季度")
_VAGUE = re.compile(
    r"定期|目前|当前|截至目前|到目前为止|近期|尽快|尽早|早日|按时|及时|即将|如期|按期|按照落地时间表|从现在起|适时|不久"
)


def periods(text: str) -> Iterator[DateMention]:
    """The five-year plans: “十四五”期间, 到十五五末."""
    if "五" not in text:
        return
    for m in _PERIOD.finditer(text):
        first, last = plan_period(m["n"])
        part = m["part"] or ""
        if (
            not part
            and not m["lead"]
            and re.match(r"(?!要|力争|将|确保|全[省市国区县])[一-鿿《]", text[m.end() : m.end() + 3])
        ):
            continue  # a name: “十四五”规划, “十四五”重大项目
        yield DateMention(
            m.start(),
            m.end(),
            first,
            None if part == "以来" else last,
            "plan_period",
            "date.plan_period",
            has_year=True,
        )


def relative(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """Years and months by where we stand: 今年, 年底前, 去年, 月底前."""
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
        if (m["this"] and "今年" not in m["this"] and anchor.bare is not None) or m["mid"]:
            year = anchor.here or year
        year += 1 if m["next"] else -1 if m["last"] else 0
        last = date(year, 6, 30) if m["mid"] else date(year, 12, 31)
        yield DateMention(
            m.start(),
            m.end(),
            date(year, 1, 1),
            last,
            "relative",
            "date.relative_year",
            before=before,
            local=m.group() == "年度",
        )


def counted(text: str, anchor: Anchor) -> Iterator[DateMention]:
    """Counted years and months: 今后五年, 用三年时间, 五年累计, 前八个月."""
    if "年" in text:
        for m in _FUTURE.finditer(text):
            years = to_int(m["n"] or m["k"] or m["j"])
            if anchor.year and 1 <= years <= 20:
                yield DateMention(
                    m.start(),
                    m.end(),
                    date(anchor.year, 1, 1),
                    date(anchor.year + years - 1, 12, 31),
                    "relative",
                    "date.coming_years",
                )
        for m in _PAST.finditer(text):
            if anchor.year:
                years = to_int(m["n"] or m["k"] or m["j"])
                yield DateMention(
                    m.start(),
                    m.end(),
                    date(anchor.year - years, 1, 1),
                    date(anchor.year - 1, 12, 31),
                    "relative",
                    "date.past_years",
                )
    for m in _SO_FAR.finditer(text):
        if m["q"]:
            if anchor.here:
                last = month_end(anchor.here, 3 * to_int(m["q"]))
                yield DateMention(m.start(), m.end(), date(anchor.here, 1, 1), last, "span", "date.quarters", True)
            continue
        if anchor.here and 1 <= to_int(m["n"]) <= 12:
            yield DateMention(
                m.start(),
                m.end(),
                date(anchor.here, 1, 1),
                month_end(anchor.here, to_int(m["n"])),
                "span",
                "date.so_far",
                True,
            )


def vague(text: str) -> Iterator[DateMention]:
    """Words of time that no day follows from: 尽快, 目前, 适时."""
    for m in _VAGUE.finditer(text):
        yield DateMention(m.start(), m.end(), None, None, "vague", "date.vague")
