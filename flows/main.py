"""The main job: ingest, extract, compare, alert; then the ledger and the tables beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prefect import flow, task
from pydantic import SecretStr

from flows.alert import Alerted, alert
from flows.compare import compare, statements_of
from flows.extract import extract
from flows.held import Held
from flows.ingest import ingest, is_io
from flows.watch import watcher
from pipeline.batch import Processed
from pipeline.results import Results, write_results
from pipeline.sources import Source, Sources
from pipeline.store import Store
from pipeline.supervision_slip import Issued, issue, write_slips
from schemas.findings import Finding
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to.

    sources: what the paths and the reports' paths were.  documents: all of them, read or failed.  alerts: those that
    hold, those that are new, and what became of these.  ledger: the workbook.  slips: supervision slips, None where the
    settings ask for none.
    """

    sources: tuple[Sources, ...]
    documents: Sequence[Processed]
    findings: Sequence[Finding]
    alerts: Alerted
    ledger: Path
    slips: Issued | None = None


@task(name="写台账", retries=2, retry_delay_seconds=[1, 5], retry_condition_fn=is_io)
def write(results: Held[Results], out: str) -> str:
    """Write the workbook and the tables; a fault of the disk is tried again."""
    return str(write_results(results.value, Path(out)))


@task(name="写督办单", retries=2, retry_delay_seconds=[1, 5], retry_condition_fn=is_io)
def slips(issued: Held[Issued], out: str) -> None:
    """Write the supervision slips; a fault of the disk is tried again."""
    write_slips(issued.value.slips, Path(out) / "督办单")


@flow(name="duban", flow_run_name="督办 截至{as_of}", validate_parameters=False)
def main(
    paths: list[str],
    reports: list[str],
    *,
    out: str,
    db: SecretStr,
    as_of: date,
    settings: Settings,
    workers: int,
) -> Held[Outcome]:
    """Read plans and reports, set targets against progress, write the ledger to `out`, alert.

    paths: plans; without `reports` they are reports as well.
    db: URL of the database, whose password Prefect is not to show.  workers: processes that read.
    """
    watcher().stage("找文档")
    sources = [ingest(paths)] + ([ingest(reports)] if reports else [])
    wanted: dict[str, Source] = {}
    for source in (source for found in sources for source in found.documents):
        wanted.setdefault(_content(source), source)
    watcher().found(len(wanted))

    watcher().stage("读取")
    documents = extract(list(wanted.values()), db=db, workers=workers, limits=settings.read).value
    read = dict(zip(wanted, documents, strict=True))
    plans, answers = ([read[_content(source)] for source in sources[i].documents] for i in (0, -1))

    watcher().stage("对照")
    findings = compare(Held(plans), Held(answers), db=db, as_of=as_of, workers=workers)
    watcher().stage("预警")
    said: Held[Mapping[str, str | None]] = Held({doc.name: doc.meta.title for doc in documents})
    where: Held[Mapping[str, str | None]] = Held({doc.name: doc.meta.place for doc in documents})
    alerts = alert(findings, db=db, out=out, as_of=as_of, settings=settings, titles=said, places=where).value

    watcher().stage("写台账")
    with Store(db.get_secret_value()) as store:
        followed = statements_of(plans, store)
        results = Results(followed, documents, findings.value, alerts.held, as_of, settings, alerts.past)
        ledger = write(Held(results), out)
        issued = None
        if settings.slips.write:
            metas = {doc.name: doc.meta for doc in documents}
            issued = issue(store, alerts.held, as_of=as_of, settings=settings, metas=metas)
            slips(Held(issued), out)
        store.save_run(documents, as_of=as_of, findings=len(findings.value), alerts=len(alerts.held))
    return Held(Outcome(tuple(sources), documents, findings.value, alerts, Path(ledger), issued))


def _content(source: Source) -> str:
    """What tells documents apart: one that is among the plans and the reports is read once."""
    return source.digest or source.path
