"""One page's picture as lines and tables: straightened, words found and read, ruled grids filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from pipeline.readers.ocr import Char
from pipeline.readers.page_text import Line, PageText, Rule
from pipeline.readers.pdf_tables import FoundTable, fill, find_grids
from pipeline.readers.picture_align import aligned_tables, in_order
from pipeline.readers.picture_doubt import Doubt, doubts_of
from pipeline.readers.picture_ink import band_edges, ink, ruling_lines
from pipeline.readers.picture_pieces import cut, unread_cells
from pipeline.readers.picture_seals import seals, stamped, without_red
from pipeline.readers.picture_upright import Tilt, quarter_turns, straightened

if TYPE_CHECKING:
    from pipeline.readers.ocr import PixelBox, Pixels, Recogniser
    from schemas.document import Box

_USUAL, _SHARP = 200 / 72, 300 / 72  # pixels a point
_SMALL_PRINT = 9.0  # points: height of the boxes of print that 200 dots an inch show too coarsely
_NOISE = 0.5  # mean score below which a piece is a stain or a picture, not words
_COVERED = 0.3  # share of a box that another may cover before both are the same words


@dataclass(slots=True)
class SeenPage:
    """A page that was recognised. Boxes are in points on the straightened page; `on_paper` leads back to the scan.

    doubts: figures that the model was not sure of.  noise: pieces left out because nothing could be made of them.
    print_height: usual height of the boxes of words, in points.
    """

    page: PageText
    tables: list[FoundTable]
    tilt: Tilt
    doubts: list[Doubt] = field(default_factory=list)
    noise: int = 0
    print_height: float = 0.0


def see_drawn(draw: Callable[[float], tuple[Pixels, float]], number: int, reader: Recogniser) -> SeenPage:
    """Read a page that can be drawn at any size: at 200 dots an inch, and at 300 where its print is small.

    draw: from pixels a point to the picture and the pixels a point that it has.
    """
    seen = see(*draw(_USUAL), number, reader)
    return see(*draw(_SHARP), number, reader) if 0 < seen.print_height < _SMALL_PRINT else seen


def see(image: Pixels, dots: float, number: int, reader: Recogniser) -> SeenPage:
    """Read a page's picture. dots: pixels a point.  number: the page, from 1."""
    image, bare, boxes, tilt = _upright(image, reader)
    stamps = seals(image) if bare is not None else []
    red = _red_words(image, boxes, stamps, reader) if bare is not None else []
    marks = ink(image)
    if stamps:
        marks[stamped(image, stamps)] = 0  # the rim of a seal is no ruling line
    across, down = ruling_lines(marks, boxes + red, dots, band_edges(image, dots))
    page = PageText(image.shape[1] / dots, image.shape[0] / dots, pictured=1.0)
    page.horizontal = [Rule((y0 + y1) / 2 / dots, x0 / dots, x1 / dots) for x0, y0, x1, y1 in across]
    page.vertical = [Rule((x0 + x1) / 2 / dots, y0 / dots, y1 / dots) for x0, y0, x1, y1 in down]
    seen = SeenPage(page, [], _in_points(tilt, dots))
    plain = image if bare is None else bare
    boxes = [b for b in boxes if not _is_remnant(b, stamps)]
    _read(seen, plain, cut(boxes, plain, across, down), dots, number, reader)
    _read(seen, image, cut(red, image, across, down), dots, number, reader)
    if page.lines:
        seen.print_height = median(line.box[3] - line.box[1] for line in page.lines)
    grids = find_grids(page)
    for grid in grids:
        missed = unread_cells(grid, marks, [line.box for line in page.lines], dots)
        _read(seen, plain, missed, dots, number, reader)
    seen.tables = [table for grid in grids if (table := fill(grid, page, _CHARACTERS, number))]
    seen.tables += aligned_tables(page, number)
    page.lines = in_order(page.lines)
    page.horizontal, page.vertical = [], []
    return seen


def _upright(image: Pixels, reader: Recogniser) -> tuple[Pixels, Pixels | None, list[PixelBox], Tilt]:
    """The picture the right way up, without its red ink where it has any, where its words stand, and its tilt."""
    for last in (False, True):
        level, tilt = straightened(image)
        bare = without_red(level)
        plain = level if bare is None else bare
        boxes = reader.boxes(plain)
        turns = 0 if last else quarter_turns(plain, boxes, reader)
        if turns == 0:
            break
        image = np.ascontiguousarray(np.rot90(image, -turns))
    return level, bare, boxes, tilt


def _in_points(tilt: Tilt, dots: float) -> Tilt:
    return Tilt(tilt.degrees, (tilt.middle[0] / dots, tilt.middle[1] / dots))


def _red_words(
    image: Pixels, plain: list[PixelBox], stamps: list[PixelBox], reader: Recogniser
) -> list[PixelBox]:  # fmt: skip
    """Words printed in red, as letterheads and headings are; those that run round a seal are left out."""
    return [
        box
        for box in reader.boxes(image)
        if not any(_share(box, other) > _COVERED or _share(other, box) > _COVERED for other in plain)
        and not any(_share(box, stamp) > 1 - _COVERED for stamp in stamps)
    ]


def _is_remnant(box: PixelBox, stamps: list[PixelBox]) -> bool:
    """Whether a box holds what is left of a seal: hardly longer than high, and inside it."""
    short = box[2] - box[0] < 2.5 * (box[3] - box[1])
    return short and any(_share(box, stamp) > 1 - _COVERED for stamp in stamps)


def _share(box: PixelBox, other: PixelBox) -> float:
    """How much of a box another covers."""
    wide = min(box[2], other[2]) - max(box[0], other[0])
    high = min(box[3], other[3]) - max(box[1], other[1])
    return max(0, wide) * max(0, high) / ((box[2] - box[0]) * (box[3] - box[1]))


def _read(
    seen: SeenPage, image: Pixels, boxes: Iterable[PixelBox], dots: float, number: int, reader: Recogniser
) -> None:  # fmt: skip
    """Read pieces into the page's lines; figures in doubt and noise are noted."""
    for x0, y0, x1, y1 in boxes:
        chars = reader.read(image[y0:y1, x0:x1])
        if not chars:
            continue
        if sum(c.score for c in chars) / len(chars) < _NOISE:
            seen.noise += 1
            continue
        box = (x0 / dots, y0 / dots, x1 / dots, y1 / dots)
        placed = [(c.text, _part(box, c)) for c in chars]
        seen.page.lines.append(Line(_text(chars), box, chars=placed))
        seen.doubts += doubts_of(chars, placed, number)


def _part(box: Box, char: Char) -> Box:
    wide = box[2] - box[0]
    return box[0] + char.left * wide, box[1], box[0] + char.right * wide, box[3]


def _text(chars: list[Char]) -> str:
    return "".join((" " if c.spaced and i else "") + c.text for i, c in enumerate(chars))


class _Characters:
    """Hands `fill` the characters that a recognised line carries."""

    @staticmethod
    def char_boxes(line: Line) -> list[tuple[str, Box]]:
        return line.chars or []


_CHARACTERS = _Characters()
