"""From the alerts that hold to messages in the outbox: each told once, as the book and the rules have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.agency_groups import bodies_of
from pipeline.alert_book import Book, Closing, Notice
from pipeline.alert_digest import digest
from pipeline.alert_rules import route
from pipeline.alert_words import agency_words
from pipeline.alerts import distinct
from pipeline.messengers.base import Channel
from pipeline.outbox import put
from pipeline.store import Store
from schemas.findings import Alert, Finding
from schemas.records import Statement
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Told:
    """What a run tells: new, worse, or reminded of; and the matters that are closed.

    Notices that no channel takes are not among them; they are told when one does.
    """

    notices: tuple[Notice, ...] = ()
    closings: tuple[Closing, ...] = ()

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """The alerts that are told."""
        return tuple(notice.alert for notice in self.notices)


def tell(
    store: Store,
    alerts: Sequence[Alert],
    findings: Sequence[Finding],
    channels: Sequence[Channel],
    *,
    as_of: date,
    settings: Settings,
    titles: Mapping[str, str | None] | None = None,
    past: Sequence[Alert] = (),
    places: Mapping[str, str | None] | None = None,
) -> Told:
    """Write down what is to be told, and put one digest for each channel into the outbox, in one transaction.

    alerts: all that hold as of the day.  findings: all of the run.  titles: of the documents, by file name.  past: what
    fell due too long ago to be told (`pipeline.alert_window`), which digests count.  places: of the documents, by file
    name, which tell apart the agencies of one name and bring together those of several.
    """
    homes = places or {}
    bodies = bodies_of((alert.finding.target for alert in alerts), homes)

    def called(target: Statement) -> str:
        return agency_words(target, lambda name: bodies.label(name, homes.get(target.doc)))

    with store.begin() as conn:
        book = Book(conn, as_of=as_of, settings=settings)
        notices, closings = book.consider(alerts, findings)
        shares = route(notices, closings, settings=settings, titles=titles)
        left = route([Notice(alert, "new") for alert in distinct(past)], [], settings=settings, titles=titles)
        told = {notice.alert.key for share, _ in shares.values() for notice in share}
        book.record(alerts, notices, closings, told)
        for channel in channels:
            own, done = shares[channel.name]
            past_here = len(left[channel.name][0])
            text = digest(own, done, as_of=as_of, settings=settings, past=past_here, called=called)
            if text is not None:
                put(conn, channel.name, channel.pages(text), as_of=as_of, alerts=len(own))
    return Told(tuple(n for n in notices if n.alert.key in told), tuple(closings))
