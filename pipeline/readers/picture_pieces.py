"""The pieces of lines that are read one by one: found boxes cut where cells meet, and cells that the search missed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from pipeline.readers.picture_ink import stacked

if TYPE_CHECKING:
    from pipeline.readers.ocr import PixelBox, Pixels
    from pipeline.readers.pdf_tables import Grid
    from pipeline.readers.picture_ink import Mask
    from schemas.document import Box

_TALL = 1.8  # height by width of a box whose characters stand one below the other
_EDGE = 4  # pixels at a box's edge where a line may touch it
_ACROSS = 0.6  # share of a box's side that a line must run along to cut it
_FRAME = 2.2  # points at a cell's edge that belong to its ruling lines
_SMALLEST = 4.0  # points: height of the smallest print
_PAD = 3  # pixels left round what is read


def cut(
    boxes: list[PixelBox], image: Pixels, across: list[PixelBox], down: list[PixelBox]
) -> list[PixelBox]:  # fmt: skip
    """Boxes cut where ruling lines cross them, narrow ones into their characters; from the top down."""
    out: list[PixelBox] = []
    for box in boxes:
        for x0, y0, x1, y1 in _cut_by(across, _cut_by(down, [box], 0), 1):
            if y1 - y0 > _TALL * (x1 - x0) and len(parts := stacked(image[y0:y1, x0:x1])) > 1:
                out += [(x0, y0 + top, x1, y0 + bottom) for top, bottom in parts]
            else:
                out.append((x0, y0, x1, y1))
    return sorted((b for b in out if min(b[2] - b[0], b[3] - b[1]) > 3), key=lambda b: (b[1], b[0]))


def _cut_by(lines: list[PixelBox], boxes: list[PixelBox], axis: int) -> list[PixelBox]:
    """Boxes cut at lines; axis 0: upright lines, which cut a box in left and right."""
    out: list[PixelBox] = []
    for box in boxes:
        side = box[3 - axis] - box[1 - axis]
        edge = max(_EDGE, side // 5 if axis else 0)
        at = sorted(
            (line[axis] + line[axis + 2]) // 2
            for line in lines
            if min(line[3 - axis], box[3 - axis]) - max(line[1 - axis], box[1 - axis]) >= _ACROSS * side
            and box[axis] + edge < (line[axis] + line[axis + 2]) // 2 < box[axis + 2] - edge
        )
        first = box[axis]
        for border in [*at, None]:
            stop = box[axis + 2] if border is None else border - 1
            if stop - first > _EDGE:
                out.append((first, box[1], stop, box[3]) if axis == 0 else (box[0], first, box[2], stop))
            first = stop + 3
    return out


def unread_cells(grid: Grid, marks: Mask, words: list[Box], dots: float) -> list[PixelBox]:
    """Where cells hold ink and no words were found: single figures are easily overlooked.

    marks: of `ink`.  words: boxes of the words found, in points.
    """
    units: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for unit, first in grid.cell_of.items():
        units[first].append(unit)
    found = []
    for members in units.values():
        top, left = min(members)
        bottom, right = max(u[0] for u in members), max(u[1] for u in members)
        cell = (grid.xs[left], grid.ys[top], grid.xs[right + 1], grid.ys[bottom + 1])
        if not any(_touches(cell, word) for word in words) and (box := _ink_in(cell, marks, dots)):
            found.append(box)
    return sorted(found, key=lambda b: (b[1], b[0]))


def _touches(cell: Box, word: Box) -> bool:
    wide = min(cell[2], word[2]) - max(cell[0], word[0])
    high = min(cell[3], word[3]) - max(cell[1], word[1])
    return wide > 0.3 * (word[2] - word[0]) and high > 0.3 * (word[3] - word[1])


def _ink_in(cell: Box, marks: Mask, dots: float) -> PixelBox | None:
    x0, y0, x1, y1 = (
        int((cell[0] + _FRAME) * dots), int((cell[1] + _FRAME) * dots),
        int((cell[2] - _FRAME) * dots), int((cell[3] - _FRAME) * dots),
    )  # fmt: skip
    inner = marks[y0:y1, x0:x1]
    if inner.size == 0:
        return None
    rows, cols = np.flatnonzero(inner.any(axis=1)), np.flatnonzero(inner.any(axis=0))
    if rows.size == 0 or rows[-1] - rows[0] < _SMALLEST * dots or inner.sum() < (_SMALLEST * dots / 2) ** 2:
        return None
    return (
        x0 + max(0, int(cols[0]) - _PAD), y0 + max(0, int(rows[0]) - _PAD),
        x0 + int(cols[-1]) + _PAD + 1, y0 + int(rows[-1]) + _PAD + 1,
    )  # fmt: skip
