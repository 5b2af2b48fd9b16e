"""How firm a promise is, and how far the word that says so reaches."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.drafts import Draft
from schemas.records import Strength

_WORDS = re.compile(
    r"(?P<must>确保|必须|务必|坚决|务求|绝不|不得|严禁|一律|坚守|守住|100%完成)|(?P<strive>力争|争取(?!到?资金|中央|上级|国家)|努力(?!实现了)|尽快|尽早|(?<!大)力推|争创)"
)
_OWN = re.compile(
    r"(?:^|[；。，])(?:全面|基本|加快|推进|推动|实施|开展|新建|建设|建成|开工|制定|出台|深入|加强|深化|完善|提升|大力|支持|扩大)"
)


def strengths(text: str, start: int, end: int, drafts: Sequence[Draft]) -> None:
    """Set the strength of the drafts of one sentence text[start:end].

    确保 and 力争 reach over the parallel items that follow, up to a word of their own kind or a clause with a verb of
    its own after a semicolon.
    """
    words = [(m.start(), "must" if m["must"] else "strive") for m in _WORDS.finditer(text, start, end)]
    if not words:
        return
    for d in drafts:
        reaching: Strength = "plan"
        at = -1
        for where, strength in words:
            if where < d.end and where >= at:
                reaching, at = strength, where  # type: ignore[assignment]
        if at < d.start - 1 and at != -1:
            between = text[at : d.start]
            if "；" in between or _OWN.search(text[max(at, d.start - 1) : d.start + 6]) or between.count("，") > 3:
                reaching = "plan"
        d.strength = reaching
