"""Figures whose unit their noun gives: 参保人数分别达到1301.4万、649万; 新增用户20万."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.numbers import parse_arabic
from extractors.quantity import Quantity, bounds, to_float

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
