"""Make zip-based office files the same bytes on every run."""

from __future__ import annotations

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def repacked(data: bytes, modified: str | None = None) -> bytes:
    """The same members in the same order with a fixed time; `modified` (ISO date) is put into the core properties."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if modified and info.filename == "docProps/core.xml":
                content = MODIFIED.sub(rb"\g<1>" + f"{modified}T00:00:00Z".encode() + rb"\g<2>", content)
            fixed = zipfile.ZipInfo(info.filename, EPOCH)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(fixed, content)
    return out.getvalue()


def members(data: bytes) -> list[tuple[str, bytes]]:
    """Names and contents of a zip file, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]
