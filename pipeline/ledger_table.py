"""Tables of any length: rows go into the sheet's file as they come, without an object for each cell.

A cell object costs some forty times what its text in the file costs, and a ledger of a whole province has millions of
cells. Titles, headings, filters and paper are openpyxl's; the rows between them are written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ledger_items import Colour
from pipeline.ledger_style import (
    LINK_LIMIT,
    LINK_STYLE,
    Column,
    Painter,
    column_style,
    height,
    light_style,
    lines_needed,
    text,
)

#: Rows of one sheet: Excel takes 1,048,576, an xlsx member 2 GB.
MOST_ROWS = 500_000
_EPOCH = date(1899, 12, 30)
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')
_SHEET_ENDS, _PRINT = b"</sheetData>", b"<printOptions"


class Line(NamedTuple):
    """One row: values by column, lights and links (sheet, row) by column from 1."""

    values: Sequence[Any]
    lights: Mapping[int, Colour] = {}
    links: Mapping[int, tuple[str, int]] = {}


class Table(Painter):
    """One table of a sheet, below its headings.

    lines: what fills it, taken once, when the workbook is saved.  count: how many they are.
    """

    def __init__(self, ws: Worksheet, columns: Sequence[Column]) -> None:
        super().__init__(ws, columns)
        self.lines: Iterable[Line] = ()
        self.count = 0
        self.first = 1
        self._letters = [get_column_letter(i) for i in range(1, len(columns) + 1)]
        self._plain = [self._number(column_style(column)) for column in columns]
        self._linked = self._number(LINK_STYLE)
        self._lit: dict[Colour, str] = {}

    def fill(self, header: int, lines: Iterable[Line], count: int, *, freeze: str, paper: int) -> None:
        """Put lines below the row of headings, and set the sheet up for filters and paper."""
        self.first, self.lines, self.count = header + 1, lines, count
        self._lit = {colour: self._number(light_style(colour)) for colour in ("绿", "黄", "蓝", "红", "灰")}
        self.finish(header, header + count, freeze=freeze, paper=paper)

    def into(self, sheet: bytes) -> Iterator[bytes]:
        """The sheet's file with the lines in it, in pieces."""
        head, ends, tail = sheet.partition(_SHEET_ENDS)
        if not ends:  # a sheet without any cell
            head, ends, tail = sheet.partition(b"<sheetData/>")
            head, ends = head + b"<sheetData>", _SHEET_ENDS
        size = f'<dimension ref="A1:{self._letters[-1]}{self.first - 1 + self.count}"/>'.encode()
        yield _DIMENSION.sub(size, head, count=1)
        links: list[str] = []
        for row, line in enumerate(self.lines, self.first):
            yield self._row(row, line).encode("utf-8", "replace")
            for column, (name, to) in line.links.items():
                if len(links) < LINK_LIMIT:
                    location = quoteattr(f"'{name}'!A{to}")
                    links.append(f'<hyperlink ref="{self._letters[column - 1]}{row}" location={location}/>')
        yield ends
        before, paper, rest = tail.partition(_PRINT)
        yield before
        if links:
            yield f"<hyperlinks>{''.join(links)}</hyperlinks>".encode()
        yield paper + rest

    def _row(self, row: int, line: Line) -> str:
        """One row's XML, as tall as its longest text needs."""
        tallest = 1
        cells = []
        for i, (value, column) in enumerate(zip(line.values, self.columns, strict=True)):
            style = self._plain[i]
            if i + 1 in line.lights:
                style = self._lit[line.lights[i + 1]]
            elif i + 1 in line.links:
                style = self._linked
            if isinstance(value, str):
                value = text(value)
                tallest = max(tallest, lines_needed(value, column.width))
            cells.append(_cell(f"{self._letters[i]}{row}", style, value))
        return f'<row r="{row}" ht="{height(tallest):g}" customHeight="1">{"".join(cells)}</row>'

    def _number(self, style: str) -> str:
        """The number that a named style's cells carry in the file."""
        sample = Cell(self.ws, row=1, column=1)
        sample.style = style
        return str(sample.style_id)


def _cell(ref: str, style: str, value: Any) -> str:
    if value is None or value == "":
        return f'<c r="{ref}" s="{style}"/>'
    if isinstance(value, date):
        value = (value - _EPOCH).days
    if isinstance(value, int | float) and isfinite(value):
        return f'<c r="{ref}" s="{style}"><v>{value!r}</v></c>'
    words = escape(str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return f'<c r="{ref}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
