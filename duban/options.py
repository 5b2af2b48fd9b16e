"""Options and arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from schemas.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


class IsoDate(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} 不是 YYYY-MM-DD 形式的日期", param, ctx)


class VariadicCommand(click.Command):
    """A command where an option marked `multiple` takes every value up to the next option: --plan a.txt b.txt."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat such an option's name before each further value, which is what click understands."""
        greedy = {
            name for p in self.params if isinstance(p, click.Option) and p.multiple and not p.is_flag for name in p.opts
        }
        spread: list[str] = []
        option: str | None = None
        fresh = False
        for at, arg in enumerate(args):
            if arg == "--":
                spread.extend(args[at:])
                break
            if arg in greedy:
                option, fresh = arg, True
            elif arg.startswith("-") and len(arg) > 1:
                option = None
            elif option is not None and not fresh:
                spread.append(option)
            else:
                fresh = False
            spread.append(arg)
        return super().parse_args(ctx, spread)


DATE = IsoDate()
ANY_PATH = click.Path(path_type=Path)
OUT_FOLDER = click.Path(path_type=Path, file_okay=False)
OUT_FILE = click.Path(path_type=Path, dir_okay=False)

paths_argument = click.argument("paths", nargs=-1, required=True, type=ANY_PATH, metavar="PATH...")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="不显示进度。")
out_option = click.option("--out", type=OUT_FILE, help="写入文件，而不是标准输出。")
config_option = click.option("--config", type=ANY_PATH, default=None, metavar="FILE", help="设置文件 duban.toml。")
workers_option = click.option(
    "--workers", type=click.IntRange(0), default=None, help="并行进程数（0 为不另开进程；默认按处理器数）。"
)


def format_option(*formats: str) -> Callable[[Command], Command]:
    """--format, the first of `formats` by default."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=formats[0], show_default=True, help="输出格式。"
    )


def settings_from(config: Path | None) -> Settings:
    """The settings of a file, or the defaults. Raises SettingsError."""
    from schemas.errors import SettingsError
    from schemas.settings import Settings, read_settings

    if config is None:
        return Settings()
    try:
        return read_settings(config.read_text(encoding="utf-8"), name=config.name)
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{config}: {exc}") from exc


def worker_count(workers: int | None, documents: int) -> int:
    """As many processes as asked for, else one for each processor this process may use, never more than documents."""
    if workers is not None:
        return workers
    return max(
        1, min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, documents)
    )
