"""Whether a sentence promises or reports, by its own words against the paragraph's reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors.context import Context
from extractors.dates import DateMention
from schemas.records import Role

_PAST = re.compile(
    r"(?<![比较与同于])去年|(?<![比较与同于对其按占])上年(?!度?计划|同期|水平|增速)|(?<!不)(?:已于|已全部|均已|现已)|目前[^，。]{0,6}(?:完工|完成|开工|建成|签约|投产)|(?<!不)已(?:经|达|有|累计|完成|建成|开工|签约|启动|实现|形成|获得|覆盖)|(?:截至|截止)(?!时间)|目前[^，。]{0,14}(?:有|达|共)|此前|曾经|"
    r"较好地?完成了|[一-鿿]了\d|以来[^要将]{0,30}(?:了|达到|增长)|20\d\d年以来(?!的)"
)
# said of a span of months that is over
_DONE = re.compile(r"完成|实现|达到?|增长|下降|新增|开工|竣工|为\d")
_NEXT = re.compile(r"(?:下一?步|下阶段|接下来|今后|下一阶段)")
_FUTURE = re.compile(
    r"今年(?:要|将|计划|安排|拟|重点|再)|(?<![即不])将(?=[在于继进全新建达实完]|推动)|力争|(?<!有效)(?<!有力)确保(?!了)|下一步|下步|年底前|还需|务必|必须达到|要在|明年|拟(?=安排|建|投|增)|预计[^，。；]{0,14}(?:竣工|投产|建成|完工|开工|通车|投用)"
)


def looks_back_or_ahead(words: str) -> bool:
    """Whether words themselves look back or ahead."""
    return bool(_PAST.search(words) or _FUTURE.search(words))


def sentence_role(sentence: str, context: Context, dates: Sequence[DateMention]) -> Role:
    """`progress` or `target` for one sentence; the paragraph decides unless the sentence's own words say otherwise."""
    past, future = _PAST.search(sentence), _FUTURE.search(sentence)
    if _NEXT.match(sentence) and future:
        return "target"
    if context.mode == "progress":
        ahead = context.as_of and any(
            d.last and d.last.year > context.as_of.year and d.kind in ("point", "plan_period") and d.has_year
            for d in dates
        )
        if ahead and (future or re.search(r"目标|达到|到20", sentence)):
            return "target"
        if future and not past and not context.report:
            return "target"
        return "progress"
    dates = [d for d in dates if d.rule != "date.past_years"]  # 五年累计 looks back here and ahead there
    written = context.anchor.day
    gone = [
        d
        for d in dates
        if not d.local
        and (d.has_year or d.kind == "plan_period")
        and d.last
        and written
        and d.last < date(written.year, 1, 1)
    ]
    if gone and not future and not any(d.last and written and d.last >= written for d in dates):
        return "progress"
    day = context.anchor.written
    elapsed = [d for d in dates if d.first and d.last and day and d.first < d.last < day and not (d.before or d.local)]
    if elapsed and not future and _DONE.search(sentence) and all(d in elapsed or d.last is None for d in dates):
        return "progress"
    if past and not future:
        return "progress"
    if past and future and past.start() < future.start():
        return "target"
    return "target"
