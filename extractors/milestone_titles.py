"""Item titles that promise a named thing: 成立促进会, 建立统一平台, 出台《…》 are targets, 健全机制 is a task."""

from __future__ import annotations

import re

from extractors.milestone_words import STARTS, WEIGHT
from extractors.subjects import strip_lead, tidy

_BODY = re.compile(r"(?:小组|专班|协会|促进会|联盟|委员会|公司|中心|基金|平台|数据库)(?:（[^）]{1,12}）)?$|《")
_GENERIC = re.compile(r"^(?:工作|领导|专项|推进)*(?:小组|专班|领导小组)$|(?:等|各类|各项|相关|有关|系列|一批)")
_MAKES = frozenset(("paper", "firm", "soft"))


def titled_deliverable(title: str) -> str | None:
    """The subject of the target that a title is, None where the title only says what work is about.

    A paper without a name of its own (制定核证规则) is told more of in what follows, and left to that.
    """
    words = strip_lead(title.strip("。 "))
    m = STARTS.match(words)
    if m is None or WEIGHT[m["t"]] not in _MAKES or "、" in words or "，" in words:
        return None
    thing = tidy(words[m.end() :])
    if len(thing) < 3 or not _BODY.search(thing) or _GENERIC.search(thing):
        return None
    return thing + m["t"]
