"""Tables that go on over a page break, put together again: repeated heads dropped, rows broken in two joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.building import GridCell
from pipeline.readers.page_text import PageText
from pipeline.readers.pdf_tables import FoundTable, without_empty_lines

_GOES_ON = re.compile(
    r"[（(]?\s*(?:续|接上页)[^。]{0,20}$|[^。]{0,40}[（(]续[^）)]{0,4}[）)]$|[（(]?单\s*位\s*[：:][^。]{0,20}$"
)
_FIGURE = re.compile(r"[-+]?[\d,.]+%?$")
_TOTAL = re.compile(r"(?:合|总|小)\s*计|全[省市县区]")
_NEAR = 6.0  # points within which two column borders are one
_HEAD_ROWS = 4


def join_tables(pages: Sequence[PageText], tables: Sequence[list[FoundTable]]) -> None:
    """Move what continues on a next page into the table it continues; both lists are changed in place."""
    for i in range(len(pages) - 1, 0, -1):  # from the end, so that a third page first joins the second
        if not tables[i] or not tables[i - 1]:
            continue
        last = max(tables[i - 1], key=lambda t: t.box[3])
        first = min(tables[i], key=lambda t: t.box[1])
        above = [line for line in pages[i].lines if line.box[1] < first.box[1]]
        if any(line.box[3] > last.box[3] + 2 for line in pages[i - 1].lines):
            continue
        if not all(_GOES_ON.match(line.text) for line in above) or not _same_columns(last.xs, first.xs):
            continue
        tables[i].remove(first)
        pages[i].lines[:] = [line for line in pages[i].lines if not any(line is a for a in above)]
        tables[i - 1][tables[i - 1].index(last)] = _joined(last, first)
    for found in tables:
        found[:] = [table for table in found if table.is_table()]


def _same_columns(some: list[float], others: list[float]) -> bool:
    if abs(some[0] - others[0]) > _NEAR or abs(some[-1] - others[-1]) > _NEAR:
        return False
    fewer, more = sorted((some, others), key=len)
    return len(fewer) > 2 and all(min(abs(x - y) for y in more) <= _NEAR for x in fewer)


def _joined(upper: FoundTable, lower: FoundTable) -> FoundTable:
    borders = max((upper.xs, lower.xs), key=len)
    above, below = _placed(upper.cells, borders), _placed(lower.cells, borders)
    below = _without_head(above, below)
    rows = max(c.row + c.row_span for c in above)
    if below and _goes_on(above, below, rows - 1):
        above, below = _mended(above, below, rows - 1)
        rows -= 1
    cells = above + [replace(c, row=c.row + rows) for c in below]
    return FoundTable(without_empty_lines(cells), upper.box, borders)


def _placed(cells: list[GridCell], borders: list[float]) -> list[GridCell]:
    """Cells with their columns counted in another set of borders."""

    def column(x: float) -> int:
        return min(range(len(borders)), key=lambda i: abs(borders[i] - x))

    out = []
    for cell in cells:
        box = cell.box or (0.0, 0.0, 0.0, 0.0)
        first = column(box[0])
        out.append(replace(cell, col=first, col_span=max(1, column(box[2]) - first)))
    return out


def _row_texts(cells: list[GridCell], row: int) -> dict[int, str]:
    return {c.col: c.text for c in cells if c.row == row and c.text}


def _without_head(above: list[GridCell], below: list[GridCell]) -> list[GridCell]:
    """The lower part without the rows that repeat the upper part's first ones."""
    same = 0
    while same < _HEAD_ROWS:
        texts = _row_texts(below, same)
        if not texts or texts != _row_texts(above, same):
            break
        same += 1
    return [replace(c, row=c.row - same) for c in below if c.row >= same]


def _goes_on(above: list[GridCell], below: list[GridCell], last: int) -> bool:
    """Whether the lower part's first row is the rest of the upper part's last row, cut by the page."""
    rest = _row_texts(below, 0)
    upper = {col: cell.text for col in range(64) if (cell := _covering(above, last, col)) and cell.text}
    if not rest or any(_FIGURE.match(t) or _TOTAL.search(t) for t in rest.values()):
        return False
    missing = [col for col, text in _row_texts(above, last).items() if text and col not in rest]
    return len(missing) >= 2 and all(col in upper for col in rest)


def _covering(cells: list[GridCell], row: int, col: int) -> GridCell | None:
    return next(
        (c for c in cells if c.row <= row < c.row + c.row_span and c.col <= col < c.col + c.col_span), None
    )  # fmt: skip


def _mended(
    above: list[GridCell], below: list[GridCell], last: int
) -> tuple[list[GridCell], list[GridCell]]:  # fmt: skip
    """Both parts with the first row of the lower one read into the last row of the upper one."""
    for cell in [c for c in below if c.row == 0]:
        upper = _covering(above, last, cell.col)
        if upper is not None:
            grown = replace(upper, text=upper.text + cell.text, row_span=upper.row_span + cell.row_span - 1)
            above = [grown if c is upper else c for c in above]
    return above, [c for c in below if c.row > 0]
