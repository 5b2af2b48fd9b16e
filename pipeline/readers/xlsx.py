"""xlsx workbooks, read from their XML: rows with tabs, sheet after sheet, numbers as a person sees them.

Readers written in other languages are faster, but end the whole process on some damaged files (a cell that claims to
stand in row four thousand million makes them reserve the sheet between); an office's sheets are small.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from lxml import etree

from pipeline.readers.building import SourceBuilder
from pipeline.readers.container import Container
from pipeline.readers.docx_numbering import value
from pipeline.readers.limits import Limits
from pipeline.readers.number_format import BUILT_IN, is_date_format, shown_date, shown_number
from pipeline.readers.rawfile import RawFile
from pipeline.readers.sheet_build import SheetCell, Span, TooWide, column_index, write_sheet
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

_REF = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$")
_ROWS, _COLS = 1_048_576, 16_384
_LAST_DAY = 2_958_465  # 31 December 9999 as a serial number


@dataclass(slots=True)
class Book:
    """What all sheets of a workbook share. codes: number format by cell style."""

    strings: list[str]
    codes: list[str | None]
    from_1904: bool


def read_xlsx(file: RawFile, limits: Limits) -> RawDocument:
    """Read a workbook's visible sheets.

    Raises UnreadableDocument for a broken or protected file, one that reaches too far, and one without any words.
    """
    container = Container(file.data, file.name, limits)
    root = container.xml("xl/workbook.xml")
    if root is None:
        raise UnreadableDocument(file.name, "不是可读的工作簿（缺少 xl/workbook.xml）")
    targets = _targets(container)
    properties = root.find("{*}workbookPr")
    from_1904 = properties is not None and value(properties, "date1904") in ("1", "true")
    book = Book(_strings(container), _codes(container), from_1904)
    out, problems, count = SourceBuilder(), [], 0
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        name = value(sheet, "name") or ""
        kind, path = targets.get(value(sheet, "id") or "", ("", ""))
        if kind != "worksheet" or path not in container.names:
            problems.append(f"“{name}”不是数据工作表，未读取" if kind else f"工作表“{name}”在文件里找不到")
            continue
        if value(sheet, "state") in ("hidden", "veryHidden"):
            problems.append(f"工作表“{name}”已隐藏，未读取")
            continue
        rows, merged = _sheet(container, path, book)
        count += sum(len(cells) for _, cells in rows)
        try:
            write_sheet(out, rows, name=name, merged=merged, most_cells=max(0, limits.cells - count))
        except TooWide as exc:
            raise UnreadableDocument(file.name, f"工作表“{name}”范围过大（上限 {limits.cells} 个单元格）") from exc
    return workbook_document(file, "xlsx", out, problems)


def workbook_document(file: RawFile, form: str, out: SourceBuilder, problems: list[str]) -> RawDocument:
    """The document of what was written. Raises UnreadableDocument where that is nothing."""
    if not out.text.strip():
        raise UnreadableDocument(file.name, "工作簿里没有任何内容")
    return RawDocument(
        file.name,
        str(file.path),
        form,
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text),
        blocks=tuple(out.blocks),
        tables=tuple(out.tables),
        problems=tuple(problems),
    )


def number_cell(number: float, code: str | None, from_1904: bool = False) -> SheetCell:
    """A number under its format; a day where the format shows one."""
    if code and is_date_format(code):
        when = moment(number, from_1904)
        if when is not None:
            return SheetCell(shown_date(when, code), when.date() if isinstance(when, datetime) else None)
    return SheetCell(shown_number(number, code), number)


def moment(serial: float, from_1904: bool = False) -> datetime | time | None:
    """A serial number as day and time; None where it is no day. Below one it is a time alone.

    Source: ECMA-376 part 1, 18.17.4; the day 29 February 1900, which never was, counts as one.
    """
    if not 0 <= serial < _LAST_DAY + 1:
        return None
    days, seconds = int(serial), round((serial - int(serial)) * 86_400)
    if days == 0 and not from_1904:
        return (_midnight(1904, 1, 1) + timedelta(seconds=min(seconds, 86_399))).time()
    first = _midnight(1904, 1, 1) if from_1904 else _midnight(1899, 12, 30)
    try:
        return first + timedelta(days=days + (not from_1904 and days < 60), seconds=seconds)
    except OverflowError:
        return None


def _midnight(year: int, month: int, day: int) -> datetime:
    return datetime.combine(date(year, month, day), time())


def _targets(container: Container) -> dict[str, tuple[str, str]]:
    """Kind and path of the workbook's parts, by relation id."""
    root = container.xml("xl/_rels/workbook.xml.rels")
    found = {}
    for relation in root if root is not None else ():
        target = value(relation, "Target") or ""
        path = posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        found[value(relation, "Id") or ""] = ((value(relation, "Type") or "").rpartition("/")[2], path)
    return found


def _strings(container: Container) -> list[str]:
    return [_string(item) for item in container.elements("xl/sharedStrings.xml", "si")]


def _string(item: etree._Element) -> str:
    """A string's runs without the reading aids (rPh) above them."""
    parts = []
    for child in item:
        tag = str(child.tag).rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts += [t.text or "" for t in child.iterfind("{*}t")]
    return "".join(parts)


def _codes(container: Container) -> list[str | None]:
    root = container.xml("xl/styles.xml")
    if root is None:
        return []
    own = {value(f, "numFmtId"): value(f, "formatCode") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    codes: list[str | None] = []
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        identifier = value(xf, "numFmtId") or "0"
        codes.append(own.get(identifier) or (BUILT_IN.get(int(identifier)) if identifier.isdecimal() else None))
    return codes


def _sheet(container: Container, path: str, book: Book) -> tuple[list[tuple[int, dict[int, SheetCell]]], list[Span]]:
    rows: dict[int, dict[int, SheetCell]] = {}
    merged: list[Span] = []
    at = -1
    for element in container.elements(path, "row", "mergeCell"):
        if str(element.tag).endswith("mergeCell"):
            ends = [_place(ref) for ref in (element.get("ref") or "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                merged.append((ends[0], ends[1]))
            continue
        number = element.get("r") or ""
        at = int(number) - 1 if number.isdecimal() and 0 < int(number) <= _ROWS else at + 1
        rows.setdefault(at, {}).update(_row(element, book))
    return sorted(rows.items()), merged


def _row(row: etree._Element, book: Book) -> Iterator[tuple[int, SheetCell]]:
    col = -1
    for cell in row:
        place = _place(cell.get("r") or "")
        col = place[1] if place else col + 1
        if len(cell):
            yield col, _cell(cell, book)


def _place(ref: str) -> tuple[int, int] | None:
    match = _REF.match(ref)
    if not match:
        return None
    row, col = int(match[2]) - 1, column_index(match[1])
    return (row, col) if row < _ROWS and col < _COLS else None


def _cell(cell: etree._Element, book: Book) -> SheetCell:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return SheetCell(_string(inline).strip() if inline is not None else "")
    content = cell.findtext("{*}v") or ""
    if kind == "s":
        known = content.isdecimal() and int(content) < len(book.strings)
        return SheetCell(book.strings[int(content)].strip() if known else "")
    if kind == "b":
        return SheetCell({"1": "TRUE", "0": "FALSE"}.get(content, content))
    style = cell.get("s") or ""
    code = book.codes[int(style)] if style.isdecimal() and int(style) < len(book.codes) else None
    if kind == "d":
        return _written_day(content, code)
    if kind == "n" and content:
        try:
            number = float(content)
        except ValueError:
            return SheetCell(content.strip())
        if number - number == 0:  # neither infinite nor no number at all
            return number_cell(number, code, book.from_1904)
    return SheetCell(content.strip())


def _written_day(content: str, code: str | None) -> SheetCell:
    try:
        when = datetime.fromisoformat(content)
    except ValueError:
        return SheetCell(content)
    day: date = when.date()
    return SheetCell(shown_date(when, code), day)
