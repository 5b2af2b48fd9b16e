"""Clauses of a report that say in words how far things have come: answers where no figure was extracted.

A work report first reviews and then plans; only the review answers targets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from extractors.measures import is_figure, to_measure
from extractors.quantities import find_quantities
from extractors.quantity import Quantity
from pipeline.comparison.milestones import describes, outcome
from schemas.document import Cell, Document, Paragraph
from schemas.records import Statement, content_id
from schemas.values import Deadline, Measure

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_CLAUSE = re.compile(r"[^，。；！？\n]+")
_REVIEW = re.compile(r"回顾|总结|成绩|成效|成就|完成情况|进展情况|执行情况|过去|一年来|五年来")
_PLAN = re.compile(
    r"(?:今年|新的一年|来年|明年|下一步|今后|未来|下一阶段|\d{4}年|“?十[二三四五六]五”?)[^。，]{0,16}(?:目标|任务|安排|要求|部署|打算|思路|建议|重点|工作|举措|做好)"
    r"|^(?:主要)?(?:目标任务|工作安排|总体要求|下一步|重点任务|名词解释|注释|附件)"
)
_PLAN_SENTENCE = re.compile(
    r"(?:今年|\d{4}年)[^。，]{0,14}(?:主要)?预期目标|(?:今年|\d{4}年)[^。，]{0,8}工作(?:的)?(?:总体要求|总体思路)|做好(?:今年|\d{4}年)[^。，]{0,6}工作"
)
_PROGRESS_HEAD = re.compile(r"进展|进度|完成情况|形象|现状|落实情况|目前|截至")
_ASKED_HEAD = re.compile(r"目标|计划|要求|时限|下一步|年度任务|节点")
_FIGURES = re.compile(r"[\d.,%％\-—/年月日:： ]+")
MAX_CLAUSE = 90


def review_paragraphs(doc: Document) -> Iterator[Paragraph]:
    """The paragraphs of a document that look back. A document that never turns to its plans looks back throughout."""
    past = True
    year = _year(doc)
    seen: tuple[str, ...] = ()
    for paragraph in doc.paragraphs:
        top = paragraph.section[:1]
        text = doc.clean.text[paragraph.start : paragraph.end]
        heading = text if paragraph.level is not None else ""
        for words in ((top[0],) if top and top != seen else ()) + ((heading,) if heading else ()):
            past = _turn(words, past, year)
        seen = top
        if past and _PLAN_SENTENCE.search(text) and not _REVIEW.search(text[:40]):
            past = not _opens_with_this_year(text, year)
        if past and paragraph.level is None:
            yield paragraph


def review_clauses(doc: Document) -> Iterator[tuple[int, int]]:
    """The clauses of a document's review, as offsets in its clean text."""
    for paragraph in review_paragraphs(doc):
        for m in _CLAUSE.finditer(doc.clean.text, paragraph.start, paragraph.end):
            if len(m.group().strip()) >= 4:
                yield m.start(), m.end()


def _year(doc: Document) -> int | None:
    """The year a document plans for: it reviews those before."""
    if doc.meta.period and doc.meta.period.start:
        return doc.meta.period.start.year
    return doc.meta.date.year if doc.meta.date else None


def _turn(heading: str, past: bool, year: int | None) -> bool:
    if _REVIEW.search(heading):
        return True
    m = _PLAN.search(heading)
    if m is None:
        return past
    named = re.search(r"(\d{4})年", heading)
    return bool(named and year and int(named[1]) < year)


def _opens_with_this_year(text: str, year: int | None) -> bool:
    named = re.search(r"(\d{4})年[^。，]{0,14}(?:预期目标|工作)", text)
    return not (named and year and int(named[1]) < year)


def outcome_clauses(
    doc: Document, *, end: date | None, taken: Sequence[tuple[int, int]] = ()
) -> list[tuple[Statement, str, str]]:
    """Clauses of the review as progress statements, each with the words of its sentence before and after it: those that
    name a state or an outcome, and those with a figure that no statement holds.

    end: the day the report speaks of, where known.  taken: source spans of the statements there are, in order.
    """
    out = []
    text, source = doc.clean.text, doc.raw.source
    free = _Free(taken)
    for paragraph in review_paragraphs(doc):
        for sentence in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
            for m in _CLAUSE.finditer(text, sentence.start(), sentence.end()):
                words = m.group().strip()
                if not 4 <= len(words) <= MAX_CLAUSE or describes(words):
                    continue
                start, stop = doc.clean.source_span(m.start(), m.end())
                measures = _measures(text, m.start(), m.end()) if free(start, stop) else ()
                said = outcome(words)
                if not (measures or said.speaks or said.doing) or not source[start:stop].strip():
                    continue
                subject = text[m.start() : measures[0].start].strip() if measures else words
                statement = Statement(
                    doc=doc.name,
                    role="progress",
                    start=start,
                    end=stop,
                    quote=source[start:stop],
                    subject=subject or words,
                    indicator=None,
                    measures=tuple(_home(doc, measure) for measure in measures),
                    deadline=Deadline(None, end, None, "document") if end else None,
                    agencies=(),
                    strength="plan",
                    section=paragraph.section,
                    page=paragraph.page,
                    cell=None,
                    rule="clause.figure" if measures else "clause.outcome",
                    confidence=0.5,
                    id=content_id(doc.raw.digest, start, stop, "progress", words),
                )
                out.append((statement, text[sentence.start() : m.start()], text[m.end() : sentence.end()]))
    return out


def outcome_rows(doc: Document, *, end: date | None) -> list[tuple[Statement, str, str]]:
    """Cells that tell a state in words (滨河路 | 8月建成通车), as progress statements on their row's name.

    Only columns of progress count (进展, 完成情况), so that the state a row asks for is not taken for one reached;
    without a header that says so the last such cell of a row.  end: the day the sheet speaks of, where known.
    """
    out = []
    for table in doc.raw.tables:
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            rows[cell.row].append(cell)
        columns: set[int] = set()
        for row in sorted(rows):
            cells = [c for c in sorted(rows[row], key=lambda c: c.col) if c.text.strip()]
            heads = {c.col for c in cells if _PROGRESS_HEAD.search(c.text) and not _ASKED_HEAD.search(c.text)}
            if len(cells) > 2 and heads and not any(_FIGURES.fullmatch(c.text.strip()) for c in cells):
                columns = heads
                continue
            named = [c for c in cells if len(c.text.strip()) >= 4 and not _FIGURES.fullmatch(c.text.strip())]
            told = [c for c in named[1:] if _tells(c.text) and (not columns or c.col in columns)]
            if told:
                out.append((_cell_statement(doc, named[0], told[-1], end), "", ""))
    return out


def _tells(text: str) -> bool:
    said = outcome(text)
    return said.speaks or said.doing


def _cell_statement(doc: Document, name: Cell, told: Cell, end: date | None) -> Statement:
    return Statement(
        doc=doc.name,
        role="progress",
        start=told.start,
        end=told.end,
        quote=doc.raw.source[told.start : told.end],
        subject=name.text.strip(),
        indicator=None,
        measures=(),
        deadline=Deadline(None, end, None, "document") if end else None,
        agencies=(),
        strength="plan",
        section=(),
        page=told.page,
        cell=told.ref,
        rule="row.outcome",
        confidence=0.5,
        id=content_id(doc.raw.digest, told.start, told.end, "progress", name.text),
    )


def turning_point(statements: Sequence[Statement]) -> int | None:
    """Where a report turns from what was reached to what is planned: the source offset that leaves most progress before
    it and most targets after it. None where it has no targets.
    """
    placed = sorted((s.start, s.role) for s in statements if s.role != "task")
    after = best = sum(role == "target" for _, role in placed)
    if not after:
        return None
    turn = 0
    for start, role in placed:
        after += 1 if role == "progress" else -1
        if after >= best:
            best, turn = after, start + 1
    return turn


class _Free:
    """Whether a stretch of the source overlaps none of the sorted spans."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [a for a, _ in spans]
        self._ends = list(accumulate((b for _, b in spans), max))

    def __call__(self, start: int, end: int) -> bool:
        i = bisect_left(self._starts, end)
        return i == 0 or self._ends[i - 1] <= start


def _measures(text: str, start: int, end: int) -> list[Measure]:
    """The figures of a clause, offsets in the clean text."""
    found = find_quantities(text[start:end])
    return [
        to_measure(replace_offsets(q, start), text, start)
        for q in found
        if q.unit and is_figure(replace_offsets(q, start), text, start, end, len(found) - 1)
    ]


def replace_offsets(quantity: Quantity, by: int) -> Quantity:
    """The same quantity in a text that opens `by` characters earlier."""
    return replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        outer_start=quantity.outer_start + by,
        outer_end=quantity.outer_end + by,
    )


def _home(doc: Document, measure: Measure) -> Measure:
    start, end = doc.clean.source_span(measure.start, measure.end)
    return replace(measure, start=start, end=end)
