"""Statements out of the database with their figures and agencies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from pipeline import rows
from pipeline.rows import Row
from schemas import tables as t
from schemas.records import Statement

T = TypeVar("T")


def load(conn: Connection, where: Sequence[ColumnElement[bool]], limit: int | None = None) -> list[Statement]:
    """The statements that meet every condition, with their parts, by doc and start."""
    s = t.statements
    order = (s.c.doc, s.c.start_char, s.c.id)
    chosen = select(s.c.id).where(*where)
    if limit is not None:
        chosen = chosen.order_by(*order).limit(limit)
    measures = _parts(conn, t.measures, chosen, rows.to_measure)
    agencies = _parts(conn, t.statement_agencies, chosen, rows.to_agency)
    found = conn.execute(select(s).where(*where).order_by(*order).limit(limit)).mappings()
    return [rows.to_statement(dict(row), measures.get(row["id"], ()), agencies.get(row["id"], ())) for row in found]


def _parts(conn: Connection, table: Table, chosen: Select[Any], read: Callable[[Row], T]) -> dict[str, list[T]]:
    parts: dict[str, list[T]] = {}
    found = select(table).where(table.c.statement_id.in_(chosen)).order_by(table.c.statement_id, table.c.position)
    for row in conn.execute(found).mappings():
        parts.setdefault(row["statement_id"], []).append(read(dict(row)))
    return parts
