"""Figures that say more of what stood before them, and figures shared by a list."""

from __future__ import annotations

import re

from extractors.drafts import Draft
from extractors.list_items import Item
from extractors.subjects import distribute
from schemas.values import Measure

_GOES_ON = re.compile(
    r"^(?:约?占|比(?!例|重)|较|同比|环比|其?(?:增幅|增速|增长率|涨幅|占比|比重|规模|总规模|总量|总数|总面积|总长度?|总里程|数量|产量|余额|(?:采购|签约|成交|合同|协议|中标)?金额|(?:协议|合同)(?:总)?(?:投资|引资)额?|(?:合计)?总投资|投资总额|(?:开通|完成|达标|覆盖|普及|使用|开工|竣工|开复工|签约|到位|投产|落地|拆迁|支付|、)+率)$|是|相当于|为|首次|同口径|按可比|年均|年递增|在[^，]{0,12}(?:中|内)?(?:率先|首次)?$|率先|从而|增长|迈上|同期|相比|"
    r"(?:总量|规模|增速|增幅|总额)(?:位|稳|跃)?[居列]|位居|居(?!民|家|住)|列(?!车)|排名|[从由](?!业)|在?全[国省市][^，]{0,8}(?:中|内)?率先|排|高于|快于|(?:完成|占|超|超额完成)[^，]{0,10}(?:年度)?(?:目标|任务|计划)(?:的)?$|\d[\d.]*[万亿]*[元吨人户个][^，]{0,6}(?:任务|目标|计划|预算)的?$)"
)
_ADVERB_END = re.compile(r"(?:分别|均|各|都|全部|累计|预计|总计|共|总)+$")
_MEASURABLE = re.compile(
    r"(?:率|比例|比重|占比|覆盖面|满意度|起数|人数|户数|总量|总额|强度|浓度|排放量|收入|产值|增加值|指数|投资|利润|税收|客流量|吞吐量)$"
)


def continues(noun: str, tail: str, right: str, left: str) -> bool:
    """Whether a figure says more of the subject before it: 增长8%，达到1000亿元; 占GDP比重达45%."""
    if right and not _GOES_ON.match(noun):
        return False
    if not noun:
        return bool(tail.strip("，、（了")) or not left.strip("，、（") or bool(_ADVERB_END.search(left))
    return bool(_GOES_ON.match(noun)) or bool(re.fullmatch(r".{0,8}\d{4}年的", noun))


def extend(previous: Draft, measures: list[Measure], item: Item, pooled: bool, out: list[Draft], each: bool) -> None:
    """Give the figures of an item to the statement before it, or one each to the statements of its pooled list."""
    if each and len(measures) == 1 and previous is out[-1] and previous.rule == "measured.pooled":
        for d in out:  # A、B分别控制在2万吨、3万吨，均下降8%: the one figure is said of each
            if d.rule == previous.rule and d.clause == previous.clause and d.start == previous.start:
                d.measures.append(measures[0])
                d.end = max(d.end, item.end)
        return
    if pooled and len(out) >= len(measures) and previous is out[-1]:
        group = out[-len(measures) :]
        if all(len(d.measures) == 1 for d in group):
            spread_sign(measures)
            for d, m in zip(group, measures, strict=True):
                d.measures.append(m)
                d.end = item.end
                d.start = group[0].start
            return
    previous.measures.extend(measures)
    previous.end = max(previous.end, item.end)


def spread_sign(measures: list[Measure]) -> None:
    """分别下降8%、10%: every figure of a pooled list falls."""
    if measures and measures[0].value < 0:
        for i, m in enumerate(measures):
            if m.value > 0:
                measures[i] = Measure(-m.value, m.unit, m.comparator, "growth", m.raw, m.upper, m.start, m.end, m.rule)
    elif measures and measures[0].kind == "growth":
        for i, m in enumerate(measures):
            if m.kind == "share":
                measures[i] = Measure(m.value, m.unit, m.comparator, "growth", m.raw, m.upper, m.start, m.end, m.rule)


def same_for_all(noun: str, said: bool) -> list[str] | None:
    """The subjects of a list that one figure is said of; said: whether 均 or 分别 says so."""
    names = [x for x in re.split(r"[、和与及]", noun) if x]
    if len(names) < 2 or "等" in noun:
        return None
    if said or all(_MEASURABLE.search(n) for n in names):
        return distribute(noun, len(names))
    return None
