"""From an html tree to lines of text: one block element a line, each character mapped to its place in the markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pipeline.readers.building import caption_of, title_row
from pipeline.readers.html_tree import BLOCK, Node, decoded
from schemas.document import Block, Cell, Table

Parts = list[tuple[str, int, int]]

SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "select",
        "input",
        "button",
        "textarea",
        "head",
        "title",
        "meta",
        "link",
        "audio",
        "video",
        "map",
        "nav",
        "noembed",
        "noframes",
        "xmp",
        "dialog",
    ]
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK = re.compile(r"\r\n|\r|\n")
_WIDE = re.compile(r"[\u2e80-\u9fff\u3000-\u303f\uf900-\ufaff\uff00-\uff65]")
_NUMBER = re.compile(r"\d{1,4}")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ROW_GROUPS = ("thead", "tbody", "tfoot")
LAYOUT_CELL = 900  # characters in one cell of a small table that hold an article rather than a figure


@dataclass(slots=True)
class Lines:
    """Text written so far, with what is known about stretches of the source."""

    parts: Parts = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # the lines again, without mapping


class LineWriter:
    """Walks a subtree and writes its lines.

    leave_out: elements that the caller does not want.  flat: cells become lines of their own and no table is kept.
    """

    def __init__(
        self, source: str, leave_out: Callable[[Node], bool] = lambda node: False, *, flat: bool = False
    ) -> None:
        self._source = source
        self._leave_out = leave_out
        self._flat = flat
        self._line: Parts = []
        self.lines = Lines()

    def write(self, node: Node) -> Lines:
        """Write one element; may be called again for the next."""
        self._element(node, pre=False)
        self._flush()
        return self.lines

    def _element(self, node: Node, *, pre: bool) -> None:
        if node.tag in SKIPPED or is_hidden(node) or self._leave_out(node):
            return
        if node.tag == "br" or node.tag == "hr":
            self._flush()
            return
        if node.tag == "table" and not self._flat and (rows := data_rows(node, self._source)):
            self._flush()
            self._table(node, rows)
            return
        block = node.tag in BLOCK
        if block:
            self._flush()
        before = len(self.lines.texts)
        for child in node.children:
            if isinstance(child, Node):
                self._element(child, pre=pre or node.tag == "pre")
            else:
                self._text(*child, pre=pre or node.tag == "pre")
        if block:
            self._flush()
            if node.tag in HEADINGS and len(self.lines.texts) > before:
                self.lines.blocks.append(Block(node.inner, node.end, "heading", HEADINGS[node.tag]))

    def _text(self, start: int, end: int, *, pre: bool) -> None:
        if pre:
            for match in _BREAK.finditer(self._source, start, end):
                self._line.extend(decoded(self._source, start, match.start()))
                self._flush()
                start = match.end()
        self._line.extend(decoded(self._source, start, end))

    def _flush(self) -> None:
        parts, self._line = squeezed(self._line), []
        if parts:
            end = parts[-1][2]
            self.lines.parts += [*parts, ("\n", end, end)]
            self.lines.texts.append("".join(p[0] for p in parts))

    def _table(self, table: Node, rows: list[list[tuple[Node, int, int]]]) -> None:
        """Write a table's rows; rows: (element, row span, column span) of each cell."""
        caption = next((c for c in table.children if isinstance(c, Node) and c.tag == "caption"), None)
        if caption:
            self._element(caption, pre=False)
            self._flush()
        title = caption_of(self.lines.texts)
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        written: list[list[tuple[int, Parts, int]]] = []
        for row, elements in enumerate(rows):
            col, line = 0, []
            for element, row_span, col_span in elements:
                while (row, col) in taken:
                    col += 1
                row_span = min(row_span, len(rows) - row)
                taken.update((row + i, col + j) for i in range(row_span) for j in range(col_span))
                parts = self._cell(element)
                start, end = (parts[0][1], parts[-1][2]) if parts else (element.inner, element.inner)
                cells.append(Cell(row, col, start, end, "".join(p[0] for p in parts), row_span, col_span))
                line.append((col, parts, start))
                col += col_span
            written.append(line)
        cols = max((c for _, c in taken), default=0) + 1
        for line in written:
            at, texts = 0, []
            place = line[0][2] if line else table.inner
            for col, parts, place in line:
                self.lines.parts += [("\t" * (col - at), place, place), *parts]
                texts += ["\t" * (col - at), *(p[0] for p in parts)]
                place, at = (parts[-1][2] if parts else place), col
            self.lines.parts.append(("\t" * (cols - 1 - at) + "\n", place, place))
            self.lines.texts.append("".join(texts))
        self.lines.tables.append(
            Table(table.start, table.end, len(rows), cols, tuple(cells), title_row(cells) or title)
        )
        self.lines.blocks.append(Block(table.start, table.end, "table"))

    def _cell(self, element: Node) -> Parts:
        """A cell's content as one line; paragraphs inside it are set apart by a space."""
        inner = LineWriter(self._source, self._leave_out, flat=True)
        parts = inner.write(element).parts
        line = [(" ", s, e) if text == "\n" else (text, s, e) for text, s, e in parts[:-1]]
        return [(re.sub(r"[\t\n]", " ", text), s, e) for text, s, e in line]


def is_hidden(node: Node) -> bool:
    """Whether the markup itself hides an element (a whole body is only hidden until its scripts ran)."""
    if not node.attributes or node.tag in ("body", "html"):
        return False
    return bool(_HIDDEN.search(node.get("style"))) if "display" in node.attributes else False


def squeezed(parts: Parts) -> Parts:
    """White space runs as one space, none at the ends, and none for a line end between two Chinese characters."""
    out: Parts = []
    for text, start, end in parts:
        if len(text) != end - start:
            out.append((text, start, end))
            continue
        at = 0
        for match in _SPACE.finditer(text):
            if match.start() > at:
                out.append((text[at : match.start()], start + at, start + match.start()))
            out.append((match[0], start + match.start(), start + match.end()))
            at = match.end()
        if at < len(text):
            out.append((text[at:], start + at, end))
    merged: Parts = []
    for text, start, end in out:
        if not text.strip(" \t\r\n\f"):
            if merged and merged[-1][0].strip(" \t\r\n\f"):
                merged.append((text, start, end))
            elif merged:
                merged[-1] = (merged[-1][0] + text, merged[-1][1], end)
        else:
            merged.append((text, start, end))
    result: Parts = []
    for i, (text, start, end) in enumerate(merged):
        if text.strip(" \t\r\n\f"):
            result.append((text, start, end))
        elif i + 1 < len(merged):
            broken = "\n" in text or "\r" in text
            if not (broken and _WIDE.match(merged[i - 1][0][-1]) and _WIDE.match(merged[i + 1][0][0])):
                result.append((" ", start, end))
    while result and not result[-1][0].strip():
        result.pop()
    while result and not result[0][0].strip():
        result.pop(0)
    return result


def data_rows(table: Node, source: str) -> list[list[tuple[Node, int, int]]] | None:
    """A table's rows of (cell, row span, column span); None where the table only lays out a page."""
    rows = []
    for row in _rows(table):
        rows.append([(c, _span(c, "rowspan"), _span(c, "colspan")) for c in _cells(row)])
    rows = [r for r in rows if r]
    width = max((sum(span for *_, span in r) for r in rows), default=0)
    if len(rows) < 2 or width < 2:
        return None
    lengths = []
    for cells in rows:
        for cell, _, _ in cells:
            inner = list(cell.walk())
            if any(n.tag == "table" for n in inner):
                return None
            lengths.append(sum(c[1] - c[0] for n in inner for c in n.children if isinstance(c, tuple)))
    if not any(lengths) or (len(lengths) <= 6 and max(lengths) > LAYOUT_CELL):
        return None
    return rows


def _rows(table: Node) -> Iterator[Node]:
    for child in table.children:
        if isinstance(child, Node):
            if child.tag == "tr":
                yield child
            elif child.tag in _ROW_GROUPS:
                yield from (c for c in child.children if isinstance(c, Node) and c.tag == "tr")


def _cells(row: Node) -> Iterator[Node]:
    return (c for c in row.children if isinstance(c, Node) and c.tag in ("td", "th"))


def _span(cell: Node, name: str) -> int:
    if name not in cell.attributes.lower():
        return 1
    match = _NUMBER.match(cell.get(name).strip())
    return max(1, min(int(match[0]), 1000)) if match else 1
