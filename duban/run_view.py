"""What a person sees of a run: stages and a bar on stderr, a summary in Chinese on stdout."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from duban.progress import exit_status, report_error, report_left_out
from pipeline.alert_words import KIND_WORDS, WHY_WORDS
from pipeline.wording import ROLE_WORDS, STATUS_WORDS

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from flows.main import Outcome
    from flows.watch import Watcher
    from pipeline.batch import Processed
    from pipeline.outbox import Delivery


class RunView:
    """Stages and progress of one run, on stderr; on a terminal as a bar."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def say(self, words: str) -> None:
        """One line, unless quiet."""
        if not self.quiet:
            click.echo(words, err=True)

    def __enter__(self) -> RunView:
        if not self.quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            words = TextColumn("{task.description}")
            self.bar = Progress(
                words, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True)
            )
            self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    @property
    def watcher(self) -> Watcher:
        """The functions that the flows call."""
        from flows.watch import Watcher

        return Watcher(found=self._found, done=self._done, stage=self._stage)

    def _found(self, documents: int) -> None:
        if self.bar is not None:
            self.task = self.bar.add_task("读取", total=documents)
        else:
            self.say(f"共 {documents} 份文档")

    def _done(self, doc: Processed) -> None:
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, advance=1, description=f"读取 {doc.name[:24]}")

    def _stage(self, words: str) -> None:
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, description=words)
        elif self.bar is None:
            self.say(f"{words} …")


def report_delivery(delivery: Delivery) -> None:
    """One line on stderr where a channel's messages did not all go out: why, and what becomes of them."""
    left = [f"待发 {delivery.waiting} 条，下次自动补发"] if delivery.waiting else []
    left += [f"{delivery.refused} 条多次被拒，已搁置"] if delivery.refused else []
    if delivery.error is not None or left:
        cause = f"：{delivery.error}" if delivery.error is not None else ""
        click.echo(f"预警未能全部发到 {delivery.channel}{cause}" + (f"（{'；'.join(left)}）" if left else ""), err=True)


def print_summary(outcome: Outcome, *, quiet: bool) -> int:
    """Name on stderr what failed, print the summary to stdout, give the exit status."""
    errors = [doc.error for doc in outcome.documents if doc.error is not None]
    for error in errors:
        report_error(error)
    for sources in outcome.sources:
        for path, first in sources.repeats:
            if not quiet:
                click.echo(f"内容相同，只读一份：{path} 与 {first}", err=True)
        report_left_out([Path(p) for p in sources.left_out], quiet=quiet)
    for delivery in outcome.alerts.deliveries:
        report_delivery(delivery)

    read = len(outcome.documents) - len(errors)
    roles = Counter(s.role for doc in outcome.documents for s in doc.statements)
    statuses = Counter(f.status for f in outcome.findings)
    kinds = Counter(a.kind for a in outcome.alerts.held)
    click.echo(f"文档　读取 {read} 份" + (f"，未能读取 {len(errors)} 份" if errors else ""))
    click.echo("事项　" + _counts(roles, ROLE_WORDS))
    checked = Counter(claim.holds for doc in outcome.documents for claim in doc.claims)
    if checked:
        click.echo(f"核对　文内数据吻合 {checked[True]} 处，不符 {checked[False]} 处")
    click.echo("对照　" + _counts(statuses, STATUS_WORDS))
    told = Counter(notice.why for notice in outcome.alerts.told.notices)
    again = "，".join(f"{WHY_WORDS[why]} {told[why]}" for why in WHY_WORDS if told[why] and set(told) != {"new"})
    click.echo(
        f"预警　{_counts(kinds, KIND_WORDS)}；其中新发 {len(outcome.alerts.fresh)} 条"
        + (f"（{again}）" if again else "")
    )
    if outcome.alerts.past:
        click.echo(f"另有　时限已过较久（alerts.past_months）、不再逐项预警的 {outcome.alerts.past} 项，状态灯见台账")
    if outcome.slips is not None:
        click.echo(f"督办单　{len(outcome.slips.slips)} 份，其中新编号 {outcome.slips.fresh} 份")
    click.echo(f"台账　{outcome.ledger}")
    return exit_status(read, len(errors))


def _counts(counted: Mapping[Any, int], words: Mapping[Any, str]) -> str:
    found = [f"{word} {counted[key]}" for key, word in words.items() if counted[key]]
    return "，".join(found) or "无"
