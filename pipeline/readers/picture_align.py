"""Order in what was found on a page: lines as one reads them, and tables without ruling lines from aligned pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.readers.building import GridCell
from pipeline.readers.page_text import Line, PageText, around
from pipeline.readers.pdf_tables import FoundTable
from schemas.document import Box

_NUMERIC = re.compile(r"[-+<>≥≤＜＞〔\[(（±]?\d[\d.,]*[%‰]?[\])）〕]?$|[-—–]+$")
_SHARED = 0.5  # share of the lower of two pieces by which they overlap when they stand on one row
_FEWEST_ROWS = 3
_HEAD_ROWS = 2  # first rows of a table in which new columns may show
_FIGURES = 0.6  # share of figures in a column that shows a table
_WRAPPED = 0.65  # times the usual distance of rows, below which a line only goes on
_GUTTER = 1.2  # times the height of a line, between columns of prose
_FEWEST_LINES = 5  # of a column of prose
_PROSE = 0.3  # share of the page's width that lines of a column of prose reach


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Pieces grouped into rows, from the top down and from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda ln: ((ln.box[1] + ln.box[3]) / 2, ln.box[0])):
        if rows and all(_level(line.box, other.box) for other in rows[-1][-2:]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda ln: ln.box[0]) for row in rows]


def _level(a: Box, b: Box) -> bool:
    return min(a[3], b[3]) - max(a[1], b[1]) > _SHARED * min(a[3] - a[1], b[3] - b[1])


# ---- reading order


def in_order(lines: Sequence[Line]) -> list[Line]:
    """Lines as they are read: row by row, columns of prose one after the other between lines that span them."""
    middle = gutter(lines)
    if middle is None:
        return [line for row in rows_of(lines) for line in row]
    spanning = [ln for row in rows_of([ln for ln in lines if ln.box[0] < middle < ln.box[2]]) for ln in row]
    rest = [ln for ln in lines if not ln.box[0] < middle < ln.box[2]]
    out: list[Line] = []
    for border in [*spanning, None]:
        above = [ln for ln in rest if border is None or ln.box[1] < border.box[1]]
        rest = [ln for ln in rest if ln not in above]
        for side in (0, 1):
            out += [ln for row in rows_of([ln for ln in above if (ln.box[0] >= middle) == bool(side)]) for ln in row]
        if border is not None:
            out.append(border)
    return out


def gutter(lines: Sequence[Line]) -> float | None:
    """Where a page is parted into two columns of prose; None where it is not."""
    if not lines:
        return None
    first, last = min(ln.box[0] for ln in lines), max(ln.box[2] for ln in lines)
    wide = last - first
    long = [ln for ln in lines if ln.box[2] - ln.box[0] > _PROSE * wide]
    left = [ln for ln in long if ln.box[2] < first + 0.6 * wide]
    right = [ln for ln in long if ln.box[0] > first + 0.4 * wide]
    if min(len(left), len(right)) < _FEWEST_LINES or len(left) + len(right) < 0.7 * len(long):
        return None
    start, stop = max(ln.box[2] for ln in left), min(ln.box[0] for ln in right)
    high = sorted(ln.box[3] - ln.box[1] for ln in long)[len(long) // 2]
    return (start + stop) / 2 if stop - start > _GUTTER * high else None


# ---- tables without lines


@dataclass(slots=True)
class _Run:
    """Rows that may be a table: their columns' extents, and the rows by column."""

    columns: list[tuple[float, float]]
    rows: list[list[Line]]


def aligned_tables(page: PageText, number: int) -> list[FoundTable]:
    """Tables whose columns only stand in line; their pieces are taken out of the page's lines.

    At least three rows, and a column besides the first that is mostly figures: names set side by side are no table.
    """
    found = []
    for run in _runs(rows_of(page.lines)):
        cells = _cells(run, number)
        if not _has_figures(cells, len(run.columns)):
            continue
        pieces = [line for row in run.rows for line in row]
        taken = {id(line) for line in pieces}
        page.lines[:] = [line for line in page.lines if id(line) not in taken]
        borders = [run.columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(run.columns))]
        found.append(FoundTable(cells, around([ln.box for ln in pieces]), [*borders, run.columns[-1][1]]))
    return found


def _runs(rows: list[list[Line]]) -> list[_Run]:
    """Stretches of rows whose pieces keep to common columns."""
    runs: list[_Run] = []
    i = 0
    while i < len(rows):
        run = _run_from(rows, i)
        if run is not None and len([r for r in run.rows if len(r) > 1]) >= _FEWEST_ROWS:
            runs.append(run)
            i += len(run.rows)
        else:
            i += 1
    return runs


def _run_from(rows: list[list[Line]], start: int) -> _Run | None:
    if len(rows[start]) < 2:
        return None
    columns = [(ln.box[0], ln.box[2]) for ln in rows[start]]
    taken = [rows[start]]
    for row in rows[start + 1 :]:
        above = taken[-1][0].box
        if row[0].box[1] - above[3] > 3 * (above[3] - above[1]):
            break
        merged = _merged(columns, row, growing=len(taken) <= _HEAD_ROWS)
        if merged is None:
            break
        columns, taken = merged, [*taken, row]
    while len(taken[-1]) == 1 and len(columns) > 1:
        taken.pop()  # lines under a table are its notes
    return _Run(columns, taken)


def _merged(
    columns: list[tuple[float, float]], row: list[Line], *, growing: bool
) -> list[tuple[float, float]] | None:  # fmt: skip
    """The columns with a row's pieces in them; None where a piece lies across two, or a lone one outside the first.

    growing: whether a piece may stand in a column of its own, as under a heading that is set higher or lower.
    """
    out = list(columns)
    used: set[int] = set()
    known = len(out)
    for line in row:
        x0, x1 = line.box[0], line.box[2]
        touched = [i for i, (a, b) in enumerate(out[:known]) if min(b, x1) - max(a, x0) > 0]
        if len(touched) > 1 or (touched and touched[0] in used):
            return None
        if touched:
            used.add(touched[0])
            a, b = out[touched[0]]
            out[touched[0]] = (min(a, x0), max(b, x1))
        elif growing and len(row) > 1:
            out.append((x0, x1))
        else:
            return None
    out.sort()
    for (_, b), (a, _) in pairwise(out):
        if a <= b:
            return None
    return out if len(row) > 1 or used == {0} else None


def _cells(run: _Run, number: int) -> list[GridCell]:
    tops = [min(ln.box[1] for ln in row) for row in run.rows]
    steps = sorted(b - a for a, b in pairwise(tops))
    usual = steps[len(steps) // 2]
    placed: list[dict[int, list[Line]]] = []
    for i, row in enumerate(run.rows):
        by_column: dict[int, list[Line]] = {}
        for line in row:
            middle = (line.box[0] + line.box[2]) / 2
            col = min(range(len(run.columns)), key=lambda c: abs(sum(run.columns[c]) / 2 - middle))
            by_column.setdefault(col, []).append(line)
        if i and tops[i] - tops[i - 1] < _WRAPPED * usual and len(row) < len(run.columns):
            for col, lines in by_column.items():
                placed[-1].setdefault(col, []).extend(lines)
        else:
            placed.append(by_column)
    return [
        GridCell(r, col, "".join(ln.text for ln in lines), page=number, box=around([ln.box for ln in lines]))
        for r, row in enumerate(placed)
        for col, lines in sorted(row.items())
    ]


def _has_figures(cells: list[GridCell], columns: int) -> bool:
    for col in range(1, columns):
        texts = [c.text.replace(" ", "") for c in cells if c.col == col]
        figures = sum(_NUMERIC.match(t) is not None for t in texts)
        if len(texts) >= _FEWEST_ROWS - 1 and figures >= _FIGURES * len(texts):
            return True
    return False
