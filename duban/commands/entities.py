"""duban entities: quantities and dates in single sentences, from stdin to stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from duban.options import out_option


@click.command(help="识别短句中的数量和日期，从标准输入读 JSONL。")
@out_option
def entities(out: Any) -> None:
    """Read {"id", "text", "reference"} lines and print each with its quantities and dates.

    A line that is no such object is named on stderr; the others are done.
    """
    from duban.output import write_json

    cases = Cases(sys.stdin.buffer)
    write_json(cases.recognised(), out)
    sys.exit(1 if cases.failed and not cases.done else 3 if cases.failed else 0)


class Cases:
    """The cases of a stream, one a line; counts what was done and what could not be read."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines, self.done, self.failed = lines, 0, 0

    def recognised(self) -> Iterator[dict[str, Any]]:
        """One answer for each good line, in order."""
        from extractors.entities import recognise

        for at, line in enumerate(self.lines, 1):
            if not line.strip():
                continue
            try:
                case = json.loads(line)
                key, text, reference = case["id"], case["text"], date.fromisoformat(case["reference"])
            except (ValueError, TypeError, KeyError) as exc:
                self.failed += 1
                click.echo(f"第 {at} 行读不懂：{type(exc).__name__}: {exc}", err=True)
                continue
            yield {"id": key, "entities": recognise(text, reference)}
            self.done += 1
