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
from typing import TYPE_CHECKING, Any, Protocol

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
_PERMILLE = 0.6  # score of ‰ where it was read as two marks
_APART = 2.2  # times the usual advance, between characters that a wide blank keeps apart


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
        common = {
            "Global.log_level": "critical",
            "Global.text_score": 0.0,
            "Global.max_side_len": 20_000,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.limit_type": "max",
        }
        self._engine: Any = RapidOCR(params={**common, "Det.limit_side_len": _SIDE})
        self._finer: Any = RapidOCR(params={**common, "Det.limit_side_len": _FINE_SIDE})

    def boxes(self, image: Pixels) -> list[PixelBox]:
        """Where pieces of lines stand; looked for twice where the print is small for the first look."""
        found = self._found(self._engine, image)
        scale = _SIDE / max(image.shape[0], image.shape[1], _SIDE)
        if scale < 1 and (not found or median(min(x1 - x0, y1 - y0) for x0, y0, x1, y1 in found) * scale < _SMALL):
            found = self._found(self._finer, image)
        return found

    @staticmethod
    def _found(engine: Any, image: Pixels) -> list[PixelBox]:
        result = engine(image[:, :, ::-1], use_det=True, use_cls=False, use_rec=False)
        if result.boxes is None:
            return []
        high, wide = image.shape[:2]
        out = []
        for corners in result.boxes:
            x0, y0 = (int(v) for v in corners.min(axis=0))
            x1, y1 = (int(v) + 1 for v in corners.max(axis=0))
            box = (max(0, x0), max(0, y0), min(wide, x1), min(high, y1))
            if box[2] - box[0] > 2 and box[3] - box[1] > 2:
                out.append(box)
        return sorted(out, key=lambda b: (b[1], b[0]))

    def read(self, crop: Pixels) -> list[Char]:
        """The characters of one piece of a line, from left to right."""
        result = self._engine(
            crop[:, :, ::-1], use_det=False, use_cls=False, use_rec=True, return_word_box=True
        )  # fmt: skip
        if not result.txts or not result.txts[0].strip():
            return []
        text, info = result.txts[0], result.word_results[0]
        # the scores go with the characters of the text, blanks too; the columns leave blanks out
        columns = iter([column for word in info.word_cols for column in word])
        marks: list[tuple[str, float, float, bool]] = []
        blank = False
        for char, score in zip(text, info.confs, strict=True):
            if char.isspace():
                blank = True
                continue
            marks.append((char, (next(columns) + 0.5) / info.line_txt_len, float(score), blank and bool(marks)))
            blank = False
        return _placed(_permille(marks))


def _permille(marks: list[tuple[str, float, float, bool]]) -> list[tuple[str, float, float, bool]]:
    """A percent sign with a small round mark after it is how ‰ is misread; its low score says that it was mended."""
    if len(marks) < 3 or marks[-2][0] != "%" or not marks[-3][0].isdigit():
        return marks
    last, _, score, _ = marks[-1]
    if last not in "0oO" and not (last in "。." and score < _PERMILLE):
        return marks
    return [*marks[:-2], ("‰", marks[-2][1], min(score, _PERMILLE), False)]


def _placed(marks: list[tuple[str, float, float, bool]]) -> list[Char]:
    """Characters that touch half-way between their middles; a blank before each that stands well apart."""
    middles = [m for _, m, _, _ in marks]
    advance = median(b - a for a, b in pairwise(middles)) if len(marks) > 1 else min(middles[0], 1 - middles[0]) * 2
    spaced = [
        i > 0 and (blank or (len(marks) > 3 and middles[i] - middles[i - 1] > _APART * advance))
        for i, (_, _, _, blank) in enumerate(marks)
    ]
    out = []
    for i, (char, middle, score, _) in enumerate(marks):
        left = (middles[i - 1] + middle) / 2 if i and not spaced[i] else max(0.0, middle - advance / 2)
        open_end = i + 1 == len(marks) or spaced[i + 1]
        right = min(1.0, middle + advance / 2) if open_end else (middle + middles[i + 1]) / 2
        out.append(Char(char, left, right, score, spaced[i]))
    return out
