"""duban query: ask the database."""

from __future__ import annotations

import click


@click.command(short_help="查询数据库。")
def query() -> None:
    """Ask the database."""
    raise click.ClickException("not yet")
