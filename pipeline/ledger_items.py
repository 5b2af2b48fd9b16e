"""What stands in the ledger: one item per target or assigned task, with its finding and its light."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.lights import COLOURS, DONE, LIGHTS, Light, light
from schemas.findings import Colour, Finding
from schemas.records import Statement
from schemas.settings import Settings

__all__ = ["COLOURS", "DONE", "LIGHTS", "Colour", "Item", "Light", "items", "light"]

#: Items of one workbook, beyond which it is divided: more than an office follows, and slow to open.
ROOM = 20_000


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the ledger.

    source: what to call its document.  finding: what the reports say of it; None where it was set against none.
    """

    statement: Statement
    finding: Finding | None
    light: Light
    source: str = ""

    @property
    def is_indicator(self) -> bool:
        """Whether it is a figure to reach (主要指标) rather than a milestone, a duty or a task (重点任务)."""
        s = self.statement
        return s.role == "target" and bool(s.measures) and not (s.deadline is not None and s.deadline.recurring)

    @property
    def share_done(self) -> float | None:
        """How much of the target is reached, 1 is all; None where a share says nothing, as for ceilings."""
        s, f = self.statement, self.finding
        if f is None or f.answer is None:
            return None
        if not s.measures:
            return 1.0 if f.status == "met" else None
        ratio = f.gap.ratio if f.gap else None
        ceiling = s.measures[0].comparator in ("le", "lt") and s.measures[0].value >= 0
        return None if ceiling or ratio is None or ratio < 0 else ratio


def items(
    statements: Iterable[Statement],
    findings: Sequence[Finding],
    *,
    as_of: date,
    settings: Settings | None = None,
    sources: Mapping[str, str] | None = None,
) -> list[Item]:
    """The ledger's items by document and place: every target and task among the statements or the findings.

    sources: what to call a document, by its file's name.  Of several findings for one target the surest is shown.
    """
    best: dict[str, Finding] = {}
    for found in sorted(findings, key=lambda f: (-f.score, f.id)):
        best.setdefault(found.target.id, found)
    chosen = {s.id: s for s in statements if s.role != "progress"}
    chosen |= {f.target.id: f.target for f in findings}
    return [
        Item(
            s,
            best.get(s.id),
            light(best.get(s.id) or _silence(s, as_of), as_of=as_of, settings=settings),
            (sources or {}).get(s.doc, s.doc),
        )
        for s in sorted(chosen.values(), key=lambda s: (s.doc, s.start, s.id))
    ]


def most_wanted(found: Sequence[Item], *, as_of: date, room: int = ROOM) -> tuple[list[Item], list[Item]]:
    """The items of the ledger and those of its second part, each in the order given; the latter is empty where there is
    room for all.

    The second part has what was due before last year began. Where the rest is still too much, the first has what is
    red, yellow or blue before what is not, and figures before tasks.
    """
    if len(found) <= room:
        return list(found), []

    def is_over(item: Item) -> bool:
        deadline = item.statement.deadline
        end = deadline.end if deadline and not deadline.recurring else None
        return end is not None and end < date(as_of.year - 1, 1, 1)

    current = [i for i, item in enumerate(found) if not is_over(item)]
    current.sort(key=lambda i: (found[i].light.colour in ("绿", "灰"), not found[i].is_indicator, i))
    chosen = set(current[:room])
    parts: tuple[list[Item], list[Item]] = [], []
    for i, item in enumerate(found):
        parts[i not in chosen].append(item)
    return parts


def _silence(s: Statement, as_of: date) -> Finding:
    """A statement that was set against nothing is treated like one that no report mentions."""
    return Finding(s, None, "unreported", 0.0, None, None, (), as_of, "")
