"""duban run: the main job, as Prefect flows."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from duban.options import (
    ANY_PATH,
    DATE,
    VariadicCommand,
    config_option,
    paths_argument,
    quiet_option,
    settings_from,
    worker_count,
    workers_option,
)

#: Bytes that must be free where the results go.
ROOM = 32 * 2**20


@click.command(cls=VariadicCommand, help="主要工作：读取方案和报告，对照进展，写台账（ledger.xlsx），发预警。")
@paths_argument
@click.option("--reports", type=ANY_PATH, multiple=True, metavar="PATH...", help="报告、进展表；不给则都在 PATH 里找。")
@click.option("--as-of", type=DATE, default=None, help="看到哪一天为止（默认今天）。")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), help="结果文件夹（默认 out）。"
)
@click.option("--db", default=None, metavar="URL", help="数据库（默认结果文件夹里的 duban.db）。")
@config_option
@workers_option
@click.option("--cluster", default=None, metavar="ADDRESS", help="Dask 集群（需附加组件 duban[cluster]）。")
@quiet_option
def run(
    paths: tuple[Path, ...],
    reports: tuple[Path, ...],
    as_of: date | None,
    out: Path,
    db: str | None,
    config: Path | None,
    workers: int | None,
    cluster: str | None,
    quiet: bool,
) -> None:
    """Read, compare, write the ledger and alert; print a summary."""
    if cluster is not None:
        raise click.UsageError(
            "--cluster 需要附加组件 duban[cluster]，本版本尚未提供；请去掉该选项，用 --workers 并行。"
        )
    settings = settings_from(config)
    url = db or f"sqlite:///{out.absolute() / 'duban.db'}"
    out.mkdir(parents=True, exist_ok=True)

    from duban.folder_lock import locked
    from duban.run_view import RunView, print_summary
    from flows.runtime import prefect_ready

    view = RunView(quiet=quiet)
    with locked(out), _log_to(out / "duban.log"):
        _check(out, url)
        view.say("正在启动 Prefect …")
        with prefect_ready(out), view:
            from pydantic import SecretStr

            from flows.main import main
            from flows.watch import watched_by

            with watched_by(view.watcher):
                outcome = main(
                    [str(p) for p in paths],
                    [str(p) for p in reports],
                    out=str(out),
                    db=SecretStr(url),
                    as_of=as_of or date.today(),  # noqa: DTZ011  # the user's own day
                    settings=settings,
                    workers=worker_count(workers, sys.maxsize),
                ).value
    sys.exit(print_summary(outcome, quiet=quiet))


def _check(out: Path, url: str) -> None:
    """Open the database once, so that what is wrong with it or the disk is said before anything is read.

    Raises OSError, StoreError.
    """
    from pipeline.store import Store
    from schemas.errors import StoreError

    free = shutil.disk_usage(out).free
    if free < ROOM:
        raise StoreError(f"{out}: 磁盘只剩 {free // 2**20} MB，至少要有 {ROOM // 2**20} MB")
    Store(url).close()


@contextmanager
def _log_to(file: Path) -> Iterator[None]:
    """What is logged under `duban` goes to a file beside the results."""
    log = logging.getLogger("duban")
    handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
