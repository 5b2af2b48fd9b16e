"""Units beyond those of prose: spoken ones, currencies before a sum, and the parts that a sum of time or money is made of."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.entity_figures import Figure
from extractors.lexicon import alternation, read_table
from extractors.quantity import NEAR, UNITS, Unit, unit_pattern

_SPOKEN = {r["term"]: Unit(r["unit"], Decimal(r["factor"]), r["family"]) for r in read_table("units_spoken")}
# 日 is a day's length where something is to be done within it; else it is a date.
_DAYS_WITHIN = re.compile(r"日(?=之?内|以内)")
#: Every unit by the term as written.
ALL_UNITS = UNITS | {t: u for t, u in _SPOKEN.items() if u.family != "part"}
# Terms that after a Chinese numeral are more often part of a word: 三层, 一度, 四门.
_WORDY = frozenset(
    ("层", "度", "门", "级", "方", "g", "t", "m", "L", "平方", "位次", "人民币", "部", "道", "本", "单", "例", "起", "分", "P", "M", "G",
     "里", "县", "镇", "村", "乡", *(t for t, u in UNITS.items() if u.family == "count_weak"))
)  # fmt: skip
_UNIT = re.compile(rf"(?:{unit_pattern(ALL_UNITS)})")
_NOT_UNIT = re.compile(
    r"[位名](?=[于置居列数单义优特牌录称移])|成(?=[立为果员效就长功本品套绩都交分人型熟])|年(?=[级代度轻])|对(?=[于照接口外内])|两(?=[个条项年岸])|双(?=[方向边重])|打(?=[造击开])|角(?=[度落色])|家(?=[庭乡])|(?:m|g|t|L)(?=[A-Za-z])"
)
ALL_UNITS["日"] = UNITS["天"]
PART = re.compile(rf"(?:{alternation({**ALL_UNITS, **_SPOKEN})})")
TIME_PARTS = {t: u for t, u in ALL_UNITS.items() if u.family == "time"} | {
    t: Unit(u.base, u.factor, "time") for t, u in _SPOKEN.items() if u.family == "part" and u.base != "个"
}
MONEY_PARTS = {t: u for t, u in ALL_UNITS.items() if u.family == "money"} | {"分": _SPOKEN["分钱"]}
#: Seconds in a unit, for sums of parts alone: a month of 30 days, a year of 365.
SECONDS = {
    "秒": 1,
    "分钟": 60,
    "小时": 3600,
    "天": 86400,
    "个工作日": 86400,
    "周": 604800,
    "个月": 2592000,
    "季度": 7776000,
    "年": 31536000,
    "周岁": 31536000,
    "岁": 31536000,
}
#: Months in a unit, for sums of years and months: exact, as days are not.
MONTHS = {"个月": 1, "季度": 3, "年": 12}
HALVED = {
    **{t: ALL_UNITS[t] for t in ("年", "小时", "天", "钟头", "星期", "成")},
    "月": UNITS["个月"],
    "季度": ALL_UNITS["个季度"],
}
CURRENCIES = {
    "$": "美元",
    "US$": "美元",
    "¥": "元",
    "人民币": "元",
    "RMB": "元",
    "€": "欧元",
    "£": "英镑",
    "HK$": "港元",
}
BEFORE_CURRENCY = re.compile(rf"(?<![\d万亿])(?:{alternation(CURRENCIES)})\Z")


def unit_after(text: str, f: Figure) -> str | None:
    """The term of the unit that follows a figure, None where a word begins there instead."""
    if _DAYS_WITHIN.match(text, f.end):
        return "日"
    m = _UNIT.match(text, f.end)
    if m is None or _NOT_UNIT.match(text, f.end) or text[f.start - 1 : f.start] == "第":
        return None
    term = m.group()
    if term in NEAR and not NEAR[term].search(text, max(0, f.start - 24), m.end() + 8):
        return None
    if term == "两" and text[f.end - 1] == "两":
        return None
    return None if f.words and term in _WORDY else term
