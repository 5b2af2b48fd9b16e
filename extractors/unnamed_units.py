"""Figures whose unit their noun gives: 参保人数分别达到1301.4万、649万; 新增用户20万."""

from __future__ import annotations

import re
from bisect import bisect_right

from extractors.numbers import parse_arabic
from extractors.quantity import AFTER, BEFORE, Quantity, to_float

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
_ONE = re.compile(r"(?P<n>\d+(?:,\d{3})*(?:\.\d+)?(?P<s>[万亿]))(?P<more>多|余)?")
_BOUND_BEFORE = re.compile(r"(?:超过|突破|不低于|不少于|至少|超|约|近)$")


def unnamed(text: str, known: list[Quantity]) -> list[Quantity]:
    """Figures in 万 and 亿 without a unit, behind a noun that counts people or households.

    known: the quantities found already, in order; what overlaps one of them is left alone.
    """
    starts = [q.start for q in known]
    out: list[Quantity] = []
    for m in _POOL.finditer(text):
        unit = _COUNTS[m["noun"]]
        before = _BOUND_BEFORE.search(m["between"])
        figures = list(_ONE.finditer(text, m.start("figures"), m.end("figures")))
        for i, one in enumerate(figures):
            k = bisect_right(starts, one.start())
            if k and known[k - 1].end > one.start():
                continue
            value, raw, scale = parse_arabic(one["n"])
            comparator = AFTER[m["post"]] if m["post"] else "gt" if one["more"] else "eq"
            if comparator == "eq" and before:
                comparator = BEFORE.get(before.group(), "gt")
            last = i + 1 == len(figures)
            first_bound = len(before.group()) if before and not i else 0
            out.append(
                Quantity(
                    one.start(), one.end(), one.start() - first_bound, m.end("post") if last and m["post"] else one.end(),
                    to_float(value), None, unit, "count", comparator, float(raw), scale, "", "quantity.unnamed", bool(last and m["post"]),
                )
            )  # fmt: skip
    return out
