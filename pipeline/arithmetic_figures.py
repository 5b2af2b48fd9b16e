"""Figures with the rounding their text shows, and text in which each figure is one character, for patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from extractors.numbers import ARABIC, SCALE, SCALES
from extractors.quantity import Quantity

#: Figures stand in masked text as private characters from here on, in order.
FIRST = 0xE000
FIGURE = "[\ue000-\uf8ff]"
#: How many figures one stretch of text may hold.
MOST = 0xF8FF - FIRST

#: How far a hedged figure may be from what it stands for: 近, 约, 左右; 超过, 以上.
ABOUT, BEYOND = 0.06, 0.1
_LAST = re.compile(rf"({ARABIC})({SCALE})?[^\d]*$")
_ENDS = re.compile(rf"{FIGURE}|[，。；：！？、（）\n]")
_STOPS = re.compile(r"[，。；：！？（）\n]")
#: How many characters of the noun behind a figure a quote takes along.
NOUN = 14
# Years and months stay as they stand: patterns read them.
_LEFT = frozenset({"time", "rank"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a stretch of clean text.

    at: its place in the masked text.  start, end: in the clean text, with bounds and hedges.  value: in `unit`.
    step: size of the last place written, 0 for a count, which is exact.  low, high: what it may stand for.
    """

    at: int
    start: int
    end: int
    text: str
    value: float
    unit: str
    raw_unit: str
    family: str
    step: float
    low: float
    high: float
    hedged: bool


@dataclass(frozen=True)
class Masked:
    """One stretch of clean text with each figure replaced by one character.

    start: where the stretch begins in the clean text.  figures: in order; the n-th is `chr(FIRST + n)` in `text`.
    """

    clean: str
    start: int
    text: str
    figures: tuple[Figure, ...]

    def figure(self, mark: str) -> Figure:
        """The figure behind a character of the masked text."""
        return self.figures[ord(mark) - FIRST]

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """Offsets at which sentences of the masked text end."""
        return tuple(m.end() for m in re.finditer(r"[。！？\n]", self.text))

    def sentence_of(self, at: int) -> int:
        """The number of the sentence that an offset of the masked text stands in."""
        return sum(end <= at for end in self.sentences)

    def before(self, figure: Figure) -> str:
        """The words of its clause before it, from the last stop or figure."""
        return self._words(self.text[max(0, figure.at - 60) : figure.at][::-1])[::-1]

    def after(self, figure: Figure) -> str:
        """The words of its clause behind it, up to the next stop or figure."""
        return self._words(self.text[figure.at + 1 : figure.at + 61])

    def _words(self, text: str) -> str:
        m = _ENDS.search(text)
        return text[: m.start()] if m else text

    def clause(self, figure: Figure) -> tuple[int, int]:
        """Its clause in the clean text, half-open, up to the figure's end and the noun behind it."""
        start = figure.at
        while start > 0 and not _STOPS.match(self.text[start - 1]):
            start -= 1
        noun = self.after(figure)
        return self.place(start), figure.end + (len(noun) if len(noun) <= NOUN else 0)

    def place(self, at: int) -> int:
        """An offset of the masked text in the clean text."""
        shift = 0
        for figure in self.figures:
            if figure.at >= at:
                break
            shift += (figure.end - figure.start) - 1
        return self.start + at + shift


def masked(clean: str, start: int, end: int, quantities: Iterable[Quantity]) -> Masked:
    """Mask a stretch of clean text.  quantities: in order; those that reach out of the stretch are passed over."""
    parts: list[str] = []
    figures: list[Figure] = []
    at, length = start, 0
    for q in quantities:
        if q.outer_start < at or q.outer_end > end or q.family in _LEFT or len(figures) >= MOST:
            continue
        parts.append(clean[at : q.outer_start])
        length += q.outer_start - at
        figures.append(_figure(q, clean, length))
        parts.append(chr(FIRST + len(figures) - 1))
        length += 1
        at = q.outer_end
    parts.append(clean[at:end])
    return Masked(clean, start, "".join(parts), tuple(figures))


def _figure(q: Quantity, clean: str, at: int) -> Figure:
    text = clean[q.outer_start : q.outer_end]
    step = step_of(q, clean[q.start : q.end])
    low, high = _range(q, step, clean[q.start : q.outer_end])
    hedged = q.comparator != "eq"
    return Figure(
        at, q.outer_start, q.outer_end, text, q.value, q.unit, q.raw_unit, q.family, step, low, high, hedged
    )  # fmt: skip


def step_of(q: Quantity, written: str) -> float:
    """The size of a figure's last written place, in its base unit; 0 where it is an exact count."""
    m = _LAST.search(written)
    if m is None:
        return 0.0
    decimals = len(m[1].partition(".")[2])
    number = float(m[1].replace(",", "")) * SCALES.get(m[2] or "", 1)
    if q.family == "count" and not decimals and not m[2]:
        return 0.0
    size = SCALES.get(m[2] or "", 1) / 10**decimals
    whole = q.raw_value * SCALES.get(q.scale, 1)
    factor = q.value / whole if whole else 1.0
    return float(abs(size * factor)) if number else 0.0


def _range(q: Quantity, step: float, text: str) -> tuple[float, float]:
    value = abs(q.value)
    if q.upper is not None:
        return min(value, abs(q.upper)), max(value, abs(q.upper))
    half = step / 2
    if q.comparator == "approx":
        return value * (1 - ABOUT) - half, value * (1 + ABOUT) + half
    if q.comparator in ("gt", "ge"):
        more = value * BEYOND
        if re.search(r"[多余]", text):
            more = max(more, 10.0 ** _zeros(value))
        return value - half, value + more + half
    if q.comparator in ("lt", "le"):
        return value * (1 - BEYOND) - half, value + half
    return value - half, value + half


def _zeros(value: float) -> int:
    """How many zeros a whole number ends in: 300多 may be up to 400."""
    number, count = int(value), 0
    while number and number % 10 == 0:
        number, count = number // 10, count + 1
    return count
