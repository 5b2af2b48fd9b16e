"""One quantity, its unit, and the words that bound it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from extractors.lexicon import alternation, read_table
from schemas.values import Comparator


@dataclass(slots=True)
class Unit:
    """A term of units.tsv: `factor` base units (`base`) in one of it."""

    base: str
    factor: Decimal
    family: str


@dataclass(slots=True)
class Quantity:
    """A figure in clean text.

    start, end: the number with its unit.  outer_start, outer_end: with its bounds and hedges (不低于…, …左右).
    value, upper: in `unit`.  raw_value: the number before its scale word.  unit is "" for a plain number.
    family: of the unit.  bound_end: whether the bound stands after the figure (以上), so that it may cover a list.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: float
    upper: float | None
    unit: str
    family: str
    comparator: Comparator
    raw_value: float
    scale: str
    raw_unit: str
    rule: str
    bound_end: bool = False
    growth: bool = False


#: Units by the term as written.
UNITS = {r["term"]: Unit(r["unit"], Decimal(r["factor"]), r["family"]) for r in read_table("units")}
_WORDS = {r["term"]: r["not_before"] for r in read_table("unit_words")}
#: Terms that are a unit only beside one of these words (算力 for P).
NEAR = {r["term"]: re.compile(r["near"]) for r in read_table("unit_words") if r["near"]}


def unit_pattern(terms: Iterable[str]) -> str:
    """A pattern of units, the longer before the shorter, none where a word begins with it (3台阶, 5集团)."""
    return "|".join(
        re.escape(t) + (f"(?!{_WORDS[t]})" if _WORDS.get(t) else "")
        for t in sorted(set(terms), key=lambda t: (-len(t), t))
    )


UNIT = unit_pattern(UNITS)
# Signs in a denominator, and what prose writes for them.
_PER_SIGNS = {"m3": "立方米", "m³": "立方米", "m2": "平方米", "m²": "平方米", "㎡": "平方米", "s": "秒", "h": "小时", "d": "日",
              "a": "年", "kWh": "千瓦时", "t": "吨", "kg": "千克", "L": "升", "km": "公里", "km2": "平方公里"}  # fmt: skip


def per_unit(base: str, per: str) -> str:
    """The unit of a rate: 微克 and m³ are 微克/立方米."""
    return f"{base}/{_PER_SIGNS.get(per, per)}"


_BOUNDS = read_table("bounds")
#: Comparators by the word before or after a figure.
BEFORE = {r["term"]: cast(Comparator, r["comparator"]) for r in _BOUNDS if r["side"] == "before"}
AFTER = {r["term"]: cast(Comparator, r["comparator"]) for r in _BOUNDS if r["side"] == "after"}
#: Pattern of the words after a figure that bound it; 内 only where the clause ends.
AFTER_WORDS = alternation(t for t in AFTER if t not in ("内", "多", "余", "强", "起")) + (
    r"|内(?=[，。；、）]|$)|(?<=元)起(?=[，。；、）]|$)"
)
_BEFORE_FIGURE = re.compile(rf"(?<![签节预合制条公特a-zA-Z/])({alternation(BEFORE)})(?:达到|达|到|为|了|有|在)?$")


def bounds(text: str, start: int, end: int, post: str | None, more: bool) -> tuple[Comparator, int, int, bool]:
    """(comparator, outer start, outer end, whether the bound stands after) of a figure text[start:end].

    post: the bounding words after it, if any.  more: 多 or 余 inside it.
    """
    before = _BEFORE_FIGURE.search(text, max(0, start - 8), start)
    outer_start = before.start() if before else start
    outer_end = end + len(post or "")
    if post:
        return AFTER[post], outer_start, outer_end, True
    if before:
        return BEFORE[before.group(1)], outer_start, outer_end, False
    return ("gt" if more else "eq"), outer_start, outer_end, False


def to_float(value: Decimal) -> float:
    """The value to six places, which no printed figure exceeds; a float as it is where it has more digits than a Decimal keeps."""
    return float(round(value, 6)) if value.adjusted() < 20 else float(value)
