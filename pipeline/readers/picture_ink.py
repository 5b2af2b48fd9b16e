"""What is drawn on a page's picture: ink against the local background, and the ruling lines in it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.readers.ocr import PixelBox

    Pixels = NDArray[np.uint8]  # height × width × 3, red first
    Mask = NDArray[np.uint8]  # height × width, 0 or 1

_CONTRAST = 18  # levels of 255 by which ink differs from the background in some colour
_THICK = 5.0  # points: thicker strokes are bars
_BREAK = 5  # pixels: gaps in a line that compression makes
_MOST_RULES = 3000  # more straight strokes than that belong to a drawing or a photograph
_STEP, _BAND = 40, 0.2  # levels of 255 between a band and what lies beside it; share of the page's width it runs
_INSIDE = 0.15  # times the lesser side of a word's box, at its edge, where a line may run along it


def ink(image: Pixels) -> Mask:
    """Where a page differs from what lies around, darker or lighter, in any colour."""
    around = max(9, min(image.shape[:2]) // 60) | 1
    background = cv2.medianBlur(image, min(around, 255))
    apart = np.asarray(cv2.absdiff(image, background)).max(axis=2)
    return np.asarray(apart > _CONTRAST, dtype=np.uint8)


def band_edges(image: Pixels, dots: float) -> list[PixelBox]:
    """Upper and lower edges of coloured bands, which part rows as lines do, as thin boxes. dots: pixels a point."""
    step = max(2, round(dots))
    rows = image.astype(np.int16)
    apart = np.abs(rows[2 * step :] - rows[: -2 * step]).max(axis=2)
    edges = np.zeros(image.shape[:2], np.uint8)
    edges[step:-step] = apart > _STEP
    longest = max(20, int(image.shape[1] * _BAND))
    opened = cv2.morphologyEx(edges, cv2.MORPH_OPEN, np.ones((1, longest), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    return sorted((x, y, x + w, y + h) for x, y, w, h, _ in stats[1:count].tolist() if h <= 4 * step)


def with_edges(lines: list[PixelBox], edges: list[PixelBox], dots: float) -> list[PixelBox]:
    """Horizontal lines and those edges of bands that no line runs along."""
    near = 4 * dots

    def is_new(edge: PixelBox) -> bool:
        beside = [line for line in lines if line[1] - near < edge[3] and edge[1] < line[3] + near]
        covered = sum(max(0, min(line[2], edge[2]) - max(line[0], edge[0])) for line in beside)
        return covered < 0.9 * (edge[2] - edge[0])

    return sorted(lines + [edge for edge in edges if is_new(edge)])


def ruling_lines(
    marks: Mask, words: list[PixelBox], dots: float, edges: Sequence[PixelBox] = ()
) -> tuple[list[PixelBox], list[PixelBox]]:
    """Horizontal and vertical straight lines as thin boxes, strokes of characters left out.

    marks: of `ink`.  words: where words stand.  dots: pixels a point, which tells how thick and short a line may be.
    edges: of bands, which count as horizontal lines.
    """
    wide = marks.shape[1]
    print_high = median(min(x1 - x0, y1 - y0) for x0, y0, x1, y1 in words) if words else 0
    across = _strokes(marks, max(20, int(wide / 25), int(18 * dots)), 1, dots)
    down = _strokes(marks, 1, max(12, int(9 * dots), int(0.9 * print_high)), dots)
    if len(across) + len(down) > _MOST_RULES:
        return [], []
    across = with_edges([b for b in across if not _is_stroke(b, words, 0)], list(edges), dots)
    down = [b for b in down if not _is_stroke(b, words, 1)]
    reach = 0.9 * print_high
    return [_trimmed(b, down, 0, reach) for b in across], [_trimmed(b, across, 1, reach) for b in down]


def _strokes(marks: Mask, wide: int, high: int, dots: float) -> list[PixelBox]:
    flat = wide > high
    bridge = np.ones((1, _BREAK) if flat else (_BREAK, 1), np.uint8)
    closed = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, bridge)
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((high, wide), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    thickest = max(5.0, _THICK * dots)
    found = []
    for x, y, w, h, _ in stats[1:count].tolist():
        if (h if flat else w) <= thickest:
            found.append((x, y, x + w, y + h))
    return sorted(found)


def _is_stroke(line: PixelBox, words: list[PixelBox], axis: int) -> bool:
    """Whether a straight line is mostly part of words: its length lies inside their boxes, off their edges."""
    along = (line[axis], line[axis + 2])
    at = (line[1 - axis] + line[3 - axis]) / 2
    covered = 0
    for box in words:
        first, last = box[1 - axis], box[3 - axis]
        margin = _INSIDE * min(box[2] - box[0], box[3] - box[1])
        if first + margin < at < last - margin:
            covered += max(0, min(along[1], box[axis + 2]) - max(along[0], box[axis]))
    return covered > 0.5 * (along[1] - along[0])


def _trimmed(line: PixelBox, crossing: list[PixelBox], axis: int, reach: float) -> PixelBox:
    """A line without the ends that stick out by less than a line of print, as where words touch it."""
    at = (line[1 - axis] + line[3 - axis]) / 2
    borders = [
        (c[axis] + c[axis + 2]) // 2 for c in crossing if c[1 - axis] - _BREAK <= at <= c[3 - axis] + _BREAK
    ]  # fmt: skip
    inside = [b for b in borders if line[axis] - _BREAK <= b <= line[axis + 2] + _BREAK]
    if len(inside) < 2:
        return line
    first = min(inside) if min(inside) - line[axis] < reach else line[axis]
    last = max(inside) if line[axis + 2] - max(inside) < reach else line[axis + 2]
    return (first, line[1], last, line[3]) if axis == 0 else (line[0], first, line[2], last)


def stacked(crop: Pixels) -> list[tuple[int, int]]:
    """The parts of a narrow crop whose characters stand one below the other: top and bottom of each."""
    rows = np.flatnonzero(ink(crop).any(axis=1))
    if rows.size == 0:
        return []
    wide = crop.shape[1]
    parts: list[list[int]] = []
    for row in rows.tolist():
        if parts and row - parts[-1][1] <= 1 and row - parts[-1][0] < 1.15 * wide:
            parts[-1][1] = row
        elif parts and row - parts[-1][0] < 0.55 * wide:
            parts[-1][1] = row  # the strokes of 二 and 三 stand apart
        else:
            parts.append([row, row])
    return [(max(0, a - 2), min(crop.shape[0], b + 3)) for a, b in parts]
