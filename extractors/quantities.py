"""Quantities: a number with its unit, bound and hedge, in the base unit of its family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.numbers import CHINESE, NUMBER, NUMERAL, SCALES, is_spelt, parse_arabic, parse_numeral, parse_pair
from extractors.quantity import (
    AFTER_WORDS,
    NEAR,
    UNIT,
    UNITS,
    Quantity,
    bounds,
    per_unit,
    to_float,
    unit_pattern,
)
from extractors.special_quantities import magnitudes, money_steps, special
from extractors.unnamed_units import dimensionless, unnamed

_PER = rf"(?:/(?:人[·•.]?[月年]|{UNIT}|[\u4e00-\u9fff]{{1,2}}|[a-zA-Z]{{1,3}}[23³²]?)|每(?:{UNIT})(?![\u4e00-\u9fff](?<![以左之的、])))"
_SEP = r"(?:—{1,2}|-{1,2}|–|～|~|至|到)"
_ARABIC = re.compile(
    rf"(?<![\d.A-Za-z])(?P<n>{NUMBER})(?:(?P<m>多|余)(?P<ms>万亿|[万亿])?)?(?:(?P<u1>{UNIT})?(?:（含）)?{_SEP}(?P<n2>{NUMBER})(?P<m2>多|余)?)?"
    rf"(?:\x20(?=[A-Za-zμ℃°]))?(?P<u>{UNIT})?(?P<m3>多(?=[，。；、]|$))?(?P<per>{_PER})?(?P<alt>（[一-鿿]{{1,2}}）(?={AFTER_WORDS}))?(?P<post>{AFTER_WORDS})?"
)
_BOUND_AFTER = re.compile(r"以上|以下|左右")
# More digits than this are an identifier.
_LONGEST = 40
# 增速为-8.6%; between two figures it is a dash.
_NEGATIVE = re.compile(r"(?:^|[为是长速幅达到的（：，、])[-−]\Z")
_SCALED = re.compile(r"[万亿]$")
# 9748万农村人口: a figure of people or households may stand without a classifier.
_PEOPLE = re.compile(
    r"(?!(?:个|户|人|名|家|次))[一-鿿]{0,10}?(?:\d+元以[上下][一-鿿]{0,6}?)?(?:(?P<p>人口|群众|居民|农民工?|职工|学生|老人|老年人|妇女|儿童|劳动力|毕业生|考生|患者|残疾人|游客|党员|人才|移民)|(?P<h>用户|农户|家庭))"
)
# Terms that after a Chinese numeral are more often part of a word: 三层, 一度, 十分.
_NOT_SPELT = frozenset(
    (
        "层",
        "方",
        "度",
        "门",
        "位",
        "名",
        "米",
        "级",
        "区",
        "市",
        "县",
        "点",
        "元人民币",
        "分",
        "成",
        "周",
        "P",
        "M",
        "G",
        "伏",
        "帕",
        "度C",
    )
)
_CN_UNIT = (
    "个百分点|半?个百分点|个工作日|个月|工作日|"
    + unit_pattern(t for t, u in UNITS.items() if u.family not in ("ratio", "points") and t not in _NOT_SPELT)
    + "|位(?=[，。、和及]|$)|名(?![单义优特牌录])|成(?![立为果员效就长功本品套绩都交分人型熟])|倍"
)
_CHINESE = re.compile(
    rf"(?<![第{CHINESE}几数届])(?<![{CHINESE}]点)(?P<n>{NUMERAL}{{1,12}})(?:(?P<m>多|余)(?P<ms>万亿|[百千万亿])?|(?P<some>几)(?P<ss>[万亿])?|{_SEP}(?P<n2>{NUMERAL}{{1,9}}))?"
    rf"(?P<u>{_CN_UNIT})(?P<half>半(?![数径年月天导成]))?(?P<post>{AFTER_WORDS}|多)?"
)
_FEW = re.compile(
    rf"(?<![人户件次个总指])[几数](?P<n>十万|百万|千万|十亿|百亿|千亿|[十百千万亿])(?P<u>{_CN_UNIT})(?P<post>{AFTER_WORDS})?"
)


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a clean text, in order, none overlapping another. Plain numbers are left out."""
    found = [
        *_arabic(text),
        *magnitudes(text),
        *_chinese(text),
        *_few(text),
        *money_steps(text),
        *special(text),
        *unnamed(text),
        *dimensionless(text),
    ]
    found.sort(key=lambda q: (q.start, -(q.end - q.start)))
    out: list[Quantity] = []
    for q in found:
        if not out or q.start >= out[-1].end:
            out.append(q)
    return _share_units(text, out)


def _arabic(text: str) -> Iterator[Quantity]:
    for m in _ARABIC.finditer(text):
        written, term = m["n"], m["u"]
        start = m.start()
        if (counted := _people(text, m)) is not None:
            yield counted
            continue
        if term is None or len(written) > _LONGEST or len(m["n2"] or "") > _LONGEST:
            continue
        unit = UNITS[term]
        if term == "年" and (
            (len(written) == 4 and written.isdecimal()) or text[m.end("u") : m.end("u") + 1] in ("级", "度", "代")
        ):
            continue
        if term in NEAR and not NEAR[term].search(text, max(0, start - 24), m.end() + 8):
            continue
        if text[start - 1 : start] == "第" or (term == "级" and "A" in text[m.end("n") : m.end("u") + 1]):
            continue
        value, raw, scale = _first(m)
        upper = None
        first = UNITS[m["u1"]] if m["u1"] else unit
        if m["n2"]:
            upper, _, scale2 = parse_arabic(m["n2"])
            if scale2 and not scale and value < upper and first is unit and value * SCALES[scale2] <= upper:
                value, scale = value * SCALES[scale2], scale2  # 3—5万 means 3万—5万
            upper = upper * unit.factor
            if m["n2"] and upper < value * first.factor:
                upper = None  # 从高到低 or two figures in a row: only the second stands
                value, raw, scale = parse_arabic(m["n2"])
                start = m.start("n2")
        base = unit.base
        if m["per"]:
            base = per_unit(base, m["per"][1:])
        stop = m.end("per") if m["per"] else (m.end("m3") if m["m3"] else m.end("u"))
        more = bool(m["m"] or m["m2"] or m["m3"])
        if _NEGATIVE.search(text, max(0, start - 2), start):
            value, raw, start = -value, -raw, start - 1
        comparator, a, b, after = bounds(text, start, stop, m["post"], more)
        b += len(m["alt"] or "")  # 1500台（套）以上
        if upper is not None:
            comparator = "range"
        yield Quantity(
            start, stop, a, b, to_float(value * first.factor), None if upper is None else to_float(upper), base, unit.family,
            comparator, float(raw), scale, term + (m["per"] or ""), "quantity.arabic", after,
        )  # fmt: skip


def _first(m: re.Match[str]) -> tuple[Decimal, Decimal, str]:
    """As `parse_arabic`, with the scale that may stand after 多 or 余: 700多亿, 3000余万."""
    if m["ms"] and (nested := parse_numeral(m["n"] + m["ms"])) and not m["n"][-1].isdecimal():
        return nested, nested, ""  # 1亿1千多万: 千 belongs to 万
    value, raw, scale = parse_arabic(m["n"])
    if not m["ms"]:
        return value, raw, scale
    value *= SCALES[m["ms"]]
    return (value, value, "") if scale else (value, raw, m["ms"])


def _people(text: str, m: re.Match[str]) -> Quantity | None:
    """A figure of people or households without a classifier: 9748万农村人口, 1亿左右农业转移人口."""
    if not (m["ms"] or _SCALED.search(m["n"])) or m["u"] not in (None, "年") or m["n2"]:
        return None
    end = m.end("ms") if m["ms"] else m.end("m") if m["m"] else m.end("n")
    bound = _BOUND_AFTER.match(text, end)
    people = _PEOPLE.match(text, bound.end() if bound else end)
    if people is None:
        return None
    value, raw, scale = _first(m)
    comparator, a, b, after = bounds(text, m.start(), end, bound.group() if bound else None, bool(m["m"]))
    return Quantity(
        m.start(), end, a, b, to_float(value), None, "人" if people["p"] else "户", "count", comparator, float(raw), scale, "",
        "quantity.people", after,
    )  # fmt: skip


def _chinese(text: str) -> Iterator[Quantity]:
    for m in _CHINESE.finditer(text):
        written, term = m["n"], m["u"]
        value = parse_numeral(written + (m["ms"] or m["ss"] or ""))
        upper = parse_numeral(m["n2"]) if m["n2"] else None
        if is_spelt(written) and not m["n2"]:
            value, upper = parse_pair(written) or (None, None)  # 三五年, 两三个; 一二三 is nothing
        elif value is None and not m["n2"]:
            value, upper = parse_pair(written) or (None, None)  # 七八十
        if not value or text.startswith("百分之", m.end("u")):
            continue
        if value == 10 and term in ("条", "件", "项", "类") and not (m["m"] or m["some"]):
            continue  # 十件实事, 十项行动: a name
        if len(written) > 1 and not (m["m"] or m["some"] or any(c in "一二两三四五六七八九" for c in written)):
            continue  # 千万亩经济林工程: a name; 超千万亩 is read as a magnitude
        unit = UNITS[term]
        if term == "年" and (len(written) >= 4 or text[m.end("u") : m.end("u") + 1] in ("级", "制", "代", "度")):
            continue
        if unit.family == "count_weak" and (len(written) < 2 or upper is not None):
            continue  # 一口, 二期: part of a word
        if (m["n2"] and upper is None) or (upper is not None and upper <= value):
            continue
        if m["half"]:
            value += Decimal("0.5")
        end = m.end("half") if m["half"] else m.end("u")
        comparator, a, b, after = bounds(text, m.start(), end, m["post"], bool(m["m"] or m["some"]))
        if upper is not None:
            comparator = "range"
        yield Quantity(
            m.start(), end, a, b, to_float(value * unit.factor), None if upper is None else to_float(upper * unit.factor), unit.base,
            unit.family, comparator, float(value), "", term, "quantity.chinese", after,
        )  # fmt: skip


def _few(text: str) -> Iterator[Quantity]:
    """A figure of which only the order is told: 数十个, 几百家, 数十万人."""
    for m in _FEW.finditer(text):
        unit, value = UNITS[m["u"]], parse_numeral("一" + m["n"])
        if value is None or unit.family == "count_weak":
            continue
        _, a, b, after = bounds(text, m.start(), m.end("u"), m["post"], True)
        yield Quantity(
            m.start(), m.end("u"), a, b, to_float(value * unit.factor), None, unit.base, unit.family, "gt", float(value), "", m["u"],
            "quantity.chinese", after,
        )  # fmt: skip


_ONLY_JOIN = re.compile(r"[、和及与]|以及")


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """降低20个、10个百分点: the first figure has the unit of the last.

    A bound after a pooled list covers all of it where no other member has one (95%和90%以上); so does one before it
    (超过4.5万元、2.2万元).
    """
    i = 0
    while i < len(found) - 1:
        j = i
        while j + 1 < len(found) and _ONLY_JOIN.fullmatch(text[found[j].outer_end : found[j + 1].outer_start]):
            j += 1
        group = found[i : j + 1]
        if len(group) > 1:
            last = group[-1]
            for q in group[:-1]:
                if last.unit == "百分点" and q.raw_unit == "个":
                    q.unit, q.family, q.raw_unit = last.unit, last.family, last.raw_unit
            bare = [
                q
                for q in group
                if q.comparator == "eq" and q.family == last.family and (q.unit == last.unit or q.family != "count")
            ]
            if last.bound_end and len(bare) == len(group) - 1:
                for q in bare:
                    q.comparator = last.comparator
            elif (
                group[0].comparator in ("gt", "ge", "le", "lt", "approx")
                and not group[0].bound_end
                and len(bare) == len(group) - 1
            ):
                for q in bare:
                    q.comparator = group[0].comparator
        i = j + 1
    return found
