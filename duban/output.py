"""Rows to stdout or a file: JSON lines, csv, or a table for people."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from pipeline.files import csv_rows, text_file

Row = Mapping[str, Any]

#: Width of a table that is not shown on a terminal, in columns of half-width characters.
PLAIN_WIDTH = 160


@contextmanager
def opened(out: Path | None, *, bom: bool = False) -> Iterator[TextIO]:
    """Where the results go: UTF-8 with plain newlines. A file appears whole or not at all.

    bom: begin a file with a byte order mark, which Excel needs to read a csv as UTF-8.
    """
    if out is None:
        stream = io.TextIOWrapper(
            sys.stdout.buffer, encoding="utf-8", errors="replace", newline="", write_through=False
        )
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()
        return
    with text_file(out, bom=bom) as file:
        yield file


def write_json(rows: Iterable[Row], out: Path | None) -> None:
    """One object a line, written as it comes."""
    with opened(out) as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_csv(rows: Iterable[Row], columns: Sequence[str], out: Path | None) -> None:
    """A header and a line for each row; a byte order mark in files, for Excel."""
    with opened(out, bom=True) as file:
        csv_rows(file, rows, columns)


def write_table(rows: Iterable[Row], columns: Mapping[str, str], out: Path | None) -> None:
    """A table for people; `columns` gives each key its heading. Chinese characters count as two columns wide."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(_shown(row.get(key)) for key in columns))
    on_screen = out is None and sys.stdout.isatty()
    with opened(out) as file:
        width = None if on_screen or "COLUMNS" in os.environ else PLAIN_WIDTH
        console = Console(file=file, width=width, force_terminal=on_screen, highlight=False, markup=False, emoji=False)
        console.print(table)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


def write_rows(
    rows: Iterable[Any],
    *,
    form: str,
    out: Path | None,
    as_json: Callable[[Any], Row],
    as_flat: Callable[[Any], Row],
    csv_columns: Sequence[str],
    table_columns: Mapping[str, str],
) -> None:
    """Write records in one of the three forms; `as_json` and `as_flat` give a record's object and its flat row."""
    if form == "jsonl":
        write_json(map(as_json, rows), out)
    elif form == "csv":
        write_csv(map(as_flat, rows), csv_columns, out)
    else:
        write_table(map(as_flat, rows), table_columns, out)
