"""Indicators: the canonical name behind a subject, with its unit, kind and direction of goodness.

A subject is an indicator where a lexicon name ends it and only scope words stand before (全市, 年末, a place): so
全市规模以上工业增加值增速 is 规模以上工业增加值, while 规模以上工业增加值能耗 is not mistaken for what it contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, cast

from extractors.lexicon import alternation, read_table, terms
from schemas.errors import RuleError
from schemas.values import MeasureKind

Better = Literal["higher", "lower", "none"]

_DROP = re.compile(r"[“”\"'‘’「」『』《》\s]")
_BRACKETS = re.compile(r"（[^（）]*）")
# Words after a name that say how it moves or how it is counted, never what it is.
_TAIL = re.compile(
    r"(?:的|同比|年均|平均|累计|预计|合计|增长速度|增速|增长率|增长幅度|增幅|涨幅|降幅|降低率|下降率|下降|增长|上涨|提高|降低"
    r"|总量|总额|总规模|规模|数量|总数|人数|户数|数|力争|预期|目标|任务|水平|控制|达到|达|实现|完成|稳定|保持|总体|持续|分别|均|比重|同步"
    r"|实际|名义|可比|按可比价|同口径|首次|预计数|（[^（）]*）|\([^()]*\))$"
)
_PLACE = (
    r"(?!城镇|乡镇|城乡|城市)[一-龥]{1,6}?"
    r"(?:省|市|县|自治区|自治州|自治县|州|盟|旗|镇|乡|街道|村|新区|开发区|高新区|经开区|工业园|园区|城区|库区|林区|区)"
)
_SCOPE = re.compile(
    r"(?:其中|预计|全年|年末|年底|年度|期末|末|今年|去年|上年|本年|当年|年内|\d{4}年|年均|累计|实现|完成|确保|力争|争取|主要|努力"
    r"|全市|全省|全区|全县|全州|全盟|全旗|全镇|全乡|全国|全域|全社会|全口径|我国|我市|我省|我区|我县|本市|本省|本级|市本级|省级|市级|县级|区级"
    r"|国内|地区|区域|县域|整体|总体|继续|保持|使|将|推动|促进|和|及|、|，|的|国家|国家级|以上|规模以上|规上|"
    + _PLACE
    + "|"
    + alternation(short for short in terms("places", "short") if len(short) > 1)
    + r")*"
)
# Money, counts, lengths … cannot speak of a rate; a rate or a growth can speak of anything.
_FREE_UNITS = frozenset({"%", "百分点", "倍", "位", "个百分点"})


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of indicators.tsv.

    unit: base unit of its level.  kind: the usual kind of its yearly target.  better: the good direction.
    kin: names of indicators given for it, whose figure may be set against it.  near: look-alikes and neighbours, whose
    figure may not.  parts: indicators that together make it up.  source: communiqué, outline, report or budget.
    """

    name: str
    synonyms: tuple[str, ...]
    unit: str
    kind: MeasureKind
    better: Better
    kin: tuple[str, ...]
    near: tuple[str, ...]
    parts: tuple[str, ...]
    source: str


@cache
def indicators() -> dict[str, Indicator]:
    """All indicators by canonical name, in file order.

    Raises RuleError where a kind, a direction or a related name is not one, or a name stands twice.
    """
    out: dict[str, Indicator] = {}
    for row in read_table("indicators"):
        if row["kind"] not in ("level", "growth", "share") or row["better"] not in ("higher", "lower", "none"):
            raise RuleError(f"indicators.tsv: {row['name']}: kind {row['kind']!r}, better {row['better']!r}")
        if row["name"] in out:
            raise RuleError(f"indicators.tsv: {row['name']} stands twice")
        out[row["name"]] = Indicator(
            row["name"],
            _split(row["synonyms"]),
            row["unit"],
            cast(MeasureKind, row["kind"]),
            cast(Better, row["better"]),
            _split(row["kin"]),
            _split(row["near"]),
            _split(row["parts"]),
            row["source"],
        )
    for ind in out.values():
        if strange := [k for k in (*ind.kin, *ind.near, *ind.parts) if k not in out]:
            raise RuleError(f"indicators.tsv: {ind.name}: unknown indicators {strange}")
    return out


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _plain(text: str) -> str:
    return _DROP.sub("", text).replace("(", "（").replace(")", "）").replace("％", "%")


@cache
def _names() -> dict[str, Indicator]:
    """Every wording, plain, to its indicator. Raises RuleError where two indicators share one."""
    out: dict[str, Indicator] = {}
    for ind in indicators().values():
        for wording in (ind.name, *ind.synonyms):
            other = out.setdefault(_plain(wording), ind)
            if other is not ind:
                raise RuleError(f"indicators.tsv: {wording} is {other.name} and {ind.name}")
    return out


@cache
def _longest() -> int:
    return max(map(len, _names()))


@lru_cache(maxsize=65536)
def _lookup(subject: str) -> tuple[str, Indicator] | None:
    """(scope words before the name, indicator), taking the longest name that ends the subject."""
    text = _plain(subject)
    return _read(text) or (_read(_BRACKETS.sub("", text)) if "（" in text else None)


def _read(text: str) -> tuple[str, Indicator] | None:
    names, longest = _names(), _longest()
    while text:
        for at in range(max(0, len(text) - longest), len(text)):
            found = names.get(text[at:])
            if found is not None and _SCOPE.fullmatch(text, 0, at):
                return text[:at], found
        shorter = _TAIL.sub("", text, count=1)
        if shorter == text:
            break
        text = shorter
    return None


def canonical(subject: str, units: Iterable[str] = ()) -> Indicator | None:
    """The indicator that a subject names, or None.

    subject: simplified Chinese.  units: base units of the statement's measures, where known; a level in a unit that
    cannot be the indicator's (高速公路 counted in 条) makes it none.
    """
    found = _lookup(subject)
    if found is None:
        return None
    given = list(units)
    if given and not any(unit in _FREE_UNITS or _same_family(unit, found[1].unit) for unit in given):
        return None
    return found[1]


def scope(subject: str) -> str:
    """The scope words before an indicator's name (全市, a place); the empty string where there is none."""
    found = _lookup(subject)
    return found[0] if found else ""


@cache
def _families() -> dict[str, str]:
    return {row["unit"]: row["family"] for row in read_table("units")}


def _same_family(unit: str, other: str) -> bool:
    families = _families()
    a, b = families.get(unit, unit), families.get(other, other)
    return a == b or (a.startswith("count") and b.startswith("count"))


@cache
def _mention_pattern() -> re.Pattern[str]:
    """All wordings of three characters or more as one prefix-sharing pattern, so that a pass costs little."""
    trie: dict[str, dict[str, object]] = {}
    for wording in _names():
        if len(wording) >= 3:
            node = trie
            for char in wording:
                node = cast("dict[str, dict[str, object]]", node.setdefault(char, {}))
            node[""] = {}
    return re.compile(_trie_regex(trie))


def _trie_regex(node: dict[str, dict[str, object]]) -> str:
    branches = [
        re.escape(char) + _trie_regex(cast("dict[str, dict[str, object]]", child))
        for char, child in sorted(node.items())
        if char
    ]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    return f"(?:{body})?" if "" in node else body


def mentions(text: str) -> list[tuple[int, int, Indicator]]:
    """Indicators named anywhere in a text as (start, end, indicator), longest wordings, without overlap."""
    names = _names()
    return [(m.start(), m.end(), names[m.group()]) for m in _mention_pattern().finditer(text) if m.group() in names]
