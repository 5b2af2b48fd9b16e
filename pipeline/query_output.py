"""Frames for people and for programs: a table on the terminal, csv for Excel, JSON lines, a workbook."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import date, datetime
from typing import IO, Any, Literal

import pandas as pd

from pipeline.wording import ROLE_WORDS, STATUS_WORDS
from schemas.records import tidy

Format = Literal["table", "csv", "jsonl", "xlsx"]

#: Headings for people; columns of other names keep their own.
HEADINGS = {
    "doc": "文件",
    "role": "类别",
    "subject": "目标任务",
    "indicator": "指标",
    "figures": "量化指标",
    "due_date": "完成时限",
    "deadline": "时限原文",
    "lead": "牵头单位",
    "support": "配合单位",
    "status": "状态",
    "place": "地区",
    "page": "页码",
    "cell": "单元格",
    "quote": "原文",
    "id": "编号",
}
#: Columns that a terminal has no room for when there are many.
_LONG = ("id", "quote", "deadline", "support")
_ROOM = 6
#: Width of a table that is not shown on a terminal, in characters of half width.
PLAIN_WIDTH = 160
#: The day in the properties of a workbook that answers a question: an answer has no day of its own.
_NO_DAY = date(1980, 1, 1)


def to_output(frame: pd.DataFrame, fmt: Format, file: IO[Any], *, bom: bool = True) -> None:
    """Write a frame as a table for a terminal, as csv, JSON lines or a workbook (xlsx).

    file: open for text with newline="", for xlsx open for bytes.  bom: begin a csv with a byte order mark, which Excel
    needs to read it as UTF-8.  Dates are written as 2031-09-30; in a workbook they are dates. Headings of tables and
    workbooks are Chinese, those of csv and JSON the columns' names.
    """
    if fmt == "csv" and bom:
        file.write("\ufeff")
    writers: dict[str, Callable[[pd.DataFrame, IO[Any]], None]] = {
        "table": _table,
        "csv": _csv,
        "jsonl": _jsonl,
        "xlsx": _xlsx,
    }
    writers[fmt](frame, file)


def _rows(frame: pd.DataFrame) -> list[list[Any]]:
    """Plain values: None for what is missing, whole numbers as int, days as date."""
    return [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value.isoformat(" ")
    if hasattr(value, "item"):
        value = value.item()
    return tidy(value) if isinstance(value, float) else value


def _worded(name: str, value: Any) -> Any:
    """The value as people read it."""
    words = {"role": ROLE_WORDS, "status": STATUS_WORDS}.get(name, {})
    return words.get(value, value) if isinstance(value, str) else value


def _csv(frame: pd.DataFrame, file: IO[str]) -> None:
    import csv

    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(_rows(frame))


def _jsonl(frame: pd.DataFrame, file: IO[str]) -> None:
    for row in _rows(frame):
        record = dict(zip(map(str, frame.columns), row, strict=True))
        file.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")


def _table(frame: pd.DataFrame, file: IO[str]) -> None:
    """Without columns that are empty throughout, and without the longest where there are many."""
    from rich.console import Console
    from rich.table import Table

    rows = _rows(frame)
    shown = [i for i in range(len(frame.columns)) if not rows or any(row[i] not in (None, "") for row in rows)]
    if len(shown) > _ROOM:
        shown = [i for i in shown if frame.columns[i] not in _LONG]
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for i in shown:
        table.add_column(_heading(frame, i), overflow="fold")
    for row in rows:
        table.add_row(*(_cell(_worded(str(frame.columns[i]), row[i])) for i in shown))
    on_screen = file.isatty()
    width = None if on_screen or "COLUMNS" in os.environ else PLAIN_WIDTH
    console = Console(file=file, width=width, force_terminal=on_screen, highlight=False, markup=False, emoji=False)
    console.print(table)
    console.print(f"共{len(rows)}条")


def _heading(frame: pd.DataFrame, i: int) -> str:
    return HEADINGS.get(str(frame.columns[i]), str(frame.columns[i]))


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _xlsx(frame: pd.DataFrame, file: IO[bytes]) -> None:
    """One sheet with frozen headings, filters and widths after what the columns hold."""
    from pipeline import ledger_style as style
    from pipeline.ledger_file import Book
    from pipeline.ledger_table import Line

    rows = _rows(frame)
    columns = []
    for i in range(len(frame.columns)):
        heading = _heading(frame, i)
        values = [row[i] for row in rows if row[i] is not None]
        days = bool(values) and all(isinstance(value, date) for value in values)
        widest = max([style.width(heading) + 4, *(style.width(str(value)) + 2 for value in values)])
        align = "left" if any(isinstance(value, str) for value in values) else "center"
        columns.append(style.Column(heading, 15 if days else min(50, widest), align, style.DATE if days else "General"))
    book = Book("督办查询结果", _NO_DAY)
    table = book.table(book.sheet("查询结果"), columns)
    table.header(1)
    lines = (Line([_worded(str(n), v) for n, v in zip(frame.columns, row, strict=True)]) for row in rows)
    table.fill(1, lines, len(rows), freeze="A2", paper=style.A4)
    book.write(file)
