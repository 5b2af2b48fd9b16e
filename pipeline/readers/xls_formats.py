"""Number formats of an xls workbook's cells; calamine gives the values, not how they are shown.

Source: record layouts of [MS-XLS], Excel Binary File Format, 2.4 and 2.5.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from pipeline.readers.number_format import BUILT_IN
from pipeline.readers.sheet_formats import SheetFormats

_BOF, _EOF, _SHEET, _FORMAT, _XF = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _RK, _FORMULA, _MULTIPLE = 0x0203, 0x027E, 0x0006, 0x00BD
_BIFF8 = 0x0600


def xls_formats(data: bytes) -> dict[str, SheetFormats] | None:
    """Formats of every worksheet by its name; None where the file's format records cannot be read."""
    stream = workbook_stream(data)
    if stream is None or not _is_biff8(stream):
        return None
    try:
        return _formats(stream)
    except (struct.error, IndexError):
        return None


def workbook_stream(data: bytes) -> bytes | None:
    """The workbook's records, out of the container around them; None where the container is broken."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            for name in ("Workbook", "Book"):
                if container.exists(name):
                    found: bytes = container.openstream(name).read()
                    return found
    except (OSError, ValueError, IndexError, struct.error, TypeError):  # what olefile meets in damaged containers
        return None
    return None


def _is_biff8(stream: bytes) -> bool:
    return len(stream) > 8 and struct.unpack_from("<HHH", stream)[::2] == (_BOF, _BIFF8)


def _formats(stream: bytes) -> dict[str, SheetFormats]:
    codes, styles, sheets = dict(BUILT_IN), [], []
    for kind, body in _records(stream, 0):
        if kind == _FORMAT:
            number, length, wide = struct.unpack_from("<HHB", body)
            codes[number] = _text(body[5:], length, wide)
        elif kind == _XF:
            styles.append(struct.unpack_from("<HH", body)[1])
        elif kind == _SHEET:
            offset, _, _, length, wide = struct.unpack_from("<IBBBB", body)
            sheets.append((_text(body[8:], length, wide), offset))
    by_style = [codes.get(number) for number in styles]
    return {name: _sheet(stream, offset, by_style) for name, offset in sheets}


def _sheet(stream: bytes, offset: int, codes: list[str | None]) -> SheetFormats:
    result = SheetFormats()
    for kind, body in _records(stream, offset):
        if kind in (_NUMBER, _RK, _FORMULA):
            row, col, style = struct.unpack_from("<HHH", body)
            places = [(col, style)]
        elif kind == _MULTIPLE:
            row, first = struct.unpack_from("<HH", body)
            places = [(first + i, struct.unpack_from("<H", body, 4 + 6 * i)[0]) for i in range((len(body) - 6) // 6)]
        else:
            continue
        for col, style in places:
            result.rows, result.cols = max(result.rows, row + 1), max(result.cols, col + 1)
            code = codes[style] if style < len(codes) else None
            if code and code not in ("General", "@"):
                result.formats[row, col] = code
    return result


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Records of one part, from its beginning to its end; parts inside it (charts) are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _text(body: bytes, length: int, wide: int) -> str:
    return body[: length * 2].decode("utf-16-le", "replace") if wide & 1 else body[:length].decode("latin-1")
