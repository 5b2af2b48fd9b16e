"""xlsx and xls workbooks through calamine: rows with tabs, sheet after sheet, numbers as a person sees them."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine

from pipeline.readers.building import SourceBuilder
from pipeline.readers.container import Container
from pipeline.readers.limits import Limits
from pipeline.readers.number_format import shown_date, shown_number
from pipeline.readers.rawfile import RawFile
from pipeline.readers.sheet_build import SheetCell, write_sheet
from pipeline.readers.sheet_formats import SheetFormats, sheet_formats
from pipeline.readers.xls_formats import xls_formats
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

_ERRORS = (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError, ValueError)


def read_workbook(file: RawFile, limits: Limits) -> RawDocument:
    """Read a workbook's visible sheets.

    Raises UnreadableDocument for a broken or protected file, one that reaches too far, and one without any words.
    """
    zipped = file.data.startswith(b"PK")
    problems: list[str] = []
    if zipped:
        container = Container(file.data, file.name, limits)
        container.check()
        formats = sheet_formats(container)
    else:
        known_formats = xls_formats(file.data)
        formats = known_formats or {}
        if known_formats is None:
            problems.append("数字格式读不出来，百分比等按原始数值显示")
    for title, known in formats.items():
        if known.rows * known.cols > 8 * limits.cells:
            raise UnreadableDocument(file.name, f"工作表“{title}”范围过大（{known.rows} 行 × {known.cols} 列）")
    book = _open(file)
    out, cells = SourceBuilder(), 0
    try:
        for meta in book.sheets_metadata:
            if meta.typ != calamine.SheetTypeEnum.WorkSheet:
                problems.append(f"“{meta.name}”不是数据工作表，未读取")
                continue
            if meta.visible != calamine.SheetVisibleEnum.Visible:
                problems.append(f"工作表“{meta.name}”已隐藏，未读取")
                continue
            sheet = book.get_sheet_by_name(meta.name)
            rows = _rows(sheet, formats.get(meta.name, SheetFormats()))
            cells += sum(len(row) for _, row in rows)
            if cells > limits.cells:
                raise UnreadableDocument(file.name, f"单元格超过上限（{limits.cells}）")
            write_sheet(out, rows, name=meta.name, merged=sheet.merged_cell_ranges or [])
    except _ERRORS as exc:
        raise UnreadableDocument(file.name, "文件损坏或不完整（工作表读不出来）") from exc
    finally:
        book.close()
    if not out.text.strip():
        raise UnreadableDocument(file.name, "工作簿里没有任何内容")
    return RawDocument(
        file.name,
        str(file.path),
        "xlsx" if zipped else "xls",
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text),
        blocks=tuple(out.blocks),
        tables=tuple(out.tables),
        problems=tuple(problems),
    )


def _open(file: RawFile) -> calamine.CalamineWorkbook:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.data))
    except calamine.PasswordError as exc:
        raise UnreadableDocument(file.name, "文件已加密，需要密码") from exc
    except _ERRORS as exc:
        raise UnreadableDocument(file.name, "文件损坏或不完整（不是有效的工作簿）") from exc
    except BaseException as exc:
        if type(exc).__name__ == "PanicException":  # the parser gave up; its exceptions derive from BaseException
            raise UnreadableDocument(file.name, "文件损坏（工作簿内部结构错误）") from exc
        raise


def _rows(sheet: calamine.CalamineSheet, known: SheetFormats) -> list[tuple[int, list[SheetCell]]]:
    if sheet.start is None:
        return []
    top, left = sheet.start
    rows = []
    for at, row in enumerate(sheet.to_python(skip_empty_area=True), top):
        cells = [SheetCell("")] * left
        cells += [_cell(content, known.formats.get((at, col))) for col, content in enumerate(row, left)]
        rows.append((at, cells))
    return rows


def _cell(content: Any, code: str | None) -> SheetCell:
    if isinstance(content, str):
        return SheetCell(content.strip())
    if isinstance(content, bool):
        return SheetCell("TRUE" if content else "FALSE")
    if isinstance(content, int | float):
        return SheetCell(shown_number(float(content), code), float(content))
    if isinstance(content, datetime):
        return SheetCell(shown_date(content, code), content.date())
    if isinstance(content, date):
        return SheetCell(shown_date(content, code), content)
    if isinstance(content, time):
        return SheetCell(shown_date(content, code))
    if isinstance(content, timedelta):
        return SheetCell(str(content))
    return SheetCell("")
