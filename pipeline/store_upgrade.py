"""Databases that an earlier version made: what their tables lack is added in place, and nothing is dropped.

A database says in the table `schema_version` which form its tables have; one without that table has the first.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Inspector, Table, func, insert, inspect, select, text, update

from pipeline import rows, search_index
from schemas import tables as t
from schemas.errors import StoreError

#: For a column that came later and may not be empty, what earlier rows get in it, as SQL; `_fill` then puts what
#: follows from the other columns. A column that may be empty needs nothing here.
ADDED = {
    ("documents", "attachment_starts"): "'[]'",
    ("statements", "search_row"): "0",
    ("alerts", "grade"): "5",  # so that nothing told before counts as worse
    ("alerts", "first_as_of"): "'1970-01-01'",
    ("alerts", "told_times"): "1",
    ("alerts", "state"): "'open'",
}
#: Statements that are indexed at a time.
_CHUNK = 5000


def upgrade(conn: Connection, name: str) -> None:
    """Give a database the tables and columns of this version.

    Raises StoreError where it was made by a later version, or by one that cannot be followed.
    """
    found = inspect(conn)
    there = set(found.get_table_names())
    version = _version(conn, there, name)
    lacking = {table.name: _lacking(found, table) for table in t.metadata.sorted_tables if table.name in there}
    for table_name, columns in lacking.items():
        for column in columns:
            _add(conn, table_name, column, name)
    t.metadata.create_all(conn)
    for table in t.metadata.sorted_tables:
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            index.create(conn, checkfirst=True)
    _fill(conn, {(table_name, column.name) for table_name, columns in lacking.items() for column in columns})
    indexed = search_index.exists(conn)
    search_index.create(conn)
    if not indexed and "statements" in there:
        _index(conn)
    if version != t.VERSION:
        if version is not None:
            conn.execute(update(t.schema_version).values(version=t.VERSION))
        else:
            conn.execute(insert(t.schema_version).values(version=t.VERSION))


def check(conn: Connection, name: str) -> None:
    """See that a database that is only read has every table and column, else StoreError that says what to do."""
    found = inspect(conn)
    there = set(found.get_table_names())
    _version(conn, there, name)
    if "statements" not in there:
        raise StoreError(f"{name}: 不是督办建立的数据库（没有表 statements）")
    for table in t.metadata.sorted_tables:
        if table.name == t.schema_version.name:
            continue
        lacking = _lacking(found, table) if table.name in there else list(table.columns)
        if lacking:
            missing = "、".join(sorted(column.name for column in lacking))
            raise StoreError(
                f"{name}: 由较早的版本建立（表 {table.name} 缺少列 {missing}）；"
                "用 duban run 再运行一次即自动升级，原有数据保留"
            )


def _version(conn: Connection, there: set[str], name: str) -> int | None:
    """The version of the form; None where the database does not say. Raises StoreError for one of a later version."""
    if t.schema_version.name not in there:
        return None
    version: int | None = conn.scalar(select(func.max(t.schema_version.c.version)))
    if version is not None and version > t.VERSION:
        raise StoreError(
            f"{name}: 由更新的版本建立（第 {version} 版表结构，本程序只到第 {t.VERSION} 版）；请升级督办后再用"
        )
    return version


def _lacking(found: Inspector, table: Table) -> list[Column[object]]:
    names = {column["name"] for column in found.get_columns(table.name)}
    return [column for column in table.columns if column.name not in names]


def _add(conn: Connection, table: str, column: Column[object], name: str) -> None:
    earlier = ADDED.get((table, column.name))
    if earlier is None and not column.nullable:
        raise StoreError(
            f"{name}: 表 {table} 缺少列 {column.name}，不是督办建立的数据库，或版本过早无法升级；"
            "请用 --db 或 --out 另建数据库，原数据库不会改动"
        )
    quote = conn.dialect.identifier_preparer.quote
    kind = column.type.compile(dialect=conn.dialect)
    rest = "" if earlier is None else f" NOT NULL DEFAULT {earlier}"
    conn.execute(text(f"ALTER TABLE {quote(table)} ADD COLUMN {quote(column.name)} {kind}{rest}"))


def _fill(conn: Connection, added: set[tuple[str, str]]) -> None:
    s, a = t.statements, t.alerts
    if ("statements", "search_row") in added:
        for key in list(conn.scalars(select(s.c.id))):
            conn.execute(update(s).where(s.c.id == key).values(search_row=rows.search_row(key)))
    if ("alerts", "first_as_of") in added:
        conn.execute(update(a).values(first_as_of=a.c.as_of, told_as_of=a.c.as_of))
        _rekey(conn)


def _rekey(conn: Connection) -> None:
    """Alerts were once kept by target, kind and state, now by target: of several the last one told stands for it."""
    a = t.alerts
    latest: dict[str, str] = {}
    for key, target in conn.execute(select(a.c.key, a.c.target_id).order_by(a.c.as_of, a.c.key)):
        latest[target] = key
    for target, key in latest.items():
        if key != target:
            conn.execute(update(a).where(a.c.key == key).values(key=target))


def _index(conn: Connection) -> None:
    """Put every statement into a text index that is new."""
    s = t.statements
    last = ""
    while found := conn.execute(
        select(s.c.id, s.c.search_row, s.c.search_text).where(s.c.id > last).order_by(s.c.id).limit(_CHUNK)
    ).all():
        search_index.put(conn, [(row.search_row, row.search_text) for row in found])
        last = found[-1].id
