"""Shares: a count of a total against a stated percentage, and a percentage of a total against a stated count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.arithmetic_claims import Found, fits, quotient, result, shown
from pipeline.arithmetic_figures import FIGURE, Figure, Masked

_MODIFIED = r"(?:的)?(?:比重|比例|份额)?(?:为|达到|达|约|约为)?"
# 占总数36%, 占其中的三成: of the total named last.
_OF_TOTAL = re.compile(
    rf"(?:约|仅|只|已)?占(?:了)?(?P<whole>(?:其|其中|全部|总|应[^，。；{FIGURE[1:-1]}]{{0,4}}|所有)?(?:总数|总量|总额|总户数|总人数|总面积|全部|其中)?){_MODIFIED}(?P<f>{FIGURE})"
)
# 占地区生产总值的36%: of a total by name.
_OF_NAME = re.compile(
    rf"(?:约|仅|只|已)?占(?:了)?(?:全[市省区县州国])?(?P<whole>[一-龥]{{2,14}}?)(?:的)?(?:比重|比例|份额)?(?:为|达到|达|约|约为)?(?P<f>{FIGURE})"
)
# 占年度计划的62.4%, 完成年度任务的80%, 为全年目标的91%: of what was planned.
_OF_PLAN = re.compile(
    rf"(?:占|完成|为|达|达到|是)(?:了)?(?:[全年市省区县]*(?:年度|全年|年|总)?(?:计划|目标|任务)(?:总?投资|总?数|总?量|额)?)(?:的)?(?:比重|比例)?(?:为|达到|达|约)?(?P<f>{FIGURE})"
)
# 开工、竣工率为56.9%: the verbs before it say what was counted.
_RATE = re.compile(rf"(?P<name>[一-龥、]{{2,12}})率(?:已)?(?:为|达到|达|约为|约|是|仅|仅为)?(?P<f>{FIGURE})")
_DONE = (
    "开工",
    "竣工",
    "完工",
    "复工",
    "投产",
    "签约",
    "落地",
    "办结",
    "整改",
    "入驻",
    "交付",
    "销号",
    "拆除",
    "腾退",
    "征收",
    "完成",
    "到位",
    "拨付",
    "支付",
    "执行",
    "采购",
    "兑现",
    "覆盖",
    "安置",
    "脱贫",
)
# 达到70%的要求（即达到81个）: what a percentage comes to.
_COMES_TO = re.compile(
    rf"(?P<p>{FIGURE})(?:的)?(?:以上)?(?:要求|目标|比例|标准|任务|进度)?(?:[（，])?(?:即|也就是|相当于|折合|合计?|计)(?:达到|达|为|要|约|完成|需)*(?P<f>{FIGURE})"
)
_PLANNED = re.compile(r"计划|目标|任务")
# A figure of change is no part of a total: 比上年增加345万人.
_CHANGE = re.compile(r"(?:增加|减少|增长|下降|提高|降低|净增|增|减|上升|回落)了?$")
# Words beside a figure that do not say what it counts.
_PLAIN = re.compile(
    r"合计|总计|共计|总共|一共|即|达到|达|已有|已经|已|现有|有|共|总|为|约|其中|累计|目前|还|需要?|须|要|的|新增|完成|实现|确保|力争|推动|按照|全[市省县区州国年]|年[底末内初]|今年|本年|中|个|和|将"
)
#: Units that say nothing of what is counted; a noun must agree.
_VAGUE = frozenset({"个", "项", "次", "处", "件", "人", "家"})


def shares(text: Masked) -> Iterator[Found]:
    """The shares that a stretch states of figures it gives as well."""
    for m in _OF_TOTAL.finditer(text.text):
        stated = text.figure(m["f"])
        part = _part_before(text, m.start(), stated)
        if part is not None and m["whole"]:
            yield from _share(part, stated, _wholes(text, part, larger=True))
    for m in _OF_NAME.finditer(text.text):
        stated = text.figure(m["f"])
        part = _part_before(text, m.start(), stated)
        if part is not None:
            yield from _share(part, stated, _named(text, part, m["whole"]))
    for m in _OF_PLAN.finditer(text.text):
        stated = text.figure(m["f"])
        part = _part_before(text, m.start(), stated)
        if part is not None:
            planned = [f for f in _wholes(text, part, larger=False) if _PLANNED.search(text.before(f))]
            yield from _share(part, stated, planned)
    for m in _RATE.finditer(text.text):
        stated = text.figure(m["f"])
        verbs = [verb for verb in _DONE if verb in m["name"]]
        part = _part_before(text, m.start(), stated)
        if part is None or not verbs:
            continue
        said = text.before(part) + text.after(part)
        if not any(verb in said for verb in verbs):
            continue
        wholes = _wholes(text, part, larger="完成" not in verbs)
        if part.family == "money":
            wholes = [f for f in wholes if _PLANNED.search(text.before(f))]
        yield from _share(part, stated, wholes)
    yield from _counts(text)


def _part_before(text: Masked, at: int, stated: Figure) -> Figure | None:
    """The figure that a share is said of: the last one before it, in the same sentence and no further than a clause."""
    if stated.unit != "%":
        return None
    for figure in reversed(text.figures):
        if figure.at >= at or _CHANGE.search(text.before(figure)):
            continue
        between = text.text[figure.at + 1 : at]
        if figure.unit in ("%", "百分点", "倍") or len(between) > 30 or re.search(r"[。；！？\n]", between):
            return None
        return figure if between.count("，") <= 1 else None
    return None


def _wholes(text: Masked, part: Figure, *, larger: bool) -> list[Figure]:
    """The totals that a part may be of, nearest sentence first: same unit, before it, of the same thing."""
    here = text.sentence_of(part.at)
    by_sentence: dict[int, list[Figure]] = {}
    for figure in text.figures:
        if figure.at >= part.at or figure.unit != part.unit or figure.value <= 0:
            continue
        if larger and figure.value <= part.value:
            continue
        if same_thing(text, figure, part):
            by_sentence.setdefault(here - text.sentence_of(figure.at), []).append(figure)
    for away in (0, 1):
        if by_sentence.get(away):
            return by_sentence[away]
    return []


def _named(text: Masked, part: Figure, name: str) -> list[Figure]:
    """The totals before a part, in its paragraph, that the words before them call by a name."""
    return [
        f
        for f in text.figures
        if f.at < part.at
        and f.unit == part.unit
        and f.value >= part.value
        and re.search(rf"{name}(?:为|达到|达|完成|实现|总量|总计|约|共)*$", text.before(f))
    ]


def same_thing(text: Masked, one: Figure, other: Figure) -> bool:
    """Whether two figures of one unit count the same thing, as far as their nouns say."""
    if one.unit != other.unit:
        return False
    if one.unit not in _VAGUE:
        return True
    here, there = (_nouns(text, f) for f in (one, other))
    return bool(here & there) or not here or not there


def _nouns(text: Masked, figure: Figure) -> frozenset[str]:
    """Character pairs of the words beside a figure that may say what it counts."""
    pieces = _PLAIN.split(text.before(figure)) + _PLAIN.split(text.after(figure))
    return frozenset(piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1))


def _share(part: Figure, stated: Figure, wholes: Sequence[Figure]) -> Iterator[Found]:
    """The share of a part: it holds where one of the totals fits, and does not where the only one does not."""
    judged = []
    for whole in wholes:
        value, low, high = quotient(part, whole)
        judged.append((whole, value, fits(stated, low, high)))
    good = [one for one in judged if one[2]]
    plain = not (part.hedged or stated.hedged)
    if not good and (len(judged) != 1 or not plain or judged[0][0].hedged):
        return
    whole, value, holds = (good or judged)[-1]
    formula = f"{shown(part)}÷{shown(whole)}＝{result(value, stated)}"
    yield Found("share", stated, (whole, part), value, formula, holds)


def _counts(text: Masked) -> Iterator[Found]:
    for m in _COMES_TO.finditer(text.text):
        percent, stated = text.figure(m["p"]), text.figure(m["f"])
        if percent.unit != "%" or stated.unit in ("%", "百分点", "倍"):
            continue
        judged = []
        for whole in text.figures:
            if whole.at < m.start() and whole.unit == stated.unit and whole.value > stated.value:
                value = whole.value * percent.value / 100
                # A count is rounded up or down.
                room = 1.0 if not stated.step else stated.step
                low, high = whole.low * percent.low / 100, whole.high * percent.high / 100
                judged.append((whole, value, fits(stated, low - room, high + room)))
        good = [one for one in judged if one[2]]
        if not good and (len(judged) != 1 or stated.hedged or percent.hedged):
            continue
        whole, value, holds = (good or judged)[-1]
        formula = f"{shown(whole)}×{shown(percent)}＝{result(value, stated)}"
        yield Found("part", stated, (whole, percent), value, formula, holds)
