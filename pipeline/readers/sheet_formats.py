"""Number formats, hidden parts and extents of an xlsx workbook's sheets, straight from its XML."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.readers.container import Container
from pipeline.readers.docx_numbering import value
from pipeline.readers.number_format import BUILT_IN

_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


@dataclass(slots=True)
class SheetFormats:
    """formats: code by (row, column) from 0, where a cell has one.  rows, cols: how far the sheet reaches."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    rows: int = 0
    cols: int = 0


def sheet_formats(container: Container) -> dict[str, SheetFormats]:
    """Formats of every worksheet, by its name."""
    book = container.xml("xl/workbook.xml")
    relations = container.xml("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return {}
    targets = {value(r, "Id"): value(r, "Target") or "" for r in relations}
    codes = _codes(container)
    found = {}
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        target = targets.get(value(sheet, "id"), "")
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        root = container.xml(path)
        if root is not None:
            found[value(sheet, "name") or ""] = _one(root, codes)
    return found


def _one(root: etree._Element, codes: list[str | None]) -> SheetFormats:
    result = SheetFormats()
    row_at = -1
    for row in root.iterfind("{*}sheetData/{*}row"):
        number = row.get("r")
        row_at = int(number) - 1 if number and number.isdigit() else row_at + 1
        col_at = -1
        for cell in row:
            match = _REF.match(cell.get("r") or "")
            col_at = column_index(match[1]) if match else col_at + 1
            if len(cell) == 0:
                continue
            result.rows, result.cols = max(result.rows, row_at + 1), max(result.cols, col_at + 1)
            style = cell.get("s")
            if style and style.isdigit() and int(style) < len(codes) and (code := codes[int(style)]):
                result.formats[row_at, col_at] = code
    return result


def _codes(container: Container) -> list[str | None]:
    """The format code of each cell style, None for General."""
    root = container.xml("xl/styles.xml")
    if root is None:
        return []
    own = {value(f, "numFmtId"): value(f, "formatCode") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    codes: list[str | None] = []
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        identifier = value(xf, "numFmtId") or "0"
        code = own.get(identifier) or (BUILT_IN.get(int(identifier)) if identifier.isdigit() else None)
        codes.append(None if code in ("General", "@") else code)
    return codes


def column_index(letters: str) -> int:
    """A column's letters as its index from 0: B is 1, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """A column's index from 0 as its letters."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
