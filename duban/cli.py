"""The command `duban`: its subcommands, and how faults end it.

Exit status: 0 all read; 1 nothing could be done; 2 wrong usage; 3 some documents failed.
"""

from __future__ import annotations

import os
import sys

import click

from duban import __version__
from duban.commands.alerts import alerts
from duban.commands.check import check
from duban.commands.compare import compare
from duban.commands.diff import diff
from duban.commands.entities import entities
from duban.commands.extract import extract
from duban.commands.info import info
from duban.commands.query import query
from duban.commands.run import run
from duban.commands.slips import slips
from duban.commands.text import text
from duban.progress import report_error
from schemas.errors import DocumentError, PlanError, SettingsError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="duban")
def cli() -> None:
    """督办：从方案、讲话和报告里读出目标、时限、数量和责任单位，对照进展，写台账，发预警。"""


for command in (run, extract, text, info, entities, diff, compare, check, query, alerts, slips):
    cli.add_command(command)


def main(args: list[str] | None = None) -> None:
    """Run `duban`; faults raised on purpose end it with one line on stderr."""
    try:
        cli.main(args, prog_name="duban")
    except SettingsError as exc:
        click.echo(f"设置有误：{exc}", err=True)
        sys.exit(2)
    except DocumentError as exc:
        report_error(exc)
        sys.exit(1)
    except PlanError as exc:
        click.echo(f"出错：{exc}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as exc:  # a disk that is full or read-only, a folder that may not be used
        where = f"{exc.filename}: " if exc.filename else ""
        click.echo(f"出错：{where}{exc.strerror or exc}", err=True)
        sys.exit(1)
