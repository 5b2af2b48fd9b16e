"""Ruled tables of a pdf page: from ruling lines to a grid, from the grid to cells, from characters to their text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from pipeline.readers.building import GridCell
from pipeline.readers.page_text import Line, PageText, Rule, around
from schemas.document import Box

SNAP = 3.0  # points: ruling lines nearer than this are one line
_PADDING = 11.0  # points: what Word leaves free at both sides of a cell together
_RAISED = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_LEADS_ON = frozenset("—-–~～、，,（(《“/·：:+")
_CLOSING = frozenset("，。、；：！？）》”’%,.;:!?)")
_FOLLOWS = frozenset("—-–~～、，,。；;（(）)》”/·：:%％.")
_NARROW = 4.6  # characters: a narrower cell breaks its words anywhere
_SMALLEST = (8.0, 6.0)  # points: width and height below which a grid unit holds no text


@dataclass(slots=True)
class Grid:
    """A table's grid. xs, ys: borders of its columns and rows; cell_of: (row, column) to the cell's first unit.

    measures: how long a column's lines may be, where its borders do not tell.
    """

    xs: list[float]
    ys: list[float]
    cell_of: dict[tuple[int, int], tuple[int, int]]
    measures: list[float] | None = None

    @property
    def box(self) -> Box:
        """The table's outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def unit_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The unit that holds a point."""
        row, col = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return (row, col) if 0 <= row < len(self.ys) - 1 and 0 <= col < len(self.xs) - 1 else None


@dataclass(slots=True)
class FoundTable:
    """A table of a page: cells with text, outline, and the column borders that a continuation would share."""

    cells: list[GridCell]
    box: Box
    xs: list[float]

    def is_table(self) -> bool:
        """Whether words stand in at least two rows and two columns."""
        filled = [c for c in self.cells if c.text]
        return len(filled) > 2 and len({c.col for c in filled}) > 1 and len({c.row for c in filled}) > 1


def find_grids(page: PageText) -> list[Grid]:
    """Grids of at least two columns, from the top of the page down."""
    if len(page.horizontal) < 2 or not page.vertical:
        return []
    grids = []
    for horizontal, vertical in _connected(joined_rules(page.horizontal), joined_rules(page.vertical)):
        grid = _grid(horizontal, vertical)
        if grid is not None:
            grids.append(grid)
    grids.sort(key=lambda g: (g.box[1], g.box[0]))
    return [g for g in grids if not any(_inside(g.box, other.box) for other in grids if other is not g)]


class Characters(Protocol):
    """What knows where the characters of a line stand."""

    def char_boxes(self, line: Line) -> list[tuple[str, Box]]:
        """A line's characters without white space, each with its box."""
        ...


def fill(grid: Grid, page: PageText, reader: Characters, number: int) -> FoundTable | None:
    """Put the page's characters into a grid, taking them out of its lines; None where it holds too few for a table.

    number: the page, from 1. A single row is kept at the top of a page, where it may be the rest of a table.
    """
    x0, y0, x1, y1 = grid.box
    inside: dict[tuple[int, int], list[tuple[str, Box]]] = defaultdict(list)
    kept: list[Line] = []
    for line in page.lines:
        if line.box[3] <= y0 or line.box[1] >= y1 or line.box[2] <= x0 or line.box[0] >= x1:
            kept.append(line)
            continue
        outside: list[tuple[str, Box]] = []
        for char, box in reader.char_boxes(line):
            unit = grid.unit_at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            if unit is None:
                outside.append((char, box))
            else:
                inside[grid.cell_of[unit]].append((char, box))
        if outside:
            kept.append(Line("".join(c for c, _ in outside), around([b for _, b in outside]), line.first, outside))
    cells = _cells(grid, inside, number)
    table = FoundTable(cells, grid.box, grid.xs)
    higher = sum(1 for line in kept if line.box[3] < y0)
    rest = higher < 4 and len({c.col for c in cells if c.text}) > 1
    if not table.is_table() and not rest:
        return None
    page.lines[:] = kept
    return table


def _cells(grid: Grid, inside: dict[tuple[int, int], list[tuple[str, Box]]], number: int) -> list[GridCell]:
    extents: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for unit, first in grid.cell_of.items():
        extents[first].append(unit)
    cells = []
    for first, units in sorted(extents.items()):
        last_row, last_col = max(u[0] for u in units), max(u[1] for u in units)
        box = (grid.xs[first[1]], grid.ys[first[0]], grid.xs[last_col + 1], grid.ys[last_row + 1])
        wide = grid.measures[first[1]] + _PADDING if grid.measures and first[1] == last_col else box[2] - box[0]
        text = cell_text(inside.get(first, []), wide)
        cells.append(GridCell(*first, text, last_row - first[0] + 1, last_col - first[1] + 1, page=number, box=box))
    return without_empty_lines(cells)


def without_empty_lines(cells: list[GridCell]) -> list[GridCell]:
    """Drop rows and columns that no cell begins in: double lines and stray strokes make such."""
    rows = {r: i for i, r in enumerate(sorted({c.row for c in cells}))}
    cols = {c: i for i, c in enumerate(sorted({c.col for c in cells}))}
    out = []
    for cell in cells:
        row_span = sum(1 for r in rows if cell.row <= r < cell.row + cell.row_span)
        col_span = sum(1 for c in cols if cell.col <= c < cell.col + cell.col_span)
        out.append(
            GridCell(rows[cell.row], cols[cell.col], cell.text, row_span, col_span, page=cell.page, box=cell.box)
        )
    return out


def cell_text(chars: list[tuple[str, Box]], width: float) -> str:
    """A cell's text: characters to lines by height, lines joined where they were only wrapped.

    A line that ends well before the cell does ended on purpose; a space keeps it apart from the next.
    """
    if not chars:
        return ""
    rows = _rows(chars)
    text = ""
    for i, row in enumerate(rows):
        words = _words(row)
        if i and not _joins(text[-1], words[0], _was_wrapped(rows[i - 1], row, width)):
            text += " "
        text += words
    return text


def _joins(last: str, first: str, wrapped: bool) -> bool:
    """Whether two lines of a cell read on without a space."""
    if last in _LEADS_ON or first in _FOLLOWS:
        return True
    if last.isdigit() and first.isdigit():
        return wrapped
    return wrapped and not (_latin(last) and _latin(first))


def _words(row: list[tuple[str, Box]]) -> str:
    """A line's characters, with spaces between Latin words alone."""
    words = ""
    for i, (char, box) in enumerate(row):
        if i and _latin(words[-1]) and _latin(char) and box[0] - row[i - 1][1][2] > 0.18 * (box[3] - box[1]):
            words += " "
        words += _RAISED.get(char, char) if char in _RAISED and _is_raised(row, i) else char
    return words


def _is_raised(row: list[tuple[str, Box]], i: int) -> bool:
    """Whether a digit is set small and high behind a Chinese word: the mark of a footnote, not part of a figure."""
    before, box = next((c for c in reversed(row[:i]) if c[0] not in _RAISED), ("", None)), row[i][1]
    if before[1] is None or not (before[0] >= "\u2e80"):
        return False
    high = before[1][3] - before[1][1]
    return box[3] - box[1] < 0.8 * high and (box[1] + box[3]) / 2 < (before[1][1] + before[1][3]) / 2 - 0.05 * high


def _was_wrapped(row: list[tuple[str, Box]], below: list[tuple[str, Box]], width: float) -> bool:
    """Whether the next line's first character or Latin word, with the mark that must follow it, had no room left."""
    em = max(b[2] - b[0] for _, b in row + below)
    if len(row) == 1 or width < _NARROW * em:
        return True
    needed = below[0][1][2] - below[0][1][0]
    for (char, box), (after, _) in pairwise(below):
        if after not in _CLOSING and not (_latin(char) and _latin(after)):
            needed = box[2] - below[0][1][0]
            break
    return width - (row[-1][1][2] - row[0][1][0]) - _PADDING < needed + 0.25 * em


def _rows(chars: list[tuple[str, Box]]) -> list[list[tuple[str, Box]]]:
    """Characters grouped into lines; small ones set high or low (PM2.5, m²) stay with the line they overlap."""
    rows: list[tuple[list[tuple[str, Box]], list[float]]] = []
    for char, box in sorted(chars, key=lambda c: -(c[1][3] - c[1][1])):
        high = max(box[3] - box[1], 0.1)
        best, most = None, 0.45
        for row, band in rows:
            share = (min(band[1], box[3]) - max(band[0], box[1])) / high
            if share > most:
                best, most = row, share
        if best is None:
            rows.append(([(char, box)], [box[1], box[3]]))
        else:
            best.append((char, box))
    rows.sort(key=lambda r: r[1][0])
    return [sorted(row, key=lambda c: c[1][0]) for row, _ in rows]


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def joined_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch, as one."""
    out: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.at, r.start)):
        out.append(Rule(rule.at, rule.start, rule.end))
    lines: list[list[Rule]] = []
    for rule in out:
        if lines and rule.at - lines[-1][0].at <= SNAP:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    joined = []
    for line in lines:
        at = sum(r.at for r in line) / len(line)
        line.sort(key=lambda r: r.start)
        current = Rule(at, line[0].start, line[0].end)
        for rule in line[1:]:
            if rule.start <= current.end + SNAP:
                current.end = max(current.end, rule.end)
            else:
                joined.append(current)
                current = Rule(at, rule.start, rule.end)
        joined.append(current)
    return joined


def _connected(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, directly or through others."""
    rules = [*horizontal, *vertical]
    group = list(range(len(rules)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical, len(horizontal)):
            if h.start - SNAP <= v.at <= h.end + SNAP and v.start - SNAP <= h.at <= v.end + SNAP and root(i) != root(j):
                group[root(i)] = root(j)
    found: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(rules):
        found.setdefault(root(i), ([], []))[0 if i < len(horizontal) else 1].append(rule)
    return [pair for pair in found.values() if len(pair[0]) >= 2 and pair[1]]


def _borders(rules: Sequence[Rule], ends: Sequence[float], smallest: float) -> list[float]:
    """Border positions, the outer ends of crossing rules included: tables are often left open at their sides."""
    borders: list[float] = []
    for at in sorted([*(r.at for r in rules), *ends]):
        if not borders or at - borders[-1] > smallest / 2:
            borders.append(at)
    return borders


def _grid(horizontal: list[Rule], vertical: list[Rule]) -> Grid | None:
    xs = _borders(vertical, [min(r.start for r in horizontal), max(r.end for r in horizontal)], _SMALLEST[0])
    ys = _borders(horizontal, [min(r.start for r in vertical), max(r.end for r in vertical)], _SMALLEST[1])
    if len(xs) < 3 or len(ys) < 2:
        return None
    units = [(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
    group = {u: u for u in units}

    def root(u: tuple[int, int]) -> tuple[int, int]:
        while group[u] != u:
            group[u] = group[group[u]]
            u = group[u]
        return u

    across, down = _walls(vertical, xs), _walls(horizontal, ys)
    for row, col in units:
        middle_y, middle_x = (ys[row] + ys[row + 1]) / 2, (xs[col] + xs[col + 1]) / 2
        for wall, at, other in (
            (across.get(col + 1, ()), middle_y, (row, col + 1)),
            (down.get(row + 1, ()), middle_x, (row + 1, col)),
        ):
            if other in group and not any(r.start - 1 <= at <= r.end + 1 for r in wall):
                a, b = sorted((root((row, col)), root(other)))
                group[b] = a
    return Grid(xs, ys, _boxed({u: root(u) for u in units}))


def _boxed(cell_of: dict[tuple[int, int], tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells made rectangular: where a missing stroke left an angled shape, its units go back to being cells."""
    members: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for unit, first in cell_of.items():
        members[first].append(unit)
    out = {}
    for units in members.values():
        rows, cols = {u[0] for u in units}, {u[1] for u in units}
        corner = (min(rows), min(cols))
        whole = (max(rows) - corner[0] + 1) * (max(cols) - corner[1] + 1) == len(units)
        out.update({u: corner if whole else u for u in units})
    return out


def _walls(rules: list[Rule], borders: list[float]) -> dict[int, list[Rule]]:
    """Rules by the border that they stand on."""
    walls: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        nearest = min(range(len(borders)), key=lambda i: abs(borders[i] - rule.at))
        walls[nearest].append(rule)
    return walls


def _inside(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - 1 <= inner[0] and outer[1] - 1 <= inner[1] and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    ) and (inner[2] - inner[0]) * (inner[3] - inner[1]) < (outer[2] - outer[0]) * (outer[3] - outer[1])
