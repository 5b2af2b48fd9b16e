"""What the figures of one list item are about: the words before them, after them, or spoken of before."""

from __future__ import annotations

import re

from extractors.drafts import Draft
from extractors.figure_lists import continues, extend, same_for_all, spread_sign
from extractors.list_items import Item
from extractors.measures import to_measure
from extractors.subjects import (
    before_figure,
    distribute,
    ending_verb,
    is_scope_only,
    join,
    split_action,
    strip_lead,
    tidy,
)
from schemas.records import Role
from schemas.values import Measure

_OF_PLAN = re.compile(r"(?<=[一-鿿]{2})(?:达到|达|占|完成)[^，达占率]{2,14}的$")
_SCOPE_COUNT = re.compile(r"^\d+(?:个|家|户|条|项|所)(?=[一-鿿])")
_ORIGIN = re.compile(r"(?:，)?(?<![理自缘事服遵])[从由](?!业|此)[^，]{0,18}$")
_NO_NOUN = re.compile(
    r"[、，；。]|为|是|占|比|高于|低于|快于|创|居(?!民|家|住)|位居|同比|超过|较|其中|带动|惠及|连续|并|且|以|给予|进行|用于|达到?|左右|分别|增长|下降|提高"
)
_ALL_OF = re.compile(r"分别|均(?![衡等])|全部|都(?!市)|顺利|基本(?!公)")
_STEP = re.compile(r"新?(?:台阶|大关|关口)")
_AFTER_NOUN_END = re.compile(r"[，；。]|(?:增长|下降|提高|达到|达(?![产效标]))")
# 减少贫困人口40万 is work, 人口40万 a description
_CHANGES_HOW_MANY = re.compile("减少|新增|净增|转移|搬迁|安置|帮扶|带动|覆盖|解决|吸引")
# a figure that only describes: 占地50亩, 人口12万
_DESCRIBES = re.compile(
    r"^[^达完率年]*(?:占地|占地面积|辖区面积|总面积|国土面积|人口|全长|总长|建筑面积|规划面积|总投资|计划投资|概算(?:总)?投资)$"
)
_WHEN_INSIDE = re.compile(r"(?:力争|确保|在)?(?:年底前|年底|年内|上半年|\d{1,2}月(?:底|\d{1,2}日)?前?|\d{4}年底?前?)")
_THERE_ARE = re.compile(r"(?:其中，?)?(?:现|共|已)?有\d")
# 加强15%的中医馆建设: the verb names nothing
_BARE_VERB = re.compile(
    r"(?:加强|探索|支持|推动|推进|保障|鼓励|做好|强化|提升|优化|引导|指导|组织|帮助|带动)(?:在|对|将|使|为|向)?"
)
# 占总人口的比重（常住人口城镇化率）为58%: the bracket names the indicator
_ALIAS = re.compile(r"(?:比重|比例|占比)（(?P<name>[^（），]{2,16}率)）(?:达到?|为|是)?$")
# 达到4.5亿吨，到2030年达到5.1亿吨: the same again by another day
_LATER = re.compile(
    r"(?:力争)?(?:到|至)?(?:20\d\d年|“?十[四五六七八]五”?)(?:年?[底末]|期间)?(?:之?前)?，?(?:力争|再|进一步)?(?:达到?|提高到?|增加到?|提升到?|降至|降到|控制在|突破|超过)"
)
_HOLDS = re.compile(r"(?:基本|全部|均)*(?:具备|形成|拥有|预留|留出|配备)$")
_ASIDE_FIGURE = re.compile(r"（[^（）]*\d[^（）]*）")
_OWN_VERB = re.compile(r"惠及|带动|覆盖|受益|服务|涉及|吸纳|辐射|解决")
# what money is laid out by
_SPENDS = frozenset(("投资", "投入"))
_ALLOTS = re.compile(r"安排|投入|拨付|下达|筹措|筹集|兑现|发放")


# what only pushes on that which is then said to reach something; what says of which buildings the ratio is
_PUSHED = frozenset(("推动", "促进", "带动", "推进"))
_BUILT_NEW = frozenset(("新建", "改建", "扩建", "新改建", "新改扩建", "新增", "新建改建"))
# verbs that are part of a rate's name as often: 签约服务覆盖率, 使用清洁能源比例
_ALSO_NOUNS = frozenset(
    ("签约", "使用", "培训", "服务", "投资", "开发", "改造", "治理", "种植", "登记", "注册", "建成")
)
_RATES = frozenset(("ratio", "multiple", "pure", "points"))


def drafts_of_item(
    text: str, item: Item, previous: Draft | None, head: str, verb: str, role: Role, out: list[Draft]
) -> tuple[list[Draft], bool]:
    """(the statements of one list item, whether it only says more of the one before, which then has been extended).

    previous: the statement before it in its part of the sentence.  head, verb: subject and action that a clause without
    figures left standing.  out: all statements of the sentence so far.
    """
    first, last = item.quantities[0], item.quantities[-1]
    left = text[item.start : first.outer_start]
    core = strip_lead(left)
    begin = item.start + (len(left) - len(core))
    noun, tail = before_figure(core)
    noun = _OF_PLAN.sub("", noun.removeprefix("提出"))
    if noun.endswith(("财政", "资金", "基金")) and first.unit == "元" and (allots := _ALLOTS.search(tail)):
        noun += allots.group()
    noun = _ASIDE_FIGURE.sub("", noun)
    described = noun.endswith("的")
    noun = tidy(_SCOPE_COUNT.sub("", _ORIGIN.sub("", noun)))
    right = noun_after(text, last.outer_end, item.end)
    between = "".join(
        text[x.outer_end : y.outer_start] for x, y in zip(item.quantities, item.quantities[1:], strict=False)
    )
    falling = bool(previous and previous.measures and previous.measures[-1].value < 0 and not item.first and not tail)
    measures = [to_measure(q, text, item.start, falling=falling) for q in item.quantities]
    pooled = len(measures) > 1 and all(
        re.fullmatch(r"[、和与及]|以及", text[x.outer_end : y.outer_start])
        for x, y in zip(item.quantities, item.quantities[1:], strict=False)
    )

    if pooled:
        spread_sign(measures)
    if alias := _ALIAS.search(left):
        name = tidy(alias["name"])
        return [Draft(role, begin, item.end, name, "measured.indicator", measures, noun=name)], False
    if previous is not None and previous.measures and _LATER.match(left) and not right:
        return [
            Draft(
                role,
                begin,
                item.end,
                previous.subject,
                "measured.later",
                measures,
                noun=previous.noun,
                verb=previous.verb,
            )
        ], False
    if previous is not None and continues(noun, tail, right, left):
        extend(previous, measures, item, pooled, out, bool(re.search("分别|[均各都]", left)))
        return [], True
    action, object_ = split_action(noun)
    rated = first.family in _RATES and object_.endswith(("率", "比例", "比重", "占比"))
    named = action in _BUILT_NEW or (rated and action in _ALSO_NOUNS)
    if (action in _PUSHED and tail) or (named and object_ and (tail or first.family in _RATES)):
        noun, action = (noun if named else object_), ""  # 新建数据中心PUE降到1.3: of new ones
        object_ = noun
    attribute = _attribute(text, item, noun)
    if attribute is not None:
        object_ = attribute
        return [
            Draft(
                role, begin, item.end, join(action, object_), "measured.attribute", measures, noun=object_, verb=action
            )
        ], False
    if role == "target" and (
        (_DESCRIBES.search(noun) and not tail and not _CHANGES_HOW_MANY.match(noun))
        or _THERE_ARE.match(text, item.start)
    ):
        return [], True
    if right and _BARE_VERB.fullmatch(noun):
        noun = ""
    elif right and text.startswith("的", last.outer_end) and (holds := _HOLDS.search(noun)):
        noun, right = noun[: holds.start()] + right, ""  # 电网具备5%以上的响应能力
    if not noun or is_scope_only(noun):
        return _without_noun(text, item, begin, noun, right, head, verb, measures, role, between, previous)
    names = distribute(object_ if action else noun, len(measures)) if pooled else None
    if pooled and names is None and head and (of_head := distribute(head, len(measures))):
        names, action = [n + noun for n in of_head], ""
    if (
        names is None
        and len(measures) == 1
        and (re.search("[均都]|分别", tail) or measures[0].unit in ("%", "倍"))
        and re.search("[、和与]", noun)
    ):
        names = same_for_all(noun, bool(re.search("[均都]|分别", tail)) or measures[0].raw.unit == "番")
        measures = measures * len(names) if names else measures
    if names:
        return [
            Draft(role, begin, item.end, join(action, n) if n else noun, "measured.pooled", [m], noun=n, verb=action)
            for n, m in zip(names, measures, strict=True)
        ], False
    if action in _SPENDS and measures[0].unit == "元":
        made, thing = split_action(strip_lead(_middle(between)))
        if made:
            return [
                Draft(role, begin, item.end, join(made, thing), "measured.action", measures, noun=thing, verb=made)
            ], False
        body = tidy(object_) or (previous.noun if previous is not None and not right else "" if right else head)
        if body:
            return [
                Draft(
                    role,
                    begin,
                    item.end,
                    body.removesuffix("任务") + action,
                    "measured.action",
                    measures,
                    noun=body,
                    verb="",
                )
            ], False
    if action:
        if not object_ and not right and previous is not None:
            object_ = previous.noun
        elif not object_ and not right:
            alike = [d.noun for d in out if d.measures and d.measures[0].unit == measures[0].unit]
            object_ = head or (alike[-1] if alike else "")
        elif (
            len(object_) <= 2
            and previous is not None
            and not right
            and object_ in ("投资", "产值", "收入", "税收", "利润")
        ):
            object_ = previous.noun + action + object_
            return [
                Draft(
                    role, begin, item.end, tidy(object_), "measured.action", measures, noun=previous.noun, verb=action
                )
            ], False
        body = tidy(object_ + before_figure(_middle(between))[0] + right)
        return [
            Draft(role, begin, item.end, join(action, body), "measured.action", measures, noun=body, verb=action)
        ], False
    end_verb = ending_verb(noun)
    if end_verb and right and len(noun) > len(end_verb):
        body = tidy(re.sub(r"(?:至少|分别|成功|单独|应当?|各|均|再)+$", "", noun[: -len(end_verb)])) + right
        return [
            Draft(
                role, begin, item.end, join(end_verb, body), "measured.verb_inside", measures, noun=body, verb=end_verb
            )
        ], False
    if noun.endswith("经济") and tail.endswith("增长") and last.unit == "%":
        noun += "增长"  # 经济增长5%左右: the economy's growth is the indicator
    inherited = verb if not tail and not item.first and not _OWN_VERB.match(noun) else ""
    if len(measures) > 1 and len(noun) <= 6 and (middle := before_figure(_middle(between))[0]):
        noun += middle
    if described and right and first.family == "count" and not inherited:  # 进度滞后的6个项目
        body = f"{noun}的{right}"
        return [Draft(role, begin, item.end, body, "measured.object", measures, noun=body)], False
    body = tidy(noun + (right if first.family == "count" and right else ""))
    return [
        Draft(
            role,
            begin,
            item.end,
            join(inherited, body),
            "measured.indicator",
            measures,
            noun=_object_of(body),
            verb=inherited,
        )
    ], False


def _object_of(body: str) -> str:
    """What later items of a list are of: 每年新建高标准农田 gives 高标准农田."""
    verb, object_ = split_action(body.removeprefix("每年"))
    return object_ if body.startswith("每年") and verb and object_ else body


def _attribute(text: str, item: Item, noun: str) -> str | None:
    """总投资4550亿元的重大项目714个: the thing stands between its attribute's figure and its count."""
    if len(item.quantities) < 2 or not re.search(r"(?:总?投资|总额|总规模|资金|金额)$", noun):
        return None
    one, two = item.quantities[0], item.quantities[1]
    between = text[one.outer_end : two.outer_start]
    if not between.startswith("的"):
        return None
    return tidy(between.lstrip("的") + noun_after(text, two.outer_end, item.end)) or None


def _middle(between: str) -> str:
    words = re.sub(r"^[计共约]|[、，（]", "", between)
    return words if 1 < len(words) <= 24 and not words.startswith(("的", "和")) else ""


def _without_noun(
    text: str,
    item: Item,
    begin: int,
    noun: str,
    right: str,
    head: str,
    verb: str,
    measures: list[Measure],
    role: Role,
    between: str,
    previous: Draft | None,
) -> tuple[list[Draft], bool]:
    if right:
        body = tidy(_middle(between) + right)
        return [
            Draft(role, begin, item.end, join(verb, noun + body), "measured.object", measures, noun=body, verb=verb)
        ], False
    subject = head or (previous.subject if previous else "") or tidy(before_figure(_middle(between))[0])
    if not subject:
        return [], False
    pooled = len(measures) > 1 and len(between) <= 2 * (len(measures) - 1)
    if pooled and (names := distribute(subject, len(measures))):
        return [
            Draft(role, begin, item.end, n, "measured.pooled", [m], noun=n)
            for n, m in zip(names, measures, strict=True)
        ], False
    return [Draft(role, begin, item.end, subject, "measured.lead_in", measures, noun=subject, verb=verb)], False


def noun_after(text: str, start: int, end: int) -> str:
    """The noun that a figure counts: 20万亩｜高标准农田."""
    words = text[start:end].lstrip("的")
    if _NO_NOUN.match(words) or _STEP.match(words):
        return ""
    words = re.sub(r"^（[^）]{0,30}）", "", words)
    words = re.sub(r"（[^）]{0,12}）", "", words)
    words = _ALL_OF.sub("", _WHEN_INSIDE.sub("", words))
    m = _AFTER_NOUN_END.search(words)
    words = words[: m.start()] if m and m.start() else ("" if m else words)
    return tidy(words)
