"""What a whole sentence speaks of, for the clauses in it that leave it out: 对闲置地块逐一研判，尽快确定启动日期."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.clauses import clauses, parts
from extractors.drafts import Draft
from extractors.subjects import join, split_action, strip_lead, tidy

_ABOUT = re.compile(
    r"(?:针对|对于|对)(?P<n>(?!照|接|标|外)[^，：]{3,40}?)(?:的?问题|等问题|的?情况)?"
    r"(?:(?:要|应|须|必须|全部|严格|全面|分别|逐[一个项])*(?:实行|进行|开展|实施|予以|给予|采取|加强|分析|研判|梳理|排查|落实|管理)[^，：]{0,16}|逐[一个项户][^，：]{1,10})?"
)
_THING = (
    r"(?:项目|工程|地块|小区|园区|片区|产业园|新城|企业|道路|路段|线路|校舍|泵站|水库|管网|基地|平台|试点|村庄|场所)"
)
_NAMED = re.compile(rf"(?P<n>[^，：]{{2,60}}?(?:的[一-鿿]{{0,6}})?{_THING})(?:等)?(?:要|应|须|必须)?")
# a clause that does something is no topic
_DOES = re.compile(
    r"(?:谋划|包装|推进|推动|加快|抓|做|实施|建设|新建|改造|加强|强化|深化|支持|鼓励|引导|引进|服务|聚焦|开展|组织|完善|建立|健全|申报|申请|控制|"
    r"培育|打造|发展|提升|优化|落实|督促|确保|保障|力争|争取|全力|围绕|结合|通过|按照|根据|依托|利用|以|为|把|将|由|在|从|对|是|用|"
    r"梳理|扩大|拓展|促进|启动|完成|盘活|整合|支撑|带动|高标准|高质量|统筹|持续|继续|协调|争创|创建|储备|遴选|推出|布局|搭建|排查|招引|"
    r"严|限|压|淘汰|清理|清退|关闭|退出|培|探索|研究|编制|制定|规范|构建|优先|重点|着力|特别|及时|坚持|增|减|降|提|选|引|建|强|深|积极|"
    r"全面|大力|扎实|有序|稳|推|促|加|完|实|和|与|及|或|等|如|即|其中|续|当|各|争)"
)
_INSIDE = re.compile(r"推动|推进|加快|围绕|争取|持续|实施")
# what opens a relative clause whose noun is the topic: 计划今年完工的项目
_RELATIVE = re.compile(r"(?:计划|拟|能够|可|已|未|尚未|符合|具备|涉及|列入|纳入)[^，：]{4,}的")
_INSISTS = re.compile(
    r"^.*?(?:务求|力推|力争|力促|确保|保证)(?=.{2,})|^.*(?:推进|推动)(?:该|其|这些)?(?:项目|工程)(?=.{2,})"
)
_HURRY = re.compile(r"^(?:尽快|尽早|抓紧|迅速|及时|早日|全部|的)+(?=.{2,})")
_BACK = re.compile(r"^(?:该|此|这些|上述|其)?(?:项目|工程|地块|任务)(?=[一-鿿]{2,})")


def restore_topics(text: str, mask: str, start: int, end: int, drafts: Sequence[Draft]) -> None:
    """Put the topic that opens a part of the sentence text[start:end] before the subjects of its end states."""
    if not any(map(_waits, drafts)):
        return
    for part in parts(mask, start, end):
        topic, at, taken = "", 0, False
        for a, b in clauses(mask, *part):
            here = [d for d in drafts if a < d.end <= b]
            if not here:
                found = topic_of(text[a:b])
                if found:
                    topic, at, taken = found, a, False
                continue
            for d in here:
                if topic and _waits(d) and d.start >= at + len(topic):
                    d.subject = _with_topic(topic, d.subject)
                    d.start = d.start if taken else at
                elif taken and d.start < a and _waits(d):
                    d.start = a
                taken = True
            if any(d.measures for d in here):
                topic = ""


def _waits(d: Draft) -> bool:
    """Whether a statement may have its topic elsewhere in the sentence."""
    return d.rule.startswith("milestone.") and d.rule != "milestone.goal_item"


def merge_counts(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """涉及征迁的14个项目，4月15日前全部交地: things counted in one clause and their end state in the next are one statement."""
    out: list[Draft] = []
    for d in drafts:
        one = out[-1] if out else None
        if (
            one is not None
            and one.rule == "measured.object"
            and one.role == d.role == "target"
            and d.rule in ("milestone.end_state", "milestone.dated", "milestone.complete")
            and not one.verb
            and len(d.subject) <= 6  # a state alone; what has a subject of its own stays apart
            and not d.measures
            and d.start <= one.end + 1 <= d.end
            and "，" not in text[one.start : one.end]
        ):
            out[-1] = d
            d.measures, d.start = one.measures, one.start
            if one.subject not in d.subject:
                d.subject = one.subject + d.subject
            continue
        out.append(d)
    return out


def only_names(clause: str) -> bool:
    """Whether a clause is nothing but a thing described: 计划今年完工的项目."""
    return _NAMED.fullmatch(clause) is not None and _RELATIVE.match(clause) is not None


def topic_of(clause: str) -> str:
    """What a clause that does nothing itself names: 对X实行清单管理 and X等项目 give X; empty for any other clause."""
    words = clause.strip("“” ")
    if m := _ABOUT.fullmatch(words):
        return tidy(m["n"])
    does = _DOES.match(words) or _DOES.match(strip_lead(words)) or _INSIDE.search(words)
    if _NAMED.fullmatch(words) and (_RELATIVE.match(words) or not does):
        return tidy(words if words.endswith("等") else re.sub(r"(?:要|应|须|必须)$", "", words))
    return ""


def _with_topic(topic: str, subject: str) -> str:
    own = _BACK.sub("", _INSISTS.sub("", subject))
    at_once = _HURRY.sub("", own)
    verb, object_ = split_action(at_once)
    own = join(verb, object_) if verb and at_once != own else at_once
    if "《" in own:
        return subject
    return topic if own in topic else tidy(topic + own)
