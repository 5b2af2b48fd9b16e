"""duban check: what documents say of their own numbers, and whether it fits."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duban.options import config_option, format_option, out_option, paths_argument, quiet_option, workers_option

if TYPE_CHECKING:
    from schemas.claims import Claim

TABLE = {"doc": "文件", "words": "结果", "quote": "文中所说", "basis": "依据", "formula": "核算", "page": "页"}


@click.command(help="核对文件自身的数据：占比、差额、合计、增幅是否与文中其他数字相符。")
@paths_argument
@click.option("--all", "every", is_flag=True, help="相符的也列出，不只列不符的。")
@format_option("jsonl", "table")
@out_option
@config_option
@workers_option
@quiet_option
def check(
    paths: tuple[Path, ...],
    every: bool,
    form: str,
    out: Path | None,
    config: Path | None,
    workers: int | None,
    quiet: bool,
) -> None:
    """Print the figures that do not fit others of their document; how many did is said on stderr."""
    from duban.output import write_json, write_table
    from duban.reading import Reading
    from pipeline.batch import process
    from pipeline.wording import readable

    reading = Reading(paths, quiet=quiet, workers=workers, config=config, job=process)
    counted: Counter[bool] = Counter()

    def claims() -> Iterator[Claim]:
        for doc in reading:
            counted.update(claim.holds for claim in doc.claims)
            yield from (claim for claim in doc.claims if every or not claim.holds)

    def row(claim: Claim) -> dict[str, Any]:
        return {
            "doc": claim.doc,
            "words": "相符" if claim.holds else "不符",
            "quote": readable(claim.quote),
            "basis": readable(claim.basis),
            "formula": claim.formula,
            "page": claim.page,
        }

    if form == "jsonl":
        write_json((claim.to_json() for claim in claims()), out)
    else:
        write_table(map(row, claims()), TABLE, out)
    if not quiet:
        click.echo(f"核对 {counted.total()} 处，不符 {counted[False]} 处", err=True)
    sys.exit(reading.status)
