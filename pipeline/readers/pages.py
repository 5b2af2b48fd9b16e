"""Pages of lines and tables as a source text; shared by the formats that know where on paper everything stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.readers import ocr
from pipeline.readers.building import SourceBuilder, caption_of
from pipeline.readers.page_text import Line, PageText, around
from pipeline.readers.pdf_tables import FoundTable
from schemas.document import Box
from schemas.errors import UnreadableDocument

OnPaper = Callable[[int, Box], Box]

_UNMAPPED = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_ALIKE, _LEADING = 1.25, 1.5  # times a line's height: the other's height, the white between them
_NAMED = re.compile(
    r"附?表\s*\d|专栏\s*\d|[（(]?\s*(?:计量)?单\s*位\s*[：:]"
)  # what a table on the next page is called
_WIDE = re.compile(r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uff65]")


def joined_lines(lines: list[Line]) -> list[Line]:
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
    return sorted(out, key=lambda line: line.box[1]) if one_column(out) else out


def _continues(last: Line, line: Line) -> bool:
    high = min(last.box[3] - last.box[1], line.box[3] - line.box[1])
    shared = min(last.box[3], line.box[3]) - max(last.box[1], line.box[1])
    return high > 0 and shared > 0.6 * high and -2 <= line.box[0] - last.box[2] < 4 * high


def one_column(lines: list[Line]) -> bool:
    """Whether no two lines stand side by side."""
    ordered = sorted(lines, key=lambda line: line.box[1])
    for above, below in pairwise(ordered):
        high = min(above.box[3] - above.box[1], below.box[3] - below.box[1])
        if above.box[3] - below.box[1] > 0.4 * high:
            return False
    return True


def write_page(
    out: SourceBuilder, number: int, page: PageText, tables: list[FoundTable], on_paper: OnPaper | None = None,
    before: Sequence[Line] = (),
) -> None:  # fmt: skip
    """Write a page's lines, each table where it stood. number: from 1.  before: the last lines of the page before.

    on_paper: from a page's number and a box on it as it was read to the box on it as it is, where these differ.
    """
    waiting = sorted(tables, key=lambda t: t.box[1])
    above = [line for line in before if _NAMED.match(line.text)]
    for line in page.lines:
        while waiting and waiting[0].box[1] <= line.box[1]:
            _write_table(out, number, waiting.pop(0), above, on_paper)
        above.append(line)
        out.line(line.text, page=number, box=on_paper(number, line.box) if on_paper else line.box)
    for table in waiting:
        _write_table(out, number, table, above, on_paper)


def _write_table(
    out: SourceBuilder, number: int, table: FoundTable, above: list[Line], on_paper: OnPaper | None
) -> None:  # fmt: skip
    cells, box = table.cells, table.box
    if on_paper is not None:
        cells = [replace(c, box=on_paper(c.page or number, c.box)) if c.box else c for c in cells]
        box = on_paper(number, box)
    out.table(cells, caption=caption_of(_titles(above[-4:])[-3:]), page=number, box=box)
    above.clear()


def _titles(lines: list[Line]) -> list[str]:
    """Lines over a table, a title that takes two lines as one."""
    texts: list[str] = []
    for i, line in enumerate(lines):
        if i and _centred(lines[i - 1], line):
            texts[-1] += line.text
        else:
            texts.append(line.text)
    return texts


def _centred(line: Line, below: Line) -> bool:
    """Whether two lines stand one below the other about the same middle, in print of one size, and not flush."""
    (a0, a1, a2, a3), (b0, b1, b2, b3) = line.box, below.box
    high = min(a3 - a1, b3 - b1)
    alike = max(a3 - a1, b3 - b1) < _ALIKE * high and b1 - a3 < _LEADING * high
    return alike and abs(a0 + a2 - b0 - b2) < high and abs(a0 - b0) > high


def check_mapping(name: str, pages: list[PageText], problems: list[str]) -> None:
    """Notice a text layer whose fonts have no usable mapping to characters."""
    bad_pages, bad, total = [], 0, 0
    for number, page in enumerate(pages, 1):
        wrong, length = _unmapped(page)
        bad, total = bad + wrong, total + length
        if is_garbled(page):
            bad_pages.append(number)
    cause = "文字识别（OCR）也没有读出文字" if ocr.available() else ocr.MISSING
    if total and bad > 0.4 * total:
        raise UnreadableDocument(name, f"文字层是乱码（字体没有文字对应表），{cause}")
    if bad_pages:
        problems.append(f"第 {listed(bad_pages)} 页的文字层有乱码（字体没有文字对应表），{cause}")


def is_garbled(page: PageText) -> bool:
    """Whether the fonts of a page's text layer do not say which characters they draw."""
    wrong, length = _unmapped(page)
    return wrong > 5 and wrong > 0.1 * length


def _unmapped(page: PageText) -> tuple[int, int]:
    """Characters without a meaning, and all characters."""
    text = "".join(line.text for line in page.lines)
    return len(_UNMAPPED.findall(text)), len(text)


def listed(numbers: Sequence[int]) -> str:
    """Page numbers for a message."""
    return "、".join(str(n) for n in numbers[:20]) + (f" 等 {len(numbers)}" if len(numbers) > 20 else "")
