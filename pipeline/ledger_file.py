"""A workbook on disk, byte for byte the same for the same content."""

from __future__ import annotations

import os
import re
import zipfile
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

from schemas.errors import StoreError

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def save(wb: Workbook, path: Path, *, title: str, day: date) -> None:
    """Write the workbook, whole or not at all; its dates are those of `day`, not of the clock.

    Raises StoreError naming the file and the cause.
    """
    data = to_bytes(wb, title=title, day=day)
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as exc:
        raise StoreError(f"{path}: 无法写入（{exc.strerror or exc}）") from exc
    finally:
        part.unlink(missing_ok=True)


def to_bytes(wb: Workbook, *, title: str, day: date) -> bytes:
    """The workbook as it stands on disk, with the dates of `day`."""
    properties = wb.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, "督办", "督办"
    properties.created = datetime.combine(day, time())
    buffer = BytesIO()
    wb.save(buffer)
    return _fixed(buffer, f"{day.isoformat()}T00:00:00Z".encode())


def _fixed(workbook: BytesIO, modified: bytes) -> bytes:
    """The same archive with one date on every member and in the document's properties."""
    out = BytesIO()
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + modified + rb"\g<2>", data)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
