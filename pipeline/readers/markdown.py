"""md files: the decoded file is the source; front matter becomes hints, pipe tables become tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.readers.building import caption_of, title_row
from pipeline.readers.charset import decode
from pipeline.readers.limits import Limits
from pipeline.readers.plain import require_text, stretch, unmarked
from pipeline.readers.rawfile import RawFile
from schemas.document import Block, Cell, RawDocument, Table

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<inside>(?:[^\r\n]*\r?\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>[^\r\n]*?)[ \t\r]*$", re.MULTILINE)
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>[^\r\n]*?)[ \t]*#*[ \t]*$")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_PIPE = re.compile(r"(?<!\\)\|")
_INLINE = re.compile(r"\*\*|__|<br\s*/?>|\\(?=[|*_\\])", re.IGNORECASE)
# what a front matter may say about the document, and our word for it
_HINTS = {"title": "title", "date": "date", "issuer": "issuer", "author": "issuer", "number": "number", "source": "url"}


class Line(NamedTuple):
    """One line of the source, without its line end."""

    start: int
    end: int
    text: str


def read_markdown(file: RawFile, limits: Limits) -> RawDocument:
    """Read a markdown file; marks stay in the text, tables and headings are pointed out beside it."""
    text, _, problems = decode(file.data, file.name)
    require_text(text, file.name)
    begin, hints = _front_matter(text)
    lines = list(split_lines(text, begin))
    tables, blocks = _tables(lines), []
    for line in _outside(lines, tables):
        match = _HEADING.match(line.text)
        if match:
            blocks.append(Block(line.start, line.end, "heading", len(match["marks"])))
    blocks += [Block(t.start, t.end, "table") for t in tables]
    return RawDocument(
        file.name,
        str(file.path),
        "md",
        file.digest,
        source=text,
        body=stretch(text, begin),
        blocks=tuple(sorted(blocks, key=lambda b: b.start)),
        tables=tuple(tables),
        hints=hints,
        problems=problems,
    )


def split_lines(text: str, start: int = 0) -> Iterator[Line]:
    r"""The lines from `start` on; \n, \r\n and \r end a line, nothing else does."""
    for match in re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)").finditer(text, start):
        if match.start() < len(text):
            content = match[0].rstrip("\r\n")
            yield Line(match.start(), match.start() + len(content), content)


def _front_matter(text: str) -> tuple[int, dict[str, str]]:
    start = unmarked(text)
    match = _FRONT.match(text, start)
    if not match or ":" not in match["inside"]:
        return start, {}
    hints: dict[str, str] = {}
    for field in _FIELD.finditer(match["inside"]):
        name, value = _HINTS.get(field["key"].lower()), field["value"].strip().strip("\"'")
        if name and value:
            hints.setdefault(name, value)
    return match.end(), hints


def _outside(lines: list[Line], tables: list[Table]) -> Iterator[Line]:
    taken = [(t.start, t.end) for t in tables]
    fenced = False
    for line in lines:
        if _FENCE.match(line.text):
            fenced = not fenced
        elif not fenced and not any(a <= line.start < b for a, b in taken):
            yield line


def _tables(lines: list[Line]) -> list[Table]:
    """Pipe tables: a row, a line of dashes under it, and rows as long as there are pipes."""
    tables, i = [], 1
    while i < len(lines):
        rule = lines[i].text
        if "-" in rule and "|" in rule and _RULE.match(rule) and _PIPE.search(lines[i - 1].text):
            last = i
            while last + 1 < len(lines) and _PIPE.search(lines[last + 1].text) and lines[last + 1].text.strip():
                last += 1
            caption = caption_of([line.text for line in lines[max(0, i - 6) : i - 1]])
            tables.append(_table([lines[i - 1], *lines[i + 1 : last + 1]], lines[i], caption))
            i = last + 1
        i += 1
    return tables


def _table(rows: list[Line], rule: Line, caption: str | None) -> Table:
    cells = []
    for row, line in enumerate(rows):
        for col, (start, end) in enumerate(_row_cells(line)):
            raw = line.text[start - line.start : end - line.start]
            text = _INLINE.sub(lambda m: " " if m[0].startswith("<") else "", raw).strip()
            cells.append(Cell(row, col, start, end, text))
    cols = max((c.col for c in cells), default=0) + 1
    return Table(rows[0].start, max(rows[-1].end, rule.end), len(rows), cols, tuple(cells), title_row(cells) or caption)


def _row_cells(line: Line) -> Iterator[tuple[int, int]]:
    """Source stretches of a row's cells, without the white space around them."""
    text = line.text.rstrip()
    begin = len(text) - len(text.lstrip())
    if text[begin : begin + 1] == "|":
        begin += 1
    borders = [m.start() for m in _PIPE.finditer(text, begin)]
    if not borders or borders[-1] != len(text) - 1:
        borders.append(len(text))
    for border in borders:
        raw = text[begin:border]
        left = begin + len(raw) - len(raw.lstrip())
        yield line.start + left, line.start + max(left, begin + len(raw.rstrip()))
        begin = border + 1
