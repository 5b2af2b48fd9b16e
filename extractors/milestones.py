"""Statements without a figure: end states of named things, dated promises, recurring duties, items of a goals list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.clauses import clauses, parts
from extractors.dates import DateMention
from extractors.drafts import Draft
from extractors.lexicon import alternation, read_table
from extractors.subjects import strip_lead, tidy

_ROWS = read_table("milestones")
_END = alternation(r["term"] for r in _ROWS if r["place"] in ("end", "both"))
_START = alternation(r["term"] for r in _ROWS if r["place"] in ("start", "both"))
_WEIGHT = {r["term"]: r["weight"] for r in _ROWS}
_ENDS = re.compile(rf"(?P<v>(?:全部|全面|基本|正式|顺利|陆续|开始|主体|如期|按时|尽早|早日)*(?P<t>{_END}))(?:建设|条件|任务|目标|运营|工作|的目标)?$")
_STARTS = re.compile(rf"^(?:新|率先|抓紧|尽快|及时|全部|全面|基本|正式|顺利|研究|组织|探索)*(?P<t>{_START})(?:并|和|及)?(?:完善|健全|实施|落实|建设|发布|印发)?(?=[一-鿿“《A-Za-z0-9*])")
_ALL_DONE = re.compile(r"应[一-鿿]尽[一-鿿]|“?零[一-鿿]{2}”?$|全面执行[一-鿿]+标准$|达到[一-鿿Ⅰ-Ⅴ]+(?:类|标准|水平|条件|要求)$|全部(?:采用|使用|实施|退出|达到|完成|整合退出|实现)|(?:同步|基本同步|同步增长|负增长)$")
_SET_TASK = re.compile(r"(?:下达|确定|规定|省定|国家|约束性|年度|既定)[一-鿿]{0,8}(?:目标|任务|指标)")
_PAPER = re.compile(r"《|方案|规划|计划|办法|条例|规定|意见|标准|规范|指南|导则|清单|目录|细则|政策|基金|公司|中心|平台|机构|局|院|库|制度|小组|指挥部|协会|联盟|数据库|专项贷|措施清单")
_SOFT_OBJECT = re.compile(r"《|[“”]|项目|工程|平台|中心|基地|示范[区县市]|园区?|库|试点|会$|大会|博览会|论坛|展会|普查|系统|数据库|制度$|清单|公园|医院|学校|高速|铁路|机场|桥|线")
_VAGUE_OBJECT = re.compile(r"^(?:良好|浓厚|强大|有力|坚实|更加|更多|各项|一系列|[一-鿿]{0,4}(?:氛围|格局|合力|局面|环境|体系|机制|模式|优势|基础|共识|态势))$|(?:氛围|合力|局面|共识|态势|模式|格局|能力|水平|意识)$")
_EXHORT = re.compile(r"^(?:加强|强化|深化|完善|健全|优化|推进|加快|推动|促进|提升|提高|增强|坚持|落实|严格|规范|抓好|做好|做到|积极|支持|鼓励|引导|探索|聚焦|围绕|统筹|巩固|拓展|扩大|发挥|依法|依托|以|按照|对照|结合|通过|根据)")
_PUSHED = re.compile(r"^(?:推动|促成|促使|支持|加快|推进|做好|抓好|使|让|引导|督促|确保|力争|保证|实现)+")
_RHYTHM = re.compile(
    r"召开|召|报送|报|旬报|月报|周报|通报|调度|考核|排名|汇总|公布|分析|小结|检查|更新|上报|听取|督查|督导|会商|例会|碰头|点评|总结|公示|巡查|评估|监测|开展|组织|举办|发布|研究|走访|座谈|会议|活动|开会|提交|反馈|备案"
)
_MUST_END = re.compile(r"确保|必须|务必|力争|争取|务求|保证")
_SHORT = re.compile(r"^(?:企业|项目|主体|全部|全面|正式|顺利|基本|开始|前|底|并|均|都|，|其)*$")


def milestones(
    text: str, mask: str, start: int, end: int, dates: Sequence[DateMention], taken: Sequence[Draft], *, goals: bool, assigned: bool, reviewing: bool
) -> list[Draft]:
    """The statements without figures of one sentence text[start:end].

    taken: the drafts with figures of the sentence; a clause that overlaps one holds no milestone of its own.
    goals: under a heading that declares targets.  assigned: in an item that names agencies.
    reviewing: the sentence reports what was done; only firm end states of named things count then.
    """
    out: list[Draft] = []
    for part in parts(mask, start, end):
        previous: tuple[int, int] | None = None
        for a, b in clauses(mask, *part):
            if any(d.start < b and a < d.end for d in taken):
                previous = (a, b)
                continue
            here = [d for d in dates if a <= d.start and d.end <= b]
            draft = _recurring(text, a, b, here) if not reviewing else None
            draft = draft or _milestone(text, a, b, here, previous, goals=goals, assigned=assigned, reviewing=reviewing)
            if draft:
                out.append(draft)
            previous = (a, b)
    return out


def _recurring(text: str, a: int, b: int, dates: Sequence[DateMention]) -> Draft | None:
    rhythm = next((d for d in dates if d.kind == "recurring"), None)
    if rhythm is None:
        return None
    rest = text[a : rhythm.start] + text[rhythm.end : b]
    if not _RHYTHM.search(text[rhythm.start : b]) and not _RHYTHM.search(rest):
        return None
    subject = tidy(strip_lead(re.sub(r"^(?:坚持|建立|健全|建立健全|做到|实行|开展|从\d+月份?开始)+", "", rest)))
    words = text[rhythm.start : rhythm.end]
    return Draft("target", a, b, subject or words, "recurring", date=rhythm, recurring=True, confidence=0.75)


def _milestone(
    text: str, a: int, b: int, dates: Sequence[DateMention], previous: tuple[int, int] | None, *, goals: bool, assigned: bool, reviewing: bool
) -> Draft | None:
    words = text[a:b].strip("，、。； ")
    bare = _without_dates(text, a, b, dates)
    core = strip_lead(bare)
    dated = any(d.last is not None and (d.before or d.kind in ("point", "relative", "plan_period", "span")) and d.kind != "years" for d in dates)
    insists = bool(_MUST_END.search(words))
    if len(core) < 2 or _is_name(words):
        return None
    rule, subject, start = "", "", a
    if m := _ENDS.search(core):
        weight = _WEIGHT[m["t"]]
        object_ = tidy(_PUSHED.sub("", core[: m.start()]))
        if reviewing and weight != "firm":
            return None
        if _SHORT.match(object_) or len(object_) < 3:
            if previous is None:
                return None
            before = strip_lead(text[slice(*previous)])
            object_ = tidy(_head_of(before)) + object_
            start = previous[0]
        if len(object_) < 3 or (_EXHORT.match(core) and not dated and not insists and not re.match(r"推动|促成|支持|加快", core)):
            return None
        rule, subject = "milestone.end_state", object_ + m["v"]
    elif (m := _STARTS.match(core)) and not reviewing:
        object_ = tidy(core[m.end() :])
        weight = _WEIGHT[m["t"]]
        if len(object_) < 2 or _VAGUE_OBJECT.search(object_):
            return None
        if weight == "paper" and not _PAPER.search(object_):
            return None
        if weight == "soft" and not ((dated or goals or assigned or insists) and _SOFT_OBJECT.search(object_)):
            return None
        rule, subject = "milestone." + weight, object_ + m["t"]
    elif reviewing:
        return None
    elif (m := _ALL_DONE.search(core)) or _SET_TASK.search(core):
        rule, subject = "milestone.complete", _PUSHED.sub("", core)
    elif dated and not _is_background(words):
        rule, subject = "milestone.dated", core
    elif insists and goals:
        rule, subject = "milestone.insisted", core
    if not rule:
        return None
    role = "progress" if reviewing else "target"
    return Draft(role, start, b, tidy(subject), rule, confidence=0.7 if "soft" in rule else 0.8)  # type: ignore[arg-type]


def _head_of(words: str) -> str:
    """What a clause is about, for the next one that has no subject: 推动X建设 gives X."""
    words = _PUSHED.sub("", words)
    words = re.sub(r"^(?:重点服务好|服务好|积极对接|全力推动|高标准推进|重点|对|将)+", "", words)
    return re.sub(r"(?:建设|改造|施工|进度|工作)$", "", words)


def _without_dates(text: str, a: int, b: int, dates: Sequence[DateMention]) -> str:
    out, at = [], a
    for d in dates:
        if d.kind in ("vague",) or text[d.start - 1 : d.start] in ("比", "较"):
            continue
        out.append(text[at : d.start])
        at = d.end
    out.append(text[at:b])
    return re.sub(r"^[在于到至，、]+", "", "".join(out)).strip("，、。； ")


def _is_name(words: str) -> bool:
    """A clause that is nothing but a quoted name or a bracket."""
    return bool(re.fullmatch(r"[“《（].*[”》）]", words))


def _is_background(words: str) -> bool:
    return bool(re.match(r"(?:根据|按照|依据|为|随着|自|从|经|鉴于|对照|结合|围绕|以)", words)) or len(words) > 90


def goal_item(text: str, start: int, end: int) -> Draft | None:
    """An item of a goals list is a target even with a verb of process: 配合轨道交通施工。"""
    words = text[start:end].strip("。； ")
    subject = tidy(strip_lead(words))
    if not 3 <= len(subject) <= 60:
        return None
    return Draft("target", start, start + len(words), subject, "milestone.goal_item", confidence=0.7)
