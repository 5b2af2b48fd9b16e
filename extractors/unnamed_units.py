"""Figures whose unit their noun gives: 参保人数分别达到1301.4万、649万; 新增用户20万; 价格指数控制在103左右; PUE不高于1.3."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.numbers import parse_arabic
from extractors.quantity import AFTER, Quantity, bounds, to_float

# What a noun counts in; the noun stands before its figure, at most with a verb, a bound or the figures pooled with it between.
# Counted in over two hundred and eighty work reports: 参保人数, 贫困人口, 受益人次 and their kin are nine in ten of such figures.
_COUNTS = {
    "人次": "人次",
    "人数": "人",
    "人口": "人",
    "人群": "人",
    "人员": "人",
    "人才": "人",
    "者总数": "人",
    "户数": "户",
    "用户": "户",
}
_NOUN = "|".join(sorted(_COUNTS, key=lambda n: (-len(n), n)))
_BETWEEN = (
    r"(?:总数|总量|规模|数|已|将|要|预计|累计|总计|合计|分别|各|均|首次|再|由[\d.万亿]+|又|新|净|年均|了|约|近|超过|超|突破|不低于|不少于|至少|"
    r"达到|达|为|有|增加到|增加|增长到|减少到|减少|减|增|扩大到|扩大|提高到|上升到|下降到|降至|稳定在|保持在|控制在|实现|共)*"
)
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?(?:万|亿)(?:多|余)?"
_POOL = re.compile(
    rf"(?P<noun>{_NOUN})(?P<between>{_BETWEEN})(?P<figures>{_FIGURE}(?:(?:、|和|与|及){_FIGURE})*)(?P<post>以上|以内|以下|左右)?(?=[，；。、）\n]|和|并|$)"
)
# Nouns of pure numbers. A ratio of two quantities counts in 倍, as 2.06:1 does; an index or a coefficient counts in nothing.
_RATIOS = (
    "收入比值?|铁钢比|容载比|能效比|师生比|生师比|医护比|床护比|库销比|轻重比|购销比|产销比|存销比|比值|容积率|PUE值?|电能利用效率值?|电能使用效率值?|能源利用效率值?|能源使用效率值?|"
    "电能比值?|放缩比"
)
_PURE = "系数|指数|弹性值|综合得分值"
_PURE_NOUN = re.compile(rf"(?:(?P<ratio>{_RATIOS})|(?P<pure>{_PURE}))(?:（[^（）]{{1,16}}）)?")
_PURE_BETWEEN = re.compile(
    r"(?:普遍|原则上|平均|全部|总体|一般|均|都|宜|应|须|要|将|可|力争|确保|达到|达|为|是|至|到|升|降|提高|提升|上升|下降|降低|缩小|优化|"
    r"保持|稳定|控制|维持|在|由[\d.]+|从[\d.]+|不得?|大于|小于|高于|低于|超过|少于|突破|约|近|\s)*"
)
_PURE_FIGURE = re.compile(
    r"(?P<n>\d{1,6}(?:\.\d+)?)(?:\s?(?:—{1,2}|-{1,2}|–|～|~|至|到)\s?(?P<n2>\d{1,6}(?:\.\d+)?))?\s?"
    r"(?P<post>（含）以[上下]|以上|以内|以下|左右|之内|之间)?(?=[，；。、）)（(\n]|\s*$|和|及|并|且)"
)
_ONE = re.compile(r"(?P<n>\d+(?:,\d{3})*(?:\.\d+)?[万亿])(?P<more>多|余)?")


def unnamed(text: str) -> Iterator[Quantity]:
    """Figures in 万 and 亿 without a unit, behind a noun that counts people or households; 以上 after a pool stands with its last."""
    for m in _POOL.finditer(text):
        figures = list(_ONE.finditer(text, m.start("figures"), m.end("figures")))
        for one in figures:
            value, raw, scale = parse_arabic(one["n"])
            post = m["post"] if one is figures[-1] else None
            comparator, a, b, after = bounds(text, one.start(), one.end(), post, bool(one["more"]))
            yield Quantity(
                one.start(), one.end(), a, b, to_float(value), None, _COUNTS[m["noun"]], "count", comparator, float(raw), scale, "",
                "quantity.unnamed", after,
            )  # fmt: skip


def dimensionless(text: str) -> Iterator[Quantity]:
    """Figures of ratios, coefficients and indices, which stand without a unit: 比值由0.6到0.8, 系数提高到0.58以上."""
    for noun in _PURE_NOUN.finditer(text):
        between = _PURE_BETWEEN.match(text, noun.end())
        m = _PURE_FIGURE.match(text, between.end() if between else noun.end())
        if m is None:
            continue
        value, upper = float(m["n"]), float(m["n2"]) if m["n2"] else None
        post = m["post"].replace("（含）", "") if m["post"] else None
        comparator, a, b, after = bounds(
            text, m.start(), m.end("n2") if upper else m.end("n"), post if post in AFTER else None, False
        )
        if upper is not None and upper > value:
            comparator = "range"
        elif upper is not None:
            continue
        yield Quantity(
            m.start(), m.end("n2") if upper else m.end("n"), a, max(b, m.end("post")), value, upper, "倍" if noun["ratio"] else "",
            "multiple" if noun["ratio"] else "pure", comparator, value, "", "", "quantity.dimensionless", after,
        )  # fmt: skip
