"""Small files of every format, made for the tests of reading; all places and projects in them are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.readers import read
from schemas.document import RawDocument, Table

FONT = "STSong-Light"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PAGE = (595.0, 842.0)


def read_bytes(folder: Path, name: str, data: bytes | str) -> RawDocument:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read(path)


def grid(table: Table) -> list[list[str]]:
    """A table's texts by row and column; places that a merged cell covers are empty."""
    rows = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def docx(body: str, *, numbering: str = "", styles: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A Word file from the XML inside its body; the prefix w is bound."""
    names = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "word/document.xml": f"<w:document xmlns:w='{W}'><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        names["word/numbering.xml"] = f"<w:numbering xmlns:w='{W}'>{numbering}</w:numbering>"
    if styles:
        names["word/styles.xml"] = f"<w:styles xmlns:w='{W}'>{styles}</w:styles>"
    return zipped({**names, **(parts or {})})


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


class Paper:
    """A pdf written line by line, in points from the top left corner."""

    def __init__(self, **options: object) -> None:
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._out = io.BytesIO()
        self.canvas = Canvas(self._out, pagesize=PAGE, invariant=1, **options)

    def text(self, x: float, y: float, words: str, size: float = 12) -> Paper:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, PAGE[1] - y, words)
        return self

    def lines(self, x: float, y: float, texts: Sequence[str], step: float = 20) -> Paper:
        for i, words in enumerate(texts):
            self.text(x, y + i * step, words)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        self.canvas.line(x0, PAGE[1] - y0, x1, PAGE[1] - y1)
        return self

    def table(self, x: float, y: float, rows: Sequence[Sequence[str]], width: float = 100, height: float = 24) -> Paper:
        """A ruled table; a cell's lines are separated by a line end."""
        cols = max(len(r) for r in rows)
        for i in range(len(rows) + 1):
            self.rule(x, y + i * height, x + cols * width, y + i * height)
        for j in range(cols + 1):
            self.rule(x + j * width, y, x + j * width, y + len(rows) * height)
        for i, row in enumerate(rows):
            for j, words in enumerate(row):
                self.lines(x + j * width + 5, y + i * height + 11, words.split("\n"), 11)
        return self

    def page(self) -> Paper:
        self.canvas.showPage()
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self._out.getvalue()
