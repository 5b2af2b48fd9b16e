"""Writing a source text line by line, for formats whose files are no text themselves (docx, pdf, sheets)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.document import Block, Box, Cell, Table

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")

_CONTENTS_LINE = re.compile(
    r"^[^\t\n]{2,80}?[ ]*(?:[.·．…]{4,}|(?:[.·…] ){4,})[ .·．…]*[-—]?\d{1,4}[-—]?[ ]*$", re.MULTILINE
)
_LONGEST_NAME = 60
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NOT_MEANT = re.compile(r"^(?:Microsoft|Word|文档|新建|Normal|无标题|untitled|PowerPoint|document)", re.IGNORECASE)
_UNIT_LINE = re.compile(r"[（(]?\s*(?:计量)?单\s*位\s*[：:]")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before it has a place in the text; rows and columns count from 0 within its table."""

    row: int
    col: int
    text: str
    row_span: int = 1
    col_span: int = 1
    ref: str | None = None
    value: float | date | None = None
    page: int | None = None
    box: Box | None = None


def one_line(text: str) -> str:
    """Text without line ends and tabs, which the source keeps for paragraphs and cells."""
    return _BREAKS.sub(" ", text).strip(" ")


class SourceBuilder:
    """Collects lines and tables, and knows where each of them came to stand.

    Each paragraph is one line. A table is one line a row, its columns separated by tabs; a merged cell's text stands in
    its first place and the places it covers are empty, so that the n-th tab of every row is the same column border.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._lines: list[str] = []
        self.blocks: list[Block] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        """The source so far."""
        return "".join(self._parts)

    def tail(self, back: int) -> str:
        """The last line but `back - 1`, "" where there are not so many."""
        return self._lines[-back] if back <= len(self._lines) else ""

    def line(
        self,
        text: str,
        kind: Literal["paragraph", "heading", "note"] = "paragraph",
        level: int | None = None,
        page: int | None = None,
        box: Box | None = None,
    ) -> Block:
        """Add one line and the block that it is; the block ends before the line end."""
        block = Block(self._at, self._at + len(text), kind, level, page, _rounded(box))
        self.blocks.append(block)
        self._lines.append(text)
        self._add(text + "\n")
        return block

    def table(
        self,
        cells: Iterable[GridCell],
        caption: str | None = None,
        page: int | None = None,
        sheet: str | None = None,
        box: Box | None = None,
    ) -> Table | None:
        """Add a table row by row; None where there are no cells at all."""
        ordered = sorted(cells, key=lambda c: (c.row, c.col))
        if not ordered:
            return None
        rows = max(c.row + c.row_span for c in ordered)
        cols = max(c.col + c.col_span for c in ordered)
        start, placed, i = self._at, [], 0
        for row in range(rows):
            col = 0
            while i < len(ordered) and ordered[i].row == row:
                cell = ordered[i]
                if cell.col > col:
                    self._add("\t" * (cell.col - col))
                    col = cell.col
                text = one_line(cell.text)
                placed.append(
                    Cell(
                        row, cell.col, self._at, self._at + len(text), text, cell.row_span, cell.col_span,
                        cell.ref, cell.value, cell.page if cell.page is not None else page, _rounded(cell.box),
                    )
                )  # fmt: skip
                self._add(text)
                i += 1
            self._add("\t" * (cols - 1 - col) + "\n")
        table = Table(start, self._at - 1, rows, cols, tuple(placed), title_row(placed) or caption, page, sheet)
        self.tables.append(table)
        self._lines.append("\t")
        self.blocks.append(Block(table.start, table.end, "table", None, page, _rounded(box)))
        return table

    def _add(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._at += len(text)


def _rounded(box: Box | None) -> Box | None:
    """A box to a hundredth of a point, so that the same page gives the same figures everywhere."""
    return None if box is None else (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def caption_of(before: list[str]) -> str | None:
    """A table's name from the lines above it: the last, with the one before it where the last only says the unit."""
    texts = [t.strip().strip("*#_ ") for t in before if t.strip()][-3:]
    found: list[str] = []
    for text in reversed(texts):
        if "\t" in text or len(text) > _LONGEST_NAME or text.endswith(("。", "；", "，")) or text.startswith("|"):
            break
        found.insert(0, text)
        if not _UNIT_LINE.match(text):
            break
    return " ".join(found) or None


def meant_title(text: str) -> dict[str, str]:
    """The hint that a title among a file's properties gives; none where a program seems to have put it there."""
    text = text.strip()
    return {"title": text} if len(text) >= 6 and _CHINESE.search(text) and not _NOT_MEANT.match(text) else {}


def title_row(cells: Iterable[Cell | GridCell]) -> str | None:
    """A table's name where its first row is nothing but that: the only words of the row, over several columns."""
    filled = [c for c in cells if c.row == 0 and c.text]
    if len(filled) != 1 or filled[0].col != 0 or len(filled[0].text) > _LONGEST_NAME:
        return None
    return filled[0].text


def contents_lines(text: str) -> list[tuple[int, int]]:
    """Stretches of a table of contents: lines that lead with dots to a page number, line ends included.

    They repeat the headings, and would open every section twice.
    """
    found = [(m.start(), min(m.end() + 1, len(text))) for m in _CONTENTS_LINE.finditer(text)]
    return found if len(found) > 2 else []
