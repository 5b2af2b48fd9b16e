"""Relational values: a series set against another instead of a number (与经济增长同步, 高于全国平均水平, 不低于上年, 零增长)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.lexicon import alternation
from schemas.values import Comparator

#: What a word of comparison asks of the series against its base.
WORDS: dict[str, Comparator] = {
    "高于": "gt", "快于": "gt", "好于": "gt", "优于": "gt", "高出": "gt", "领先于": "gt", "大于": "gt", "多于": "gt", "超过": "gt", "超": "gt",
    "低于": "lt", "慢于": "lt", "少于": "lt", "小于": "lt", "落后于": "lt",
    "不低于": "ge", "不少于": "ge", "不慢于": "ge", "不小于": "ge", "达到或超过": "ge", "达到或好于": "ge", "达到或优于": "ge",
    "不高于": "le", "不超过": "le", "不多于": "le", "不大于": "le",
}  # fmt: skip
#: Words of equality; 基本 and 大体 before them make it an approximate one.
_EQUAL = "同步|持平|相当|相一致|一致|相适应|相匹配|匹配"
_LOOSE = re.compile(r"(?:一致|适应|匹配)")
_SERIES = re.compile(r"增|经济|收入|速|规模|能力")
#: What can stand as a base: another series, another place's average, another time.
_BASE = (
    r"(?!跨越)[一-鿿“（）%]{0,12}?(?:平均(?:水平|值|数|线)?|增[长速幅](?:水平|速度)?|增长率|(?<=[国省市区县])水平|上年(?:同期|末|度)?(?:水平)?|去年(?:同期|底)?(?:水平)?"
    r"|同期(?:水平)?|往年|历年|预期(?:目标)?|目标(?:值|任务)?|地区生产总值|生产总值|GDP|CPI|经济发展|(?:全[国省市区县]|全自治区|西部|中部|东部)(?:和?全[国省市])?(?:平均)?(?:水平|标准|增[长速幅]|均值)?|(?:19|20)\d{2}年(?:水平)?|国家(?:标准|要求|二级标准)|标准)"
)
_AGAINST = re.compile(rf"(?<![赶])(?P<word>{alternation(WORDS)})(?P<base>{_BASE})")
_WITH = re.compile(
    rf"(?:与|和|同)(?P<base>[一-鿿“”GDPCI（）、]{{2,18}}?)(?P<near>保持|实现)?(?P<near2>基本|大体|大致|总体)?(?P<near3>保持)?(?:{_EQUAL})(?:增长|提高|发展)?"
)
_TO_ZERO: dict[str, Comparator] = {
    "零增长": "eq", "正增长": "gt", "负增长": "lt", "只增不减": "ge", "只减不增": "le", "不增加": "le", "不减少": "ge", "不降低": "ge", "不反弹": "le",
}  # fmt: skip
_ZERO = re.compile(alternation(_TO_ZERO) + r"(?!行动|方案)")
_THAN = re.compile(
    rf"(?:比|较)(?P<base>{_BASE}|(?:19|20)\d{{2}}年[底末]?|年初|上月|上季度|前一年|“?十[一二三四五六七八九]五”?末)(?=[^，。；]{{0,6}}?(?:提高|增长|增加|上升|下降|减少|降低|多|少|高|低|快|翻))"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A value put in relation: text[start:end]; `comparator` is how the series stands to `base`.

    kind: against (高于全国平均), pace (与经济增长同步), change (零增长: against its own value before), than (比2020年, the base of a figure that
    follows).
    """

    start: int
    end: int
    comparator: Comparator
    base: str
    kind: str


def find_relations(text: str) -> list[Relation]:
    """The relational values of a clean text in order, none overlapping another."""
    out: list[Relation] = []
    for r in sorted(_found(text), key=lambda r: (r.start, r.start - r.end)):
        if not out or r.start >= out[-1].end:
            out.append(r)
    return out


def _found(text: str) -> Iterator[Relation]:
    for m in _AGAINST.finditer(text):
        yield Relation(m.start(), m.end(), WORDS[m["word"]], m["base"], "against")
    for m in _WITH.finditer(text):
        if _LOOSE.search(m.group()) and not _SERIES.search(m["base"]):
            continue  # 与新形势相适应: a turn of phrase
        yield Relation(m.start(), m.end(), "approx" if m["near2"] else "eq", m["base"], "pace")
    for m in _ZERO.finditer(text):
        yield Relation(m.start(), m.end(), _TO_ZERO[m.group()], "", "change")
    for m in _THAN.finditer(text):
        yield Relation(m.start(), m.end(), "eq", m["base"], "than")
