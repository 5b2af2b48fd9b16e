"""What a file is, by its first bytes and its inner parts; the suffix is only a second opinion."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"SQLite format 3\x00", "sqlite"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# names of streams inside a Word 97 style container, as its directory writes them
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_PARTS = (
    (re.compile(r"word/document\d*\.xml$", re.IGNORECASE), "docx"),
    (re.compile(r"xl/workbook\.xml$", re.IGNORECASE), "xlsx"),
    (re.compile(r"xl/workbook\.bin$", re.IGNORECASE), "xlsb"),
    (re.compile(r"ppt/presentation\.xml$", re.IGNORECASE), "pptx"),
    (re.compile(r"ofd\.xml$", re.IGNORECASE), "ofd"),
    (re.compile(r"content\.xml$"), "odf"),
)
_HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<%.*?%>|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(rb"<(?:html|head|meta|body|table|tbody|div|p|span)\b[^>]*>", re.IGNORECASE)


def sniff(data: bytes) -> str | None:
    """The format that the bytes show, by plain name; None where they are text or unknown.

    Names beyond the formats of the registry: encrypted (a protected office file), ole, sqlite, rar, gz and the like.
    """
    head = data[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    for signature, name in _SIGNATURES:
        if data.startswith(signature) and not (name == "bmp" and b"\x00" not in head):
            return name
    if _HTML_START.match(data[:8192]):
        return "html"
    if head.lstrip().startswith(b"MIME-Version:") and b"multipart/related" in data[:4096]:
        return "mht"
    return None


def has_markup(data: bytes) -> bool:
    """Whether text bytes hold html tags near their beginning, as a fragment of a page does."""
    return _HTML_TAG.search(data[:4096]) is not None


def _ole(data: bytes) -> str:
    for stream, name in _STREAMS:
        if stream.encode("utf-16-le") + b"\x00\x00" in data:
            return name
    return "ole"


def office_kind(names: Iterable[str]) -> str | None:
    """The office format that a zip's parts make up, None where it is a plain archive."""
    parts = list(names)
    return next((name for pattern, name in _PARTS if any(pattern.match(part) for part in parts)), None)


def has_macros(data: bytes) -> bool:
    """Whether an office file carries macros, which are never run here."""
    if data.startswith(_OLE):
        return "_VBA_PROJECT".encode("utf-16-le") in data
    return data.startswith(b"PK") and b"vbaProject.bin" in data


def _zip(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
        return "zip"
    return office_kind(names) or "zip"
