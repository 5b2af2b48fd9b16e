"""Characters of a printed line in the order in which they stand, where the file draws them in another.

Programs that take quotation marks or figures from a second font often draw these after the rest of the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.readers.page_text import Line, around
from schemas.document import Box

CharBoxes = Callable[[Line], list[tuple[str, Box]]]

_BACK = 1.0  # points by which a piece begins before the one drawn ahead of it ends
_SAME = 0.7  # share of a character that another covers when both are one, drawn twice to look bold; of a piece in a gap
_APART = 1.3  # times a line's height: white that parts two pieces
_BLANK = 0.2  # times a line's height, from which a distance between characters is a blank
_LEVEL = 0.6  # share of the lower of two pieces by which they overlap when they stand on one line
_ROOM = 1.2  # times the height of a piece that the gap it belongs in may be wider than it is


def runs_back(boxes: Sequence[Box]) -> bool:
    """Whether of the pieces that a line was drawn in, in their order, one begins before the last ended."""
    return any(b[0] < a[2] - _BACK for a, b in pairwise(boxes))


def stands_apart(boxes: Sequence[Box]) -> bool:
    """Whether wide white parts the pieces that a line was drawn in."""
    least = _APART * max((b[3] - b[1] for b in boxes), default=0.0)
    return any(b[0] - a[2] > least for a, b in pairwise(boxes))


def from_left(line: Line, chars: list[tuple[str, Box]]) -> Line:
    """A line with its characters from left to right; the line itself where they were."""
    ordered = sorted(chars, key=lambda c: (c[1][0] + c[1][2]) / 2)
    if ordered == chars:
        return line
    kept: list[tuple[str, Box]] = []
    for char, box in ordered:
        if not kept or char != kept[-1][0] or kept[-1][1][2] - box[0] <= _SAME * (box[2] - box[0]):
            kept.append((char, box))
    return line_of(kept, line.first)


def line_of(chars: list[tuple[str, Box]], first: int) -> Line:
    """A line of characters from left to right, with a blank wherever they stand apart. first: of `Line`."""
    text = chars[0][0]
    for (_, before), (char, box) in pairwise(chars):
        text += (" " if box[0] - before[2] > _BLANK * (box[3] - box[1]) else "") + char
    return Line(text, around([b for _, b in chars]), first, chars)


def woven(lines: list[Line], char_boxes: CharBoxes) -> list[Line]:
    """The lines with pieces that stand in a gap of another line put there; their order is kept."""
    ordered = sorted(lines, key=lambda line: line.box[1])
    homes: dict[int, Line] = {}
    for i, line in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if other.box[1] >= line.box[3]:
                break
            inner, outer = (other, line) if line.box[2] - line.box[0] > other.box[2] - other.box[0] else (line, other)
            if _within(inner.box, outer.box) and id(inner) not in homes and _fits(char_boxes(outer), char_boxes(inner)):
                homes[id(inner)] = outer
    if not homes:
        return lines
    guests: dict[int, list[Line]] = {}
    for line in lines:
        if (home := homes.get(id(line))) is not None and id(home) not in homes:
            guests.setdefault(id(home), []).append(line)
    moved = {id(guest) for found in guests.values() for guest in found}
    out = []
    for line in lines:
        if id(line) in guests:
            pieces = [line, *guests[id(line)]]
            chars = [c for piece in pieces for c in char_boxes(piece)]
            line = from_left(Line(line.text, around([p.box for p in pieces]), line.first), chars)
        if id(line) not in moved:
            out.append(line)
    return out


def _within(inner: Box, outer: Box) -> bool:
    if not (outer[0] + _BACK < inner[0] and inner[2] < outer[2] - _BACK):
        return False
    high = min(inner[3] - inner[1], outer[3] - outer[1])
    return high > 0 and min(inner[3], outer[3]) - max(inner[1], outer[1]) > _LEVEL * high


def _fits(chars: list[tuple[str, Box]], guests: list[tuple[str, Box]]) -> bool:
    """Whether a line's characters leave just the room that those of a piece take, each group of them in a gap."""
    groups: list[list[Box]] = []
    for _, box in sorted(guests, key=lambda c: c[1][0]):
        if groups and box[0] - groups[-1][-1][2] < box[3] - box[1]:
            groups[-1].append(box)
        else:
            groups.append([box])
    return bool(groups) and all(_has_gap(chars, around(group)) for group in groups)


def _has_gap(chars: list[tuple[str, Box]], box: Box) -> bool:
    middle, room = (box[0] + box[2]) / 2, box[2] - box[0] + _ROOM * (box[3] - box[1])
    left = max((b[2] for _, b in chars if (b[0] + b[2]) / 2 < middle), default=None)
    right = min((b[0] for _, b in chars if (b[0] + b[2]) / 2 > middle), default=None)
    if left is None or right is None or right - left > room:
        return False
    return min(right, box[2]) - max(left, box[0]) > _SAME * (box[2] - box[0])
