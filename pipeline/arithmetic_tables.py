"""Tables whose figures say the same thing twice: totals of columns, and rates beside what was planned and done.

How a table is built is learned from the table: a column contradicts its total only where another column adds up in
that way, or nothing speaks against it; a rate contradicts its row only where most rows fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from pipeline.wording import number
from schemas.document import Cell, Table

_NUMBER = re.compile(r"^[-−－]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?P<percent>[%％])?[^\d，。；]{0,4}$")
_TOTAL = re.compile(r"^(?:合计|总计|共计|总和|全[市省县区州](?:合计|总计)?)$")
_PART_TOTAL = re.compile(r"小计$")
_WITHIN = re.compile(r"^(?:其中|#|＃|（其中)")
_NOT_ADDED = re.compile(
    r"率|比重|占比|比例|增速|增长|增幅|同比|排名|位次|名次|序号|平均|人均|年份|编号|%|％|得分|分值|单价"
)
_RATE = re.compile(r"率|占比|比重|比例|进度|%|％|占.{0,6}计划")
#: Terms of a sum that a formula shows.
SHOWN = 12
#: Share of a sum by which whole numbers may be off that were rounded each.
ROUNDED = 1e-5
#: How many times its total a lone column may come to and still be one of its parts.
TOO_MUCH = 1.25
#: Share of the rows, and how many at least, that must bear out what a column of rates stands for.
MOST, LEAST = 0.6, 3


@dataclass(frozen=True, slots=True)
class TableClaim:
    """A figure of a cell that follows from others.  basis: the cells to look at beside it.  holds: whether it fits."""

    stated: Cell
    basis: tuple[Cell, ...]
    value: float
    computed: float
    unit: str
    formula: str
    holds: bool


@dataclass(frozen=True, slots=True)
class _Number:
    cell: Cell
    value: float
    step: float
    percent: bool


class _Grid:
    """A table by row and column, with its figures."""

    def __init__(self, table: Table) -> None:
        self.rows: dict[int, dict[int, Cell]] = {}
        for cell in table.cells:
            self.rows.setdefault(cell.row, {})[cell.col] = cell
        self.numbers: dict[int, dict[int, _Number]] = {
            row: {col: n for col, cell in cells.items() if (n := _number(cell))} for row, cells in self.rows.items()
        }
        self.body = [row for row in sorted(self.rows) if self.numbers[row]]
        self.top = self.body[0] if self.body else 0

    def label(self, row: int) -> str:
        """The first words of a row."""
        for col in sorted(self.rows[row]):
            text = re.sub(r"\s", "", self.rows[row][col].text)
            if text and col not in self.numbers[row]:
                return text
        return ""

    def heading(self, col: int) -> str:
        """The words over a column."""
        over = []
        for row in sorted(self.rows):
            if row >= self.top:
                break
            for cell in self.rows[row].values():
                if cell.col <= col < cell.col + cell.col_span and cell.text.strip():
                    over.append(re.sub(r"\s", "", cell.text))
        return "".join(over[-3:])

    def heading_cell(self, col: int) -> Cell | None:
        """The lowest cell over a column."""
        found = None
        for row in sorted(self.rows):
            if row < self.top:
                found = next(
                    (c for c in self.rows[row].values() if c.col <= col < c.col + c.col_span and c.text.strip()), found
                )
        return found

    @property
    def columns(self) -> list[int]:
        """Columns with figures, from the left."""
        return sorted({col for row in self.body for col in self.numbers[row]})


def _number(cell: Cell) -> _Number | None:
    text = re.sub(r"\s", "", cell.text)
    m = _NUMBER.match(text)
    if m is None:
        return None
    decimals = len(m[2] or "")
    value = float(m[1].replace(",", "") + (f".{m[2]}" if m[2] else ""))
    sign = -1 if text[0] in "-−－" else 1
    return _Number(cell, sign * value, 10.0**-decimals if decimals else 0.0, bool(m["percent"]))


def table_claims(tables: Sequence[Table]) -> Iterator[TableClaim]:
    """The totals and rates of tables that can be checked."""
    for table in tables:
        grid = _Grid(table)
        if len(grid.body) >= LEAST:
            yield from _totals(grid)
            yield from _rates(grid)


def _totals(grid: _Grid) -> Iterator[TableClaim]:
    totals = [row for row in grid.body if _TOTAL.match(grid.label(row))]
    if len(totals) != 1:
        return
    total = totals[0]
    leaves = [
        r
        for r in grid.body
        if r != total and not _PART_TOTAL.search(grid.label(r)) and not _WITHIN.match(grid.label(r))
    ]
    groups = [r for r in grid.body if _PART_TOTAL.search(grid.label(r))]
    best: list[TableClaim] = []
    for rows in (leaves, groups):
        if len(rows) < 2:
            continue
        found = [c for col in grid.columns if (c := _column(grid, total, rows, col)) is not None]
        if sum(c.holds for c in found) > sum(c.holds for c in best) or not best:
            best = found
    good = sum(c.holds for c in best)
    for claim in best:
        # Rows may leave something out; they cannot hold more than all.
        alone = len(best) == 1 and not groups and 1 < claim.computed / claim.value <= TOO_MUCH
        if claim.holds or good >= max(1, len(best) - good) or alone:
            yield claim


def _column(grid: _Grid, total: int, rows: Sequence[int], col: int) -> TableClaim | None:
    stated = grid.numbers[total].get(col)
    parts = [grid.numbers[row][col] for row in rows if col in grid.numbers[row]]
    heading = grid.heading(col)
    if (
        stated is None
        or stated.percent
        or not stated.value
        or len(parts) < 2
        or _NOT_ADDED.search(heading)
        or not heading
    ):
        return None
    if len(parts) < len(rows) * MOST:
        return None
    value = sum(p.value for p in parts)
    slack = sum(p.step for p in parts) / 2 + stated.step / 2 + ROUNDED * abs(value)
    terms = "＋".join(number(p.value) for p in parts) if len(parts) <= SHOWN else f"{len(parts)}行之和"
    over = grid.heading_cell(col)
    return TableClaim(
        stated.cell, (over,) if over else (parts[0].cell,), stated.value, round(value, 6), "",
        f"{terms}＝{number(value)}", abs(value - stated.value) <= slack,
    )  # fmt: skip


def _rates(grid: _Grid) -> Iterator[TableClaim]:
    rated = [c for c in grid.columns if _RATE.search(grid.heading(c))]
    plain = [c for c in grid.columns if c not in rated and not _NOT_ADDED.search(grid.heading(c))]
    for col in rated:
        best: list[TableClaim] = []
        for whole, part in permutations(plain, 2):
            found = [c for row in grid.body if (c := _rate(grid, row, col, whole, part)) is not None]
            good = sum(c.holds for c in found)
            if good >= LEAST and good >= MOST * len(found) and good > sum(c.holds for c in best):
                best = found
        yield from best


def _rate(grid: _Grid, row: int, col: int, whole: int, part: int) -> TableClaim | None:
    stated, w, p = (grid.numbers[row].get(c) for c in (col, whole, part))
    if stated is None or w is None or p is None or w.value <= 0 or p.value < 0:
        return None
    value = 100 * p.value / w.value
    written = stated.value if stated.percent or stated.value > 1.5 or value < 1.5 else 100 * stated.value
    scale = written / stated.value if stated.value else 1.0
    low = 100 * (p.value - p.step / 2) / (w.value + w.step / 2)
    high = 100 * (p.value + p.step / 2) / (w.value - w.step / 2)
    step = (stated.step or 1.0) * scale
    formula = f"{number(p.value)}÷{number(w.value)}＝{number(round(value, 2))}%"
    return TableClaim(
        stated.cell, (w.cell, p.cell), written, round(value, 2), "%", formula,
        low - step <= written <= high + step,
    )  # fmt: skip
