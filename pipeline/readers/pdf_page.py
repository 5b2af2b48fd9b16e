"""One pdf page as lines with boxes and ruling lines, in points from the top left corner of the page as shown."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from schemas.document import Box

THIN = 3.0  # points: a filled box no thicker than this is a ruling line
_SHORTEST = 4.0  # points: shorter strokes are dots of a dotted line or parts of a drawing
_MOST_OBJECTS = 20_000  # drawn objects on a page; a page with more is a drawing, not a table


@dataclass(slots=True)
class Line:
    """A line of text. first: index of its first character on the page."""

    text: str
    box: Box
    first: int = 0


@dataclass(slots=True)
class Rule:
    """A ruling line. at: its y where it is horizontal, its x where vertical; start, end: its extent."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageText:
    """What a page holds. images: whether pictures are drawn on it."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    images: bool = False


class PageReader:
    """Reads one page; holds pdfium handles, so it is closed before the next page is opened."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._text_page = page.get_textpage()
        left, bottom, right, top = page.get_bbox()
        self._to_shown = _turned(page.get_rotation(), left, bottom, right, top)
        self.width, self.height = page.get_size()

    def close(self) -> None:
        """Give the page's memory back."""
        self._text_page.close()
        self._page.close()

    def read(self) -> PageText:
        """Lines in the order of the file, and ruling lines."""
        found = PageText(self.width, self.height)
        text = self._characters()
        for start, end in _line_bounds(text):
            words = text[start:end].strip(" \u3000\xa0\x00")
            if words:
                found.lines.append(Line(words, self._span_box(start, end - start), start))
        self._rules(found)
        return found

    def char_boxes(self, line: Line) -> list[tuple[str, Box]]:
        """A line's characters without white space, each with its box."""
        text = self._characters()
        end = next((b for a, b in _line_bounds(text) if a == line.first), line.first)
        loose = raw.FS_RECTF()  # as wide as the character advances: a slim 1 leaves no gap beside it
        out = []
        for i in range(line.first, end):
            if text[i].isspace() or text[i] == "\x00":
                continue
            if raw.FPDFText_GetLooseCharBox(self._text_page, i, loose):
                out.append((text[i], self._box(loose.left, loose.bottom, loose.right, loose.top)))
        return out

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

    def _span_box(self, start: int, count: int) -> Box:
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        boxes = []
        for i in range(raw.FPDFText_CountRects(self._text_page, start, count)):
            if raw.FPDFText_GetRect(self._text_page, i, left, top, right, bottom):
                boxes.append(self._box(left.value, bottom.value, right.value, top.value))
        return around(boxes) if boxes else (0.0, 0.0, 0.0, 0.0)

    def _box(self, left: float, bottom: float, right: float, top: float) -> Box:
        x0, y0 = self._to_shown(left, top)
        x1, y1 = self._to_shown(right, bottom)
        return (
            round(min(x0, x1), 2), round(min(y0, y1), 2), round(max(x0, x1), 2), round(max(y0, y1), 2)
        )  # fmt: skip

    def _rules(self, found: PageText) -> None:
        count = raw.FPDFPage_CountObjects(self._page)
        if count > _MOST_OBJECTS:
            return
        for i in range(count):
            thing = raw.FPDFPage_GetObject(self._page, i)
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                for box in self._path_boxes(thing):
                    _add_rule(found, box)
            elif kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
                found.images = True

    def _path_boxes(self, path: raw.FPDF_PAGEOBJECT) -> Iterator[Box]:
        """Boxes of the straight pieces of a path: strokes, and filled boxes thin enough to be lines."""
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            return
        box = self._box(left.value, bottom.value, right.value, top.value)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            yield box
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        segments = raw.FPDFPath_CountSegments(path)
        if not stroke.value and segments <= 5:
            return
        yield from self._pieces(path, segments, bool(stroke.value))

    def _pieces(self, path: raw.FPDF_PAGEOBJECT, segments: int, stroke: bool) -> Iterator[Box]:
        matrix = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(path, matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        corners: list[tuple[float, float]] = []
        for i in range(min(segments, _MOST_OBJECTS)):
            segment = raw.FPDFPath_GetPathSegment(path, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._to_shown(
                matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
            )
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                yield from _piece(corners, stroke)
                corners = [point]
            elif kind == raw.FPDF_SEGMENT_LINETO:
                corners.append(point)
            else:
                corners = [point]
            if raw.FPDFPathSegment_GetClose(segment) and len(corners) > 1:
                corners.append(corners[0])
        yield from _piece(corners, stroke)


def around(boxes: list[Box]) -> Box:
    """The smallest box around some."""
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    )  # fmt: skip


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


def _turned(
    rotation: int, left: float, bottom: float, right: float, top: float
) -> Callable[[float, float], tuple[float, float]]:
    """From the file's coordinates to those of the page as shown, origin top left."""
    if rotation == 90:
        return lambda x, y: (y - bottom, x - left)
    if rotation == 180:
        return lambda x, y: (right - x, y - bottom)
    if rotation == 270:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _line_bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for i, char in enumerate(text):
        if char in "\r\n":
            if i > start:
                yield start, i
            start = i + 1
    if start < len(text):
        yield start, len(text)
