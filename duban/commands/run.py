"""duban run: the main job."""

from __future__ import annotations

import click


@click.command(short_help="主要工作：读取、对照、写台账、发预警。")
def run() -> None:
    """Read, compare, write the ledger, alert."""
    raise click.ClickException("not yet")
