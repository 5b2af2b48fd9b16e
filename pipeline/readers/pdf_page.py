"""One pdf page as lines with boxes and ruling lines, in points from the top left corner of the page held upright.

Upright is how the page's characters stand, which is how a reader would turn it.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers.page_text import Line, PageText, Rule, around
from pipeline.readers.pdf_order import from_left, runs_back, stands_apart, woven
from schemas.document import Box

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Place = Callable[[float, float], tuple[float, float]]

_LINE = re.compile(r"[^\r\n]+")
_BLANK = " \t\u3000\xa0\x00"
THIN = 3.0  # points: a filled box no thicker than this is a ruling line
_FLAT = 0.5  # points: pieces no higher than this are blanks
_SHORTEST = 4.0  # points: shorter strokes are dots of a dotted line or parts of a drawing
_LARGEST = 5000.0  # pixels: longest side of a page that is drawn
_MOST_OBJECTS = 20_000  # drawn objects on a page; a page with more is a drawing, not a table


class PageReader:
    """Reads one page; holds pdfium handles, so it is closed before the next page is opened."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._text_page = page.get_textpage()
        self._text = self._characters()
        left, bottom, right, top = page.get_bbox()
        rotation = self._lean()
        self._upright = _turned(rotation, left, bottom, right, top)
        self.width, self.height = (right - left, top - bottom) if rotation % 180 == 0 else (top - bottom, right - left)

    def close(self) -> None:
        """Give the page's memory back."""
        self._text_page.close()
        self._page.close()

    def picture(self, dots: float) -> tuple[NDArray[np.uint8], float]:
        """The page as one sees it, height × width × 3, red first; and its pixels a point: `dots`, or less if huge."""
        dots = min(dots, _LARGEST / max(self.width, self.height, 1.0))
        bitmap = self._page.render(scale=dots, rev_byteorder=True, prefer_bgrx=True, fill_color=(255, 255, 255, 255))
        shown: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
        bitmap.close()
        return shown, dots

    def read(self) -> PageText:
        """Lines in the order of the file, and ruling lines."""
        found = PageText(self.width, self.height)
        for match in _LINE.finditer(self._text):
            words = match[0].strip(_BLANK)
            if not words:
                continue
            drawn = self._rects(match.start(), match.end() - match.start())
            boxes = [b for b in drawn if b[3] - b[1] > _FLAT] or drawn  # blanks that set a line in are no part of it
            line = Line(words, around(boxes) if boxes else (0.0, 0.0, 0.0, 0.0), match.start())
            line.parted = stands_apart(boxes)
            high = line.box[3] - line.box[1]
            if len(boxes) > 1 and high > 2 * max(b[3] - b[1] for b in boxes):
                found.lines += self._unravelled(line)
            else:
                found.lines.append(from_left(line, self.char_boxes(line)) if runs_back(boxes) else line)
        found.lines = woven(found.lines, self.char_boxes)
        self._objects(found)
        return found

    def char_boxes(self, line: Line) -> list[tuple[str, Box]]:
        """A line's characters without white space, each with its box."""
        if line.chars is not None:
            return line.chars
        loose = raw.FS_RECTF()  # as wide as the character advances: a slim 1 leaves no gap beside it
        match = _LINE.match(self._text, line.first)
        out = []
        for i in range(line.first, match.end() if match else line.first):
            if self._text[i] not in _BLANK and raw.FPDFText_GetLooseCharBox(self._text_page, i, loose):
                out.append((self._text[i], self._box(loose.left, loose.bottom, loose.right, loose.top)))
        return out

    def _unravelled(self, line: Line) -> list[Line]:
        """What pdfium strung together across the page, cut where the next character stands on another height."""
        groups: list[list[tuple[str, Box]]] = []
        for char, box in self.char_boxes(line):
            last = groups[-1][-1][1] if groups else None
            if last and min(last[3], box[3]) - max(last[1], box[1]) > 0.3 * min(last[3] - last[1], box[3] - box[1]):
                groups[-1].append((char, box))
            else:
                groups.append([(char, box)])
        return [Line("".join(c for c, _ in g), around([b for _, b in g]), line.first, g) for g in groups]

    def _lean(self) -> int:
        """Degrees to turn the page clockwise so that most of its characters stand upright.

        Wide tables are set on their side, sometimes with the page's own rotation, sometimes without.
        """
        places = [i for i in range(0, len(self._text), max(1, len(self._text) // 40)) if self._text[i] not in _BLANK]
        turns = [round(raw.FPDFText_GetCharAngle(self._text_page, i) / (math.pi / 2)) % 4 for i in places]
        most = max(set(turns), key=lambda t: (turns.count(t), -t), default=0)
        return -most * 90 % 360 if turns.count(most) > 0.8 * len(turns) else 0

    def _characters(self) -> str:
        """The page's text with one Python character for each of pdfium's, so that their indexes agree."""
        count = raw.FPDFText_CountChars(self._text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(self._text_page, 0, count, buffer)
        text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", errors="replace")
        if len(text) != count:
            text = "".join(_char(raw.FPDFText_GetUnicode(self._text_page, i)) for i in range(count))
        return text

    def _rects(self, start: int, count: int) -> list[Box]:
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        boxes = []
        for i in range(raw.FPDFText_CountRects(self._text_page, start, count)):
            if raw.FPDFText_GetRect(self._text_page, i, left, top, right, bottom):
                boxes.append(self._box(left.value, bottom.value, right.value, top.value))
        return boxes

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0 = self._upright(left, top)
        x1, y1 = self._upright(right, bottom)
        if x1 < x0:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)

    def _objects(self, found: PageText) -> None:
        if raw.FPDFPage_CountObjects(self._page) > _MOST_OBJECTS:
            return
        area = max(self.width * self.height, 1.0)
        for thing, place in drawn_objects(self._page):
            if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(thing, place)
                if box is not None:
                    found.pictured = min(1.0, found.pictured + (box[2] - box[0]) * (box[3] - box[1]) / area)
            else:
                for box in self._path_boxes(thing, place):
                    _add_rule(found, box)
        found.hidden = found.pictured > 0 and self._hides_words()

    def _hides_words(self) -> bool:
        """Whether most pieces of text on the page are invisible."""
        things = [raw.FPDFPage_GetObject(self._page, i) for i in range(raw.FPDFPage_CountObjects(self._page))]
        modes = [
            raw.FPDFTextObj_GetTextRenderMode(t) for t in things if raw.FPDFPageObj_GetType(t) == raw.FPDF_PAGEOBJ_TEXT
        ]  # fmt: skip
        return 2 * modes.count(raw.FPDF_TEXTRENDERMODE_INVISIBLE) > len(modes)

    def _bounds(self, thing: raw.FPDF_PAGEOBJECT, place: Place) -> Box | None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return None
        corners = [place(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self._box(min(xs), min(ys), max(xs), max(ys))

    def _path_boxes(self, path: raw.FPDF_PAGEOBJECT, place: Place) -> Iterator[Box]:
        """Boxes of the straight pieces of a path: strokes, and filled boxes thin enough to be lines."""
        box = self._bounds(path, place)
        if box is None:
            return
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            yield box
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        segments = raw.FPDFPath_CountSegments(path)
        if not stroke.value and segments <= 5:
            return
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(path, matrix)
        inner = placed_by(matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        corners: list[tuple[float, float]] = []
        for i in range(min(segments, _MOST_OBJECTS)):
            segment = raw.FPDFPath_GetPathSegment(path, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._upright(*place(*inner(x.value, y.value)))
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_LINETO:
                corners.append(point)
            else:
                yield from _piece(corners, bool(stroke.value))
                corners = [point]
            if raw.FPDFPathSegment_GetClose(segment) and len(corners) > 1:
                corners.append(corners[0])
        yield from _piece(corners, bool(stroke.value))


def drawn_objects(page: pdfium.PdfPage) -> Iterator[tuple[raw.FPDF_PAGEOBJECT, Place]]:
    """Pictures and paths of a page, those inside form objects too, each with the way from its space to the page's."""
    here: Place = _here
    waiting = [(raw.FPDFPage_GetObject(page, i), here, 0) for i in range(raw.FPDFPage_CountObjects(page))]
    waiting.reverse()
    while waiting:
        thing, place, depth = waiting.pop()
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < 3:
            matrix = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(thing, matrix)
            inside = _both(placed_by(matrix), place)
            count = min(raw.FPDFFormObj_CountObjects(thing), _MOST_OBJECTS)
            waiting += [(raw.FPDFFormObj_GetObject(thing, i), inside, depth + 1) for i in reversed(range(count))]
        elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            yield thing, place


def placed_by(matrix: raw.FS_MATRIX) -> Place:
    """The mapping that a pdf matrix stands for."""
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    return lambda x, y: (a * x + c * y + e, b * x + d * y + f)


def _here(x: float, y: float) -> tuple[float, float]:
    return x, y


def _both(first: Place, then: Place) -> Place:
    return lambda x, y: then(*first(x, y))


def _piece(corners: list[tuple[float, float]], stroke: bool) -> Iterator[Box]:
    if len(corners) < 2:
        return
    if stroke:
        for (xa, ya), (xb, yb) in pairwise(corners):
            if abs(xa - xb) < 1 or abs(ya - yb) < 1:
                yield (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        return
    box = (
        min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)
    )  # fmt: skip
    if min(box[2] - box[0], box[3] - box[1]) <= THIN:
        yield box


def _add_rule(found: PageText, box: Box) -> None:
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide >= high and wide >= _SHORTEST:
        found.horizontal.append(Rule((box[1] + box[3]) / 2, box[0], box[2]))
    elif high > wide and high >= _SHORTEST:
        found.vertical.append(Rule((box[0] + box[2]) / 2, box[1], box[3]))


def _turned(rotation: int, left: float, bottom: float, right: float, top: float) -> Place:
    """From the file's coordinates to those of the page turned clockwise by so many degrees, origin top left."""
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
