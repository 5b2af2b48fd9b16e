"""Values found in a clause: a measure with its unit, a deadline, an agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range"]
MeasureKind = Literal["level", "growth", "share"]
DeadlineSource = Literal["explicit", "section", "document"]
AgencyRole = Literal["lead", "support", "person"]


@dataclass(frozen=True, slots=True)
class RawFigure:
    """A figure as written: 0.96万平方米 is text, value 0.96, scale 万, unit 平方米."""

    text: str
    value: float
    scale: str
    unit: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure in the base unit of its family (元, 平方米, 米, 吨, 立方米, 千瓦, 千瓦时, %, 百分点, 倍, a classifier).

    value: in `unit`; a fall is negative.  upper: the upper end where comparator is `range`.
    start, end: offsets into the document's source text.
    """

    value: float
    unit: str
    comparator: Comparator
    kind: MeasureKind
    raw: RawFigure
    upper: float | None = None
    start: int = 0
    end: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when. Both dates are inclusive; None where the words cannot be resolved.

    text: the words as they stand in the source, None where the deadline comes from the document alone.
    recurring: a rhythm (每月13日前) rather than a date; `rrule` holds it after RFC 5545 where that can express it.
    """

    start: date | None
    end: date | None
    text: str | None
    source: DeadlineSource
    recurring: bool = False
    rrule: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A responsible body (责任单位) or post, simplified, without 由 or 牵头."""

    name: str
    role: AgencyRole
    inherited: bool = False
    start: int | None = None
    end: int | None = None
