"""From a quantity in its clause to a measure: sign, kind, and whether it measures anything at all."""

from __future__ import annotations

import re

from extractors.quantity import Quantity
from schemas.values import Measure, MeasureKind, RawFigure

_FALL_BEFORE = re.compile(
    r"(?:下降|减少|降低|回落|收窄|缩减|缩小|下调|负增长|降|减收|减支|减|压减|压缩|削减|缩短|少用|低于上年)(?:了|约|近|超过|至少|不少于|不低于|超|幅度?达到?|分别|[各均])*$"
)
_FALL_TO = re.compile(r"(?:降|减|缩|压)[一-鿿]{0,2}(?:到|至|为)(?:[一-鿿]{0,4})$")
_FALL_VERB_OBJECT = re.compile(r"(?:削减|减少)(?!了)[^，；。]{1,16}$")
_FALL_VERB_OBJECT_SHARE = re.compile(r"(?:压减|压缩|削减|减少|降低|下调)(?!了)[^，；。]{1,16}$")
_CUT_COST = re.compile(r"(?:减轻|减免|降低|压减|淘汰|化解)[^，；。]{0,10}(?:成本|负担|税|费|产能|债务)")
_IMPROVED = re.compile(r"改善(?:了)?$")
_RISE_BEFORE = re.compile(
    r"(?:增长|增加|提高|提升|上升|上涨|扩大|增收|增支|增产|净增|递增|增|翻)(?:了|约|近|超过|至少|不少于|不低于|超|幅度?达到?|分别|[各均])*$"
)
_GROWTH_NOUN = re.compile(r"(?:涨幅|增幅|增速|增长率|降幅|增长速度)[^，；。]{0,8}$")
_COMPARED = re.compile(
    r"(?:(?<!或)高于|低于|快于|(?<!或)好于(?!Ⅲ|三类)|高出|领先于?|比(?!例|重|率)[^，；。、]{1,12}(?<![降提升])(?:高|快|低|多)|超(?:过)?全[国省市][^，；。、]{0,8})[^，；。、]{0,14}$"
)
_THRESHOLD_AFTER = re.compile(
    r"^(?!的?(?:目标|任务|要求|水平|增长|增速|速度))(?:的)?(?=[一-鿿“《（])(?![、，；。和与及]|并|且|等|以|上|下)"
)
# units that size a thing and are hardly ever aimed at
_ATTRIBUTE_UNITS = frozenset(("千伏", "千伏安", "毫米", "厘米", "纳米", "英寸", "摄氏度", "分贝", "蒸吨", "伏", "赫兹"))
_THRESHOLD_FAMILIES = frozenset(
    ("money", "power", "area", "length", "mass", "volume", "time", "other", "ratio", "energy")
)
_CONDITION = re.compile(r"(?:针对|对于|凡)[^，]*$|[^，]*[一-鿿]的$")
_NAMED_SET = re.compile(r"(?:硬)?措施|[一-鿿]{0,4}实事|举措|意见|条例|要求|改革任务")
_NAMED_SET_VERB = re.compile(r"(?:落实|办好|抓好|做好|实施|办理|落地|执行|贯彻)[一-鿿]{0,6}$")
_INVESTED = re.compile(r"(?:总投资|投资|投资总额|总额|总规模|资金|金额)(?:达|为|约|超|超过|近)?$")
_LISTED = re.compile(r"[一-鿿]、[一-鿿]{2,8}$")
# 每2年不得少于3次: how often is a rhythm
_RHYTHM_BEFORE = re.compile(r"每(?:\d|[一两二三半])?个?(?:日|天|周|旬|月|季度?|年)(?:度)?[^，；。]{0,12}$")
# 3000座以上体育馆2个
_SIZED_THINGS = re.compile(r"的?[一-鿿]{2,8}\d+(?:个|座|家|所|处|项)")
# 约束性指标12项: how many aims a plan has is none of them
_COUNTED_AIMS = re.compile(r"(?:约束性|预期性|引导性|主要|重点|考核|规划)指标$")
_DELIVERED = re.compile(r"(?:推动|完成|实施|新建|新增|改造|建设|开展|整治|治理|压减|建成|提升)$")
# 年产5万吨正极材料项目: the figure is part of a project's name
_CAPACITY = re.compile(r"(?:年产|日产|年加工|年处理|日处理|日供|装机|单机)$")
_SIZED = re.compile(r"(?:投资|注册资本|产值|营收|收入|规模|税收)(?:超|过|超过|达|在)?$")
_ATTRIBUTE_BEFORE = re.compile(
    r"(?:单(?:机|台|体)|人均|年(?:收入|产能|产|综合能耗)|容量|日处理|装机|产能|注册资本|超|过|每|直径|半径|高度|深度|宽度|面积)[^，；。、]{0,6}$"
)


# 比上年的1.03吨下降16%: what is compared with
_BASE_BEFORE = re.compile(r"(?:比|较)(?!例|重)[^，；。、]{1,14}(?:年|期|前|末|底)(?:的|时的)$")
# 13个未开工项目中，…: of what the following is told
_AMONG = re.compile(r"[一-鿿]{2,12}(?:当)?中(?:，|$|已?有)")
# 6层及以下住宅占比: a bound inside the name of a share
_SHARE_OF = re.compile(r"的?[一-鿿]{2,14}(?:占比|比例|比重|率)")
# 废钢铁、废纸等9种再生资源循环利用量: how many kinds the indicator sums up
_OF_KINDS = re.compile(r"[一-鿿]{2,14}(?:量|率|额|产值|收入|投资|浓度)")
_INVESTED_ASIDE = re.compile(r"（(?:计划|概算|估算)?总投资[约为达超]*$")
# 8个项目进展缓慢: what is wrong is neither promised nor reached
_FALLS_SHORT = re.compile(
    r"[一-鿿]{0,10}(?:进展(?:缓慢|不快|滞后|不理想)|进度(?:缓慢|滞后|较慢|偏慢|落后)|严重滞后|停工|停滞|烂尾|(?:尚|还|仍)?未(?:开工|完成|启动|动工|达到|投产|竣工))(?!的)"
)
# 发挥900多亩用地的贡献率: the size of a thing whose quality is spoken of
_OF_SIZE = re.compile(r"[一-鿿]{2,8}的[一-鿿]{2,6}(?:率|作用|潜力|效益|优势)$")
# 失业、工伤、生育三类保险: the numeral sums up a list of what there is
_SUMS_UP = re.compile(r"体系|保险|领域|行业|方面|环节|层面|[县市区镇乡村](?![级域])")


def is_figure(q: Quantity, text: str, clause_start: int, clause_end: int, others: int) -> bool:
    """Whether a quantity measures what is promised or reached, and is not part of a name, a threshold or a comparison.

    others: how many other quantities the clause holds.
    """
    before = text[clause_start : q.outer_start]
    after = text[q.outer_end : clause_end]
    if _CONDITION.match(text[clause_start:clause_end]) or (q.value == 0 and q.rule == "quantity.arabic"):
        return False
    if q.family == "money" and _INVESTED_ASIDE.search(before) and after.startswith("）") and len(after) > 4:
        return False
    if after.startswith(("都不能少", "不能少", "都不能掉", "都不放过")):
        return False
    if q.family == "count" and q.bound_end and others and _SHARE_OF.match(after):
        return False
    listed = before.endswith("等") or (q.raw_unit in ("种", "类", "项", "个") and _LISTED.search(before) is not None)
    if q.family == "count" and others and listed and _OF_KINDS.match(after):
        return False
    if q.family == "count" and q.bound_end and others and _SIZED_THINGS.match(after):
        return False
    if q.raw_unit == "次" and q.value <= 12 and _RHYTHM_BEFORE.search(before):
        return False
    if before.endswith("×") or (q.raw_unit in ("项", "个") and _COUNTED_AIMS.search(before)):
        return False
    if q.family == "length" and after.startswith(("服务半径", "半径", "范围内", "供热半径")):
        return False
    if q.family == "count" and (_AMONG.match(after) or _FALLS_SHORT.match(after)):
        return False
    if q.family in ("area", "length", "money", "mass") and _OF_SIZE.match(after):
        return False
    if q.family == "count" and re.search(r"全[省国市](?:共)?$", before) and re.match(r"县|市|区", after):
        return False
    if (after.startswith(("以下的", "以上的")) or (q.bound_end and after.startswith("的"))) and re.search(
        r"年产能?$|产能$|日处理$", before
    ):
        return False
    if q.raw_unit == "类" and after.startswith("型"):
        return False
    if _BASE_BEFORE.search(before) or (
        q.upper is not None and after.startswith("的") and before.endswith(("在", "范围"))
    ):
        return False
    if q.family == "time" and q.bound_end and q.raw_unit in ("岁", "周岁", "年") and _THRESHOLD_AFTER.match(after):
        return False
    if q.raw_unit in ("类", "个", "种", "大", "处") and q.rule == "quantity.chinese" and _SUMS_UP.match(after):
        return False
    if q.family == "time":
        return (
            q.comparator in ("le", "lt")
            or bool(re.search(r"周期|天数|日数|时间|时限|交通圈|寿命|达到|缩短|提高到", before))
            or (q.unit in ("分钟", "小时") and "以内" in text[q.end : q.end + 4])
        )
    if q.unit in _ATTRIBUTE_UNITS or q.raw_unit in _ATTRIBUTE_UNITS:
        return False
    if (
        q.unit in ("百分点", "%")
        and _COMPARED.search(before[-18:])
        and not re.search(r"不[高低]于$|提高$", before[-18:])
    ):
        return False
    if q.rule == "quantity.chinese" and not _counts(q, before, after):
        return False
    if _NAMED_SET.match(after) and q.raw_unit in ("条", "件", "项") and _NAMED_SET_VERB.search(before):
        return False
    if q.raw_unit in ("项", "个", "种", "类") and before.endswith("等") and others and "分别" in after:
        return False
    if q.comparator in ("ge", "le", "gt", "lt") and q.family in _THRESHOLD_FAMILIES and q.family != "ratio":
        bounded = q.bound_end or after.startswith("的")
        delivered = not others and _DELIVERED.search(before) is not None
        if (
            bounded
            and not delivered
            and _THRESHOLD_AFTER.match(after)
            and not re.match(r"的?(?:目标|任务|要求)", after)
        ):
            return False
    if (
        q.family == "money"
        and re.match(r"级?(?:项目|企业|工程|产业|园区|开发区|集群|平台|板块|镇|县)|的?(?:重大|重点)?项目", after)
        and (_SIZED.search(before) or re.search(r"\d(?:个|家|条|户)$", before))
    ):
        return False
    if (
        _CAPACITY.search(before)
        and re.match(r"[一-鿿]{2}", after)
        and not re.match(r"以[上下内]|左右|的?(?:目标|能力|产能)", after)
    ):
        return False
    if (
        after.startswith("的")
        and q.family in ("money", "power", "mass", "area", "length")
        and _ATTRIBUTE_BEFORE.search(before)
        and not _INVESTED.search(before)
    ):
        return False
    return q.family == "ratio" or not after.startswith(("级", "俱乐部"))


_CN_VERB = re.compile(
    r"(?:新增|新建|建成|建设|完成|引进|培育|培养|实施|打造|创建|组织|举办|开展|设立|组建|推进|启动|增加|新开|改造|至少|共|等|建立|开工|投产|竣工|落地|争取|签约|出台|制定|谋划|成立|选派|进行|要|解决|修建)(?:了|约|近|不少于|至少|完成)?$"
)
_CN_AFTER = re.compile(
    r"^(?:方面|批|是|一|代表|自信|意识|维护|确保|必须|如何|坚持|原则|统一|转变|结合|领域|环节|阶段|层面|样|都|以上？|多|月)"
)


def _counts(q: Quantity, before: str, after: str) -> bool:
    """Whether a Chinese numeral counts something to deliver: 引进三家企业, A、B、C三个项目; not 三个方面, 四个意识."""
    if q.family in ("ratio", "multiple", "rank", "money", "area", "length", "mass", "points"):
        return True
    if _CN_AFTER.match(after) or q.raw_unit in ("层", "站", "期", "级", "团", "队", "门"):
        return False
    if q.value == 1:
        return (
            bool(re.search(r"(?:(?:新增|新建|建成|引进|至少|完成|培育|组织|举办)(?:了|完成)?|各)$", before))
            and q.raw_unit != "批"
        )
    return bool(_CN_VERB.search(before)) or (
        "、" in before and q.value == before.count("、") + 1 and bool(re.match(r"[一-鿿]{2,}", after))
    )


_EACH = re.compile(r"(?:每人每|人均每)([年月天日])[^，；。、\d]{0,8}$")
_STEP = re.compile(r"(?:的)?(?:新)?(?:台阶|大关|关口)")
_AT_LEAST = re.compile(r"(?:至少|不少于)[^，；。、]*$")


def to_measure(q: Quantity, text: str, clause_start: int, *, falling: bool = False) -> Measure:
    """The measure of a quantity in its clause; offsets are those of the clean text.

    falling: an earlier member of the list was a fall and this one has no verb of its own.
    """
    before = text[max(clause_start, q.outer_start - 24) : q.outer_start]
    value, upper = q.value, q.upper
    kind: MeasureKind = "level"
    share = q.family in ("ratio", "points")
    if q.growth:
        kind = "growth"
    elif _FALL_TO.search(before[-8:]):
        kind = "share" if share else "level"
    elif _falls(q, before) or (falling and not _RISE_BEFORE.search(before[-10:])):
        value, upper, kind = -value, (-upper if upper is not None else None), "growth"
        if upper is not None and upper < value:
            value, upper = upper, value
    elif _RISE_BEFORE.search(before[-10:]) or (share and _GROWTH_NOUN.search(before)) or (q.unit == "百分点"):
        kind = "growth"
    elif q.family == "ratio":
        kind = "share"
    comparator = q.comparator
    if (
        comparator == "eq"
        and upper is None
        and _AT_LEAST.search(text[max(clause_start, q.outer_start - 30) : q.outer_start])
    ):
        comparator = "ge"
    if comparator == "eq" and _STEP.match(text, q.outer_end) and re.search(r"[迈跨站登跃]上$", before):
        comparator = "ge"
    unit = q.unit
    if unit == "元" and (each := _EACH.search(before)):
        unit = f"元/人·{each[1]}"
    raw = RawFigure(text[q.start : q.end], q.raw_value, q.scale, q.raw_unit)
    return Measure(value, unit, comparator, kind, raw, upper, q.start, q.end, q.rule)


# 减少贫困人口18万人 is a fall in a stock; 减少证明材料20项 is work done
_FEWER = re.compile(r"(?:削减|减少)(?!了)[^，；。、]{0,8}(?:人口|人数|户数|户|存量|死亡)$")


def _falls(q: Quantity, before: str) -> bool:
    tail = before[-12:]
    if q.family in ("ratio", "points") and re.search(r"(?:降幅|降低率|下降率|降低幅度)[^，；。、]{0,4}$", tail):
        return True
    if _FALL_BEFORE.search(tail):
        return True
    if q.family in ("ratio", "points"):
        return bool(_FALL_VERB_OBJECT_SHARE.search(before) or _IMPROVED.search(tail))
    if q.family == "count" and not _FEWER.search(before):
        return False
    return bool(_FALL_VERB_OBJECT.search(before)) and not _CUT_COST.search(before)
