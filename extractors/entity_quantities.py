"""Quantities of any text, wider than prose needs them: plain numbers, spoken units, sums of several parts, comparisons.

The statements of plans and reports are read from `find_quantities` alone; what is found here is for `duban entities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.entity_bounds import bound, opposed, ranges, stands_alone
from extractors.entity_figures import Figure, figures
from extractors.entity_units import (
    ALL_UNITS,
    BEFORE_CURRENCY,
    CURRENCIES,
    HALVED,
    MONEY_PARTS,
    MONTHS,
    PART,
    SECONDS,
    TIME_PARTS,
    unit_after,
)
from extractors.numbers import parse_numeral
from extractors.quantity import Quantity, Unit, to_float
from schemas.values import Comparator

_AND_A_HALF = re.compile(r"个半(?P<unit>小时|月|钟头|星期|季度)")
_HALF_OF = re.compile(r"半[年月天径]")
_HALF = re.compile(
    r"(?<![上下大多前后过对每一个])半(?:个)?(?P<unit>年|小时|月|天|钟头|成)(?![报期谈板])|(?P<fold>(?<=打)对折)"
    r"|(?P<quarter>[一二两三])刻钟"
)
_JOIN = re.compile(r"[又零]?")
_TENTHS = re.compile(r"(?P<kind>成|折(?!合|叠|子|射|旧|算|扣|中|磨|腾|返|损))")

_MEASURES = frozenset(("money", "area", "length", "mass", "volume", "power", "energy", "time", "other"))


def wide_quantities(text: str) -> list[Quantity]:
    """The quantities of a plain text, plain numbers too (unit ""), in order, none overlapping another."""
    found: list[Quantity] = list(_halves(text))
    numbers = figures(text)
    i = 0
    while i < len(numbers):
        q, used = _quantity(text, numbers, i)
        i += used
        if q is not None:
            found.append(q)
    found.sort(key=lambda q: q.start)
    for q in found:
        bound(text, q)
    found = opposed(text, ranges(text, found))
    return [q for q in found if q.unit or q.comparator != "eq" or stands_alone(text, q)]


def _quantity(text: str, numbers: list[Figure], i: int) -> tuple[Quantity | None, int]:
    """The quantity that begins with the i-th number, None where it is none, and how many numbers it takes."""
    f = numbers[i]
    if f.ratio:
        return _make(f, f.end, "%", "ratio", "number.fraction"), 1
    after = numbers[i + 1] if i + 1 < len(numbers) and numbers[i + 1].start == f.end else None
    if after is not None and _digit(f) and _digit(after) and text[after.end : after.end + 1] == "折":
        return _make(
            Figure(f.start, after.end, f.value * 10 + after.value), after.end + 1, "%", "ratio", "number.tenths"
        ), 2
    if tenths := _TENTHS.match(text, f.end):
        return _tenths(text, numbers, i, tenths)
    if currency := BEFORE_CURRENCY.search(text, max(0, f.start - 4), f.start):
        unit = unit_after(text, f)
        end = f.end + len(unit) if unit and ALL_UNITS[unit].family == "money" else f.end
        q = _make(f, end, CURRENCIES[currency.group()], "money", "number.currency")
        q.start = q.outer_start = currency.start()
        return q, 1
    if half := _AND_A_HALF.match(text, f.end):
        halved = Figure(f.start, f.end, f.value + Decimal("0.5"), words=f.words)
        return _make(
            halved, half.end(), HALVED[half["unit"]].base, "time", "number.time", HALVED[half["unit"]], half["unit"]
        ), 1
    if (unit := unit_after(text, f)) is None:
        return _make(f, f.end, "", "number", "number.words" if f.words else "number.plain"), 1
    return _parts(text, numbers, i, unit)


def _digit(f: Figure) -> bool:
    return f.words and f.end - f.start == 1 and f.value < 10


def _make(
    f: Figure, end: int, base: str, family: str, rule: str, unit: Unit | None = None, written: str = ""
) -> Quantity:
    factor = unit.factor if unit else Decimal(1)
    upper = None if f.upper is None else to_float(f.upper * factor)
    comparator: Comparator = "range" if upper is not None else "gt" if f.more else "eq"
    raw = f.value if f.bare is None else f.bare
    return Quantity(
        f.start,
        end,
        f.start,
        end,
        to_float(f.value * factor),
        upper,
        base,
        family,
        comparator,
        float(raw),
        "",
        written,
        rule,
    )


def _tenths(text: str, numbers: list[Figure], i: int, m: re.Match[str]) -> tuple[Quantity | None, int]:
    """Tenths: 七成六, 2.5成, 九折, 72折. 十折 takes nothing off and is none."""
    f = numbers[i]
    after = numbers[i + 1] if i + 1 < len(numbers) and numbers[i + 1].start == m.end() else None
    if m["kind"] == "成" and after is not None and _digit(after):
        return _make(
            Figure(f.start, after.end, f.value * 10 + after.value), after.end, "%", "ratio", "number.tenths"
        ), 2
    if m["kind"] == "折" and f.value >= 10:
        return (_make(f, m.end(), "%", "ratio", "number.tenths") if 10 < f.value < 100 else None), 1
    scaled = Figure(f.start, f.end, f.value * 10, f.upper and f.upper * 10, f.more, f.words, bare=f.value)
    return _make(scaled, m.end(), "%", "ratio", "number.tenths", written=m["kind"]), 1


def _parts(text: str, numbers: list[Figure], i: int, term: str) -> tuple[Quantity, int]:
    """A figure with its unit and what belongs to it: 两米半, 50元6角三分, 8天又二十个小时."""
    f, unit = numbers[i], ALL_UNITS[term]
    end = f.end + len(term)
    if text.startswith("半", end) and unit.family in _MEASURES and not _HALF_OF.match(text, end):
        f = Figure(f.start, f.end, f.value + Decimal("0.5"), None, f.more, f.words)
        end += 1
    q = _make(f, end, unit.base, unit.family, "number.unit", unit, term)
    if unit.family not in ("money", "time"):
        return q, 1
    parts, used = [(f.value, unit)], 1
    while i + used < len(numbers):
        g = numbers[i + used]
        m = PART.match(text, g.end)
        if m is None or not _JOIN.fullmatch(text[end : g.start]) or g.value < 0:
            break
        part = (MONEY_PARTS if unit.family == "money" else TIME_PARTS).get(m.group())
        if part is None or part.family != unit.family or (unit.family == "money" and part.base != unit.base):
            break
        parts.append((g.value, part))
        end, used = m.end(), used + 1
    if used > 1:
        q.end = q.outer_end = end
        q.rule, q.raw_unit = "number.parts", ""
        if unit.family == "money":
            q.value = to_float(sum((n * u.factor for n, u in parts), Decimal(0)))
        else:
            q.unit = min((u.base for _, u in parts), key=lambda base: SECONDS[base])
            lengths = MONTHS if q.unit in MONTHS else SECONDS
            q.value = to_float(sum((n * u.factor * lengths[u.base] for n, u in parts), Decimal(0)) / lengths[q.unit])
        q.raw_value, q.raw_unit = q.value, q.unit
    return q, used


def _halves(text: str) -> Iterator[Quantity]:
    """半年, 半小时, 半成, 打对折, 一刻钟: half of a unit, a quarter of an hour."""
    for m in _HALF.finditer(text):
        if m["fold"]:
            yield _make(Figure(m.start(), m.end(), Decimal(50)), m.end(), "%", "ratio", "number.half")
        elif m["quarter"]:
            n = parse_numeral(m["quarter"]) or Decimal(1)
            yield _make(Figure(m.start(), m.end(), n * 15), m.end(), "分钟", "time", "number.time", written="刻钟")
        else:
            unit = HALVED[m["unit"]]
            yield _make(
                Figure(m.start(), m.end(), Decimal("0.5")),
                m.end(),
                unit.base,
                unit.family,
                "number.half",
                unit,
                m["unit"],
            )
