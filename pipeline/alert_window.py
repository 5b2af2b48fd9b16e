"""Which alerts are news: what fell due long ago is counted and stays in the ledger, and is not told one by one.

The window is `alerts.past_months` before the as-of day. A folder of many years' plans would else begin with an alert
for each target that nobody has spoken of since. What is followed already goes on being told until it is closed, however
long ago it fell due.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from pipeline.lights import months_later
from pipeline.store import Store
from pipeline.wording import told_day
from schemas import tables as t
from schemas.findings import Alert
from schemas.settings import Settings


def since(as_of: date, settings: Settings) -> date | None:
    """The first day of the window: what fell due on it or later is told; None where there is no window."""
    months = settings.alerts.past_months
    return months_later(as_of, -months) if months else None


def divided(
    store: Store, alerts: Sequence[Alert], *, as_of: date, settings: Settings
) -> tuple[list[Alert], list[Alert]]:
    """(what is told, what is only counted) of the alerts that hold as of a day, each in the order given.

    Told is what fell due within the window, what a report of that time speaks of, and what the book of alerts follows.
    """
    first = since(as_of, settings)
    past = [alert for alert in alerts if first is not None and _is_past(alert, first)]
    if not past:
        return list(alerts), []
    with store.begin() as conn:
        followed = set(conn.scalars(select(t.alerts.c.key).where(t.alerts.c.state != "closed")))
    away = {alert.key for alert in past} - followed
    return [a for a in alerts if a.key not in away], [a for a in alerts if a.key in away]


def _is_past(alert: Alert, first: date) -> bool:
    target, answer = alert.finding.target, alert.finding.answer
    days = [target.deadline.end if target.deadline else None, told_day(answer) if answer else None]
    known = [day for day in days if day is not None]
    return bool(known) and max(known) < first
