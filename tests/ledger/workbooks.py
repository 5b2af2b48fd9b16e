"""Workbooks written for tests, and their rows read back."""

from entries import AS_OF

from pipeline.alerts import raise_alerts
from pipeline.ledger import write_ledger


def write(path, given, **more):
    options = {
        "findings": given.findings,
        "statements": given.statements,
        "alerts": raise_alerts(given.findings, as_of=AS_OF),
        "issues": given.issues,
        "documents": given.documents,
        "as_of": AS_OF,
    }
    return write_ledger(path, **{**options, **more})


def rows(ws, header=3):
    """The rows under the headings, each as heading -> cell."""
    names = [cell.value for cell in ws[header]]
    return [dict(zip(names, row, strict=True)) for row in ws.iter_rows(min_row=header + 1)]
