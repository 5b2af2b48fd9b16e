"""Changes between plans as flat rows, for csv files and tables on screen."""

from __future__ import annotations

from typing import Any

from pipeline.wording import deadline_words, measures_words, names, readable
from schemas.changes import Carried, Change
from schemas.records import Statement

OP_WORDS = {"ADD": "新增", "MOD": "调整", "DEL": "未再列入"}
CARRIAGE_WORDS = {"carried": "承接", "raised": "加码", "lowered": "降低", "partly": "部分承接", "missing": "缺失"}

CHANGE_COLUMNS = {
    "op": "ADD, MOD or DEL",
    "turns": "what has changed, ； between them",
    "words": "the same in Chinese",
    "subject": "the new plan's subject, the old one's where it is gone",
    "old_value": "the old plan's figures in words",
    "new_value": "the new plan's figures in words",
    "old_due": "the old plan's deadline",
    "new_due": "the new plan's deadline",
    "lead": "the lead agencies as of the new plan",
    "old_doc": "the old plan's file name",
    "new_doc": "the new plan's file name",
    "old_quote": "the old plan's own words",
    "new_quote": "the new plan's own words",
    "score": "0 to 1, how sure it is that both speak of one thing",
    "old_id": "the old statement's id",
    "new_id": "the new statement's id",
    "id": "follows from content",
}
CARRIED_COLUMNS = {
    "status": "carried, raised, lowered, partly or missing",
    "subject": "the higher plan's subject",
    "target": "its figures in words",
    "due": "its deadline",
    "total": "sum of the lower plans' amounts in the unit of the first figure",
    "carriers": "file names of the plans that have it, ； between them",
    "absent": "file names of the plans that do not",
    "words": "what to say of it in Chinese",
    "quote": "the higher plan's own words",
    "target_id": "the statement's id",
    "id": "follows from content",
}


def change_row(change: Change) -> dict[str, Any]:
    """One row under CHANGE_COLUMNS."""
    shown = change.new or change.old
    assert shown is not None
    return {
        "op": change.op,
        "turns": "；".join(change.turns),
        "words": "；".join(change.words),
        "subject": shown.subject,
        "lead": names(shown, "lead"),
        "score": change.score,
        "id": change.id,
        **_side("old", change.old),
        **_side("new", change.new),
    }


def _side(name: str, s: Statement | None) -> dict[str, Any]:
    return {
        f"{name}_value": measures_words(s.measures) if s else None,
        f"{name}_due": deadline_words(s.deadline) if s else None,
        f"{name}_doc": s.doc if s else None,
        f"{name}_quote": readable(s.quote) if s else None,
        f"{name}_id": s.id if s else None,
    }


def carried_row(carried: Carried) -> dict[str, Any]:
    """One row under CARRIED_COLUMNS."""
    target = carried.target
    return {
        "status": carried.status,
        "subject": target.subject,
        "target": measures_words(target.measures),
        "due": deadline_words(target.deadline),
        "total": carried.total,
        "carriers": "；".join(part.statement.doc for part in carried.parts),
        "absent": "；".join(carried.absent),
        "words": "；".join(carried.words),
        "quote": readable(target.quote),
        "target_id": target.id,
        "id": carried.id,
    }
