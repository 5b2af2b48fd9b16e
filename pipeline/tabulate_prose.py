"""Sentences in cells: contents, goals and reports in words go through the same pipeline as prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.deadlines import deadline_of
from extractors.drafts import Draft
from extractors.pipeline import annotate
from pipeline.tabulate_text import CellText
from schemas.document import Document, Kind, Paragraph
from schemas.mapped_text import MappedText
from schemas.values import Agency, Deadline, Measure


@dataclass(frozen=True, slots=True)
class Said:
    """One statement found in a cell, with offsets in the source.

    draft: as the pipeline made it.  own_date: whether its deadline stands in the cell itself.
    """

    draft: Draft
    start: int
    end: int
    measures: tuple[Measure, ...]
    deadline: Deadline | None
    own_date: bool
    agencies: tuple[Agency, ...]


def read_cells(doc: Document, cells: Sequence[CellText], *, reported: bool, goals: bool) -> dict[int, list[Said]]:
    """What the sentences of some cells say, by the cells' starts in the source.

    reported: the cells tell what was done; otherwise what is to be done.  goals: their heading declares targets.
    """
    parts: list[tuple[str, int, int]] = []
    paragraphs: list[Paragraph] = []
    at = 0
    section = ("目标任务",) if goals else ()
    for cell in cells:
        text = cell.tight
        paragraphs.append(Paragraph(at, at + len(text.text), None, section))
        parts.extend(_parts(text))
        parts.append(("\n", cell.cell.end, cell.cell.end))
        at += len(text.text) + 1
    if not at:
        return {}
    kind: Kind = "sheet" if reported else "plan"
    meta = replace(doc.meta, kind=kind, period=None if reported else doc.meta.period)
    clean = MappedText.from_parts(parts)
    annotations = annotate(Document(doc.raw, clean, meta, tuple(paragraphs)))
    out: dict[int, list[Said]] = {cell.cell.start: [] for cell in cells}
    starts = [p.start for p in paragraphs]
    i = 0
    for draft in annotations.drafts:
        while i + 1 < len(starts) and starts[i + 1] <= draft.start:
            i += 1
        out[cells[i].cell.start].append(
            _said(doc, clean, draft, deadline_of_draft(clean, doc, draft, annotations.contexts[i]))
        )
    return out


def deadline_of_draft(clean: MappedText, doc: Document, draft: Draft, context: object) -> Deadline | None:
    """The deadline of a draft, its words taken from the source."""
    words = None
    if draft.date is not None and draft.date.end > draft.date.start:
        words = doc.raw.source[slice(*clean.source_span(draft.date.start, draft.date.end))]
    return deadline_of(draft, context, clean.text, words)  # type: ignore[arg-type]


def _said(doc: Document, clean: MappedText, draft: Draft, deadline: Deadline | None) -> Said:
    start, end = draft.start, draft.end
    while start < end and clean.text[start] in " ，、。；：\n":
        start += 1
    while end > start and clean.text[end - 1] in " ，、。；：\n":
        end -= 1
    src, src_end = clean.source_span(start, end)
    return Said(
        draft,
        src,
        src_end,
        tuple(_home(doc, clean, m) for m in draft.measures),
        deadline,
        draft.date is not None,
        tuple(Agency(a.name, a.role) for a in draft.agencies),
    )


def _home(doc: Document, clean: MappedText, m: Measure) -> Measure:
    start, end = clean.source_span(m.start, m.end)
    return replace(m, start=start, end=end, raw=replace(m.raw, text=doc.raw.source[start:end]))


def _parts(text: MappedText) -> Iterator[tuple[str, int, int]]:
    stops = [*(p.at for p in text.pieces[1:]), len(text.text)]
    for piece, stop in zip(text.pieces, stops, strict=True):
        if stop > piece.at:
            end = piece.src + stop - piece.at if piece.linear else piece.src_end
            yield text.text[piece.at : stop], piece.src, end
