"""From the paths of a command line to documents done one after the other, with bar and error lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from duban.options import settings_from, worker_count
from duban.progress import document_bar, exit_status, report_error, report_left_out

if TYPE_CHECKING:
    from pipeline.batch import Processed


class Reading:
    """One pass over the documents among `paths`; counts what was done and what failed.

    job: what is done with each, as in `pipeline.batch.process_many`.  config: the settings file.
    names: what each document is called.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        job: Callable[[Path], Processed],
        config: Path | None,
        workers: int | None,
        quiet: bool,
    ) -> None:
        from pipeline.batch import find_documents
        from pipeline.naming import distinct_names

        self.limits = settings_from(config).read
        self.job, self.workers, self.quiet = job, workers, quiet
        self.done = self.failed = 0
        self.documents, left_out = find_documents(paths)
        self.names = distinct_names(self.documents)
        report_left_out(left_out, quiet=quiet)
        if not self.documents:
            click.echo("没有可读的文档：" + "、".join(map(str, paths)), err=True)

    def __iter__(self) -> Iterator[Processed]:
        """Documents that were read, in order; the others are named on stderr."""
        from pipeline.batch import process_many
        from pipeline.naming import renamed

        workers = worker_count(self.workers, len(self.documents))
        with document_bar(len(self.documents), quiet=self.quiet) as tick:
            for done in process_many(self.documents, workers=workers, job=self.job, limits=self.limits, on_done=tick):
                processed = renamed(done, self.names[Path(done.path)])
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
