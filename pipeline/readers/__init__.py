"""From files to raw documents: `discover` finds the files, `read` gives each one's text, tables and places.

What every reader keeps to:

- `source` is the text that all offsets count in. For txt, md and html it is the decoded file as it stands; for other
  formats it is written line by line: one paragraph a line, a table as one line a row with tabs between its columns.
- `body` is the part worth reading, mapped to `source`. In html it holds no markup, one block element a line.
- A table's words stand in `source` (and in the body) too: `Table.start`, `Table.end` and a block of kind "table" say
  where, so that prose can be read around it.
- `Cell.text` is the cell in plain words; `source[cell.start:cell.end]` is the cell as it stands, markup included.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pipeline.readers.discover import Search, discover, search
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.rawfile import fingerprint, load
from pipeline.readers.registry import choose
from pipeline.readers.sniff import has_macros
from schemas.document import RawDocument

__all__ = ["DEFAULT_LIMITS", "Limits", "Search", "discover", "fingerprint", "read", "search"]


def read(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> RawDocument:
    """Read one document of any known format, chosen by its content, with the suffix as a second opinion.

    Raises UnreadableDocument where the bytes give no text (missing, empty, encrypted, broken, a scan),
    UnsupportedFormat where nobody here reads the kind of file. What was odd but did not stop the reading is in
    `problems`.
    """
    file = load(Path(path), limits)
    form, remark = choose(file)
    raw = form.load()(file, limits)
    if form.name != raw.format:
        raw = dataclasses.replace(raw, format=form.name)
    remarks = [remark] if remark else []
    if has_macros(file.data):
        remarks.append("含有宏：只读取内容，不运行")
    return dataclasses.replace(raw, problems=(*remarks, *raw.problems)) if remarks else raw
