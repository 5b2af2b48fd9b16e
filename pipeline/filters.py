"""Which statements a question is about: the filters that queries, frames and the store share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from pipeline import search_index
from pipeline.agency_groups import means
from schemas import tables as t


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a statement must be like; None asks for nothing, several conditions must all hold.

    role: target, progress or task.  agency, place: part of a name; an agency is found under any of its names (住建局 is
    住房和城乡建设局).  doc: the file's name.  path: where it was read.  indicator: canonical name.  due_before,
    due_after: first and last day are included; statements without a due date
    do not match.  text: words separated by blanks, each somewhere in subject, indicator, agencies, headings or quote.
    status: of the latest finding, one or several.
    """

    role: str | None = None
    agency: str | None = None
    doc: str | None = None
    path: str | None = None
    place: str | None = None
    indicator: str | None = None
    due_before: date | None = None
    due_after: date | None = None
    text: str | None = None
    status: str | Sequence[str] | None = None


def conditions(conn: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions on `statements` that the filters mean on this database."""
    s, d, a = t.statements, t.documents, t.statement_agencies
    found: list[ColumnElement[bool]] = []
    for column, value in ((s.c.role, filters.role), (s.c.doc, filters.doc), (s.c.indicator, filters.indicator)):
        if value is not None:
            found.append(column == value)
    if filters.due_before is not None:
        found.append(s.c.due_date <= filters.due_before)
    if filters.due_after is not None:
        found.append(s.c.due_date >= filters.due_after)
    if filters.agency is not None:
        asked = filters.agency
        same = [name for name in conn.scalars(select(a.c.name).distinct()) if means(asked, name)]
        named = a.c.name.contains(asked, autoescape=True) | a.c.name.in_(same)
        found.append(exists().where(a.c.statement_id == s.c.id, named))
    if filters.place is not None:
        found.append(s.c.document_id.in_(select(d.c.id).where(d.c.place.contains(filters.place, autoescape=True))))
    if filters.path is not None:
        found.append(s.c.document_id.in_(select(d.c.id).where(d.c.path == filters.path)))
    if filters.status is not None:
        wanted = [filters.status] if isinstance(filters.status, str) else list(filters.status)
        latest = latest_status().subquery()
        found.append(s.c.id.in_(select(latest.c.target_id).where(latest.c.status.in_(wanted))))
    if filters.text is not None:
        found.append(search_index.matching(conn, filters.text))
    return found


def latest_status() -> Select[tuple[str, str]]:
    """Target and status of the latest finding of each target."""
    f = t.findings
    last = select(f.c.target_id, func.max(f.c.as_of).label("as_of")).group_by(f.c.target_id).subquery()
    return select(f.c.target_id, f.c.status).join(
        last, (last.c.target_id == f.c.target_id) & (last.c.as_of == f.c.as_of)
    )
