"""Units that stand apart from their figures: in a heading, a row's name, a column of their own, over the table."""

from __future__ import annotations

import re
from functools import cache

from extractors.numbers import SCALE
from extractors.quantity import UNITS

_SCALED = re.compile(rf"^(?:{SCALE})?(?P<unit>.+)$")
_SYMBOLS = str.maketrans({"µ": "μ", "％": "%", "³": "3", "²": "2", "／": "/", " ": ""})
# ways to write a unit that the lexicon has under another form
_SAME = {
    "微克/立方米": ("μg/m3", "ug/m3", "微克/m3", "μg/立方米"),
    "毫克/升": ("mg/L", "mg/l"),
    "毫克/立方米": ("mg/m3",),
    "吨标准煤": ("吨标煤", "tce"),
    "立方米": ("m3", "方"),
    "平方米": ("m2",),
    "平方公里": ("km2",),
    "%": ("±%", "％", "百分比", "百分数"),
}
_PER_END = {"m3": "立方米", "m2": "平方米", "t": "吨", "L": "升", "l": "升", "d": "日", "a": "年", "km2": "平方公里"}
_LAST_BRACKET = re.compile(r"（(?P<in>[^（）]{1,14})）(?P<rest>[^（）]{0,4})$")
_PERCENT_END = re.compile(r"(?<=[\u4e00-\u9fff])(?:±)?(?P<unit>[%‰])$")
_TABLE_UNIT = re.compile(r"单位：(?P<unit>[^；，。）、\s]{1,12})")


@cache
def _spelling() -> dict[str, str]:
    return {other: usual for usual, others in _SAME.items() for other in others}


def usual_unit(text: str) -> str:
    """A unit as the lexicon writes it: μg/m3 is 微克/立方米, 万吨标煤 is 万吨标准煤."""
    text = text.translate(_SYMBOLS).strip("（）()：:、")
    scale = re.match(rf"(?:{SCALE})(?=.)", text)
    head, rest = (scale.group(), text[scale.end() :]) if scale else ("", text)
    rest = "微克/立方米" if _garbled(rest) else _spelling().get(rest, rest)
    if "/" in rest:
        top, _, bottom = rest.partition("/")
        rest = f"{_spelling().get(top, top)}/{_PER_END.get(bottom, bottom)}"
    return head + rest


def is_unit(text: str) -> bool:
    """Whether words are a unit and nothing else: 亿元, 万人次, %, 元/人, μg/m3."""
    unit = usual_unit(text)
    if not 1 <= len(unit) <= 12:
        return False
    m = _SCALED.match(unit)
    bare = m["unit"] if m else unit
    if bare in UNITS:
        return True
    top, stroke, bottom = bare.partition("/")
    return bool(stroke) and top in UNITS and 1 <= len(bottom) <= 6


def split_unit(label: str) -> tuple[str, str]:
    """(name, unit) of a heading or a row's name: 新增就业（万人）, 比上年增长%; the unit is "" where there is none."""
    m = _LAST_BRACKET.search(label)
    if m and (is_unit(m["in"]) or _garbled(m["in"])):
        return label[: m.start()] + m["rest"], usual_unit(m["in"])
    if m and (inner := re.match(r"单位：(.+)$", m["in"])) and is_unit(inner[1]):
        return label[: m.start()] + m["rest"], usual_unit(inner[1])
    if m and (tail := re.search(r"[，、](?P<unit>[^，、]+)$", m["in"])) and is_unit(tail["unit"]):
        return f"{label[: m.start()]}（{m['in'][: tail.start()]}）{m['rest']}", usual_unit(tail["unit"])
    p = _PERCENT_END.search(label)
    if p:
        return label[: p.start()], p["unit"]
    return label, ""


def _garbled(text: str) -> bool:
    """A unit whose raised figure a font lost: μg/m?."""
    return re.fullmatch(r"[μµu]g/m\W?", text) is not None


def table_unit(caption: str) -> str:
    """The unit over a whole table: 单位：亿元 in its caption."""
    m = _TABLE_UNIT.search(caption)
    return usual_unit(m["unit"]) if m and is_unit(m["unit"]) else ""
