"""Text search inside Chinese: overlapping pairs of characters in SQLite's FTS5, LIKE everywhere else.

FTS5's own tokenizers find nothing inside Chinese text, or no word of two characters. Here 充电设施 is indexed as
充电 电设 设施 施 and asked for as the phrase of its pairs, which finds every substring and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, and_, text
from sqlalchemy.exc import OperationalError

from pipeline.rows import fold
from schemas.tables import statements

_RUNS = re.compile(r"[0-9a-z.]+|[^\W0-9a-z_]+")


def create(conn: Connection) -> None:
    """Make the index where the database is SQLite with FTS5; elsewhere nothing is needed."""
    if conn.dialect.name == "sqlite" and not exists(conn):
        try:
            conn.execute(text("CREATE VIRTUAL TABLE statement_search USING fts5(id UNINDEXED, body)"))
        except OperationalError:
            return  # an SQLite built without FTS5: LIKE serves


def exists(conn: Connection) -> bool:
    """Whether this database has the index."""
    if conn.dialect.name != "sqlite":
        return False
    return conn.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'statement_search'")).first() is not None


def put(conn: Connection, texts: Sequence[tuple[str, str]]) -> None:
    """Index (statement id, folded text), replacing what the ids had before."""
    if texts and exists(conn):
        rows = [{"row": _row(key), "id": key, "body": " ".join(tokens(body))} for key, body in texts]
        conn.execute(text("INSERT OR REPLACE INTO statement_search (rowid, id, body) VALUES (:row, :id, :body)"), rows)


def tokens(folded: str) -> list[str]:
    """Pairs of neighbouring characters, the last character of a run alone; numbers and Latin words whole."""
    return [token for run in _RUNS.findall(folded) for token in _of_run(run)]


def matching(conn: Connection, words: str) -> ColumnElement[bool]:
    """A condition on `statements`: its search text holds every one of the words (separated by blanks)."""
    terms = fold(words).split()
    like = and_(*(statements.c.search_text.contains(term, autoescape=True) for term in terms))
    phrases = [_phrase(term) for term in terms]
    if not terms or not exists(conn) or not all(phrases):
        return like
    ids = text("SELECT id FROM statement_search WHERE body MATCH :phrases").bindparams(phrases=" AND ".join(phrases))
    # The index narrows; LIKE decides, since punctuation and the inside of numbers are not in the index.
    return and_(statements.c.id.in_(ids), like)


def _phrase(term: str) -> str:
    """The FTS5 query that every text holding the term satisfies; empty where the index cannot tell."""
    parts = []
    for run in _RUNS.findall(term):
        if run.isascii():
            continue  # a number or Latin word may be the inside of a longer one (00 in 1100)
        pairs = " ".join(_pairs(run))
        parts.append(f'"{pairs}"' if pairs else f'"{run}" *')
    return " AND ".join(parts)


def _of_run(run: str) -> Iterable[str]:
    if run.isascii():
        return (run,)
    return (*_pairs(run), run[-1])


def _pairs(run: str) -> Iterable[str]:
    return (run[i : i + 2] for i in range(len(run) - 1))


def _row(key: str) -> int:
    """A row number that follows from the id: 62 bits, so that a million ids collide once in ten million databases."""
    return int.from_bytes(sha256(key.encode()).digest()[:8]) >> 2
