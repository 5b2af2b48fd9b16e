"""One quantity, its unit, and the words that bound it."""

from __future__ import annotations

import re
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
UNIT = alternation(UNITS)

_BOUNDS = read_table("bounds")
#: Comparators by the word before or after a figure.
BEFORE = {r["term"]: cast(Comparator, r["comparator"]) for r in _BOUNDS if r["side"] == "before"}
AFTER = {r["term"]: cast(Comparator, r["comparator"]) for r in _BOUNDS if r["side"] == "after"}
#: Pattern of the words after a figure that bound it; 内 only where the clause ends.
AFTER_WORDS = r"及以上|以上|及以下|以下|以内|之内|左右|上下|内(?=[，。；、）]|$)"
_BEFORE_FIGURE = re.compile(rf"(?<![签节预合制条公特])({alternation(BEFORE)})(?:达到|达|到|为|了|有)?$")


def bounds(text: str, start: int, end: int, post: str | None, more: bool) -> tuple[Comparator, int, int, bool]:
    """(comparator, outer start, outer end, whether the bound stands after) of a figure text[start:end].

    post: the bounding words after it, if any.  more: 多 or 余 inside it.
    """
    before = _BEFORE_FIGURE.search(text, max(0, start - 7), start)
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
