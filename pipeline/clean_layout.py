"""Where lines stood on their page: which of them open a paragraph, which fill the column."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from schemas.document import Block, RawDocument

# In characters of the line's own height.
_AT_MARGIN = 0.7
_INDENT = (1.2, 3.4)
_RAGGED = 1.6
_SMALLEST_PAGE = 5


@dataclass(frozen=True, slots=True)
class Place:
    """One line on its page.

    start: how it begins: at the column's margin, indented as a paragraph is, centred, or anywhere else.
    wide: it takes more than half of the column.  full: it reaches the right margin.  big: larger than most lines, as a
    title is.  top: in points.  page: from 1.
    """

    start: str  # margin, indent, centre, other
    wide: bool
    full: bool
    big: bool
    top: float
    page: int


class Layout:
    """The lines of a document that has boxes; empty where it has none, or does not indent its paragraphs."""

    def __init__(self, raw: RawDocument) -> None:
        lines = sorted((b for b in raw.blocks if b.box and b.page and b.kind != "table"), key=lambda b: b.start)
        self._blocks: Sequence[Block] = lines
        self._starts = [b.start for b in lines]
        self._margins = _margins(lines)
        self._pitch = _pitch(lines)
        self._height = median(b.box[3] - b.box[1] for b in lines if b.box) if lines else 0.0
        places = [p for b in lines if (p := self._place(b)) is not None]
        margin = sum(p.start == "margin" for p in places)
        indent = sum(p.start == "indent" for p in places)
        self.indents = margin >= 0.3 * len(places) and indent >= 0.05 * margin and indent >= 3

    def place(self, start: int, end: int) -> Place | None:
        """Where the line at a stretch of the source stood; None where that is not known or tells nothing."""
        i = bisect_right(self._starts, start) - 1
        if not self.indents or i < 0 or not self._blocks[i].start <= start < self._blocks[i].end:
            return None
        if end > self._blocks[i].end + 1:  # several lines of the page in one
            return None
        return self._place(self._blocks[i])

    def _place(self, block: Block) -> Place | None:
        if block.box is None or block.page not in self._margins:
            return None
        left, right = self._margins[block.page]
        x0, top, x1, bottom = block.box
        size = max(bottom - top, 6.0)
        offset = (x0 - left) / size
        start = "margin" if abs(offset) <= _AT_MARGIN else "indent" if _INDENT[0] <= offset <= _INDENT[1] else "other"
        full = (right - x1) / size <= _RAGGED
        share, big = (x1 - x0) / max(right - left, 1.0), bottom - top > 1.2 * self._height
        centred = start != "margin" and not full and abs((x0 - left) - (right - x1)) <= size
        if centred and (big or start == "other" or share < 0.6):
            start = "centre"
        return Place(start, share > 0.5, full, big, top, block.page)

    def apart(self, one: Place, two: Place) -> bool:
        """Whether more than a line's distance lies between two lines of one page."""
        return one.page == two.page and two.top - one.top > 2.6 * self._pitch


def _margins(lines: Sequence[Block]) -> dict[int, tuple[float, float]]:
    """Left and right margin of each page's column of text; a page of few lines takes those of the whole document."""
    pages: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for b in lines:
        if b.box and b.page:
            pages[b.page].append((b.box[0], b.box[2]))
    found = {page: edges for page, spans in pages.items() if (edges := _edges(spans))}
    if not found:
        whole = _edges([span for spans in pages.values() for span in spans]) if pages else None
        return dict.fromkeys(pages, whole) if whole else {}
    usual = (median(e[0] for e in found.values()), median(e[1] for e in found.values()))
    return {page: found.get(page, usual) for page in pages}


def _edges(spans: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    widest = max(x1 - x0 for x0, x1 in spans)
    wide = [s for s in spans if s[1] - s[0] >= 0.6 * widest]
    if len(wide) < _SMALLEST_PAGE:
        return None
    lefts = sorted(x0 for x0, _ in wide)
    left = next((x for x in lefts if sum(x <= y <= x + 4 for y in lefts) >= max(2, len(lefts) // 8)), lefts[0])
    rights = sorted(x1 for _, x1 in wide)
    return left, rights[int(len(rights) * 0.85)]


def _pitch(lines: Sequence[Block]) -> float:
    gaps = [
        b.box[1] - a.box[1]
        for a, b in pairwise(lines)
        if a.box and b.box and a.page == b.page and 0 < b.box[1] - a.box[1] < 60
    ]
    return median(gaps) if gaps else 20.0
