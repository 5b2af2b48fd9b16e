"""Statements from the parts of a row: quote, place, page and id."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.indicators import canonical
from pipeline.tabulate_grid import Grid, Row
from pipeline.tabulate_text import CellText
from pipeline.tabulate_when import When
from schemas.document import Document
from schemas.records import Role, Statement, Strength, content_id
from schemas.values import Agency, Deadline, Measure

_MARKUP = re.compile(r"<(?!br\b)[a-zA-Z/!][^>]*>")  # a line break inside markdown cells is no border
_TOO_LONG = 600


@dataclass(slots=True)
class Maker:
    """Makes the statements of one table.

    section: the headings above it and its caption.  first_leads: of a plain list of agencies the first leads.
    """

    doc: Document
    grid: Grid
    when: When
    section: tuple[str, ...]
    first_leads: bool
    made: list[Statement] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The document's source text."""
        return self.doc.raw.source

    def add(
        self,
        role: Role,
        row: Row,
        cell: CellText,
        subject: str,
        *,
        measures: Sequence[Measure] = (),
        deadline: Deadline | None = None,
        agencies: Sequence[Agency] = (),
        strength: Strength = "plan",
        span: tuple[int, int] | None = None,
        rule: str = "table",
        confidence: float = 0.9,
    ) -> None:
        """Add one statement. cell: the one that holds it.  span: its stretch of the source, else the whole cell."""
        start, end = span or cell.place
        if end <= start or not subject:
            return
        ref = self._ref(row, cell)
        indicator = canonical(subject, [m.unit for m in measures])
        self.made.append(
            Statement(
                doc=self.doc.name,
                role=role,
                start=start,
                end=end,
                quote=self.source[start:end],
                subject=subject,
                indicator=indicator.name if indicator else None,
                measures=tuple(measures),
                deadline=deadline,
                agencies=tuple(agencies),
                strength=strength,
                section=self.section,
                page=cell.cell.page or row.table.page,
                cell=ref,
                rule=rule,
                confidence=confidence,
                id=content_id(self.doc.raw.digest, start, end, role, subject, ref),
            )
        )

    def _ref(self, row: Row, cell: CellText) -> str:
        """表1!B3, or the sheet's own name and reference."""
        place = cell.cell.ref or f"{_letters(cell.cell.col)}{cell.cell.row + 1}"
        return f"{row.table.sheet or f'表{row.number}'}!{place}"

    def stretch(self, row: Row, cells: Sequence[CellText], main: CellText) -> tuple[int, int]:
        """The source from a row's first to its last cell of some; that of the main one where markup parts them."""
        places = [c.place for c in cells if c.text and c.cell.row == row.index]
        if not places:
            return main.place
        start, end = min(a for a, _ in places), max(b for _, b in places)
        if end - start > _TOO_LONG or _MARKUP.search(self.source, start, end):
            return main.place
        return start, end


def _letters(col: int) -> str:
    out = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        out = chr(65 + rest) + out
    return out
