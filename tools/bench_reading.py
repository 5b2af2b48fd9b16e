"""Speed and memory of reading, beside the libraries that others read with.

Called by bench.py. Takes pdf files of SHARED/plans where they are; other files are made here. Processor time is
compared, which other work on the machine hardly touches.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
LINE = "全年完成固定资产投资{n}亿元，同比增长{g}%以上，新开工重点项目{m}个，由市发展改革委牵头，12月底前完成。"
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
HEAD = ["序号", "工作任务", "年度目标", "牵头单位", "完成时限"]
LINES, ROWS = 22, 12  # of a page
STEP = 2  # of the files of SHARED/plans one in so many
PDF_PAGES, LONG_PAGES, DOCX_PARAGRAPHS, DOCX_TABLES = 60, (100, 1000), 3000, 100


def main(shared: Path, folder: Path) -> None:
    """Print all measurements. folder: for the files made here."""
    found = sorted((shared / "plans").glob("*.pdf"))[::STEP]
    if not found:
        found = [folder / "pages.pdf"]
        write_pdf(found[0], PDF_PAGES)
    pdf(found)
    docx(folder)
    memory(folder)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time, the least of several runs."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


# ---- pdf


def write_pdf(path: Path, pages: int) -> None:
    """Pages of prose, every third with a ruled table of tasks."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in range(pages):
        canvas.setFont("STSong-Light", 12)
        has_table = page % 3 == 0
        for i in range(LINES // 2 if has_table else LINES):
            text = LINE.format(n=page + i, g=i % 9 + 1, m=i * 3 + 1)
            canvas.drawString(80 if i % 3 else 104, 780 - i * 30, text[:35])
        if has_table:
            _draw_table(canvas, page)
        canvas.drawString(290, 40, f"— {page + 1} —")
        canvas.showPage()
    canvas.save()


def _draw_table(canvas: object, page: int) -> None:
    canvas.setFont("STSong-Light", 10)  # type: ignore[attr-defined]
    left, top, wide, high = 60, 420, 95, 26
    canvas.grid([left + i * wide for i in range(6)], [top - i * high for i in range(ROWS + 1)])  # type: ignore[attr-defined]
    for r in range(ROWS):
        cells = HEAD if r == 0 else [str(r), f"第{page}项任务{r}", f"{r * 12}个", "市水利局", "2031年底前"]
        for c, text in enumerate(cells):
            canvas.drawString(left + c * wide + 4, top - r * high - 17, text)  # type: ignore[attr-defined]


def pdf(paths: list[Path]) -> None:
    """Text and tables of all pages, ours and pdfplumber's, and how many of its tables' cells are found here too."""
    import pdfplumber

    from pipeline.readers import read

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    read(paths[0])
    spent = [0.0, 0.0]
    pages = tables = 0
    cells, wanted = 0, 0
    for path in paths:
        start = time.process_time()
        raw = read(path)
        middle = time.process_time()
        theirs: list[tuple[int, Counter[str]]] = []
        with pdfplumber.open(path) as document:
            for page in document.pages:
                page.extract_text()
                theirs += [(page.page_number, texts) for t in page.extract_tables() if (texts := _filled(t))]
        end = time.process_time()
        if raw.scanned:
            continue  # what is recognised has no equal there
        spent[0] += middle - start
        spent[1] += end - middle
        pages, tables = pages + (raw.pages or 0), tables + len(theirs)
        ours = Counter(_squeezed(c.text) for t in raw.tables for c in t.cells if c.text)
        asked = sum((texts for _, texts in theirs), Counter())
        cells, wanted = cells + (ours & asked).total(), wanted + asked.total()
    print(f"pdf: {len(paths)} documents, {pages} pages, {tables} tables with {wanted:,} cells in pdfplumber")
    print(f"  read              {spent[0]:7.2f} s {pages / spent[0]:10,.0f} pages/s, {cells:,} of these cells found")
    print(f"  pdfplumber        {spent[1]:7.2f} s {pages / spent[1]:10,.0f} pages/s, extract_text and extract_tables")
    print(f"  pdfplumber / read  {spent[1] / spent[0]:.1f}   (goal 8)")


def _filled(table: list[list[str | None]]) -> Counter[str]:
    """The words in a table's cells; none of a frame around prose, which is no table."""
    rows = [[c for c in row if c and c.strip()] for row in table]
    if sum(map(bool, rows)) < 2 or max(map(len, rows)) < 2:
        return Counter()
    return Counter(_squeezed(c) for row in rows for c in row)


def _squeezed(text: str) -> str:
    return "".join(text.translate(RAISED).split())


# ---- docx


def docx(folder: Path) -> None:
    """Paragraphs and cells in body order, ours and python-docx's."""
    import docx as python_docx
    from docx.table import Table

    from pipeline.readers import read

    path = folder / "pages.docx"
    document = python_docx.Document()
    for i in range(DOCX_PARAGRAPHS):
        document.add_paragraph(LINE.format(n=i, g=i % 9 + 1, m=i % 50))
        if i % (DOCX_PARAGRAPHS // DOCX_TABLES) == 0:
            _add_table(document.add_table(rows=ROWS, cols=len(HEAD)))
    document.save(str(path))

    def walk() -> int:
        size = 0
        for item in python_docx.Document(str(path)).iter_inner_content():
            if isinstance(item, Table):
                size += sum(len(cell.text) for row in item.rows for cell in row.cells)
            else:
                size += len(item.text)
        return size

    mine, other = best(lambda: read(path)), best(walk)
    print(f"docx of {DOCX_PARAGRAPHS:,} paragraphs, {DOCX_TABLES} tables")
    print(f"  read              {mine:7.2f} s")
    print(f"  python-docx       {other:7.2f} s, its plain walk in body order")
    print(f"  python-docx / read {other / mine:.1f}   (goal 3)")


def _add_table(table: object) -> None:
    for r, row in enumerate(table.rows):  # type: ignore[attr-defined]
        texts = HEAD if r == 0 else [str(r), f"任务{r}", f"{r * 12}个", "市水利局", "2031年底前"]
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


# ---- memory


def memory(folder: Path) -> None:
    """Most memory that a process of its own holds while it reads few pages, and many."""
    held = []
    for pages in LONG_PAGES:
        path = folder / f"{pages}.pdf"
        write_pdf(path, pages)
        done = subprocess.run(
            [sys.executable, __file__, str(path)], check=True, capture_output=True, text=True, cwd=HERE
        )
        held.append(int(done.stdout))
        print(f"memory over {pages:5,} pages  {held[-1] / 1024:7.0f} MB at most")
    print(
        f"  a page more       {(held[1] - held[0]) / (LONG_PAGES[1] - LONG_PAGES[0]):7.0f} kB, with its text and places"
    )


def _child(path: Path) -> None:
    sys.path.insert(0, str(HERE))
    from pipeline.readers import read

    read(path)
    status = Path("/proc/self/status").read_text("utf-8")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


if __name__ == "__main__":
    _child(Path(sys.argv[1]))
