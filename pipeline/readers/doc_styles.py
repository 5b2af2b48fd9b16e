"""Styles and lists of Word 97 files: heading levels, hidden text, automatic numbers.

Source: [MS-DOC], sections 2.9.271 (STSH), 2.9.131 to 2.9.150 (LFO, LSTF, LVL); [MS-OSHARED] 2.2.1.3 (MSONFC).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from pipeline.readers.doc_file import WordFile, plc
from pipeline.readers.doc_sprms import HIDDEN, Properties, read_properties, sprms
from pipeline.readers.docx_numbering import Level, Numbering
from pipeline.readers.docx_styles import Style, named_style

_NO_BASE = 0xFFF
# number formats by code, in the words of ISO/IEC 29500
_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimalHalfWidth", 17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet",
    26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 40: "ideographDigital", 255: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Raw:
    """A style as the file has it."""

    name: str
    number: int  # built-in styles have fixed ones: 1 to 9 are headings, 19 to 27 lines of the table of contents
    base: int
    properties: Properties
    hidden: bool | None


class DocStyles:
    """Styles by their index, inheritance resolved. The same `Style` as for docx files."""

    def __init__(self, word: WordFile) -> None:
        self._raw: dict[int, _Raw] = {}
        self._known: dict[int, Style] = {}
        data = word.part(1)
        (size,) = struct.unpack_from("<H", data)
        (fixed,) = struct.unpack_from("<H", data, 4)
        at, index = 2 + size, 0
        while at + 2 <= len(data):
            (size,) = struct.unpack_from("<H", data, at)
            if size:
                self._raw[index] = _style(data[at + 2 : at + 2 + size], fixed, word.data)
            at += 2 + size
            index += 1

    def __getitem__(self, index: int) -> Style:
        """The style of an index; an empty one where there is none."""
        if index not in self._known:
            self._known[index] = Style()  # a style based on itself ends here
            self._known[index] = self._resolve(index)
        return self._known[index]

    @property
    def hidden(self) -> frozenset[int]:
        """Indexes of the styles whose text is not shown."""
        return frozenset(i for i in self._raw if self[i].hidden)

    def _resolve(self, index: int) -> Style:
        raw = self._raw.get(index)
        if raw is None:
            return Style()
        base = self[raw.base] if raw.base != _NO_BASE else Style()
        named = named_style(raw.name)
        level = raw.number if 1 <= raw.number <= 9 else named.level
        if level is None and raw.properties.level is not None:
            level = raw.properties.level or None
        lists, list_level = raw.properties.lists, raw.properties.list_level
        return Style(
            level if level is not None else base.level,
            base.num_id if lists is None else str(lists),
            base.num_level if list_level is None else list_level,
            base.hidden if raw.hidden is None else raw.hidden,
            19 <= raw.number <= 27 or named.contents or base.contents,
            raw.number == 62 or named.title or base.title,
        )


def _style(data: bytes, fixed: int, long: bytes) -> _Raw:
    """One style. fixed: bytes before its name."""
    number, kind_base, count_next = struct.unpack_from("<3H", data)
    kind, base, count = kind_base & 15, kind_base >> 4, count_next & 15
    (length,) = struct.unpack_from("<H", data, fixed)
    at = fixed + 2
    name = data[at : at + 2 * length].decode("utf-16-le", errors="replace")
    at += 2 * length + 2
    properties, hidden = Properties(), None
    for i in range(count):
        at += at & 1
        if at + 2 > len(data):
            break
        (size,) = struct.unpack_from("<H", data, at)
        changes = data[at + 2 : at + 2 + size]
        at += 2 + size
        if kind == 1 and i == 0:
            properties = read_properties(changes[2:], properties, long)
        elif (kind == 1 and i == 1) or (kind == 2 and i == 0):
            for code, operand in sprms(changes):
                if code == HIDDEN:
                    hidden = operand[:1] in (b"\x01", b"\x81")
    return _Raw(name.split(",")[0], number & 0xFFF, base, properties, hidden)


def doc_numbering(word: WordFile) -> Numbering:
    """The file's lists, as the counter of docx files takes them; lists are named by their index from 1."""
    lists = word.part(73)
    if not lists:
        return Numbering(None)
    (count,) = struct.unpack_from("<h", lists)
    tail, at = word.tail(73), 0
    abstract: dict[str, dict[int, Level]] = {}
    for i in range(max(0, count)):
        (identifier,) = struct.unpack_from("<i", lists, 2 + 28 * i)
        simple = lists[2 + 28 * i + 26] & 1
        levels = abstract.setdefault(str(identifier), {})
        for n in range(1 if simple else 9):
            levels[n], at = _level(tail, at)
    return Numbering.of(abstract, _lists_used(word.part(74)))


def _lists_used(data: bytes) -> dict[str, tuple[str, dict[int, Level], dict[int, int]]]:
    """Lists as paragraphs name them: (list, levels of its own, levels that start at another number)."""
    if not data:
        return {}
    (count,) = struct.unpack_from("<I", data)
    if 4 + 16 * count > len(data):
        raise ValueError("list table cut off")
    at = 4 + 16 * count
    used = {}
    for i in range(count):
        (identifier,) = struct.unpack_from("<i", data, 4 + 16 * i)
        at += 4
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for _ in range(data[4 + 16 * i + 12] & 15):
            start, flags = struct.unpack_from("<iI", data, at)
            at += 8
            if flags & 0x20:
                levels[flags & 15], at = _level(data, at)
            if flags & 0x10:
                starts[flags & 15] = start
        used[str(i + 1)] = (str(identifier), levels, starts)
    return used


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """One level of a list, and where the next structure begins."""
    start, code, flags = struct.unpack_from("<iBB", data, at)
    character, paragraph, restart = data[at + 24], data[at + 25], data[at + 26]
    at += 28 + character + paragraph
    (length,) = struct.unpack_from("<H", data, at)
    at += 2
    pattern = data[at : at + 2 * length].decode("utf-16-le", errors="replace")
    return (
        Level(
            start=start,
            number_format=_FORMATS.get(code, "decimal"),
            pattern="".join(f"%{ord(c) + 1}" if c < "\x09" else c for c in pattern),
            legal=bool(flags & 4),
            restart=restart if flags & 8 else None,
        ),
        at + 2 * length,
    )


def note_stretches(word: WordFile, references: int, texts: int, story: int) -> list[tuple[int, int, int]]:
    """Notes as (position of the reference, first and last position of the note's text).

    references, texts: indexes of the structures.  story: where the story of these notes begins.
    """
    marks, records = plc(word.part(references), 2)
    borders, _ = plc(word.part(texts), 0)
    return [(marks[i], story + borders[i], story + borders[i + 1]) for i in range(len(records)) if i + 1 < len(borders)]


def box_stretches(word: WordFile) -> list[tuple[int | None, int, int]]:
    """Text boxes as (position of the anchor, None where it is not known; first and last position of the text)."""
    anchors, shapes = plc(word.part(40), 26)
    where = {shape[:4]: cp for cp, shape in zip(anchors, shapes, strict=False)}
    borders, boxes = plc(word.part(56), 22)
    return [
        (where.get(box[14:18]), word.boxes + borders[i], word.boxes + borders[i + 1])
        for i, box in enumerate(boxes)
        if box[14:18] != b"\x00\x00\x00\x00"
    ]
