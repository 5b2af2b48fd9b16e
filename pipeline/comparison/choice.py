"""Which of the answers to a target is judged, and which are as good as that one and say otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.comparison.figures import pair_measures
from pipeline.comparison.levels import Match
from pipeline.comparison.milestones import judge, not_answered, outcome
from pipeline.comparison.profiles import Profile
from pipeline.comparison.series import latest
from pipeline.comparison.verdicts import DOUBTS, Verdict, whole
from pipeline.comparison.words import generic_words

#: Likeness asked of an answer in words where the target has a figure: words are vaguer, so the subject must be plainer.
PLAIN_LIKENESS = 0.72
#: The same where the figures are in other terms.
OTHER_LIKENESS = 0.6
#: The same where a report says that something is not done.
NOT_YET_LIKENESS = 0.5
#: How much lower an answer in the same terms may score and still be taken before one in other terms.
OTHER_TERMS = 0.15
#: How much lower an answer may score and be as good as another.
TIE = 0.02
#: Score from which an answer that falls short is believed to be of the same thing; less where it comes near.
SHORT, SHORT_BUT_NEAR = 0.78, 0.68
#: Share of the promised figure from which an answer comes near it.
NEAR = 0.7
#: How many times the promised figure an answer may come to and still be of the same thing.
FAR, FAR_ABOVE = 3.0, 5.0
_KIN = re.compile(r"same indicator|kindred indicator")


def chosen(target: Profile, matches: Sequence[Match]) -> list[Match]:
    """The answer to judge: the best match, but one in the same terms before one in other terms that is little better;
    for an indicator that is made up of parts the best match of each part.
    """
    if not matches:
        return []
    best = matches[0]
    if best.other_terms:
        best = next((m for m in matches if not m.other_terms and m.score >= best.score - OTHER_TERMS), best)
    best = latest(target, best, matches)
    parts = target.indicator.parts if target.indicator else ()
    own = best.answer.indicator
    if own is None or own.name not in parts:
        return [best]
    found = {m.answer.indicator.name: m for m in reversed(matches) if m.answer.indicator is not None}
    return [found[name] for name in parts if name in found]


def is_told(target: Profile, match: Match) -> bool:
    """Whether an answer tells of something done, and the target names more than 项目 or 工作."""
    if not_answered(match.answer.statement.quote):
        return False
    return match.kin or bool(generic_words().sub("", target.subject))  # 完成改造项目193个 may be of anything


def admissible(target: Profile, match: Match) -> bool:
    """Whether an answer says enough to be one where either side is in words."""
    answer = match.answer.statement
    asked = target.statement
    if not is_told(target, match):
        return False
    if asked.measures and answer.measures:
        if not match.other_terms:
            return True
        return (match.likeness >= OTHER_LIKENESS or match.kin) and not not_answered(match.answer.everything)
    close = max(match.likeness, match.named * 0.85) >= PLAIN_LIKENESS or "same indicator" in match.reasons
    if asked.measures:
        said = outcome(answer.quote)
        return close and (said.verdict is not None or said.steady or said.doing or whole(asked, answer.quote))
    said_of = judge(f"{asked.subject}，{asked.quote}", answer.quote)
    if said_of == "not_yet":
        return match.likeness >= NOT_YET_LIKENESS
    return said_of in ("met", "missed") or (said_of == "open" and close) or (bool(answer.measures) and close)


def believed(target: Profile, match: Match, found: Verdict) -> bool:
    """Whether an answer is of the same thing: one that is only somewhat alike and far off is not, whichever way.

    A floor may be passed by more than another figure.
    """
    undecided = found.status == "incomparable" and not DOUBTS & set(found.reasons)
    if found.gap is None or not match.answer.statement.measures or undecided:
        return True
    if any(_KIN.fullmatch(reason) for reason in match.reasons) or match.score >= SHORT:
        return True
    ratio = found.gap.ratio
    if found.status in ("met", "on_track"):
        floor = any(m.comparator in ("ge", "gt") for m in target.statement.measures)
        return ratio is None or 1 / FAR <= ratio <= (FAR_ABOVE if floor else FAR)
    return match.score >= SHORT_BUT_NEAR and ratio is not None and NEAR <= ratio <= 1 / NEAR


def rivals(target: Profile, match: Match, matches: Sequence[Match]) -> list[Match]:
    """The answers as good as one: of the same day and place, to the same figures of the target, exact like its own."""
    one = match.answer
    if match.other_terms or not one.statement.measures:
        return []
    answered = _answered(target, match)
    return [
        m
        for m in matches
        if m is not match
        and m.score >= match.score - TIE
        and not m.other_terms
        and m.answer.statement.measures
        and m.answer.end == one.end
        and m.answer.part == one.part
        and not _same_place(m.answer, one)
        and answered
        and _answered(target, m) == answered
    ]


def _answered(target: Profile, match: Match) -> tuple[int, ...]:
    """Which of a target's figures an answer gives, by place; none where one is a bound."""
    pairs = pair_measures(target.statement, match.answer.statement, target.indicator)
    given = [(i, p.given) for i, p in enumerate(pairs) if p.given is not None]
    return () if any(m.comparator not in ("eq", "approx") for _, m in given) else tuple(i for i, _ in given)


def _same_place(one: Profile, other: Profile) -> bool:
    a, b = one.original, other.original
    return a.doc == b.doc and a.start < b.end and b.start < a.end
