"""The writing half of the store, inside one transaction: rows that are unchanged are not written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, bindparam, delete, insert, select, update

from pipeline import rows, search_index
from pipeline.rows import Row
from pipeline.store_read import load
from schemas import tables as t
from schemas.findings import Finding
from schemas.records import Statement

if TYPE_CHECKING:
    from pipeline.batch import Processed

T = TypeVar("T")
#: Ids in one IN (…) list; SQLite takes 32,766 parameters, older builds 999.
CHUNK = 900


class Writer:
    """The writing half, inside one transaction."""

    def __init__(self, conn: Connection) -> None:
        self.conn = conn
        #: New statements by id, with their documents' ids, not yet written: inserts are fast when there are many.
        self.pending: dict[str, tuple[Statement, str | None]] = {}

    def save(self, batch: Sequence[Processed]) -> None:
        """Keep documents; of two with one content in the batch the later one names it."""
        seen: set[str] = set()
        for doc in batch:
            key = rows.document_id(doc)
            if {key, doc.path} & seen:
                self.flush()
            seen |= {key, doc.path}
            self._document(doc, key)
            if doc.error is None or not self._was_read(key):
                self._replace_issues(doc, key)
            if doc.error is None:
                self._statements(doc.statements, key)
        self.flush()

    def _document(self, doc: Processed, key: str) -> None:
        """The document's row, put and made current; other content at its path is no longer so."""
        d = t.documents
        row = rows.document_row(doc)
        if doc.error is None:
            self._retire((d.c.path == doc.path) & (d.c.id != key))
        elif self._was_read(key):
            # Read well before and failed now (a time limit, a lack of memory): keep what was read.
            row = {"id": key, "is_current": True, **rows.error_columns(doc)}
        else:
            self._retire((d.c.path == doc.path) & (d.c.id != key) & (d.c.characters == 0))
        put_row(self.conn, d, row)

    def _was_read(self, key: str) -> bool:
        d = t.documents
        return self.conn.scalar(select(d.c.id).where(d.c.id == key, d.c.characters > 0)) is not None

    def _retire(self, where: ColumnElement[bool]) -> None:
        d, s = t.documents, t.statements
        gone = list(self.conn.scalars(select(d.c.id).where(where, d.c.is_current)))
        if gone:
            self.conn.execute(update(d).where(d.c.id.in_(gone)).values(is_current=False))
            self.conn.execute(update(s).where(s.c.document_id.in_(gone)).values(is_current=False))

    def _replace_issues(self, doc: Processed, key: str) -> None:
        c = t.issues
        new = rows.issue_rows(doc.issues, key)
        old = self.conn.execute(select(c).where(c.c.document_id == key).order_by(c.c.position)).mappings()
        if [dict(row) for row in old] != new:
            self.conn.execute(delete(c).where(c.c.document_id == key))
            insert_rows(self.conn, c, new)

    def _statements(self, statements: Iterable[Statement], key: str) -> None:
        """Make these the document's current statements."""
        s = t.statements
        given = {st.id: st for st in statements}
        if self.pending.keys() & given.keys():
            self.flush()
        before = {st.id: st for st in load(self.conn, [s.c.document_id == key])}
        current = set(self.conn.scalars(select(s.c.id).where(s.c.document_id == key, s.c.is_current)))
        elsewhere = existing(self.conn, s.c.id, given.keys() - before.keys())
        new = [st for st in given.values() if st.id not in before and st.id not in elsewhere]
        changed = [
            st
            for st in given.values()
            if st.id in elsewhere or (st.id in before and (st != before[st.id] or st.id not in current))
        ]
        self.pending |= {st.id: (st, key) for st in new}
        if changed:
            self._drop_parts([st.id for st in changed])
            self._update_statements([rows.statement_row(st, key) for st in changed])
            self._insert_parts(changed)
        for chunk in batches(current - given.keys(), CHUNK):
            self.conn.execute(update(s).where(s.c.id.in_(chunk)).values(is_current=False))

    def keep_statements(self, statements: Iterable[Statement]) -> None:
        """See that these are there, so that findings can point at them; those unknown come in as not current."""
        given = {st.id: st for st in statements}
        known = existing(self.conn, t.statements.c.id, given)
        self.pending |= {st.id: (st, None) for st in given.values() if st.id not in known}
        self.flush()

    def save_findings(self, findings: Sequence[Finding]) -> None:
        """Keep findings in the place of earlier ones of the same targets and day."""
        f = t.findings
        told = (st for found in findings for st in (found.target, found.answer, *found.others, *found.series))
        self.keep_statements(st for st in told if st is not None)
        new = {(found.as_of, found.id): rows.finding_row(found) for found in findings}
        for day in sorted({found.as_of for found in findings}):
            targets = {found.target.id for found in findings if found.as_of == day}
            old = [
                dict(row)
                for chunk in batches(targets, CHUNK)
                for row in self.conn.execute(select(f).where(f.c.as_of == day, f.c.target_id.in_(chunk))).mappings()
            ]
            same = {row["id"] for row in old if new.get((day, row["id"])) == row}
            for chunk in batches((row["id"] for row in old if row["id"] not in same), CHUNK):
                self.conn.execute(delete(f).where(f.c.as_of == day, f.c.id.in_(chunk)))
                a = t.finding_answers
                self.conn.execute(delete(a).where(a.c.as_of == day, a.c.finding_id.in_(chunk)))
            for name in same:
                del new[day, name]
        insert_rows(self.conn, f, list(new.values()))
        self._save_answers(findings)

    def _save_answers(self, findings: Sequence[Finding]) -> None:
        """Keep the series and rival answers of findings; what is there already is not written."""
        a = t.finding_answers
        for day in sorted({found.as_of for found in findings}):
            new = {found.id: rows.finding_answer_rows(found) for found in findings if found.as_of == day}
            old: dict[str, list[Row]] = {}
            for chunk in batches(sorted(new), CHUNK):
                here = select(a).where(a.c.as_of == day, a.c.finding_id.in_(chunk))
                for row in self.conn.execute(here.order_by(a.c.finding_id, a.c.part, a.c.position)).mappings():
                    old.setdefault(row["finding_id"], []).append(dict(row))
            changed = [name for name in sorted(new) if new[name] != old.get(name, [])]
            for chunk in batches([name for name in changed if name in old], CHUNK):
                self.conn.execute(delete(a).where(a.c.as_of == day, a.c.finding_id.in_(chunk)))
            insert_rows(self.conn, a, [row for name in changed for row in new[name]])

    def flush(self) -> None:
        """Write the new statements."""
        found = [rows.statement_row(st, key, is_current=key is not None) for st, key in self.pending.values()]
        insert_rows(self.conn, t.statements, found)
        search_index.put(self.conn, [(row["search_row"], row["search_text"]) for row in found])
        self._insert_parts([st for st, _ in self.pending.values()])
        self.pending = {}

    def _update_statements(self, changed: Sequence[Row]) -> None:
        s = t.statements
        names = [name for name in changed[0] if name != "id"]
        change = update(s).where(s.c.id == bindparam("_id")).values({name: bindparam(f"_{name}") for name in names})
        self.conn.execute(change, [{f"_{name}": value for name, value in row.items()} for row in changed])
        search_index.put(self.conn, [(row["search_row"], row["search_text"]) for row in changed])

    def _insert_parts(self, statements: Sequence[Statement]) -> None:
        insert_rows(self.conn, t.measures, [row for st in statements for row in rows.measure_rows(st)])
        insert_rows(self.conn, t.statement_agencies, [row for st in statements for row in rows.agency_rows(st)])

    def _drop_parts(self, ids: Sequence[str]) -> None:
        for table in (t.measures, t.statement_agencies):
            for chunk in batches(ids, CHUNK):
                self.conn.execute(delete(table).where(table.c.statement_id.in_(chunk)))


def existing(conn: Connection, column: ColumnElement[str], keys: Iterable[str]) -> set[str]:
    """Those of the keys that the column holds."""
    return {
        found
        for chunk in batches(sorted(keys), CHUNK)
        for found in conn.scalars(select(column).where(column.in_(chunk)))
    }


def insert_rows(conn: Connection, table: Table, found: Sequence[Row]) -> None:
    """Insert many rows at once; none is fine."""
    if found:
        conn.execute(insert(table), found)


def put_row(conn: Connection, table: Table, row: Row) -> None:
    """Insert by id, or change what differs; an unchanged row is not written."""
    old = conn.execute(select(table).where(table.c.id == row["id"])).mappings().first()
    if old is None:
        conn.execute(insert(table), row)
    elif any(old[name] != value for name, value in row.items()):
        conn.execute(update(table).where(table.c.id == row["id"]).values(row))


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
