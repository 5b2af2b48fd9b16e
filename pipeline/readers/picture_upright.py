"""A page's picture set upright: small tilts of the scanner taken out, pages on their side turned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pipeline.readers.ocr import PixelBox, Pixels, Recogniser
    from schemas.document import Box

_SEEN = 800  # pixels: longest side that the tilt is measured on
_MOST, _COARSE, _FINE = 6.0, 0.5, 0.05  # degrees
_LEAST = 0.08  # degrees: smaller tilts are left alone
_CLEARER = 1.04  # times the evenness of rows as scanned, or the page has no lines to judge by
_TRIED, _USUAL = 4, 8.0  # lines read to tell which way is up; their length in times the height
_SURE = 0.9  # mean score of lines read the right way up
_SIDEWAYS = 1.5  # height by width of a box around words that run up or down the page


@dataclass(frozen=True, slots=True)
class Tilt:
    """How a picture was turned: clockwise by `degrees` about its middle (pixels)."""

    degrees: float
    middle: tuple[float, float]

    def on_paper(self, box: Box) -> Box:
        """Where a box of the straightened picture lies on the picture as scanned: the smallest box around it."""
        if not self.degrees:
            return box
        turn = math.radians(self.degrees)
        cos, sin, (cx, cy) = math.cos(turn), math.sin(turn), self.middle
        corners = [(x - cx, y - cy) for x in (box[0], box[2]) for y in (box[1], box[3])]
        xs = [cx + x * cos + y * sin for x, y in corners]
        ys = [cy - x * sin + y * cos for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def straightened(image: Pixels) -> tuple[Pixels, Tilt]:
    """The picture with its lines level, and how it was turned for that."""
    high, wide = image.shape[:2]
    middle = (wide / 2, high / 2)
    degrees = _tilt(image)
    if abs(degrees) < _LEAST:
        return image, Tilt(0.0, middle)
    matrix = cv2.getRotationMatrix2D(middle, -degrees, 1.0)  # OpenCV counts the other way round
    turned = cv2.warpAffine(image, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, dtype=np.uint8), Tilt(degrees, middle)


def _tilt(image: Pixels) -> float:
    """Degrees to turn clockwise so that rows of ink and rows of paper are told apart best."""
    gray = image.min(axis=2)
    scale = min(1.0, _SEEN / max(gray.shape))
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    background = cv2.medianBlur(small, 21)
    dark = (cv2.subtract(background, small) > 40).astype(np.float32)
    if dark.mean() < 0.002:
        return 0.0
    level = _evenness(dark, 0.0)
    coarse = max(np.arange(-_MOST, _MOST + _COARSE, _COARSE).tolist(), key=lambda d: (_evenness(dark, d), -abs(d)))
    near = np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE).tolist()
    best = max(near, key=lambda d: (_evenness(dark, d), -abs(d)))
    clear = _evenness(dark, best) > _CLEARER * level and abs(best) < _MOST
    return round(best, 2) if clear else 0.0


def _evenness(dark: NDArray[np.float32], degrees: float) -> float:
    """How unlike neighbouring rows are once the picture is turned."""
    high, wide = dark.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), -degrees, 1.0)
    rows = cv2.warpAffine(dark, matrix, (wide, high), flags=cv2.INTER_LINEAR).sum(axis=1)
    return float((np.diff(rows) ** 2).sum())


def quarter_turns(image: Pixels, boxes: list[PixelBox], reader: Recogniser) -> int:
    """How often to turn a page clockwise by 90° so that its words stand upright, 0 to 3.

    boxes: where words stand on the page as it is. A few of them are read both ways; without a clear answer, 0.
    """
    wordy = [b for b in boxes if not 1 / _SIDEWAYS < (b[2] - b[0]) / (b[3] - b[1]) < _SIDEWAYS]
    tried = sorted(wordy, key=lambda b: (abs(_length(b) - _USUAL), b))[:_TRIED]
    if not tried:
        return 0
    upended = sum(b[3] - b[1] > b[2] - b[0] for b in wordy) > len(wordy) / 2
    ways = (1, 3) if upended else (0, 2)
    if not upended and _clarity(image, tried[:2], 0, reader) >= _SURE:
        return 0
    scores = {turns: _clarity(image, tried, turns, reader) for turns in ways}
    best = max(ways, key=lambda t: (scores[t], -t))
    return best if scores[best] >= 0.5 else 0


def _length(box: PixelBox) -> float:
    """How long a piece of a line is, in times its height."""
    sides = sorted((box[2] - box[0], box[3] - box[1]))
    return sides[1] / sides[0]


def _clarity(image: Pixels, boxes: list[PixelBox], turns: int, reader: Recogniser) -> float:
    scores: list[float] = []
    for x0, y0, x1, y1 in boxes:
        crop = np.ascontiguousarray(np.rot90(image[y0:y1, x0:x1], -turns))
        scores += [c.score for c in reader.read(crop)]
    return sum(scores) / len(scores) if scores else 0.0
