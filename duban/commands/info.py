"""duban info: what each document is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from duban.options import config_option, format_option, out_option, paths_argument, quiet_option, workers_option

TABLE = {
    "doc": "文件",
    "title": "标题",
    "issuers": "发文机关",
    "number": "文号",
    "date": "日期",
    "kind": "类别",
    "pages": "页",
    "tables": "表",
    "characters": "字数",
}


@click.command(help="说明每份文档是什么：标题、发文机关、文号、日期、类别。")
@paths_argument
@format_option("jsonl", "table")
@out_option
@config_option
@workers_option
@quiet_option
def info(
    paths: tuple[Path, ...], form: str, out: Path | None, config: Path | None, workers: int | None, quiet: bool
) -> None:
    """Print what each document says of itself; null where it does not say."""
    from duban.output import write_json, write_table
    from duban.reading import Reading
    from pipeline.batch import examine
    from pipeline.flat import document_object

    reading = Reading(paths, quiet=quiet, workers=workers, config=config, job=examine)
    objects = map(document_object, reading)
    if form == "jsonl":
        write_json(objects, out)
    else:
        rows = ({**row, "issuers": "、".join(row["issuers"])} for row in objects)
        write_table(rows, TABLE, out)
    sys.exit(reading.status)
