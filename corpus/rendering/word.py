"""Write docx, either with real heading styles or with bold paragraphs that only look like headings."""

from __future__ import annotations

import io
from datetime import datetime

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from rendering.source import Item, Source
from rendering.zipped import repacked

HEADINGS = {"heading1": 1, "heading2": 2}
FONTS = {"title": "方正小标宋简体", "heading1": "黑体", "heading2": "楷体_GB2312", "para": "仿宋_GB2312"}


def file(source: Source) -> bytes:
    """The bytes of the docx."""
    docx = Document()
    body_font(docx)
    for item in source.items:
        if item.kind == "table":
            table(docx, item)
        elif item.kind == "order" and item.text == "page":
            docx.add_page_break()
        elif source.meta.get("style") == "headings":
            styled(docx, item)
        else:
            bold(docx, item)
    written = datetime.fromisoformat(source.meta["issued_date"])
    core = docx.core_properties
    core.title, core.author, core.last_modified_by = source.meta["title"], source.meta["issuer"], ""
    core.created = core.modified = core.last_printed = written
    core.revision, core.comments = 1, ""
    out = io.BytesIO()
    docx.save(out)
    return repacked(out.getvalue())


def body_font(docx: Docx) -> None:
    """The type and page of GB/T 9704: 三号仿宋, 28 points a line."""
    normal = docx.styles["Normal"]
    normal.font.name, normal.font.size = FONTS["para"], Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONTS["para"])
    normal.paragraph_format.line_spacing = Pt(28)
    section = docx.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)


def run(paragraph: Paragraph, text: str, kind: str = "para", *, strong: bool = False) -> None:
    """Add text in the font of its kind."""
    part = paragraph.add_run(text)
    part.bold = strong or None
    if kind in FONTS and kind != "para":
        part.font.name = FONTS[kind]
        part._element.rPr.rFonts.set(qn("w:eastAsia"), FONTS[kind])


def styled(docx: Docx, item: Item) -> None:
    """Headings carry Word's heading styles."""
    if item.kind == "title":
        paragraph = docx.add_paragraph(style="Title")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif item.kind in HEADINGS:
        paragraph = docx.add_heading(level=HEADINGS[item.kind])
    else:
        paragraph = docx.add_paragraph()
        place(paragraph, item)
    run(paragraph, item.text, item.kind)


def bold(docx: Docx, item: Item) -> None:
    """Headings are ordinary paragraphs set bold; of an inline heading only its words are."""
    paragraph = docx.add_paragraph()
    place(paragraph, item)
    if item.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    inline, stop, rest = item.text.partition("。")
    if item.kind == "para" and item.text.startswith("（") and stop and len(inline) < 24:
        run(paragraph, inline + stop, "heading2", strong=True)
        run(paragraph, rest)
    else:
        run(paragraph, item.text, item.kind, strong=item.kind in HEADINGS or item.kind == "title")


def place(paragraph: Paragraph, item: Item) -> None:
    """Alignment and the indent of two characters."""
    if item.kind == "centre":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif item.kind == "right":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif item.kind != "title" and not item.text.endswith("：") and item.text != "附件":
        paragraph.paragraph_format.first_line_indent = Pt(32)


def table(docx: Docx, item: Item) -> None:
    """A ruled table with small type."""
    grid = docx.add_table(rows=0, cols=len(item.rows[0]), style="Table Grid")
    for number, row in enumerate(item.rows):
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(16)
            part = paragraph.add_run(text)
            part.font.size, part.bold = Pt(10.5), number < item.head or None
