"""Write progress sheets: xlsx with merged titles and typed cells, csv as office software exports it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rendering.source import Item, Source
from rendering.zipped import repacked

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
THIN = Side(style="thin")


def workbook(source: Source) -> bytes:
    """The bytes of the xlsx: one sheet for each `@@ sheet`."""
    book = Workbook()
    book.remove(book.active)
    sheet: Worksheet | None = None
    for item in source.items:
        if item.kind == "order" and item.text.startswith("sheet "):
            sheet = book.create_sheet(item.text.removeprefix("sheet "))
        elif sheet is not None:
            add(sheet, item, width_of(source, sheet.title))
    book.properties.title, book.properties.creator = source.meta["title"], source.meta["issuer"]
    book.properties.created = datetime.fromisoformat(source.meta["issued_date"])
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), modified=source.meta["issued_date"])


def width_of(source: Source, name: str) -> int:
    """How many columns the table of that sheet has."""
    here = ""
    for item in source.items:
        if item.kind == "order" and item.text.startswith("sheet "):
            here = item.text.removeprefix("sheet ")
        if item.kind == "table" and here == name:
            return len(item.rows[0])
    raise ValueError(f"{source.path.name}: sheet {name} has no table")


def add(sheet: Worksheet, item: Item, width: int) -> None:
    """Add a title, a note, or the table."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
    if item.kind == "table":
        for number, cells in enumerate(item.rows):
            for col, text in enumerate(cells, 1):
                fill(sheet.cell(row + number, col), text, header=number < item.head)
        merge_headers(sheet, item, row)
        lay_out(sheet, item, row)
        sheet.freeze_panes = sheet.cell(row + item.head, 3)
        return
    order, _, text = item.text.partition(" ")
    if item.kind == "order" and order in ("header", "blank"):
        return
    cell = sheet.cell(row, 1, text if item.kind == "order" else item.text)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[row].height = 32 if order == "title" else 20
    cell.font = Font(name="方正小标宋简体", size=18) if order == "title" else Font(name="仿宋_GB2312", size=11)
    cell.alignment = Alignment(horizontal="center" if order == "title" else "left", vertical="center", wrap_text=True)


def fill(cell: Cell, text: str, *, header: bool) -> None:
    """Put numbers, percentages and dates as such."""
    cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.font = Font(name="黑体" if header else "仿宋_GB2312", size=11)
    if header or not text:
        cell.value = text or None
    elif NUMBER.fullmatch(text):
        cell.value = float(text) if "." in text else int(text)
    elif text.endswith("%") and NUMBER.fullmatch(text[:-1]):
        cell.value, cell.number_format = round(float(text[:-1]) / 100, 6), "0.0%"
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        cell.value, cell.number_format = date.fromisoformat(text), 'yyyy"年"m"月"d"日"'
    else:
        cell.value = text


def lay_out(sheet: Worksheet, item: Item, row: int) -> None:
    """Column widths and row heights that show every cell whole; landscape, one page wide."""
    wide = [min(26, 2 * max(map(len, column)) + 2) for column in zip(*item.rows, strict=True)]
    for col, width in enumerate(wide, 1):
        sheet.column_dimensions[get_column_letter(col)].width = max(width, 7)
    for number, cells in enumerate(item.rows):
        lines = max(-(-2 * len(text) // max(width - 2, 5)) for text, width in zip(cells, wide, strict=True))
        sheet.row_dimensions[row + number].height = 6 + 15 * max(lines, 1)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def merge_headers(sheet: Worksheet, item: Item, row: int) -> None:
    """Merge equal neighbours of a header of several rows: across, else down."""
    if item.head == 1:
        return
    for number in range(item.head):
        for _, group in groupby(enumerate(item.rows[number], 1), key=lambda pair: pair[1]):
            cols = [col for col, _ in group]
            if len(cols) > 1:
                blank(sheet, row + number, cols[0] + 1, cols[-1])
                sheet.merge_cells(
                    start_row=row + number, end_row=row + number, start_column=cols[0], end_column=cols[-1]
                )
    for col, names in enumerate(zip(*item.rows[: item.head], strict=True), 1):
        if len(set(names)) == 1:
            for number in range(1, item.head):
                sheet.cell(row + number, col).value = None
            sheet.merge_cells(start_row=row, end_row=row + item.head - 1, start_column=col, end_column=col)


def blank(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Empty cells that a merge is going to cover."""
    for col in range(first, last + 1):
        sheet.cell(row, col).value = None


def comma_separated(source: Source) -> str:
    """The text of the csv: title and note in the first cell of a padded row, CRLF, figures as shown."""
    out = io.StringIO()
    writer = csv.writer(out)
    width = next(len(item.rows[0]) for item in source.items if item.kind == "table")
    for row in rows(source):
        writer.writerow([*row, *[""] * (width - len(row))])
    return out.getvalue()


def rows(source: Source) -> Iterator[list[str]]:
    """The rows of a csv."""
    for item in source.items:
        if item.kind == "table":
            yield from (list(row) for row in item.rows)
        elif item.kind == "order":
            yield [item.text.partition(" ")[2]]
        else:
            yield [item.text]
