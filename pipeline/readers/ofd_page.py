"""One page of an ofd file as lines with boxes and ruling lines, in points from the top left corner.

Source: GB/T 33190-2016, chapters 7 (pages), 9 (paths), 11 (text).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from lxml import etree

from pipeline.readers.docx_numbering import value
from pipeline.readers.page_text import Line, PageText, Rule, around
from pipeline.readers.pdf_page import THIN
from schemas.document import Box

POINTS = 72 / 25.4  # in a millimetre, ofd's unit
_SHORTEST = 4.0  # points: shorter strokes are dots of a dotted line or parts of a drawing
_RISE, _FALL = 0.86, 0.14  # of a character's size above and below its baseline
_OP = re.compile(r"[SMLQBAC]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_WIDE = "\u2e80"  # characters from here on fill a square
_MOST_RUN = 100_000  # repetitions that one step of positions may claim
_MOST_POINTS = 20_000

Matrix = tuple[float, float, float, float, float, float]


class OfdPage(PageText):
    """A page being read; what `fill` asks for the places of characters."""

    def char_boxes(self, line: Line) -> list[tuple[str, Box]]:
        """A line's characters without white space, each with its box."""
        return [(char, box) for char, box in line.chars or [] if char.strip()]


def read_layers(page: OfdPage, root: etree._Element) -> None:
    """Add what stands in a page's layers, blocks inside blocks too, in the order of the file."""
    for thing in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        if value(thing, "Visible") == "false":
            continue
        box = numbers(value(thing, "Boundary") or "", 4)
        if box is None:
            continue
        tag = str(thing.tag).rpartition("}")[2]
        if tag == "TextObject":
            for code in thing.iterfind("{*}TextCode"):
                chars = list(_characters(thing, code, box))
                if any(char.strip() for char, _ in chars):
                    text = "".join(char for char, _ in chars).strip()
                    page.lines.append(Line(text, around([b for _, b in chars]), chars=chars))
        elif tag == "PathObject":
            _rules(page, thing, box)
        else:
            area = max(page.width * page.height, 1.0)
            page.pictured = min(1.0, page.pictured + box[2] * box[3] * POINTS * POINTS / area)


def in_reading_order(page: OfdPage) -> None:
    """Put the page's pieces together to lines: in the order of the file where it runs down the page, else by place."""
    joined = _joined(page.lines)
    jumps = sum(1 for one, next_one in pairwise(joined) if _goes_back(one.box, next_one.box))
    page.lines[:] = _joined(_by_place(page.lines)) if jumps > max(3, len(joined) // 10) else joined


def numbers(text: str, count: int) -> tuple[float, ...] | None:
    """So many numbers of a list; None where it holds others."""
    try:
        found = tuple(float(part) for part in text.split())
    except ValueError:
        return None
    return found if len(found) == count and all(map(math.isfinite, found)) else None


def _goes_back(one: Box, next_one: Box) -> bool:
    """Whether a line stands above the one before it, or on its height to the left."""
    return next_one[3] < one[1] or (next_one[0] < one[0] and next_one[1] < (one[1] + one[3]) / 2 < next_one[3])


def _joined(pieces: list[Line]) -> list[Line]:
    """Pieces that follow each other on one height as one line; some programs write every character by itself."""
    out: list[Line] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last is None:
            out.append(Line(piece.text, piece.box))
            continue
        high = min(last.box[3] - last.box[1], piece.box[3] - piece.box[1])
        gap = piece.box[0] - last.box[2]
        if min(last.box[3], piece.box[3]) - max(last.box[1], piece.box[1]) > 0.6 * high and -high <= gap < 4 * high:
            narrow = last.text[-1] < _WIDE and piece.text[0] < _WIDE
            blank = " " if gap > (0.2 if narrow else 0.5) * high else ""
            out[-1] = Line(last.text + blank + piece.text, around([last.box, piece.box]))
        else:
            out.append(Line(piece.text, piece.box))
    return out


def _by_place(lines: list[Line]) -> list[Line]:
    """Lines from top to bottom, those on one height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: (x.box[1], x.box[0])):
        middle = (line.box[1] + line.box[3]) / 2
        if rows and rows[-1][0].box[1] <= middle <= rows[-1][0].box[3]:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda x: x.box[0])]


def _characters(thing: etree._Element, code: etree._Element, box: tuple[float, ...]) -> Iterator[tuple[str, Box]]:
    """Each character of a stretch of text with its box.  box: the object's place and size in millimetres."""
    text = code.text or ""
    size = _float(value(thing, "Size"), 4.0)
    wide = _float(value(thing, "HScale"), 1.0)
    x, y = _float(value(code, "X"), 0.0), _float(value(code, "Y"), size)
    across, down = (_steps(value(code, name) or "", len(text)) for name in ("DeltaX", "DeltaY"))
    place = _placed(thing, box)
    for i, char in enumerate(text):
        usual = size * wide * (0.5 if char < _WIDE and not "\u2000" < char < "\u2070" else 1.0)
        step = across[i] if i < len(across) else usual
        width = min(step, size * wide) if step > 0 else usual
        yield char, _around_points([place(x, y - _RISE * size), place(x + width, y + _FALL * size)])
        if i < len(across):
            x += step
        elif not down:
            x += usual
        if i < len(down):
            y += down[i]


def _steps(text: str, count: int) -> list[float]:
    """Distances between characters; "g 3 4.2" stands for 4.2 three times, and the last goes on where there are few."""
    found: list[float] = []
    parts = iter(text.split())
    for part in parts:
        try:
            if part == "g":
                again = int(float(next(parts, "0")))
                found += [float(next(parts, "0"))] * max(0, min(again, _MOST_RUN, count))
            else:
                found.append(float(part))
        except (ValueError, OverflowError):
            break
        if len(found) > count:
            break
    found += found[-1:] * (count - len(found))
    return [step if math.isfinite(step) else 0.0 for step in found]


def _placed(thing: etree._Element, box: tuple[float, ...]) -> Callable[[float, float], tuple[float, float]]:
    """From an object's own coordinates to points of the page."""
    a, b, c, d, e, f = numbers(value(thing, "CTM") or "", 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    left, top = box[0], box[1]
    return lambda x, y: ((a * x + c * y + e + left) * POINTS, (b * x + d * y + f + top) * POINTS)


def _around_points(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _rules(page: OfdPage, thing: etree._Element, box: tuple[float, ...]) -> None:
    """Add the straight pieces of a path: strokes, and filled boxes thin enough to be lines."""
    data = thing.find("{*}AbbreviatedData")
    place = _placed(thing, box)
    stroke = value(thing, "Stroke") != "false"
    for corners in _figures((data.text or "") if data is not None else "", place):
        outline = _around_points(corners)
        if min(outline[2] - outline[0], outline[3] - outline[1]) <= THIN:
            _add(page, outline)
        elif stroke:
            for one, other in pairwise(corners):
                if abs(one[0] - other[0]) < 1 or abs(one[1] - other[1]) < 1:
                    _add(page, _around_points([one, other]))


def _figures(text: str, place: Callable[[float, float], tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """The straight parts of a path as lists of corners."""
    needed = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
    corners: list[tuple[float, float]] = []
    tokens = _OP.findall(text)[:_MOST_POINTS]
    at = 0
    while at < len(tokens):
        op = tokens[at]
        count = needed.get(op)
        if count is None:
            at += 1
            continue
        values = tokens[at + 1 : at + 1 + count]
        at += 1 + count
        if len(values) < count or any(v in needed for v in values):
            break
        if op == "C":
            if corners:
                corners.append(corners[0])
            continue
        end = place(float(values[-2]), float(values[-1]))
        if op == "L":
            corners.append(end)
            continue
        if len(corners) > 1:
            yield corners
        corners = [end]
    if len(corners) > 1:
        yield corners


def _add(page: OfdPage, box: Box) -> None:
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide >= high and wide >= _SHORTEST:
        page.horizontal.append(Rule((box[1] + box[3]) / 2, box[0], box[2]))
    elif high > wide and high >= _SHORTEST:
        page.vertical.append(Rule((box[0] + box[2]) / 2, box[1], box[3]))


def _float(text: str | None, otherwise: float) -> float:
    found = numbers(text or "", 1)
    return found[0] if found else otherwise
