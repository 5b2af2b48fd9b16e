"""Alerts: which findings a leader is told of, in what words, and under which key they are never told again.

The digest and the channels are in `pipeline.alert_digest` and `pipeline.alert_channels`; their functions are offered
here as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline.alert_channels import Channel, Delivery, channels, deliver
from pipeline.alert_digest import digest
from pipeline.alert_words import KIND_WORDS, message
from schemas.findings import Alert, AlertKind, Finding
from schemas.settings import Settings

__all__ = ["Channel", "Delivery", "alert_kind", "channels", "deliver", "digest", "raise_alerts"]

_ORDER = {kind: i for i, kind in enumerate(KIND_WORDS)}


def raise_alerts(findings: Iterable[Finding], *, as_of: date, settings: Settings | None = None) -> list[Alert]:
    """The findings that need attention as of a day, gravest first; one alert for each at most.

    The key is target, kind and state: the state is the reported figure for what was missed, the colour of the light
    for what is behind, the deadline else. So what was said is not said again unless it has changed for the worse.
    """
    chosen = settings or Settings()
    out = []
    for finding in findings:
        kind = alert_kind(finding, as_of=as_of, settings=chosen)
        if kind is None or kind not in chosen.alerts.kinds:
            continue
        key = f"{finding.target.id}:{kind}:{_state(finding, kind, chosen)}"
        out.append(Alert(key, kind, finding, message(finding, kind), as_of))
    out.sort(key=lambda a: (_ORDER[a.kind], a.finding.target.strength != "must", _ratio(a), a.finding.target.doc))
    return out


def alert_kind(finding: Finding, *, as_of: date, settings: Settings | None = None) -> AlertKind | None:
    """What kind of alert a finding calls for as of a day, or None.

    missed: the figure reported for the deadline does not satisfy the target.  overdue: a day named in the plan is past
    and the last answer, if any, does not show the target met.  unreported: the plan's period is over and the reports
    are silent; a target without a day is never late.  behind: before the deadline, under the straight line.
    due_soon: not met, and the deadline is near.
    """
    deadline = finding.target.deadline
    if finding.status == "met" or (deadline is not None and deadline.recurring):
        return None
    due = deadline.end if deadline else None
    if due is not None and due > as_of:
        if finding.status == "behind":
            return "behind"
        near = (settings or Settings()).lights.due_soon_days
        return "due_soon" if (due - as_of).days <= near else None
    if finding.status == "missed":
        return "overdue" if _stale(finding, due) else "missed"
    if finding.status == "behind":
        return "behind"
    named = deadline is not None and deadline.source != "document"
    if due is not None and due < as_of and named and finding.status in ("unreported", "incomparable"):
        return "overdue"
    return "unreported" if finding.status == "unreported" and due is not None else None


def _stale(finding: Finding, due: date | None) -> bool:
    """Whether the answer speaks of a day before the deadline: at the deadline itself nothing was reported."""
    told = finding.answer.deadline.end if finding.answer and finding.answer.deadline else None
    return due is not None and told is not None and told < due


def points_behind(finding: Finding) -> float | None:
    """Percentage points of the target that a finding is behind the straight line; None where there is no such line."""
    if finding.gap is None or finding.expected is None or not finding.target.measures:
        return None
    whole = finding.target.measures[0].value
    if not whole:
        return None
    reached = whole + finding.gap.value
    return 100 * (finding.expected.value - reached) / whole


def _state(finding: Finding, kind: AlertKind, settings: Settings) -> str:
    if kind == "behind":
        points = points_behind(finding)
        if points is None:
            return "behind"
        return "red" if points > settings.lights.red_points else "yellow"
    if kind in ("missed", "overdue") and finding.gap is not None:
        return f"{finding.gap.value:g}"
    due = finding.target.deadline.end if finding.target.deadline else None
    return due.isoformat() if due else "open"


def _ratio(alert: Alert) -> float:
    gap = alert.finding.gap
    return gap.ratio if gap and gap.ratio is not None else 1.0
