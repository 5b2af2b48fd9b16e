"""Minimal Word 97 files for tests: a compound file, an information block, a piece table, and formatted pages.

Source: [MS-CFB] and [MS-DOC]. LibreOffice opens what is written here.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
PAIRS, TEXT_AT = 0x9A, 1024
INDEX = {"styles": 1, "note_refs": 2, "notes": 3, "chpx": 12, "papx": 13, "clx": 33, "anchors": 40, "boxes": 56,
         "lists": 73, "overrides": 74}  # fmt: skip

DELETED, HIDDEN, INSERTED = struct.pack("<HB", 0x0800, 1), struct.pack("<HB", 0x083C, 1), struct.pack("<HB", 0x0801, 1)
SPECIAL = struct.pack("<HB", 0x0855, 1)
#: Styles of every file by index: a heading, body text whose characters are hidden, a line of the contents.
HEADING, CONTENTS, SECRET = 1, 2, 3


def symbol(point: int) -> bytes:
    """Properties of a character that stands for one of a symbol font."""
    return struct.pack("<HBHH", 0x6A09, 4, 0, point)[:2] + struct.pack("<HH", 0, point)


def outline(level: int) -> bytes:
    """Properties of a paragraph at a level of the outline, 1 the highest."""
    return struct.pack("<HB", 0x2640, level - 1)


def numbered(level: int, list_index: int = 1) -> bytes:
    """Properties of a paragraph with an automatic number, at a level from 0."""
    return struct.pack("<HBHH", 0x260A, level, 0x460B, list_index)


@dataclass
class Paragraph:
    """Text, or runs as (text, character properties); a style's index; paragraph properties; the mark at the end."""

    runs: str | Sequence[tuple[str, bytes]]
    style: int = 0
    properties: bytes = b""
    mark: str = "\r"

    def pieces(self) -> list[tuple[str, bytes]]:
        runs = [(self.runs, b"")] if isinstance(self.runs, str) else list(self.runs)
        return [*runs, (self.mark, b"")]


def row(texts: Sequence[str], borders: Sequence[int] = (), down: Sequence[int] = ()) -> list[Paragraph]:
    """A table row. borders: x positions in twips.  down: 3 where a merged cell begins, 1 where it goes on."""
    borders = borders or [i * 2000 for i in range(len(texts) + 1)]
    down = down or [0] * len(texts)
    inside = struct.pack("<HB", 0x2416, 1)
    cells = b"".join(struct.pack("<H18x", d << 5) for d in down)
    shape = bytes([len(texts)]) + struct.pack(f"<{len(borders)}h", *borders) + cells
    shape = struct.pack("<HH", 0xD608, len(shape) + 1) + shape
    found = [Paragraph(text, properties=inside, mark="\x07") for text in texts]
    return [*found, Paragraph("", properties=inside + struct.pack("<HB", 0x2417, 1) + shape, mark="\x07")]


@dataclass
class Word97:
    """A document to be written.  levels: (number format, pattern) of the one list.

    notes: footnotes, in the order of the marks \\x02 in the text.  boxes: text boxes, in the order of the marks \\x08.
    scattered: each paragraph is a piece of its own, stored from the last to the first, in eight bits where that does.
    """

    story: list[Paragraph]
    notes: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    levels: list[tuple[int, str]] = field(default_factory=list)
    scattered: bool = False
    encrypted: bool = False
    magic: int = 0xA5EC

    def to_bytes(self) -> bytes:
        """The file."""
        stories = [self.story, [Paragraph("\x02" + n) for n in self.notes], [Paragraph(b) for b in self.boxes]]
        if self.notes or self.boxes:
            stories = [[*s, Paragraph("")] if s else s for s in stories]
        everything = [p for s in stories for p in s]
        lengths = [sum(len(_units(t)) for p in s for t, _ in p.pieces()) for s in stories]
        text, table_pieces, places = self._text(everything)
        main = bytearray(TEXT_AT) + text
        main += bytes(-len(main) % SECTOR)
        papx = [
            (a, b, struct.pack("<H", p.style) + p.properties) for p, (a, b, _) in zip(everything, places, strict=True)
        ]
        chpx = sorted(r for _, _, runs in places for r in runs)
        first = len(main) // SECTOR
        pages = [*_pages(sorted(papx), 13), *_pages(chpx, 1)]
        numbers = {"papx": range(first, first + len(_pages(papx, 13))), "chpx": range(0)}
        numbers["chpx"] = range(numbers["papx"].stop, first + len(pages))
        main += b"".join(page for page, _ in pages)
        spans = [span for _, span in pages]
        parts = {
            "clx": table_pieces,
            "styles": _styles(),
            "papx": _plc([*[s[0] for s in spans[: len(numbers["papx"])]], spans[len(numbers["papx"]) - 1][1]],
                         [struct.pack("<I", n) for n in numbers["papx"]]),
            "chpx": _plc([*[s[0] for s in spans[len(numbers["papx"]) :]], spans[-1][1]],
                         [struct.pack("<I", n) for n in numbers["chpx"]]),
            **self._notes(),
            **self._boxes(),
        }  # fmt: skip
        if self.levels:
            parts |= {"lists": struct.pack("<hi22xBx", 1, 7, 1 if len(self.levels) == 1 else 0)}
        return self._container(main, parts, lengths)

    def _text(self, paragraphs: list[Paragraph]) -> tuple[bytes, bytes, list[tuple[int, int, list]]]:
        """The stored text, the piece table, and each paragraph's first and last offset with its runs'."""
        groups = [[p] for p in paragraphs] if self.scattered else [paragraphs]
        order = range(len(groups) - 1, -1, -1) if self.scattered else range(len(groups))
        stored, at_of, narrow_of = b"", {}, {}
        places: dict[int, tuple[int, int, list]] = {}
        for g in order:
            whole = "".join(t for p in groups[g] for t, _ in p.pieces())
            narrow = self.scattered and all(c < "\x80" for c in whole)
            at_of[g], narrow_of[g] = TEXT_AT + len(stored), narrow
            for p in groups[g]:
                begin, runs = TEXT_AT + len(stored), []
                for text, properties in p.pieces():
                    at = TEXT_AT + len(stored)
                    stored += text.encode("ascii" if narrow else "utf-16-le")
                    if text:
                        runs.append((at, TEXT_AT + len(stored), properties))
                places[id(p)] = (begin, TEXT_AT + len(stored), runs)
        borders, entries, cp = [0], [], 0
        for g, group in enumerate(groups):
            cp += sum(len(_units(t)) for p in group for t, _ in p.pieces())
            borders.append(cp)
            place = at_of[g] * 2 | 0x4000_0000 if narrow_of[g] else at_of[g]
            entries.append(struct.pack("<HIH", 0, place, 0))
        table = _plc(borders, entries)
        return stored, b"\x02" + struct.pack("<I", len(table)) + table, [places[id(p)] for p in paragraphs]

    def _marks(self, mark: str) -> list[int]:
        whole = _units("".join(t for p in self.story for t, _ in p.pieces()))
        return [i for i, unit in enumerate(whole) if unit == ord(mark)]

    def _notes(self) -> dict[str, bytes]:
        if not self.notes:
            return {}
        at, borders = 0, [0]
        for note in self.notes:
            at += len(_units(note)) + 2
            borders.append(at)
        marks = self._marks("\x02")
        return {"note_refs": _plc([*marks, marks[-1] + 1], [b"\x01\x00"] * len(marks)),
                "notes": _plc([*borders, at + 1], [])}  # fmt: skip

    def _boxes(self) -> dict[str, bytes]:
        if not self.boxes:
            return {}
        at, borders = 0, [0]
        for box in self.boxes:
            at += len(_units(box)) + 1
            borders.append(at)
        marks = self._marks("\x08")
        shapes = [struct.pack("<I22x", 1025 + i) for i in range(len(marks))]
        boxes = [struct.pack("<14xI4x", 1025 + i) for i in range(len(self.boxes))]
        return {
            "anchors": _plc([*marks, marks[-1] + 1], shapes),
            "boxes": _plc([*borders, at + 1], [*boxes, bytes(22)]),
        }

    def _container(self, main: bytearray, parts: dict[str, bytes], lengths: list[int]) -> bytes:
        struct.pack_into("<HH", main, 0, self.magic, 193)
        struct.pack_into("<H", main, 10, 0x1200 | (0x0100 if self.encrypted else 0))
        struct.pack_into("<H", main, 0x20, 14)
        struct.pack_into("<H", main, 0x3E, 22)
        struct.pack_into("<i", main, 0x40, len(main))
        text, notes, boxes = lengths
        struct.pack_into("<8i", main, 0x4C, text, notes, 0, 0, 0, 0, boxes, 0)
        struct.pack_into("<H", main, PAIRS - 2, 93)
        table = b""
        for name, data in parts.items():
            struct.pack_into("<II", main, PAIRS + 8 * INDEX[name], len(table), len(data))
            table += data
            if name == "lists":
                for number_format, pattern in self.levels:
                    units = _units("".join(chr(int(c) - 1) if c.isdigit() else c for c in pattern.replace("%", "")))
                    table += struct.pack("<iBB9x13x", 1, number_format, 0) + struct.pack("<H", len(units))
                    table += struct.pack(f"<{len(units)}H", *units)
                used = struct.pack("<Ii8xBBBB", 1, 7, 0, 0, 0, 0) + struct.pack("<i", -1)
                struct.pack_into("<II", main, PAIRS + 8 * INDEX["overrides"], len(table), len(used))
                table += used
        return compound({"WordDocument": bytes(main), "1Table": table})


def _units(text: str) -> tuple[int, ...]:
    data = text.encode("utf-16-le")
    return struct.unpack(f"<{len(data) // 2}H", data)


def _plc(positions: Sequence[int], records: Sequence[bytes]) -> bytes:
    return struct.pack(f"<{len(positions)}I", *positions) + b"".join(records)


def _pages(entries: Sequence[tuple[int, int, bytes]], step: int) -> list[tuple[bytes, tuple[int, int]]]:
    """Formatted pages, each with the first and last offset that it covers. step: bytes of an entry's place."""
    pages, waiting = [], list(entries)
    while waiting:
        count, room = 0, SECTOR - 1 - 4
        while count < len(waiting) and room >= 4 + step + len(waiting[count][2]) + 3:
            room -= 4 + step + len(waiting[count][2]) + 3
            count += 1
        here, waiting = waiting[:count], waiting[count:]
        page, at = bytearray(SECTOR), SECTOR - 1
        page[-1] = count
        struct.pack_into(f"<{count + 1}I", page, 0, *[e[0] for e in here], here[-1][1])
        for i, (_, _, data) in enumerate(here):
            if not data:
                continue
            if step == 1:
                stored = bytes([len(data)]) + data
            else:  # counted in pairs of bytes, one of them the count itself
                stored = (
                    bytes([0, len(data) // 2]) + data if len(data) % 2 == 0 else bytes([(len(data) + 1) // 2]) + data
                )
            at = (at - len(stored)) & ~1
            page[at : at + len(stored)] = stored
            page[4 * (count + 1) + step * i] = at // 2
        pages.append((bytes(page), (here[0][0], here[-1][1])))
    return pages


def _styles() -> bytes:
    styles = [
        _style("Normal", 0),
        _style("heading 1", 1, base=0),
        _style("toc 1", 19, base=0),
        _style("内部", 0xFFE, base=0, characters=HIDDEN),
    ]
    head = struct.pack("<HHHHHHHHH", len(styles), 10, 0, 0, 0, 0, 0, 0, 0)
    return struct.pack("<H", len(head)) + head + b"".join(struct.pack("<H", len(s)) + s for s in styles)


def _style(name: str, number: int, *, base: int = 0xFFF, characters: bytes = b"") -> bytes:
    units = _units(name)
    head = struct.pack("<5H", number, base << 4 | 1, 2, 0, 0)
    named = struct.pack(f"<H{len(units)}HH", len(units), *units, 0)
    body = head + named + struct.pack("<HH", 2, 0) + struct.pack("<H", len(characters)) + characters
    return body + bytes(len(body) % 2)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams; each is padded to the size from which streams have sectors of their own."""
    padded = {name: data + bytes(max(0, 4096 - len(data))) for name, data in streams.items()}
    counts = [-(-len(data) // SECTOR) for data in padded.values()]
    directory = -(-(len(padded) + 1) // 4)
    tables = 1
    while tables * 128 < tables + directory + sum(counts):
        tables += 1
    fat = [FAT] * tables
    fat += [*range(len(fat) + 1, len(fat) + directory), END]
    starts = []
    for count in counts:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + count), END]
    fat += [FREE] * (tables * 128 - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    names = sorted(padded, key=lambda n: (len(n), n.upper()))
    entries = _entry("Root Entry", 5, child=1, start=END, size=0)
    for i, name in enumerate(names, 1):
        k = list(padded).index(name)
        after = i + 1 if i < len(names) else FREE
        entries += _entry(name, 2, after=after, start=starts[k], size=len(padded[name]))
    entries += bytes(directory * SECTOR - len(entries))
    data = b"".join(d + bytes(-len(d) % SECTOR) for d in padded.values())
    return header + struct.pack(f"<{len(fat)}I", *fat) + entries + data


def _entry(name: str, kind: int, *, child: int = FREE, after: int = FREE, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I36xIQ", encoded, len(encoded) + 2, kind, 1, FREE, after, child, start, size)
