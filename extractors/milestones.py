"""Statements without a figure: end states of named things, dated promises, recurring duties, items of a goals list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.clauses import clauses, parts
from extractors.dates import DateMention
from extractors.drafts import Draft
from extractors.duties import duties
from extractors.finishing import finishes, without_dates
from extractors.lexicon import alternation, read_table
from extractors.subjects import strip_lead, tidy
from extractors.topics import only_names

_ROWS = read_table("milestones")
_END = alternation(r["term"] for r in _ROWS if r["place"] in ("end", "both"))
_START = alternation(r["term"] for r in _ROWS if r["place"] in ("start", "both"))
_WEIGHT = {r["term"]: r["weight"] for r in _ROWS}
_ENDS = re.compile(
    rf"(?P<v>(?:全部|全面|基本|正式|顺利|陆续|开始|主体|如期|按时|尽早|早日)*(?P<t>{_END}))(?:建设|条件|任务|目标|运营|工作|的目标)?$"
)
_STARTS = re.compile(
    rf"^(?:新|率先|抓紧|尽快|及时|全部|全面|基本|正式|顺利|研究|组织|探索)*(?P<t>{_START})(?:并|和|及)?(?:完善|健全|实施|落实|建设|发布|印发)?(?=[一-鿿“《A-Za-z0-9*])"
)
_ALL_DONE = re.compile(
    r"应[一-鿿]尽[一-鿿]|“?零[一-鿿]{2}”?$|全面(?:执行|使用|采用|推行)[一-鿿]+$|保持为优$|^将[一-鿿]{4,}(?:打造成|建设成|建成)[一-鿿]|达到(?:[一-鿿Ⅰ-Ⅴ]+|[IVX]+(?:-[IVX]+)?)(?:类|标准|水平|条件|要求)$|全部(?:采用|使用|实施|退出|达到|完成|整合退出|实现)|(?:同步|基本同步|同步增长|负增长)$|(?:高于|快于|不低于|低于)[一-鿿]{0,8}(?:上年|去年|平均|水平|增速|增长)[一-鿿]{0,4}$|保持[Ⅰ-Ⅴ]+类[一-鿿]{0,4}$|基本(?:一致|匹配)$|(?:基本|全面)覆盖[一-鿿]|全面实现[一-鿿]{3,}|覆盖到?所有|全收集|全处理|全利用|全部实施"
)
_SET_TASK = re.compile(r"(?:下达|确定|规定|省定|国家|约束性|年度|既定)[一-鿿]{0,8}(?:目标|任务|指标)")
_PAPER = re.compile(
    r"《|日程图|时间表|路线图|施工图|作战图|台账|报告|意见书|方案|规划|计划|办法|条例|规定|意见|标准|规范|指南|导则|清单|目录|细则|政策|基金|公司|中心|平台|机构|局|院|库|制度|小组|专班|指挥部|协会|联盟|数据库|专项贷|措施清单"
)
_SOFT_OBJECT = re.compile(
    r"《|[“”]|项目|工程|平台|中心|基地|示范[区县市]|园区|园(?![林区艺])|库|试点|会$|大会|博览会|论坛|展会|普查|系统|数据库|制度$|清单|公园|医院|学校|高速|铁路|机场|桥|线|立交|枢纽|互通|公路|隧道|码头|泊位|水库|泵站|电站|车站|站(?:建设|工程)?$|港口|港区|港$|水厂|处理厂|航道"
)
_VAGUE_OBJECT = re.compile(
    r"^(?:工作|推进|专项|攻坚)*(?:专班|小组|领导小组|工作组)$|"
    r"^本(?![市省区县级州旗])|^以下|^如下|^(?:落后|过剩|老旧)[一-鿿、]{0,8}(?:产能|车|车辆|设备)$|^(?:良好|浓厚|强大|有力|坚实|更加|更多|各项|一系列|[一-鿿]{0,4}(?:氛围|格局|合力|局面|环境|体系|机制|模式|优势|基础|共识|态势))$|(?:氛围|合力|局面|共识|态势|模式|格局|能力|水平|意识)$"
)
_EXHORT = re.compile(
    r"^(?:加强|强化|深化|完善|健全|优化|推进|加快|推动|促进|提升|提高|增强|坚持|落实|严格|规范|抓好|做好|做到|积极|支持|鼓励|引导|探索|聚焦|围绕|统筹|巩固|拓展|扩大|发挥|依法|依托|以|按照|对照|结合|通过|根据)"
)
_PUSHED = re.compile(r"^(?:推动|促成|促使|支持|加快|推进|做好|抓好|使|让|引导|督促|确保|力争|保证|实现)+")
_MUST_END = re.compile(r"尽快|尽早|确保|必须|务必|力争|争取|务求|保证")
_SHORT = re.compile(r"^(?:达到|具备|企业|项目|主体|全部|全面|正式|顺利|基本|开始|前|底|并|均|都|，|其)*$")


def milestones(
    text: str,
    mask: str,
    start: int,
    end: int,
    dates: Sequence[DateMention],
    taken: Sequence[Draft],
    *,
    goals: bool,
    assigned: bool,
    reviewing: bool,
    reports: bool,
    actors: Sequence[tuple[int, int]] = (),
    spoken: bool = False,
) -> list[Draft]:
    """The statements without figures of one sentence text[start:end].

    taken: the drafts with figures of the sentence; a clause that overlaps one holds no milestone of its own.
    goals: under a heading that declares targets.  assigned: in an item that names agencies.
    actors: where bodies that act are named; a clause is read from behind its actor.
    spoken: in a speech, where naming who acts assigns the work.
    reviewing: the sentence reports what was done; only firm end states of named things count then.
    """
    out: list[Draft] = []
    for part in parts(mask, start, end):
        previous: tuple[int, int] | None = None
        for a, b in clauses(mask, *part):
            if any(d.start < b and a < d.end for d in taken):
                previous = (a, b)
                continue
            if not mask[a:b].strip("□") and text[a - 1 : a] in ("（", "〔"):
                continue  # an assignment, read apart
            if b < part[1] and only_names(text[a:b]):
                previous = (a, b)
                continue
            here = [d for d in dates if a <= d.start and d.end <= b]
            whole = a
            a = _behind_actor(text, a, b, actors)
            rhythms = duties(text, mask, a, b, here, previous) if not reviewing else []
            before = _before((*out, *taken), part[0], a, previous)
            if not rhythms and before is not None and finishes(text, a, b, here, before):
                previous = (whole, b)
                continue
            for draft in rhythms:
                draft.start = min(draft.start, whole) if draft.start == a else draft.start
            if rhythms:
                out.extend(rhythms)
            else:
                for x, y in _predicates(text, mask, a, b, here):
                    inner = [d for d in here if x <= d.start and d.end <= y]
                    found = _milestone(
                        text,
                        x,
                        y,
                        inner,
                        previous,
                        part[0],
                        goals=goals,
                        assigned=assigned,
                        acted=spoken and any(y <= x for _, y in actors),
                        reviewing=reviewing,
                        reports=reports,
                        period=any(
                            d.end <= x and d.kind in ("relative", "years", "plan_period", "span") for d in dates
                        ),
                    )
                    if found:
                        found.start = whole if found.start == a else found.start
                        out.append(found)
            previous = (whole, b)
    return out


_CUE = re.compile(r"(?:(?:主要)?要|应当?|必须|务必|须|需|负责|牵头|具体|将|统一|组织(?=召开|开展|实施))*")


def _behind_actor(text: str, a: int, b: int, actors: Sequence[tuple[int, int]]) -> int:
    """Where the words behind a clause's acting body begin: 市财政局要在4月底前｜出台….

    A rhythm or date that follows the body directly stays in reach.
    """
    for start, end in actors:
        if a <= start <= a + 2 and end < b - 3:
            m = _CUE.match(text, end, b)
            return m.end() if m else end
    return a


def _before(drafts: Sequence[Draft], opening: int, at: int, previous: tuple[int, int] | None) -> Draft | None:
    """The statement that a clause may finish: the one that ends right before it, or one that still waits for its predicate."""
    near = next((d for d in drafts if previous is not None and d.end == previous[1]), None)
    return near or next((d for d in drafts if d.rule == "measured.object" and opening <= d.start < at), None)


def _predicates(text: str, mask: str, a: int, b: int, dates: Sequence[DateMention]) -> list[tuple[int, int]]:
    """A项目上半年开工、B项目9月底前完工: a clause whose listed members each end in a state of their own is several."""
    out, at = [], a
    for m in re.finditer("、", mask[a:b]):
        stop = a + m.start()
        if (
            stop > at
            and _ENDS.search(text[at:stop])
            and b - stop > 5
            and (
                _ENDS.search(text[stop + 1 : b])
                or _STARTS.search(strip_lead(text[stop + 1 : b]))
                or re.search(r"设立|具备", text[stop + 1 : b])
            )
            and not _LIST_OF_STATES.search(text[at:stop])
        ):
            out.append((at, stop))
            at = stop + 1
    out.append((at, b))
    return out


_LIST_OF_STATES = re.compile(r"(?:^|[、，])(?:开工|竣工|投产|签约|落地|入驻|建成|达效)$|早日[一-鿿]{2}$")


def _milestone(
    text: str,
    a: int,
    b: int,
    dates: Sequence[DateMention],
    previous: tuple[int, int] | None,
    opening: int,
    *,
    goals: bool,
    assigned: bool,
    reviewing: bool,
    reports: bool,
    period: bool,
    acted: bool,
) -> Draft | None:
    words = text[a:b].strip("，、。； ")
    bare = without_dates(text, a, b, dates)
    core = strip_lead(bare)
    dated = any(
        d.last is not None
        and (d.before or d.kind in ("point", "relative", "plan_period", "span"))
        and d.kind != "years"
        for d in dates
    )
    insists = bool(_MUST_END.search(words))
    if len(core) < 2 or _is_name(words):
        return None
    rule, subject, start = "", "", a
    if m := _ENDS.search(core):
        weight = _WEIGHT[m["t"]]
        object_ = tidy(_DANGLING.sub("", _PUSHED.sub("", core[: m.start()])))
        if reviewing and weight != "firm":
            return None
        if _SHORT.match(object_) or len(object_) < 3:
            if previous is None:
                return None
            start, head = _topic(text, opening, previous)
            object_ = head + object_
        if (weight == "soft" and not (dated or goals or insists)) or (weight == "dated" and not dated):
            return None
        if m["t"].startswith("签约") and not _SIGNED.search(object_):
            return None
        generic = _GENERIC_THING.match(object_) and not (dated and insists)
        if (
            len(object_) < (3 if _BUILDING.search(object_) else 4)
            or generic
            or re.search(r"抓(?:开工|落地|投产|签约)", core)
            or (_PROCESS.match(words) and not dated)
            or (_EXHORT.match(core) and not dated and not insists and not re.match(r"推动|促成|支持|加快|推进", core))
        ):
            return None
        rule, subject = "milestone.end_state", object_ + m["v"] + ("条件" if core.endswith("条件") else "")
    elif not reviewing and (dated or goals or assigned or acted) and _HANDS_IN.search(core):
        rule, subject = "milestone.activity", core
    elif (m := _STARTS.match(core)) and not reviewing and core[m.end() : m.end() + 1] != "了":
        object_ = tidy(core[m.end() :])
        weight = _WEIGHT[m["t"]]
        if len(object_) < 2 or _VAGUE_OBJECT.search(object_) or re.search(r"抓(?:开工|落地|投产|签约)", core):
            return None
        if weight != "firm" and object_.startswith("一批"):
            return None
        if weight == "paper" and not _PAPER.search(object_):
            return None
        if weight == "work" and not (dated or goals or insists or period):
            return None
        if weight == "named" and not _SOFT_OBJECT.search(object_):
            return None
        built = period and weight == "work" and _BUILT.search(object_)
        if weight in ("soft", "work") and not (
            built or ((dated or goals or assigned or insists) and _SOFT_OBJECT.search(object_))
        ):
            return None
        rule, subject = "milestone." + weight, object_ + m["t"]
    elif reviewing:
        return None
    elif (dated or goals or assigned) and (_ACTIVITY.search(core) or _TAKEN_IN.search(bare)):
        rule, subject = "milestone.activity", core
    elif (dated or goals) and re.search(
        r"(?:基本|总体|初步|全面)(?:形成|建立|确立)$|取得[一-鿿]{2,6}(?:进展|突破)$", core
    ):
        rule, subject = "milestone.shape", core
    elif (_ALL_DONE.search(core) or _SET_TASK.search(core)) and not _BY_RULE.match(words):
        rule, subject = "milestone.complete", _PUSHED.sub("", core)
    elif dated and not _is_background(words, text[b : b + 1]) and _promises(core, words, dates):
        rule, subject = "milestone.dated", _MODAL.sub("", core)
    elif insists and (
        goals or (not reports and re.search(r"务必|必须|尽快|尽早", words) and _PROMISE.search(core) and len(core) >= 6)
    ):
        rule, subject = "milestone.insisted", _MODAL.sub("", core)
    if not rule:
        return None
    role = "progress" if reviewing else "target"
    return Draft(role, start, b, tidy(subject), rule)  # type: ignore[arg-type]


_BUILDING = re.compile(r"^(?!该|本|新|各|全|小).{2}[房馆厂桥路库园楼站校院线坝港场塔]$")
# what contracts are signed for; 有偿签约 is a way of working
_SIGNED = re.compile(r"项目|工程|企业|户|投资|协议|合作|产业|基地|园|地块|征收|拆迁|亿元|合同|订单")
# works that stand or do not
_BUILT = re.compile(
    r"(?:立交|枢纽|互通|公路|道路|隧道|大桥|码头|泊位|水库|泵站|水厂|电站|收费站|客运站|火车站|铁路|机场|医院|学校|处理厂|处理中心|体育馆|博物馆)(?:改造|改扩建)?(?:工程|项目)?$"
)
# an activity that is done or not: 对各单位进行全面排查, 报县攻坚办公室, 签领任务书
_ACTIVITY = re.compile(
    r"(?:进行|开展)[一-鿿]{0,8}(?:排查|考核|评比|自查|验收|检查|总结|督查|评估|审计|普查|清理|核查)(?:评比)?$"
    r"|(?:上报|报送|报)[一-鿿]{0,6}(?:办公室|指挥部|领导小组|政府|办)$|签(?:领|订)[一-鿿]{0,4}(?:任务书|责任书|责任状)$|表彰[一-鿿]{2}$"
)
# what is to lie on somebody's desk: 提出处置意见上报市政府
_HANDS_IN = re.compile(
    r"(?:方案|意见|报告|清单|情况|台账|总结|计划|建议|名单|材料)[一-鿿]{0,3}(?:上报|报送|报)[一-鿿、]{2,16}$"
)
_TAKEN_IN = re.compile(r"^将[^，]{6,}纳入[^，]{3,}(?:系统|平台|范围|目录|名录|清单|管理|台账|监测)$")
_BY_RULE = re.compile(r"(?:严格)?(?:按照|遵循|依照|坚持)|推动[一-鿿]{2,8}水平")
_DANGLING = re.compile(r"(?:在|于|到|必须|务必|须|需|要|将|应|可|预计|力争|确保)+$|^[一-鿿]{1,4}要求")
_MODAL = re.compile(r"(?<=[一-鿿]{3})(?:必须|务必|要在?)(?=全面|全部|完成|达到|实现|启动|开工|尽快|尽早|列入)")
_PROCESS = re.compile(r"坚持|帮助|加强|强化|深化|围绕|引导|鼓励|服务|助力")
_GENERIC_THING = re.compile(
    r"^(?:(?:一批|重大|重点|优质|在建|新建|续建|前期|产业|工业|招商|签约|开工|更多|大|好|新|老|各|类|所有|相关|有关|这些|该|本|计划|储备|投资|建设|"
    r"民生|基础设施|省|市|县|区|级|列|外资|内资|龙头|骨干|优秀|合作|引进|洽谈|在谈|谋划|推动|促进|支持|加快|推进|实施|央企|国企|民企|中小|小微|集中|力量|全力|更大|一些|的)*(?:项目|企业)|"
    r"[一-鿿]{0,6}(?:措施|举措|政策|工作|任务|各项[一-鿿]*)|(?:有条件|符合条件|优质|重点|更多|优秀)的?[一-鿿]{0,8}(?:企业|项目)[一-鿿]{0,4}|有条件的[一-鿿]+|更多[一-鿿]+|一批[一-鿿]{0,6}(?:项目|企业))$"
)
_PROMISE = re.compile(
    r"达到|实现|完成|形成|建立|取得|进入|覆盖|力争|确保|报送|报|提交|上报|印发|开展|组织|启动|召开|推出|落实|具备|执行|退出|淘汰|整合|列入|纳入|确定|解决|消除|恢复|提供|新增|建成|打造|培育|基本|全面|全部"
)


def _promises(core: str, words: str, dates: Sequence[DateMention]) -> bool:
    """Whether a dated clause says something to be done by then, not merely when something is."""
    firm = any(
        d.before
        or d.kind == "span"
        or (d.kind == "point" and d.last is not None and (d.last.month, d.last.day) != (12, 31))
        for d in dates
    )
    return bool(_PROMISE.search(core)) and (
        firm or bool(re.search(r"达到|实现|完成|形成|建成|力争|确保|覆盖|基本|全面|全部|取得", core))
    )


def _topic(text: str, opening: int, previous: tuple[int, int]) -> tuple[int, str]:
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
    words = _PUSHED.sub("", words)
    words = re.sub(r"^(?:重点服务好|服务好|积极对接|全力推动|高标准推进|重点|对|将)+", "", words)
    return re.sub(r"(?:建设|改造|施工|进度|工作)$", "", words)


def _is_name(words: str) -> bool:
    """A clause that is nothing but a quoted name or a bracket."""
    return bool(re.fullmatch(r"[“《（].*[”》）]", words))


_STATES = re.compile(
    r"是$|为$|如下|特制定|现制定|现印发|现将|的开局之年|之年$|以下[一-鿿]{0,6}工作$|作为[一-鿿]{0,8}(?:目标|任务)|属于|\d{1,2}:\d{2}|^\d+(?![\d年月日])"
)


def _is_background(words: str, following: str) -> bool:
    return (
        following == "："
        or bool(_STATES.search(words))
        or bool(re.match(r"(?:根据|按照|依据|为|随着|自|从|经|鉴于|对照|结合|围绕|以)", words))
        or len(words) > 90
    )


def goal_item(text: str, start: int, end: int) -> Draft | None:
    """An item of a goals list is a target even with a verb of process: 配合轨道交通施工。"""
    words = text[start:end].strip("。； ")
    first = re.split("，", words)[0]
    words = first if len(first) >= 5 and len(words) > 30 else words
    subject = tidy(strip_lead(words))
    if not 3 <= len(subject) <= 60:
        return None
    return Draft("target", start, start + len(words), subject, "milestone.goal_item")
