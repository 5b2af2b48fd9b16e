"""What a table written one cell a line is made of: lines as places of a grid, empty ones counted from blank lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.readers.text_tables import Line
from pipeline.tabulate_units import is_unit

EMPTY = " \t\xa0\u3000"
_NUMBER = re.compile(
    r"[≥≤<>＜＞±+\-−－约近]*\d[\d,.]*(?:[-~～—–至/]\d[\d,.]*)?(?P<unit>(?:万|亿|万亿)?[^\d，。；、]{0,12})$"
    r"|[-—–－/／.…]+$|[（(〔\[]\d[\d.,]*[%％]?[）)〕\]]$"
)
_LATIN = re.compile(r"[0-9A-Za-z]")
_BOUND = re.compile(r"[≥≤<>＜＞]\s*\d|\d[\d.]*[%％]$")
_PAGE = re.compile(r"[-—–]+\d{1,4}[-—–]+$|第\d{1,4}页(?:[，,/]?共\d{1,4}页)?$")
_OPEN, _CLOSE = "（(〔[【《“", "）)〕]】》”"
_NEAR = 40  # lines of a header and its first rows that show how the cells are parted


class Piece(NamedTuple):
    """The words of one line, or of a few that are one cell: their stretch of the source, and without white space."""

    start: int
    end: int
    text: str


Slot = Piece | None  # None: a place that is empty
Row = list[Slot]


class Slots(NamedTuple):
    """Lines as places. breaks: the places before which blank lines stand that no number of empty cells explains."""

    places: Row
    breaks: frozenset[int]


class Found(NamedTuple):
    """One row. cells: one for each column, or a single one that goes over all of them.  exact: nothing was joined."""

    cells: Row
    end: int
    exact: bool = True


@dataclass(slots=True)
class Rows:
    """The rows that follow a header, in runs: what stands between two runs could not be aligned and stays text."""

    runs: list[list[Found]] = field(default_factory=list)

    def close(self, run: list[Found]) -> None:
        """Keep a run of rows, without the headings of rows that it ends with."""
        while run and len(run[-1].cells) == 1:
            run = run[:-1]
        if run:
            self.runs.append(run)

    @property
    def aligned(self) -> int:
        """How many rows have their cells."""
        return sum(len(f.cells) > 1 for run in self.runs for f in run)

    @property
    def exact(self) -> int:
        """How many of them have one line a column."""
        return sum(len(f.cells) > 1 and f.exact for run in self.runs for f in run)


def squeeze(text: str) -> str:
    """Text without white space."""
    return re.sub(r"[\s\xa0\u3000]+", "", text)


def slots_of(lines: Sequence[Line]) -> Slots:
    """The places from the first line on, where the table's first cell stands.

    The commonest number of blank lines between two cells parts them; an empty cell takes one line more and is parted
    alike. Where cells are parted by blank lines, lines that nothing parts are one cell.
    """
    pieces = list(_pieces(lines))
    gaps = Counter(gap for _, gap in pieces[1:_NEAR] if gap is not None)
    usual = min(gaps, key=lambda g: (-gaps[g], g)) if gaps else 0
    places: Row = []
    breaks = set()
    for piece, gap in pieces:
        last = places[-1] if places else None
        if usual and gap == 0 and last is not None:
            places[-1] = joined([last, piece])
            continue
        if places and gap is not None:
            empty, odd = divmod(gap - usual, usual + 1)
            places += [None] * empty
            if odd:
                breaks.add(len(places))
        places.append(piece)
    return Slots(places, frozenset(breaks))


def is_page(text: str) -> bool:
    """Whether a line is the number of a page."""
    return _PAGE.match(squeeze(text)) is not None


def _pieces(lines: Sequence[Line]) -> Iterator[tuple[Piece, int | None]]:
    """The lines with words and how many blank ones stand before each; None where a page ends before it."""
    gap: int | None = 0
    for line in lines:
        text = line.text.strip(EMPTY)
        if text and is_page(text):
            gap = None
        elif text:
            start = line.start + len(line.text) - len(line.text.lstrip(EMPTY))
            yield Piece(start, start + len(text), squeeze(text)), gap
            gap = 0
        elif gap is not None:
            gap += 1


def joined(parts: Sequence[Slot]) -> Slot:
    """Several pieces of one cell as one; figures that meet stay apart."""
    found = [p for p in parts if p is not None]
    if not found:
        return None
    text = found[0].text
    for p in found[1:]:
        text += (" " if _LATIN.match(text[-1:]) and _LATIN.match(p.text) else "") + p.text
    return Piece(found[0].start, found[-1].end, text)


def is_number(text: str) -> bool:
    """Whether a cell holds a figure, a span of figures or a stroke for none."""
    m = _NUMBER.match(text)
    return m is not None and (len(m["unit"] or "") <= 2 or is_unit(m["unit"]))


def kind_of(slot: Slot) -> str:
    """What stands in a place: empty, number, bound (words with a figure: 设区市≥25) or word."""
    if slot is None:
        return "empty"
    if is_number(slot.text):
        return "number"
    return "bound" if len(slot.text) <= 16 and _BOUND.search(slot.text) else "word"


def unclosed(text: str) -> bool:
    """Whether a bracket or quotation mark is open at the end of some words."""
    return sum(map(text.count, _OPEN)) > sum(map(text.count, _CLOSE))


def opens_bracket(text: str) -> bool:
    """Whether words begin with a bracket, as a unit does that belongs to the line above."""
    return text[:1] in "（(〔["
