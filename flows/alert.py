"""What a leader is told of the findings, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prefect import flow
from pydantic import SecretStr

from flows.held import Held
from pipeline.alert_telling import Told, tell
from pipeline.alert_window import divided
from pipeline.alerts import distinct, raise_alerts
from pipeline.messengers.build import channels, prepare
from pipeline.outbox import Delivery, flush
from pipeline.store import Store
from schemas.findings import Alert, Finding
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Alerted:
    """held: all alerts that hold as of the day, what a plan says twice once.  past: how many more are too old to tell.
    told: what this run tells.  deliveries: what became of each channel's messages, those that waited from earlier runs
    among them.
    """

    held: Sequence[Alert]
    told: Told
    deliveries: Sequence[Delivery]
    past: int = 0

    @property
    def fresh(self) -> Sequence[Alert]:
        """The alerts that this run tells."""
        return self.told.alerts


@flow(name="duban-alert", flow_run_name="预警", validate_parameters=False)
def alert(
    findings: Held[list[Finding]],
    *,
    db: SecretStr,
    out: str,
    as_of: date,
    settings: Settings,
    titles: Held[Mapping[str, str | None]],
    places: Held[Mapping[str, str | None]] | None = None,
) -> Held[Alerted]:
    """Put what is new or worse into the outbox, then send what waits there, from this run or an earlier one."""
    raised = raise_alerts(findings.value, as_of=as_of, settings=settings)
    ways = channels(settings, folder=Path(out))
    with Store(db.get_secret_value()) as store:
        prepare(ways)
        now, past = divided(store, raised, as_of=as_of, settings=settings)
        about = {"titles": titles.value, "places": places.value if places else None}
        told = tell(store, now, findings.value, ways, as_of=as_of, settings=settings, past=past, **about)
        return Held(Alerted(distinct(now), told, flush(store, ways, as_of=as_of), len(distinct(past))))
