"""Targets put in relation to another series (居民收入增长与经济增长同步), judged once both are reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.comparison.profiles import Profile
from pipeline.comparison.verdicts import Verdict
from schemas.findings import Gap
from schemas.values import Measure

_ECONOMY = re.compile(r"经济(?!效益|作物|带|区)|地区生产总值|生产总值|GDP")
_KEEP_PACE = re.compile(r"同步|一致|相适应|相当")
_OUTRUN = re.compile(r"高于|快于|超过|领先")
_GROSS = ("地区生产总值", "国内生产总值")
# 高于全国平均水平: set against another place's series, which the report may not tell
_OTHER_PLACE = re.compile(r"(?:高于|快于|超过|领先|好于|优于|不低于)[^，；]{0,6}(?:全[国省市区州]|平均|周边|同类)")
#: Share of the economy's growth that counts as keeping pace (基本同步).
PACE = 0.9


def is_pace(target: Profile) -> bool:
    """Whether a target without a figure asks an indicator to keep pace with, or outrun, the economy."""
    words = target.statement.quote
    return (
        not target.statement.measures
        and bool(target.indicators)
        and _ECONOMY.search(words) is not None
        and _OTHER_PLACE.search(words) is None
        and (_KEEP_PACE.search(words) or _OUTRUN.search(words)) is not None
    )


def growth(profile: Profile) -> Measure | None:
    """The growth rate that an answer reports, if one."""
    rates = [m for m in profile.statement.measures if m.unit == "%" and m.kind == "growth"]
    return rates[0] if rates else None


def pace_verdict(target: Profile, answer: Profile, answers: Sequence[Profile]) -> Verdict | None:
    """Judge the answer's growth by the economy's as reported in the same document for the same time; None where either
    is not reported.
    """
    own = growth(answer)
    if own is None:
        return None
    for other in answers:
        same = other.statement.doc == answer.statement.doc and other.end == answer.end and not other.long
        if same and other.indicator is not None and other.indicator.name in _GROSS and not other.part:
            economy = growth(other)
            if economy is None:
                continue
            outrun = _OUTRUN.search(target.statement.quote) is not None
            need = economy.value if outrun else economy.value * PACE
            gap = Gap(round(own.value - economy.value, 6), "%", None)
            good = own.value > need if outrun else own.value >= need
            reason = f"economy grew by {economy.value:g}%"
            return Verdict("met" if good else "missed", gap, reasons=("both series reported", reason))
    return None
