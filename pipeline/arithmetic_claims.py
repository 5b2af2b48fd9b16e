"""A relation between figures as found, before it has a place in the document; and the sums behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.arithmetic_figures import Figure
from pipeline.wording import amount, number
from schemas.claims import ClaimKind

#: How many times the last written place a stated figure may be off: half is rounding, a whole one is truncation.
PLACES = 1.0
#: Relative difference that no text shows.
EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """stated: the figure that follows from `operands`.  computed: its value from them, in its unit."""

    kind: ClaimKind
    stated: Figure
    operands: tuple[Figure, ...]
    computed: float
    formula: str
    holds: bool


def fits(stated: Figure, low: float, high: float) -> bool:
    """Whether a stated figure can stand for something between two values, by the rounding its text shows."""
    slack = max(stated.step * (PLACES - 0.5), EPSILON * max(abs(high), abs(stated.value)))
    return stated.low - slack <= high and low <= stated.high + slack


def quotient(part: Figure, whole: Figure) -> tuple[float, float, float]:
    """(value, lowest, highest) of a part as a percentage of a whole."""
    return (
        100 * part.value / whole.value,
        100 * part.low / whole.high,
        100 * part.high / whole.low if whole.low > 0 else float("inf"),
    )


def shown(figure: Figure) -> str:
    """A figure in a formula, as the document wrote it, without its hedges where it is a plain number."""
    m = re.search(r"\d[\d,.]*(?:万亿|千亿|百亿|千万|百万|亿|万)?", figure.text)
    if m is None:
        return amount(figure.value, figure.unit)
    tail = figure.raw_unit if figure.unit in ("%", "百分点", "倍") else ""
    return m.group().replace(",", "") + {"百分点": "个百分点"}.get(figure.unit, tail)


def result(value: float, like: Figure) -> str:
    """A computed value as the stated figure writes its own, one place further where that is not whole."""
    scale = like.value / _written(like) if _written(like) else 1.0
    digits = max(0, _decimals(like) + 1)
    m = re.search(r"\d[\d,.]*(万亿|千亿|百亿|千万|百万|亿|万)?", like.text)
    words = (m[1] or "") if m else ""
    unit = {"百分点": "个百分点", "%": "%", "倍": "倍"}.get(like.unit, "")
    return f"{number(round(value / scale, digits))}{words}{unit}"


def rounded(value: float, like: Figure) -> float:
    """A computed value one place further than the stated figure goes."""
    scale = like.value / _written(like) if _written(like) else 1.0
    return round(round(value / scale, _decimals(like) + 1) * scale, 6)


def _written(figure: Figure) -> float:
    m = re.search(r"\d[\d,.]*", figure.text)
    return float(m.group().replace(",", "").rstrip(".")) if m else figure.value


def _decimals(figure: Figure) -> int:
    m = re.search(r"\d[\d,.]*", figure.text)
    return len(m.group().rstrip(".").partition(".")[2]) if m else 0


def joined(figures: Sequence[Figure], sign: str) -> str:
    """Figures with a sign between them."""
    return sign.join(map(shown, figures))
