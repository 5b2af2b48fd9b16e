"""Findings of an invented city, made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.findings import Expected, Finding, Gap
from schemas.records import Statement, content_id
from schemas.values import Agency, Deadline, Measure, RawFigure

AS_OF = date(2031, 9, 30)
YEAR_END = date(2031, 12, 31)
JUNE = date(2031, 6, 30)
PLAN, SHEET = "青砚市2031年计划.md", "进展.xlsx"


def sentence(
    subject: str,
    value: float | None,
    *,
    role: Any = "target",
    due: date | None = YEAR_END,
    source: Any = "document",
    **more: Any,
) -> Statement:
    """A statement of `value` 套; without a value one in words."""
    unit = more.pop("unit", "套")
    raw = RawFigure(f"{value:g}{unit}", value, "", unit) if value is not None else None
    measures = (Measure(value, unit, "eq", "level", raw),) if value is not None and raw is not None else ()
    doc = more.pop("doc", PLAN if role == "target" else SHEET)
    agency = more.pop("agency", "市住建局")
    quote = more.pop("quote", subject + (raw.text if raw else ""))
    deadline = Deadline(more.pop("start", None), due, None, source, more.pop("recurring", False))
    return Statement(
        doc, role, 0, len(quote), quote, subject, None, measures, deadline,
        tuple(Agency(name, "lead") for name in agency.split()), more.pop("strength", "plan"),
        (), more.pop("page", None), None, "test", 0.9, content_id(doc, subject, value, quote),
    )  # fmt: skip


def finding(
    status: Any, *, reported: float | None = None, told: date = AS_OF, expected: float | None = None, **more: Any
) -> Finding:
    """A target of 1000套 (or `asked`, None for one in words) and the answer of a sheet.

    reported: what the sheet says, as of `told`.  said: what it says in words.  expected: the straight line's figure
    at that day.
    """
    as_of = more.pop("as_of", AS_OF)
    asked, said = more.pop("asked", 1000), more.pop("said", None)
    target = sentence(more.pop("subject", "新建公租房"), asked, **more)
    answer = gap = None
    if reported is not None:
        answer = sentence(target.subject, reported, role="progress", due=told)
        gap = Gap(reported - asked, "套", reported / asked)
    elif said is not None:
        answer = sentence(target.subject, None, role="progress", due=told, quote=said)
    line = Expected(expected, told) if expected is not None else None
    key = content_id(target.id, answer.id if answer else "", status, as_of)
    return Finding(target, answer, status, 0.9 if answer else 0.0, gap, line, (), as_of, key)
