"""Writing sheets of rows: title lines before a table, the table, notes after it. Shared by xlsx, xls and csv."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.readers.building import GridCell, SourceBuilder, one_line

_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*$", re.IGNORECASE)
Span = tuple[tuple[int, int], tuple[int, int]]  # first and last (row, column) of merged cells, inclusive


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's text as shown, and its own number or day."""

    text: str
    value: float | date | None = None


_EMPTY = SheetCell("")


class TooWide(Exception):
    """A sheet whose filled cells lie so far apart that the table between them would not fit in memory."""


def write_sheet(
    out: SourceBuilder,
    rows: Iterable[tuple[int, Mapping[int, SheetCell]]],
    *,
    name: str | None = None,
    merged: Sequence[Span] = (),
    most_cells: int = 2_000_000,
) -> None:
    """Write one sheet. rows: (row from 0, its cells by column from 0), in order; rows without words are left out.

    Lines of a single filled cell above the first full row (title, unit, date of the return) and below the last one
    (notes) are lines of text; what is between is one table, whose first column is the first that holds anything.
    Raises TooWide where that table has more than `most_cells` places.
    """
    filled = [(at, {c: cell for c, cell in sorted(cells.items()) if cell.text}) for at, cells in rows]
    filled = [(at, cells) for at, cells in filled if cells]
    if not filled:
        return
    if name and not _UNNAMED.match(name.strip()):
        out.line(one_line(name), kind="heading", level=1)
    full = [i for i, (_, cells) in enumerate(filled) if len(cells) > 1]
    first, last = (full[0], full[-1]) if full else (len(filled), -1)
    titles = [one_line(next(iter(cells.values())).text) for _, cells in filled[:first]]
    for title in titles:
        out.line(title)
    if not full:
        return
    body = filled[first : last + 1]
    left, right = min(min(cells) for _, cells in body), max(max(cells) for _, cells in body)
    if len(body) * (right - left + 1) > most_cells:
        raise TooWide
    covered, spans = _merges(merged, {at: i for i, (at, _) in enumerate(body)}, left, right)
    grid = []
    for i, (at, cells) in enumerate(body):
        for col in range(left, max(cells) + 1):
            if (at, col) in covered:
                continue
            cell = cells.get(col, _EMPTY)
            height, width = spans.get((at, col), (1, 1))
            ref = f"{column_letters(col)}{at + 1}"
            grid.append(GridCell(i, col - left, cell.text, height, width, ref, cell.value))
    out.table(grid, caption=" ".join(titles[-2:]) or None, sheet=name)
    for _, cells in filled[last + 1 :]:
        out.line(one_line(next(iter(cells.values())).text), kind="note")


def _merges(
    merged: Sequence[Span], rows: dict[int, int], left: int, right: int
) -> tuple[set[tuple[int, int]], dict[tuple[int, int], tuple[int, int]]]:
    """Places that a merged cell lies over, and its height and width in rows and columns of the table."""
    covered: set[tuple[int, int]] = set()
    spans: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (1, 1))
    numbers = sorted(rows)
    for (top, first), (bottom, last) in merged:
        inside = [row for row in numbers if top <= row <= bottom]
        first, last = max(first, left), min(last, right)
        if not inside or last < first:
            continue
        covered.update((row, col) for row in inside for col in range(first, last + 1))
        covered.discard((top, first))
        if top in rows:
            spans[top, first] = (len(inside), last - first + 1)
    return covered, spans


def column_index(letters: str) -> int:
    """A column's letters as its index from 0: B is 1, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """A column's index from 0 as its letters."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
