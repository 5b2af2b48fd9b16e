"""Alerts: which findings a leader is told of, and in what words.

What has been told already, and to whom, is in `pipeline.alert_book`; the digest is in `pipeline.alert_digest`, the
channels are in `pipeline.messengers`.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from datetime import date

from pipeline.alert_words import KIND_WORDS, message
from pipeline.lights import alert_kind, light, points_behind
from schemas.findings import Alert, AlertKind, Finding
from schemas.settings import Settings

__all__ = ["alert_kind", "distinct", "grade", "raise_alerts", "shortfall"]

_ORDER = {kind: i for i, kind in enumerate(KIND_WORDS)}
#: How grave a kind is. `behind` is one more where its light is red.
_GRADES: dict[AlertKind, int] = {"due_soon": 1, "unreported": 2, "behind": 3, "missed": 5, "overdue": 5}


#: Words of a subject that a table of tasks has and the text leaves out, or the other way round.
FILLING = re.compile(r"建设|工程|项目|工作")


def raise_alerts(findings: Iterable[Finding], *, as_of: date, settings: Settings | None = None) -> list[Alert]:
    """The findings that need attention as of a day, gravest first; one alert for each at most.

    An alert's key is its target: what happens to one target is one matter, however it is called.
    """
    chosen = settings or Settings()
    out = []
    for finding in findings:
        kind = alert_kind(finding, as_of=as_of, settings=chosen)
        if kind is not None and kind in chosen.alerts.kinds:
            # What is due soon is told in blue, on its way or not.
            shown = "蓝" if kind == "due_soon" else light(finding, as_of=as_of, settings=chosen).colour
            out.append(Alert(finding.target.id, kind, finding, message(finding, kind), as_of, shown))
    out.sort(key=_gravest_first)
    return out


def distinct(alerts: Iterable[Alert]) -> list[Alert]:
    """The alerts without those that say the same as another one, in their order.

    A plan says many a thing twice, in its text and in its table of tasks. Alerts of one plan, kind and deadline say the
    same where one statement answers both and the figures asked for are the same; where there is no answer or no figure,
    where the subject is. So do two whose figures are the same and whose subjects are but for words such as 建设, where
    one unit leads both. What names a responsible unit is kept rather than what does not, and what is answered rather
    than what is not.
    """
    found = list(alerts)
    best: dict[Hashable, Alert] = {}
    for alert in sorted(found, key=_telling):
        best.setdefault(_said(alert), alert)
    by_name: dict[Hashable, list[Alert]] = {}
    for alert in sorted(best.values(), key=_telling):
        same = by_name.setdefault(_named(alert), [])
        if not any(_led_alike(alert, other) for other in same):
            same.append(alert)
    chosen = {id(alert) for same in by_name.values() for alert in same}
    return [alert for alert in found if id(alert) in chosen]


def _telling(alert: Alert) -> tuple[bool, bool, int, str]:
    found = alert.finding
    return not found.target.agencies, found.answer is None, found.target.start, alert.key


def _named(alert: Alert) -> Hashable:
    target = alert.finding.target
    figures = tuple((m.value, m.unit) for m in target.measures)
    due = target.deadline.end if target.deadline else None
    return target.doc, alert.kind, due, figures, FILLING.sub("", target.subject)


def _led_alike(one: Alert, other: Alert) -> bool:
    leads, others = ({a.name for a in alert.finding.target.agencies if a.role == "lead"} for alert in (one, other))
    return bool(leads & others) or leads == others


def _said(alert: Alert) -> Hashable:
    target, answer = alert.finding.target, alert.finding.answer
    figures = tuple((m.value, m.unit) for m in target.measures) if answer is not None else ()
    due = target.deadline.end if target.deadline else None
    return target.doc, alert.kind, due, answer.id if answer else None, figures or target.subject


def grade(alert: Alert) -> int:
    """How grave an alert is, 1 to 5: a matter whose grade rises is told again."""
    return _GRADES[alert.kind] + (alert.kind == "behind" and alert.light == "红")


def shortfall(finding: Finding) -> float | None:
    """How far short the reported figure is, in percentage points of the target (before the deadline: of what the
    straight line asks for); None where there is no figure.
    """
    if finding.status == "behind":
        return points_behind(finding)
    whole = finding.target.measures[0].value if finding.target.measures else 0.0
    if finding.gap is None or not whole or finding.status == "met":
        return None
    return round(abs(100 * finding.gap.value / whole), 6)


def _gravest_first(alert: Alert) -> tuple[int, bool, float, bool, str]:
    """What is binding before what is not, the larger gap before the smaller, what somebody answers for first."""
    target = alert.finding.target
    return _ORDER[alert.kind], target.strength != "must", _ratio(alert), not target.agencies, target.doc


def _ratio(alert: Alert) -> float:
    gap = alert.finding.gap
    return gap.ratio if gap and gap.ratio is not None else 1.0
