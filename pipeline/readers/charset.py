"""Which characters a file's bytes stand for: UTF-8, UTF-16, GB18030 or Big5, with or without a mark.

The decoded text is what every offset counts in, so it is exactly what Python's `bytes.decode` of the named encoding
gives: no newline translation, and a UTF-8 mark stays as the first character (U+FEFF), as it does for whoever opens the
file with `encoding="utf-8"`. UTF-16 marks name the byte order and are no character of the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from schemas.errors import UnreadableDocument

MARK = "\ufeff"
# how many replaced characters a damaged UTF-8 file may hold and still be read as UTF-8
_TOLERATED = 0.01
_ALIASES = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "utf8": "utf-8",
    "unicode": "utf-16",
}
_KNOWN = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "hz"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Decoded(NamedTuple):
    """A file's text, the encoding it was read as, and what was odd about it."""

    text: str
    encoding: str
    problems: tuple[str, ...]


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode a text file's bytes.

    declared: an encoding the file names itself (html meta); believed where the bytes agree with it.
    Raises UnreadableDocument where the bytes are no text in any of these encodings.
    """
    decoded = _by_mark(data) or _by_bytes(data, _normal(declared))
    if decoded is None:
        raise UnreadableDocument(name, "不是文本：不符合 UTF-8、UTF-16、GB18030、Big5 中任何一种编码")
    controls = len(_CONTROL.findall(decoded.text))
    if controls > 8 and controls > len(decoded.text) * 0.002:
        raise UnreadableDocument(name, "不是文本：含有大量控制字符，像是二进制文件")
    return decoded


def _by_mark(data: bytes) -> Decoded | None:
    if data.startswith(b"\xef\xbb\xbf"):
        return _attempt(data, "utf-8") or _repaired(data, "utf-8")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _attempt(data, "utf-16") or _repaired(data, "utf-16")
    return None


def _by_bytes(data: bytes, declared: str | None) -> Decoded | None:
    wide = _wide(data)
    if wide:
        return _attempt(data, wide)
    strict = _attempt(data, "utf-8")
    if strict:
        return strict
    if declared == "utf-8":
        return _repaired(data, "utf-8") or _chinese(data)
    if declared:
        return _attempt(data, declared) or _chinese(data) or _repaired(data, declared)
    # A long UTF-8 file with one broken byte is still UTF-8; as GB18030 it would be nonsense throughout.
    return _repaired(data, "utf-8") or _chinese(data)


def _normal(declared: str | None) -> str | None:
    if not declared:
        return None
    name = declared.strip().strip("\"'").lower()
    name = _ALIASES.get(name, name)
    return name if name in _KNOWN else None


def _attempt(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding, ())
    except UnicodeDecodeError:
        return None


def _repaired(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    bad = text.count("\ufffd")
    meaningful = sum(1 for c in text if c > "\x7f")
    if bad > max(2, meaningful * _TOLERATED) or bad * 2 > meaningful:
        return None
    return Decoded(text, encoding, (f"有 {bad} 处字节不符合 {encoding.upper()} 编码，以 � 代替",) if bad else ())


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes beside spaces, digits and line ends, on one side only."""
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * even and odd * 50 > len(sample):
        return "utf-16-le"
    if even > 4 * odd and even * 50 > len(sample):
        return "utf-16-be"
    return None


def _chinese(data: bytes) -> Decoded | None:
    """GB18030 or Big5, by which of them makes everyday characters of more of the bytes."""
    found = []
    for encoding, everyday in (("gb18030", _gb_everyday), ("big5hkscs", _big5_everyday)):
        decoded = _attempt(data, encoding) or _repaired(data, encoding)
        if decoded:
            found.append((everyday(decoded.text[:20_000]), decoded))
    return max(found, key=lambda pair: pair[0])[1] if found else None  # the first wins a draw: GB18030


def _share(text: str, encoding: str, first: int, last: int) -> float:
    codes = [c.encode(encoding, errors="ignore") for c in text if c > "\x7f"]
    everyday = sum(1 for code in codes if len(code) == 2 and first <= code[0] <= last and code[1] >= _LOWEST[encoding])
    return everyday / len(codes) if codes else 0.0


_LOWEST = {"gb2312": 0xA1, "big5": 0x40}


def _gb_everyday(text: str) -> float:
    """Share of characters among the punctuation and the 3,755 everyday characters of GB/T 2312 (rows 1-3, 16-55)."""
    return _share(text, "gb2312", 0xB0, 0xD7) + _share(text, "gb2312", 0xA1, 0xA3)


def _big5_everyday(text: str) -> float:
    """Share of characters among the punctuation and the 5,401 everyday characters of Big5 (lead bytes A1-A3, A4-C6)."""
    return _share(text, "big5", 0xA1, 0xC6)
