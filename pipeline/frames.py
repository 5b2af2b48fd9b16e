"""The database as pandas frames, typed: days are datetimes, counts whole numbers that may be missing, figures floats.

from pipeline import frames
from pipeline.store import Store

with Store("out/duban.db", read_only=True) as store:
    targets = frames.targets(store)
    late = targets[targets["due_date"] < "2031-10-01"]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from pipeline.flat import FINDING_COLUMNS, STATEMENT_COLUMNS, finding_row, statement_row
from pipeline.store import Store
from schemas.records import Statement

#: Columns of `agencies`, a row for each agency of each statement.
AGENCY_COLUMNS = {
    "statement_id": "the statement it is responsible for",
    "doc": "the file's name",
    "statement_role": "target, progress or task",
    "subject": "the statement's subject",
    "due_date": "the last day of the statement's deadline",
    "name": "the agency's name as the document gives it",
    "role": "lead, support or person",
    "inherited": "whether it comes from the section or table row above",
}
_TYPES = {
    "value": "Float64",
    "upper": "Float64",
    "gap_value": "Float64",
    "gap_ratio": "Float64",
    "expected_value": "Float64",
    "score": "Float64",
    "confidence": "Float64",
    "page": "Int64",
    "start": "Int64",
    "end": "Int64",
    "recurring": "boolean",
    "inherited": "boolean",
}
_DAYS = ("start_date", "due_date", "as_of")


def statements(store: Store, **filters: Any) -> pd.DataFrame:
    """One row per current statement; columns as in `pipeline.flat.STATEMENT_COLUMNS`.

    filters: as in `pipeline.filters.Filters`.
    """
    return _of_statements(store.statements(**filters))


def targets(store: Store, **filters: Any) -> pd.DataFrame:
    """One row per current target, columns as of `statements`."""
    return _of_statements(store.statements(role="target", **filters))


def progress(store: Store, **filters: Any) -> pd.DataFrame:
    """One row per current reported figure, columns as of `statements`."""
    return _of_statements(store.statements(role="progress", **filters))


def findings(store: Store, **options: Any) -> pd.DataFrame:
    """One row per finding as of the latest day; columns as in `pipeline.flat.FINDING_COLUMNS`.

    options: as of `Store.findings` (as_of, current).
    """
    return _typed(map(finding_row, store.findings(**options)), FINDING_COLUMNS)


def agencies(store: Store, **filters: Any) -> pd.DataFrame:
    """One row per agency of a current statement; columns as in AGENCY_COLUMNS.

    filters: as in `pipeline.filters.Filters`; `agency` chooses statements, all of whose agencies are given.
    """
    rows = (
        {
            "statement_id": s.id,
            "doc": s.doc,
            "statement_role": s.role,
            "subject": s.subject,
            "due_date": s.deadline.end if s.deadline else None,
            "name": a.name,
            "role": a.role,
            "inherited": a.inherited,
        }
        for s in store.statements(**filters)
        for a in s.agencies
    )
    return _typed(rows, AGENCY_COLUMNS)


def _of_statements(found: Iterable[Statement]) -> pd.DataFrame:
    rows = (statement_row(s) | {"recurring": s.deadline.recurring if s.deadline else None} for s in found)
    return _typed(rows, STATEMENT_COLUMNS)


def _typed(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    for name in columns:
        if name in _DAYS:
            frame[name] = pd.to_datetime(frame[name])
        elif name in _TYPES and _TYPES[name] != "boolean":
            frame[name] = pd.to_numeric(frame[name])
    types: dict[str, Any] = {name: _TYPES.get(name, "string") for name in columns if name not in _DAYS}
    return frame.astype(types)
