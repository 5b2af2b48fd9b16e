"""Indicators that share one state: 能源消费总量、万元产值能耗均完成下达的任务 is a statement for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.drafts import Draft
from extractors.subjects import distribute, tidy

_SHARED = re.compile(
    r"^(?P<list>[^，；]{4,80}?)(?:等[一-鿿]{0,4}指标)?(?:(?:全部|确保|[均都])(?P<state>(?:要|须|应)?(?:完成|达到|实现|控制在|优于|好于|高于|低于)[^，；]{2,30})"
    r"|(?P<set>(?:完成|达到)[^，；]{0,12}(?:下达|考核|分解|规定)[^，；]{0,8}(?:目标|任务|指标|要求)))$"
)
_JOINT = re.compile(r"[、和与及](?![^（]*）)")
# what an indicator ends in
_INDICATOR = re.compile(
    r"(?:量|率|数|质量|覆盖|消耗|能耗|水耗|排放|强度|比重|比例|面积|浓度|水平|收入|产值|增加值|指标)$"
)
_MOST = 6


def each_of(draft: Draft) -> Iterator[Draft]:
    """The draft itself, or one for each indicator that its state is said of; all quote the whole clause."""
    m = _SHARED.match(draft.subject) if draft.rule == "milestone.complete" else None
    names = [tidy(n) for n in _JOINT.split(m["list"])] if m else []
    if m and len(names) > 1 and _INDICATOR.search(names[-1]):
        names = distribute(m["list"], len(names)) or names
    if m is None or not 1 < len(names) <= _MOST or not all(_INDICATOR.search(n) for n in names):
        yield draft
        return
    for name in names:
        yield replace(draft, subject=name + (m["state"] or m["set"]))
