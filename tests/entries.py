"""Measures, statements, documents, findings and alerts made by hand, for the tests of ledger, store and query."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipeline.batch import Processed
from schemas.findings import Alert, Finding, Gap
from schemas.records import Statement, content_id
from schemas.values import Agency, Deadline, Measure, RawFigure

AS_OF = date(2031, 9, 30)
SCALES = {"": 1, "万": 1e4, "亿": 1e8}


def measure(
    value: float, unit: str, comparator: Any = "eq", kind: Any = "level", *, scale: str = "", **more: Any
) -> Measure:
    """A figure as written: measure(0.96, "平方米", scale="万") is 9600 平方米."""
    text = f"{abs(value):g}{scale}{unit}"
    upper = more.pop("upper", None)
    factor = SCALES[scale]
    return Measure(
        round(value * factor, 6), unit, comparator, kind, RawFigure(text, abs(value), scale, unit), upper=upper, **more
    )


def due(end: date | None, text: str | None = None, **more: Any) -> Deadline:
    """A deadline; without words it comes from the document."""
    return Deadline(None, end, text, more.pop("source", "explicit" if text else "document"), **more)


def statement(subject: str, *measures: Measure, doc: str = "方案.docx", **more: Any) -> Statement:
    """A statement with what is not given filled in; its id follows from content as real ones do."""
    quote = more.pop("quote", None) or subject + "、".join(m.raw.text for m in measures)
    start = more.pop("start", 0)
    role = more.pop("role", "target")
    found = {
        "indicator": None,
        "deadline": None,
        "agencies": (),
        "strength": "plan",
        "section": (),
        "page": None,
        "cell": None,
        "rule": "test",
        "confidence": 0.9,
        "id": content_id(doc, start, role, subject),
    }
    return Statement(doc, role, start, start + len(quote), quote, subject, measures=measures, **{**found, **more})


def agencies(lead: str = "", support: str = "", person: str = "") -> tuple[Agency, ...]:
    """Names by role, separated by blanks."""
    return tuple(
        Agency(name, role)
        for role, names in (("lead", lead), ("support", support), ("person", person))
        for name in names.split()
    )


def processed(name: str, *statements: Statement, folder: str = "收文", **more: Any) -> Processed:
    """A read document; its digest follows from its name unless given."""
    found = {
        "path": f"{folder}/{name}",
        "digest": content_id(name) * 4,
        "format": name.rpartition(".")[2],
        "characters": 4000,
    }
    return Processed(name=name, statements=statements, **{**found, **more})


def finding(target: Statement, answer: Statement | None, status: Any, gap: Gap | None = None, **more: Any) -> Finding:
    """A finding as of AS_OF."""
    found = {
        "score": 0.9 if answer else 0.0,
        "expected": None,
        "reasons": ("同一指标", "同一年度") if answer else (),
        "as_of": AS_OF,
    }
    found |= more
    key = content_id(target.id, answer.id if answer else "", status, found["as_of"])
    return Finding(target=target, answer=answer, status=status, gap=gap, id=key, **found)


def alert(found: Finding, kind: Any, message: str) -> Alert:
    """An alert of the day of its finding."""
    return Alert(content_id(found.target.id, kind, found.status), kind, found, message, found.as_of)
