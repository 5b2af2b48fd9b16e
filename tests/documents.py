"""Documents for tests: text is cleaned and segmented as on file; what the document is comes by argument."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as day
from typing import Any

from pipeline.clean import clean
from pipeline.extract import extract
from pipeline.segment import segment
from schemas.document import Block, Document, Kind, Meta, Period, RawDocument, Table
from schemas.mapped_text import MappedText
from schemas.records import Statement


def raw_document(
    text: str, *, name: str = "方案.txt", blocks: Sequence[Block] = (), tables: Sequence[Table] = ()
) -> RawDocument:
    """What a reader would give for this text; the format is the name's ending."""
    return RawDocument(
        name=name,
        path=name,
        format=name.rpartition(".")[2],
        digest=hashlib.sha256(text.encode()).hexdigest(),
        source=text,
        body=MappedText.identity(text),
        blocks=tuple(blocks),
        tables=tuple(tables),
    )


def document(
    text: str,
    *,
    kind: Kind = "plan",
    title: str | None = None,
    date: day | None = None,
    period: int | tuple[day | None, day | None] | None = None,
    name: str = "方案.txt",
) -> Document:
    """A document ready for extraction.  period: a whole year, or first and last day."""
    raw = raw_document(text, name=name)
    cleaned = clean(raw)
    if isinstance(period, int):
        period = day(period, 1, 1), day(period, 12, 31)
    meta = Meta(title=title, kind=kind, date=date, period=Period(*period) if period else None)
    return Document(raw, cleaned, meta, segment(cleaned, raw))


def statements(text: str, **meta: Any) -> tuple[Statement, ...]:
    """The statements of a text, its document described by `meta` as for `document`."""
    return extract(document(text, **meta)).statements


@dataclass(frozen=True)
class Said:
    """A statement as a test writes it down; what it leaves out must be absent.

    measures: (value, unit), (value, unit, comparator) or (value, unit, comparator, kind); a range has (low, high) for
    its value.  by, words, source, since: the deadline's last day, words, source and first day; every: it is a rhythm.
    lead, support, person: agencies, names separated by blanks.
    """

    subject: str
    measures: tuple[tuple[Any, ...], ...] = ()
    by: str | None = None
    words: str | None = None
    source: str = "explicit"
    since: str | None = None
    every: bool = False
    lead: str = ""
    support: str = ""
    person: str = ""
    strength: str = "plan"
    role: str = "target"

    def facts(self) -> dict[str, Any]:
        """In the terms of `facts`."""
        has_deadline = self.by or self.words or self.every
        return {
            "role": self.role,
            "subject": self.subject,
            "measures": [_measure(*m) for m in self.measures],
            "deadline": (self.since, self.by, self.words, self.source, self.every) if has_deadline else None,
            "agencies": [
                (n, role)
                for role, names in (("lead", self.lead), ("support", self.support), ("person", self.person))
                for n in names.split()
            ],
            "strength": self.strength,
        }


def _measure(
    value: Any, unit: str, comparator: str = "eq", kind: str | None = None
) -> tuple[float, float | None, str, str, str]:
    low, high = value if isinstance(value, tuple) else (value, None)
    usual = "share" if unit == "%" else "growth" if unit in ("百分点", "倍") else "level"
    return round(low, 3), high, unit, "range" if high is not None else comparator, kind or usual


def facts(statement: Statement) -> dict[str, Any]:
    """What a reader of the ledger would check of a statement, in plain values."""
    d = statement.deadline
    order = {"lead": 0, "support": 1, "person": 2}
    return {
        "role": statement.role,
        "subject": statement.subject,
        "measures": [(round(m.value, 3), m.upper, m.unit, m.comparator, m.kind) for m in statement.measures],
        "deadline": (_iso(d.start), _iso(d.end), d.text, d.source, d.recurring) if d else None,
        "agencies": sorted(((a.name, a.role) for a in statement.agencies), key=lambda a: order[a[1]]),
        "strength": statement.strength,
    }


def said_by(found: Sequence[Statement]) -> list[dict[str, Any]]:
    """The facts of statements, without regard to their order."""
    return sorted((facts(s) for s in found), key=str)


def _iso(when: day | None) -> str | None:
    return when.isoformat() if when else None


@dataclass(frozen=True)
class Sentence:
    """A text and all that it says.  meta: what the document is, as for `document`."""

    text: str
    said: tuple[Said, ...] = ()
    meta: dict[str, Any] = field(default_factory=dict)

    def facts(self) -> list[dict[str, Any]]:
        """What is said, in the order of `said_by`."""
        return sorted((s.facts() for s in self.said), key=str)

    def __str__(self) -> str:
        return self.text.replace("\n", " ")[:40]
