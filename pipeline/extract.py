"""From a document to its statements: prose through the spaCy pipeline, tables through `tabulate`; offsets go home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.annotations import Annotations
from extractors.confidence import confidence
from extractors.deadlines import deadline_of
from extractors.drafts import Draft
from extractors.indicators import canonical
from extractors.leftovers import leftovers
from extractors.pipeline import annotate
from pipeline.tabulate import tabulate
from schemas.document import Document, Issue, Paragraph
from schemas.records import Statement, content_id
from schemas.values import Agency, Measure

_DOUBTED = 0.5  # confidence of a statement with a figure that the reader was not sure of, at most


@dataclass(frozen=True, slots=True)
class Extraction:
    """The statements of a document in order of their places, and what was not understood."""

    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]


def extract(doc: Document) -> Extraction:
    """All statements of a document. Deterministic: the same document gives the same statements and ids."""
    annotations = annotate(doc)
    statements = _statements(doc, annotations)
    rows, issues = tabulate(doc)
    statements += rows
    statements.sort(key=lambda s: (s.start, s.end, s.role, s.id))
    statements = _doubted(_distinct(statements), doc.raw.issues)
    return Extraction(tuple(statements), (*_unread(doc), *_unplaced(doc, annotations), *issues))


def _distinct(statements: list[Statement]) -> list[Statement]:
    seen: set[str] = set()
    out = []
    for s in statements:
        if s.id in seen:
            continue
        seen.add(s.id)
        out.append(s)
    return out


_MESSAGES = {
    "figure_unplaced": "有数字但未归入任何目标或进展",
    "date_unresolved": "时限缺少年份，未能换算成日期",
}


def _unplaced(doc: Document, annotations: Annotations) -> list[Issue]:
    """What the extractors recognised and could not place, in order, with its words and page."""
    out = []
    for code, start, end in leftovers(annotations):
        a, b = doc.clean.source_span(*_trimmed(doc.clean.text, start, end))
        page = next((p.page for p in doc.paragraphs if p.start <= start < p.end), None)
        out.append(Issue(doc.name, "extract", code, _MESSAGES[code], doc.raw.source[a:b], a, b, page))
    return sorted(out, key=lambda i: (i.start or 0, i.code))


def _unread(doc: Document) -> list[Issue]:
    return [*(Issue(doc.name, "read", "reader_note", problem) for problem in doc.raw.problems), *doc.raw.issues]


def _doubted(statements: list[Statement], issues: Sequence[Issue]) -> list[Statement]:
    """The statements, less sure where the reader was not sure of one of their figures."""
    places = [(i.start, i.end) for i in issues if i.start is not None and i.end is not None]
    return [
        replace(s, confidence=min(s.confidence, _DOUBTED))
        if any(m.start < end and start < m.end for m in s.measures for start, end in places)
        else s
        for s in statements
    ]


def _statements(doc: Document, annotations: Annotations) -> list[Statement]:
    out: list[Statement] = []
    paragraphs = doc.paragraphs
    i = 0
    for draft in annotations.drafts:
        while i + 1 < len(paragraphs) and paragraphs[i + 1].start <= draft.start:
            i += 1
        while i and paragraphs[i].start > draft.start:
            i -= 1
        out.append(_statement(doc, annotations, draft, i))
    return out


def _statement(doc: Document, annotations: Annotations, draft: Draft, i: int) -> Statement:
    text = doc.clean.text
    start, end = _trimmed(text, draft.start, draft.end)
    src, src_end = doc.clean.source_span(start, end)
    paragraph: Paragraph = paragraphs[i] if (paragraphs := doc.paragraphs) else Paragraph(0, 0, None, ())
    words = None
    if draft.date is not None and draft.date.end > draft.date.start:
        words = doc.raw.source[slice(*doc.clean.source_span(draft.date.start, draft.date.end))]
    subject = (
        draft.subject.removesuffix("经济增长") + "地区生产总值" if draft.subject.endswith("经济增长") else draft.subject
    )
    indicator = canonical(subject)
    agencies = tuple(Agency(a.name, a.role, draft.role == "task" or draft.inherited_agencies) for a in draft.agencies)
    return Statement(
        doc=doc.name,
        role=draft.role,
        start=src,
        end=src_end,
        quote=doc.raw.source[src:src_end],
        subject=draft.subject,
        indicator=indicator.name if indicator else None,
        measures=tuple(_home(doc, m) for m in draft.measures),
        deadline=deadline_of(draft, annotations.contexts[i], text, words),
        agencies=agencies,
        strength=draft.strength,
        section=paragraph.section,
        page=paragraph.page,
        cell=None,
        rule=draft.rule,
        confidence=confidence(draft.rule, doc.meta.kind),
        id=content_id(doc.raw.digest, src, src_end, draft.role, draft.subject),
    )


def _home(doc: Document, m: Measure) -> Measure:
    start, end = doc.clean.source_span(m.start, m.end)
    return replace(m, start=start, end=end, raw=replace(m.raw, text=doc.raw.source[start:end]))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ，、。；：\n":
        start += 1
    while end > start and text[end - 1] in " ，、。；：\n":
        end -= 1
    return start, end
