"""Tables in plain text: pipe tables as markdown has them, rows parted by tabs or by wide blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.readers.building import caption_of, title_row
from schemas.document import Cell, Table

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_INLINE = re.compile(r"\*\*|__|<br\s*/?>|\\(?=[|*_\\])", re.IGNORECASE)
_TAB = re.compile(r"\t")
_BLANKS = re.compile(r"(?:[ \xa0\u3000]{2,}|\t)[ \xa0\u3000\t]*")
_EMPTY = " \t\xa0\u3000"
_NUMERIC = re.compile(r"[-+<>≥≤＜＞〔\[(（±]?\d[\d.,]*[%‰％]?[\])）〕]?$|[-—–/]+$")
_FIGURE = re.compile(r"\d")
_SENTENCE = re.compile(r"[。；！？]")
_FIGURES = 0.6  # share of figures in a column that shows a table where only blanks part the columns
_ALIKE = 0.6  # share of rows that have as many columns as the widest
_LONG = 60  # lines with borders that are no table as a whole, of which no part is tried either
_ABOVE = 6  # lines over a table among which its name is looked for


class Line(NamedTuple):
    """One line of the source, without its line end."""

    start: int
    end: int
    text: str


Pieces = list[tuple[int, int]]


def split_lines(text: str, start: int = 0) -> Iterator[Line]:
    r"""The lines from `start` on; \n, \r\n and \r end a line, nothing else does."""
    for match in re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)").finditer(text, start):
        if match.start() < len(text):
            content = match[0].rstrip("\r\n")
            yield Line(match.start(), match.start() + len(content), content)


# ---- pipe tables


def pipe_tables(lines: Sequence[Line]) -> list[Table]:
    """A row, a line of dashes under it, and rows as long as there are pipes."""
    tables, i = [], 1
    while i < len(lines):
        rule = lines[i].text
        if "-" in rule and "|" in rule and _RULE.match(rule) and _PIPE.search(lines[i - 1].text):
            last = i
            while last + 1 < len(lines) and _PIPE.search(lines[last + 1].text) and lines[last + 1].text.strip():
                last += 1
            rows = [lines[i - 1], *lines[i + 1 : last + 1]]
            end = max(rows[-1].end, lines[i].end)
            tables.append(_table(rows, [list(_piped(row)) for row in rows], lines[max(0, i - _ABOVE) : i - 1], end))
            i = last + 1
        i += 1
    return tables


def _piped(line: Line) -> Iterator[tuple[int, int]]:
    """Source stretches of a row's cells, without the white space around them."""
    text = line.text.rstrip()
    begin = len(text) - len(text.lstrip())
    if text[begin : begin + 1] == "|":
        begin += 1
    borders = [m.start() for m in _PIPE.finditer(text, begin)]
    if not borders or borders[-1] != len(text) - 1:
        borders.append(len(text))
    for border in borders:
        yield _trimmed(line, begin, border)
        begin = border + 1


# ---- rows parted by tabs or blanks


def spaced_tables(lines: Sequence[Line]) -> list[Table]:
    """Rows parted by tabs, as they are pasted from a document or a sheet, or by two blanks and more.

    Tabs part at least two columns over two rows; where just two, over three, the first without figures, as a table of
    contents would have them. Blanks part at least three columns over three rows, one of them of figures.
    """
    tables, i = [], 0
    while i < len(lines):
        for border, is_table in ((_TAB, _tabbed), (_BLANKS, _aligned)):
            after, run = _run(lines, i, border)
            rows = [list(_parted(line, border)) for line in run]
            if is_table([[_words(line, piece) for piece in row] for line, row in zip(run, rows, strict=True)]):
                tables.append(_table(run, rows, lines[max(0, i - _ABOVE) : i], run[-1].end))
                i = after
                break
        else:
            i = after if after - i > _LONG else i + 1
    return tables


def _run(lines: Sequence[Line], first: int, border: re.Pattern[str]) -> tuple[int, list[Line]]:
    """The lines from one on that have borders, and the index after them; blank lines may stand between all of them."""
    found: list[Line] = []
    usual = gap = 0
    after = first
    for i in range(first, len(lines)):
        text = lines[i].text.strip(_EMPTY)
        if text:
            bordered = border.search(lines[i].text if border is _TAB else text)  # a row may begin with empty cells
            if not bordered or (len(found) > 1 and gap > usual) or (found and gap > 1):
                break
            usual = gap if len(found) == 1 else usual
            found.append(lines[i])
            after, gap = i + 1, 0
        elif found:
            gap += 1
        else:
            break
    return after, found


def _words(line: Line, piece: tuple[int, int]) -> str:
    return line.text[piece[0] - line.start : piece[1] - line.start]


def _parted(line: Line, border: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Source stretches of a row's cells; blanks before the first border part nothing, an empty first cell is one."""
    begin, text = 0, line.text
    if border is _BLANKS:
        begin, text = len(text) - len(text.lstrip(_EMPTY)), text.rstrip(_EMPTY)
    for match in border.finditer(text, begin):
        yield _trimmed(line, begin, match.start())
        begin = match.end()
    yield _trimmed(line, begin, len(text))


def _tabbed(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < 2:
        return False
    widest = max(len(row) for row in rows)
    filled = {col for row in rows for col, text in enumerate(row) if text}
    if len(filled) < 2 or sum(len(row) == widest for row in rows) < _ALIKE * len(rows):
        return False  # lines that a tab only indents, or that have tabs by chance
    return len(filled) > 2 or (len(rows) > 2 and _FIGURE.search("".join(rows[0])) is None)


def _aligned(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < 3 or len(rows[0]) < 3 or any(len(row) != len(rows[0]) for row in rows):
        return False
    if any(_SENTENCE.search(text) for row in rows for text in row):
        return False
    columns = list(zip(*rows[1:], strict=True))[1:]
    return any(sum(_NUMERIC.match(t) is not None for t in column) >= _FIGURES * len(column) for column in columns)


# ---- what both have


def _trimmed(line: Line, begin: int, end: int) -> tuple[int, int]:
    raw = line.text[begin:end]
    left = begin + len(raw) - len(raw.lstrip(_EMPTY))
    return line.start + left, line.start + max(left, begin + len(raw.rstrip(_EMPTY)))


def _table(rows: Sequence[Line], pieces: Sequence[Pieces], above: Sequence[Line], end: int) -> Table:
    cells = []
    for row, (line, stretches) in enumerate(zip(rows, pieces, strict=True)):
        for col, (start, stop) in enumerate(stretches):
            raw = line.text[start - line.start : stop - line.start]
            text = _INLINE.sub(lambda m: " " if m[0].startswith("<") else "", raw).strip()
            cells.append(Cell(row, col, start, stop, text))
    cols = max((c.col for c in cells), default=0) + 1
    caption = title_row(cells) or caption_of([line.text for line in above])
    return Table(rows[0].start, end, len(rows), cols, tuple(cells), caption)
