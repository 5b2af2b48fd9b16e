"""What a document says of its own numbers, and whether they fit: 203 of 562 is 36 %, 81 less 66 is 15."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from schemas.records import tidy

ClaimKind = Literal["share", "part", "difference", "sum", "structure", "growth", "times", "table"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that others of the same document give as well; this one fits them.

    kind: share (a count of a total against a percentage), part (a percentage of a total against a count), difference,
    sum (parts and their total), structure (shares that make up the whole), growth (against two levels), times, table
    (a total or a rate in a table).
    start, end: offsets into the source text of the stated figure's clause, `source[start:end] == quote`.
    basis_start, basis_end, basis: the stretch with the figures it follows from.
    stated, computed: in `unit`; `computed` rounded one place further than the text does.  formula: 203÷562＝36.1%.
    statement: id of the statement in which the stated figure stands, where one holds it.
    """

    doc: str
    kind: ClaimKind
    start: int
    end: int
    quote: str
    basis_start: int
    basis_end: int
    basis: str
    stated: float
    computed: float
    unit: str
    formula: str
    page: int | None
    statement: str | None
    id: str

    holds: ClassVar[bool] = True

    def to_json(self) -> dict[str, Any]:
        """One line of `duban check`."""
        return {
            "doc": self.doc,
            "kind": self.kind,
            "holds": self.holds,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "basis": {"start": self.basis_start, "end": self.basis_end, "quote": self.basis},
            "stated": tidy(self.stated),
            "computed": tidy(self.computed),
            "unit": self.unit,
            "formula": self.formula,
            "page": self.page,
            "statement": self.statement,
            "id": self.id,
        }


@dataclass(frozen=True, slots=True)
class Contradiction(Claim):
    """A claim whose figures do not fit each other."""

    holds: ClassVar[bool] = False
