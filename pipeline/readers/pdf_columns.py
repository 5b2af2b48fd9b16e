"""Columns and rows of a table without upright lines: white rivers between words, and lines that carry figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers.pdf_tables import Grid
from schemas.document import Box

Chars = list[tuple[str, Box]]

FIGURE = re.compile(r"[-+<>≥≤＜＞〔\[(（±]?\d[\d.,]*(?:[-—~～]\d[\d.,]*)?[%‰％]?[\])）〕]?$|[-—–/]+$")
_PIECE = 0.9  # times a line's height: a gap that parts two pieces
_RIVER = 0.5  # times a line's height: narrower white is only the distance of two characters
_LEVEL = 0.45  # share of the lower of two characters by which they overlap when they stand on one line
_GOOD_PART = 0.3  # share of lines
_FIGURES = 0.6  # share of the lines of a column of figures that hold one


def visual_lines(chars: Chars) -> list[Chars]:
    """Characters grouped into lines as they are seen, from the top down and from left to right."""
    lines: list[tuple[Chars, list[float]]] = []
    for char, box in sorted(chars, key=lambda c: ((c[1][1] + c[1][3]) / 2, c[1][0])):
        high = max(box[3] - box[1], 0.1)
        for found, band in reversed(lines[-3:]):
            if min(band[1], box[3]) - max(band[0], box[1]) > _LEVEL * min(high, band[1] - band[0]):
                found.append((char, box))
                break
        else:
            lines.append(([(char, box)], [box[1], box[3]]))
    lines.sort(key=lambda line: sum(line[1]))
    return [sorted(found, key=lambda c: c[1][0]) for found, _ in lines]


def pieces(line: Chars) -> list[Chars]:
    """A line cut where wide gaps part its words."""
    out: list[Chars] = []
    for char, box in line:
        if out and box[0] - out[-1][-1][1][2] < _PIECE * (box[3] - box[1]):
            out[-1].append((char, box))
        else:
            out.append([(char, box)])
    return out


def words(piece: Chars) -> str:
    """The characters of a piece."""
    return "".join(c for c, _ in piece)


def top(line: Chars) -> float:
    """Where a line begins."""
    return min(b[1] for _, b in line)


def bottom(line: Chars) -> float:
    """Where a line ends."""
    return max(b[3] for _, b in line)


def borders_of(lines: Sequence[Chars], left: float, right: float) -> list[float]:
    """Borders of columns, the outer ones included: in the middle of the white that runs down between them.

    The lines with most pieces show the columns; pieces of other lines widen one, or are one where the white is wide
    enough, and those that lie across several are names over these. left, right: where the table begins and ends.
    """
    cut = [[(p[0][1][0], p[-1][1][2]) for p in pieces(line)] for line in lines]
    if not any(len(spans) > 1 for spans in cut):
        return []
    heights = sorted(b[3] - b[1] for line in lines for _, b in line)
    least = _RIVER * heights[len(heights) // 2]
    most = _usual_count([len(spans) for spans in cut if len(spans) > 1])
    columns: list[tuple[float, float]] = []
    for start, end in sorted(span for spans in cut if len(spans) >= most for span in spans):
        if columns and start - columns[-1][1] <= least:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    for start, end in (span for spans in cut if len(spans) < most for span in spans):
        hit = [c for c in columns if min(c[1], end) - max(c[0], start) > 0]
        if len(hit) < 2:
            widened = (min([start, *(a for a, _ in hit)]), max([end, *(b for _, b in hit)]))
            others = [c for c in columns if c not in hit]
            if not any(widened[0] - least < b and a < widened[1] + least for a, b in others):
                columns = sorted([*others, widened])
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    return [min(left, columns[0][0]), *inner, max(right, columns[-1][1])]


def _usual_count(counts: Sequence[int]) -> int:
    """The largest number of pieces that a good part of the lines have."""
    wanted = max(1.0, _GOOD_PART * len(counts))
    return max(n for n in counts if sum(c >= n for c in counts) >= wanted)


def column_of(borders: Sequence[float], piece: Chars) -> tuple[int, int]:
    """The first and last column that a piece of a line stands in."""
    first = last = 0
    for i, border in enumerate(borders[1:-1], 1):
        if piece[0][1][2] > border and piece[0][1][0] + piece[0][1][2] > 2 * border:
            first = i
        if piece[-1][1][0] + piece[-1][1][2] > 2 * border:
            last = i
    return first, max(first, last)


def split_rows(lines: Sequence[Chars], borders: Sequence[float]) -> list[list[Chars]]:
    """Lines grouped into the rows of a table: each row has one line with its figures, words may take several.

    Between the lines of two rows a row begins where the white is widest.
    """
    marked = _anchors(lines, borders)
    if len(marked) < 2:
        return [list(lines)] if lines else []
    cuts = []
    for here, after in pairwise(marked):
        gaps = [(top(lines[i + 1]) - bottom(lines[i]), i + 1) for i in range(here, after)]
        widest = max(gap for gap, _ in gaps)
        cuts.append(max(i for gap, i in gaps if gap > widest - 0.5))
    return [list(lines[a:b]) for a, b in pairwise([0, *cuts, len(lines)])]


def _anchors(lines: Sequence[Chars], borders: Sequence[float]) -> list[int]:
    """The lines that begin or carry a row: those of the column that has most figures, else all of several columns."""
    found: list[list[tuple[int, bool]]] = [[] for _ in borders[1:]]
    for i, line in enumerate(lines):
        for piece in pieces(line):
            first, last = column_of(borders, piece)
            if first == last:
                found[first].append((i, FIGURE.match(words(piece)) is not None))
    best = max(found, key=lambda column: sum(figure for _, figure in column))
    figures = sorted({i for i, figure in best if figure})
    if len(figures) > 1 and len(figures) >= _FIGURES * len(best):
        return figures
    return [i for i, line in enumerate(lines) if len(pieces(line)) > 1] or list(range(len(lines)))


def grid_of(
    head: Sequence[Chars], rows: Sequence[Sequence[Chars]], borders: list[float], box: tuple[float, float]
) -> Grid:  # fmt: skip
    """A grid with a heading and rows; what stands across borders is one cell.

    head: lines of the heading, none where the first row is it.  box: top and bottom of the table.
    """
    parts = [*_head_rows(head, borders), *rows]
    ys = [box[0]]
    for above, below in pairwise(parts):
        ys.append((max(bottom(line) for line in above) + min(top(line) for line in below)) / 2)
    ys.append(box[1])
    for i in range(1, len(ys)):
        ys[i] = max(ys[i], ys[i - 1] + 0.1)
    cell_of = {(r, c): (r, c) for r in range(len(parts)) for c in range(len(borders) - 1)}
    for r, lines in enumerate(parts):
        for line in lines:
            for piece in pieces(line):
                first, last = column_of(borders, piece)
                for c in range(first + 1, last + 1):
                    cell_of[(r, c)] = cell_of[(r, first)]
    if len(parts) > 1 and len(_head_rows(head, borders)) == 2:
        spanned = {c for c in range(len(borders) - 1) if cell_of[(0, c)] != (0, c) or cell_of.get((0, c + 1)) == (0, c)}
        cell_of.update({(1, c): (0, c) for c in range(len(borders) - 1) if c not in spanned})
    return Grid(borders, ys, cell_of, _measures([line for lines in parts for line in lines], borders))


def _measures(lines: Sequence[Chars], borders: Sequence[float]) -> list[float]:
    """The longest piece of each column."""
    longest = [0.0] * (len(borders) - 1)
    for line in lines:
        for piece in pieces(line):
            first, last = column_of(borders, piece)
            if first == last:
                longest[first] = max(longest[first], piece[-1][1][2] - piece[0][1][0])
    return longest


def _head_rows(head: Sequence[Chars], borders: Sequence[float]) -> list[list[Chars]]:
    """The lines of a heading in one row, or in two where names stand over several columns."""
    over = [i for i, line in enumerate(head) if any(len(set(column_of(borders, p))) > 1 for p in pieces(line))]
    if not over or over[-1] + 1 >= len(head):
        return [list(head)] if head else []
    return [list(head[: over[-1] + 1]), list(head[over[-1] + 1 :])]
