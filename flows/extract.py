"""Documents to statements, a batch to a task, each batch done once for as long as nothing changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import INPUTS
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import SecretStr

from flows.held import Held
from flows.watch import watcher
from pipeline.batch import Processed, process, process_many
from pipeline.naming import distinct_names, renamed
from pipeline.sources import Source, batches, code_digest
from pipeline.store import Store
from schemas.settings import Read

READ = partial(process, keep_document=True)


@task(
    name="读文档",
    task_run_name="读文档 {label}",
    cache_policy=INPUTS - "workers" - "limits" - "label",
    persist_result=True,
)
def read_batch(
    paths: list[str], digests: list[str], code: str, workers: int, limits: Read, label: str
) -> list[Processed]:
    """Read and extract a batch. The same paths, contents and code give the result that was kept."""
    return list(
        process_many(
            [Path(p) for p in paths],
            workers=workers,
            job=READ,
            limits=limits,
            on_done=watcher().done,
        )
    )


def read_all(documents: Sequence[Source], *, workers: int, limits: Read) -> Iterator[list[Processed]]:
    """All documents in order, batch by batch; the next one is being read while the caller has the one before. One that
    failed in a result that was kept is tried once more.
    """
    code = code_digest()
    names = distinct_names(Path(s.path) for s in documents)
    waiting: PrefectFuture[list[Processed]] | None = None
    before: tuple[Source, ...] = ()
    for batch in (*batches(documents), ()):
        coming = _submit(batch, code, workers, limits) if batch else None
        if waiting is not None:
            done = _done(waiting, before, workers, limits)
            yield [renamed(p, names[Path(p.path)]) for p in done]
        waiting, before = coming, batch


def _submit(batch: Sequence[Source], code: str, workers: int, limits: Read) -> PrefectFuture[list[Processed]]:
    paths, digests = [s.path for s in batch], [s.digest for s in batch]
    label = f"{Path(paths[0]).name} 等 {len(paths)} 份"
    return read_batch.submit(paths, digests, code, workers, limits, label)


def _done(
    future: PrefectFuture[list[Processed]], batch: Sequence[Source], workers: int, limits: Read
) -> list[Processed]:
    done: list[Processed] = future.result()
    if future.state.name != "Cached":
        return done
    stale = [p.error is not None or not source.digest for p, source in zip(done, batch, strict=True)]
    again = [Path(p.path) for p, old in zip(done, stale, strict=True) if old]
    fresh = iter(process_many(again, workers=workers, job=READ, limits=limits))
    done = [next(fresh) if old else p for p, old in zip(done, stale, strict=True)]
    for processed in done:
        watcher().done(processed)
    return done


def _one_ahead() -> TaskRunner[PrefectFuture[Any]]:
    """One batch is read, in processes, while the flow keeps the one before."""
    return cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=1))


@flow(
    name="duban-extract",
    flow_run_name="读取",
    validate_parameters=False,
    task_runner=_one_ahead(),
)
def extract(documents: Sequence[Source], *, db: SecretStr, workers: int, limits: Read) -> Held[list[Processed]]:
    """Read documents and keep what they say in the database."""
    done: list[Processed] = []
    with Store(db.get_secret_value()) as store:
        for batch in read_all(documents, workers=workers, limits=limits):
            store.save_all(batch)
            done += batch
    return Held(done)
