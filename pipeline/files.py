"""Result files that appear whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


@contextmanager
def text_file(path: Path, *, bom: bool = False) -> Iterator[TextIO]:
    """A file to write text to: UTF-8, plain newlines. It takes its name when all is written.

    bom: begin with a byte order mark, which Excel needs to read a csv as UTF-8.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("w", encoding="utf-8-sig" if bom else "utf-8", errors="replace", newline="") as file:
            yield file
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def csv_rows(file: TextIO, rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """A header and a line for each row; other keys than `columns` are left out."""
    writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
