"""What stands in the ledger: one item per target or assigned task, with its finding and its light."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from pipeline.alerts import alert_kind, points_behind
from schemas.findings import Finding
from schemas.records import Statement
from schemas.settings import Settings

Colour = Literal["绿", "黄", "蓝", "红", "灰"]
#: The order in which counts are shown.
COLOURS: tuple[Colour, ...] = ("绿", "黄", "蓝", "红", "灰")


class Light(NamedTuple):
    """A light (状态灯): its colour and the word that says why."""

    colour: Colour
    word: str

    def __str__(self) -> str:
        return f"{self.colour} {self.word}"


DONE, FINE = Light("绿", "完成"), Light("绿", "正常")
BEHIND, FAR_BEHIND = Light("黄", "滞后"), Light("红", "严重滞后")
DUE_SOON = Light("蓝", "临期")
OVERDUE, MISSED = Light("红", "逾期"), Light("红", "未完成")
SILENT, UNCLEAR, STANDING = Light("灰", "未反馈"), Light("灰", "待核实"), Light("灰", "常态")
LIGHTS = (DONE, FINE, BEHIND, DUE_SOON, OVERDUE, MISSED, FAR_BEHIND, SILENT, UNCLEAR, STANDING)


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


def light(finding: Finding, *, as_of: date, settings: Settings | None = None) -> Light:
    """The light of a finding: what it is alerted for decides, then its status.

    Behind by more than `lights.red_points` of the straight line is red. A rhythm that no report answers is 常态.
    """
    chosen = settings or Settings()
    kind = alert_kind(finding, as_of=as_of, settings=chosen)
    if kind == "behind" or (kind is None and finding.status == "behind"):
        points = points_behind(finding)
        return FAR_BEHIND if points is not None and points > chosen.lights.red_points else BEHIND
    if kind == "due_soon":
        # A figure already on its way is not blue for being near its end.
        return FINE if finding.status == "on_track" else DUE_SOON
    if kind is not None:
        return {"overdue": OVERDUE, "missed": MISSED, "unreported": SILENT}[kind]
    deadline = finding.target.deadline
    if finding.status == "unreported" and deadline is not None and deadline.recurring:
        return STANDING
    return {"met": DONE, "on_track": FINE, "missed": MISSED, "incomparable": UNCLEAR}.get(finding.status, SILENT)


def _silence(s: Statement, as_of: date) -> Finding:
    """A statement that was set against nothing is treated like one that no report mentions."""
    return Finding(s, None, "unreported", 0.0, None, None, (), as_of, "")
