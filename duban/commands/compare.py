"""duban compare: plan against plan."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duban.options import ANY_PATH, config_option, format_option, out_option, quiet_option, workers_option

if TYPE_CHECKING:
    from pipeline.batch import Processed
    from schemas.changes import Carried, Change
    from schemas.records import Statement

TABLE = {
    "op_words": "变动",
    "subject": "事项",
    "old_value": "原值",
    "new_value": "新值",
    "old_due": "原时限",
    "new_due": "新时限",
    "words": "说明",
}
HIGHER_TABLE = {
    "status_words": "结果",
    "subject": "上级目标",
    "target": "目标值",
    "due": "时限",
    "carriers": "承接文件",
    "absent": "未列文件",
    "words": "说明",
}


@click.command(help="方案对方案：新文件比旧文件增、删、改了什么；加 --higher 则看下级文件如何承接上级目标。")
@click.argument("old", type=ANY_PATH, metavar="OLD")
@click.argument("new", nargs=-1, required=True, type=ANY_PATH, metavar="NEW...")
@click.option("--higher", is_flag=True, help="OLD 是上级文件，NEW 是下级文件：谁承接、缺什么、哪里加码。")
@format_option("jsonl", "csv", "table")
@out_option
@config_option
@workers_option
@quiet_option
def compare(
    old: Path,
    new: tuple[Path, ...],
    higher: bool,
    form: str,
    out: Path | None,
    config: Path | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """Print what the new plans add, drop and change; or who carries each target of a higher plan."""
    from duban.progress import exit_status
    from duban.reading import Reading
    from pipeline.batch import process

    first = Reading([old], quiet=quiet, workers=workers, config=config, job=process)
    before = list(first)
    later = Reading(new, quiet=quiet, workers=workers, config=config, job=process)
    after = list(later)
    if before and after:
        if higher:
            _carried(before, after, form, out)
        else:
            _changes(before, after, form, out)
    done = first.done + later.done if before and after else 0
    sys.exit(exit_status(done, first.failed + later.failed))


def _changes(before: list[Processed], after: list[Processed], form: str, out: Path | None) -> None:
    from duban.output import write_rows
    from pipeline.revision import compare_plans
    from pipeline.revision_rows import CHANGE_COLUMNS, OP_WORDS, change_row

    def flat(change: Change) -> dict[str, Any]:
        return {**change_row(change), "op_words": OP_WORDS[change.op]}

    write_rows(
        compare_plans(
            _statements(before), _statements(after), documents={doc.name: doc.meta for doc in (*before, *after)}
        ),
        form=form,
        out=out,
        as_json=lambda change: change.to_json(),
        as_flat=flat,
        csv_columns=list(CHANGE_COLUMNS),
        table_columns=TABLE,
    )


def _carried(before: list[Processed], after: list[Processed], form: str, out: Path | None) -> None:
    from duban.output import write_rows
    from pipeline.revision_cascade import carry
    from pipeline.revision_rows import CARRIAGE_WORDS, CARRIED_COLUMNS, carried_row

    def flat(carried: Carried) -> dict[str, Any]:
        return {**carried_row(carried), "status_words": CARRIAGE_WORDS[carried.status]}

    write_rows(
        carry(_statements(before), {doc.name: doc.statements for doc in after}),
        form=form,
        out=out,
        as_json=lambda carried: carried.to_json(),
        as_flat=flat,
        csv_columns=list(CARRIED_COLUMNS),
        table_columns=HIGHER_TABLE,
    )


def _statements(documents: Iterable[Processed]) -> list[Statement]:
    return [s for doc in documents for s in doc.statements]
