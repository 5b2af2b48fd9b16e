"""A statement: one commitment, one reported figure, or one assigned piece of work, with its evidence."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from schemas.measurability import lacks
from schemas.values import Agency, Deadline, Measure

Role = Literal["target", "progress", "task"]
Strength = Literal["must", "strive", "plan"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One row of the ledger's raw material.

    start, end: half-open offsets into the document's source text, `source[start:end] == quote`.
    section: the headings above it, outermost first.  cell: where it stands in a table or sheet (表1!B3).
    confidence: 0 to 1.  id: follows from content (document digest, place, role, subject).
    """

    doc: str
    role: Role
    start: int
    end: int
    quote: str
    subject: str
    indicator: str | None
    measures: tuple[Measure, ...]
    deadline: Deadline | None
    agencies: tuple[Agency, ...]
    strength: Strength
    section: tuple[str, ...]
    page: int | None
    cell: str | None
    rule: str
    confidence: float
    id: str

    def to_json(self) -> dict[str, Any]:
        """The object of the command line's contract."""
        d = self.deadline
        return {
            "doc": self.doc,
            "role": self.role,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "subject": self.subject,
            "indicator": self.indicator,
            "measures": [
                {
                    "value": tidy(m.value),
                    "upper": tidy(m.upper),
                    "unit": m.unit,
                    "comparator": m.comparator,
                    "kind": m.kind,
                    "raw": {
                        "text": m.raw.text,
                        "value": tidy(m.raw.value),
                        "scale": m.raw.scale,
                        "unit": m.raw.unit,
                    },
                    "start": m.start,
                    "end": m.end,
                    "rule": m.rule,
                }
                for m in self.measures
            ],
            "deadline": None
            if d is None
            else {
                "start": d.start.isoformat() if d.start else None,
                "end": d.end.isoformat() if d.end else None,
                "text": d.text,
                "source": d.source,
                "recurring": d.recurring,
                "rrule": d.rrule,
                "rule": d.rule,
            },
            "agencies": [
                {"name": a.name, "role": a.role, "inherited": a.inherited, "start": a.start, "end": a.end}
                for a in self.agencies
            ],
            "strength": self.strength,
            "section": list(self.section),
            "page": self.page,
            "cell": self.cell,
            "rule": self.rule,
            "confidence": self.confidence,
            "lacks": list(lacks(self)),
            "id": self.id,
        }


def tidy(value: float | None) -> float | int | None:
    """A whole number as int, so that JSON and csv show 9600 and not 9600.0."""
    return int(value) if value is not None and value == int(value) else value


def content_id(*parts: object) -> str:
    """Sixteen hex digits that follow from the parts alone, so that two runs agree."""
    return hashlib.sha256("\x1f".join(str(p) for p in parts).encode()).hexdigest()[:16]
