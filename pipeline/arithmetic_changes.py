"""Changes: growth against two levels, differences between them, multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.arithmetic_claims import Found, fits, result, shown
from pipeline.arithmetic_figures import FIGURE, FIRST, Figure, Masked
from pipeline.arithmetic_shares import same_thing

_F = FIGURE[1:-1]
_VERB = (
    r"(?:增长|增加|提高|提升|上升|上涨|扩大|发展|攀升|跃升|下降|降低|减少|缩小|压减|压缩|精减|精简|回落|收窄|调整|恢复|改善"
    r"|增|升|降|减|扩|变|跃)"
)
_YEAR = r"(?:(?P<{0}>\d{{4}})年(?:末|底|初)?(?:的)?)?"
# 由166万户增加到276万户、增长66.3%
_FROM_TO = re.compile(
    rf"[从由](?:[^，。；、（{_F}\d]{{0,6}}?)"
    + _YEAR.format("y1")
    + rf"(?:的)?(?P<a>{FIGURE})(?:[^，。；、{_F}\d]{{0,4}}?)(?:稳步|大幅|迅速|快速)?{_VERB}?(?:到|至|为)(?:了)?"
    + _YEAR.format("y2")
    + rf"(?:的)?(?P<b>{FIGURE})[^，。；、（{_F}]{{0,4}}?[，、（]?(?P<how>[^，。；、（{_F}]{{0,10}}?)(?P<c>{FIGURE})"
)
_HOW = re.compile(
    r"(?P<yearly>(?:[两三四五]年|\d年)?年均|(?:[两三四五]年|\d年)?年平均|平均每年)?(?:共|累计|总共|净|合计|总|名义|分别)?(?:增长|增加|提高|提升|上升|上涨|扩大|下降|降低|减少|缩小|压减|压缩|回落|收窄|净增|精减|精简|缩减|翻|增|降|减|(?:[增减降涨升]幅|(?:精减|精简|压减|压缩|缩减|增长|下降)(?:幅度|比例|率))(?:达到|达|为)?)(?:了|约|近|达|超)?"
)
# 3664亿元，是2002年1288亿元的2.8倍
_TIMES = re.compile(
    rf"(?P<b>{FIGURE})[^，。；{_F}]{{0,4}}[，、]?(?:是|为|相当于)(?:[^，。；{_F}]{{0,12}}?)(?P<a>{FIGURE})的(?P<c>{FIGURE})"
)
#: Grows at constant prices: figures of money at today's prices say nothing of it.
_REAL = re.compile(r"生产总值|GDP|增加值|经济总量|总产值|人均|收入|消费支出|产值")
_PERIOD = re.compile(r"(?P<n>[两三四五])年(?:来|间|里|中|内)|“?十[一二三四五]五”?|过去(?P<m>[三四五])年")
_NUMBERS = {"两": 2, "三": 3, "四": 4, "五": 5}
# 还需要推动15个: what is left between a goal and what has been reached.
_LEFT = re.compile(
    rf"(?:还|尚|仍)(?:需要?|须|差|缺|应|要)(?:再)?[^，。；{_F}]{{0,14}}?(?P<f>{FIGURE})|(?:差距|缺口|差额|剩余)(?:还有|为|达|有)?(?P<g>{FIGURE})"
)
_GOAL = re.compile(r"达到|目标|计划|任务|要求|应|需达|力争|确保|年度|全年|总")
_REACHED = re.compile(r"已|目前|完成|累计|实现|现有|截[至止]")
#: Percentage points by which a yearly average may be off and not be questioned.
YEARLY = 1.0
#: Of how many figures before it a difference is looked for.
NEAR = 8


def changes(text: Masked) -> Iterator[Found]:
    """The changes that a stretch states of figures it gives as well."""
    for m in _FROM_TO.finditer(text.text):
        found = _change(text, m)
        if found is not None:
            yield found
    for m in _TIMES.finditer(text.text):
        a, b, c = (text.figure(m[g]) for g in "abc")
        if c.unit == "倍" and a.unit == b.unit and a.value > 0:
            holds = fits(c, b.low / a.high, b.high / a.low if a.low > 0 else b.high / a.value)
            if holds or not (a.hedged or b.hedged or c.hedged):
                yield Found(
                    "times",
                    c,
                    (b, a),
                    b.value / a.value,
                    f"{shown(b)}÷{shown(a)}＝{result(b.value / a.value, c)}",
                    holds,
                )
    yield from differences(text)


def _change(text: Masked, m: re.Match[str]) -> Found | None:
    a, b, c = (text.figure(m[g]) for g in "abc")
    how = _HOW.fullmatch(m["how"])
    if a.unit != b.unit or a.value <= 0 or b.value <= 0 or (how is None and c.unit != "倍") or a.low <= 0:
        return None
    plain = not (a.hedged or b.hedged or c.hedged)
    falls = b.value < a.value
    if how and how["yearly"]:
        return _yearly(text, m, a, b, c, plain)
    rates = a.unit == "%"
    if (c.unit == "百分点" and rates) or (c.unit == a.unit and not rates):
        value = abs(b.value - a.value)
        low, high = (
            abs(b.value - a.value) - (a.high - a.low + b.high - b.low) / 2,
            value + (a.high - a.low + b.high - b.low) / 2,
        )
        formula = f"{shown(max(a, b, key=_value))}－{shown(min(a, b, key=_value))}＝{result(value, c)}"
        return _made("difference", c, (a, b), value, formula, fits(c, low, high), plain)
    if c.unit == "倍" and not falls:
        ratio, low, high = b.value / a.value, b.low / a.high, b.high / a.low
        whole = fits(c, low, high)
        formula = f"{shown(b)}÷{shown(a)}＝{result(ratio, c)}"
        if whole or "番" in c.text:
            return _made("times", c, (a, b), ratio, formula, whole, plain)
        return _made(
            "growth", c, (a, b), ratio - 1, f"{formula}，增长{result(ratio - 1, c)}", fits(c, low - 1, high - 1), plain
        )
    if c.unit == "%" and not rates:
        value = 100 * (b.value - a.value) / a.value
        low, high = 100 * (b.low / a.high - 1), 100 * (b.high / a.low - 1)
        if falls:
            value, low, high = -value, -high, -low
        more, less = (a, b) if falls else (b, a)
        formula = f"（{shown(more)}－{shown(less)}）÷{shown(a)}＝{result(value, c)}"
        return _made("growth", c, (a, b), value, formula, fits(c, low, high), plain and not _real(text, m))
    return None


def _value(figure: Figure) -> float:
    return figure.value


def _real(text: Masked, m: re.Match[str]) -> bool:
    """Whether the growth may be at constant prices."""
    return _REAL.search(text.text[max(0, m.start() - 20) : m.end()]) is not None


def _yearly(text: Masked, m: re.Match[str], a: Figure, b: Figure, c: Figure, plain: bool) -> Found | None:
    """A yearly average over a period that the text names; where it does not, one that fits is found among a few.

    Averages are made in more than one way and of figures revised since: a small difference is no contradiction.
    """
    if c.unit not in ("%", "百分点") or b.value < a.value or (a.unit == "%") != (c.unit == "百分点"):
        return None
    named = _PERIOD.search(text.text[max(0, m.start() - 40) : m.end()])
    spans: tuple[int, ...]
    if m["y1"] and m["y2"]:
        spans = (int(m["y2"]) - int(m["y1"]),)
    elif named:
        spans = (_NUMBERS.get(named["n"] or named["m"] or "", 5),)
    else:
        spans = (5, 4, 3)
    value, formula = 0.0, ""
    for years in spans:
        if years < 2:
            continue
        if c.unit == "百分点":
            value, low, high = ((end - start) / years for start, end in _ends(a, b))
            formula = f"（{shown(b)}－{shown(a)}）÷{years}＝{result(value, c)}"
        else:
            value, low, high = (100 * ((end / start) ** (1 / years) - 1) for start, end in _ends(a, b))
            formula = f"（{shown(b)}÷{shown(a)}）开{years}次方－1＝{result(value, c)}"
        if fits(c, low, high):
            return Found("growth", c, (a, b), value, formula, True)
    if len(spans) == 1 and spans[0] > 1 and plain and not _real(text, m) and abs(value - c.value) > YEARLY:
        return Found("growth", c, (a, b), value, formula, False)
    return None


def _ends(a: Figure, b: Figure) -> tuple[tuple[float, float], ...]:
    """First and last level as written, then those that make the change smallest and greatest."""
    return (a.value, b.value), (a.high, b.low), (a.low, b.high)


def _made(
    kind: str, stated: Figure, operands: tuple[Figure, ...], computed: float, formula: str, holds: bool, plain: bool
) -> Found | None:
    if not holds and not plain:
        return None
    return Found(kind, stated, operands, computed, formula, holds)  # type: ignore[arg-type]


def differences(text: Masked) -> Iterator[Found]:
    """What is left (还需15个) against the goal and what has been reached, both named before it."""
    for m in _LEFT.finditer(text.text):
        stated = text.figure(m["f"] or m["g"])
        number = ord(m["f"] or m["g"]) - FIRST
        before = [f for f in text.figures[:number] if same_thing(text, f, stated) and f.unit not in ("%", "倍")][-NEAR:]
        goals = [f for f in before if _GOAL.search(_said(text, f))]
        reached = [f for f in before if _REACHED.search(_said(text, f)) and not _GOAL.search(text.before(f)[-4:])]
        pairs = [(g, r) for g in reversed(goals) for r in reversed(reached) if g.value > r.value and g is not r]
        fitting = [(g, r) for g, r in pairs if fits(stated, g.low - r.high, g.high - r.low)]
        if not pairs or (not fitting and (stated.hedged or any(f.hedged for f in pairs[0]))):
            continue
        goal, got = (fitting or pairs)[0]
        value = goal.value - got.value
        yield Found(
            "difference",
            stated,
            (got, goal),
            value,
            f"{shown(goal)}－{shown(got)}＝{result(value, stated)}",
            bool(fitting),
        )


def _said(text: Masked, figure: Figure) -> str:
    return text.before(figure) + text.after(figure)[:6]
