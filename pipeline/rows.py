"""From schema dataclasses to rows of the database's tables and back, without loss."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.reason_words import reason_words
from schemas import errors
from schemas.document import Issue, Meta, Part, Period
from schemas.errors import DocumentError
from schemas.findings import Expected, Finding, Gap
from schemas.records import Statement, content_id
from schemas.values import Agency, Deadline, Measure, RawFigure

if TYPE_CHECKING:
    from opencc import OpenCC

    from pipeline.batch import Processed

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One document as the database knows it; fields as in `pipeline.batch.Processed`.

    id: key of the table `documents`.  is_current: False once the file at its path was read with other content.
    """

    id: str
    name: str
    path: str
    meta: Meta = field(default_factory=Meta)
    error: DocumentError | None = None
    pages: int | None = None
    tables: int = 0
    characters: int = 0
    digest: str = ""
    format: str = ""
    scanned: bool = False
    problems: tuple[str, ...] = ()
    is_current: bool = True


def document_id(doc: Processed | StoredDocument) -> str:
    """The digest; where the file could not be read at all, a hash of its path."""
    return doc.digest or content_id("path", doc.path)


def document_row(doc: Processed | StoredDocument) -> Row:
    """The row of `documents`, as current."""
    meta, period = doc.meta, doc.meta.period
    return {
        "id": document_id(doc),
        "digest": doc.digest,
        "name": doc.name,
        "path": doc.path,
        "format": doc.format,
        "title": meta.title,
        "issuers": dump(meta.issuers),
        "number": meta.number,
        "issued_date": meta.date,
        "kind": meta.kind,
        "place": meta.place,
        "has_period": period is not None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "addressees": dump(meta.addressees),
        "attachments": dump(meta.attachments),
        "attachment_starts": json.dumps(meta.attachment_starts),
        "forwarded_title": meta.forwarded.title if meta.forwarded else None,
        "forwarded_start": meta.forwarded.start if meta.forwarded else None,
        "pages": doc.pages,
        "tables": doc.tables,
        "characters": doc.characters,
        "scanned": doc.scanned,
        "problems": dump(doc.problems),
        **error_columns(doc),
        "is_current": True,
    }


def error_columns(doc: Processed | StoredDocument) -> Row:
    """The columns of `documents` that tell how the last reading ended."""
    exc = doc.error
    return {
        "error": exc.reason if exc else None,
        "error_kind": type(exc).__name__ if exc else None,
        "error_page": exc.page if exc else None,
    }


def to_document(row: Mapping[str, Any]) -> StoredDocument:
    """The document of a row of `documents`."""
    period = Period(row["period_start"], row["period_end"]) if row["has_period"] else None
    meta = Meta(
        title=row["title"],
        issuers=load(row["issuers"]),
        number=row["number"],
        date=row["issued_date"],
        kind=row["kind"],
        place=row["place"],
        period=period,
        addressees=load(row["addressees"]),
        attachments=load(row["attachments"]),
        forwarded=Part(row["forwarded_title"], row["forwarded_start"]) if row["forwarded_title"] is not None else None,
        attachment_starts=tuple(json.loads(row["attachment_starts"])),
    )
    error = None
    if row["error_kind"] is not None:
        kind = getattr(errors, row["error_kind"], DocumentError)
        error = kind(row["name"], row["error"], row["error_page"])
    plain = ("id", "name", "path", "pages", "tables", "characters", "digest", "format", "scanned", "is_current")
    return StoredDocument(meta=meta, error=error, problems=load(row["problems"]), **{key: row[key] for key in plain})


def statement_row(s: Statement, document: str | None, *, is_current: bool = True) -> Row:
    """The row of `statements`; its figures and agencies have rows of their own."""
    d = s.deadline
    return {
        "id": s.id,
        "document_id": document,
        "doc": s.doc,
        "role": s.role,
        "start_char": s.start,
        "end_char": s.end,
        "quote": s.quote,
        "subject": s.subject,
        "indicator": s.indicator,
        "deadline_start": d.start if d else None,
        "due_date": d.end if d else None,
        "deadline_text": d.text if d else None,
        "deadline_source": d.source if d else None,
        "recurring": d.recurring if d else None,
        "rrule": d.rrule if d else None,
        "deadline_rule": d.rule if d else None,
        "strength": s.strength,
        "section": dump(s.section),
        "page": s.page,
        "cell": s.cell,
        "rule": s.rule,
        "confidence": s.confidence,
        "search_text": search_text(s),
        "search_row": search_row(s.id),
        "is_current": is_current,
    }


def measure_rows(s: Statement) -> list[Row]:
    """The rows of `measures`."""
    return [
        {
            "statement_id": s.id,
            "position": i,
            "value": m.value,
            "upper": m.upper,
            "unit": m.unit,
            "comparator": m.comparator,
            "kind": m.kind,
            "raw_text": m.raw.text,
            "raw_value": m.raw.value,
            "raw_scale": m.raw.scale,
            "raw_unit": m.raw.unit,
            "start_char": m.start,
            "end_char": m.end,
            "rule": m.rule,
        }
        for i, m in enumerate(s.measures)
    ]


def agency_rows(s: Statement) -> list[Row]:
    """The rows of `statement_agencies`."""
    return [
        {
            "statement_id": s.id,
            "position": i,
            "name": a.name,
            "role": a.role,
            "inherited": a.inherited,
            "start_char": a.start,
            "end_char": a.end,
        }
        for i, a in enumerate(s.agencies)
    ]


def to_measure(row: Mapping[str, Any]) -> Measure:
    """The figure of a row of `measures`."""
    raw = RawFigure(row["raw_text"], row["raw_value"], row["raw_scale"], row["raw_unit"])
    return Measure(
        value=row["value"],
        unit=row["unit"],
        comparator=row["comparator"],
        kind=row["kind"],
        raw=raw,
        upper=row["upper"],
        start=row["start_char"],
        end=row["end_char"],
        rule=row["rule"],
    )


def to_agency(row: Mapping[str, Any]) -> Agency:
    """The agency of a row of `statement_agencies`."""
    return Agency(row["name"], row["role"], row["inherited"], row["start_char"], row["end_char"])


def to_statement(row: Mapping[str, Any], measures: Sequence[Measure], agencies: Sequence[Agency]) -> Statement:
    """The statement of a row of `statements` with its figures and agencies."""
    deadline = None
    if row["deadline_source"] is not None:
        deadline = Deadline(
            start=row["deadline_start"],
            end=row["due_date"],
            text=row["deadline_text"],
            source=row["deadline_source"],
            recurring=row["recurring"],
            rrule=row["rrule"],
            rule=row["deadline_rule"],
        )
    return Statement(
        doc=row["doc"],
        role=row["role"],
        start=row["start_char"],
        end=row["end_char"],
        quote=row["quote"],
        subject=row["subject"],
        indicator=row["indicator"],
        measures=tuple(measures),
        deadline=deadline,
        agencies=tuple(agencies),
        strength=row["strength"],
        section=load(row["section"]),
        page=row["page"],
        cell=row["cell"],
        rule=row["rule"],
        confidence=row["confidence"],
        id=row["id"],
    )


def finding_row(f: Finding) -> Row:
    """The row of `findings`."""
    return {
        "as_of": f.as_of,
        "id": f.id,
        "target_id": f.target.id,
        "answer_id": f.answer.id if f.answer else None,
        "status": f.status,
        "score": f.score,
        "gap_value": f.gap.value if f.gap else None,
        "gap_unit": f.gap.unit if f.gap else None,
        "gap_ratio": f.gap.ratio if f.gap else None,
        "expected_value": f.expected.value if f.expected else None,
        "expected_at": f.expected.at if f.expected else None,
        "reasons": dump([reason_words(reason) for reason in f.reasons]),
    }


def finding_answer_rows(f: Finding) -> list[Row]:
    """The rows of `finding_answers`."""
    return [
        {"as_of": f.as_of, "finding_id": f.id, "part": part, "position": position, "statement_id": s.id}
        for part, told in (("other", f.others), ("series", f.series))
        for position, s in enumerate(told)
    ]


def to_finding(row: Mapping[str, Any], known: Mapping[str, Statement], told: Sequence[Row] = ()) -> Finding:
    """The finding of a row of `findings`. known: statements by id, all of this one's among them.  told: its rows of
    `finding_answers`, in order.
    """
    return Finding(
        target=known[row["target_id"]],
        answer=known[row["answer_id"]] if row["answer_id"] is not None else None,
        status=row["status"],
        score=row["score"],
        gap=Gap(row["gap_value"], row["gap_unit"], row["gap_ratio"]) if row["gap_unit"] is not None else None,
        expected=Expected(row["expected_value"], row["expected_at"]) if row["expected_at"] is not None else None,
        reasons=load(row["reasons"]),
        as_of=row["as_of"],
        id=row["id"],
        others=tuple(known[r["statement_id"]] for r in told if r["part"] == "other"),
        series=tuple(known[r["statement_id"]] for r in told if r["part"] == "series"),
    )


def issue_rows(issues: Sequence[Issue], document: str) -> list[Row]:
    """The rows of `issues` of one document."""
    return [
        {
            "document_id": document,
            "position": i,
            "doc": issue.doc,
            "stage": issue.stage,
            "code": issue.code,
            "message": issue.message,
            "quote": issue.quote,
            "start_char": issue.start,
            "end_char": issue.end,
            "page": issue.page,
        }
        for i, issue in enumerate(issues)
    ]


def to_issue(row: Mapping[str, Any]) -> Issue:
    """The issue of a row of `issues`."""
    plain = {key: row[key] for key in ("doc", "stage", "code", "message", "quote", "page")}
    return Issue(start=row["start_char"], end=row["end_char"], **plain)


def search_row(statement: str) -> int:
    """The row's number in the text index, from a statement's id."""
    return int(content_id(statement), 16) >> 2


def search_text(s: Statement) -> str:
    """What a text search looks through: one line per field, folded as queries are."""
    return fold("\n".join((s.subject, s.indicator or "", *(a.name for a in s.agencies), *s.section, s.quote)))


def fold(text: str) -> str:
    """Simplified characters, half-width letters and digits, lower case; so that 項目 and 项目 find each other."""
    simplified: str = _simplifier().convert(unicodedata.normalize("NFKC", text))
    return simplified.lower()


@cache
def _simplifier() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def dump(values: Sequence[str]) -> str:
    """A JSON list, Chinese as it is."""
    return json.dumps(list(values), ensure_ascii=False)


def load(text: str) -> tuple[str, ...]:
    """The values of a JSON list."""
    return tuple(json.loads(text))
