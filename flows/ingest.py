"""Which documents: found, told apart by content."""

from __future__ import annotations

from typing import Any

from prefect import flow, task

from pipeline.sources import Sources, take_in


def is_io(task: object, run: object, state: Any) -> bool:
    """Whether a task failed for disk or network: these alone are tried again."""
    fault = state.result(raise_on_failure=False)
    return isinstance(fault, OSError) or isinstance(fault.__cause__, OSError)


@task(name="找文档", retries=2, retry_delay_seconds=[1, 5], retry_condition_fn=is_io)
def find(paths: list[str]) -> Sources:
    """The documents among paths, with their digests; a fault of disk or network is tried again."""
    return take_in(paths)


@flow(name="duban-ingest", flow_run_name="找文档", validate_parameters=False)
def ingest(paths: list[str]) -> Sources:
    """The documents among paths. What still cannot be read after all tries is left for the reader to report."""
    try:
        return find(paths)
    except OSError:
        return take_in(paths, patient=True)
