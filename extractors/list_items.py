"""The members of a clause's list that hold figures of their own, and figures that are only where a change began."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extractors.quantity import Quantity
from extractors.subjects import VERB_START, strip_lead

_JOINER = re.compile(r"以及|[、和与及]")
_FROM = re.compile(r"[由从]")
_TO = re.compile(r"到|至|为|达|降|增|升")
_PREDICATE = re.compile(
    r"(?:全面|如期|顺利|全部|按期|开展|实现|年内)*(?:完成|开工|竣工|建成|落地|投产|签约|攻坚|推进|实现年度目标)[一-鿿]{0,8}$"
)


@dataclass(slots=True)
class Item:
    """One member of a list in a clause, with the figures in it."""

    start: int
    end: int
    quantities: list[Quantity]
    first: bool  # first of its clause


# 完成60亿元任务的53%: the first is the task that the share is of
_OF_TASK = re.compile(r"[一-鿿]{0,8}(?:任务|目标|计划|预算|总数|总量)的(?:约|近)?")


def without_origins(text: str, a: int, quantities: list[Quantity]) -> list[Quantity]:
    """由A增加到B: only B is a measure."""
    kept = []
    for i, q in enumerate(quantities):
        following = quantities[i + 1] if i + 1 < len(quantities) else None
        if following is not None and following.unit == "%" and _OF_TASK.fullmatch(text[q.end : following.start]):
            continue
        if following is not None and following.family == q.family:
            before = text[max(a, q.start - 12) : q.start]
            between = text[q.end : following.start]
            if one_of_many(q, following, between):
                continue
            if _FROM.search(before) and _TO.search(between) and len(between) <= 14 and "、" not in between:
                continue
        kept.append(q)
    return kept


def one_of_many(total: Quantity, part: Quantity, between: str) -> bool:
    """562户被征收户已经签约的有203户: the first figure is the whole that the second is a part of."""
    return (
        total.unit == part.unit
        and total.family == "count"
        and bool(
            re.search(
                r"(?:的|中)(?:已)?有$|中[^，]{0,6}已|已[一-鿿]{2,4}$|中(?:开工|完成|完工|建成|签约|竣工|有)$", between
            )
        )
    )


_INDICATOR = re.compile(
    r"(?:完成|到位|实现|拉动|带动|撬动)[一-鿿]{0,6}(?:投资|资金)|率|比例|比重|占比|收入|产值|增加值|总额|销售|营收|利润|税收|浓度|水平"
)


def without_scopes(text: str, a: int, quantities: list[Quantity]) -> list[Quantity]:
    """31个断面优良比例达74.2%: a count that opens the clause only says of what the indicator is taken."""
    if len(quantities) < 2:
        return quantities
    one, two = quantities[0], quantities[1]
    opens = not strip_lead(text[a : one.start])
    if (
        opens
        and one.family == "count"
        and two.family in ("money", "ratio", "points")
        and _INDICATOR.search(text[one.end : two.start])
    ):
        return quantities[1:]
    return quantities


_WHERE = re.compile(
    r"[一-鿿]{0,10}?(?:[县区市镇乡村]|街道|社区|单位|部门|学校|医院)(?:以上)?(?:全部|全面|均|都|各|分别)?"
    + VERB_START.pattern
)


def after_scope(text: str, quantities: list[Quantity]) -> int | None:
    """Where the verb begins behind a count of places: 11个区｜新增停车位10万个; None where nothing is so counted."""
    for one, two in pairwise(quantities):
        if one.family != "count":
            return None
        m = _WHERE.match(text, one.end, two.start)
        if m and not re.search("[、和与及]", text[one.end : two.start]) and two.start - m.end() >= 2:
            return m.start("v")
    return None


def list_items(text: str, mask: str, a: int, b: int, quantities: list[Quantity]) -> list[Item]:
    """Cut a clause into list items that hold figures of their own; figures pooled under one subject stay together."""
    cuts: list[int] = []
    for i in range(len(quantities) - 1):
        one, two = quantities[i], quantities[i + 1]
        gap = mask[one.outer_end : two.outer_start]
        joiners = [m for m in _JOINER.finditer(gap) if m.group() in ("、", "以及") or _is_joint(gap, m)]
        if not joiners:
            continue
        noun_before = gap[: joiners[0].start()].strip("（）□")
        last = joiners[-1] if not noun_before else joiners[0]
        noun_after = gap[last.end() :]
        if noun_before and not gap[joiners[-1].end() :].strip("（□"):  # 10个碳中和领域的实验室和｜5个中心
            cuts.append(one.outer_end + joiners[-1].start())
        elif noun_before or noun_after.strip("（"):
            cuts.append(one.outer_end + joiners[0].start())
    if cuts and _one_predicate(text, a, b, quantities):
        cuts = []
    edges = [a, *cuts, b]
    out = []
    for i, (start, end) in enumerate(pairwise(edges)):
        skip = _JOINER.match(mask, start)
        begin = skip.end() if i and skip else start
        out.append(Item(begin, end, [q for q in quantities if begin <= q.start < end], i == 0))
    return [x for x in out if x.quantities]


def _one_predicate(text: str, a: int, b: int, quantities: list[Quantity]) -> bool:
    """162个攻坚工程、524项攻坚事项全面完成: counts of things that share one predicate at the end are one statement."""
    front = strip_lead(text[a : quantities[0].outer_start])
    after = text[quantities[-1].outer_end : b]
    pushed = front in ("", "推进", "推动", "促进") or front.startswith(("对", "将"))
    return pushed and all(q.family == "count" for q in quantities) and bool(_PREDICATE.search(after)) and len(after) > 4


def _is_joint(gap: str, m: re.Match[str]) -> bool:
    """Whether 和, 与 or 及 joins two items here, rather than standing inside a name (及时, 与会, 和谐)."""
    rest = gap[m.end() : m.end() + 1]
    return rest not in "时谐平会格其睦以" if rest else True
