"""duban query: ask the database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast, get_args

import click

from duban.options import DATE, OUT_FILE, format_option
from schemas.findings import Status
from schemas.records import Role

STATUSES = get_args(Status)
ROLES = get_args(Role)


class Several(click.ParamType[tuple[str, ...]]):
    """One or several of a list of words, with commas between them."""

    name = "list"

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The words to choose from."""
        return "[" + "|".join(self.words) + "],…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The words, or wrong usage."""
        if isinstance(value, tuple):
            return value
        chosen = tuple(word.strip() for word in str(value).split(","))
        for word in chosen:
            if word not in self.words:
                self.fail(f"{word!r} 不在 {', '.join(self.words)} 之中", param, ctx)
        return chosen


@click.command(help="查询数据库：按条件筛选，或用只读 SQL。")
@click.option("--db", default="out/duban.db", show_default=True, metavar="URL", help="数据库，文件或 URL。")
@click.option("--agency", metavar="WORDS", help="责任单位名称中的字。")
@click.option("--status", type=Several(STATUSES), help="最近一次对照的状态，可用逗号隔开几种。")
@click.option("--due-before", type=DATE, help="完成时限不晚于这一天。")
@click.option("--due-after", type=DATE, help="完成时限不早于这一天。")
@click.option("--place", metavar="WORDS", help="文件所属地方名称中的字。")
@click.option("--text", "words", metavar="WORDS", help="目标、指标、单位、标题或原文中的字；几个词用空格隔开。")
@click.option("--role", type=click.Choice(ROLES), help="类别。")
@click.option("--limit", type=click.IntRange(1), help="最多几行。")
@click.option("--sql", metavar="SELECT", help="一条只读的 SELECT，代替以上条件。")
@format_option("table", "csv", "jsonl", "xlsx")
@click.option("--out", type=OUT_FILE, help="写入文件，而不是标准输出（xlsx 必须）。")
def query(
    db: str,
    agency: str | None,
    status: tuple[str, ...] | None,
    due_before: date | None,
    due_after: date | None,
    place: str | None,
    words: str | None,
    role: str | None,
    limit: int | None,
    sql: str | None,
    form: str,
    out: Path | None,
) -> None:
    """Print the statements that meet every condition, or the answer to a SELECT."""
    filters = {
        "agency": agency,
        "status": status,
        "due_before": due_before,
        "due_after": due_after,
        "place": place,
        "text": words,
        "role": role,
        "limit": limit,
    }
    if sql is not None and any(value is not None for value in filters.values()):
        raise click.UsageError("--sql 不能和筛选条件同用")
    if form == "xlsx" and out is None:
        raise click.UsageError("--format xlsx 需要 --out FILE")

    from duban.output import opened
    from pipeline import query as ask
    from pipeline.store import Store

    with Store(db, read_only=True) as store:
        frame = ask.sql(store, sql) if sql is not None else ask.search(store, **filters)  # type: ignore[arg-type]
    if form == "xlsx":
        path = cast(Path, out)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            ask.to_output(frame, "xlsx", file)
        return
    with opened(out) as text:
        ask.to_output(frame, form, text, bom=out is not None)  # type: ignore[arg-type]
