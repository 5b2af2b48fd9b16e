"""Quantities: a number with its unit, bound and hedge, in the base unit of its family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors.lexicon import alternation, read_table
from extractors.numbers import CHINESE, NUMBER, SCALES, parse_arabic, parse_chinese
from schemas.values import Comparator


@dataclass(slots=True)
class Unit:
    """A term of units.tsv: `factor` base units (`base`) in one of it."""

    base: str
    factor: Decimal
    family: str


@dataclass(slots=True)
class Quantity:
    """A figure in clean text.

    start, end: the number with its unit.  outer_start, outer_end: with its bounds and hedges (不低于…, …左右).
    value, upper: in `unit`.  raw_value: the number before its scale word.  unit is "" for a plain number.
    family: of the unit.  bound_end: whether the bound stands after the figure (以上), so that it may cover a list.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: float
    upper: float | None
    unit: str
    family: str
    comparator: Comparator
    raw_value: float
    scale: str
    raw_unit: str
    rule: str
    bound_end: bool = False
    growth: bool = False


UNITS = {r["term"]: Unit(r["unit"], Decimal(r["factor"]), r["family"]) for r in read_table("units")}
_UNIT = alternation(UNITS)
_PER = rf"(?:/(?:人[月年]|{_UNIT}|[\u4e00-\u9fff]{{1,2}}|[a-zA-Z]{{1,3}})|每(?:{_UNIT})(?![\u4e00-\u9fff]))"
_SEP = r"(?:—{1,2}|-{1,2}|–|～|~|至|到)"
_AFTER = r"及以上|以上|及以下|以下|以内|之内|左右|上下|内(?=[，。；、）]|$)"
_ARABIC = re.compile(
    rf"(?<![\d.A-Za-z])(?P<n>{NUMBER})(?P<m>多|余)?(?:(?P<u1>{_UNIT})?{_SEP}(?P<n2>{NUMBER})(?P<m2>多|余)?)?"
    rf"(?P<u>{_UNIT})?(?P<m3>多(?=[，。；、]|$))?(?P<per>{_PER})?(?P<post>{_AFTER})?"
)
_SCALED = re.compile(r"[万亿]$")
# 9748万农村人口: a figure of people or households may stand without a classifier.
_PEOPLE = re.compile(
    r"(?!(?:个|户|人|名|家|次))[一-鿿]{0,10}?(?:\d+元以[上下][一-鿿]{0,6}?)?(?:(?P<p>人口|群众|居民|农民工?|职工|学生|老人|老年人|妇女|儿童|劳动力|毕业生|考生|患者|残疾人|游客|党员|人才|移民)|(?P<h>用户|农户|家庭))"
)
_CN_UNIT = alternation(t for t, u in UNITS.items() if u.family not in ("ratio", "other", "time") and t not in ("层", "方", "度", "门", "位", "名", "米", "级", "区", "市", "县", "点", "元人民币")) + "|年|天|个月|小时|周年|位(?=[，。、和及]|$)|名(?![单义优特牌录])|成(?![立为果员效就长功本品套绩都交分人型熟])|倍"
_CHINESE = re.compile(
    rf"(?<![第{CHINESE}几数届])(?P<n>[{CHINESE}]{{1,9}})(?P<m>多|余)?(?P<u>{_CN_UNIT})(?P<post>{_AFTER}|多)?"
)
_MAGNITUDE = re.compile(
    rf"(?P<pre>超过|突破|接近|不足|上|超|过|破|近|逾|达到|达)(?P<n>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)(?P<u>{_UNIT})?(?P<post>以上|左右)?"
)
_FRACTION = re.compile(rf"(?P<d>[{CHINESE}]+)分之(?P<n>[{CHINESE}]+)(?P<post>{_AFTER}|强|多)?")
_DOUBLE = re.compile(r"翻(?:了)?(?P<n>[一两二三四]|\d)番(?P<post>以上|多|左右)?|翻番")
_HALF = re.compile(r"(?:(?P<pre>超|过|近|达到|达|占到?|约)(?:了)?(?:一半|半数|半)|一半)(?P<post>以上|左右)?")
_RATIO = re.compile(r"(?<![\d:：.])(?P<a>\d+(?:\.\d+)?)[:：](?P<b>\d+(?:\.\d+)?)(?:[:：](?P<c>\d+(?:\.\d+)?))?(?![\d:：])")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_RANK = re.compile(rf"(?:第|前)(?:(?P<a>\d{{1,3}})|(?P<c>[{CHINESE}]{{1,3}}))(?:位|名)|前(?P<t>十|三|五|百|\d{{1,2}})(?:强)?(?=[，。；、]|$)")

_BEFORE: tuple[tuple[str, Comparator], ...] = tuple(
    sorted(
        [
            *((w, "ge") for w in ("不低于", "不少于", "不小于", "至少", "最少", "不得低于", "不得少于", "达到或超过", "守住")),
            *((w, "gt") for w in ("超过", "突破", "大于", "高于", "多于", "逾", "超", "破", "超过了", "突破了", "已超", "首破", "跨越", "迈过")),
            *((w, "le") for w in ("不超过", "不高于", "不大于", "不多于", "最多", "最高", "不得超过", "不得高于", "至多", "不突破", "控制在不高于")),
            *((w, "lt") for w in ("低于", "少于", "小于", "不足", "不到", "未满", "不满")),
            *((w, "approx") for w in ("约", "大约", "近", "接近", "将近", "约为", "约占", "约达", "大概")),
        ],
        key=lambda x: -len(x[0]),
    )
)  # type: ignore[assignment]
_BEFORE_RE = re.compile("(" + "|".join(re.escape(w) for w, _ in _BEFORE) + r")(?:达到|达|到|为|了)?$")
_BEFORE_MAP = dict(_BEFORE)
_AFTER_MAP: dict[str, Comparator] = {
    "以上": "ge", "及以上": "ge", "以下": "le", "及以下": "le", "以内": "le", "之内": "le", "内": "le", "左右": "approx",
    "上下": "approx", "多": "gt", "余": "gt", "强": "gt",
}  # fmt: skip
_LATIN = re.compile(r"[A-Za-z]")
_NOT_AFTER = re.compile(r"号|届|次全|版|路(?!公交)|强|中全会|大会|型|时代|环|纬|维|代|级|后|世纪|班|寸|股|线")


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a clean text, in order, none overlapping another. Plain numbers are left out."""
    found = [*_arabic(text), *_magnitudes(text), *_chinese(text), *_special(text)]
    found.sort(key=lambda q: (q.start, -(q.end - q.start)))
    out: list[Quantity] = []
    for q in found:
        if not out or q.start >= out[-1].end:
            out.append(q)
    return _share_units(text, out)


def _bounds(text: str, start: int, end: int, post: str | None, more: bool) -> tuple[Comparator, int, int, bool]:
    """(comparator, outer start, outer end, bound stands after)."""
    before = _BEFORE_RE.search(text, max(0, start - 7), start)
    outer_start = before.start() if before else start
    outer_end = end + len(post or "")
    if post:
        return _AFTER_MAP[post], outer_start, outer_end, True
    if before:
        return _BEFORE_MAP[before.group(1)], outer_start, outer_end, False
    return ("gt" if more else "eq"), outer_start, outer_end, False


def _number(written: str) -> tuple[Decimal, Decimal, str]:
    return parse_arabic(written)


def _arabic(text: str) -> Iterator[Quantity]:
    for m in _ARABIC.finditer(text):
        written, term = m["n"], m["u"]
        start = m.start()
        people = _PEOPLE.match(text, m.end("m") if m["m"] else m.end("n")) if _SCALED.search(written) and term in (None, "年") else None
        if people is not None and m["n2"] is None:
            value, raw, scale = _number(written)
            unit_name = "人" if people["p"] else "户"
            comparator, a, b, _ = _bounds(text, start, m.end("n"), None, bool(m["m"]))
            yield Quantity(
                start, m.end("m") if m["m"] else m.end("n"), a, b, _float(value), None, unit_name, "count", comparator, float(raw), scale, "",
                "quantity.people",
            )  # fmt: skip
            continue
        if term is None:
            continue
        unit = UNITS[term]
        if term == "年" and (len(written) == 4 or text[m.end("u") : m.end("u") + 1] in ("级", "度", "代")):
            continue
        if text[start - 1 : start] == "第" or (term == "级" and "A" in text[m.end("n") : m.end("u") + 1]):
            continue
        value, raw, scale = _number(written)
        upper = None
        first = UNITS[m["u1"]] if m["u1"] else unit
        if m["n2"]:
            upper, _, scale2 = _number(m["n2"])
            if scale2 and not scale and value < upper and first is unit and value * SCALES[scale2] <= upper:
                value, scale = value * SCALES[scale2], scale2  # 3—5万 means 3万—5万
            upper = upper * unit.factor
            if m["n2"] and upper < value * first.factor:
                upper = None  # 从高到低 or two figures in a row: only the second stands
                value, raw, scale = _number(m["n2"])
                start = m.start("n2")
        base = unit.base
        if m["per"]:
            per = m["per"][1:]
            base = f"{base}/{per}"
        stop = m.end("per") if m["per"] else (m.end("m3") if m["m3"] else m.end("u"))
        more = bool(m["m"] or m["m2"] or m["m3"])
        comparator, a, b, after = _bounds(text, start, stop, m["post"], more)
        if upper is not None:
            comparator = "range"
        yield Quantity(
            start, stop, a, b, _float(value * first.factor), None if upper is None else _float(upper), base, unit.family,
            comparator, float(raw), scale, term + (m["per"] or ""), "quantity.arabic", after,
        )  # fmt: skip


def _chinese(text: str) -> Iterator[Quantity]:
    for m in _CHINESE.finditer(text):
        value = parse_chinese(m["n"])
        if value is None or text.startswith("百分之", m.end("u")):
            continue
        if value == 10 and m["u"] in ("条", "件", "项", "类") and not m["m"]:
            continue  # 十件实事, 十项行动: a name
        unit = UNITS[m["u"]]
        if m["u"] == "年" and len(m["n"]) >= 4:
            continue
        comparator, a, b, after = _bounds(text, m.start(), m.end("u"), m["post"], bool(m["m"]))
        yield Quantity(
            m.start(), m.end("u"), a, b, _float(Decimal(value) * unit.factor), None, unit.base, unit.family, comparator,
            float(value), "", m["u"], "quantity.chinese", after,
        )  # fmt: skip


def _magnitudes(text: str) -> Iterator[Quantity]:
    for m in _MAGNITUDE.finditer(text):
        unit = UNITS[m["u"]] if m["u"] else None
        after = text[m.end() : m.end() + 1]
        if unit is None and (SCALES[m["n"]] < 10**8 or after not in "，。；、）和"):
            continue
        if m["pre"] == "上" and unit is None:
            continue
        before = _BEFORE_MAP.get(m["pre"], "gt")
        comparator: Comparator = "ge" if m["post"] else ("gt" if m["pre"] in ("上", "过") else "eq" if m["pre"] in ("达到", "达") else before)
        factor = unit.factor if unit else Decimal(1)
        yield Quantity(
            m.start("n"), m.end("u") if m["u"] else m.end("n"), m.start(), m.end(), _float(SCALES[m["n"]] * factor), None,
            unit.base if unit else "元", unit.family if unit else "money", comparator, 1.0, m["n"], m["u"] or "元",
            "quantity.magnitude",
        )  # fmt: skip


def _special(text: str) -> Iterator[Quantity]:
    if "分之" in text:
        for m in _FRACTION.finditer(text):
            top, bottom = parse_chinese(m["n"]), parse_chinese(m["d"])
            if top and bottom and text[m.start() - 1 : m.start()] != "个":
                yield _ratio(text, m, round(100 * top / bottom, 2), "quantity.fraction", m["post"])
    if "番" in text:
        for m in _DOUBLE.finditer(text):
            n = parse_chinese(m["n"]) if m["n"] and not m["n"].isdigit() else int(m["n"] or 1)
            comparator, a, b, _ = _bounds(text, m.start(), m.end(), None, False)
            post = m["post"] if m["n"] else None
            yield Quantity(
                m.start(), m.end() - len(post or ""), a, m.end(), float(2 ** (n or 1)), None, "倍", "multiple",
                _AFTER_MAP[post] if post else comparator, float(2 ** (n or 1)), "", "番", "quantity.doubling", growth=True,
            )  # fmt: skip
    for m in _HALF.finditer(text):
        pre = m["pre"] or ""
        comparator = "ge" if m["post"] == "以上" else "approx" if m["post"] else _BEFORE_MAP.get(pre, "gt" if pre == "过" else "eq")
        q = _ratio(text, m, 50.0, "quantity.half", None)
        q.comparator = comparator
        yield q
    for m in _RATIO.finditer(text):
        if _CLOCK.fullmatch(m.group()):
            continue
        if m["c"]:
            for g in "abc":
                yield Quantity(m.start(g), m.end(g), m.start(g), m.end(g), float(m[g]), None, "%", "ratio", "eq", float(m[g]), "", "", "quantity.shares")
        elif m["b"] in ("1", "1.0"):
            yield Quantity(m.start(), m.end(), m.start(), m.end(), float(m["a"]), None, "倍", "multiple", "eq", float(m["a"]), "", "", "quantity.ratio")
    for m in _RANK.finditer(text):
        written = m["a"] or m["t"]
        n = int(written) if written and written.isdigit() else parse_chinese(m["c"] or m["t"])
        if n is None or (n == 1 and m["c"]):
            continue
        yield Quantity(
            m.start(), m.end(), m.start(), m.end(), float(n), None, "位", "rank", "le" if m.group().startswith("前") else "eq",
            float(n), "", "位", "quantity.rank",
        )  # fmt: skip


def _ratio(text: str, m: re.Match[str], value: float, rule: str, post: str | None) -> Quantity:
    comparator, a, _, _ = _bounds(text, m.start(), m.end(), None, False)
    if post:
        comparator = _AFTER_MAP[post]
    return Quantity(m.start(), m.end() - len(post or ""), a, m.end(), value, None, "%", "ratio", comparator, value, "", "", rule, bool(post))


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
            bare = [q for q in group if q.comparator == "eq"]
            if last.bound_end and len(bare) == len(group) - 1:
                for q in bare:
                    q.comparator = last.comparator
            elif group[0].comparator in ("gt", "ge", "le", "lt", "approx") and not group[0].bound_end and len(bare) == len(group) - 1:
                for q in bare:
                    q.comparator = group[0].comparator
        i = j + 1
    return found


def _float(value: Decimal) -> float:
    return float(round(value, 6))
