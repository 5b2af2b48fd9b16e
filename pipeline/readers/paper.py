"""From pages to a document: furniture dropped, lines and tables written in order, what was recognised told of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.readers.building import SourceBuilder, contents_lines
from pipeline.readers.page_text import Line, PageText
from pipeline.readers.pages import joined_lines, listed, write_page
from pipeline.readers.pdf_furniture import drop_furniture
from pipeline.readers.pdf_join import join_tables
from pipeline.readers.pdf_tables import FoundTable
from pipeline.readers.picture_doubt import doubt_issues, doubt_summary
from pipeline.readers.rawfile import RawFile
from schemas.document import Box, RawDocument
from schemas.mapped_text import MappedText

if TYPE_CHECKING:
    from pipeline.readers.picture_page import SeenPage


@dataclass(slots=True)
class Pages:
    """A document's pages while they are read. seen: those recognised from their picture, by number from 1."""

    pages: list[PageText] = field(default_factory=list)
    tables: list[list[FoundTable]] = field(default_factory=list)
    seen: dict[int, SeenPage] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def add(self, page: PageText, tables: list[FoundTable]) -> None:
        """Take in the next page."""
        page.lines = joined_lines(page.lines)
        self.pages.append(page)
        self.tables.append(tables)

    def recognised(self, number: int, seen: SeenPage) -> None:
        """Put what was recognised in the place of what a page's text layer gave."""
        seen.page.lines = joined_lines(seen.page.lines)
        self.pages[number - 1], self.tables[number - 1], self.seen[number] = seen.page, seen.tables, seen

    def on_paper(self, number: int, box: Box) -> Box:
        """A box where it lies on its page as scanned, which may be tilted."""
        return self.seen[number].tilt.on_paper(box) if number in self.seen else box

    def characters(self) -> int:
        """How many characters were read on all pages."""
        total = sum(len(line.text) for page in self.pages for line in page.lines)
        return total + sum(len(cell.text) for found in self.tables for table in found for cell in table.cells)

    def blank(self) -> list[int]:
        """The pages without any words, by number from 1."""
        both = zip(self.pages, self.tables, strict=True)
        return [i for i, (page, found) in enumerate(both, 1) if not page.lines and not found]


def document_of(file: RawFile, form: str, found: Pages, *, scanned: bool) -> RawDocument:
    """Write the pages out as one document; figures in doubt become its issues."""
    drop_furniture(found.pages, alone=not any(found.tables))
    join_tables(found.pages, found.tables)
    out = SourceBuilder()
    before: list[Line] = []
    for number, (page, tables) in enumerate(zip(found.pages, found.tables, strict=True), 1):
        write_page(out, number, page, tables, found.on_paper if found.seen else None, before)
        before = page.lines[-2:]
    doubts = [replace(d, box=found.on_paper(d.page, d.box)) for seen in found.seen.values() for d in seen.doubts]
    issues = doubt_issues(file.name, doubts, out.text, out.blocks, out.tables)
    notes = [*_recognised(found), *([summary] if (summary := doubt_summary(issues)) else [])]
    return RawDocument(
        file.name,
        str(file.path),
        form,
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text).without(contents_lines(out.text)),
        blocks=tuple(out.blocks),
        tables=tuple(out.tables),
        pages=len(found.pages),
        scanned=scanned,
        problems=(*found.problems, *notes),
        issues=tuple(issues),
    )


def _recognised(found: Pages) -> list[str]:
    """What a reader should know of pages that were recognised."""
    if not found.seen:
        return []
    whole = len(found.seen) == len(found.pages)
    which = "全文" if whole else f"第 {listed(sorted(found.seen))} 页"
    notes = [f"{which}由文字识别（OCR）得出，可能有错字、漏字"]
    noisy = [number for number, seen in sorted(found.seen.items()) if seen.noise]
    if noisy:
        count = sum(found.seen[number].noise for number in noisy)
        notes.append(f"第 {listed(noisy)} 页有 {count} 处字迹无法辨认，已略去")
    return notes
