"""Word 97 files: the streams of the container, the file information block, and the pieces that make up the text.

Source: [MS-DOC] Word (.doc) Binary File Format, sections 2.4.1 (retrieving text), 2.5 (Fib), 2.8 (Plc), 2.9.38 (Clx).
"""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from pipeline.readers.rawfile import RawFile
from schemas.errors import UnreadableDocument

#: What reading a damaged structure runs into.
FAULTS = (struct.error, LookupError, ValueError, OverflowError, TypeError, AttributeError, OSError)

_MAGIC, _OLDER = 0xA5EC, (0xA5DB, 0xA5DC, 0xA59B, 0xA59C)  # Word 97 and later; Word 2 to 95
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200  # flags of the block
_LONGS, _PAIRS = 0x40, 0x9A  # where the counts of characters and the places of structures begin
_SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800}  # in a table, end of a row, deleted; others change nothing here
_STORIES = 3  # index of the first story's length among the counts


class OlderWord(ValueError):
    """A file of Word 95 or older, which is laid out in another way."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. cp, end: character positions.  at: offset in the stream.  size: bytes a character.

    changes: property changes of the piece as a whole, as files that were saved in a hurry have them.
    """

    cp: int
    end: int
    at: int
    size: int
    changes: bytes = b""


class WordFile:
    """A Word 97 file opened.

    text: one Python character for each of the file's positions, so that characters beyond the basic plane stand as two
    surrogates.  main, table, data: the streams.
    """

    def __init__(self, file: RawFile) -> None:
        """Raises UnreadableDocument where it is protected, OlderWord or one of FAULTS where it cannot be read."""
        with olefile.OleFileIO(io.BytesIO(file.data)) as container:
            self.main = _stream(container, "WordDocument")
            (magic,) = struct.unpack_from("<H", self.main)
            (flags,) = struct.unpack_from("<H", self.main, 10)
            if magic in _OLDER:
                raise OlderWord
            if magic != _MAGIC:
                raise ValueError("no Word file")
            if flags & _ENCRYPTED:
                raise UnreadableDocument(file.name, "文件已加密，需要密码")
            self.table = _stream(container, "1Table" if flags & _TABLE_ONE else "0Table")
            self.data = _stream(container, "Data") if container.exists("Data") else b""
            self.title = _title(container)
        (self._count,) = struct.unpack_from("<H", self.main, _PAIRS - 2)
        lengths = struct.unpack_from("<8i", self.main, _LONGS + 4 * _STORIES)
        if min(lengths) < 0:
            raise ValueError("negative length")
        main, notes, headers, macros, comments, endnotes, boxes, _ = lengths
        after = main + notes + headers + macros + comments
        self.story = (0, main)
        self.footnotes = main
        self.endnotes = after
        self.boxes = after + endnotes
        self.pieces = list(self._pieces(after + endnotes + boxes))
        self._starts = [p.cp for p in self.pieces]
        self.text = "".join(self._decoded(p) for p in self.pieces)
        if main > len(self.text):
            raise ValueError("text cut off")

    def part(self, index: int) -> bytes:
        """A structure of the table stream by its index in FibRgFcLcb97, empty where the file has none."""
        if index >= self._count:
            return b""
        at, size = struct.unpack_from("<II", self.main, _PAIRS + 8 * index)
        if at + size > len(self.table):
            raise ValueError("structure cut off")
        return self.table[at : at + size]

    def tail(self, index: int) -> bytes:
        """The table stream from the end of a structure on; what belongs to lists stands there, uncounted."""
        at, size = struct.unpack_from("<II", self.main, _PAIRS + 8 * index)
        return self.table[at + size :]

    def offset(self, cp: int) -> int:
        """Where a character stands in the stream."""
        piece = self.piece(cp)
        return piece.at + (cp - piece.cp) * piece.size

    def piece(self, cp: int) -> Piece:
        """The piece that a character belongs to."""
        return self.pieces[max(0, bisect_right(self._starts, cp) - 1)]

    def positions(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches of text, as character positions, that stand between two offsets of the stream."""
        for piece in self.pieces:
            last = piece.at + (piece.end - piece.cp) * piece.size
            if start < last and piece.at < end:
                first = piece.cp + max(0, start - piece.at) // piece.size
                yield first, min(piece.end, piece.cp + -(-(min(end, last) - piece.at) // piece.size))

    def _pieces(self, wanted: int) -> Iterator[Piece]:
        clx, at = self.part(33), 0
        changes: list[bytes] = []
        while clx[at] == 1:
            (size,) = struct.unpack_from("<H", clx, at + 1)
            changes.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if clx[at] != 2:
            raise ValueError("no piece table")
        (size,) = struct.unpack_from("<I", clx, at + 1)
        table = clx[at + 5 : at + 5 + size]
        count = (size - 4) // 12
        starts = struct.unpack_from(f"<{count + 1}I", table)
        if wanted > len(self.main) or starts[-1] < wanted:
            raise ValueError("lengths disagree")
        for i in range(count):
            cp, end = starts[i], starts[i + 1]
            if end < cp or end > len(self.main) + 1:
                raise ValueError("pieces out of order")
            place, prm = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * i + 2)
            narrow = place & 0x4000_0000
            place &= 0x3FFF_FFFF
            size = 1 if narrow else 2
            piece = Piece(cp, end, place // 2 if narrow else place, size, _changes(prm, changes))
            if piece.at + (end - cp) * size > len(self.main):
                raise ValueError("text cut off")
            yield piece

    def _decoded(self, piece: Piece) -> str:
        data = self.main[piece.at : piece.at + (piece.end - piece.cp) * piece.size]
        if piece.size == 1:
            return data.decode("cp1252", errors="replace")
        text = data.decode("utf-16-le", errors="surrogatepass")
        if len(text) != piece.end - piece.cp:  # characters beyond the basic plane
            text = "".join(map(chr, struct.unpack(f"<{piece.end - piece.cp}H", data)))
        return text


def plc(data: bytes, size: int) -> tuple[tuple[int, ...], list[bytes]]:
    """A list of n + 1 positions followed by n records of `size` bytes."""
    if len(data) < 4:
        return (), []
    count = (len(data) - 4) // (4 + size)
    first = 4 * (count + 1)
    return struct.unpack_from(f"<{count + 1}I", data), [
        data[first + i * size : first + (i + 1) * size] for i in range(count)
    ]


def _changes(prm: int, changes: list[bytes]) -> bytes:
    """A piece's property changes: an index to a list of them, or a single one in short."""
    if prm & 1:
        return changes[prm >> 1]
    code = _SHORT.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", code, prm >> 8) if code else b""


def _stream(container: olefile.OleFileIO, name: str) -> bytes:
    found: bytes = container.openstream(name).read()
    return found


def _title(container: olefile.OleFileIO) -> str:
    """The title among the file's properties, "" where there is none that can be read."""
    try:
        properties = container.getproperties("\x05SummaryInformation")
        title, page = properties.get(2), properties.get(1, 1252)
        encoding = {65001: "utf-8", -535: "utf-8", 1200: "utf-16-le"}.get(page, f"cp{page}")
        text = title.decode(encoding) if isinstance(title, bytes) else title or ""
    except (*FAULTS, ArithmeticError):  # the text does not depend on it
        return ""
    return str(text).rstrip("\x00").strip()
