"""What a target lacks to be measured: its figure, the unit of a figure, the base of a change, or its date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from schemas.records import Statement

Lack = Literal["figure", "unit", "base", "date"]

#: What a change is set against, in the statement's own words.
_BASE = re.compile(r"比|较|同比|环比|年均|每年|上年|去年|以上年|基期|基数|翻")
#: Rules whose statements are done or not done: an end state needs no figure.
_CHECKABLE = ("milestone.end_state", "milestone.firm", "milestone.paper", "milestone.named", "milestone.complete")


def lacks(statement: Statement) -> tuple[Lack, ...]:
    """What a target lacks, in the order figure, unit, base, date; empty for reported figures and assigned work.

    A change of one year needs no base: it is against the year before.
    """
    if statement.role != "target":
        return ()
    out: list[Lack] = []
    deadline = statement.deadline
    if not statement.measures and not statement.rule.startswith(_CHECKABLE) and not (deadline and deadline.recurring):
        out.append("figure")
    if any(not m.unit and m.rule != "quantity.dimensionless" for m in statement.measures):
        out.append("unit")
    spans_years = deadline and deadline.start and deadline.end and deadline.end.year > deadline.start.year
    changes = any(m.kind == "growth" and m.unit in ("%", "百分点", "倍") for m in statement.measures)
    if changes and spans_years and not _BASE.search(statement.quote):
        out.append("base")
    if deadline is None or not (deadline.end or deadline.recurring):
        out.append("date")
    return tuple(out)
