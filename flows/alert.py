"""What a leader is told of the findings, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prefect import flow
from pydantic import SecretStr

from flows.held import Held
from pipeline.alert_channels import Delivery, channels, deliver
from pipeline.alerts import raise_alerts
from pipeline.store import Store
from schemas.findings import Alert, Finding
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Alerted:
    """held: all alerts that hold as of the day.  fresh: those not sent before.  deliveries: what became of these."""

    held: Sequence[Alert]
    fresh: Sequence[Alert]
    deliveries: Sequence[Delivery]


@flow(name="duban-alert", flow_run_name="预警", validate_parameters=False)
def alert(findings: Held[list[Finding]], *, db: SecretStr, out: str, as_of: date, settings: Settings) -> Held[Alerted]:
    """Send what is new on every channel; what went out on one of them at least is not sent again."""
    held = raise_alerts(findings.value, as_of=as_of, settings=settings)
    with Store(db.get_secret_value()) as store:
        fresh = store.unsent(held)
        deliveries = deliver(fresh, channels(settings, folder=Path(out)), lines=settings.alerts.lines)
        if not deliveries or any(d.error is None for d in deliveries):
            store.mark_sent(fresh)
    return Held(Alerted(held, fresh, deliveries))
