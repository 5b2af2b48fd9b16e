"""A clause of only a date and an end state belongs to the statement before it: …29个老旧小区改造，9月底前完成."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.dates import DateMention
from extractors.drafts import Draft
from extractors.subjects import strip_lead

_COMPLETES = re.compile(
    r"^(?:全部|全面|基本|主体|如期|按期|正式)*(?:完成|完工|竣工|开工|建成|投用|投产|启用|交付|到位|落地|动工|通车|完成施工|建成投用|完成改造|完成建设)(?:施工|改造|建设|任务|工作|使用)?$"
)


# what a topic without a predicate waits for: 对60个工程，…确保完成年度任务
_FULFILS = re.compile(
    r"^(?:如期|按期|全面|圆满|工程|项目)*(?:(?:完成|实现)(?:年度|既定|目标|工作|各项)*(?:任务|目标)|开工建设|竣工|开工|投产)$"
)


def finishes(text: str, a: int, b: int, dates: Sequence[DateMention], before: Draft) -> bool:
    """…29个老旧小区改造，9月底前完成: a clause of only a date and an end state belongs to the statement before it."""
    core = strip_lead(without_dates(text, a, b, dates))
    waits = before.rule == "measured.object" and text[before.clause : before.clause + 1] in ("对", "将")
    if (
        before.role != "target"
        or not before.measures
        or not (_COMPLETES.match(core) or (waits and _FULFILS.match(core)))
    ):
        return False
    dated = [d for d in dates if d.last is not None]
    if dated:
        before.date = dated[-1]
    before.end = b
    if not before.subject.endswith(core) and core not in ("完成", "全部完成"):
        before.subject += core.removeprefix("完成")
    return True


def without_dates(text: str, a: int, b: int, dates: Sequence[DateMention]) -> str:
    """The words of text[a:b] without its dates."""
    out, at = [], a
    for d in dates:
        if d.kind in ("vague",) or text[d.start - 1 : d.start] in ("比", "较"):
            continue
        out.append(text[at : d.start])
        at = d.end
    out.append(text[at:b])
    return re.sub(r"^[在于到至，、]+", "", "".join(out)).strip("，、。； ")
