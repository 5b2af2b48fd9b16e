"""Where a report turns from what was done to what is to be done, and where it owns up to what is amiss."""

from __future__ import annotations

import re

from extractors.context_words import MET, PLAN_PERIOD, PROBLEMS, TURN_TO_PLAN
from extractors.dates import plan_period


def turns_to_plan(words: str, year: int | None) -> bool:
    """Whether words begin to speak of what is to be done; of a plan period that is over by `year` they do not."""
    for m in TURN_TO_PLAN.finditer(words):
        period = PLAN_PERIOD.search(m.group())
        if not (period and year and plan_period(period[1])[1].year < year):
            return True
    return False


def opens_with_year_past(text: str, year: int | None) -> bool:
    """Whether a paragraph opens by naming a year before `year`: 2030年是…."""
    m = re.match(r"(20\d\d)年(?:是|，|以来)", text)
    return bool(m and year and int(m[1]) < year)


def is_problem(text: str, *, reviewing: bool) -> bool:
    """Whether a paragraph owns up to what is amiss; 面对困难和挑战，… tells what was done about it."""
    for hit in PROBLEMS.finditer(text[: 160 if reviewing else 60]):
        clause = re.split("[，。；：]", text[: hit.start()])[-1] + hit.group()
        if not MET.search(clause) and (reviewing or "问题" in text[:40] or re.search("清醒|压力", text[:30])):
            return True
    return False
