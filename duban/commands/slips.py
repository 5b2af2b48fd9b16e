"""duban slips: supervision slips (督办单) of what is overdue."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from duban.options import DATE, OUT_FOLDER, config_option, settings_from


@click.command(help="督办单：每个责任单位每项超期任务一页 docx，按数据库里最近一次对照的结果。")
@click.option("--out", type=OUT_FOLDER, required=True, metavar="DIR", help="写入的文件夹。")
@click.option("--db", default="out/duban.db", show_default=True, metavar="URL", help="数据库，文件或 URL。")
@config_option
@click.option("--as-of", type=DATE, default=None, help="哪一天的对照结果（默认最近一次）。")
def slips(out: Path, db: str, config: Path | None, as_of: date | None) -> None:
    """Issue what is missing and write all slips that hold."""
    from pipeline.alert_window import divided
    from pipeline.alerts import distinct, raise_alerts
    from pipeline.store import Store
    from pipeline.supervision_slip import issue, write_slips

    settings = settings_from(config)
    Store(db, read_only=True).close()  # one that is not there is not made
    with Store(db) as store:
        findings = store.findings(as_of=as_of)
        if not findings:
            click.echo("数据库里没有对照结果" + (f"（{as_of}）" if as_of else "") + "，先执行 duban run", err=True)
            raise SystemExit(1)
        day = findings[0].as_of
        raised = raise_alerts(findings, as_of=day, settings=settings)
        alerts, past = divided(store, raised, as_of=day, settings=settings)
        metas = {doc.name: doc.meta for doc in store.documents()}
        issued = issue(store, alerts, as_of=day, settings=settings, metas=metas)
    write_slips(issued.slips, out)
    left = f"；未明确责任单位的 {issued.nobody} 项没有督办单" if issued.nobody else ""
    old = sum(alert.kind in settings.slips.kinds for alert in distinct(past))
    left += f"；时限已过较久（alerts.past_months）的 {old} 项没有督办单" if old else ""
    click.echo(f"督办单 {len(issued.slips)} 份，其中新编号 {issued.fresh} 份，截至 {day}{left}")
