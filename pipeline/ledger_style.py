"""How the ledger looks: fonts, colours, widths, row heights that show the text, paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple, cast

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ledger_items import Colour

DATE = 'yyyy"年"m"月"d"日"'
PERCENT = "0.0%"
SCORE = "0.00"
COUNT = "0"
#: A count in a grid of counts, where zeros would hide the rest.
GRID = "0;-0;"
#: Excel's numbers for paper.
A3, A4 = 8, 9
#: Most characters of one cell: Excel's limit, and what a row of the main sheets can show.
CELL_LIMIT, SHOWN_LIMIT = 32_000, 300
#: Excel refuses a sheet with more hyperlinks than 65,530.
LINK_LIMIT = 60_000
#: Points for a line of text at ten points, above and below it, and the tallest row Excel knows.
_LINE, _PADDING, _TALLEST = 14.0, 6.0, 409.0

_HALF = re.compile("[\x00-\u024f]")
_UNBROKEN = re.compile(r"[!-~]{4,}")
_BODY, _HEAD = "宋体", "黑体"
LINK_STYLE = "督办链接"
_FILLS: dict[Colour, tuple[str, str]] = {  # fill, text
    "绿": ("C6E7CE", "0B5D2A"),
    "黄": ("FFEB9C", "7F5200"),
    "蓝": ("CFE2F8", "134A8C"),
    "红": ("F8C9C6", "9C0B12"),
    "灰": ("E4E4E4", "4A4A4A"),
}
_THIN = Side(style="thin", color="A6A6A6")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEADER_COLOUR = "DCE6F1"


class Column(NamedTuple):
    """A column: heading, width in characters of half width, alignment, number format."""

    heading: str
    width: float
    align: str = "left"
    form: str = "General"


def text(value: str | None, limit: int = CELL_LIMIT) -> str:
    """A text that a cell can hold: without control characters, cut with … at the limit."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", value or "")
    return clean if len(clean) <= limit else clean[: limit - 1] + "…"


def put(cell: Cell, value: Any) -> None:
    """Set a value; a text that begins with = stays a text."""
    cell.value = text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"


def register(wb: Workbook) -> None:
    """Give a workbook the named styles that its cells refer to."""
    for align in ("left", "center"):
        for form in ("General", DATE, PERCENT, SCORE, COUNT, GRID):
            style = column_style(Column("", 0, align, form))
            wb.add_named_style(_named(style, Font(name=_BODY, size=10), align, form))
    wb.add_named_style(_named(LINK_STYLE, Font(name=_BODY, size=10, color="1F4E9E", underline="single"), "center"))
    wb.add_named_style(_named("督办表头", Font(name=_HEAD, size=10, bold=True), "center", colour=HEADER_COLOUR))
    for colour, (background, letters) in _FILLS.items():
        font = Font(name=_BODY, size=10, bold=True, color=letters)
        wb.add_named_style(_named(light_style(colour), font, "center", colour=background))


def column_style(column: Column) -> str:
    """The named style of a column's cells."""
    words = {DATE: "日期", PERCENT: "百分比", SCORE: "小数", COUNT: "整数", GRID: "计数"}
    return f"督办{words.get(column.form, '文字')}{'居中' if column.align == 'center' else ''}"


def light_style(colour: Colour) -> str:
    """The named style of a light."""
    return f"督办灯{colour}"


def _named(name: str, font: Font, align: str, form: str = "General", colour: str | None = None) -> NamedStyle:
    style = NamedStyle(name=name, font=font, border=BORDER, number_format=form)
    style.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if colour is not None:
        style.fill = PatternFill("solid", fgColor=colour)
    return style


def at(ws: Worksheet, row: int, column: int) -> Cell:
    """The cell, which is not one hidden by a merge."""
    return cast(Cell, ws.cell(row, column))


class Painter:
    """Writes rows of one table into a sheet, each cell in the style of its column."""

    def __init__(self, ws: Worksheet, columns: Sequence[Column]) -> None:
        self.ws, self.columns = ws, columns
        for i, column in enumerate(columns, 1):
            ws.column_dimensions[get_column_letter(i)].width = column.width
        self._styles = [column_style(column) for column in columns]

    def title(self, title: str, note: str) -> None:
        """Rows 1 and 2: a title over the whole width and a line below it."""
        last = get_column_letter(len(self.columns))
        for row, words, size, height in ((1, title, 18, 34), (2, note, 10, 20)):
            self.ws.merge_cells(f"A{row}:{last}{row}")
            cell = at(self.ws, row, 1)
            cell.value = words
            cell.font = Font(name=_HEAD if row == 1 else _BODY, size=size, bold=row == 1)
            cell.alignment = Alignment(horizontal="center" if row == 1 else "left", vertical="center")
            self.ws.row_dimensions[row].height = height

    def header(self, row: int) -> None:
        """The headings."""
        for i, column in enumerate(self.columns, 1):
            heading(at(self.ws, row, i), column.heading)
        self.ws.row_dimensions[row].height = 26

    def row(self, row: int, values: Sequence[Any]) -> None:
        """One row of values, as tall as its longest text needs."""
        lines = 1
        for i, (value, column) in enumerate(zip(values, self.columns, strict=True), 1):
            cell = at(self.ws, row, i)
            cell.style = self._styles[i - 1]
            if value is None:
                continue
            put(cell, value)
            if isinstance(value, str):
                lines = max(lines, lines_needed(value, column.width))
        self.ws.row_dimensions[row].height = height(lines)

    def light(self, row: int, column: int, colour: Colour) -> None:
        """Colour a cell like a light."""
        at(self.ws, row, column).style = light_style(colour)

    def link(self, row: int, column: int, sheet: str, to: int) -> None:
        """Make a cell lead to a row of a sheet. Only for short texts: LibreOffice does not wrap a cell with a link."""
        cell = at(self.ws, row, column)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!A{to}")
        cell.style = LINK_STYLE

    def finish(self, header: int, last: int, *, freeze: str, paper: int) -> None:
        """Freeze, filter and set up the paper once all rows are there."""
        letter = get_column_letter(len(self.columns))
        self.ws.freeze_panes = freeze
        self.ws.auto_filter.ref = f"A{header}:{letter}{max(last, header)}"
        self.ws.print_title_rows = f"1:{header}"
        page(self.ws, paper)


def heading(cell: Cell, words: str) -> None:
    """A heading of a column."""
    cell.value, cell.style = words, "督办表头"


def section(cell: Cell, words: str) -> None:
    """A heading of a block."""
    cell.value = words
    cell.font = Font(name=_HEAD, size=12, bold=True)
    cell.alignment = Alignment(vertical="center")


def note(cell: Cell, words: str) -> None:
    """A line of explanation."""
    cell.value = words
    cell.font = Font(name=_BODY, size=10, italic=True)
    cell.alignment = Alignment(vertical="center")


def page(ws: Worksheet, paper: int) -> None:
    """Landscape, as wide as the paper, page numbers below. paper: A4 or A3."""
    ws.page_setup.orientation = "landscape"
    ws.page_setup.paperSize = paper
    ws.page_setup.fitToWidth = 1
    ws.page_setup.fitToHeight = 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.print_options.horizontalCentered = True
    margins = ws.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    ws.oddFooter = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("第 &P 页，共 &N 页"))


def follow_lights(ws: Worksheet, cells: str) -> None:
    """Let the colour follow the word when someone changes a light by hand. cells: such as K4:K90."""
    first = cells.partition(":")[0]
    for colour, (background, letters) in _FILLS.items():
        look = DifferentialStyle(
            font=Font(color=letters, bold=True), fill=PatternFill("solid", bgColor=background, fgColor=background)
        )
        rule = Rule(type="expression", dxf=look, formula=[f'LEFT({first},1)="{colour}"'])
        ws.conditional_formatting.add(cells, rule)


def width(value: str) -> int:
    """Columns of half width that a text takes: Chinese characters and full-width signs take two."""
    return 2 * len(value) - len(_HALF.findall(value))


def lines_needed(value: str, column: float) -> int:
    """Lines that a wrapped text takes in a column of that width; words and figures are not broken."""
    room = max(2.0, column - 1.5)
    if 2.5 * len(value) <= room and "\n" not in value:
        return 1
    return sum(max(1, ceil((width(line) + _loss(line)) / room)) for line in value.split("\n"))


def _loss(line: str) -> int:
    """Room lost at line ends before words that are not broken: half the longest of them."""
    return max(map(len, _UNBROKEN.findall(line)), default=0) // 2


def height(lines: int) -> float:
    """Points of a row with that many lines."""
    return min(_TALLEST, lines * _LINE + _PADDING)
