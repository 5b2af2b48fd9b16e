"""What has changed between two targets of one thing, and how an office says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.comparison.figures import EPSILON, is_ceiling, same_family
from pipeline.comparison.milestones import outcome
from pipeline.comparison.profiles import Profile
from pipeline.wording import day, deadline_words, measure_words, measures_words, names
from schemas.changes import Turn
from schemas.records import Statement
from schemas.values import Deadline, Measure

#: How firmly a bound binds: 左右 asks less than a bare figure, this less than 以上.
_FIRM = {"approx": 0, "range": 1, "eq": 1, "le": 2, "ge": 2, "lt": 2, "gt": 2}
_STRENGTHS = {"strive": 0, "plan": 1, "must": 2}
_STRENGTH_WORDS = {"strive": "力争", "plan": "一般要求", "must": "确保"}
#: Likeness of names is not asked here: those that differ in more than this share of their characters are renamed.
RENAMED = 0.5


def turns(old: Profile, new: Profile, *, years: int) -> Iterator[tuple[Turn, str]]:
    """The changes from one target to the other, each with its words.

    years: how many years later the new plan's period ends; deadlines that keep their place in the year have not moved.
    """
    yield from _figures(old, new)
    yield from _stage(old, new)
    yield from _deadline(old, new, years)
    yield from _strength(old.statement, new.statement)
    yield from _lead(old.statement, new.statement)
    yield from _name(old, new)


def _figures(old: Profile, new: Profile) -> Iterator[tuple[Turn, str]]:
    before, after = old.statement, new.statement
    if before.measures and not after.measures:
        yield "figure_dropped", f"不再提出数值（原为{measures_words(before.measures)}）"
        return
    if after.measures and not before.measures:
        yield "figure_added", f"新提出数值：{measures_words(after.measures)}"
        return
    left = list(after.measures)
    unpaired: list[Measure] = []
    for was in before.measures:
        options = [m for m in left if same_family(was.unit, m.unit) and m.kind == was.kind]
        if not options:
            unpaired.append(was)
            continue
        now = min(options, key=lambda m: (m.unit != was.unit, abs(m.value - was.value), m.start))
        left.remove(now)
        yield from _figure(old, new, was, now)
    if unpaired and left:
        yield "replaced", f"口径由{measures_words(unpaired)}改为{measures_words(left)}"
    elif unpaired:
        yield "figure_dropped", f"不再提出{measures_words(unpaired)}"
    elif left:
        yield "figure_added", f"新提出{measures_words(left)}"


def _figure(old: Profile, new: Profile, was: Measure, now: Measure) -> Iterator[tuple[Turn, str]]:
    change = _reach(now) - _reach(was)
    slack = EPSILON * max(abs(was.value), abs(now.value))
    if abs(change) > slack:
        # A ceiling that comes down and a fall that goes deeper ask more.
        lower_is_more = is_ceiling(old.statement, was, old.indicator) or was.value < 0
        more = change < 0 if lower_is_more else change > 0
        verb = ("收紧" if more else "放宽") if lower_is_more else ("提高" if more else "下调")
        yield ("raised" if more else "lowered"), f"由{measure_words(was)}{verb}为{measure_words(now)}"
        return
    firm = _FIRM[now.comparator] - _FIRM[was.comparator]
    if firm:
        yield ("hardened" if firm > 0 else "softened"), f"由{measure_words(was)}改为{measure_words(now)}"


def _reach(m: Measure) -> float:
    return m.value if m.upper is None else (m.value + m.upper) / 2


def _stage(old: Profile, new: Profile) -> Iterator[tuple[Turn, str]]:
    if old.statement.measures or new.statement.measures:
        return
    before, after = (outcome(f"{p.statement.subject}，{p.statement.quote}").stage for p in (old, new))
    if before and after and before != after:
        words = f"由“{old.statement.subject}”改为“{new.statement.subject}”"
        yield ("next_stage" if after > before else "softened"), words


def _deadline(old: Profile, new: Profile, years: int) -> Iterator[tuple[Turn, str]]:
    before, after = old.statement.deadline, new.statement.deadline
    if (
        before is None
        or after is None
        or before.end is None
        or after.end is None
        or before.recurring != after.recurring
    ):
        return
    milestone = not old.statement.measures and bool(outcome(old.statement.quote).stage)
    due = before.end if milestone else _later(before.end, years)
    if (after.end in (due, before.end) and not (milestone and years)) or after.end == due:
        return
    if milestone and years and _stage_moved(old, new):
        return
    if milestone and years and after.end > due:
        yield "postponed", f"原定{_when(before)}，现仍列为{_when(after)}"
        return
    yield ("postponed" if after.end > due else "advanced"), f"时限由{_when(before)}改为{_when(after)}"


def _stage_moved(old: Profile, new: Profile) -> bool:
    return any(True for _ in _stage(old, new))


def _later(end: date, years: int) -> date:
    year = end.year + years
    return end.replace(year=year, day=28) if (end.month, end.day) == (2, 29) else end.replace(year=year)


def _when(deadline: Deadline) -> str:
    return day(deadline.end) if deadline.end else deadline_words(deadline)


def _strength(old: Statement, new: Statement) -> Iterator[tuple[Turn, str]]:
    change = _STRENGTHS[new.strength] - _STRENGTHS[old.strength]
    # A bare figure is as firm as most; only a word that says so softens or hardens.
    if change and "plan" not in (old.strength, new.strength):
        words = f"力度由“{_STRENGTH_WORDS[old.strength]}”改为“{_STRENGTH_WORDS[new.strength]}”"
        yield ("hardened" if change > 0 else "softened"), words
    elif new.strength == "strive" and old.strength == "plan":
        yield "softened", "力度改为“力争”"
    elif old.strength == "strive" and new.strength == "plan":
        yield "hardened", "不再写“力争”"


def _lead(old: Statement, new: Statement) -> Iterator[tuple[Turn, str]]:
    before, after = names(old, "lead"), names(new, "lead")
    if before and after and set(before.split("、")) != set(after.split("、")):
        yield "lead_changed", f"牵头单位由{before}改为{after}"


def _name(old: Profile, new: Profile) -> Iterator[tuple[Turn, str]]:
    same = old.indicator is not None and old.indicator is new.indicator
    if same or old.subject == new.subject:
        return
    shared = len(old.subject_grams & new.subject_grams)
    most = max(len(old.subject_grams), len(new.subject_grams), 1)
    if shared / most < RENAMED:
        yield "renamed", f"名称由“{old.statement.subject}”改为“{new.statement.subject}”"


def said(found: Sequence[tuple[Turn, str]]) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """Turns and words apart, each turn once."""
    return tuple(dict.fromkeys(turn for turn, _ in found)), tuple(words for _, words in found)
