"""doc and wps files (Word 97 binary) without Word: text in order, tables from cell marks, notes at the end."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.readers.building import SourceBuilder, caption_of, meant_title
from pipeline.readers.doc_file import FAULTS, OlderWord, WordFile
from pipeline.readers.doc_sprms import Paragraphs, Properties, character_marks
from pipeline.readers.doc_styles import DocStyles, box_stretches, doc_numbering, note_stretches
from pipeline.readers.doc_tables import Row, grid_cells
from pipeline.readers.docx_numbering import Numbering
from pipeline.readers.docx_styles import Style
from pipeline.readers.libreoffice import by_office
from pipeline.readers.limits import Limits
from pipeline.readers.rawfile import RawFile
from schemas.document import RawDocument
from schemas.errors import UnreadableDocument
from schemas.mapped_text import MappedText

T = TypeVar("T")

_ENDS = re.compile(r"[\r\x07\x0c]")  # of paragraphs; cells and rows; pages and sections
_CODE_ENDS, _CELL = re.compile(r"[\r\x07]"), re.compile(r"\x07")
_FIELD = re.compile(r"[\x13\x14\x15]")  # a field begins, its result begins, it ends
# line breaks as line ends, hyphens as printed, pictures, anchors and marks of notes as nothing
_PLAIN = {**dict.fromkeys(range(0x20), ""), 0x09: " ", 0x0B: "\n", 0x0E: "\n", 0x1E: "-", 0x0A: "\n", 0xFFFC: ""}
_NOTES = ((2, 3), (46, 47))  # footnotes and endnotes: indexes of their references and texts


def read_doc(file: RawFile, limits: Limits) -> RawDocument:
    """Read a Word 97 document; tracked changes as accepted, hidden text left out, results of fields for their codes.

    What is laid out otherwise (Word 95) or damaged goes to LibreOffice, where that is installed and allowed.
    Raises UnreadableDocument for a protected or broken file, and where there is no text.
    """
    try:
        walk = _Walk(WordFile(file), file.name, limits)
        walk.document()
    except FAULTS as exc:
        converted = by_office(file, "docx", limits)
        if converted is not None:
            return converted
        reason = "文件损坏或不完整（不是有效的 Word 97 文档）"
        if isinstance(exc, OlderWord):
            reason = "是 Word 95 或更早的格式，请另存为 docx"
        raise UnreadableDocument(file.name, reason) from exc
    out = walk.out
    if not out.text.strip():
        raise UnreadableDocument(file.name, "没有任何文字（可能只有图片）")
    return RawDocument(
        file.name,
        str(file.path),
        "doc",
        file.digest,
        source=out.text,
        body=MappedText.identity(out.text).without(walk.aside),
        blocks=tuple(sorted(out.blocks, key=lambda b: (b.start, b.end))),
        tables=tuple(out.tables),
        hints=meant_title(walk.title),
        problems=tuple(walk.problems),
    )


@dataclass(slots=True)
class _Table:
    """A table being read."""

    cell: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    boxes: list[tuple[int, int]] = field(default_factory=list)


class _Walk:
    """State of one document's reading."""

    def __init__(self, word: WordFile, name: str, limits: Limits) -> None:
        self._word, self._name, self._limits = word, name, limits
        self.title = word.title
        self.out = SourceBuilder()
        self.aside: list[tuple[int, int]] = []  # stretches that are not part of the body: the table of contents
        self.problems: list[str] = []
        self._paragraphs = Paragraphs(word)
        self._styles = self._optional(lambda: DocStyles(word), None, "样式表损坏，标题级别未读取")
        self._numbering = self._optional(lambda: doc_numbering(word), Numbering(None), "编号定义损坏，自动编号未读取")
        self._cells = 0
        self._chars = self._shown()

    def document(self) -> None:
        """The main text with its boxes, then the notes, then boxes whose place is not known."""
        none: list[tuple[int | None, int, int]] = []
        boxes = self._optional(lambda: box_stretches(self._word), none, "文本框的位置损坏，未读取")
        placed = sorted((cp, a, b) for cp, a, b in boxes if cp is not None)
        self._anchors = [cp for cp, _, _ in placed]
        self._boxes = [(a, b) for _, a, b in placed]
        self._story(*self._word.story)
        for at, last in [(a, b) for cp, a, b in boxes if cp is None]:
            self._story(at, last)
        for (references, texts), start in zip(_NOTES, (self._word.footnotes, self._word.endnotes), strict=True):
            self._notes(references, texts, start)

    def _optional(self, make: Callable[[], T], otherwise: T, problem: str) -> T:
        """A part that the text can do without."""
        try:
            return make()
        except FAULTS:
            self.problems.append(problem)
            return otherwise

    def _shown(self) -> list[str]:
        """Each position's character as shown: nothing for what was deleted, hidden, or is the code of a field."""
        text = self._word.text
        chars = list(text)
        hidden = self._styles.hidden if self._styles else frozenset()
        for start, end, shown in character_marks(self._word, hidden):
            chars[start:end] = [shown if c not in "\x07\x13\x14\x15" else c for c in chars[start:end]]
        opened: list[tuple[int, int | None]] = []  # fields: where each begins, where its result begins
        for match in _FIELD.finditer(text):
            at = match.start()
            if match[0] == "\x13":
                opened.append((at, None))
            elif match[0] == "\x14" and opened:
                opened[-1] = (opened[-1][0], opened[-1][1] or at)
            elif opened:
                begin, result = opened.pop()
                code_end = at if result is None else result
                # a code goes on over lines only where a result follows it; anything else is a damaged file's text
                if not (_CODE_ENDS if result is None else _CELL).search(text, begin, code_end):
                    chars[begin : code_end + 1] = [""] * (code_end + 1 - begin)
        return chars

    def _notes(self, references: int, texts: int, story: int) -> None:
        none: list[tuple[int, int, int]] = []
        found = self._optional(
            lambda: note_stretches(self._word, references, texts, story), none, "脚注的位置损坏，未读取"
        )
        number = 0
        for mark, start, end in found:
            if mark >= len(self._chars) or self._chars[mark] == "":
                continue
            number += 1
            words = [w for p in _ENDS.split("".join(self._chars[start:end])) if (w := self._plain(p).strip())]
            if words:
                self.out.line(f"[{number}] " + " ".join(words).replace("\n", " "), kind="note")

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Paragraphs of a stretch as (first position, position of the mark that ends it, that mark)."""
        at = start
        for match in _ENDS.finditer(self._word.text, start, end):
            if self._chars[match.start()]:
                yield at, match.start(), match[0]
                at = match.end()
        if at < end:
            yield at, end - 1, ""

    def _story(self, start: int, end: int) -> None:
        table: _Table | None = None
        broken = -1  # where in the stream the paragraph begins that a page break has just cut
        for at, mark_at, mark in self._pieces(start, min(end, len(self._chars))):
            begins, own = self._paragraphs.at(mark_at)
            text = self._plain("".join(self._chars[at : mark_at if mark else mark_at + 1]))
            style = self._styles[own.style] if self._styles else Style()
            if style.hidden:
                text = ""
            elif begins != broken and (number := self._number(text, own, style)):
                text = number + text.lstrip()
            broken = begins if mark == "\x0c" else -1
            boxes = self._anchored(at, mark_at)
            if own.in_table or mark == "\x07":
                table = table or _Table()
                table.boxes += boxes
                self._into(table, text, mark, own)
                continue
            if table:
                self._finish(table)
                table = None
            self._write(text, own.level if own.level is not None else style.level, contents=style.contents)
            for first, last in boxes:
                self._story(first, last)
        if table:
            self._finish(table)

    def _into(self, table: _Table, text: str, mark: str, own: Properties) -> None:
        """A paragraph of a table; those of tables inside a cell belong to the cell."""
        if mark == "\x07" and own.row_end and not own.nested:
            table.rows.append(Row(tuple(table.texts), own.row))
            self._cells += len(table.texts)
            table.texts = []
            if self._cells > self._limits.cells:
                raise UnreadableDocument(self._name, f"表格单元格超过上限（{self._limits.cells}）")
            return
        table.plain.append(text)
        if words := text.strip():
            table.cell.append(words)
        if mark == "\x07":
            table.texts.append(" ".join(table.cell))
            table.cell = []

    def _finish(self, table: _Table) -> None:
        if table.cell:
            table.texts.append(" ".join(table.cell))
        if table.texts:
            table.rows.append(Row(tuple(table.texts), None))
        cells = grid_cells(table.rows)
        if max((c.col for c in cells), default=0) == 0 or len(cells) == 1:
            for text in table.plain:  # a frame around text, not a table
                self._write(text, None)
        else:
            self.out.table(cells, caption=caption_of([self.out.tail(i) for i in (3, 2, 1)]))
        for first, last in table.boxes:
            self._story(first, last)

    def _anchored(self, start: int, end: int) -> list[tuple[int, int]]:
        """Text boxes whose anchors stand in a stretch, each given once."""
        first, last = bisect_left(self._anchors, start), bisect_left(self._anchors, end)
        found = [b for i, b in enumerate(self._boxes[first:last], first) if self._chars[self._anchors[i]]]
        del self._anchors[first:last], self._boxes[first:last]
        return found

    def _number(self, text: str, own: Properties, style: Style) -> str:
        """The automatic number before a paragraph."""
        lists = style.num_id if own.lists is None else str(own.lists)
        if lists is None or lists == "0" or not text.strip():
            return ""
        level = own.list_level if own.list_level is not None else style.num_level
        return self._numbering.text(lists, level or 0)

    def _write(self, text: str, level: int | None, *, contents: bool = False) -> None:
        for line in text.split("\n"):
            if words := line.strip(" "):
                block = self.out.line(words, "heading" if level else "paragraph", level or None)
                if contents:
                    self.aside.append((block.start, block.end + 1))

    @staticmethod
    def _plain(text: str) -> str:
        """Text without marks; two surrogates as the character that they stand for."""
        text = text.translate(_PLAIN)
        if any("\ud800" <= c < "\ue000" for c in text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text
