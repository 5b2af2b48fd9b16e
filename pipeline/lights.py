"""Lights (状态灯) and what is alerted: one reading of a finding for the ledger, the digest and the slips.

Thresholds come from `[lights]` of the settings. A sum that stands on the straight line or less than `yellow_points`
under it is green, yellow from there, red above `red_points`. What is in percent and what is a ceiling has no such
slack: short of what is expected it is yellow, far short red. What has not been begun is yellow, red after
`idle_red_months`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from schemas.findings import AlertKind, Colour, Finding
from schemas.settings import Settings

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
IDLE, LONG_IDLE = Light("黄", "未启动"), Light("红", "长期未启动")
DUE_SOON = Light("蓝", "临期")
OVERDUE, MISSED = Light("红", "逾期"), Light("红", "未完成")
SILENT, UNCLEAR, STANDING = Light("灰", "未反馈"), Light("灰", "待核实"), Light("灰", "常态")
LIGHTS = (DONE, FINE, BEHIND, IDLE, DUE_SOON, OVERDUE, MISSED, FAR_BEHIND, LONG_IDLE, SILENT, UNCLEAR, STANDING)

#: How a report says that a work has not been begun, and what shows that it has been after all.
_NOT_BEGUN = re.compile(r"[未没](?:能|有|有效)?(?:正式|实质性?|全面)?(?:开工|动工|启动|开建|实施|开展|开始|动土|进场)")
_BEGUN = re.compile(r"[已正均](?:全部|全面|相继|陆续|在)?(?:开工|动工|启动|开建|实施|推进|进场|建成|竣工|完成)")


def light(finding: Finding, *, as_of: date, settings: Settings | None = None) -> Light:
    """The light of a finding: what it is alerted for decides, then its status.

    A figure already on its way is not blue for being near its end. A rhythm that no report answers is 常态.
    """
    chosen = settings or Settings()
    kind = alert_kind(finding, as_of=as_of, settings=chosen)
    if kind == "behind":
        return _behind(finding, as_of, chosen)
    if kind == "due_soon":
        return FINE if finding.status == "on_track" else DUE_SOON
    if kind is not None:
        return {"overdue": OVERDUE, "missed": MISSED, "unreported": SILENT}[kind]
    deadline = finding.target.deadline
    if finding.status == "unreported" and deadline is not None and deadline.recurring:
        return STANDING
    if finding.status == "behind":
        return _behind(finding, as_of, chosen)
    return {"met": DONE, "on_track": FINE, "missed": MISSED, "incomparable": UNCLEAR}.get(finding.status, SILENT)


def alert_kind(finding: Finding, *, as_of: date, settings: Settings | None = None) -> AlertKind | None:
    """What kind of alert a finding calls for as of a day, or None.

    missed: the figure reported for the deadline does not satisfy the target.  overdue: a day named in the plan is past
    and the last answer, if any, does not show the target met.  unreported: the plan's period is over and the reports
    are silent; a target without a day is never late.  behind: before the deadline, and its light is yellow or red.
    due_soon: not met, and the deadline is near.
    """
    chosen = settings or Settings()
    deadline = finding.target.deadline
    if finding.status == "met" or (deadline is not None and deadline.recurring):
        return None
    due = deadline.end if deadline else None
    if due is not None and due > as_of:
        if finding.status == "behind" and _behind(finding, as_of, chosen) != FINE:
            return "behind"
        if idle_since(finding) is not None:
            return "behind"
        return "due_soon" if (due - as_of).days <= chosen.lights.due_soon_days else None
    if finding.status == "missed":
        return "overdue" if _stale(finding, due) else "missed"
    if finding.status == "behind":
        return "behind"
    named = deadline is not None and deadline.source != "document"
    if due is not None and due < as_of and named and finding.status in ("unreported", "incomparable"):
        return "overdue"
    return "unreported" if finding.status == "unreported" and due is not None else None


def points_behind(finding: Finding) -> float | None:
    """Percentage points of the target by which a finding is behind what was expected; None where nobody can say."""
    if finding.gap is None or finding.expected is None or not finding.target.measures:
        return None
    whole = finding.target.measures[0].value
    if not whole:
        return None
    return abs(100 * (finding.expected.value - whole - finding.gap.value) / whole)


def idle_since(finding: Finding) -> date | None:
    """The day on which a work ought to have begun that, by its report, has not; None for any other finding.

    Not begun is a sum of which nothing is reached, or a report that says 未开工, 未启动 and the like.
    """
    target, answer = finding.target, finding.answer
    due = target.deadline.end if target.deadline else None
    if answer is None or due is None:
        return None
    opens = target.deadline.start if target.deadline and target.deadline.start else date(due.year, 1, 1)
    if target.measures:
        nothing = finding.gap is not None and finding.gap.value == -target.measures[0].value < 0
        return (_line_begins(finding, due) or opens) if nothing and finding.status == "behind" else None
    said = finding.status == "incomparable" and _NOT_BEGUN.search(answer.quote) and not _BEGUN.search(answer.quote)
    return opens if said else None


def _line_begins(finding: Finding, due: date) -> date | None:
    """The first day of the straight line, from one point of it: what was asked for at a day before its end."""
    found, whole = finding.expected, finding.target.measures[0].value
    if found is None or not 0 < found.value < whole or found.at >= due:
        return None
    days = (due - found.at).days / (1 - found.value / whole)
    return due - timedelta(days=round(days) - 1)


def _behind(finding: Finding, as_of: date, settings: Settings) -> Light:
    since = idle_since(finding)
    rule = settings.lights
    points = points_behind(finding)
    far = points is not None and points > rule.red_points
    if since is not None:
        long = rule.idle_red_months and months_later(since, rule.idle_red_months) <= as_of
        return LONG_IDLE if long or far else IDLE
    if far:
        return FAR_BEHIND
    if points is None or finding.expected is None:
        return BEHIND
    whole = finding.target.measures[0]
    on_a_line = finding.expected.value != whole.value and whole.unit not in ("%", "百分点")
    return FINE if on_a_line and points < rule.yellow_points else BEHIND


def months_later(day: date, months: int) -> date:
    """The same day so many months later, before where they are negative; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), first_of_next - timedelta(days=1))


def _stale(finding: Finding, due: date | None) -> bool:
    """Whether the answer speaks of a day before the deadline: at the deadline itself nothing was reported."""
    told = finding.answer.deadline.end if finding.answer and finding.answer.deadline else None
    return due is not None and told is not None and told < due
