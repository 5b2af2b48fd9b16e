"""Tables that a conversion to plain text wrote one cell a line, often with a blank line after each.

A header that opens with 序号 and rows that their numbers 1, 2, 3 … open, each alone on its line, are put back into rows
and columns. What cannot be aligned stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.readers.building import caption_of
from pipeline.readers.flat_cells import Piece, is_page, slots_of, squeeze
from pipeline.readers.flat_header import FIRST, Header, first_row, headers
from pipeline.readers.flat_rows import Found, Reader, Rows
from pipeline.readers.text_tables import Line
from schemas.document import Cell, Table

_MAY_BE = re.compile(r"(?:^|[\r\n])[ \t\xa0\u3000]*[序编][ \t\xa0\u3000]*号[ \t\xa0\u3000]*(?=[\r\n]|$)")
_ABOVE = 12  # lines over a table among which its name is looked for
_FARTHEST = 6000  # lines that a table may have


def may_have_flat_tables(text: str) -> bool:
    """Whether some line is nothing but 序号."""
    return _MAY_BE.search(text) is not None


def flat_tables(lines: Sequence[Line]) -> list[Table]:
    """The tables of a text whose cells stand on a line each, by their places.

    A table has at least two rows of one line a column that agree, under a header most of whose words are known. A row
    that cannot be aligned parts a table in two: the header's cells then stand in both.
    """
    opening = [i for i, line in enumerate(lines) if FIRST.match(squeeze(line.text))]
    tables: list[Table] = []
    for i, following in pairwise([*opening, len(lines)]):
        behind = tables[-1].end if tables else 0
        above = [n.text for n in lines[max(0, i - _ABOVE) : i] if n.start >= behind and not is_page(n.text)]
        found = _tables(lines[i : min(following, i + _FARTHEST)], caption_of(above))
        if found and tables and not any(map(str.strip, above)) and _headings(found[0]) == _headings(tables[-1]):
            found = [replace(t, caption=tables[-1].caption) for t in found]  # its next page
        tables += found
    return tables


def _headings(table: Table) -> list[str]:
    return [c.text for c in table.cells if c.row == 0]


def _tables(lines: Sequence[Line], caption: str | None) -> list[Table]:
    slots = slots_of(lines)
    start = first_row(slots.places)
    if start is None:
        return []
    best: tuple[tuple[int, int, int], Header, Rows] | None = None
    for header in headers(slots.places[:start]):
        rows = Reader(slots, header, start).rows()
        rank = (rows.aligned, rows.exact, header.columns)
        if rows.exact >= 2 and (best is None or rank > best[0]):
            best = (rank, header, rows)
    if best is None:
        return []
    _, header, found = best
    tables = []
    for run in found.runs:
        opens = next(p for f in run for p in f.cells if p is not None)
        whole = opens == slots.places[start]  # the header stands right over it
        begins = lines[0].start if whole else opens.start
        tables.append(_table(header, run, caption, header.sections if whole else (), begins))
    return tables


def _table(header: Header, run: Sequence[Found], caption: str | None, sections: Sequence[Piece], begins: int) -> Table:
    """One run of rows under the header. begins: where its stretch of the source does."""
    n = header.columns
    cells = [Cell(row, col, p.start, p.end, p.text, rows, cols) for p, row, col, rows, cols in header.cells]
    cells.sort(key=lambda c: (c.row, c.col))
    at, end = header.rows, max(c.end for c in cells)
    for over in sections:
        cells.append(Cell(at, 0, over.start, over.end, over.text, 1, n))
        at += 1
    for found in run:
        whole = len(found.cells) == 1
        for col, piece in enumerate(found.cells):
            if piece is None:
                cells.append(Cell(at, col, end, end, ""))
                continue
            cells.append(Cell(at, col, piece.start, piece.end, piece.text, 1, n if whole else 1))
            end = piece.end
        at += 1
    return Table(begins, end, at, n, tuple(cells), caption)
