"""pdf files: lines with page and box, ruled tables as rows, edges of pages left out; pages without usable text layer
are recognised from their picture where the extra for that is installed.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers import ocr
from pipeline.readers.building import SourceBuilder, contents_lines
from pipeline.readers.limits import Limits
from pipeline.readers.pages import check_mapping, joined_lines, listed, write_page
from pipeline.readers.pdf_furniture import drop_furniture
from pipeline.readers.pdf_join import join_tables
from pipeline.readers.pdf_page import PageReader, PageText
from pipeline.readers.pdf_tables import FoundTable, fill, find_grids
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

if TYPE_CHECKING:
    from pipeline.readers.picture_page import SeenPage

_PDFIUM = threading.Lock()  # pdfium is not thread-safe


def read_pdf(file: RawFile, limits: Limits) -> RawDocument:
    """Read a pdf. One line of the page is one line of the source; each table stands where it stood on its page.

    Raises UnreadableDocument for a broken or protected file, for a scan without text layer, and for a text layer whose
    fonts do not say which characters they draw.
    """
    with _PDFIUM:
        pages, tables, problems = _pages(file, limits)
    total = sum(len(line.text) for page in pages for line in page.lines)
    total += sum(len(cell.text) for found in tables for table in found for cell in table.cells)
    blank = [i for i, (page, found) in enumerate(zip(pages, tables, strict=True), 1) if not page.lines and not found]
    if total < 10 or len(blank) > len(pages) * 0.9:
        if any(page.pictured > 0.5 for page in pages):
            raise UnreadableDocument(file.name, f"是扫描件：{len(pages)} 页没有文字层，文字识别（OCR）尚未安装")
        if total < 10:
            raise UnreadableDocument(file.name, f"{len(pages)} 页都没有文字")
    pictured = sum(1 for page in pages if page.pictured > 0.5)
    if pictured > len(pages) / 2:
        problems.append("页面是扫描图像，文字来自已有的识别层，可能有错字、漏字")
    scanned = [i for i in blank if pages[i - 1].pictured > 0.5]
    if scanned:
        problems.append(f"第 {listed(scanned)} 页是图像，没有文字层，未能读取")
    check_mapping(file.name, pages, problems)
    drop_furniture(pages)
    join_tables(pages, tables)
    out = SourceBuilder()
    for number, (page, found) in enumerate(zip(pages, tables, strict=True), 1):
        write_page(out, number, page, found)
    return RawDocument(
        file.name,
        str(file.path),
        "pdf",
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text).without(contents_lines(out.text)),
        blocks=tuple(out.blocks),
        tables=tuple(out.tables),
        pages=len(pages),
        scanned=pictured > len(pages) / 2,
        problems=tuple(problems),
    )


def _pages(file: RawFile, limits: Limits) -> tuple[list[PageText], list[list[FoundTable]], list[str]]:
    """Every page's lines and tables; a page is closed before the next is opened, so memory stays flat."""
    try:
        document = pdfium.PdfDocument(file.data)
    except pdfium.PdfiumError as exc:
        raise UnreadableDocument(file.name, _cause(exc)) from exc
    pages: list[PageText] = []
    tables: list[list[FoundTable]] = []
    problems: list[str] = []
    try:
        count = len(document)
        if count == 0:
            raise UnreadableDocument(file.name, "文件损坏或不完整（没有页面）")
        if count > limits.pages:
            raise UnreadableDocument(file.name, f"页数 {count} 超过上限 {limits.pages}")
        for i in range(count):
            try:
                reader = PageReader(document[i])
            except pdfium.PdfiumError:
                problems.append(f"第 {i + 1} 页损坏，未能读取")
                pages.append(PageText(0.0, 0.0))
                tables.append([])
                continue
            try:
                page = reader.read()
                found = [t for grid in find_grids(page) if (t := fill(grid, page, reader, i + 1))]
            finally:
                reader.close()
            page.horizontal, page.vertical = [], []
            page.lines = joined_lines(page.lines)
            pages.append(page)
            tables.append(found)
    finally:
        document.close()
    if len(problems) == len(pages):
        raise UnreadableDocument(file.name, "文件损坏或不完整（没有一页能打开）")
    return pages, tables, problems


def _cause(exc: pdfium.PdfiumError) -> str:
    code = getattr(exc, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD or "password" in str(exc).lower():
        return "文件已加密，需要密码"
    if code == raw.FPDF_ERR_SECURITY:
        return "文件的加密方式不受支持"
    return "文件损坏或不完整（不是有效的 PDF）"
