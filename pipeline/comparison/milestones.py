"""Verdicts without a figure: end states of named things, and what reports say of targets in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractors.lexicon import alternation, read_table

Said = Literal["met", "missed", "not_yet", "open", "silent"]


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["term"]: row for row in read_table("outcomes")}


@cache
def _terms() -> re.Pattern[str]:
    return re.compile(alternation(_rows()))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the words of a clause say of a state.

    stage: the furthest stage named, 0 where none.  acts: classes of acts done (issue, approve, found, …).
    verdict: met or missed where the clause gives a verdict on a target.  steady, kept, doing: as in outcomes.tsv.
    not_yet: it says that something is not done.
    """

    stage: int
    acts: frozenset[str]
    verdict: Literal["met", "missed"] | None
    steady: bool
    kept: bool
    doing: bool
    not_yet: bool = False

    @property
    def speaks(self) -> bool:
        """Whether the clause says anything of a state or outcome."""
        return bool(self.stage or self.acts or self.verdict or self.steady or self.kept)


_NOT_YET = re.compile(
    r"(?:即将|将于|将要|拟|计划|争取|力争|确保|尚未|未能|没有|准备|正在|加快|推动|推进)[^，。；]{0,4}$|有望[^，。；]{0,8}$"
)

_NOT_DONE = re.compile(r"尚未|仍未|还未|暂未|未能|未按|仍处于|还处于|仍在|正在|还在")
_NO_ANSWER = re.compile(r"未(?:见)?反馈|未报送|未上报|没有反馈|未报告|待(?:年底)?统计")
_STILL = re.compile(
    r"(?:工作|任务|建设|施工|项目|工程)?(?:正在|正|积极|加快|加速|稳步|有序|扎实|持续|全力|深入|顺利|抓紧)?(?:推进|进行|加快|开展|筹备|申报|前期)"
)


_DESCRIBES = re.compile(r"(?:是|为|处于|进入|迎来)[^，。；]*(?:阶段|时期|之年|关口|起点|基础)[》”]?$")


def describes(text: str) -> bool:
    """Whether a clause says what a time or a thing is, not what was done (…是全面建成…的决胜阶段)."""
    return _DESCRIBES.search(text) is not None


def not_answered(text: str) -> bool:
    """Whether a report says that nothing was reported."""
    return _NO_ANSWER.search(text) is not None


def outcome(text: str) -> Outcome:
    """Read the words of a clause. A state that is only near (即将通车) does not count."""
    stage, acts, verdict, steady, kept, doing = 0, set(), None, False, False, False
    not_yet = _NOT_DONE.search(text) is not None
    rows = _rows()
    for m in _terms().finditer(text):
        row = rows[m.group()]
        if row["sense"] in ("stage", "act") and _STILL.match(text, m.end()):
            doing = True
        elif row["sense"] == "stage":
            if _NOT_YET.search(text, max(0, m.start() - 12), m.start()) and int(row["stage"]) > 2:
                doing = True
            else:
                stage = max(stage, int(row["stage"]))
        elif row["sense"] == "act":
            acts.add(row["class"])
        elif row["sense"] == "missed" or (row["sense"] == "met" and verdict is None):
            verdict = row["sense"]
        elif row["sense"] == "steady":
            steady = True
        elif row["sense"] == "kept":
            kept = True
        elif row["sense"] == "doing":
            doing = True
    if not_yet:
        stage, acts, doing = min(stage, 2), set(), True
    return Outcome(stage, frozenset(acts), verdict, steady, kept, doing, not_yet)  # type: ignore[arg-type]


def judge(promised: str, said: str) -> Said:
    """Whether the words of a report reach the state that a target without a figure promises.

    promised: the target's subject and quote.  said: the clause of the report.  met: the same or a later stage, or the
    same kind of act; missed: said so; not_yet: said
    not to be done; open: under way, or in other terms; silent: nothing is said of a state.
    """
    want, got = outcome(promised), outcome(said)
    if got.verdict is not None:
        return got.verdict
    if got.not_yet:
        return "not_yet"
    if want.verdict is not None:
        return "met" if got.stage == 4 and "完成" in said else "silent"
    if want.stage:
        if got.stage >= want.stage or (want.stage == 5 and got.stage == 4 and "建成" in promised):
            return "met"
        return "open" if got.stage or got.doing or got.steady or got.acts else "silent"
    if want.acts:
        if want.acts & got.acts or got.stage >= 4:
            return "met"
        return "open" if got.acts or got.stage or got.doing else "silent"
    if got.stage >= 4 or got.kept:
        return "met"
    return "open" if got.speaks or got.doing else "silent"
