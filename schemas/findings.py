"""A finding: a target set against a report. An alert: what a leader is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from schemas.records import Statement, tidy

Status = Literal["met", "missed", "on_track", "behind", "unreported", "incomparable"]
AlertKind = Literal["missed", "behind", "overdue", "unreported", "due_soon"]
#: Colours of a light (状态灯).
Colour = Literal["绿", "黄", "蓝", "红", "灰"]


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the reported figure is from the target's.

    value: reported minus target, in `unit`.  ratio: reported divided by target, None where that says nothing.
    """

    value: float
    unit: str
    ratio: float | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What should have been reached at a day, on a straight line from the period's start (序时进度)."""

    value: float
    at: date


@dataclass(frozen=True, slots=True)
class Finding:
    """One target of a plan and what the reports say of it as of a day.

    score: 0 to 1, how sure the match is.  reasons: the levels behind the score, in simplified Chinese or English terms.
    others: answers as good as `answer` that come to another verdict; where there are any, status is incomparable.
    series: what the reports say of the target, in order of their days, `answer` among it.
    id: follows from the target's id, the answer's id and the as-of day's verdict.
    """

    target: Statement
    answer: Statement | None
    status: Status
    score: float
    gap: Gap | None
    expected: Expected | None
    reasons: tuple[str, ...]
    as_of: date
    id: str
    others: tuple[Statement, ...] = ()
    series: tuple[Statement, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's contract."""
        return {
            "target": self.target.to_json(),
            "answer": self.answer.to_json() if self.answer else None,
            "status": self.status,
            "score": self.score,
            "gap": {"value": tidy(self.gap.value), "unit": self.gap.unit, "ratio": self.gap.ratio}
            if self.gap
            else None,
            "expected": {"value": tidy(self.expected.value), "at": self.expected.at.isoformat()}
            if self.expected
            else None,
            "reasons": list(self.reasons),
            "others": [other.to_json() for other in self.others],
            "series": [_point(one) for one in self.series],
            "as_of": self.as_of.isoformat(),
            "id": self.id,
        }


def _point(told: Statement) -> dict[str, Any]:
    """A member of a series, in short."""
    first = told.measures[0] if told.measures else None
    return {
        "doc": told.doc,
        "at": told.deadline.end.isoformat() if told.deadline and told.deadline.end else None,
        "value": tidy(first.value) if first else None,
        "unit": first.unit if first else None,
        "quote": told.quote,
        "start": told.start,
        "end": told.end,
        "id": told.id,
    }


@dataclass(frozen=True, slots=True)
class Alert:
    """One line of a digest.

    key: the matter it is about, of which nothing is said twice unless it gets worse.  message: simplified Chinese,
    complete in itself.  light: the colour of the finding's light, None where it was not asked for.
    """

    key: str
    kind: AlertKind
    finding: Finding
    message: str
    as_of: date
    light: Colour | None = None
