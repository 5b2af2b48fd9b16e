"""The files of a run: the workbook, and what it was made of as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.batch import Processed
from pipeline.files import csv_rows, text_file
from pipeline.flat import FINDING_COLUMNS, STATEMENT_COLUMNS, finding_row, statement_row
from pipeline.ledger import write_ledger
from schemas.findings import Alert, Finding
from schemas.records import Statement
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Results:
    """What a run found.

    followed: statements of the plans.  documents: all that were looked at, plans and reports, failed ones too.
    alerts: all that hold as of the day, sent before or now.  past: how many more fell due too long ago to be told.
    """

    followed: Sequence[Statement]
    documents: Sequence[Processed]
    findings: Sequence[Finding]
    alerts: Sequence[Alert]
    as_of: date
    settings: Settings
    past: int = 0


def write_results(results: Results, folder: Path) -> Path:
    """Write statements.csv, findings.csv and ledger.xlsx into a folder; the workbook's path is given back.

    Raises OSError or StoreError where the disk refuses.
    """
    statements = [s for doc in results.documents for s in doc.statements]
    with text_file(folder / "statements.csv", bom=True) as file:
        csv_rows(file, map(statement_row, statements), list(STATEMENT_COLUMNS))
    with text_file(folder / "findings.csv", bom=True) as file:
        csv_rows(file, map(finding_row, results.findings), list(FINDING_COLUMNS))
    return write_ledger(
        folder / "ledger.xlsx",
        findings=results.findings,
        statements=results.followed,
        alerts=results.alerts,
        issues=[issue for doc in results.documents for issue in doc.issues],
        documents=results.documents,
        as_of=results.as_of,
        settings=results.settings,
        past=results.past,
    )
