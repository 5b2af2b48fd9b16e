"""One target in many reports: which of a series of answers speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipeline.comparison.days import GRACE
from pipeline.comparison.figures import is_ceiling, pair_measures
from pipeline.comparison.levels import Match
from pipeline.comparison.profiles import Profile
from pipeline.comparison.verdicts import reached

#: How much lower a later answer may score and still be taken before an earlier one.
LATEST = 0.2
#: Share of an earlier figure below which a later one is of something smaller: sums do not shrink.
SHRUNK = 0.8


def history(match: Match, matches: Sequence[Match]) -> list[Match]:
    """What the reports say of a target, the best answer for each report and day, in order of the days.

    Answers nearly as good as the one judged, in terms like its own.
    """
    best: dict[tuple[str, date | None], Match] = {}
    for m in [match, *(m for m in matches if m is not match and _rival(m, match))]:
        best.setdefault((m.answer.original.doc, m.answer.end), m)
    return sorted(
        best.values(), key=lambda m: (m.answer.end or date.min, m.answer.original.doc, m.answer.original.start)
    )


def after(match: Match, matches: Sequence[Match]) -> Match | None:
    """The next answer after one, nearly as good and no vaguer; None where there is none."""
    day = match.answer.end
    later = [m for m in matches if _rival(m, match) and day and m.answer.end and m.answer.end > day]
    return min(later, key=lambda m: (m.answer.end or date.max, -m.score), default=None)


def _rival(m: Match, best: Match) -> bool:
    """Whether a match is nearly as good as the best and no vaguer."""
    return (
        m.score >= best.score - LATEST
        and m.other_terms == best.other_terms
        and bool(m.answer.statement.measures) == bool(best.answer.statement.measures)
    )


def latest(target: Profile, best: Match, matches: Sequence[Match]) -> Match:
    """Of answers nearly as good as the best and no vaguer the one to judge by.

    The latest up to the deadline; where that neither reaches the target nor speaks of the deadline itself, the nearest
    after it.
    """
    rivals = _growing(target, [m for m in matches if _rival(m, best)])
    due = target.end or date.max
    late = due + GRACE if target.end else date.max
    in_time = [m for m in rivals if m.answer.end is None or m.answer.end <= late]
    after = [m for m in rivals if m.answer.end is not None and m.answer.end > late]
    last = max(in_time, key=lambda m: (m.answer.end or date.min, m.score), default=None)
    if last is None:
        return min(after, key=lambda m: (m.answer.end or date.max, -m.score), default=best)
    old = last.answer.end is not None and last.answer.end < due - GRACE
    if after and old and not reached(target, last):
        return min(after, key=lambda m: (m.answer.end or date.max, -m.score))
    return last


def _growing(target: Profile, rivals: list[Match]) -> list[Match]:
    """The rivals without those whose sum is well below one reported before."""
    if not target.statement.measures:
        return rivals
    asked = target.statement.measures[0]
    if asked.kind != "level" or asked.value <= 0 or is_ceiling(target.statement, asked, target.indicator):
        return rivals
    out: list[Match] = []
    top = 0.0
    for match in sorted(rivals, key=lambda m: (m.answer.end or date.min, -m.score)):
        (first, *_) = pair_measures(target.statement, match.answer.statement, target.indicator)
        value = first.given.value if first.given else None
        if value is not None and value < SHRUNK * top:
            continue
        top = max(top, value or 0.0)
        out.append(match)
    return out
