"""What a later plan does to an earlier one: adds, drops, or says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from schemas.records import Statement, tidy

Op = Literal["ADD", "MOD", "DEL"]
Turn = Literal[
    "raised",
    "lowered",
    "postponed",
    "advanced",
    "softened",
    "hardened",
    "replaced",
    "figure_added",
    "figure_dropped",
    "next_stage",
    "lead_changed",
    "renamed",
]


@dataclass(frozen=True, slots=True)
class Change:
    """One target or task that two plans do not have alike.

    op: ADD (only the new plan has it), DEL (only the old one), MOD (both, not alike).
    turns: what has changed, none for ADD and DEL.  replaced: measured in other terms.  next_stage: the next step of the
    same work (开工, then 竣工).  words: the same in simplified Chinese, old and new value in it.
    score: 0 to 1, how sure it is that both speak of one thing; 1 for ADD and DEL.
    """

    op: Op
    old: Statement | None
    new: Statement | None
    turns: tuple[Turn, ...]
    words: tuple[str, ...]
    score: float
    id: str

    def to_json(self) -> dict[str, Any]:
        """One line of `duban compare`."""
        return {
            "op": self.op,
            "old": self.old.to_json() if self.old else None,
            "new": self.new.to_json() if self.new else None,
            "turns": list(self.turns),
            "words": list(self.words),
            "score": self.score,
            "id": self.id,
        }


Carriage = Literal["carried", "raised", "lowered", "partly", "missing"]


@dataclass(frozen=True, slots=True)
class Part:
    """What one lower office's plan makes of a higher one's target.

    turns, words: as in `Change`, none where it takes the target as it is.
    """

    statement: Statement
    turns: tuple[Turn, ...]
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Carried:
    """A target of a higher office's plan and who carries it.

    status: carried (all ask as much), raised (some ask more, 层层加码, none less), lowered (some ask less), partly
    (amounts that do not make up the target together), missing (no plan has it).
    parts: in the order of the plans, one at most for each.  total: sum of the parts' amounts in the unit of the
    target's first figure, None where figures do not add up.  absent: names of the plans without it.
    """

    target: Statement
    status: Carriage
    parts: tuple[Part, ...]
    total: float | None
    absent: tuple[str, ...]
    words: tuple[str, ...]
    id: str

    def to_json(self) -> dict[str, Any]:
        """One line of `duban compare --higher`."""
        return {
            "target": self.target.to_json(),
            "status": self.status,
            "parts": [
                {"statement": p.statement.to_json(), "turns": list(p.turns), "words": list(p.words), "score": p.score}
                for p in self.parts
            ],
            "total": tidy(self.total),
            "absent": list(self.absent),
            "words": list(self.words),
            "id": self.id,
        }
