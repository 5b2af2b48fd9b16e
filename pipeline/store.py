"""The database: what was read, found and said, kept between runs.

A document's content is one row of `documents`, its statements are current as long as that content is the latest at its
path and the latest reading still finds them. What is no longer current stays in the tables, for findings made of it,
and out of every list unless it is asked for. Saving the same thing twice writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import SQLAlchemyError

from pipeline import rows
from pipeline.filters import Filters, conditions
from pipeline.rows import Row, StoredDocument
from pipeline.store_open import cause, open_engine, shown
from pipeline.store_read import load
from pipeline.store_upgrade import check, upgrade
from pipeline.store_write import CHUNK, Writer, batches, put_row
from schemas import tables as t
from schemas.document import Issue
from schemas.errors import StoreError
from schemas.findings import Finding
from schemas.records import Statement, content_id

if TYPE_CHECKING:
    from pipeline.batch import Processed

#: Documents in one transaction of `save_all`.
_BATCH = 100


class Store:
    """One database, by URL (sqlite:///out/duban.db, postgresql+psycopg://…) or by the path of a SQLite file.

    read_only: open an existing database and create nothing.  One that an earlier version made gets what it lacks.
    Raises StoreError, naming the database and the cause, wherever it cannot be opened, read or written.
    """

    def __init__(self, url: str | Path, *, read_only: bool = False) -> None:
        self.read_only = read_only
        #: The URL as it may be shown: a password is hidden.
        self.shown = shown(str(url))
        self.engine = open_engine(str(url), read_only=read_only)
        with self.begin() as conn:
            if read_only:
                check(conn, self.shown)
            else:
                upgrade(conn, self.shown)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction; the database's own errors become StoreError."""
        try:
            with self.engine.begin() as conn:
                yield conn
        except SQLAlchemyError as exc:
            raise StoreError(f"{self.shown}: {cause(exc)}") from exc

    # --- documents and statements -------------------------------------------------------------------------------

    def save(self, processed: Processed) -> None:
        """Keep one read document; see `save_all`."""
        self.save_all([processed])

    def save_all(self, processed: Iterable[Processed]) -> None:
        """Keep read documents with their statements and issues, a hundred to a transaction.

        Other content read at the same path replaces the earlier one: its statements are no longer current. Where
        reading failed, the error is kept and earlier statements stay current, so that a damaged file or a disk that
        was away does not empty the ledger.
        """
        for batch in batches(processed, _BATCH):
            with self.begin() as conn:
                Writer(conn).save(batch)

    def documents(self, *, current: bool = True) -> list[StoredDocument]:
        """Documents in the order of their paths, failed ones among them; `current=False` for all there ever were."""
        found = select(t.documents).order_by(t.documents.c.path, t.documents.c.id)
        if current:
            found = found.where(t.documents.c.is_current)
        return [rows.to_document(row) for row in self._rows(found)]

    def statements(
        self, *, current: bool = True, ids: Iterable[str] | None = None, limit: int | None = None, **filters: Any
    ) -> list[Statement]:
        """Statements ordered by doc, then start, equal to what was saved.

        current=False: also those no longer current.  ids: only these.  limit: at most so many.
        filters: as in `pipeline.filters.Filters` (role, agency, doc, path, place, indicator, due_before, due_after,
        text, status).
        """
        with self.begin() as conn:
            where = conditions(conn, Filters(**filters))
            if current:
                where.append(t.statements.c.is_current)
            if ids is None:
                return load(conn, where, limit)
            found = [s for chunk in batches(ids, CHUNK) for s in load(conn, [*where, t.statements.c.id.in_(chunk)])]
            return sorted(found, key=lambda s: (s.doc, s.start, s.id))[:limit]

    def issues(self) -> list[Issue]:
        """What was not understood in the current documents, in the order of their paths and of reading."""
        found = (
            select(t.issues)
            .join(t.documents)
            .where(t.documents.c.is_current)
            .order_by(t.documents.c.path, t.issues.c.document_id, t.issues.c.position)
        )
        return [rows.to_issue(row) for row in self._rows(found)]

    # --- findings and runs --------------------------------------------------------------------------------------

    def save_findings(self, findings: Sequence[Finding]) -> None:
        """Keep findings; what was found of the same targets as of the same day before is replaced."""
        with self.begin() as conn:
            Writer(conn).save_findings(findings)

    def findings(self, *, as_of: date | None = None, current: bool = True) -> list[Finding]:
        """The findings as of a day (default: the latest there is), ordered by target.

        current: only of targets that are still current.
        """
        f, s = t.findings, t.statements
        day = select(func.max(f.c.as_of)).scalar_subquery() if as_of is None else as_of
        found = select(f).join(s, s.c.id == f.c.target_id).where(f.c.as_of == day)
        if current:
            found = found.where(s.c.is_current)
        return self._findings(found.order_by(s.c.doc, s.c.start_char, s.c.id, f.c.id))

    def save_run(self, processed: Sequence[Processed], *, as_of: date, findings: int, alerts: int) -> str:
        """Keep the figures of one run and give back its id; the same run again stays one row.

        findings, alerts: how many were made and how many held that day.
        """
        inputs = sorted({rows.document_id(doc) for doc in processed})
        row = {
            "id": content_id(as_of, *inputs),
            "as_of": as_of,
            "inputs": rows.dump(inputs),
            "documents": len(processed),
            "failed": sum(doc.error is not None for doc in processed),
            "statements": sum(len(doc.statements) for doc in processed),
            "findings": findings,
            "alerts": alerts,
        }
        with self.begin() as conn:
            put_row(conn, t.runs, row)
        return str(row["id"])

    def runs(self) -> list[Row]:
        """Every distinct run, as rows of the table `runs`, by day and id."""
        return self._rows(select(t.runs).order_by(t.runs.c.as_of, t.runs.c.id))

    # --- reading rows -------------------------------------------------------------------------------------------

    def _rows(self, query: Select[Any]) -> list[Row]:
        with self.begin() as conn:
            return [dict(row) for row in conn.execute(query).mappings()]

    def _findings(self, query: Select[Any]) -> list[Finding]:
        found = self._rows(query)
        a = t.finding_answers
        told: dict[tuple[date, str], list[Row]] = {}
        for day in sorted({row["as_of"] for row in found}):
            here = select(a).where(a.c.as_of == day).order_by(a.c.finding_id, a.c.part, a.c.position)
            for row in self._rows(here):
                told.setdefault((day, row["finding_id"]), []).append(row)
        ids = {row[key] for row in found for key in ("target_id", "answer_id") if row[key] is not None}
        ids |= {row["statement_id"] for part in told.values() for row in part}
        known = {s.id: s for s in self.statements(current=False, ids=sorted(ids))}
        return [rows.to_finding(row, known, told.get((row["as_of"], row["id"]), ())) for row in found]
