"""duban alerts: what is open, who has taken note of it, and what still waits to be sent."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duban.options import DATE, Command, config_option, format_option, out_option, settings_from

if TYPE_CHECKING:
    from pipeline.store import Store

_db = click.option("--db", default="out/duban.db", show_default=True, metavar="URL", help="数据库，文件或 URL。")
_names = click.argument("ids", nargs=-1, required=True, metavar="编号...")


def _signed(command: Command) -> Command:
    """Who says so, why, and when."""
    for option in (
        click.option("--on", "day", type=DATE, default=None, help="哪一天（默认今天）。"),
        click.option("--why", required=True, help="原因、措施。"),
        click.option("--who", required=True, help="谁。"),
    ):
        command = option(command)
    return command


@click.group()
def alerts() -> None:
    """预警：查看、确认、暂缓，补发没有送达的通报。"""


@alerts.command("list", help="列出未销号的预警。")
@_db
@click.option("--all", "closed", is_flag=True, help="连同已销号的。")
@format_option("table", "csv", "jsonl")
@out_option
def list_(db: str, closed: bool, form: str, out: Path | None) -> None:
    """Print matters, gravest first."""
    from pipeline.alert_desk import MATTER_COLUMNS, STATE_WORDS, matters
    from pipeline.alert_words import KIND_WORDS

    with _opened(db, read_only=True) as store:
        found = matters(store, closed=closed)
    headings = {
        "id": "编号",
        "light": "灯",
        "kind": "类别",
        "subject": "事项",
        "agency": "责任单位",
        "due_date": "时限",
        "told": "通报",
        "state": "状态",
    }

    def shown(row: Mapping[str, Any]) -> Mapping[str, Any]:
        told = f"{row['told_as_of']}，{row['told_times']}次" if row["told_as_of"] else "未发"
        state = STATE_WORDS[row["state"]]
        state += f"至{row['snoozed_until']}" if row["snoozed_until"] else ""
        state += f"（{row['who']}：{row['why']}）" if row["who"] else ""
        kind = KIND_WORDS[row["kind"]]
        return {**row, "id": row["key"][:8], "kind": kind, "told": told, "state": state}

    _write(found, form, out, columns=list(MATTER_COLUMNS), headings=headings, shown=shown)


@alerts.command(help="确认：情况没有变差就不再提醒。")
@_names
@_signed
@_db
def ack(ids: tuple[str, ...], who: str, why: str, day: date | None, db: str) -> None:
    """Acknowledge matters."""
    from pipeline.alert_desk import acknowledge

    _act(db, lambda store: acknowledge(store, ids, who=who, why=why, day=day or _today()), "已确认")


@alerts.command(help="暂缓：到那一天再提醒。灯变重了仍会提醒。")
@_names
@click.option("--until", type=DATE, required=True, help="到哪一天再提醒。")
@_signed
@_db
def snooze(ids: tuple[str, ...], until: date, who: str, why: str, day: date | None, db: str) -> None:
    """Snooze matters."""
    from pipeline.alert_desk import snooze as put_off

    on = day or _today()
    if until <= on:
        raise click.UsageError(f"--until {until} 不在 {on} 之后")
    _act(db, lambda store: put_off(store, ids, until=until, who=who, why=why, day=on), f"已暂缓至 {until}")


@alerts.command(help="恢复提醒：撤回确认或暂缓。")
@_names
@_signed
@_db
def reopen(ids: tuple[str, ...], who: str, why: str, day: date | None, db: str) -> None:
    """Take an acknowledgement or a snooze back."""
    from pipeline.alert_desk import reopen as take_back

    _act(db, lambda store: take_back(store, ids, who=who, why=why, day=day or _today()), "已恢复提醒")


@alerts.command(help="一项预警的来龙去脉。")
@click.argument("name", metavar="编号")
@_db
@format_option("table", "csv", "jsonl")
@out_option
def history(name: str, db: str, form: str, out: Path | None) -> None:
    """Print what happened to a matter."""
    from pipeline.alert_desk import EVENT_WORDS
    from pipeline.alert_desk import history as events

    with _opened(db, read_only=True) as store:
        found = events(store, name)

    def shown(row: Mapping[str, Any]) -> Mapping[str, Any]:
        until = f"至{row['until']}" if row["until"] else ""
        return {**row, "event": EVENT_WORDS[row["event"]] + until}

    headings = {"day": "日期", "event": "事件", "who": "谁", "note": "内容"}
    columns = ["alert_key", "position", "day", "event", "grade", "who", "until", "note"]
    _write(found, form, out, columns=columns, headings=headings, shown=shown)


@alerts.command(help="列出还没有送达的通报。")
@_db
@click.option("--all", "everything", is_flag=True, help="连同已送达的。")
@click.option("--put-back", is_flag=True, help="把多次被拒而搁置的重新列入待发。")
@format_option("table", "csv", "jsonl")
@out_option
def outbox(db: str, everything: bool, put_back: bool, form: str, out: Path | None) -> None:
    """Print the messages that wait or were set aside."""
    from pipeline import outbox as box

    states: tuple[box.State, ...] = () if everything else ("pending", "refused")
    with _opened(db, read_only=not put_back) as store:
        if put_back:
            click.echo(f"重新列入待发 {box.put_back(store)} 条", err=True)
        found = box.messages(store, *states)
    words = {"pending": "待发", "sent": "已送达", "refused": "被拒搁置"}

    def shown(row: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**row, "state": words[row["state"]]}

    headings = {
        "channel": "渠道", "as_of": "截至", "title": "标题", "state": "状态", "attempts": "试发", "error": "原因",
    }  # fmt: skip
    columns = ["id", "channel", "as_of", "part", "parts", "alerts", "title", "state", "attempts", "refusals", "error"]
    _write(found, form, out, columns=[*columns, "sent_as_of", "body"], headings=headings, shown=shown)


@alerts.command(help="补发还没有送达的通报，不重新读文件。")
@_db
@config_option
@click.option("--as-of", type=DATE, default=None, help="记为哪一天送达（默认今天）。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("out"),
    help="文件渠道的文件夹（默认 out）。",
)
def send(db: str, config: Path | None, as_of: date | None, out: Path) -> None:
    """Send what waits in the outbox."""
    from duban.run_view import report_delivery
    from pipeline.messengers.build import channels
    from pipeline.outbox import flush

    settings = settings_from(config)
    with _opened(db) as store:
        done = flush(store, channels(settings, folder=out), as_of=as_of or _today())
    for delivery in done:
        report_delivery(delivery)
    click.echo(f"送达 {sum(d.sent for d in done)} 条，待发 {sum(d.waiting for d in done)} 条")
    if any(d.error is not None for d in done):
        sys.exit(3 if any(d.sent for d in done) else 1)


def _today() -> date:
    return date.today()  # noqa: DTZ011  # the user's own day


def _opened(db: str, *, read_only: bool = False) -> Store:
    """The database, which must be there."""
    from pipeline.store import Store

    store = Store(db, read_only=True)
    if read_only:
        return store
    store.close()
    return Store(db)


def _act(db: str, act: Callable[[Store], list[str]], words: str) -> None:
    with _opened(db) as store:
        keys = act(store)
    click.echo(f"{words}：" + "、".join(key[:8] for key in keys))


def _write(
    rows: Iterable[Mapping[str, Any]],
    form: str,
    out: Path | None,
    *,
    columns: list[str],
    headings: Mapping[str, str],
    shown: Callable[[Mapping[str, Any]], Mapping[str, Any]],
) -> None:
    """Rows as JSON lines, csv, or a table in words."""
    from duban.output import write_csv, write_json, write_table

    plain = [{name: v.isoformat() if isinstance(v := row[name], date) else v for name in columns} for row in rows]
    if form == "jsonl":
        write_json(plain, out)
    elif form == "csv":
        write_csv(plain, columns, out)
    else:
        write_table(map(shown, plain), headings, out)
