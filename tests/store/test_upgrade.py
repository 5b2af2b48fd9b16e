"""Databases of earlier and of later versions."""

import sqlite3

import pytest
from entries import AS_OF
from office import office

from pipeline.store import Store
from schemas import tables as t
from schemas.errors import StoreError


def earlier(path, *changes):
    """A database as an earlier version left it: filled by this one, then changed."""
    given = office()
    with Store(path) as store:
        store.save_all(given.documents)
        store.save_findings(given.findings)
        kept = store.statements(), store.findings(), store.documents()
    with sqlite3.connect(path) as conn:
        for change in changes:
            conn.execute(change)
    return kept


def test_tables_and_columns_that_came_later_are_added_and_nothing_is_lost(tmp_path):
    path = tmp_path / "duban.db"
    kept = earlier(
        path,
        "DROP TABLE schema_version",
        "DROP TABLE statement_search",
        "DROP TABLE finding_answers",
        "DROP TABLE slips",
        "DROP INDEX ix_statements_search_row",
        "ALTER TABLE statements DROP COLUMN search_row",
        "ALTER TABLE findings DROP COLUMN expected_at",
        "ALTER TABLE documents DROP COLUMN attachment_starts",
    )
    with pytest.raises(StoreError, match=r"较早的版本.*duban run"):
        Store(path, read_only=True)
    statements, _, documents = kept
    with Store(path) as store:
        assert store.statements() == statements
        assert [d.meta for d in store.documents()] == [d.meta for d in documents]
        assert len(store.findings()) == len(kept[1])
        word = statements[0].subject[:2]
        assert [s.id for s in store.statements(text=word)] == [
            s.id for s in statements if word in s.subject + s.quote + "".join(s.section)
        ]
        with store.begin() as conn:
            assert conn.exec_driver_sql("SELECT version FROM schema_version").scalar() == t.VERSION
    Store(path, read_only=True).close()


def test_alerts_of_the_first_form_are_not_told_again(tmp_path):
    path = tmp_path / "duban.db"
    _, findings, _ = earlier(path, "DROP TABLE schema_version", "DROP TABLE alerts")
    target = findings[0].target.id
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE alerts (key, kind, finding_id, target_id, as_of, message, PRIMARY KEY (key))")
        for kind in ("behind", "missed"):
            row = (f"{target}:{kind}:1", kind, findings[0].id, target, AS_OF.isoformat(), "差两个")
            conn.execute("INSERT INTO alerts VALUES (?, ?, ?, ?, ?, ?)", row)
    with Store(path) as store, store.begin() as conn:
        told = conn.exec_driver_sql("SELECT kind, state, told_times, told_as_of FROM alerts WHERE key = ?", (target,))
        assert told.all() == [("missed", "open", 1, AS_OF.isoformat())]
        assert conn.exec_driver_sql("SELECT count(*) FROM alerts").scalar() == 2


def test_a_database_of_a_later_version_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "duban.db"
    earlier(path, "UPDATE schema_version SET version = 99")
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(StoreError, match=r"更新的版本.*第 99 版"):
            Store(path, read_only=read_only)
    assert path.read_bytes() == before


def test_opening_again_writes_nothing(tmp_path):
    path = tmp_path / "duban.db"
    earlier(path)
    before = path.read_bytes()
    Store(path).close()
    assert path.read_bytes() == before
