"""What a Word 97 file says of its paragraphs and characters: property changes, by place in the stream.

Source: [MS-DOC], sections 2.6 (single property modifiers), 2.9.33 (ChpxFkp), 2.9.175 (PapxFkp), 2.9.325 (TDefTable).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.readers.doc_file import WordFile, plc

_PAGE = 512
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of an operand by the upper three bits of its code; 0: it says itself
_HUGE = (0x6645, 0x6646, 0x646B)  # properties too long for their page stand in the data stream
_MOST_BORDERS = 64

ISTD, IN_TABLE, ROW_END, NESTING, OUTLINE = 0x4600, 0x2416, 0x2417, 0x6649, 0x2640
LIST, LIST_LEVEL = 0x460B, 0x260A
ROW, ROW_MERGE, ROW_VERTICAL = 0xD608, 0x5624, 0xD62B
DELETED, HIDDEN, CHARACTER_STYLE, SYMBOL = 0x0800, 0x083C, 0x4A30, 0x6A09


@dataclass(frozen=True, slots=True)
class RowShape:
    """A table row's cells. borders: x positions in twips, one more than cells.  across, down: merge of each cell.

    across: 0 for a cell by itself.  down: 0, 1 for one that continues the cell above, 3 for the first of such.
    """

    borders: tuple[int, ...] = ()
    across: tuple[int, ...] = ()
    down: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Properties:
    """A paragraph's own properties; what is None comes from its style.

    level: 1 to 9, or 0 for body text.  lists: index into the list table, 0 for none.  row: set at the end of a row.
    """

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    nested: bool = False
    level: int | None = None
    lists: int | None = None
    list_level: int | None = None
    row: RowShape | None = None


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Property changes as (code, operand), in order."""
    at, last = 0, len(grpprl)
    while at + 2 < last:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES[code >> 13]
        if not size:
            if code == ROW or code == 0xD606:
                size = int.from_bytes(grpprl[at : at + 2], "little") - 1
                at += 2
            elif code == 0xC615 and grpprl[at] == 255:  # tabs taken away, then tabs added
                away = grpprl[at + 1]
                size = 3 + 4 * away + 3 * grpprl[at + 2 + 4 * away]
            else:
                size = grpprl[at]
                at += 1
        yield code, grpprl[at : at + size]
        at += max(size, 0)


class Paragraphs:
    """Properties of paragraphs by character position."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        found = sorted(_entries(word, 13, paragraphs=True), key=lambda e: e[0])
        self._starts = [e[0] for e in found]
        self._found = found
        self._known: dict[bytes, Properties] = {}

    def at(self, cp: int) -> tuple[int, Properties]:
        """The paragraph that a position lies in: where it begins in the stream, and its properties."""
        place = self._word.offset(cp)
        i = bisect_right(self._starts, place) - 1
        if i < 0 or place >= self._found[i][1]:
            return place, Properties()
        start, _, grpprl = self._found[i]
        changes = self._word.piece(cp).changes
        return start, self._properties(grpprl + changes if changes else grpprl)

    def _properties(self, papx: bytes) -> Properties:
        if papx not in self._known:
            style = int.from_bytes(papx[:2], "little")
            self._known[papx] = read_properties(papx[2:], Properties(style), self._word.data)
        return self._known[papx]


def read_properties(grpprl: bytes, start: Properties, data: bytes, deep: int = 0) -> Properties:
    """Apply property changes to what a paragraph has. data: the stream that holds long ones."""
    found: dict[str, object] = {}
    row = start.row
    for code, operand in sprms(grpprl):
        number = int.from_bytes(operand[:4], "little")
        if code == ISTD:
            found["style"] = number
        elif code == IN_TABLE:
            found["in_table"] = number == 1
        elif code == ROW_END:
            found["row_end"] = number == 1
        elif code == NESTING:
            found["nested"] = 1 < number < 0x8000_0000
        elif code == OUTLINE:
            found["level"] = number + 1 if number < 9 else 0
        elif code == LIST:
            found["lists"] = number if 0 < number < 2047 else 0
        elif code == LIST_LEVEL:
            found["list_level"] = number if number < 9 else 0
        elif code == ROW:
            row = _row(operand)
        elif code == ROW_MERGE and row and len(operand) == 2:
            first, limit = operand
            across = [2 if i == first else 1 if first < i < limit else a for i, a in enumerate(row.across)]
            row = replace(row, across=tuple(across))
        elif code == ROW_VERTICAL and row and len(operand) == 2:
            row = replace(row, down=tuple(operand[1] if i == operand[0] else d for i, d in enumerate(row.down)))
        elif code in _HUGE and deep < 2:
            size = int.from_bytes(data[number : number + 2], "little")
            start = read_properties(data[number + 2 : number + 2 + size], start, data, deep + 1)
            row = start.row or row
    return replace(start, **found, row=row)  # type: ignore[arg-type]  # names and types as above


def character_marks(word: WordFile, hidden_styles: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Stretches of text (first and last position) that are not shown, with ""; and symbols with their character."""
    for start, end, grpprl in _entries(word, 1, paragraphs=False):
        shown = _shown(grpprl, hidden_styles)
        if shown is not None:
            for first, last in word.positions(start, end):
                yield first, last, shown
    for piece in word.pieces:
        shown = _shown(piece.changes, hidden_styles)
        if shown is not None:
            yield piece.cp, piece.end, shown


def _shown(grpprl: bytes, hidden_styles: frozenset[int]) -> str | None:
    """What stands for characters of these properties: themselves (None), nothing, or a symbol."""
    found, hidden = None, False
    for code, operand in sprms(grpprl):
        if code == CHARACTER_STYLE:
            hidden = int.from_bytes(operand, "little") in hidden_styles
        elif code == HIDDEN:
            hidden = operand[:1] in (b"\x01", b"\x81")
        elif code == DELETED and operand[:1] == b"\x01":
            return ""
        elif code == SYMBOL:
            point = int.from_bytes(operand[2:4], "little")
            found = chr(point) if 0x20 <= point < 0xD800 else ""
    return "" if hidden else found


def _row(operand: bytes) -> RowShape:
    count = operand[0]
    if count >= _MOST_BORDERS:
        return RowShape()
    borders = struct.unpack_from(f"<{count + 1}h", operand, 1)
    first = 1 + 2 * (count + 1)
    flags = [int.from_bytes(operand[first + 20 * i : first + 20 * i + 2], "little") for i in range(count)]
    return RowShape(borders, tuple(f & 3 for f in flags), tuple(f >> 5 & 3 for f in flags))


def _entries(word: WordFile, step: int, *, paragraphs: bool) -> Iterator[tuple[int, int, bytes]]:
    """Stretches of the stream with their property changes, from the formatted pages. step: bytes of a page's entry."""
    _, numbers = plc(word.part(13 if paragraphs else 12), 4)
    for number in numbers:
        page_at = (int.from_bytes(number, "little") & 0x3F_FFFF) * _PAGE
        page = word.main[page_at : page_at + _PAGE]
        count = page[_PAGE - 1]
        places = struct.unpack_from(f"<{count + 1}I", page)
        for i in range(count):
            at = 2 * page[4 * (count + 1) + step * i]
            if not at:
                grpprl = b"\x00\x00" if paragraphs else b""
            elif not paragraphs:
                grpprl = page[at + 1 : at + 1 + page[at]]
            elif page[at]:
                grpprl = page[at + 1 : at + 2 * page[at]]
            else:
                grpprl = page[at + 2 : at + 2 + 2 * page[at + 1]]
            yield places[i], places[i + 1], grpprl
