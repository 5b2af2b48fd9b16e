"""Text search inside Chinese: overlapping pairs of characters in SQLite's FTS5, LIKE everywhere else.

FTS5's own tokenizers find nothing inside Chinese text, or no word of two characters. Here 充电设施 is indexed as
充电 电设 设施 施 and asked for as the phrase of its pairs. The index only narrows the search: LIKE over `search_text`
decides, also for figures and Latin words, and so an index that holds too much is never wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import add

from sqlalchemy import ColumnElement, Connection, and_, text
from sqlalchemy.exc import OperationalError

from pipeline.rows import fold
from schemas.tables import statements

_RUNS = re.compile(r"[^\W0-9a-z_]+")
_INDEX = "CREATE VIRTUAL TABLE statement_search USING fts5(body, content='', columnsize=0, tokenize='ascii')"


def create(conn: Connection) -> None:
    """Make the index where the database is SQLite with FTS5; elsewhere nothing is needed."""
    if conn.dialect.name == "sqlite" and not exists(conn):
        try:
            conn.execute(text(_INDEX))
        except OperationalError:
            return  # an SQLite built without FTS5: LIKE serves


def exists(conn: Connection) -> bool:
    """Whether this database has the index."""
    if conn.dialect.name != "sqlite":
        return False
    return conn.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'statement_search'")).first() is not None


def put(conn: Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Add (statements.search_row, folded text) to the index."""
    if texts and exists(conn):
        rows = [{"row": row, "body": " ".join(tokens(body))} for row, body in texts]
        conn.execute(text("INSERT INTO statement_search (rowid, body) VALUES (:row, :body)"), rows)


def tokens(folded: str) -> list[str]:
    """Of each run of Chinese its pairs of neighbouring characters, then its last character alone."""
    return [token for run in _RUNS.findall(folded) for token in (*_pairs(run), run[-1])]


def matching(conn: Connection, words: str) -> ColumnElement[bool]:
    """A condition on `statements`: its search text holds every one of the words (separated by blanks)."""
    terms = fold(words).split()
    like = and_(True, *(statements.c.search_text.contains(term, autoescape=True) for term in terms))
    phrases = [_phrase(run) for term in terms for run in _RUNS.findall(term)]
    if not phrases or not exists(conn):
        return like
    found = text("SELECT rowid FROM statement_search WHERE body MATCH :phrases")
    return and_(statements.c.search_row.in_(found.bindparams(phrases=" AND ".join(phrases))), like)


def _phrase(run: str) -> str:
    """The FTS5 query that every text holding this run of Chinese satisfies."""
    return f'"{" ".join(_pairs(run))}"' if len(run) > 1 else f'"{run}" *'


def _pairs(run: str) -> map[str]:
    return map(add, run, run[1:])
