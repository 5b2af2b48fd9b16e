"""Write pdf with a text layer and ruled tables, in the built-in Song type that needs no font file."""

from __future__ import annotations

import io
import re
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from rendering.source import Item, Source

FONT = "STSong-Light"
BASE = ParagraphStyle("base", fontName=FONT, fontSize=14, leading=25, firstLineIndent=28)
STYLES = {
    "para": BASE,
    "heading1": BASE,
    "heading2": BASE,
    "title": ParagraphStyle("title", parent=BASE, fontSize=20, leading=30, alignment=TA_CENTER, firstLineIndent=0),
    "centre": ParagraphStyle("centre", parent=BASE, alignment=TA_CENTER, firstLineIndent=0),
    "right": ParagraphStyle("right", parent=BASE, alignment=TA_RIGHT, firstLineIndent=0, rightIndent=28),
    "cell": ParagraphStyle("cell", parent=BASE, fontSize=9, leading=12, firstLineIndent=0),
}
# What stays on one line: a figure or word, opening marks with what follows, closing marks with what precedes.
WORD = re.compile(r"[（《“〔]*(?:[0-9A-Za-z.%‰]+|.)[，。；：、！？）》”〕]*")
SHARES = {  # how wide a column is, by its heading; others share what is left
    "序号": 0.08,
    "责任人": 0.11,
    "完成时限": 0.12,
    "牵头单位": 0.17,
}


def file(source: Source) -> bytes:
    """The bytes of the pdf."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=28 * mm,
        rightMargin=26 * mm,
        topMargin=37 * mm,
        bottomMargin=35 * mm,
        title=source.meta["title"],
        author=source.meta["issuer"],
        invariant=1,
        pageCompression=0,  # compressors differ, text does not
    )
    story: list[Any] = []
    for item in source.items:
        story.extend(flow(item, template.width - 12))  # a frame pads 6 points on either side
    template.build(story, onFirstPage=page_number, onLaterPages=page_number)
    return out.getvalue()


def flow(item: Item, width: float) -> list[Any]:
    """The flowables of one item."""
    if item.kind == "order":
        return [PageBreak()]
    if item.kind == "table":
        return [ruled(item, width)]
    if item.kind == "title":
        return [Spacer(1, 10), broken(item.text, STYLES["title"], width), Spacer(1, 10)]
    style = STYLES[item.kind]
    if item.kind == "para" and (item.text.endswith("：") or item.text == "附件"):
        style = ParagraphStyle("flush", parent=BASE, firstLineIndent=0)
    return [broken(item.text, style, width)]


def broken(text: str, style: ParagraphStyle, width: float) -> Paragraph:
    """A paragraph with its lines cut where Chinese typesetting allows: no mark begins a line, no figure is torn."""
    lines, room = [""], width - style.firstLineIndent - style.rightIndent
    for word in WORD.findall(text):
        wide = pdfmetrics.stringWidth(word, FONT, style.fontSize)
        if wide > room and lines[-1]:
            lines.append("")
            room = width - style.rightIndent
        lines[-1] += word
        room -= wide
    return Paragraph("<br/>".join(lines), style)


def ruled(item: Item, width: float) -> Table:
    """A table with all its lines; its header is repeated on every page."""
    head = item.rows[0]
    known = [SHARES.get(name) for name in head]
    rest = (1 - sum(share for share in known if share)) / known.count(None)
    widths = [width * (share or rest) for share in known]
    table = Table(
        [
            [broken(cell, STYLES["cell"], room - 12) for cell, room in zip(row, widths, strict=True)]
            for row in item.rows
        ],
        colWidths=widths,
        repeatRows=item.head,
    )
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
    )
    return table


def page_number(canvas: Canvas, template: SimpleDocTemplate) -> None:
    """The page number between dashes, outside on odd and even pages as GB/T 9704 has it."""
    canvas.setFont(FONT, 12)
    text = f"— {template.page} —"
    if template.page % 2:
        canvas.drawRightString(A4[0] - 33 * mm, 26 * mm, text)
    else:
        canvas.drawString(35 * mm, 26 * mm, text)
