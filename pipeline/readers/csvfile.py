"""csv files: decoded, split at the separator they use, written as rows with tabs."""

from __future__ import annotations

import csv
import io

from pipeline.readers.building import SourceBuilder
from pipeline.readers.charset import decode
from pipeline.readers.limits import Limits
from pipeline.readers.plain import require_text, unmarked
from pipeline.readers.rawfile import RawFile
from pipeline.readers.sheet_build import SheetCell, TooWide, write_sheet
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

csv.field_size_limit(2**31 - 1)  # a file's own size is bounded already
_SEPARATORS = (",", "\t", ";", "|", "，", "；")


def read_csv(file: RawFile, limits: Limits) -> RawDocument:
    """Read a csv file; `Cell.value` stays empty, since csv has no types.

    Raises UnreadableDocument where it is no text or its quoting cannot be read.
    """
    text, _, problems = decode(file.data, file.name)
    require_text(text, file.name)
    text = text[unmarked(text) :]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
    except csv.Error as exc:
        raise UnreadableDocument(file.name, f"表格读不出来（{exc}）") from exc
    if sum(len(row) for row in rows) > limits.cells:
        raise UnreadableDocument(file.name, f"单元格超过上限（{limits.cells}）")
    out = SourceBuilder()
    cells = [(i, {col: SheetCell(words.strip()) for col, words in enumerate(row)}) for i, row in enumerate(rows)]
    try:
        write_sheet(out, cells, most_cells=limits.cells)
    except TooWide as exc:
        raise UnreadableDocument(file.name, f"表格范围过大（上限 {limits.cells} 个单元格）") from exc
    return RawDocument(
        file.name,
        str(file.path),
        "csv",
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text),
        blocks=tuple(out.blocks),
        tables=tuple(out.tables),
        problems=problems,
    )


def separator(text: str) -> str:
    """The separator that splits most lines into the same number of fields; a comma where none does."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:50]

    def agreement(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if line.count(mark)]
        most = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
        return counts.count(most) if most else 0, most

    return max(_SEPARATORS, key=lambda mark: (agreement(mark), -_SEPARATORS.index(mark)))
