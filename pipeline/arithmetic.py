"""What a document says of its own numbers, checked against the numbers it gives.

Counts and percentages of a total, differences, parts and totals, growth between two levels, shares that make up the
whole, totals and rates of tables. The rounding that the text shows is granted, hedged figures are given room, and
where it is not plain which figures belong together nothing is said.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.quantities import find_quantities
from pipeline.arithmetic_changes import changes
from pipeline.arithmetic_claims import Found, rounded
from pipeline.arithmetic_figures import Figure, Masked, masked
from pipeline.arithmetic_shares import shares
from pipeline.arithmetic_sums import sums
from pipeline.arithmetic_tables import TableClaim, table_claims
from schemas.claims import Claim, Contradiction
from schemas.document import Document, Issue, Paragraph
from schemas.records import Statement, content_id


def check(doc: Document, statements: Sequence[Statement]) -> list[Contradiction]:
    """Figures of a document that do not fit others it gives.  statements: its own, to say which one is concerned."""
    return [claim for claim in reckon(doc, statements) if isinstance(claim, Contradiction)]


def reckon(doc: Document, statements: Sequence[Statement]) -> list[Claim]:
    """All that a document says of its own numbers and that could be checked, in order of place: claims that hold, and
    contradictions.
    """
    clean = doc.clean.text
    quantities = find_quantities(clean)
    starts = [q.outer_start for q in quantities]
    claims: dict[tuple[int, int], Claim] = {}
    for paragraph in doc.paragraphs:
        first, last = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
        if last - first < 2:
            continue
        text = masked(clean, paragraph.start, paragraph.end, quantities[first:last])
        for found in (*shares(text), *changes(text), *sums(text)):
            claim = _claim(doc, text, found, paragraph, statements)
            # Of two readings of one figure the one that holds is meant.
            kept = claims.get((claim.start, claim.end))
            if kept is None or (claim.holds and not kept.holds):
                claims[claim.start, claim.end] = claim
    for table_claim in table_claims(doc.raw.tables):
        claim = _of_table(doc, table_claim, statements)
        claims.setdefault((claim.start, claim.end), claim)
    return sorted(claims.values(), key=lambda claim: (claim.start, claim.end))


def issues(claims: Sequence[Claim]) -> Iterator[Issue]:
    """The contradictions among claims as issues of the document, stage `check`, worded for the office."""
    for claim in claims:
        if not claim.holds:
            yield Issue(
                claim.doc,
                "check",
                f"numbers_disagree_{claim.kind}",
                f"与“{claim.basis}”不符：按原文数字，{claim.formula}",
                claim.quote,
                claim.start,
                claim.end,
                claim.page,
            )


def _of_table(doc: Document, found: TableClaim, statements: Sequence[Statement]) -> Claim:
    source, cell = doc.raw.source, found.stated
    start, end = min(c.start for c in found.basis), max(c.end for c in found.basis)
    made = Claim if found.holds else Contradiction
    return made(
        doc=doc.name,
        kind="table",
        start=cell.start,
        end=cell.end,
        quote=source[cell.start : cell.end],
        basis_start=start,
        basis_end=end,
        basis=source[start:end],
        stated=found.value,
        computed=found.computed,
        unit=found.unit,
        formula=found.formula,
        page=cell.page,
        statement=_holder(statements, cell.start, cell.end),
        id=content_id(doc.raw.digest, "claim", "table", cell.start, cell.end, start, end),
    )


def _holder(statements: Sequence[Statement], start: int, end: int) -> str | None:
    """The id of the first statement whose quote holds a stretch of the source."""
    return next((s.id for s in statements if s.start <= start and end <= s.end), None)


def _claim(doc: Document, text: Masked, found: Found, paragraph: Paragraph, statements: Sequence[Statement]) -> Claim:
    source = doc.raw.source
    start, end = doc.clean.source_span(*_trimmed(doc, *text.clause(found.stated)))
    first, last = min(found.operands, key=_at), max(found.operands, key=_at)
    basis, basis_end = doc.clean.source_span(*_trimmed(doc, text.clause(first)[0], text.clause(last)[1]))
    at, to = doc.clean.source_span(found.stated.start, found.stated.end)
    made = Claim if found.holds else Contradiction
    return made(
        doc=doc.name,
        kind=found.kind,
        start=start,
        end=end,
        quote=source[start:end],
        basis_start=basis,
        basis_end=basis_end,
        basis=source[basis:basis_end],
        stated=found.stated.value,
        computed=rounded(found.computed, found.stated),
        unit=found.stated.unit,
        formula=found.formula,
        page=paragraph.page,
        statement=_holder(statements, at, to),
        id=content_id(doc.raw.digest, "claim", found.kind, at, to, basis, basis_end),
    )


def _at(figure: Figure) -> int:
    return figure.at


def _trimmed(doc: Document, start: int, end: int) -> tuple[int, int]:
    text = doc.clean.text
    while start < end and text[start] in " ，、。；：（\n":
        start += 1
    return start, end
