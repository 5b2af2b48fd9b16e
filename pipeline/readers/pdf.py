"""pdf files: lines with page and box, ruled tables as rows, edges of pages left out; pages without usable text layer
are recognised from their picture where the extra for that is installed.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers import ocr
from pipeline.readers.limits import Limits
from pipeline.readers.pages import check_mapping, is_garbled, listed
from pipeline.readers.paper import Pages, document_of
from pipeline.readers.pdf_page import PageReader, PageText
from pipeline.readers.pdf_tables import FoundTable, fill, find_grids
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument

if TYPE_CHECKING:
    from pipeline.readers.picture_page import SeenPage

_PDFIUM = threading.Lock()  # pdfium is not thread-safe
_PICTURED = 0.5  # share of a page that pictures cover where it is a scan
_FEW = 30  # characters: a page number, a stamped heading; no text layer of a page of words


def read_pdf(file: RawFile, limits: Limits) -> RawDocument:
    """Read a pdf. One line of the page is one line of the source; each table stands where it stood on its page.

    Raises UnreadableDocument for a broken or protected file, and where the extra for recognition is not installed or
    recognises nothing, for a scan without text layer and for a text layer whose fonts do not say which characters they
    draw.
    """
    with _PDFIUM:
        found = _pages(file, limits)
    pages, seen = found.pages, found.seen
    total, blank = found.characters(), found.blank()
    pictured = {i for i, page in enumerate(pages, 1) if page.pictured > _PICTURED}
    if total < 10 or len(blank) > len(pages) * 0.9:
        if pictured:
            cause = "文字识别（OCR）也没有读出文字" if ocr.available() else ocr.MISSING
            raise UnreadableDocument(file.name, f"是扫描件：{len(pages)} 页没有文字层，{cause}")
        if total < 10:
            raise UnreadableDocument(file.name, f"{len(pages)} 页都没有文字")
    if len(pictured - seen.keys() - set(blank)) > len(pages) / 2:
        found.problems.append("页面是扫描图像，文字来自已有的识别层，可能有错字、漏字")
    if scanned := sorted(pictured & set(blank)):
        cause = "文字识别（OCR）没有读出文字" if ocr.available() else f"未能读取：{ocr.MISSING}"
        found.problems.append(f"第 {listed(scanned)} 页是图像，没有文字层，{cause}")
    check_mapping(file.name, pages, found.problems)
    return document_of(file, "pdf", found, scanned=len(pictured | seen.keys()) > len(pages) / 2)


def _pages(file: RawFile, limits: Limits) -> Pages:
    """Every page's lines and tables; a page is closed before the next is opened, so memory stays flat."""
    try:
        document = pdfium.PdfDocument(file.data)
    except pdfium.PdfiumError as exc:
        raise UnreadableDocument(file.name, _cause(exc)) from exc
    found = Pages()
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
                found.problems.append(f"第 {i + 1} 页损坏，未能读取")
                found.add(PageText(0.0, 0.0), [])
                continue
            try:
                page, tables = _page(reader, i + 1)
                seen = None
                if ocr.available() and (_is_scan(page, tables) or is_garbled(page)):
                    if len(found.seen) >= limits.scanned_pages:
                        raise UnreadableDocument(file.name, f"需要文字识别的页数超过上限 {limits.scanned_pages}")
                    seen = _recognised(reader, page, i + 1)
            finally:
                reader.close()
            found.add(page, tables, seen)
    finally:
        document.close()
    if len(found.problems) == count:
        raise UnreadableDocument(file.name, "文件损坏或不完整（没有一页能打开）")
    return found


def _page(reader: PageReader, number: int) -> tuple[PageText, list[FoundTable]]:
    page = reader.read()
    tables = [t for grid in find_grids(page) if (t := fill(grid, page, reader, number))]
    page.horizontal, page.vertical = [], []
    return page, tables


def _is_scan(page: PageText, tables: list[FoundTable]) -> bool:
    """Whether a page is a picture with hardly a word beside it."""
    return page.pictured > _PICTURED and not tables and sum(len(line.text) for line in page.lines) < _FEW


def _recognised(reader: PageReader, page: PageText, number: int) -> SeenPage | None:
    """What recognition makes of a page; None where it reads nothing."""
    from pipeline.readers.picture_page import see_drawn

    seen = see_drawn(reader.picture, number, ocr.recogniser())
    seen.page.pictured = page.pictured
    return seen if seen.page.lines or seen.tables else None


def _cause(exc: pdfium.PdfiumError) -> str:
    code = getattr(exc, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD or "password" in str(exc).lower():
        return "文件已加密，需要密码"
    if code == raw.FPDF_ERR_SECURITY:
        return "文件的加密方式不受支持"
    return "文件损坏或不完整（不是有效的 PDF）"
