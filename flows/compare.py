"""Targets set against what reports say of them, and the findings kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from prefect import flow
from pydantic import SecretStr

from flows.held import Held
from pipeline.batch import Processed
from pipeline.compare_many import compare_many
from pipeline.store import Store
from schemas.findings import Finding
from schemas.records import Statement


def statements_of(documents: Iterable[Processed], store: Store) -> list[Statement]:
    """All their statements; for a document that failed this time, those read of it before."""
    found: list[Statement] = []
    for doc in documents:
        found += doc.statements if doc.error is None else store.statements(path=doc.path)
    return found


@flow(name="duban-compare", flow_run_name="对照", validate_parameters=False)
def compare(
    plans: Held[list[Processed]], reports: Held[list[Processed]], *, db: SecretStr, as_of: date, workers: int
) -> Held[list[Finding]]:
    """One finding for each target of the plans, kept in the database.  workers: processes that compare, where there is
    much to compare.
    """
    both = {doc.name: doc for doc in (*plans.value, *reports.value)}
    with Store(db.get_secret_value()) as store:
        findings = compare_many(
            statements_of(plans.value, store),
            statements_of(reports.value, store),
            as_of=as_of,
            documents={name: doc.meta for name, doc in both.items()},
            reports={doc.name: doc.document for doc in reports.value if doc.document is not None},
            plans={doc.name: doc.document for doc in plans.value if doc.document is not None},
            workers=workers,
        )
        store.save_findings(findings)
    return Held(findings)
