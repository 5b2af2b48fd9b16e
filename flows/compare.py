"""Targets set against what reports say of them, and the findings kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from prefect import flow

from flows.held import Held
from pipeline import compare as comparison
from pipeline.batch import Processed
from pipeline.store import Store
from schemas.findings import Finding
from schemas.records import Statement


def statements_of(documents: Iterable[Processed], store: Store, role: str) -> list[Statement]:
    """The statements of one role; for a document that failed this time, those read of it before."""
    found: list[Statement] = []
    for doc in documents:
        if doc.error is None:
            found += (s for s in doc.statements if s.role == role)
        else:
            found += store.statements(path=doc.path, role=role)
    return found


@flow(name="duban-compare", validate_parameters=False)
def compare(
    plans: Held[list[Processed]], reports: Held[list[Processed]], *, db: str, as_of: date
) -> Held[list[Finding]]:
    """One finding for each target of the plans, kept in the database."""
    both = {doc.name: doc for doc in (*plans.value, *reports.value)}
    with Store(db) as store:
        findings = comparison.compare(
            statements_of(plans.value, store, "target"),
            statements_of(reports.value, store, "progress"),
            as_of=as_of,
            documents={name: doc.meta for name, doc in both.items()},
            reports={doc.name: doc.document for doc in reports.value if doc.document is not None},
        )
        store.save_findings(findings)
    return Held(findings)
