"""duban diff: the targets of plans set against reports."""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duban.options import (
    ANY_PATH,
    DATE,
    VariadicCommand,
    config_option,
    format_option,
    out_option,
    quiet_option,
    workers_option,
)

if TYPE_CHECKING:
    from schemas.findings import Finding

TABLE = {
    "status_words": "状态",
    "subject": "目标",
    "target": "目标值",
    "reported": "进展",
    "ratio": "完成率",
    "due_date": "时限",
    "lead": "牵头单位",
    "report": "依据",
}


@click.command(cls=VariadicCommand, help="把方案的目标和报告的进展逐条对照。")
@click.option("--plan", "plans", type=ANY_PATH, multiple=True, required=True, metavar="PATH...", help="方案、规划。")
@click.option(
    "--report", "reports", type=ANY_PATH, multiple=True, required=True, metavar="PATH...", help="报告、进展表。"
)
@click.option("--as-of", type=DATE, required=True, help="看到哪一天为止。")
@format_option("jsonl", "csv", "table")
@out_option
@config_option
@workers_option
@quiet_option
def diff(
    plans: tuple[Path, ...],
    reports: tuple[Path, ...],
    as_of: date,
    form: str,
    out: Path | None,
    config: Path | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """Print a finding for each target of the plans, as of a day."""
    from duban.output import write_rows
    from duban.progress import exit_status
    from duban.reading import Reading
    from pipeline.batch import process
    from pipeline.compare import compare
    from pipeline.flat import FINDING_COLUMNS, finding_row
    from pipeline.naming import distinct_names
    from pipeline.wording import STATUS_WORDS

    def flat(finding: Finding) -> dict[str, Any]:
        ratio = finding.gap.ratio if finding.gap else None
        words = {"status_words": STATUS_WORDS[finding.status], "ratio": None if ratio is None else f"{ratio:.0%}"}
        return {**finding_row(finding), **words}

    whole = partial(process, keep_document=True)
    planned = Reading(plans, quiet=quiet, workers=workers, config=config, job=whole)
    reported = Reading(reports, quiet=quiet, workers=workers, config=config, job=whole)
    planned.names = reported.names = distinct_names([*planned.documents, *reported.documents])
    plan_documents, report_documents = list(planned), list(reported)
    findings = compare(
        [s for doc in plan_documents for s in doc.statements],
        [s for doc in report_documents for s in doc.statements],
        as_of=as_of,
        documents={doc.name: doc.meta for doc in (*plan_documents, *report_documents)},
        reports={doc.name: doc.document for doc in report_documents if doc.document is not None},
        plans={doc.name: doc.document for doc in plan_documents if doc.document is not None},
    )
    write_rows(
        findings,
        form=form,
        out=out,
        as_json=lambda finding: finding.to_json(),
        as_flat=flat,
        csv_columns=list(FINDING_COLUMNS),
        table_columns=TABLE,
    )
    sys.exit(exit_status(planned.done and reported.done, planned.failed + reported.failed))
