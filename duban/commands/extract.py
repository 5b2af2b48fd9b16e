"""duban extract: the statements of documents, without a database and without Prefect."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duban.options import DATE, config_option, format_option, out_option, paths_argument, quiet_option, workers_option

if TYPE_CHECKING:
    from schemas.records import Statement

TABLE = {
    "subject": "目标",
    "role_words": "类别",
    "measures": "数值",
    "due_date": "时限",
    "lead": "牵头单位",
    "doc": "文件",
    "where": "出处",
}


@click.command(help="读出文档里的目标、进展和任务，按文件、位置排列；不用数据库。")
@paths_argument
@format_option("jsonl", "csv", "table")
@click.option("--date", "issued", type=DATE, help="文件的成文日期，代替文中所写。")
@out_option
@config_option
@workers_option
@quiet_option
def extract(
    paths: tuple[Path, ...],
    form: str,
    issued: date | None,
    out: Path | None,
    config: Path | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """Read documents and print their statements, by document and then by place."""
    from duban.output import write_rows
    from duban.reading import Reading
    from pipeline.batch import process
    from pipeline.flat import STATEMENT_COLUMNS, statement_row
    from pipeline.wording import ROLE_WORDS, place_words

    reading = Reading(paths, quiet=quiet, workers=workers, config=config, job=partial(process, issued=issued))

    def statements() -> Iterator[Statement]:
        for processed in reading:
            yield from processed.statements

    def flat(statement: Statement) -> dict[str, Any]:
        words = {"role_words": ROLE_WORDS[statement.role], "where": place_words(statement)}
        return {**statement_row(statement), **words}

    write_rows(
        statements(),
        form=form,
        out=out,
        as_json=lambda statement: statement.to_json(),
        as_flat=flat,
        csv_columns=list(STATEMENT_COLUMNS),
        table_columns=TABLE,
    )
    sys.exit(reading.status)
