"""Comparison of many documents in worker processes, one place at a time; the findings are those of `compare`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from pipeline.compare import compare, in_order, judge
from pipeline.comparison.answers import contexts
from pipeline.comparison.areas import Ground, grounds
from pipeline.workers import Failure, run_ordered
from schemas.document import Document, Meta
from schemas.errors import WorkerError
from schemas.findings import Finding
from schemas.records import Statement

#: Statements below which workers would cost more than they save.
FEW = 4000


def compare_many(
    targets: Sequence[Statement],
    answers: Sequence[Statement],
    *,
    as_of: date,
    documents: Mapping[str, Meta],
    reports: Mapping[str, Document],
    plans: Mapping[str, Document] | None = None,
    workers: int,
) -> list[Finding]:
    """The findings of `pipeline.compare.compare`, made by as many processes; 0: in this process.

    Raises WorkerError where a worker is brought down.
    """
    if workers <= 0 or len(targets) + len(answers) < FEW:
        return compare(targets, answers, as_of=as_of, documents=documents, reports=reports, plans=plans)
    parts = list(grounds(targets, answers, documents, reports, contexts(targets, plans or {})))
    known = {s.id: s for s in (*answers, *targets)}

    def finish(ground: Ground, found: list[Finding | None] | Failure) -> tuple[list[int], list[Finding | None]]:
        if isinstance(found, Failure):
            raise WorkerError(f"对照“{ground.targets[0].doc}”等文件时出错：{found.reason}")
        return ground.places, [finding and _ours(finding, known) for finding in found]

    work = partial(judge, as_of=as_of)
    return in_order(run_ordered(work, parts, finish=finish, workers=min(workers, len(parts))))


def _ours(finding: Finding, known: Mapping[str, Statement]) -> Finding:
    """A finding that came out of a worker, made of the statements there are here: one copy of each."""

    def here(s: Statement) -> Statement:
        return known.get(s.id, s)

    return replace(
        finding,
        target=here(finding.target),
        answer=here(finding.answer) if finding.answer else None,
        others=tuple(map(here, finding.others)),
        series=tuple(map(here, finding.series)),
    )
