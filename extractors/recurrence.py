"""Rhythms: duties that come round, as words and as RFC 5545 rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.date_mention import DateMention, to_int

_RHYTHM_UNIT = r"(?:个)?(?:工作日|双周|半个?月|半年|季度|周|月|季|年|天|日|旬|星期)"
_RECURRING = re.compile(
    rf"每(?P<k>[一二两三四五六\d]{{0,2}}){_RHYTHM_UNIT}(?:[一二三四五六日末初底]|中旬|上旬|下旬)?(?:\d{{1,2}}月(?:\d{{1,2}}日|底|初|末)?)?"
    r"(?:\d{1,2}日(?:[及、和]\d{1,2}日)*)?(?:之?前)?(?:至少|不少于)?(?:(?:[\u4e00-\u9fff]{1,3})?[一两二三四\d]{1,2}次)?(?:[旬月周]报)?"
    r"|[一二三七\d](?:日|天|周|月)一[\u4e00-\u9fff]{2}(?:、[一二三四七\d](?:日|天|周|月|季|年)一[\u4e00-\u9fff]{2})*"
    r"|(?:[日周旬月季年][\u4e00-\u9fff]{2}、){1,3}[日周旬月季年][\u4e00-\u9fff]{2}(?=[，。；、])|分年度|按(?:月|季度|季|周|旬|年度)(?![\u4e00-\u9fff]?份)"
)
_FREQ = (("工作日", "DAILY"), ("半年", "MONTHLY;INTERVAL=6"), ("半个月", "DAILY;INTERVAL=15"), ("半月", "DAILY;INTERVAL=15"), ("双周", "WEEKLY;INTERVAL=2"),
         ("季", "MONTHLY;INTERVAL=3"), ("周", "WEEKLY"), ("星期", "WEEKLY"), ("旬", "DAILY;INTERVAL=10"), ("月", "MONTHLY"), ("年", "YEARLY"), ("天", "DAILY"), ("日", "DAILY"))  # fmt: skip
_WEEKDAYS = dict(zip("一二三四五六日", ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))


def recurring(text: str) -> Iterator[DateMention]:
    """The rhythms of a text: 每月13日及28日前, 每两周召开一次, 月排名、季考核."""
    for m in _RECURRING.finditer(text):
        yield DateMention(
            m.start(), m.end(), None, None, "recurring", "date.recurring", rrule=recurrence_rule(m.group())
        )


def recurrence_rule(words: str) -> str | None:
    """The rhythm as an RFC 5545 rule where it can be expressed: 每周五 is FREQ=WEEKLY;BYDAY=FR, 每两周 INTERVAL=2."""
    if not words.startswith("每"):
        return None
    unit = min(((u, f) for u, f in _FREQ if u in words), key=lambda x: (words.index(x[0]), -len(x[0])), default=None)
    if unit is None:
        return None
    rule = f"FREQ={unit[1]}"
    if (k := re.match(r"每([两二三四五六2-9])个?", words)) and "INTERVAL" not in rule:
        rule += f";INTERVAL={to_int(k[1])}"
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
