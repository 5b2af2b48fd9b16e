"""What was recognised and went into no statement: figures without a place, dates that no year is known for.

These are counted and shown, so that an office sees what the ledger may lack.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.annotations import Annotations
from extractors.clauses import clauses, parts, sentences
from extractors.measures import is_figure


def leftovers(ann: Annotations) -> Iterator[tuple[str, int, int]]:
    """(code, start, end) of each clause of clean text that holds something no draft has.

    figure_unplaced: a figure that measures something, in a sentence that promises or reports, but belongs to no statement.
    date_unresolved: a day or month whose year nobody says, in a statement.
    Paragraphs that neither promise nor report (problems, forms of address) are left out.
    """
    covered = sorted((m.start, m.end) for d in ann.drafts for m in d.measures)
    taken = {start for start, _ in covered}
    spans = [(d.start, d.end) for d in ann.drafts]
    for p, context in zip(ann.paragraphs(), ann.contexts, strict=True):
        if context.mode == "none" or p.level is not None:
            continue
        for sentence in sentences(ann.mask, p.start, p.end):
            for part in parts(ann.mask, *sentence):
                for a, b in clauses(ann.mask, *part):
                    inside = ann.quantities_in(a, b)
                    loose = [
                        q
                        for q in inside
                        if q.start not in taken
                        and is_figure(q, ann.text, a, b, len(inside) - 1)
                        and q.rule == "quantity.arabic"
                    ]
                    if loose and not any(x <= q.start < y for q in loose for x, y in spans):
                        yield "figure_unplaced", a, b
    for d in ann.drafts:
        if d.date is not None and d.date.last is None and d.date.kind in ("point", "relative"):
            yield "date_unresolved", d.start, d.end
