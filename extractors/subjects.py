"""What a statement is about: the words around a figure or an end state, without verb, figure, date and hedge."""

from __future__ import annotations

import re

from extractors.indicators import canonical
from extractors.lexicon import alternation, terms

_ATTAIN = "(?<![签节预合班系排])(?:" + alternation([*terms("verbs", "verb", **{"class": "attain"})]) + ")"
_CHANGE = (
    "(?<!新)(?:"
    + alternation([*terms("verbs", "verb", **{"class": "rise"}), *terms("verbs", "verb", **{"class": "fall"})])
    + ")"
)
_DELIVER = alternation(terms("verbs", "verb", **{"class": "deliver"}))

_BASE = r"(?:同比|环比|按(?:可比价格?|可比口径|不变价|同口径)(?:计算)?[，]?|(?:较|比|与)[^，、；]{1,12}?(?:年|期|年末|年初|上年|去年|同期|“[^”]{2,4}”(?:末|期间)?)(?:同期|末|底|初)?(?:相比)?)"
_ADVERB = r"(?:必须|务必|首次|双双|每人每[年月]|人均每月|按|分别|各|均|都|拟|仍|宜|应|稳定|原则上|计划|累计|总计|合计|平均|年均|每年|实际|名义|同口径|已经|已|将|要|可|共|力争|确保|争取|努力|预计|再|全部|全年|总体|继续|持续|稳步|约|大约|基本|成功|逐步|高于|目标)"
TAIL = re.compile(rf"(?:{_BASE}|{_ADVERB}|{_ATTAIN}|{_CHANGE}|了|(?<![签迟])到|至|为|在|由|从|[（，、])+$")
_LEAD = re.compile(
    r"^(?:\*\*|按照|按(?=[今年全])|（\d{1,2}）|\d{1,2}\.(?!\d)|[①-⑳]|其中|同时|并且|此外|另外|目前|现已|截至目前|并|且|还|又|再(?!生|就业|造|制造|保险|融资|贷款|担保)|即|计划(?!开工|竣工|投产|生育|目标|任务)|预计|拟|将|要|应|需(?!求)|须|可(?!再生|持续|燃|视|信|控|降解|穿戴|移动|调节)|已经|已|力争|争取|努力|确保|保证|务必|必须|坚决|全力|全面|"
    r"大力|加快|积极|扎实|深入|继续|持续|进一步|切实|着力|稳步|重点(?=推进|抓|实施|建设|支持|围绕|做好|发展|打造|培育|开展|服务|推动)|高标准(?!农田)|高质量|高水平|统筹|有序|适时|逐步|"
    r"累计|共|共计|总计|合计|全年|全省共|全市共|全国共|年均|平均|各级|五年|使(?!用)|让|把|将|对|以|和(?!美|平|谐|顺)|与|及|在|至少|新近|经济发展主要预期目标是|"
    r"实现|完成了|坚持|坚决|认真|精心|组织(?=实施|开展)|年底(?:之?前)?|(?:本|当)?月底(?:之?前)?|[本当]?月内|本月|会后|近期|年内|今年(?:年?底)?(?:之?前|内)?|去年|明年|到(?!位|达)|至|于|(?:上|下)半年|一是|二是|三是|四是|五是|六是|[，、：；。 ])+"
)
# 种植面积, 开通率, 投资额: the verb is part of an indicator's name
_NOUN_END = r"(?!(?:了)?(?:面积|率|量|额|能力|规模|比例|比重|水平|指数|里程|区绿化|区面积|总额|总量|完成率))"
_PERFECT = re.compile(rf"^(?P<v>(?:{_DELIVER}){_NOUN_END})了?")
_VERB_END = re.compile(rf"(?:{_DELIVER})$")
VERB_START = re.compile(rf"(?P<v>{_DELIVER})")
_KEEP_FRONT = frozenset(("新增", "新认定", "新登记", "引进推广", "吸引", "投资", "发行", "净增", "带动", "新开工"))
_QUOTE_EDGES = re.compile(r"^(?:[、，与及的等\s]|和(?![美平谐睦]))+|[、，的等\s：]+$")
_DATES_IN = re.compile(
    r"(?:到|至)?\d{4}年(?!以来|起)(?:底|末|内|度)?(?:前)?，?|“?十[一二三四五六七八九]五”?(?:期间|时期|末|规划期内)，?|\d{1,2}月(?:底|末|份|\d{1,2}日)?(?:之?前)?，?"
)
_SCOPE_ONLY = re.compile(r"^(?:全[省市县区国州旗镇乡]|我[省市县区]|[省市县区]本级)$")


def strip_lead(text: str) -> str:
    """Words that only lead in (其中, 力争, 全年共, 到2025年) taken from the front."""
    while True:
        shorter = _LEAD.sub("", text)
        if m := _DATES_IN.match(shorter):
            shorter = shorter[m.end() :]
        if shorter == text:
            return text
        text = shorter


def before_figure(text: str) -> tuple[str, str]:
    """(noun phrase, tail) of the words before a figure: 城镇登记失业率 and 控制在."""
    m = TAIL.search(text)
    cut = m.start() if m else len(text)
    return text[:cut], text[cut:]


def split_action(text: str) -> tuple[str, str]:
    """(verb, object) where the words open with a verb that does something to a counted object, else ("", text)."""
    m = _PERFECT.match(text)
    if not m or text[m.end() : m.end() + 1] in ("、", "和", "与", "及", "的"):
        return "", text
    return m["v"], text[m.end() :]


def ending_verb(text: str) -> str:
    """The delivering verb that the words end in (项目开工), or empty."""
    m = _VERB_END.search(text)
    return m.group() if m else ""


def join(verb: str, object_: str) -> str:
    """Object and verb as a heading would have it: 公厕改造, but 新增城镇就业."""
    object_ = tidy(object_)
    if not verb:
        return object_
    if verb in _KEEP_FRONT or not object_:
        return verb + object_
    if object_.endswith(verb) or (
        verb in ("实施", "完成", "建设", "推进", "实现")
        and object_.endswith(("改造", "整治", "治理", "建设", "任务", "投资", "增加值", "收入"))
    ):
        return object_
    return object_ + verb


def tidy(text: str) -> str:
    """A subject without connectives at its edges, noise, quotes left open or footnotes."""
    text = _QUOTE_EDGES.sub("", text)
    for left, right in ("（）", "《》", "“”"):
        if text.count(left) != text.count(right):
            text = text.strip(left + right) if text.startswith(right) or text.endswith(left) else text
    return text.strip().removeprefix("**")


def is_scope_only(text: str) -> bool:
    """Whether the words only say where (全市): then the subject itself is elsewhere."""
    return _SCOPE_ONLY.match(text) is not None


_LIST = re.compile(r"[、和与及]|以及")
_SHARED_END = re.compile(
    r"(?:常住)?居民(?:家庭)?人均(?:可支配|纯)收入|人均(?:可支配|纯)?收入|(?:排放|消费|使用)?(?:总量|强度)|排放量|登记失业率|失业率|综合?利用率|覆盖率|增加值|总产值|产值|总额|投资|收入|比例|比重|浓度|产能|产量|面积|里程|人数|数量|贡献率|(?:重点工程)?(?:减排量|削减量)|占.{1,14}比重"
)


def distribute(text: str, n: int) -> list[str] | None:
    """The n subjects of a pooled list: 城镇和农村居民人均可支配收入 gives two whole names. None where the count differs."""
    if n == 3 and "三次产业" in text:
        return [text.replace("三次产业", f"第{i}产业", 1) for i in "一二三"]
    if n == 2 and (m := re.search(r"广播电视(?=[一-鿿]{0,6}覆盖)", text)):
        return [text[: m.start()] + side + text[m.end() :] for side in ("广播", "电视")]
    if n == 2 and (m := re.search(r"城乡(?=.*(?:收入|标准|支出|消费|低保|水平))", text)):
        return [text[: m.start()] + side + text[m.end() :] for side in ("城镇", "农村")]
    if (m := re.search(r"等[\d一二三四五六七八九十]*[项种类个](?:主要)?", text)) and text.count(
        "、", 0, m.start()
    ) == n - 1:
        rest = re.sub(r"^(?:污染物|指标)", "", text[m.end() :])
        return [tidy(x) + rest for x in text[: m.start()].split("、")]
    names = [x for x in _LIST.split(text) if x]
    if len(names) != n:
        names = [x for x in text.split("、") if x]
        if len(names) == n - 1 and (m := re.search(r"[和与及]", names[-1])):
            names[-1:] = [names[-1][: m.start()], names[-1][m.end() :]]
    if len(names) != n:
        return None
    if alike := _by_length(names) or _by_scope(names):
        return alike
    if m := _SHARED_END.search(names[-1]):
        shared = names[-1][m.start() :]
        whole = () if shared.startswith(("排放", "消费", "使用")) else tuple(x for x in names if canonical(x))
        names = [x if _SHARED_END.search(x) or x in whole else x + shared for x in names]
    return [tidy(x) for x in names]


_SIDES = frozenset(
    (
        "城镇",
        "农村",
        "城市",
        "乡村",
        "城区",
        "广播",
        "电视",
        "国有",
        "民营",
        "进口",
        "出口",
        "男性",
        "女性",
        "省级",
        "市级",
        "县级",
    )
)


# what is told of the same value added, output or area: 规上工业万元增加值能耗、水耗
_PER_UNIT = ("二氧化碳排放", "碳排放", "能耗", "水耗", "电耗", "煤耗", "物耗", "用水量", "取水量", "排放强度")


def _by_scope(names: list[str]) -> list[str] | None:
    """规上工业万元增加值能耗、碳排放、水耗: the later names are bare heads, of what the first says."""
    own = next((h for h in _PER_UNIT if names[0].endswith(h) and len(names[0]) > len(h) + 3), None)
    if own is None or len(names) < 2 or not all(x in _PER_UNIT for x in names[1:]):
        return None
    return [names[0], *(names[0].removesuffix(own) + x for x in names[1:])]


def _by_length(names: list[str]) -> list[str] | None:
    """城镇养老、医疗、生育保险参保人数: names as long as each other, the last with all that they share, the first with their scope."""
    size = len(names[1]) if len(names) > 2 else len(names[0])
    tail = names[-1][size:]
    if len(names) == 2:
        return [tidy(names[0] + tail), names[1]] if names[0] in _SIDES and len(tail) >= 2 else None
    if not (size == 2 and all(len(n) == size for n in names[1:-1]) and len(names[0]) in (2, 4) and len(tail) >= 4):
        return None
    scope = names[0][:-size]
    return [names[0] + tail, *(scope + n + tail for n in names[1:-1]), scope + names[-1]]


_WHEN = re.compile(
    r"(?:必须|要|须|应)?(?:到|至|于|在)?(?:(?:今年|明年|年内|年底|全年|上半年|下半年|[一二三四]季度末?|本?月底|半个?月内|\d{1,2}[天日]内|\d{1,2}月(?:底|末|初|份|[上中下]旬|\d{1,2}日)?)(?:之?前|以前|末)?)"
)
_MODALS = re.compile(
    r"^(?:还需要?|需要|要求|必须|务必|要|应|须|再(?!生|就业|造|制造|保险|融资|贷款|担保))+|(?<=[一-鿿]{2})(?:必须|务必|还需要?|(?<![重主需])要在?)(?=全部|全面|完成|达到|实现|启动|开工|竣工|完工)|(?:必须|务必|要|应|须|需|将|在|力争){1,8}$"
)
_WRAPPED = re.compile(r"《[^》]{0,200}》|“[^”]{0,200}”|（[^）]{0,200}）")
_BARE = re.compile(
    r"(?:全部|全面|主体|顺利|基本|倒排工期|配合)*(?:[签完竣开投到落]?[约工产位地]|签到?|投资|解决|完成|要求|通车|全部解决到位|解决到位|交付|验收|投用)?"
)


def finished(subject: str, topic: str) -> str:
    """A subject fit to stand alone in a table row: without dates and modal words; one that is only a verb gets its topic.

    topic: what the paragraph spoke of before, or its heading.
    """
    kept = [m.span() for m in _WRAPPED.finditer(subject)]
    cuts = [
        m.span()
        for pattern in (_WHEN, _MODALS)
        for m in pattern.finditer(subject)
        if not any(a <= m.start() < b for a, b in kept)
    ]
    out, at = [], 0
    for a, b in sorted(cuts):
        if a >= at:
            out.append(subject[at:a])
            at = b
    words = tidy("".join([*out, subject[at:]]))
    if topic and _BARE.fullmatch(words) and words not in topic:
        words = topic + words
    return words or subject
