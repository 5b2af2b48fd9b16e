"""From the paths of a command line to documents done one after the other, with bar and error lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.options import worker_count
from duban.progress import document_bar, exit_status, report_error, report_left_out

if TYPE_CHECKING:
    from pipeline.batch import Processed


class Reading:
    """One pass over the documents among `paths`; counts what was done and what failed.

    describe_only: read and describe without extracting.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        quiet: bool,
        workers: int | None = None,
        issued: date | None = None,
        describe_only: bool = False,
    ) -> None:
        from pipeline.batch import find_documents

        self.quiet, self.workers, self.issued, self.describe_only = quiet, workers, issued, describe_only
        self.documents, left_out = find_documents(paths)
        self.done = self.failed = 0
        report_left_out(left_out, quiet=quiet)
        if not self.documents:
            click.echo("没有可读的文档：" + "、".join(str(p) for p in paths), err=True)

    def __iter__(self) -> Iterator[Processed]:
        """Documents that were read, in order; the others are named on stderr."""
        from pipeline.batch import examine, process, process_many

        with document_bar(len(self.documents), quiet=self.quiet) as tick:
            for processed in process_many(
                self.documents,
                workers=worker_count(self.workers, len(self.documents)),
                issued=self.issued,
                on_done=tick,
                job=examine if self.describe_only else process,
            ):
                if processed.error is not None:
                    self.failed += 1
                    report_error(processed.error)
                else:
                    self.done += 1
                    yield processed

    @property
    def status(self) -> int:
        """The exit status that this pass comes to."""
        return exit_status(self.done, self.failed)
