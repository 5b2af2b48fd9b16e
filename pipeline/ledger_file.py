"""A workbook on disk, byte for byte the same for the same content."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import IO, cast

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.ledger_style import Column, register
from pipeline.ledger_table import Table
from schemas.errors import StoreError

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


class Book:
    """A workbook in the making: sheets in the order they are asked for, and the tables that fill them.

    title: as in the file's properties, whose dates are those of `day`, not of the clock.
    """

    def __init__(self, title: str, day: date) -> None:
        self.title, self.day = title, day
        self._wb = Workbook()
        self._wb.remove(self._wb.worksheets[0])
        self._tables: dict[str, Table] = {}
        register(self._wb)

    def sheet(self, name: str, colour: str | None = None) -> Worksheet:
        """A new sheet; colour: of its tab, six hex digits."""
        ws = cast(Worksheet, self._wb.create_sheet(name))
        if colour is not None:
            ws.sheet_properties.tabColor = colour
        return ws

    def table(self, ws: Worksheet, columns: Sequence[Column]) -> Table:
        """The one table of a sheet."""
        self._tables[ws.title] = Table(ws, columns)
        return self._tables[ws.title]

    def save(self, path: Path) -> None:
        """Write the workbook, whole or not at all; to be called once. Raises StoreError naming file and cause."""
        part = path.with_name(path.name + ".part")
        try:
            with part.open("wb") as file:
                self.write(file)
            os.replace(part, path)
        except OSError as exc:
            raise StoreError(f"{path}: 无法写入（{exc.strerror or exc}）") from exc
        finally:
            part.unlink(missing_ok=True)

    def write(self, file: IO[bytes]) -> None:
        """Write the workbook into an open file, one date on every member and in the properties. To be called once."""
        properties = self._wb.properties
        properties.title, properties.creator, properties.lastModifiedBy = self.title, "督办", "督办"
        properties.created = datetime.combine(self.day, time())
        frame = BytesIO()
        self._wb.save(frame)
        modified = f"{self.day.isoformat()}T00:00:00Z".encode()
        sheets = {f"xl/worksheets/sheet{i}.xml": ws.title for i, ws in enumerate(self._wb.worksheets, 1)}
        with zipfile.ZipFile(frame) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                data = source.read(name)
                if name == "docProps/core.xml":
                    data = _MODIFIED.sub(rb"\g<1>" + modified + rb"\g<2>", data)
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                table = self._tables.get(sheets.get(name, ""))
                with target.open(entry, "w") as member:
                    for piece in table.into(data) if table else (data,):
                        member.write(piece)
