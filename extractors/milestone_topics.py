"""What an end state is of, where its own clause leaves it out; and items of a goals list as they stand."""

from __future__ import annotations

import re

from extractors.drafts import Draft
from extractors.milestone_words import PUSHED
from extractors.subjects import strip_lead, tidy


def opening_topic(text: str, opening: int, previous: tuple[int, int]) -> tuple[int, str]:
    """(start, name) of what a verbless clause speaks of: the sentence's opening topic where it names a project, else the clause before."""
    first = re.split(r"[，：]", text[opening : previous[1]])[0]
    named = re.match(
        r"(?P<n>.{2,60}?(?:项目|工程|园区?|小区|新城|片区|基地|中心|改造|线))(?:要|建设|改造|等|$)",
        _head_of(strip_lead(first)),
    )
    if named and opening < previous[0]:
        return opening, tidy(named["n"])
    before = text[slice(*previous)]
    words = _head_of(strip_lead(before))
    named = re.match(r"(?P<n>.{2,60}?(?:项目|工程))要", words)
    return previous[0], tidy(named["n"] if named else words)


def _head_of(words: str) -> str:
    """What a clause is about, for the next one that has no subject: 推动X建设 gives X."""
    words = re.sub(r"^(?:尽快|抓紧|及时|尽早)*(?:启动|开展|实施|办理|完成)", "", PUSHED.sub("", words))
    words = re.sub(r"^(?:重点服务好|服务好|积极对接|全力推动|高标准推进|重点|对|将)+", "", words)
    return re.sub(r"(?:建设|改造|施工|进度|工作)$", "", words)


def goal_item(text: str, start: int, end: int) -> Draft | None:
    """An item of a goals list is a target even with a verb of process: 配合轨道交通施工。"""
    words = text[start:end].strip("。； ")
    first = re.split("，", words)[0]
    words = first if len(first) >= 5 and len(words) > 30 else words
    subject = tidy(strip_lead(words))
    if not 3 <= len(subject) <= 60:
        return None
    return Draft("target", start, start + len(words), subject, "milestone.goal_item")
