"""Statements, findings and document facts as flat rows, for csv files and tables on screen.

One row is one statement or one finding. Columns carry their unit where they have one; `value` and `upper` are in the
base unit named by `unit`. Figures that are whole are written without a point.
"""

from __future__ import annotations

from typing import Any

from pipeline.batch import Processed
from pipeline.reason_words import reason_words
from pipeline.wording import measures_words, names
from schemas.findings import Finding
from schemas.records import Statement, tidy

STATEMENT_COLUMNS = {
    "id": "follows from content",
    "doc": "the file's name",
    "role": "target, progress or task",
    "subject": "what is measured or delivered, simplified Chinese",
    "indicator": "canonical name of a known indicator",
    "value": "first measure, in `unit`; a fall is negative",
    "upper": "upper end of a range, in `unit`",
    "unit": "base unit of the first measure",
    "comparator": "eq, ge, gt, le, lt, approx or range",
    "measure_kind": "level, growth or share",
    "measures": "all measures in words, ； between them",
    "start_date": "the day a deadline's span begins",
    "due_date": "the last day of the deadline, inclusive",
    "deadline": "the deadline's words",
    "deadline_source": "explicit, section or document",
    "recurring": "true for a rhythm",
    "lead": "lead agencies, 、 between them",
    "support": "supporting agencies, 、 between them",
    "persons": "named posts and people, 、 between them",
    "strength": "must, strive or plan",
    "section": "headings above it, / between them",
    "page": "page, from 1",
    "cell": "place in a table or sheet",
    "quote": "the source's own words",
    "start": "offset of the quote's first character",
    "end": "offset after the quote's last character",
    "rule": "the rule that made the statement",
    "confidence": "0 to 1",
}

FINDING_COLUMNS = {
    "id": "follows from content",
    "doc": "the plan's file name",
    "subject": "the target's subject",
    "indicator": "the target's indicator",
    "target": "the target's measures in words",
    "due_date": "the target's deadline",
    "lead": "lead agencies, 、 between them",
    "status": "met, missed, on_track, behind, unreported or incomparable",
    "reported": "the answer's measures in words",
    "gap_value": "reported minus target, in `gap_unit`",
    "gap_unit": "base unit of the gap",
    "gap_ratio": "reported divided by target",
    "expected_value": "what a straight line asks for at `as_of`, in `gap_unit`",
    "as_of": "the day looked at",
    "score": "0 to 1, how sure the match is",
    "reasons": "levels behind the score and the verdict in Chinese, ； between them",
    "report": "the answering document's file name",
    "quote": "the plan's own words",
    "report_quote": "the report's own words",
    "target_id": "the target statement's id",
    "answer_id": "the answering statement's id",
}


def figure(value: float | None) -> str | None:
    """A number in plain digits: 9600, 0.5, -4.8; never an exponent."""
    if value is None:
        return None
    whole = tidy(value)
    return str(whole) if isinstance(whole, int) else f"{value:.10f}".rstrip("0").rstrip(".")


def statement_row(statement: Statement) -> dict[str, Any]:
    """One row under STATEMENT_COLUMNS."""
    first = statement.measures[0] if statement.measures else None
    due = statement.deadline
    return {
        "id": statement.id,
        "doc": statement.doc,
        "role": statement.role,
        "subject": statement.subject,
        "indicator": statement.indicator,
        "value": figure(first.value) if first else None,
        "upper": figure(first.upper) if first else None,
        "unit": first.unit if first else None,
        "comparator": first.comparator if first else None,
        "measure_kind": first.kind if first else None,
        "measures": measures_words(statement.measures),
        "start_date": due.start if due else None,
        "due_date": due.end if due else None,
        "deadline": due.text if due else None,
        "deadline_source": due.source if due else None,
        "recurring": "true" if due and due.recurring else None,
        "lead": names(statement, "lead"),
        "support": names(statement, "support"),
        "persons": names(statement, "person"),
        "strength": statement.strength,
        "section": " / ".join(statement.section),
        "page": statement.page,
        "cell": statement.cell,
        "quote": statement.quote,
        "start": statement.start,
        "end": statement.end,
        "rule": statement.rule,
        "confidence": statement.confidence,
    }


def finding_row(finding: Finding) -> dict[str, Any]:
    """One row under FINDING_COLUMNS."""
    target, answer, gap = finding.target, finding.answer, finding.gap
    return {
        "id": finding.id,
        "doc": target.doc,
        "subject": target.subject,
        "indicator": target.indicator,
        "target": measures_words(target.measures),
        "due_date": target.deadline.end if target.deadline else None,
        "lead": names(target, "lead"),
        "status": finding.status,
        "reported": measures_words(answer.measures) if answer else None,
        "gap_value": figure(gap.value) if gap else None,
        "gap_unit": gap.unit if gap else None,
        "gap_ratio": gap.ratio if gap else None,
        "expected_value": figure(finding.expected.value) if finding.expected else None,
        "as_of": finding.as_of,
        "score": finding.score,
        "reasons": "；".join(map(reason_words, finding.reasons)),
        "report": answer.doc if answer else None,
        "quote": target.quote,
        "report_quote": answer.quote if answer else None,
        "target_id": target.id,
        "answer_id": answer.id if answer else None,
    }


def document_object(processed: Processed) -> dict[str, Any]:
    """What a document is, as `duban info` prints it; None where the document does not say."""
    meta = processed.meta
    period = meta.period
    return {
        "doc": processed.name,
        "title": meta.title,
        "issuers": list(meta.issuers),
        "number": meta.number,
        "date": meta.date.isoformat() if meta.date else None,
        "kind": meta.kind,
        "place": meta.place,
        "period": {
            "start": period.start.isoformat() if period.start else None,
            "end": period.end.isoformat() if period.end else None,
        }
        if period
        else None,
        "addressees": list(meta.addressees),
        "attachments": list(meta.attachments),
        "attachment_starts": list(meta.attachment_starts),
        "forwards": {"title": meta.forwarded.title, "start": meta.forwarded.start} if meta.forwarded else None,
        "pages": processed.pages,
        "tables": processed.tables,
        "characters": processed.characters,
        "scanned": processed.scanned,
        "problems": list(processed.problems),
    }
