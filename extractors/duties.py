"""Recurring duties: a clause with a rhythm in it, and what is to be done at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.dates import DateMention
from extractors.drafts import Draft
from extractors.subjects import strip_lead, tidy

_RHYTHM = re.compile(
    r"召开|召|报送|报|旬报|月报|周报|通报|调度|考核|排名|汇总|公布|分析|小结|检查|更新|上报|听取|督查|督导|会商|例会|碰头|点评|总结|公示|巡查|评估|监测|开展|组织|举办|发布|研究|走访|座谈|会议|活动|开会|提交|反馈|备案|修订|调整|轮训|培训|实训|表彰|演练|抽查|维护|清理|报告|评价|审计|普查|换发|复审|复核|体检|通气|例检|巡检|评比|评选|排查|走访|调研|\d次|[一两二三]次|清算|结算|核算|上缴|抄报"
)
# quotes that held nothing but the rhythm: 按照“日调度、周通报”的要求
_EMPTIED = re.compile(r"(?:按照|建立|实行|坚持|健全)?“[、，]*”(?:的?(?:要求|机制|制度))?")
_OPENS_DUTY = re.compile(r"^(?:坚持|建立|健全|建立健全|做到|应当?|须|需|要|实行|开展|从\d+月份?开始)+")


# 每月比对一次: what is done stands within the rhythm
_ACT_INSIDE = re.compile(
    r"^每(?:[一两二三半\d]?个?)?(?:日|天|周[一二三四五六日天]?|旬|月|季度?|年)(?P<verb>[一-鿿]{1,3})[一两二三]次$"
)
# 每季度招商不少于2次: how often is the rhythm's, not the duty's
_HOW_OFTEN = re.compile(r"(?:不得?少于|不低于|至少)?(?:\d+|[一两二三])次(?:以上)?$")
# 评估工作应当在｜完成: what is left around the rhythm
_MUST_BE = re.compile(r"(?:应当|应该|必须|应|须|需)(?:在|于)?(?=完成|开展|进行|提交|报送|组织|召开|发布|$)")
_PACED = re.compile(r"每(?:[一二两三半\d]?个?)?(?:日|天|周|旬|月|季|年)")


def duties(
    text: str, mask: str, a: int, b: int, dates: Sequence[DateMention], previous: tuple[int, int] | None
) -> list[Draft]:
    """The duties of a clause that has rhythms in it: 每周调度A、每月调度B are two."""
    rhythms = [d for d in dates if d.kind == "recurring"]
    if not rhythms:
        return []
    edges = [a]
    for one, two in pairwise(rhythms):
        at = mask.rfind("、", one.end, two.start)
        edges.append(at + 1 if at > 0 else two.start)
    out = []
    for d, start, stop in zip(rhythms, edges, [*edges[1:], b], strict=True):
        rest = text[start : d.start] + text[d.end : stop]
        if not _RHYTHM.search(text[d.start : stop]) and not _RHYTHM.search(rest):
            continue
        rest = _HOW_OFTEN.sub("", _MUST_BE.sub("", rest))
        subject = tidy(strip_lead(_OPENS_DUTY.sub("", _EMPTIED.sub("", rest))))
        if len(subject) < 3 and previous is not None and not _PACED.search(text[slice(*previous)]):
            before = strip_lead(text[slice(*previous)])
            subject, start = tidy(re.sub(r"^[^，]{2,20}(?:负责|要)", "", before)) + subject, previous[0]
        words = text[d.start : d.end]
        if subject and (act := _ACT_INSIDE.search(words)):  # 每月比对一次就业数据; 每季度排一次名
            subject = act["verb"] + subject if len(subject) == 1 else subject + act["verb"]
        out.append(Draft("target", start, stop, subject or words, "recurring", date=d, recurring=True))
    return out
