"""Rows of a Word 97 table, each with column borders of its own, set into one grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.readers.building import GridCell
from pipeline.readers.doc_sprms import RowShape

_NEAR = 60  # twips (a twentieth of a point) within which two column borders are one


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of a row's cells, and its shape where the file tells it."""

    texts: tuple[str, ...]
    shape: RowShape | None


def grid_cells(rows: Sequence[Row]) -> list[GridCell]:
    """Cells by row and column. Columns are wherever some row begins a cell; merged cells are one cell with its span."""
    lefts = _columns(rows)
    cells: list[GridCell] = []
    open_merges: dict[int, int] = {}  # column to the index of the cell that goes on downwards there
    for number, row in enumerate(rows):
        shape = _fitting(row)
        across = 0
        for i, text in enumerate(row.texts):
            if shape is None:
                cells.append(GridCell(number, i, text))
                open_merges.pop(i, None)
                continue
            # the first of merged cells is marked with one value, those that follow it with the other
            first = across if shape.across[i] else 0
            across = 0 if not shape.across[i] else across or shape.across[i]
            col = _column(lefts, shape.borders[i])
            span = max(1, _column(lefts, shape.borders[i + 1], end=True) - col)
            if first and shape.across[i] != first and cells and cells[-1].row == number:
                last = cells[-1]
                joined = " ".join(t for t in (last.text, text) if t)
                cells[-1] = replace(last, text=joined, col_span=col + span - last.col)
            elif shape.down[i] == 1 and col in open_merges:
                above = cells[open_merges[col]]
                joined = " ".join(t for t in (above.text, text) if t)
                cells[open_merges[col]] = replace(above, text=joined, row_span=number - above.row + 1)
            else:
                open_merges.pop(col, None)
                if shape.down[i]:
                    open_merges[col] = len(cells)
                cells.append(GridCell(number, col, text, 1, span))
    return _apart(cells)


def _columns(rows: Sequence[Row]) -> list[int]:
    """Left borders of cells over all rows, those that nearly agree taken as one."""
    found: list[int] = []
    for left in sorted({b for row in rows if (shape := _fitting(row)) for b in shape.borders[:-1]}):
        if not found or left - found[-1] > _NEAR:
            found.append(left)
    return found


def _column(lefts: list[int], at: int, *, end: bool = False) -> int:
    """The column that begins at a border; with `end`, how many columns begin before it."""
    return bisect_left(lefts, at - _NEAR if not end else at - _NEAR + 1) if lefts else 0


def _fitting(row: Row) -> RowShape | None:
    """The row's shape, where it is told and agrees with the cells there are."""
    shape = row.shape
    if shape is None or not len(row.texts) == len(shape.across) == len(shape.borders) - 1:
        return None
    return shape if list(shape.borders) == sorted(shape.borders) else None


def _apart(cells: list[GridCell]) -> list[GridCell]:
    """Cells that came to stand in one place, of rows with cells too narrow to tell apart, moved to the right."""
    taken: set[tuple[int, int]] = set()
    out = []
    for cell in cells:
        col = cell.col
        while (cell.row, col) in taken:
            col += 1
        taken.add((cell.row, col))
        out.append(cell if col == cell.col else replace(cell, col=col, col_span=1))
    return out
