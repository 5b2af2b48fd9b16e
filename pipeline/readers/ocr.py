"""Recognising print in pictures: rapidocr with the models that its wheel carries, on one thread, without a network.

It comes with the optional extra `duban[ocr]`; whoever needs it asks `available` first. A whole page is read in two
steps, so that what stands between can look at the page: `Recogniser.boxes` finds where words stand, `Recogniser.read`
reads one crop.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]  # height × width × 3, red first

PixelBox = tuple[int, int, int, int]

#: What to say where recognition is needed and missing.
MISSING = "需要文字识别（OCR），尚未安装：pip install 'duban[ocr]'"

_SIDE = 960  # pixels: longest side that words are looked for in first
_FINE_SIDE = 1600  # and where they turn out small
_SMALL = 14  # pixels: height of a line that counts as small
_LEFT, _RIGHT = "，。、；：！？）〕】》〉」』", "（〔【《〈「『"  # marks that stand in one half of their square
_PERMILLE = 0.6  # score of ‰ where it was read otherwise
_STRETCHES, _CELL = (2.5, 3.0), 10  # widths at which ‰ shows that was read as %; characters of a piece in a cell
_APART = 1.78  # times the usual advance, between characters that a wide blank keeps apart


@dataclass(frozen=True, slots=True)
class Char:
    """A character that was read. left, right: its stretch across the crop, 0 to 1.  score: 0 to 1.

    spaced: a blank stands before it.
    """

    text: str
    left: float
    right: float
    score: float
    spaced: bool = False


class _Mark(NamedTuple):
    """A character as decoded. middle: of its stretch across the crop, 0 to 1.  blank: the model saw one before it."""

    text: str
    middle: float
    score: float
    blank: bool


class Recogniser(Protocol):
    """What finds words in a picture and reads them."""

    def boxes(self, image: Pixels) -> list[PixelBox]:
        """Where pieces of lines stand: left, top, right, bottom."""
        ...

    def read(self, crop: Pixels) -> list[Char]:
        """The characters of one piece of a line, from left to right."""
        ...


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def recogniser() -> Recogniser:
    """The recogniser of this process; its models are loaded once, in about a second."""
    return _Rapid()


class _Rapid:
    def __init__(self) -> None:
        from rapidocr import RapidOCR

        # one thread: documents are what runs side by side, and the sums stay the same everywhere
        params = {
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": 20_000,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": _FINE_SIDE,
        }
        self._engine: Any = RapidOCR(params=params)

    def boxes(self, image: Pixels) -> list[PixelBox]:
        """Where pieces of lines stand; looked for twice where the print is small for the first look."""
        found, scale = self._found(image, _SIDE)
        if scale < 1 and (not found or median(min(x1 - x0, y1 - y0) for x0, y0, x1, y1 in found) * scale < _SMALL):
            found, _ = self._found(image, _FINE_SIDE)
        return found

    def _found(self, image: Pixels, side: int) -> tuple[list[PixelBox], float]:
        """Boxes found in the picture shrunk to a longest side, and how it was shrunk."""
        import cv2

        high, wide = image.shape[:2]
        scale = min(1.0, side / max(high, wide))
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
        result = self._engine(small[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
        out = []
        for corners in [] if result.boxes is None else result.boxes / scale:
            x0, y0 = (int(v) for v in corners.min(axis=0))
            x1, y1 = (int(v) + 1 for v in corners.max(axis=0))
            box = (max(0, x0), max(0, y0), min(wide, x1), min(high, y1))
            if box[2] - box[0] > 2 and box[3] - box[1] > 2:
                out.append(box)
        return sorted(out, key=lambda b: (b[1], b[0])), scale

    def read(self, crop: Pixels) -> list[Char]:
        """The characters of one piece of a line, from left to right."""
        marks = _permille(self._marks(crop))
        if len(marks) <= _CELL and _ends_in_percent(marks):
            wider = [_permille(self._marks(_stretched(crop, times))) for times in _STRETCHES]
            if all(other and other[-1].text == "‰" for other in wider):
                marks[-1] = marks[-1]._replace(text="‰", score=_PERMILLE)
        return _placed(marks)

    def _marks(self, crop: Pixels) -> list[_Mark]:
        result = self._engine(
            crop[:, :, ::-1], use_det=False, use_cls=False, use_rec=True, return_word_box=True
        )  # fmt: skip
        if not result.txts or not result.txts[0].strip():
            return []
        text, info = result.txts[0], result.word_results[0]
        # the scores go with the characters of the text, blanks too; the columns leave blanks out
        columns = iter([column for word in info.word_cols for column in word])
        marks: list[_Mark] = []
        blank = False
        for char, score in zip(text, info.confs, strict=True):
            if char.isspace():
                blank = True
                continue
            marks.append(_Mark(char, (next(columns) + 0.5) / info.line_txt_len, float(score), blank and bool(marks)))
            blank = False
        return marks


def _stretched(crop: Pixels, times: float) -> Pixels:
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(crop, None, fx=times, fy=1, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _ends_in_percent(marks: list[_Mark]) -> bool:
    return len(marks) > 1 and marks[-1].text == "%" and marks[-2].text.isdigit()


def _permille(marks: list[_Mark]) -> list[_Mark]:
    """A percent sign with a small round mark after it is how ‰ is misread; its low score says that it was mended."""
    out = list(marks)
    for i in range(len(out) - 2, 0, -1):
        sign, mark = out[i], out[i + 1]
        if sign.text != "%" or not out[i - 1].text.isdigit():
            continue
        last = i + 2 == len(out)
        zero = mark.text in "0oO" and (last or not out[i + 2].text.isascii())
        if zero or (last and mark.text in "。." and mark.score < _PERMILLE):
            out[i : i + 2] = [sign._replace(text="‰", score=min(mark.score, _PERMILLE))]
    return out


def _wide(one: _Mark, two: _Mark) -> bool:
    """Whether both characters fill a square of their own, so that their distance tells of a blank between them."""
    return min(one.text, two.text) >= "\u2e80" and one.text not in _LEFT and two.text not in _RIGHT


def _placed(marks: list[_Mark]) -> list[Char]:
    """Characters that touch half-way between their middles; a blank before each that stands well apart."""
    if not marks:
        return []
    middles = [m.middle for m in marks]
    advance = median(b - a for a, b in pairwise(middles)) if len(marks) > 1 else min(middles[0], 1 - middles[0]) * 2
    spaced = [
        i > 0 and (mark.blank or (_wide(marks[i - 1], mark) and middles[i] - middles[i - 1] > _APART * advance))
        for i, mark in enumerate(marks)
    ]
    out = []
    for i, mark in enumerate(marks):
        middle = mark.middle
        left = (middles[i - 1] + middle) / 2 if i and not spaced[i] else max(0.0, middle - advance / 2)
        open_end = i + 1 == len(marks) or spaced[i + 1]
        right = min(1.0, middle + advance / 2) if open_end else (middle + middles[i + 1]) / 2
        out.append(Char(mark.text, left, right, mark.score, spaced[i]))
    return out
