"""Sums: parts that add up to their total, shares that make up the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.lexicon import read_table
from pipeline.arithmetic_claims import Found, joined, result
from pipeline.arithmetic_figures import FIGURE, FIRST, Figure, Masked
from pipeline.arithmetic_shares import same_thing

_F = FIGURE[1:-1]
# 13个未开工项目中，有5个…，有8个…; 100亿元，其中A 60亿元、B 40亿元
_OF_WHICH = re.compile(
    rf"(?P<t>{FIGURE})(?P<noun>[^，。；：{_F}]{{0,16}})(?:中(?=[，有{_F}]|[^，。；{_F}]{{1,10}}{FIGURE})|[，、（。；][^，。；：{_F}]{{0,4}}(?:其中|包括|分别为|分别是)|(?:，)?(?:分为|包括|由))"
)
# A 3个、B 5个，合计8个
_IN_ALL = re.compile(rf"[，、；（](?:合计|总计|共计|总共|一共|共|加起来)[^，。；{_F}]{{0,6}}(?P<t>{FIGURE})")
_STRONG = re.compile(r"合计|总计|总共|一共|加起来")
_REST = re.compile(r"其余|剩余|余下|另外|还有|其他|其它")
_THREE = re.compile(rf"(?P<name>[^，。；{_F}]{{0,20}})(?P<a>{FIGURE})[:：](?P<b>{FIGURE})[:：](?P<c>{FIGURE})(?![:：])")
_STRUCTURE = re.compile(r"产业|结构|比重|比例|占比|投资|构成")
#: How many parts a total may have.
MOST_PARTS = 12
#: How far the sum of shares may be from 100.
HUNDRED = 0.35
#: Share of a total by which rounding may move a sum that is still checked.
ROUGH = 0.06
_RATES = frozenset({"%", "百分点", "倍", "位"})


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(row["one"]), re.compile(row["other"])) for row in read_table("opposites"))


def sums(text: Masked) -> Iterator[Found]:
    """The totals that a stretch states of parts it gives as well."""
    for m in _OF_WHICH.finditer(text.text):
        found = _of_which(text, text.figure(m["t"]), m.end())
        if found is not None:
            yield found
    for m in _IN_ALL.finditer(text.text):
        found = _in_all(text, text.figure(m["t"]), m.start(), strong=_STRONG.search(m.group()) is not None)
        if found is not None:
            yield found
    for m in _THREE.finditer(text.text):
        parts = [text.figure(m[g]) for g in "abc"]
        total = sum(f.value for f in parts)
        if all(f.unit == "%" for f in parts) and 50 <= total <= 200 and _STRUCTURE.search(_head(text, m)):
            holds = abs(total - 100) <= HUNDRED
            yield Found(
                "structure",
                parts[-1],
                tuple(parts),
                100 - total + parts[-1].value,
                f"{joined(parts, '＋')}＝{result(total, parts[-1])}",
                holds,
            )


def _head(text: Masked, m: re.Match[str]) -> str:
    return text.text[max(0, m.start() - 12) : m.start("a")]


def _of_which(text: Masked, total: Figure, at: int) -> Found | None:
    stop = re.search(r"[。！？\n]", text.text[at:])
    end = at + stop.start() if stop else len(text.text)
    parts: list[Figure] = []
    for figure in text.figures[ord(text.text[total.at]) - FIRST + 1 :]:
        if figure.at >= end or len(parts) >= MOST_PARTS:
            break
        if figure.unit == total.unit and figure.value <= total.high:
            parts.append(figure)
    return _summed(text, total, parts, at, end)


def _summed(text: Masked, total: Figure, parts: Sequence[Figure], at: int, end: int) -> Found | None:
    """The first two or more parts that make up the total; a contradiction only where the parts leave nothing out."""
    if total.unit in _RATES:
        return None
    for count in range(2, len(parts) + 1):
        if _adds_up(total, parts[:count]):
            return _sum(total, parts[:count], True)
    if len(parts) < 2 or _rough(total, parts) or total.hedged or any(p.hedged for p in parts):
        return None
    here = parts[:2]
    if len(parts) == 2 and _leave_nothing(text, here) and 0.5 * total.value < _value(here) < 1.5 * total.value:
        return _sum(total, here, False)
    return None


def _value(parts: Sequence[Figure]) -> float:
    return sum(p.value for p in parts)


def _adds_up(total: Figure, parts: Sequence[Figure]) -> bool:
    low, high = sum(p.low for p in parts), sum(p.high for p in parts)
    slack = 1e-9 * total.value
    if abs(_value(parts) - total.value) <= slack:
        return True
    return not _rough(total, parts) and total.low - slack <= high and low <= total.high + slack


def _rough(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the figures are rounded so much that their sum says little."""
    return sum(p.high - p.low for p in (total, *parts)) > ROUGH * total.value


def _sum(total: Figure, parts: Sequence[Figure], holds: bool) -> Found:
    value = _value(parts)
    return Found("sum", total, tuple(parts), value, f"{joined(parts, '＋')}＝{result(value, total)}", holds)


def _leave_nothing(text: Masked, parts: Sequence[Figure]) -> bool:
    """Whether two parts are opposites (城镇 and 农村, 已 and 未, above and below a bound), or the last is the rest."""
    one, other = (_around(text, p) for p in parts)
    if _REST.search(text.before(parts[-1])):
        return True
    return any(
        (a.search(one) and b.search(other) and not a.search(other))
        or (b.search(one) and a.search(other) and not a.search(one))
        for a, b in _opposites()
    )


def _around(text: Masked, figure: Figure) -> str:
    """The words of a part: its whole clause between commas, other figures in it included as they stand."""
    start = max(text.text.rfind(mark, 0, figure.at) for mark in "，。；、：")
    ends = [at for mark in "，。；、" if (at := text.text.find(mark, figure.at)) >= 0]
    return text.text[start + 1 : min(ends, default=len(text.text))]


def _in_all(text: Masked, total: Figure, at: int, *, strong: bool) -> Found | None:
    """Parts before their total, directly before it and nothing else between."""
    if total.unit in _RATES:
        return None
    number = ord(text.text[total.at]) - FIRST
    sentence = text.sentence_of(total.at)
    parts: list[Figure] = []
    for figure in reversed(text.figures[:number]):
        if figure.unit != total.unit or text.sentence_of(figure.at) != sentence or len(parts) >= MOST_PARTS:
            break
        parts.append(figure)
    parts.reverse()
    for first in range(len(parts) - 1):
        if _adds_up(total, parts[first:]):
            return _sum(total, parts[first:], True)
    plain = not total.hedged and not any(p.hedged for p in parts)
    exact = strong and len(parts) >= 2 and plain and not _rough(total, parts)
    if exact and all(p.raw_unit == total.raw_unit and same_thing(text, total, p) for p in parts):
        return _sum(total, parts, False)
    return None
