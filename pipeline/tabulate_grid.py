"""A table as a grid: captions, header rows, columns with their whole headings, and the rows of data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.tabulate_text import CellText, squeezed
from schemas.document import Table

_NUMERIC = re.compile(r"^[≥≤<>＜＞〔（±+\-−－约近]*\d[\d,.]*(?:[-~～—–至]\d[\d,.]*)?(?:万亿|亿|万)?[^\d，。；]{0,6}$")
_YEAR_LABEL = re.compile(r"^“?(?:19|20)\d\d年?|^\d{1,2}月|^十[一二三四五]五")
_EMPTY = re.compile(r"^[-—–－/\\.…·*无、]*$|^(?:暂无|空)$")
_IMAGE = re.compile(r"^!?[\[〔]?!?\[|^!")
_NOTE = re.compile(r"^(?:附?注(?:释|解)?\d?|备注|说明|资料来源|数据来源)(?:：|[①-⑳]|\d[.、])")
_PROMISE = re.compile(r"\d.*[，。；]|[。；].*\d")
_OVER = re.compile(r"^(?:计量)?单位：|^填报|^数据截|^截[至止]|^制表|^时间：|^日期：|表$|情况$")
_HEADER_ROWS = 3


def is_numeric(text: str) -> bool:
    """Whether a cell holds a figure, with a unit or a note at most."""
    return _NUMERIC.match(text) is not None and _YEAR_LABEL.match(text) is None


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: blank, a dash, a stroke."""
    return _EMPTY.match(text) is not None


@dataclass(slots=True)
class Row:
    """One row of data. own: cells that begin in it, by column.  cells: with those that reach into it from above."""

    table: Table
    number: int  # the table's place in the document, from 1
    index: int
    own: dict[int, CellText]
    cells: dict[int, CellText]
    more_name: str = ""  # what the next page adds to the name

    def filled(self) -> list[CellText]:
        """The cells with words, from left to right, each once."""
        seen: dict[int, CellText] = {}
        for col in sorted(self.cells):
            cell = self.cells[col]
            if not is_empty(cell.text):
                seen.setdefault(cell.cell.start, cell)
        return list(seen.values())


@dataclass(slots=True)
class Heading:
    """Adjacent grid columns under one heading. levels: the texts of the header rows over them, from the top."""

    cols: tuple[int, ...]
    levels: tuple[str, ...]
    cells: tuple[CellText, ...]

    @property
    def text(self) -> str:
        """The whole heading: 2021年工业技改投资预期目标 and 总量（亿元） read as one."""
        return "".join(self.levels)


@dataclass(slots=True)
class Grid:
    """A table read: caption in the normal form, headings (none where the first row is no header), rows of data."""

    table: Table
    number: int
    caption: str
    headings: list[Heading]
    rows: list[Row]
    header: tuple[int, int] | None  # the source's stretch of the header rows

    @property
    def cols(self) -> int:
        """How many grid columns."""
        return self.table.cols


def read_grid(table: Table, number: int, source: str, is_header: re.Pattern[str]) -> Grid:
    """Read a table's cells into a grid.

    number: the table's place in the document, from 1.  is_header: what the words of a known heading look like.
    """
    rows = _rows(table, number, source)
    captions = [squeezed(table.caption)] if table.caption and not _IMAGE.match(table.caption.strip()) else []
    at = 0
    while at < min(_HEADER_ROWS, len(rows)) and (caption := _caption(rows[at], table.cols)) is not None:
        if caption:
            captions.append(caption)
        at += 1
    depth = _depth(rows[at:], is_header)
    header = rows[at : at + depth]
    span = None
    if header:
        inside = [c.cell for row in header for c in row.own.values() if c.text]
        span = (min(c.start for c in inside), max(c.end for c in inside)) if inside else None
    headings = _headings(table.cols, header)
    below = [row for row in rows[at + depth :] if row.filled()]
    body = [row for row in below if not (header and _spans_all(row, table.cols))]
    if header:
        names = [h.text for h in headings if h.text]
        body = [row for row in body if not _repeats(row, header, names)]
    unique = list(dict.fromkeys(c for c in captions if c))
    return Grid(table, number, "；".join(unique), headings, body, span)


def _rows(table: Table, number: int, source: str) -> list[Row]:
    rows = [Row(table, number, i, {}, {}) for i in range(table.rows)]
    for cell in table.cells:
        text = CellText(cell, source)
        for row in rows[cell.row : cell.row + cell.row_span]:
            for col in range(cell.col, cell.col + cell.col_span):
                row.cells[col] = text
        for col in range(cell.col, cell.col + cell.col_span):
            rows[cell.row].own[col] = text
    return rows


def _caption(row: Row, cols: int) -> str | None:
    """The text of a row that is a caption, "" for an empty row, None for any other."""
    filled = row.filled()
    if not filled:
        return ""
    texts = [c.text for c in filled]
    if len(filled) == 1 and (cols > 1 and not is_numeric(texts[0])):
        return squeezed(texts[0])
    if len(texts) <= 3 and all(_OVER.search(t) for t in texts):
        return squeezed(" ".join(texts))
    return None


def _spans_all(row: Row, cols: int) -> bool:
    """Whether a row is one cell across all columns: a heading of rows, or a note; no sentence with figures."""
    cell = row.own.get(0)
    if cell is None or cols < 3 or cell.cell.col_span < cols:
        return False
    return _NOTE.match(cell.text) is not None or (not is_numeric(cell.text) and _PROMISE.search(cell.text) is None)


def _depth(rows: Sequence[Row], is_header: re.Pattern[str]) -> int:
    """How many rows at the top are header."""
    if not rows or not _looks_like_header(rows[0], is_header):
        return 0
    depth = max((c.cell.row_span for c in rows[0].own.values()), default=1)
    depth = min(depth, _HEADER_ROWS)
    wide = any(c.cell.col_span > 1 and c.text for c in rows[0].own.values())
    if depth == 1 and wide and len(rows) > 1 and _is_second_header(rows[0], rows[1]):
        return 2
    return min(depth, len(rows))


def _looks_like_header(row: Row, is_header: re.Pattern[str]) -> bool:
    texts = [c.label for c in row.filled()]
    if len(texts) < 2 or any(len(t) > 60 for t in texts):
        return False
    numeric = sum(is_numeric(t) for t in texts)
    known = sum(is_header.search(t) is not None for t in texts)
    return numeric * 4 <= len(texts) and known * 3 >= len(texts) and known >= 1


def _is_second_header(first: Row, second: Row) -> bool:
    """Whether the row below a wide heading parts it: no figures, and only words under wide headings."""
    under = {col for col, c in first.own.items() if c.cell.col_span > 1}
    texts = [(col, c.text) for col, c in second.own.items() if not is_empty(c.text)]
    return len(texts) >= 2 and all(col in under and not is_numeric(t) and len(t) <= 20 for col, t in texts)


def _headings(cols: int, header: Sequence[Row]) -> list[Heading]:
    """The columns by heading; a blank heading belongs to the one on its left, as its figures have slipped."""
    if not header:
        return []
    labels: list[tuple[CellText, ...]] = []
    for col in range(cols):
        over: dict[int, CellText] = {}
        for row in header:
            cell = row.cells.get(col)
            if cell is not None and cell.text:
                over.setdefault(cell.cell.start, cell)
        labels.append(tuple(over.values()))
    out: list[Heading] = []
    for col, over_col in enumerate(labels):
        if out and (not over_col or over_col == out[-1].cells):
            out[-1].cols += (col,)
        else:
            out.append(Heading((col,), tuple(c.label for c in over_col), over_col))
    return out


def _repeats(row: Row, header: Sequence[Row], names: Sequence[str]) -> bool:
    """Whether a row says the header again, as after a page break."""
    texts = [c.label for c in row.filled()]
    known = {c.label for r in header for c in r.filled()} | set(names)
    return len(texts) >= 2 and all(t in known for t in texts)


def same_headings(one: Grid, two: Grid) -> bool:
    """Whether two grids have the same columns, so that the second may be the first one's next page."""
    return [h.text for h in one.headings] == [h.text for h in two.headings]


def logical_tables(grids: Sequence[Grid]) -> Iterator[Grid]:
    """The grids with those that go on over a page break joined to their first part.

    A part goes on where it has no header of its own and as many columns, or says the same header again, uncaptioned.
    """
    current: Grid | None = None
    for grid in grids:
        if current is not None and _goes_on(current, grid):
            rows = grid.rows
            if rows and current.rows and _is_rest(rows[0], current):
                current.rows[-1].more_name = "".join(c.label for c in rows[0].filled())
                rows = rows[1:]
            current.rows.extend(rows)
            current.table = grid.table
            continue
        if current is not None:
            yield current
        current = grid
    if current is not None:
        yield current


def _goes_on(one: Grid, two: Grid) -> bool:
    if not one.headings or one.cols != two.cols or one.table.sheet != two.table.sheet:
        return False
    a, b = one.table.page, two.table.page
    if a is None or b is None or not a <= b <= a + 1:
        return False
    if not two.headings:
        return not two.caption
    return same_headings(one, two) and (not two.caption or two.caption == one.caption)


def _is_rest(row: Row, grid: Grid) -> bool:
    """Whether the first row after a page break only ends a name that was cut in two."""
    filled = row.filled()
    own = {c.cell.start for c in row.own.values()}
    return len(filled) == 1 and filled[0].cell.start in own and not is_numeric(filled[0].text) and grid.cols > 2
