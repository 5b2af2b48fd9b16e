"""Questions to the database: by filters, or by SQL that can only read. Answers are pandas frames.

`to_output` writes them as a table, csv, JSON lines or a workbook.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from pipeline.filters import latest_status
from pipeline.query_output import Format, to_output
from pipeline.store import Store
from pipeline.store_open import cause
from pipeline.store_write import CHUNK, batches
from pipeline.wording import measures_words, names
from schemas import tables as t
from schemas.errors import StoreError
from schemas.findings import Status
from schemas.records import Role

__all__ = ["SEARCH_COLUMNS", "Format", "search", "sql", "to_output"]

#: What `search` gives, a row for each statement.
SEARCH_COLUMNS = {
    "doc": "the file's name",
    "role": "target, progress or task",
    "subject": "what is measured or delivered, simplified Chinese",
    "figures": "all measures in words, ； between them",
    "due_date": "last day of the deadline, inclusive",
    "deadline": "the deadline's words, as they stand",
    "lead": "lead agencies, 、 between them",
    "support": "supporting agencies, 、 between them",
    "status": "of the latest finding, null where there is none",
    "place": "the place the document is about",
    "page": "page, from 1",
    "cell": "place in a table or sheet",
    "quote": "the source's own words",
    "id": "the statement's id",
}
_READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


def search(
    store: Store,
    *,
    agency: str | None = None,
    status: Status | Sequence[Status] | None = None,
    due_before: date | None = None,
    due_after: date | None = None,
    place: str | None = None,
    text: str | None = None,
    role: Role | None = None,
    indicator: str | None = None,
    limit: int | None = None,
) -> pd.DataFrame:
    """The current statements that meet every filter, by document and place; columns as in SEARCH_COLUMNS.

    agency, place: part of a name, an agency's under any of its names.  due_before, due_after: these days are included;
    what has no due date does not match.  text: words separated by blanks that must all occur in subject, indicator,
    agencies, headings or quote.
    status: of the latest finding, one or several.  limit: at most so many rows.
    """
    states = (status,) if isinstance(status, str) else status
    found = store.statements(
        agency=agency,
        status=tuple(states) if states is not None else None,
        due_before=due_before,
        due_after=due_after,
        place=place,
        text=text,
        role=role,
        indicator=indicator,
        limit=limit,
    )
    facts = _facts(store, [s.id for s in found])
    rows = [
        {
            "doc": s.doc,
            "role": s.role,
            "subject": s.subject,
            "figures": measures_words(s.measures),
            "due_date": s.deadline.end if s.deadline else None,
            "deadline": s.deadline.text if s.deadline else None,
            "lead": names(s, "lead"),
            "support": names(s, "support"),
            "status": facts[s.id][1],
            "place": facts[s.id][0],
            "page": s.page,
            "cell": s.cell,
            "quote": s.quote,
            "id": s.id,
        }
        for s in found
    ]
    frame = pd.DataFrame(rows, columns=list(SEARCH_COLUMNS))
    frame["page"] = frame["page"].astype("Int64")
    frame["due_date"] = pd.to_datetime(frame["due_date"])
    return frame


def _facts(store: Store, ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """Place of the document and status of the latest finding, by statement."""
    s, d, latest = t.statements, t.documents, latest_status().subquery()
    wanted = select(s.c.id, d.c.place, latest.c.status).select_from(
        s.outerjoin(d, d.c.id == s.c.document_id).outerjoin(latest, latest.c.target_id == s.c.id)
    )
    with store.begin() as conn:
        return {
            row.id: (row.place, row.status)
            for chunk in batches(ids, CHUNK)
            for row in conn.execute(wanted.where(s.c.id.in_(chunk)))
        }


def sql(store: Store, query: str) -> pd.DataFrame:
    """The answer to one SELECT, columns as the query names them.

    Nothing can be changed: SQLite allows this connection to read and no more, PostgreSQL runs it in a read-only
    transaction. Raises StoreError for anything but one reading statement, for a fault in it, and on other databases.
    """
    _check_reading(query)
    dialect = store.engine.dialect.name
    if dialect not in ("sqlite", "postgresql"):
        raise StoreError(f"{store.shown}: 只读查询仅支持 SQLite 和 PostgreSQL")
    try:
        with store.engine.connect() as conn:
            if dialect == "sqlite":
                return _sqlite(conn.connection.driver_connection, query)
            with conn.execution_options(postgresql_readonly=True).begin():
                # A colon before a letter would be a parameter of SQLAlchemy's.
                found = conn.execute(text(re.sub(r"(?<!:):(?=[A-Za-z_])", r"\\:", query)))
                return pd.DataFrame(found.all(), columns=list(found.keys()))
    except sqlite3.Error as exc:
        raise StoreError(f"{store.shown}: {_words(exc)}") from exc
    except SQLAlchemyError as exc:
        raise StoreError(f"{store.shown}: {cause(exc)}") from exc


def _sqlite(conn: Any, query: str) -> pd.DataFrame:
    """Run the query on a connection that is allowed to read and nothing else, while it lasts."""
    conn.execute("PRAGMA query_only = ON")
    conn.set_authorizer(_only_reading)
    try:
        found = conn.execute(query)
        return pd.DataFrame(found.fetchall(), columns=[column[0] for column in found.description or ()])
    finally:
        conn.set_authorizer(None)
        conn.execute("PRAGMA query_only = OFF")


def _only_reading(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READS else sqlite3.SQLITE_DENY


def _words(exc: sqlite3.Error) -> str:
    return "只允许读取数据的查询" if "not authorized" in str(exc) or "prohibited" in str(exc) else str(exc)


_SKIPPED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/|(\$\w*\$).*?\1", re.S)


def _check_reading(query: str) -> None:
    """One statement that begins like a question; what it may do is decided by the database."""
    bare = _SKIPPED.sub(" ", query).strip()
    if ";" in bare.rstrip("; \n\t\r"):
        raise StoreError("一次只能执行一条查询语句")
    first = re.match(r"[A-Za-z]+", bare.lstrip("( \n\t\r"))
    if first is None or first[0].lower() not in ("select", "with", "values"):
        raise StoreError("只允许读取数据的查询（SELECT …）")
