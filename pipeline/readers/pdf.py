"""pdf files: lines with page and box, ruled tables as rows, edges of pages left out; pages without usable text layer
are recognised from their picture where the extra for that is installed.
"""

from __future__ import annotations

import threading

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers import ocr
from pipeline.readers.limits import Limits
from pipeline.readers.page_text import PageText
from pipeline.readers.pages import check_mapping, is_garbled, listed
from pipeline.readers.paper import Pages, document_of
from pipeline.readers.pdf_aligned import aligned_grids, set_in_order
from pipeline.readers.pdf_page import PageReader
from pipeline.readers.pdf_tables import FoundTable, fill, find_grids
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument

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
        found.problems.append("页面是扫描图像，文字来自已有的识别层，可能有错字、漏字" + _again(pages, limits))
    if scanned := sorted(pictured & set(blank)):
        cause = "文字识别（OCR）没有读出文字" if ocr.available() else f"未能读取：{ocr.MISSING}"
        found.problems.append(f"第 {listed(scanned)} 页是图像，没有文字层，{cause}")
    check_mapping(file.name, pages, found.problems)
    return document_of(file, "pdf", found, scanned=len(pictured | seen.keys()) > len(pages) / 2)


def _again(pages: list[PageText], limits: Limits) -> str:
    """What to do for a better reading of scans that kept their hidden words."""
    if not ocr.available() or not any(page.hidden for page in pages):
        return ""
    return f"；超过 {limits.layered_pages} 页的不重新识别，调大设置 time_limit 可以多识别几页"


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
        scans: list[int] = []
        for i in range(count):
            try:
                reader = PageReader(document[i])
            except pdfium.PdfiumError:
                found.problems.append(f"第 {i + 1} 页损坏，未能读取")
                found.add(PageText(0.0, 0.0), [])
                continue
            try:
                page = reader.read()
                garbled = is_garbled(page)
                tables = _tables(page, reader, i + 1)
            finally:
                reader.close()
            page.horizontal, page.vertical = [], []
            found.add(page, tables)
            if garbled or _is_scan(page, tables):
                scans.append(i)
        if len(found.problems) == count:
            raise UnreadableDocument(file.name, "文件损坏或不完整（没有一页能打开）")
        if ocr.available():
            _recognise(file.name, document, found, scans, limits)
    finally:
        document.close()
    return found


def _tables(page: PageText, reader: PageReader, number: int) -> list[FoundTable]:
    """The tables of a page, taken out of its lines: ruled ones, then those without upright lines."""
    ruled = find_grids(page)
    found = [t for grid in ruled if (t := fill(grid, page, reader, number))]
    aligned = [t for grid in aligned_grids(page, ruled, reader) if (t := fill(grid, page, reader, number))]
    set_in_order(page, reader)
    return [*found, *aligned]


def _is_scan(page: PageText, tables: list[FoundTable]) -> bool:
    """Whether a page is a picture with hardly a word beside it."""
    return page.pictured > _PICTURED and not tables and sum(len(line.text) for line in page.lines) < _FEW


def _recognise(name: str, document: pdfium.PdfDocument, found: Pages, scans: list[int], limits: Limits) -> None:
    """Recognise pages (from 0) without a usable text layer.

    Scans with hidden words under them are recognised anew, for old recognition drops figures, unless that takes long.
    """
    layered = [i for i, page in enumerate(found.pages) if page.hidden and page.pictured > _PICTURED and i not in scans]
    wanted = sorted(scans + (layered if len(layered) <= limits.layered_pages else []))
    if wanted and len(wanted) > limits.scanned_pages:
        raise UnreadableDocument(name, f"需要文字识别的有 {len(wanted)} 页，超过上限 {limits.scanned_pages}")
    for i in wanted:
        from pipeline.readers.picture_page import see_drawn

        reader = PageReader(document[i])
        try:
            seen = see_drawn(reader.picture, i + 1, ocr.recogniser())
        finally:
            reader.close()
        seen.page.pictured = found.pages[i].pictured
        if seen.page.lines or seen.tables:
            found.recognised(i + 1, seen)


def _cause(exc: pdfium.PdfiumError) -> str:
    code = getattr(exc, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD or "password" in str(exc).lower():
        return "文件已加密，需要密码"
    if code == raw.FPDF_ERR_SECURITY:
        return "文件的加密方式不受支持"
    return "文件损坏或不完整（不是有效的 PDF）"
