"""Pages of lines and tables as a source text; shared by the formats that know where on paper everything stands."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.readers.building import SourceBuilder, caption_of
from pipeline.readers.pdf_page import Line, PageText, around
from pipeline.readers.pdf_tables import FoundTable
from schemas.errors import UnreadableDocument

_UNMAPPED = re.compile(r"[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
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


def write_page(out: SourceBuilder, number: int, page: PageText, tables: list[FoundTable]) -> None:
    """Write a page's lines, each table where it stood. number: from 1."""
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


def check_mapping(name: str, pages: list[PageText], problems: list[str]) -> None:
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
        problems.append(f"第 {listed(bad_pages)} 页的文字层有乱码（字体没有文字对应表）")


def listed(numbers: list[int]) -> str:
    """Page numbers for a message."""
    return "、".join(str(n) for n in numbers[:20]) + (f" 等 {len(numbers)}" if len(numbers) > 20 else "")
