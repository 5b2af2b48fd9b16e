"""What a plan says twice, in its text and in its table of tasks: both rows stay in the ledger, and the second says so.

Each row has its own words, agencies and place in the file, so none is left out; but a count of rows is not a count of
matters, and a reader must see which are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from pipeline.alerts import FILLING
from pipeline.ledger_items import Item
from schemas.records import Statement

#: Share of the shorter subject's character pairs that the other has where both are one.
ALIKE = 0.6


def repeats(part: Sequence[Item]) -> dict[str, int]:
    """The running number of the row that says the same before it, by a statement's id; only of those that repeat one.

    The same are rows of one document, one of its text and one of a table, with the same figures and last day, whose
    subjects are alike, and whose lead agencies are where both name some. Where no figure is given, the subjects must be
    the same but for words such as 建设.
    """
    out: dict[str, int] = {}
    before: defaultdict[Hashable, list[tuple[int, Statement]]] = defaultdict(list)
    for number, item in enumerate(part, 1):
        s = item.statement
        due = s.deadline.end if s.deadline and not s.deadline.recurring else None
        if due is None:
            continue
        key = s.doc, due, tuple((m.value, m.upper, m.unit, m.comparator) for m in s.measures)
        first = next((n for n, other in before[key] if _is_same(s, other)), None)
        if first is None:
            before[key].append((number, s))
        else:
            out[s.id] = first
    return out


def _is_same(one: Statement, other: Statement) -> bool:
    if (one.cell is None) == (other.cell is None):
        return False
    leads, others = ({a.name for a in s.agencies if a.role == "lead"} for s in (one, other))
    if leads and others and not leads & others:
        return False
    a, b = (FILLING.sub("", s.subject) for s in (one, other))
    if not one.measures:
        return a == b
    pairs, there = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (a, b))
    return bool(pairs and there) and len(pairs & there) >= ALIKE * min(len(pairs), len(there))
