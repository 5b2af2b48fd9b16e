"""One document of the corpus in every format an office receives, from its text source.

    python tests/tools/renderings.py

draws the scan anew, which is kept as a file, since few machines have the font.
"""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [p for p in (str(ROOT / "corpus"), str(ROOT / "tests/tools"), str(ROOT)) if p not in sys.path]

from rendering import paper, sheet, web, word  # noqa: E402
from rendering.source import Item, Source, load  # noqa: E402
from word97 import HEADING, Paragraph, Word97, row  # noqa: E402

#: the document with most statements: a notice, the plan it forwards, and a table of tasks
SOURCE = load(ROOT / "corpus/sources/qn-plan-2025.md")
SCAN = ROOT / "tests/readers/pictures/scan.pdf"
DOTS = 200  # an inch
_BLACK = 150  # of 255 levels
_MARKS = {"title": "# ", "heading1": "## ", "heading2": "### "}
_PORTAL = {"site": "渠宁市人民政府", "column": "首页 > 政务公开", "index": "QN000", "topic": "综合政务", "views": "96"}


def _items(source: Source) -> list[Item]:
    return [item for item in source.items if item.kind != "order"]


def text(source: Source = SOURCE) -> bytes:
    """As copied out of a word processor: a paragraph a line, cells parted by tabs."""
    lines = [line for item in _items(source) for line in (["\t".join(r) for r in item.rows] or [item.text])]
    return ("\n".join(lines) + "\n").encode()


def markdown(source: Source = SOURCE) -> bytes:
    """Headings with their marks, pipe tables."""
    parts = []
    for item in _items(source):
        if item.rows:
            rows = [item.rows[0], ("---",) * len(item.rows[0]), *item.rows[1:]]
            parts.append("\n".join(f"| {' | '.join(cells)} |" for cells in rows))
        else:
            parts.append(_MARKS.get(item.kind, "") + item.text)
    return ("\n\n".join(parts) + "\n").encode()


def html(source: Source = SOURCE) -> bytes:
    """A portal's page, which has letterhead and number in its box."""
    items = tuple(item for item in _items(source) if item.kind != "centre")
    return web.page(replace(source, meta=_PORTAL | source.meta, items=items)).encode()


def doc(source: Source = SOURCE) -> bytes:
    """Word 97."""
    story: list[Paragraph] = []
    for item in _items(source):
        if item.rows:
            story += [piece for cells in item.rows for piece in row(cells)]
        else:
            story.append(Paragraph(item.text, HEADING if item.kind == "heading1" else 0))
    return Word97(story).to_bytes()


def xlsx(source: Source = SOURCE) -> bytes:
    """The tables alone, each under the title that stands over it."""
    items: list[Item] = []
    for above, item in zip(source.items, source.items[1:], strict=False):
        if item.rows:
            items += [Item("order", "sheet 分解表"), Item("order", f"title {above.text}"), item]
    return sheet.workbook(replace(source, items=tuple(items)))


def scan(source: Source = SOURCE) -> bytes:
    """The pages of the pdf as a copier in black and white sees them; wants a Chinese font on the machine."""
    import pypdfium2 as pdfium

    pages = []
    with pdfium.PdfDocument(paper.file(source)) as drawn:
        for page in drawn:
            grey = page.render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
            pages.append(grey.point(lambda level: 255 if level > _BLACK else 0).convert("1"))
    out = io.BytesIO()
    pages[0].save(out, "pdf", save_all=True, append_images=pages[1:], resolution=DOTS)
    return out.getvalue()


#: by the name of the file
WRITERS = {
    "a.txt": text,
    "a.md": markdown,
    "a.html": html,
    "a.docx": lambda: word.file(SOURCE),
    "a.doc": doc,
    "a.pdf": lambda: paper.file(SOURCE),
    "a.xlsx": xlsx,
}


if __name__ == "__main__":
    SCAN.write_bytes(scan())
