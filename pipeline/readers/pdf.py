"""pdf files with a text layer: lines with page and box, ruled tables as rows, edges of pages left out."""

from __future__ import annotations

import re
import threading
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.readers.building import SourceBuilder, caption_of, contents_lines
from pipeline.readers.limits import Limits
from pipeline.readers.pdf_furniture import drop_furniture
from pipeline.readers.pdf_join import join_tables
from pipeline.readers.pdf_page import Line, PageReader, PageText, around
from pipeline.readers.pdf_tables import FoundTable, fill, find_grids
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

_PDFIUM = threading.Lock()  # pdfium is not thread-safe
_UNMAPPED = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_WIDE = re.compile(r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uff65]")


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
        problems.append(f"第 {_listed(scanned)} 页是图像，没有文字层，未能读取")
    _check_mapping(file.name, pages, problems)
    drop_furniture(pages)
    join_tables(pages, tables)
    out = SourceBuilder()
    for number, (page, found) in enumerate(zip(pages, tables, strict=True), 1):
        _write_page(out, number, page, found)
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
            page.lines = _joined(page.lines)
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


def _joined(lines: list[Line]) -> list[Line]:
    """Pieces of one printed line as one line; on pages of one column, lines from top to bottom."""
    out: list[Line] = []
    for line in lines:
        if out and _continues(out[-1], line):
            last = out[-1]
            gap = line.box[0] - last.box[2]
            close = _WIDE.match(last.text[-1]) or _WIDE.match(line.text[0])
            apart = gap > 0.5 * (last.box[3] - last.box[1]) or not close
            out[-1] = Line(last.text + (" " if apart else "") + line.text, around([last.box, line.box]), last.first)
        else:
            out.append(line)
    return sorted(out, key=lambda line: line.box[1]) if _one_column(out) else out


def _continues(last: Line, line: Line) -> bool:
    high = min(last.box[3] - last.box[1], line.box[3] - line.box[1])
    shared = min(last.box[3], line.box[3]) - max(last.box[1], line.box[1])
    return high > 0 and shared > 0.6 * high and -2 <= line.box[0] - last.box[2] < 4 * high


def _one_column(lines: list[Line]) -> bool:
    """Whether no two lines stand side by side."""
    ordered = sorted(lines, key=lambda line: line.box[1])
    for above, below in pairwise(ordered):
        high = min(above.box[3] - above.box[1], below.box[3] - below.box[1])
        if above.box[3] - below.box[1] > 0.4 * high:
            return False
    return True


def _write_page(out: SourceBuilder, number: int, page: PageText, tables: list[FoundTable]) -> None:
    waiting = sorted(tables, key=lambda t: t.box[1])
    above: list[str] = []
    for line in page.lines:
        while waiting and waiting[0].box[1] <= line.box[1]:
            _write_table(out, number, waiting.pop(0), above)
        above.append(line.text)
        out.line(line.text, page=number, box=line.box)
    for table in waiting:
        _write_table(out, number, table, above)


def _write_table(out: SourceBuilder, number: int, table: FoundTable, above: list[str]) -> None:
    out.table(table.cells, caption=caption_of(above[-3:]), page=number, box=table.box)
    above.clear()


def _check_mapping(name: str, pages: list[PageText], problems: list[str]) -> None:
    """Notice a text layer whose fonts have no usable mapping to characters."""
    bad_pages, bad, total = [], 0, 0
    for number, page in enumerate(pages, 1):
        text = "".join(line.text for line in page.lines)
        wrong = len(_UNMAPPED.findall(text))
        bad, total = bad + wrong, total + len(text)
        if wrong > 5 and wrong > 0.1 * len(text):
            bad_pages.append(number)
    if total and bad > 0.4 * total:
        raise UnreadableDocument(name, "文字层是乱码（字体没有文字对应表），需要文字识别（OCR），尚未安装")
    if bad_pages:
        problems.append(f"第 {_listed(bad_pages)} 页的文字层有乱码（字体没有文字对应表）")


def _listed(numbers: list[int]) -> str:
    return "、".join(str(n) for n in numbers[:20]) + (f" 等 {len(numbers)}" if len(numbers) > 20 else "")
