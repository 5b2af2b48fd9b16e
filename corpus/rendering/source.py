"""Read a corpus source: a header of `key: value` lines, then one paragraph, heading or table row a line.

    # title        ## heading       ### subheading     ^ centred     >> right-aligned
    ~ boilerplate of a website, kept as it stands (an empty one is an empty line)
    | a | b |      a table row; a row of dashes ends the table's header
    @@ page | sheet NAME | title TEXT | note TEXT | header N | blank      instructions to the writer

In the text, {{p:3}} is a page mark that fell into a sentence (“3、”), {{pg:3}} one on a line of its own,
{{n}} a line break inside a number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

PREFIXES = (
    ("### ", "heading2"),
    ("## ", "heading1"),
    ("# ", "title"),
    ("^ ", "centre"),
    (">> ", "right"),
    ("~", "boilerplate"),
    ("@@ ", "order"),
)


@dataclass(frozen=True)
class Item:
    """One paragraph, heading or table of a source. rows: the cells of a table, header rows first."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    head: int = 1


@dataclass(frozen=True)
class Source:
    """A document to be rendered. meta: its header."""

    path: Path
    meta: dict[str, str]
    items: tuple[Item, ...] = field(default=())

    @property
    def file(self) -> str:
        """Where it is rendered to, under raw/."""
        return self.meta["file"]

    @property
    def format(self) -> str:
        """The suffix of the rendered file, without its dot."""
        return self.file.rsplit(".", 1)[1]


def cells(line: str) -> tuple[str, ...]:
    """The cells of a markdown table row."""
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def is_rule(row: tuple[str, ...]) -> bool:
    """Whether the row is the line of dashes under a table's header."""
    return all(cell and set(cell) <= {"-", ":"} for cell in row)


def load(path: Path) -> Source:
    """Read one source file. Raises ValueError where its header is incomplete."""
    head, sep, body = path.read_text("utf-8").removeprefix("---\n").partition("\n---\n")
    if not sep:
        raise ValueError(f"{path.name}: the header does not end")
    meta = dict(line.split(": ", 1) for line in head.splitlines())
    missing = {"doc_id", "file", "title", "issuer", "issued_date", "kind", "place", "role"} - meta.keys()
    if missing:
        raise ValueError(f"{path.name}: the header lacks {', '.join(sorted(missing))}")
    return Source(path, meta, tuple(read_items(body)))


def read_items(body: str) -> list[Item]:
    """The items of a source's body, in order."""
    items: list[Item] = []
    rows: list[tuple[str, ...]] = []
    head = 0
    for line in [*body.splitlines(), ""]:
        if line.startswith("|"):
            row = cells(line)
            if is_rule(row):
                head = len(rows)
            else:
                rows.append(row)
            continue
        if rows:
            items.append(Item("table", rows=tuple(rows), head=head or 1))
            rows, head = [], 0
        if not line:
            continue
        kind, mark = next(((k, p) for p, k in PREFIXES if line.startswith(p)), ("para", ""))
        items.append(Item(kind, line.removeprefix(mark).strip()))
    return items
