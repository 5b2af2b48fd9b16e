"""docx files by a walk of our own over their XML: paragraphs, automatic numbers, tables, text boxes, notes."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lxml import etree

from pipeline.readers.building import GridCell, SourceBuilder, caption_of, meant_title
from pipeline.readers.container import Container
from pipeline.readers.docx_numbering import Numbering, value
from pipeline.readers.docx_styles import Styles, is_on
from pipeline.readers.limits import Limits
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

# what a reader of the page does not see: deletions, moved-away text, field instructions, phonetic guides
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "Fallback", "rubyPr"))
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}


@dataclass(slots=True)
class Spoken:
    """A paragraph as read: its text, style facts, and text boxes anchored in it."""

    text: str
    level: int | None = None
    contents: bool = False
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read_docx(file: RawFile, limits: Limits) -> RawDocument:
    """Read a Word document in body order; tracked changes as accepted, hidden text left out.

    Raises UnreadableDocument for a broken or protected container, and where there is no text.
    """
    container = Container(file.data, file.name, limits)
    main = _main_part(container)
    root = container.xml(main)
    body = root.find("{*}body") if root is not None else None
    if body is None:
        raise UnreadableDocument(file.name, "不是完整的 Word 文档（缺少正文部分）")
    folder = posixpath.dirname(main)
    walk = _Walk(container, folder, file.name, limits)
    walk.story(body)
    walk.finish_notes()
    out = walk.out
    if not out.text.strip():
        raise UnreadableDocument(file.name, "没有任何文字（可能只有图片）")
    hints = _core_properties(container, walk.problems)
    return RawDocument(
        file.name,
        str(file.path),
        "docx",
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text).without(walk.aside),
        blocks=tuple(sorted(out.blocks, key=lambda b: (b.start, b.end))),
        tables=tuple(out.tables),
        hints=hints,
        problems=tuple(walk.problems),
    )


def _main_part(container: Container) -> str:
    for name in ("word/document.xml", "word/document2.xml"):
        if name in container.names:
            return name
    found = sorted(n for n in container.names if re.fullmatch(r"(?i)word/document\d*\.xml", n))
    return found[0] if found else "word/document.xml"


class _Walk:
    """State of one document's reading."""

    def __init__(self, container: Container, folder: str, name: str, limits: Limits) -> None:
        self._container, self._folder, self._name, self._limits = container, folder, name, limits
        self._styles = Styles(container.xml(f"{folder}/styles.xml"))
        self._numbering = Numbering(container.xml(f"{folder}/numbering.xml"))
        self._cells = 0
        self._notes: list[tuple[str, str]] = []
        self.out = SourceBuilder()
        self.aside: list[tuple[int, int]] = []  # stretches that are not part of the body: the table of contents
        self.problems: list[str] = []

    def story(self, element: etree._Element) -> None:
        """Paragraphs and tables of a body, a text box or a note, in order."""
        for child in element:
            tag = _local(child)
            if tag == "p":
                self._write(self._paragraph(child))
            elif tag == "tbl":
                self._table(child)
            elif tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
                self.story(child)
            elif tag == "AlternateContent":
                for choice in child.iterfind("{*}Choice"):
                    self.story(choice)

    def finish_notes(self) -> None:
        """Write footnotes and endnotes after the text, as notes."""
        for kind in ("footnote", "endnote"):
            wanted = [i for k, i in self._notes if k == kind]
            root = self._container.xml(f"{self._folder}/{kind}s.xml") if wanted else None
            if root is None:
                continue
            notes = {value(n, "id"): n for n in root.iterfind(f"{{*}}{kind}")}
            for number, identifier in enumerate(wanted, 1):
                note = notes.get(identifier)
                if note is None:
                    continue
                text = " ".join(t for p in note.iter("{*}p") if (t := self._paragraph(p).text.strip()))
                if text:
                    self.out.line(f"[{number}] {text}", kind="note")

    def _write(self, spoken: Spoken) -> None:
        for line in spoken.text.split("\n"):
            text = line.replace("\t", " ").strip(" ")
            if not text:
                continue
            block = self.out.line(text, "paragraph" if spoken.level is None else "heading", spoken.level)
            if spoken.contents:
                self.aside.append((block.start, block.end + 1))
        for box in spoken.boxes:
            self.story(box)

    def _paragraph(self, element: etree._Element) -> Spoken:
        p_pr = _first(element, "pPr")
        style_id, num_id, num_level, level, hidden = self._styles.default, None, None, None, False
        if p_pr is not None:
            for child in p_pr:
                tag = _local(child)
                if tag == "pStyle":
                    style_id = value(child, "val")
                elif tag == "outlineLvl":
                    text = value(child, "val") or ""
                    level = int(text) + 1 if text.isdigit() and int(text) < 9 else None
                elif tag == "numPr":
                    for setting in child:
                        if _local(setting) == "numId":
                            num_id = value(setting, "val")
                        elif _local(setting) == "ilvl":
                            num_level = int(value(setting, "val") or 0)
        style = self._styles[style_id]
        spoken = Spoken("", level if level is not None else style.level, style.contents)
        hidden = style.hidden
        parts: list[str] = []
        self._inline(element, parts, spoken, hidden)
        text = "".join(parts)
        number_id = num_id if num_id is not None else style.num_id
        if number_id not in (None, "0") and (text.strip() or spoken.boxes):
            at = num_level
            if at is None:
                at = style.num_level
            if at is None and style_id:
                at = self._numbering.level_of_style(number_id, style_id)
            text = self._numbering.text(number_id, at or 0) + text.lstrip()
        spoken.text = text
        self._notes += spoken.notes
        return spoken

    def _inline(self, element: etree._Element, parts: list[str], spoken: Spoken, hidden: bool) -> None:
        for child in element:
            tag = _local(child)
            if tag == "t":
                if not hidden:
                    parts.append(child.text or "")
            elif tag == "r":
                self._inline(child, parts, spoken, self._run_hidden(child, hidden))
            elif tag in _UNSEEN or tag in ("pPr", "rPr"):
                continue
            elif tag == "br" and value(child, "type") in ("page", "column"):
                parts.append("\n")
            elif tag in _MARKS:
                parts.append(_MARKS[tag])
            elif tag == "sym":
                parts.append(_symbol(child))
            elif tag in ("footnoteReference", "endnoteReference"):
                spoken.notes.append((tag.removesuffix("Reference"), value(child, "id") or ""))
            elif tag == "txbxContent":
                spoken.boxes.append(child)
            elif tag == "AlternateContent":
                for choice in child.iterfind("{*}Choice"):
                    self._inline(choice, parts, spoken, hidden)
            elif len(child):
                self._inline(child, parts, spoken, hidden)

    def _run_hidden(self, run: etree._Element, inherited: bool) -> bool:
        r_pr = _first(run, "rPr")
        if r_pr is None:
            return inherited
        vanish = _first(r_pr, "vanish")
        if vanish is not None:
            return is_on(vanish)
        style = _first(r_pr, "rStyle")
        return inherited or (style is not None and self._styles[value(style, "val")].hidden)

    def _table(self, element: etree._Element) -> None:
        rows = [_grid_row(r) for r in _children(element, "tr")]
        open_merges: dict[int, int] = {}  # column to the index of the cell that goes on downwards there
        cells: list[GridCell] = []
        boxes: list[etree._Element] = []
        for row, (offset, row_cells) in enumerate(rows):
            col = offset
            for cell, span, merge in row_cells:
                if merge == "continue" and col in open_merges:
                    above = cells[open_merges[col]]
                    cells[open_merges[col]] = replace(above, row_span=row - above.row + 1)
                else:
                    text = self._cell(cell, boxes)
                    open_merges.pop(col, None)
                    if merge == "restart":
                        open_merges[col] = len(cells)
                    cells.append(GridCell(row, col, text, 1, span))
                col += span
        self._cells += len(cells)
        if self._cells > self._limits.cells:
            raise UnreadableDocument(self._name, f"表格单元格超过上限（{self._limits.cells}）")
        if max((c.col for c in cells), default=0) == 0 or len(cells) == 1:
            # a frame around text, not a table: its paragraphs belong to the prose
            for tr in _children(element, "tr"):
                for tc in _children(tr, "tc"):
                    self.story(tc)
            return
        title = caption_of([self.out.tail(i) for i in (3, 2, 1)])
        self.out.table(cells, caption=title)
        for box in boxes:
            self.story(box)

    def _cell(self, element: etree._Element, boxes: list[etree._Element]) -> str:
        texts: list[str] = []
        self._cell_texts(element, texts, boxes)
        return " ".join(texts)

    def _cell_texts(self, element: etree._Element, texts: list[str], boxes: list[etree._Element]) -> None:
        """Paragraphs of a cell, those of tables inside it too."""
        for child in element:
            tag = _local(child)
            if tag == "p":
                spoken = self._paragraph(child)
                boxes += spoken.boxes
                if text := spoken.text.strip():
                    texts.append(text)
            elif tag == "AlternateContent":
                for choice in child.iterfind("{*}Choice"):
                    self._cell_texts(choice, texts, boxes)
            elif tag not in _UNSEEN and tag != "tcPr":
                self._cell_texts(child, texts, boxes)


def _grid_row(row: etree._Element) -> tuple[int, list[tuple[etree._Element, int, str | None]]]:
    """A row as (columns left empty before it, [(cell, columns it spans, vertical merge)])."""
    offset, cells = 0, []
    properties = _first(row, "trPr")
    if properties is not None:
        before = _first(properties, "gridBefore")
        offset = int(value(before, "val") or 0) if before is not None else 0
    for cell in _children(row, "tc"):
        span, merge = 1, None
        cell_properties = _first(cell, "tcPr")
        if cell_properties is not None:
            grid_span, v_merge = _first(cell_properties, "gridSpan"), _first(cell_properties, "vMerge")
            if grid_span is not None:
                span = max(1, min(int(value(grid_span, "val") or 1), 1000))
            if v_merge is not None:
                merge = value(v_merge, "val") or "continue"
        cells.append((cell, span, merge))
    return offset, cells


def _children(element: etree._Element, wanted: str) -> list[etree._Element]:
    """Children of a tag, also those wrapped in content controls and the like."""
    found = []
    for child in element:
        tag = _local(child)
        if tag == wanted:
            found.append(child)
        elif tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            found += _children(child, wanted)
    return found


def _local(element: etree._Element) -> str:
    return _local_name(element.tag)


@lru_cache(maxsize=4096)
def _local_name(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _first(element: etree._Element, wanted: str) -> etree._Element | None:
    """The first child of a local name; many times faster than a path with a wildcard."""
    return next((child for child in element if _local_name(child.tag) == wanted), None)


def _symbol(element: etree._Element) -> str:
    """A symbol character; those of private symbol fonts have no text of their own."""
    code = value(element, "char") or ""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return chr(point) if 0x20 <= point < 0xE000 else ""


def _core_properties(container: Container, problems: list[str]) -> dict[str, str]:
    """Title from the file's properties, where someone seems to have meant it."""
    try:
        root = container.xml("docProps/core.xml")
    except UnreadableDocument:  # the text does not depend on it
        problems.append("文档属性损坏，未读取")
        return {}
    if root is None:
        return {}
    for child in root:
        if _local(child) == "title" and (hints := meant_title(child.text or "")):
            return hints
    return {}
