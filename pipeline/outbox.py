"""The outbox: messages stay in the database until their channel has taken them.

A run writes its messages here in the transaction that marks its alerts as told; only then are they sent, in the order
in which they were written. While a channel is down its messages wait, and every run tries them again. One that the
other side refuses for its content is set aside after `PATIENCE` runs, so that it does not keep the others back; it is
reported and can be put back. A message may come twice where a run is cut off between sending and writing so down.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import Connection, func, select, update

from pipeline.messengers.base import Channel, ChannelError, Page
from pipeline.rows import Row
from pipeline.store import Store
from pipeline.store_write import existing, insert_rows
from schemas import tables as t
from schemas.records import content_id

State = Literal["pending", "sent", "refused"]
#: Runs in which a message may be refused for its content before it is set aside.
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a channel's messages in one run.

    alerts: of the messages that were sent.  sent, waiting, refused: messages that went out now, that wait for a later
    run, and that are set aside.  error: why the last try failed, None where all went out.
    """

    channel: str
    alerts: int = 0
    sent: int = 0
    waiting: int = 0
    refused: int = 0
    error: str | None = None


def put(conn: Connection, channel: str, pages: Sequence[Page], *, as_of: date, alerts: int) -> None:
    """Write a digest's messages for a channel; those that are there already are left as they are.

    alerts: how many the digest is about.
    """
    box = t.outbox
    last = conn.scalar(select(func.max(box.c.position)))
    first = 0 if last is None else last + 1
    rows: list[Row] = [
        {
            "id": content_id("message", channel, as_of, page.part, page.body),
            "position": first + i,
            "channel": channel,
            "as_of": as_of,
            "part": page.part,
            "parts": page.parts,
            "alerts": alerts,
            "title": page.title,
            "body": page.body,
            "state": "pending",
            "attempts": 0,
            "refusals": 0,
            "error": None,
            "sent_as_of": None,
        }
        for i, page in enumerate(pages)
    ]
    there = existing(conn, box.c.id, [str(row["id"]) for row in rows])
    insert_rows(conn, box, [row for row in rows if row["id"] not in there])


def flush(store: Store, channels: Iterable[Channel], *, as_of: date) -> list[Delivery]:
    """Send what waits, channel by channel; one that is down stops none of the others.

    Each message is marked as sent as soon as it is. A channel's messages go out in order: after a failure the rest
    waits, unless it was for the content of that one message. Messages of channels that the settings no longer name
    wait, and are reported under that name.
    """
    out = [_flush(store, channel, as_of) for channel in channels]
    named = {delivery.channel for delivery in out}
    for name in sorted({row["channel"] for row in messages(store, "pending")} - named):
        out.append(_counted(store, Delivery(name, error="设置中没有这个渠道")))
    return out


def messages(store: Store, *states: State) -> list[Row]:
    """Messages of these states (all of them by default), in their order, as rows of the table `outbox`."""
    box = t.outbox
    found = select(box).order_by(box.c.position, box.c.id)
    if states:
        found = found.where(box.c.state.in_(states))
    with store.begin() as conn:
        return [dict(row) for row in conn.execute(found).mappings()]


def put_back(store: Store, channel: str | None = None) -> int:
    """Let messages that were set aside wait again, of one channel or of all; how many."""
    box = t.outbox
    change = update(box).where(box.c.state == "refused").values(state="pending", refusals=0)
    if channel is not None:
        change = change.where(box.c.channel == channel)
    with store.begin() as conn:
        return int(conn.execute(change).rowcount)


def _flush(store: Store, channel: Channel, as_of: date) -> Delivery:
    sent, error = [], None
    for row in messages(store, "pending"):
        if row["channel"] != channel.name:
            continue
        try:
            channel.post(Page(row["title"], row["body"], row["part"], row["parts"]))
        except ChannelError as exc:
            error = str(exc)
            refusals = row["refusals"] + (exc.fault == "content")
            state: State = "refused" if refusals >= PATIENCE else "pending"
            failed = {"attempts": row["attempts"] + 1, "refusals": refusals, "state": state, "error": error}
            _mark(store, row["id"], failed)
            if exc.fault != "content":
                break
        else:
            attempts = row["attempts"] + 1
            _mark(store, row["id"], {"state": "sent", "attempts": attempts, "error": None, "sent_as_of": as_of})
            sent.append(row)
    alerts = sum(row["alerts"] for row in sent if row["part"] == row["parts"])
    return _counted(store, Delivery(channel.name, alerts, len(sent), error=error))


def _mark(store: Store, message: str, values: Row) -> None:
    with store.begin() as conn:
        conn.execute(update(t.outbox).where(t.outbox.c.id == message).values(values))


def _counted(store: Store, found: Delivery) -> Delivery:
    left = [row["state"] for row in messages(store, "pending", "refused") if row["channel"] == found.channel]
    waiting, refused = left.count("pending"), left.count("refused")
    return Delivery(found.channel, found.alerts, found.sent, waiting, refused, found.error)
