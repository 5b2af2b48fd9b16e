"""Whether the words of a dated clause promise anything."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.dates import DateMention
from extractors.milestone_words import PROMISE, STATES


def promises(core: str, words: str, dates: Sequence[DateMention]) -> bool:
    """Whether a dated clause says something to be done by then, not merely when something is."""
    firm = any(
        d.before
        or d.kind == "span"
        or (d.kind == "point" and d.last is not None and (d.last.month, d.last.day) != (12, 31))
        for d in dates
    )
    return bool(PROMISE.search(core)) and (
        firm or bool(re.search(r"达到|实现|完成|形成|建成|力争|确保|覆盖|基本|全面|全部|取得", core))
    )


def is_name(words: str) -> bool:
    """A clause that is nothing but a quoted name or a bracket."""
    return bool(re.fullmatch(r"[“《（].*[”》）]", words))


def is_background(words: str, following: str) -> bool:
    """Whether words only lead up to something else, or say what is: 根据…, …如下, what stands before a colon."""
    return (
        following == "："
        or bool(STATES.search(words))
        or bool(re.match(r"(?:根据|按照|依据|为|随着|自|从|经|鉴于|对照|结合|围绕|以)", words))
        or len(words) > 90
    )
