"""Number formats of an xls workbook's cells; calamine gives the values, not how they are shown."""

from __future__ import annotations

import io
import struct

import xlrd

from pipeline.readers.sheet_formats import SheetFormats

#: What xlrd runs into where a file's records are not as they should be.
_FAULTS = (
    xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, OSError, EOFError, NotImplementedError,
)  # fmt: skip


def xls_formats(data: bytes) -> dict[str, SheetFormats] | None:
    """Formats of every worksheet by its name; None where the file's format records cannot be read."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
        return {sheet.name: _one(book, sheet) for sheet in book.sheets()}
    except _FAULTS:
        return None


def _one(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> SheetFormats:
    result = SheetFormats(rows=sheet.nrows, cols=sheet.ncols)
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            style = sheet.cell_xf_index(row, col)
            code = book.format_map[book.xf_list[style].format_key].format_str
            if code and code not in ("General", "@"):
                result.formats[row, col] = code
    return result
