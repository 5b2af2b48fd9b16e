"""Clauses that a date before them leads: 到2030年底，村级服务点基本实现全覆盖，新增车辆全部采用新能源.

A date that stands alone before its comma says by when the whole sentence is to hold; what is then said to hold is promised,
though the clause has no date of its own. What is merely pushed on, or grows by no stated degree, is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.dates import DateMention
from extractors.finishing import without_dates
from extractors.milestone_words import EXHORT

# by when something is to hold, or from when on; 2030年， alone only says of which year the sentence speaks
_BY = re.compile(r"(?:到|至|截至|截止|在|力争|争取|力争到|争取到|确保到)+$")
_ALONE = re.compile(r"^(?:力争|争取|确保|全市|全省|全区|全县|我[市省区县])*$")
_HOLDS = re.compile(
    r"基本(?:实现|消除|完成|达到|建成|建立|形成|采用|使用|解决|淘汰|覆盖|满足|确立|退出|普及|消灭|具备|做到|杜绝)|(?:全部|一律|均|普遍)[一-鿿]{2,}|(?:所有|全部|各类)[一-鿿、]{2,}"
    r"(?:应|须|要|均|都)[一-鿿]{2,}|不再[一-鿿]{2,}|原则上[一-鿿]{2,}|全覆盖$|(?:顺利|如期|率先|全面)实现|实现[一-鿿、]{0,12}[“”]"
    r"|实现[一-鿿]{2,8}(?:应用|示范|运营|量产|利用|替代|供应|自给)$|(?:基本|初步)(?:消除|完成|建立|形成|实现|健全|普及|建成)$|初步(?:建立|形成|建成)[一-鿿]{3,}"
    r"|(?:不增加|不减少|不降低|只增不减|只减不增)$|(?:全面|稳定|全部)达标(?:排放|运行)?$|消除劣|采用[一-鿿]{2,}(?:能源|技术|动力|燃料)$|全面(?:普及|推行|执行|实行)"
)
# grows, but by how much nobody says
_BY_DEGREE = re.compile(
    r"(?:更加|更为|明显|显著|大幅|持续|不断|进一步|稳步|有效|全面|逐步|日益|较大|较快)[一-鿿]{2,4}$|(?:提升|提高|增强|改善|优化|进展|成效|完善|转变|转型|突破|提质|加强|加快|扩大|促进)$"
)
# on what ground, with what or against what: no clause of its own
_ADVERBIAL = re.compile(r"^(?:在|对|为|从|除|把|将)")
_LONGEST = 60


def leads(text: str, a: int, b: int, dates: Sequence[DateMention]) -> bool:
    """Whether the clause text[a:b] is only a date by or from which something is to hold: 到2030年底; 从2030年起."""
    if not dates or (dates[-1].last is None and dates[-1].rule != "date.since"):
        return False
    if not _ALONE.match(_BY.sub("", without_dates(text, a, b, dates).strip("，"))):
        return False
    by = any(d.before or d.rule == "date.since" for d in dates)
    return by or bool(_BY.search(text[a : dates[0].start])) or text[dates[0].start] in "到至"


def rhythm_only(text: str, a: int, b: int, dates: Sequence[DateMention]) -> bool:
    """Whether the clause text[a:b] is only a rhythm, whose duty is the clause after it: 每年4月底前，….."""
    return len(dates) == 1 and dates[0].kind == "recurring" and not without_dates(text, a, b, dates)


def holds(words: str) -> bool:
    """Whether a led clause says what is to hold by then, so that one can see whether it does."""
    return (
        4 < len(words) <= _LONGEST
        and bool(_HOLDS.search(words))
        and not EXHORT.match(words)
        and not _ADVERBIAL.match(words)
        and not _BY_DEGREE.search(words)
    )
