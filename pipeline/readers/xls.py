"""xls workbooks (Excel 97): the records out of their container with olefile, the cells out of the records with xlrd."""

from __future__ import annotations

import io
import struct

import olefile
import xlrd

from pipeline.readers.building import SourceBuilder
from pipeline.readers.limits import Limits
from pipeline.readers.rawfile import RawFile
from pipeline.readers.sheet_build import SheetCell, Span, TooWide, write_sheet
from pipeline.readers.xlsx import number_cell, workbook_document
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument

#: What the two libraries run into where a file's records are not as they should be.
_FAULTS = (
    xlrd.XLRDError, struct.error, AssertionError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
    OSError, NotImplementedError,
)  # fmt: skip


def read_xls(file: RawFile, limits: Limits) -> RawDocument:
    """Read an old workbook's visible sheets.

    Raises UnreadableDocument for a broken or protected file, one that reaches too far, and one without any words.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=_records(file), formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as exc:
        locked = "encrypt" in str(exc).lower() or "password" in str(exc).lower()
        raise UnreadableDocument(file.name, "文件已加密，需要密码" if locked else _BROKEN) from exc
    except _FAULTS as exc:
        raise UnreadableDocument(file.name, _BROKEN) from exc
    out, problems = SourceBuilder(), []
    for sheet in book.sheets():
        if sheet.visibility:
            problems.append(f"工作表“{sheet.name}”已隐藏，未读取")
            continue
        try:
            rows = [(row, _row(book, sheet, row)) for row in range(sheet.nrows)]
        except _FAULTS as exc:
            raise UnreadableDocument(file.name, _BROKEN) from exc
        merged: list[Span] = [((a, c), (b - 1, d - 1)) for a, b, c, d in sheet.merged_cells]
        try:
            write_sheet(out, rows, name=sheet.name, merged=merged, most_cells=limits.cells)
        except TooWide as exc:
            raise UnreadableDocument(
                file.name, f"工作表“{sheet.name}”范围过大（上限 {limits.cells} 个单元格）"
            ) from exc
    return workbook_document(file, "xls", out, problems)


_BROKEN = "文件损坏或不完整（不是有效的工作簿）"


def _records(file: RawFile) -> bytes:
    """The workbook's records; olefile ends where a damaged container leads in circles."""
    try:
        with olefile.OleFileIO(io.BytesIO(file.data)) as container:
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    found: bytes = container.openstream(name).read()
                    return found
    except _FAULTS as exc:
        raise UnreadableDocument(file.name, _BROKEN) from exc
    raise UnreadableDocument(file.name, _BROKEN)


def _row(book: xlrd.Book, sheet: xlrd.sheet.Sheet, row: int) -> dict[int, SheetCell]:
    cells = {}
    for col in range(sheet.row_len(row)):
        kind, content = sheet.cell_type(row, col), sheet.cell_value(row, col)
        if kind == xlrd.XL_CELL_TEXT:
            cells[col] = SheetCell(content.strip())
        elif kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            style = book.xf_list[sheet.cell_xf_index(row, col)]
            code = book.format_map[style.format_key].format_str
            cells[col] = number_cell(content, code, from_1904=book.datemode == 1)
        elif kind == xlrd.XL_CELL_BOOLEAN:
            cells[col] = SheetCell("TRUE" if content else "FALSE")
        elif kind == xlrd.XL_CELL_ERROR:
            cells[col] = SheetCell(xlrd.error_text_from_code.get(content, "#N/A"))
    return cells
