"""md files: the decoded file is the source; front matter becomes hints, pipe tables become tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.readers.charset import decode
from pipeline.readers.flat_tables import flat_tables, may_have_flat_tables
from pipeline.readers.limits import Limits
from pipeline.readers.plain import beside, require_text, stretch, unmarked
from pipeline.readers.rawfile import RawFile
from pipeline.readers.text_tables import Line, pipe_tables, split_lines
from schemas.document import Block, RawDocument, Table

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<inside>(?:[^\r\n]*\r?\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_FIELD = re.compile(r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>[^\r\n]*?)[ \t\r]*$", re.MULTILINE)
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})[ \t]+(?P<text>[^\r\n]*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
# what a front matter may say about the document, and our word for it
_HINTS = {"title": "title", "date": "date", "issuer": "issuer", "author": "issuer", "number": "number", "source": "url"}


def read_markdown(file: RawFile, limits: Limits) -> RawDocument:
    """Read a markdown file; marks stay in the text, tables and headings are pointed out beside it."""
    text, _, problems = decode(file.data, file.name)
    require_text(text, file.name)
    begin, hints = _front_matter(text)
    lines = list(split_lines(text, begin))
    tables, blocks = pipe_tables(lines), []
    if may_have_flat_tables(text):
        tables += beside(flat_tables(lines), tables)
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
        tables=tuple(sorted(tables, key=lambda t: t.start)),
        hints=hints,
        problems=problems,
    )


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
