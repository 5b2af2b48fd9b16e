"""What a person sees on stderr while documents are read: a bar, and a line for each that failed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.batch import Processed
    from schemas.errors import DocumentError


@contextmanager
def document_bar(total: int, *, quiet: bool) -> Iterator[Callable[[Processed], None]]:
    """A bar over `total` documents on a terminal, nothing elsewhere or when quiet."""
    if quiet or total < 2 or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("读取"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda done: progress.update(task, advance=1, description=done.name[:24])


def report_error(error: DocumentError) -> None:
    """One line on stderr, quiet or not: which document, and why."""
    page = f"第 {error.page} 页：" if error.page is not None else ""
    click.echo(f"未能读取 {error.doc}：{page}{error.reason}", err=True)


def report_left_out(files: Sequence[Path], *, quiet: bool) -> None:
    """Name files of searched folders that are no documents, unless quiet."""
    if files and not quiet:
        names = "、".join(path.name for path in files[:5])
        more = " 等" if len(files) > 5 else ""
        click.echo(f"不是文档，略过 {len(files)} 个文件：{names}{more}", err=True)


def exit_status(done: int, failed: int) -> int:
    """0 all read, 3 some failed, 1 nothing could be done."""
    if not done:
        return 1
    return 3 if failed else 0
