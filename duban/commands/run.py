"""duban run: the main job, as Prefect flows."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.options import (
    ANY_PATH,
    DATE,
    VariadicCommand,
    paths_argument,
    quiet_option,
    worker_count,
    workers_option,
)

if TYPE_CHECKING:
    from schemas.settings import Settings


@click.command(cls=VariadicCommand, help="主要工作：读取方案和报告，对照进展，写台账（ledger.xlsx），发预警。")
@paths_argument
@click.option("--reports", type=ANY_PATH, multiple=True, metavar="PATH...", help="报告、进展表；不给则都在 PATH 里找。")
@click.option("--as-of", type=DATE, default=None, help="看到哪一天为止（默认今天）。")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"), help="结果文件夹（默认 out）。"
)
@click.option("--db", default=None, metavar="URL", help="数据库（默认结果文件夹里的 duban.db）。")
@click.option("--config", type=ANY_PATH, default=None, metavar="FILE", help="设置文件 duban.toml。")
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
    settings = _settings(config)
    out.mkdir(parents=True, exist_ok=True)

    from duban.run_view import RunView, print_summary
    from flows.runtime import prefect_ready

    view = RunView(quiet=quiet)
    view.say("正在启动 Prefect …")
    with _log_to(out / "duban.log"), prefect_ready(out), view:
        from pydantic import SecretStr

        from flows.main import main
        from flows.watch import watched_by

        with watched_by(view.watcher):
            outcome = main(
                [str(p) for p in paths],
                [str(p) for p in reports],
                out=str(out),
                db=SecretStr(db or f"sqlite:///{out.absolute() / 'duban.db'}"),
                as_of=as_of or date.today(),  # noqa: DTZ011  # the user's own day
                settings=settings,
                workers=worker_count(workers, sys.maxsize),
            ).value
    sys.exit(print_summary(outcome, quiet=quiet))


def _settings(config: Path | None) -> Settings:
    from schemas.errors import SettingsError
    from schemas.settings import Settings, read_settings

    if config is None:
        return Settings()
    try:
        return read_settings(config.read_text(encoding="utf-8"), name=config.name)
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{config}: {exc}") from exc


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
