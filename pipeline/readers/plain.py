"""txt files: the decoded file as it stands is the source; what stands in rows and columns is pointed out as tables."""

from __future__ import annotations

import re

from pipeline.readers.charset import MARK, decode
from pipeline.readers.flat_tables import flat_tables, may_have_flat_tables
from pipeline.readers.limits import Limits
from pipeline.readers.rawfile import RawFile
from pipeline.readers.text_tables import pipe_tables, spaced_tables, split_lines
from schemas.document import Block, RawDocument, Table
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

_MAY_BE_TABLE = re.compile(r"\t|\||[^\s][ \xa0\u3000]{2,}[^\s]")


def read_text(file: RawFile, limits: Limits) -> RawDocument:
    """Read a text file. The body is the source without a leading byte order mark."""
    text, _, problems = decode(file.data, file.name)
    require_text(text, file.name)
    tables = _tables(text)
    if sum(len(t.cells) for t in tables) > limits.cells:
        raise UnreadableDocument(file.name, f"表格单元格超过上限（{limits.cells}）")
    return RawDocument(
        file.name,
        str(file.path),
        "txt",
        file.digest,
        source=text,
        body=stretch(text, unmarked(text)),
        blocks=tuple(Block(t.start, t.end, "table") for t in tables),
        tables=tables,
        problems=problems,
    )


def _tables(text: str) -> tuple[Table, ...]:
    lines = list(split_lines(text, unmarked(text)))
    found: list[Table] = []
    if _MAY_BE_TABLE.search(text):
        found += pipe_tables(lines)
        found += beside(spaced_tables(lines), found)
    if may_have_flat_tables(text):
        found += beside(flat_tables(lines), found)
    return tuple(sorted(found, key=lambda t: t.start))


def beside(more: list[Table], found: list[Table]) -> list[Table]:
    """The tables that do not overlap with those found already."""
    return [t for t in more if not any(t.start < f.end and f.start < t.end for f in found)]


def unmarked(text: str) -> int:
    """Where the text begins behind a byte order mark."""
    return 1 if text.startswith(MARK) else 0


def stretch(text: str, start: int) -> MappedText:
    """The text from `start` on, mapped to its source."""
    return MappedText.from_parts([(text[start:], start, len(text))])


def require_text(text: str, name: str) -> None:
    """Raise UnreadableDocument where nothing but white space is left."""
    if not text.strip(MARK + " \t\r\n\u3000\xa0"):
        raise UnreadableDocument(name, "没有任何文字")
