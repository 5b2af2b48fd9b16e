"""Plan against plan: what a new version, or the next year's plan, adds, drops, raises, lowers, postpones, softens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.comparison.profiles import Profile, profile
from pipeline.revision_pairs import pairs
from pipeline.revision_turns import said, turns
from schemas.changes import Change
from schemas.document import Meta
from schemas.records import Statement, content_id

#: How many dated targets tell a plan's year where it does not say its period.
SOME = 3


def compare_plans(
    old: Sequence[Statement], new: Sequence[Statement], *, documents: Mapping[str, Meta] | None = None
) -> list[Change]:
    """What the new plan changes: MOD and DEL in the order of the old plan, then ADD in the order of the new one.

    old, new: statements of any role; progress is left out.  documents: what is known of each document, by file name;
    where both plans have a period, a deadline that has moved with it has not moved.  A plan against itself is empty.
    """
    before, after = ([profile(s) for s in statements if s.role != "progress"] for statements in (old, new))
    years = _years(before, after, documents or {})
    found = pairs(before, after)
    partner = {id(pair.old): pair for pair in found}
    met = {id(pair.new) for pair in found}
    changes = []
    for one in before:
        pair = partner.get(id(one))
        if pair is None:
            changes.append(_change("DEL", one.original, None))
            continue
        turned, words = said(list(turns(pair.old, pair.new, years=years)))
        if turned:
            old_one, new_one = pair.old.original, pair.new.original
            key = content_id("MOD", old_one.id, new_one.id)
            changes.append(Change("MOD", old_one, new_one, turned, words, pair.score, key))
    changes += [_change("ADD", None, one.original) for one in after if id(one) not in met]
    return changes


def _change(op: str, old: Statement | None, new: Statement | None) -> Change:
    words = ("原有，新文件未列",) if op == "DEL" else ("新文件增列",)
    key = content_id(op, old.id if old else "", new.id if new else "")
    return Change(op, old, new, (), words, 1.0, key)  # type: ignore[arg-type]


def _years(old: Sequence[Profile], new: Sequence[Profile], documents: Mapping[str, Meta]) -> int:
    """How many years later the new plan's period ends: by what the plans say of themselves, else by their deadlines."""
    ends = []
    for targets in (old, new):
        doc = documents.get(targets[0].statement.doc) if targets else None
        period = doc.period.end if doc and doc.period else None
        years = Counter(t.end.year for t in targets if t.end is not None)
        common = min(years, key=lambda year: (-years[year], year)) if years.total() >= SOME else None
        ends.append(period.year if period else common)
    before, after = ends
    return after - before if before is not None and after is not None else 0
