"""Writing sheets of rows: title lines before a table, the table, notes after it. Shared by xlsx, xls and csv."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.readers.building import GridCell, SourceBuilder, one_line
from pipeline.readers.sheet_formats import column_letters

_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)
Span = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column) of merged cells, inclusive


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's text as shown, and its own number or day."""

    text: str
    value: float | date | None = None


def write_sheet(
    out: SourceBuilder,
    rows: Sequence[tuple[int, Sequence[SheetCell]]],
    *,
    name: str | None = None,
    merged: Sequence[Span] = (),
) -> None:
    """Write one sheet. rows: (row number from 0, its cells from column A on); rows without words are left out.

    Lines of a single filled cell above the first full row (title, unit, date of the return) and below the last one
    (notes) are lines of text; what is between is one table, whose first column is the first that holds anything.
    """
    filled = [(at, cells, [c for c, cell in enumerate(cells) if cell.text]) for at, cells in rows]
    filled = [row for row in filled if row[2]]
    if not filled:
        return
    if name and not _UNNAMED.match(name.strip()):
        out.line(one_line(name), kind="heading", level=1)
    full = [i for i, row in enumerate(filled) if len(row[2]) > 1]
    first, last = (full[0], full[-1]) if full else (len(filled), -1)
    titles = [one_line(cells[at[0]].text) for _, cells, at in filled[:first]]
    for title in titles:
        out.line(title)
    if not full:
        return
    body = filled[first : last + 1]
    left = min(min(columns) for _, _, columns in body)
    numbers = {at: i for i, (at, _, _) in enumerate(body)}
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    cells = []
    for at, row, columns in body:
        for col in range(left, max(columns) + 1):
            if col >= len(row) or _covered(at, col, merged):
                continue
            cell = row[col]
            height, width = spans.get((at, col), (1, 1))
            cells.append(
                GridCell(
                    numbers[at],
                    col - left,
                    cell.text,
                    sum(1 for n in range(at, at + height) if n in numbers) or 1,
                    width,
                    f"{column_letters(col)}{at + 1}",
                    cell.value,
                )
            )
    out.table(cells, caption=" ".join(titles[-2:]) or None, sheet=name)
    for _, row, columns in filled[last + 1 :]:
        out.line(one_line(row[columns[0]].text), kind="note")


def _covered(row: int, col: int, merged: Sequence[Span]) -> bool:
    """Whether a merged cell that begins elsewhere lies over this place."""
    return any(a <= row <= c and b <= col <= d and (row, col) != (a, b) for (a, b), (c, d) in merged)
