"""A person's side of the book of alerts: see what is open, acknowledge it, snooze it, take that back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from sqlalchemy import Connection, RowMapping, select, update

from pipeline.alert_book import add_events
from pipeline.alert_words import agency_words
from pipeline.rows import Row
from pipeline.store import Store
from schemas import tables as t
from schemas.errors import StoreError

Action = Literal["acknowledged", "snoozed", "reopened"]
STATE_WORDS = {"open": "未结", "acknowledged": "已确认", "snoozed": "暂缓", "closed": "已销号"}
EVENT_WORDS = {
    "new": "新增",
    "worse": "加重",
    "reminder": "催办",
    "acknowledged": "确认",
    "snoozed": "暂缓",
    "reopened": "恢复提醒",
    "closed": "销号",
}
#: Fewest characters by which a matter may be named.
SHORTEST = 4

MATTER_COLUMNS = {
    "key": "the matter: the id of the target it is about",
    "light": "colour of its light",
    "kind": "missed, behind, overdue, unreported or due_soon",
    "subject": "the target's subject",
    "agency": "lead agencies, 、 between them",
    "due_date": "the target's deadline",
    "doc": "the plan's file name",
    "state": "open, acknowledged, snoozed or closed",
    "snoozed_until": "snoozed: until the day before this one",
    "who": "the person who acknowledged or snoozed it",
    "why": "that person's reason",
    "first_as_of": "the day for which it was raised, or raised again",
    "told_as_of": "the day of the run that told it last",
    "told_times": "how often it was told since then",
    "message": "what is to be said of it",
}


def matters(store: Store, *, closed: bool = False) -> list[Row]:
    """Matters that are not closed (with `closed` all there ever were), gravest first, by MATTER_COLUMNS."""
    a = t.alerts
    found = select(a).order_by(a.c.grade.desc(), a.c.first_as_of, a.c.key)
    if not closed:
        found = found.where(a.c.state != "closed")
    with store.begin() as conn:
        rows = [dict(row) for row in conn.execute(found).mappings()]
        said = _last_words(conn)
    targets = {s.id: s for s in store.statements(current=False, ids=sorted({row["target_id"] for row in rows}))}
    out = []
    for row in rows:
        target = targets[row["target_id"]]
        silent = row["state"] in ("acknowledged", "snoozed")
        who, why = said.get(row["key"], (None, None)) if silent else (None, None)
        row |= {"subject": target.subject, "agency": agency_words(target), "doc": target.doc, "who": who, "why": why}
        row["due_date"] = target.deadline.end if target.deadline else None
        out.append({name: row[name] for name in MATTER_COLUMNS})
    return out


def history(store: Store, matter: str) -> list[Row]:
    """What happened to a matter, named by the beginning of its key, as rows of the table `alert_events`."""
    e = t.alert_events
    with store.begin() as conn:
        [row] = _named(conn, [matter], closed=True)
        found = select(e).where(e.c.alert_key == row["key"]).order_by(e.c.position)
        return [dict(event) for event in conn.execute(found).mappings()]


def acknowledge(store: Store, names: Sequence[str], *, who: str, why: str, day: date) -> list[str]:
    """Let matters rest until they get worse; their keys.

    names: the beginnings of their keys.  who, why: the person, and what is being done about it.  day: when it was said.
    Raises StoreError for a name that fits none or several, and for a matter that is closed.
    """
    return _act(store, names, "acknowledged", {"state": "acknowledged", "snoozed_until": None}, who, why, day)


def snooze(store: Store, names: Sequence[str], *, until: date, who: str, why: str, day: date) -> list[str]:
    """Let matters rest until a day, on which they are told again; see `acknowledge`."""
    return _act(store, names, "snoozed", {"state": "snoozed", "snoozed_until": until}, who, why, day)


def reopen(store: Store, names: Sequence[str], *, who: str, why: str, day: date) -> list[str]:
    """Take an acknowledgement or a snooze back: reminders come as for any other matter; see `acknowledge`."""
    return _act(store, names, "reopened", {"state": "open", "snoozed_until": None}, who, why, day)


def _act(store: Store, names: Sequence[str], action: Action, values: Row, who: str, why: str, day: date) -> list[str]:
    with store.begin() as conn:
        rows = _named(conn, names, closed=False)
        keys = [row["key"] for row in rows]
        conn.execute(update(t.alerts).where(t.alerts.c.key.in_(keys)).values(values))
        until = values["snoozed_until"]
        add_events(
            conn,
            [
                {
                    "alert_key": row["key"],
                    "day": day,
                    "event": action,
                    "grade": row["grade"],
                    "note": why,
                    "who": who,
                    "until": until,
                }
                for row in rows
            ],
        )
    return keys


def _named(conn: Connection, names: Iterable[str], *, closed: bool) -> list[RowMapping]:
    """The rows of matters named by the beginnings of their keys, each once."""
    a = t.alerts
    out: dict[str, RowMapping] = {}
    for name in names:
        if len(name) < SHORTEST:
            raise StoreError(f"预警编号至少写 {SHORTEST} 个字符：{name!r}")
        found = conn.execute(select(a).where(a.c.key.startswith(name, autoescape=True))).mappings().all()
        if len(found) > 1:
            found = [row for row in found if row["key"] == name] or found
        if not found:
            raise StoreError(f"没有编号以 {name} 开头的预警")
        if len(found) > 1:
            raise StoreError(f"编号以 {name} 开头的预警不止一项（{len(found)} 项），请多写几个字符")
        if found[0]["state"] == "closed" and not closed:
            raise StoreError(f"预警 {name} 已销号")
        out[found[0]["key"]] = found[0]
    return list(out.values())


def _last_words(conn: Connection) -> dict[str, tuple[str, str]]:
    """Who acknowledged or snoozed a matter last, and why, by its key."""
    e = t.alert_events
    found = select(e.c.alert_key, e.c.who, e.c.note).where(e.c.event.in_(("acknowledged", "snoozed")))
    return {row[0]: (row[1], row[2]) for row in conn.execute(found.order_by(e.c.alert_key, e.c.position))}
