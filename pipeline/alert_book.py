"""The book of alerts: what has been told of each matter, and so what is to be told now.

A matter is one target. It is told when it is new, when it gets worse, and again after `alerts.remind_days`; it stays
silent while a person has acknowledged or snoozed it, and is closed when a run finds nothing wrong with it any more.

Worse is a graver kind or light (`pipeline.alerts.grade`), or a newly reported figure that is further off by at least
`alerts.worse_points`. An acknowledgement holds until the matter gets worse; a snooze holds until its day, whatever the
figure, and gives way only to a graver kind or light.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from pipeline.alert_words import Why
from pipeline.alerts import distinct, grade, shortfall
from pipeline.rows import Row
from pipeline.store_read import load
from pipeline.store_write import CHUNK, Writer, batches, insert_rows
from schemas import tables as t
from schemas.findings import Alert, AlertKind, Finding, Status
from schemas.records import Statement
from schemas.settings import Settings

#: Smallest growth of a shortfall that is no rounding, in percentage points.
_EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Notice:
    """An alert that is to be told now.

    times: how often the matter has been told, this time included.  was: what it was called when last told, and the
    as-of day of that; None where it is new.
    """

    alert: Alert
    why: Why
    times: int = 1
    was: tuple[AlertKind, date] | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """A matter that was told before and is no longer alerted.

    status: of today's finding; None where the plan no longer holds the target.  told: whether anyone was told of it.
    grade: how grave it was.
    """

    target: Statement
    status: Status | None
    told: bool = True
    grade: int = 1


class Book:
    """The book in one transaction, as of one day."""

    def __init__(self, conn: Connection, *, as_of: date, settings: Settings) -> None:
        self.conn, self.as_of, self.settings = conn, as_of, settings

    def consider(self, alerts: Sequence[Alert], findings: Sequence[Finding]) -> tuple[list[Notice], list[Closing]]:
        """What to tell of the alerts that hold, and which matters are closed. Nothing is written but new keys.

        findings: all of the run: a matter whose target was looked at and is not alerted is closed. Matters of other
        plans stay as they are, and so do those that were looked at for a later day.
        """
        held = {alert.key: alert for alert in reversed(alerts)}
        self._adopt(held)
        known = self._known({*held, *(f.target.id for f in findings)})
        notices = [self._notice(alert, known.get(alert.key)) for alert in _once(alerts)]
        return [n for n in notices if n is not None], self._closings(known, held, findings)

    def record(
        self, alerts: Sequence[Alert], notices: Sequence[Notice], closings: Sequence[Closing], told: set[str]
    ) -> None:
        """Write down what holds now.  told: keys of the notices that some channel takes."""
        held = _once(alerts)
        known = self._known(alert.key for alert in held)
        Writer(self.conn).keep_statements(alert.finding.target for alert in held)
        said = {n.alert.key: n for n in notices if n.alert.key in told}
        for alert in held:
            self._put(alert, known.get(alert.key), said.get(alert.key))
        events = [self._event(n.alert.key, n.why, grade(n.alert), n.alert.message) for n in said.values()]
        for closing in closings:
            self._update(closing.target.id, {"state": "closed", "snoozed_until": None, "as_of": self.as_of})
            events.append(self._event(closing.target.id, "closed", closing.grade, closing.status or "gone"))
        add_events(self.conn, events)

    # --- what is told ----------------------------------------------------------------------------------------------

    def _notice(self, alert: Alert, row: RowMapping | None) -> Notice | None:
        if row is None:
            return Notice(alert, "new")
        if self.as_of < row["as_of"]:
            return None
        if row["state"] == "closed" or row["told_as_of"] is None:
            return Notice(alert, "new")
        times, was = row["told_times"] + 1, (row["kind"], row["told_as_of"])
        asleep = row["state"] == "snoozed" and row["snoozed_until"] > self.as_of
        if grade(alert) > row["grade"] or (not asleep and self._is_worse(alert, row)):
            return Notice(alert, "worse", times, was)
        if asleep or row["state"] == "acknowledged":
            return None
        rhythm = self.settings.alerts.remind_days
        due = bool(rhythm) and (self.as_of - row["told_as_of"]).days >= rhythm
        return Notice(alert, "reminder", times, was) if due or row["state"] == "snoozed" else None

    def _is_worse(self, alert: Alert, row: RowMapping) -> bool:
        """Whether a new figure is further off; time alone moves the straight line, but brings no new figure."""
        now, before, answer = shortfall(alert.finding), row["shortfall"], alert.finding.answer
        if now is None or before is None or answer is None or answer.id == row["answer_id"]:
            return False
        ended = {"missed", "overdue"}
        if alert.kind != row["kind"] and not {alert.kind, row["kind"]} <= ended:
            return False
        return bool(now - before >= max(self.settings.alerts.worse_points, _EPSILON))

    def _closings(
        self, known: Mapping[str, RowMapping], held: Mapping[str, Alert], findings: Iterable[Finding]
    ) -> list[Closing]:
        seen = {found.target.id: found for found in findings if found.target.id not in held}
        out = [
            Closing(found.target, found.status, row["told_as_of"] is not None, row["grade"])
            for key, found in seen.items()
            if (row := known.get(key)) is not None and row["state"] != "closed" and row["as_of"] <= self.as_of
        ]
        a, s = t.alerts, t.statements
        gone = select(a).join(s, a.c.target_id == s.c.id)
        gone = gone.where(~s.c.is_current, a.c.state != "closed", a.c.as_of <= self.as_of)
        rows = {row["key"]: row for row in self.conn.execute(gone).mappings()}
        left = sorted(rows.keys() - held.keys() - seen.keys())
        for chunk in batches(left, CHUNK):
            for target in load(self.conn, [s.c.id.in_(chunk)]):
                row = rows[target.id]
                out.append(Closing(target, None, row["told_as_of"] is not None, row["grade"]))
        return out

    # --- what is written -------------------------------------------------------------------------------------------

    def _put(self, alert: Alert, row: RowMapping | None, notice: Notice | None) -> None:
        if row is not None and self.as_of < row["as_of"]:
            return
        now = shortfall(alert.finding)
        state = {
            "kind": alert.kind,
            "light": alert.light,
            "grade": grade(alert),
            "shortfall": now,
            "finding_id": alert.finding.id,
            "target_id": alert.finding.target.id,
            "answer_id": alert.finding.answer.id if alert.finding.answer else None,
            "as_of": self.as_of,
            "message": alert.message,
        }
        if notice is not None:
            state |= {"told_as_of": self.as_of, "state": "open", "snoozed_until": None}
        if row is None:
            fresh = {"key": alert.key, "first_as_of": self.as_of, "told_times": 0, "told_as_of": None, "state": "open"}
            told = {"told_times": 1} if notice is not None else {}
            self.conn.execute(insert(t.alerts), {"snoozed_until": None, **fresh, **state, **told})
            return
        if row["state"] == "closed":
            state |= {"state": "open", "first_as_of": self.as_of, "told_times": int(notice is not None)}
            state |= {} if notice is not None else {"told_as_of": None}
        elif notice is not None:
            state["told_times"] = row["told_times"] + 1
        elif row["shortfall"] is not None and now is not None and row["kind"] == alert.kind:
            # Small steps add up: what was told stays the mark, unless it has got better since.
            state["shortfall"] = min(row["shortfall"], now)
        self._update(alert.key, {name: value for name, value in state.items() if row[name] != value})

    def _update(self, key: str, values: Row) -> None:
        if values:
            self.conn.execute(update(t.alerts).where(t.alerts.c.key == key).values(values))

    def _event(self, key: str, event: str, grade_: int, note: str) -> Row:
        return {
            "alert_key": key,
            "day": self.as_of,
            "event": event,
            "grade": grade_,
            "note": note,
            "who": None,
            "until": None,
        }

    def _known(self, keys: Iterable[str]) -> dict[str, RowMapping]:
        a = t.alerts
        return {
            row["key"]: row
            for chunk in batches(sorted(set(keys)), CHUNK)
            for row in self.conn.execute(select(a).where(a.c.key.in_(chunk))).mappings()
        }

    def _adopt(self, held: Mapping[str, Alert]) -> None:
        """A plan that was saved anew has new ids for the same targets: matters go over to them, with their history."""
        a, s = t.alerts, t.statements
        known = self._known(held)
        new = {key: alert.finding.target for key, alert in held.items() if key not in known}
        if not new:
            return
        places: dict[tuple[Any, ...], str] = {}
        for key, target in new.items():
            places.setdefault((target.doc, target.subject, target.quote), key)
        old = select(a.c.key, s.c.doc, s.c.subject, s.c.quote).join(s, s.c.id == a.c.target_id)
        for row in self.conn.execute(old.where(~s.c.is_current).order_by(a.c.key)).all():
            place = row.doc, row.subject, row.quote
            if place not in places:
                continue
            key = places.pop(place)
            Writer(self.conn).keep_statements([held[key].finding.target])
            self._update(row.key, {"key": key, "target_id": key})
            for table in (t.alert_events, t.slips):
                self.conn.execute(update(table).where(table.c.alert_key == row.key).values(alert_key=key))


def _once(alerts: Sequence[Alert]) -> list[Alert]:
    """Each matter once, and of alerts that say the same one."""
    first = {alert.key: alert for alert in reversed(alerts)}
    return distinct(reversed(first.values()))


def add_events(conn: Connection, events: Sequence[Row]) -> None:
    """Append events, each to its own matter's history."""
    e = t.alert_events
    keys = sorted({event["alert_key"] for event in events})
    last: Counter[str] = Counter()
    for chunk in batches(keys, CHUNK):
        found = select(e.c.alert_key, func.count()).where(e.c.alert_key.in_(chunk)).group_by(e.c.alert_key)
        last.update({row[0]: row[1] for row in conn.execute(found)})
    rows = []
    for event in events:
        rows.append({**event, "position": last[event["alert_key"]]})
        last[event["alert_key"]] += 1
    insert_rows(conn, e, rows)
