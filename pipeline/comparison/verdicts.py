"""The verdict on a target, given the answer chosen for it, as of a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.comparison.breadth import bounds, leaves_out, thin
from pipeline.comparison.figures import (
    EPSILON,
    Pairing,
    comparable,
    is_ceiling,
    is_stock,
    pair_measures,
    satisfies,
    sort_of,
    words_before,
)
from pipeline.comparison.levels import Match, begun_or_done, several_years_only, wider
from pipeline.comparison.milestones import judge, outcome
from pipeline.comparison.profiles import YEAR, Profile
from schemas.findings import Expected, Gap, Status
from schemas.records import Statement
from schemas.values import Measure

#: Rates that start from nothing and grow with the work: a straight line runs through them as through a sum.
_COMPLETION = re.compile(
    r"(?:完成|开工|竣工|开复工|投产|签约|落地|办结|整改|到位|拨付|支出|建成|入驻|兑现|销号|处置|清零|执行)(?:进度|率|比例|占比)?$"
)

_COVERED = re.compile(r"覆盖|普及|通达|通车率|入网率|合格率|达标率|优良率|处理率|兑现率")
_ALL = re.compile(r"全覆盖|全部覆盖|全面覆盖|全部达标|全达标|全(?:部|面)?优良|全部(?:合格|处理|兑现)|均达标")

#: Share of a promised sum below which a yearly aggregate is taken for another time's.
OTHER_TIME = 0.35
_REAL = "实际"
#: The reason of a doubt: an answer that falls short may be of a part of what was asked.
#: Share of the promised figure below which the words around a target are no part of its name.
WITH_CONTEXT = 0.6
PART_ONLY, GENERAL, STAGE = "answer may be of a part only", "name too general", "another stage of the work"
#: Reasons for which an answer that falls short is no miss, and is believed to be of the same thing no sooner.
DOUBTS = frozenset({PART_ONLY, GENERAL, STAGE})

Way = Literal["sum", "stock", "rate"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Status with gap and straight-line expectation, and the words for the reasons."""

    status: Status
    gap: Gap | None = None
    expected: Expected | None = None
    reasons: tuple[str, ...] = ()


#: Share of the promise from which a reported floor (均超10万亩) leaves open whether it was reached.
NEARLY = 0.85


def verdict(target: Profile, match: Match, *, as_of: date, opens: date | None, base: float | None = None) -> Verdict:
    """Judge a target by its answer.

    opens: the first day of the straight line.  base: the figure it starts from, where the plan says what had been
    reached before, in the unit of the target's first figure.  A final verdict is given where the deadline is not after
    `as_of`, or where there is none.
    """
    answer = match.answer
    if not target.statement.measures or not answer.statement.measures:
        return _in_words(target, match, as_of)
    pairs = pair_measures(target.statement, answer.statement, target.indicator)
    told = [p for p in pairs if p.given is not None and not several_years_only(target, answer, p.given)]
    if not told:
        said = outcome(answer.statement.quote)
        if said.verdict == "met":
            return Verdict("met", reasons=("the report says so",))
        return Verdict("incomparable", reasons=("in other terms",))
    main = told[0]
    assert main.given is not None
    gap = _gap(main)
    if match.other_terms:
        return Verdict("incomparable", gap=None, reasons=("in other terms",))
    due = target.end
    if due is not None and due > as_of:
        return _on_the_way(target, answer, told, gap, as_of, opens, base)
    good = [_satisfied(target, p) for p in told]
    if all(good):
        if wider(target, answer) and not is_ceiling(target.statement, main.asked, target.indicator):
            return Verdict("incomparable", gap, reasons=("answer takes in more than the target",))
        return Verdict("met", gap, _final(main, due))
    doubt = _doubt(target, match, told)
    if doubt is not None:
        return Verdict("incomparable", gap, reasons=doubt)
    return Verdict("missed", gap, _final(main, due))


def _doubt(target: Profile, match: Match, told: Sequence[Pairing]) -> tuple[str, ...] | None:
    """Why an answer that falls short does not show that its target was missed; None where it does."""
    main, answer = told[0], match.answer
    level = main.asked.kind == "level"
    far = abs(main.given.value) < WITH_CONTEXT * abs(main.asked.value) if main.given else False
    if level and (match.covered < 1 or (not match.kin and leaves_out(target, answer))):
        return ("only a part is reported",)
    floor = main.given is not None and main.given.comparator in ("gt", "ge") and main.asked.value > 0
    if floor and main.given and main.given.value >= NEARLY * main.asked.value:
        return ("reported as a floor only",)
    if begun_or_done(target) == (True, False) and begun_or_done(answer)[0] is False:
        return (STAGE,)
    if not match.kin and thin(target, answer):
        return (GENERAL,)
    if far_off(match, main) and not is_ceiling(target.statement, main.asked, target.indicator):
        return ("too far off to be of the same time or scope",)
    real = main.given and main.asked.kind == "growth" and _REAL in words_before(answer.statement, main.given)
    if real and _REAL not in target.statement.quote:
        return ("growth in real terms against one that is not",)
    if answer.statement.cell is None and not match.certain and (bound := bounds(target, answer, alone=far)):
        return (PART_ONLY, f"bounded by: {'、'.join(bound)}")
    for given in answer.statement.measures:
        several = "分别" in answer.statement.quote
        if given == main.given or not (several or (level and given.kind != "share")):
            continue
        enough = (several and level) or _satisfied(target, Pairing(main.asked, given))
        if enough and comparable(target.statement, main.asked, answer.statement, given, target.indicator):
            return ("two figures of the report, one of them enough",)
    return None


def far_off(match: Match, main: Pairing) -> bool:
    """Whether an aggregate in money is reported at so little of what is promised that a sum of years was meant."""
    if main.given is None or not match.certain or main.asked.kind != "level" or main.asked.unit != "元":
        return False
    return abs(main.given.value) < OTHER_TIME * abs(main.asked.value)


def whole(asked: Statement, said: str) -> bool:
    """Whether a share is promised and a report says in words that all is covered (实现全覆盖)."""
    promised = any(m.unit == "%" and m.value > 0 for m in asked.measures) and _COVERED.search(asked.subject)
    return promised is not None and promised is not False and _ALL.search(said) is not None


def reached(target: Profile, match: Match) -> bool:
    """Whether an answer's figures satisfy the target's, or its words say so."""
    if not target.statement.measures or not match.answer.statement.measures:
        return _in_words(target, match, date.max).status == "met"
    told = [p for p in pair_measures(target.statement, match.answer.statement, target.indicator) if p.given is not None]
    return bool(told) and all(_satisfied(target, p) for p in told)


def _satisfied(target: Profile, pairing: Pairing) -> bool:
    assert pairing.given is not None
    ceiling = is_ceiling(target.statement, pairing.asked, target.indicator)
    return satisfies(pairing.asked, pairing.given, ceiling=ceiling)


def _final(main: Pairing, due: date | None) -> Expected | None:
    return Expected(main.asked.value, due) if due is not None else None


def _gap(pairing: Pairing) -> Gap:
    assert pairing.given is not None
    want, got = pairing.asked.value, pairing.given.value
    return Gap(round(got - want, 6), pairing.asked.unit, round(got / want, 4) if want else None)


def _on_the_way(
    target: Profile,
    answer: Profile,
    told: list[Pairing],
    gap: Gap,
    as_of: date,
    opens: date | None,
    base: float | None,
) -> Verdict:
    """Before the deadline: sums on a straight line from nothing, stocks on one from where the plan began, rates and
    ceilings against the promised figure itself. A stock whose beginning nobody states is not judged.
    """
    main = told[0]
    assert main.given is not None and target.end is not None
    at = min(as_of, answer.end) if answer.end else as_of
    satisfied = all(_satisfied(target, p) for p in told)
    if is_ceiling(target.statement, main.asked, target.indicator) and base is None:
        status: Status = "on_track" if satisfied else "behind"
        return Verdict(status, gap, Expected(main.asked.value, at), ("before the deadline",))
    way = _way(target, main.asked, opens)
    if satisfied and (way == "sum" or main.asked.kind == "level"):
        return Verdict("met", gap, Expected(main.asked.value, target.end), ("before the deadline",))
    if way == "stock" and base is None:
        return Verdict("incomparable", gap, None, ("before the deadline", "no figure to start from"))
    due = _due_value(main.asked.value, 0.0 if way == "sum" else base, at, opens, target.end, way)
    first = main.given.value
    rising = main.asked.value >= (base or 0.0)
    slack = EPSILON * max(abs(due), abs(first))
    ok = first >= due - slack if rising else first <= due + slack
    for pairing in told[1:]:
        if _way(target, pairing.asked, opens) == "rate":
            ok = ok and _satisfied(target, pairing)
    return Verdict("on_track" if ok else "behind", gap, Expected(due, at), ("before the deadline",))


def _way(target: Profile, asked: Measure, opens: date | None) -> Way:
    """How a figure comes about: a sum from nothing, a stock from where it stood, a rate that holds for a period.

    Within a year's plan money and counts add up from New Year; over several years only what is new does.
    """
    share = asked.unit == "%" and asked.kind == "share"
    if share and target.indicator is None and _COMPLETION.search(target.statement.subject):
        return "sum"
    if asked.kind == "growth" and asked.unit in ("%", "百分点", "倍"):
        return "rate"
    if asked.unit == "位":
        return "rate"
    years = (target.end - opens).days if target.end and opens else 0
    if share or is_stock(target.statement):
        return "stock" if years > YEAR else "rate"
    if years > YEAR and sort_of(target.statement, asked) != "flow":
        return "stock"
    return "sum"


def _due_value(whole: float, base: float | None, at: date, opens: date | None, end: date, way: Way) -> float:
    if way == "rate" or opens is None or base is None:
        return whole
    days = (end - opens).days + 1
    gone = min(max((at - opens).days + 1, 0), days)
    return round(base + (whole - base) * gone / days, 4) if days > 0 else whole


def _in_words(target: Profile, match: Match, as_of: date) -> Verdict:
    answer = match.answer
    promised = f"{target.statement.subject}，{target.statement.quote}"
    said = judge(promised, answer.statement.quote)
    if target.statement.measures:
        # A figure was promised; only a verdict of the report itself can stand in for the one not given.
        word = outcome(answer.statement.quote).verdict
        if word is None and whole(target.statement, answer.statement.quote):
            return Verdict("met", reasons=("all covered",))
        if word is not None:
            return Verdict(word, reasons=("the report says so",))
        return Verdict("incomparable", reasons=("no figure reported",))
    if said == "met" and match.covered < 1:
        return Verdict("incomparable", reasons=("only a part is reported",))
    if said == "met" and not _only_a_figure(target, answer):
        return Verdict("met", reasons=("end state reached",))
    if said == "missed":
        return Verdict("missed", reasons=("the report says so",))
    if said == "not_yet":
        late = target.end is not None and (answer.end or as_of) >= target.end
        return Verdict("missed" if late else "incomparable", reasons=("the report says it is not done",))
    return Verdict("incomparable", reasons=("no verdict in the report",))


def _only_a_figure(target: Profile, answer: Profile) -> bool:
    """Whether a target in words about an indicator is answered by a bare figure: nothing says that it is enough."""
    said = outcome(answer.statement.quote)
    return bool(target.indicators and answer.statement.measures) and not (said.verdict or said.kept)
