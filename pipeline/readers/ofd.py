"""ofd files, the layout format of Chinese offices: pages in order, lines by where they stand, ruled tables as rows.

Source: GB/T 33190-2016, chapters 6 (container) and 7 (document).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from pipeline.readers.building import SourceBuilder, contents_lines, meant_title
from pipeline.readers.container import Container
from pipeline.readers.docx_numbering import value
from pipeline.readers.limits import Limits
from pipeline.readers.ofd_page import POINTS, OfdPage, in_reading_order, numbers, read_layers
from pipeline.readers.pages import listed, write_page
from pipeline.readers.pdf_furniture import drop_furniture
from pipeline.readers.pdf_join import join_tables
from pipeline.readers.pdf_tables import FoundTable, fill, find_grids
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres, where a file does not say
_UNMAPPED = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_BACK = ("Background", "Body", "Foreground")  # what is drawn first


def read_ofd(file: RawFile, limits: Limits) -> RawDocument:
    """Read an ofd file. One line of the page is one line of the source, as in a pdf.

    Raises UnreadableDocument for a broken or protected file, and for one whose pages hold no text.
    """
    package = _Package(file, limits)
    pages: list[OfdPage] = []
    tables: list[list[FoundTable]] = []
    for page in package.pages():
        if len(pages) == limits.pages:
            raise UnreadableDocument(file.name, f"页数超过上限 {limits.pages}")
        tables.append([t for grid in find_grids(page) if (t := fill(grid, page, page, len(pages) + 1))])
        page.horizontal, page.vertical = [], []
        in_reading_order(page)
        pages.append(page)
    _check(file.name, pages, tables, package.problems)
    drop_furniture(pages)
    join_tables(pages, tables)
    out = SourceBuilder()
    for number, (page, found) in enumerate(zip(pages, tables, strict=True), 1):
        write_page(out, number, page, found)
    return RawDocument(
        file.name,
        str(file.path),
        "ofd",
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text).without(contents_lines(out.text)),
        blocks=tuple(out.blocks),
        tables=tuple(out.tables),
        pages=len(pages),
        hints=package.hints,
        problems=tuple(package.problems),
    )


def _check(name: str, pages: list[OfdPage], tables: list[list[FoundTable]], problems: list[str]) -> None:
    """Refuse what has no text, and tell of pages without any. Raises UnreadableDocument."""
    if not pages:
        raise UnreadableDocument(name, "文件损坏或不完整（没有页面）")
    blank = [i for i, (page, found) in enumerate(zip(pages, tables, strict=True), 1) if not page.lines and not found]
    pictures = [i for i in blank if pages[i - 1].pictured > 0.1]
    if len(blank) == len(pages):
        cause = "是扫描件，没有文字层，需要文字识别（OCR），请转换为 pdf" if pictures else "没有任何文字"
        raise UnreadableDocument(name, f"{len(pages)} 页{cause}")
    if pictures:
        problems.append(f"第 {listed(pictures)} 页是图像，没有文字层，未能读取")
    text = "".join(line.text for page in pages for line in page.lines)
    if len(_UNMAPPED.findall(text)) > 0.4 * len(text) and not any(tables):
        raise UnreadableDocument(name, "文字是乱码（字体没有文字对应表），需要文字识别（OCR），请转换为 pdf")


class _Package:
    """The parts of an ofd file by their roles."""

    def __init__(self, file: RawFile, limits: Limits) -> None:
        self._name = file.name
        self._container = Container(file.data, file.name, limits)
        self._known = {name.lower(): name for name in sorted(self._container.names)}
        self.hints: dict[str, str] = {}
        self.problems: list[str] = []
        self._templates: dict[str, etree._Element | None] = {}
        if "encryptions.xml" in self._known:
            raise UnreadableDocument(file.name, "文件已加密，需要密码")
        root = self._xml("OFD.xml")
        if root is None:
            raise UnreadableDocument(file.name, "文件损坏或不完整（缺少 OFD.xml）")
        self._documents = [d.text or "" for d in root.iterfind("{*}DocBody/{*}DocRoot")]
        title = root.find("{*}DocBody/{*}DocInfo/{*}Title")
        if title is not None:
            self.hints = meant_title(title.text or "")

    def pages(self) -> Iterator[OfdPage]:
        """Every page in order. One that is missing is empty, and a problem; nothing of it is kept after its turn."""
        number = 0
        for document in self._documents:
            root = self._xml(document)
            if root is None:
                raise UnreadableDocument(self._name, f"文件损坏或不完整（缺少 {document}）")
            usual = _area(root.find("{*}CommonData/{*}PageArea")) or _A4
            templates = {
                value(t, "ID"): self._beside(document, value(t, "BaseLoc") or "")
                for t in root.iterfind("{*}CommonData/{*}TemplatePage")
            }
            for entry in root.iterfind("{*}Pages/{*}Page"):
                number += 1
                yield self._page(number, self._beside(document, value(entry, "BaseLoc") or ""), usual, templates)

    def _page(
        self, number: int, part: str, usual: tuple[float, ...], templates: dict[str | None, str]
    ) -> OfdPage:  # fmt: skip
        try:
            root = self._xml(part)
        except UnreadableDocument:
            if len(self.problems) > 100:
                raise
            root = None
        if root is None:
            self.problems.append(f"第 {number} 页损坏或缺失，未能读取")
            return OfdPage(usual[2] * POINTS, usual[3] * POINTS)
        area = _area(root.find("{*}Area")) or usual
        page = OfdPage(area[2] * POINTS, area[3] * POINTS)
        drawn = sorted(root.iterfind("{*}Template"), key=lambda t: _order(value(t, "ZOrder") or "Background"))
        for template in drawn:
            name = templates.get(value(template, "TemplateID"), "")
            if name not in self._templates:
                self._templates[name] = self._xml(name)
            under = self._templates[name]
            if under is not None:
                read_layers(page, under)
        read_layers(page, root)
        return page

    def _xml(self, part: str) -> etree._Element | None:
        found = self._known.get(posixpath.normpath(part.strip().lstrip("/")).lower())
        return self._container.xml(found) if found else None

    @staticmethod
    def _beside(part: str, reference: str) -> str:
        """A reference as a part's name: from the root where it begins so, else from the folder it is written in."""
        return reference if reference.startswith("/") else posixpath.join(posixpath.dirname(part), reference)


def _order(layer: str) -> int:
    return _BACK.index(layer) if layer in _BACK else 0


def _area(element: etree._Element | None) -> tuple[float, ...] | None:
    """A page's place and size in millimetres: the paper's, not the printed part's."""
    box = element.find("{*}PhysicalBox") if element is not None else None
    found = numbers(box.text or "", 4) if box is not None else None
    return found if found and found[2] > 0 and found[3] > 0 else None
