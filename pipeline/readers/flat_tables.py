"""Tables that a conversion to plain text wrote one cell a line, often with a blank line after each.

A header that opens with 序号 and rows that their numbers 1, 2, 3 … open, each alone on its line, are put back into rows
and columns; a column of categories or two may stand before the numbers. What cannot be aligned stays text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.readers.building import caption_of
from pipeline.readers.flat_cells import Found, Piece, Rows, is_page, slots_of, squeeze
from pipeline.readers.flat_header import FIRST, LEAD, Header, first_row, headers
from pipeline.readers.flat_rows import Reader
from pipeline.readers.text_tables import Line
from schemas.document import Cell, Table

_MAY_BE = re.compile(r"(?:^|[\r\n])[ \t\xa0\u3000]*[序编][ \t\xa0\u3000]*号[ \t\xa0\u3000]*(?=[\r\n]|$)")
_BEFORE = 6  # lines before 序号 that may hold the headings of categories
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
    opening = [_opening(lines, i) for i, line in enumerate(lines) if FIRST.match(squeeze(line.text))]
    tables: list[Table] = []
    for (i, lead), (following, _) in pairwise([*opening, (len(lines), 0)]):
        behind = tables[-1].end if tables else 0
        above = [n.text for n in lines[max(0, i - _ABOVE) : i] if n.start >= behind and not is_page(n.text)]
        found = _tables(lines[i : min(following, i + _FARTHEST)], lead, caption_of(above))
        if found and tables and not any(map(str.strip, above)) and _headings(found[0]) == _headings(tables[-1]):
            found = [replace(t, caption=tables[-1].caption) for t in found]  # its next page
        tables += found
    return tables


def _opening(lines: Sequence[Line], at: int) -> tuple[int, int]:
    """Where the header begins that has 序号 in a line, and how many headings stand before that."""
    begin, lead = at, 0
    for i in range(at - 1, max(-1, at - _BEFORE), -1):
        text = squeeze(lines[i].text)
        if text and not LEAD.match(text):
            break
        if text:
            begin, lead = i, lead + 1
    return begin, lead


def _headings(table: Table) -> list[str]:
    return [c.text for c in table.cells if c.row == 0]


def _tables(lines: Sequence[Line], lead: int, caption: str | None) -> list[Table]:
    slots = slots_of(lines)
    number = first_row(slots.places, lead)
    if number is None:
        return []
    best: tuple[tuple[int, int, int], int, Header, Rows] | None = None
    for start in (number - lead, number - lead - 1)[: 2 if lead else 1]:
        for header in headers(slots.places[:start]):
            rows = Reader(slots, header, start, lead).rows()
            rank = (rows.aligned, rows.exact, header.columns)
            if rows.exact >= 2 and (best is None or rank > best[0]):
                best = (rank, start, header, rows)
    if best is None:
        return []
    _, start, header, found = best
    first = next(p for p in slots.places[start:] if p is not None)
    tables = []
    for run in found.runs:
        opens = next(p for f in run for p in f.cells if p is not None)
        whole = opens.start == first.start  # the header stands right over it
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
