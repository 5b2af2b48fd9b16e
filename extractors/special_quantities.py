"""Quantities that are not a number with a unit: 三分之二, 翻两番, 过半, 2.3:1, 前十, 过万亿."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.numbers import ARABIC, CHINESE, NUMERAL, SCALES, parse_arabic, parse_chinese, parse_numeral
from extractors.quantity import AFTER, AFTER_WORDS, BEFORE, UNIT, UNITS, Quantity, Unit, bounds, to_float
from schemas.values import Comparator

_MAGNITUDE = re.compile(
    rf"(?:(?P<pre>[迈跨跃登站踏]上|超过|突破|接近|不足|上|超|过|破|近|逾|达到|达)(?P<n>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)"
    rf"|(?<![{CHINESE}\d几数第])(?P<n2>百万|千万|万|千|百)(?P<more>余|多))(?P<u>{UNIT})?(?P<post>以上|左右)?"
)
_STEP = re.compile(rf"(?P<n>{ARABIC}(?:万亿|千亿|百亿|亿))(?P<more>多|余)?(?=的?新?(?:台阶|大关|关口))")
_MONEY_NOUN = re.compile(
    r"总值|总量|收入|产值|投资|GDP|存款|贷款|余额|消费|零售|进出口|总额|资产|交易|税收|营收|规模|产业|增加值|经济"
)
_STOPS = re.compile(r"[，。；、）和]|$|的?新?(?:台阶|大关|关口|门槛)")
_FRACTION = re.compile(
    rf"(?P<d>[{CHINESE}]+)分之(?P<n>{NUMERAL}+|\d+(?:\.\d+)?)(?P<more>多|余|强)?(?P<post>{AFTER_WORDS})?"
)
_WHOLE = re.compile(r"(?<!个)百分百(?!的[努热精干信用])")
# 22/10万: so many of a hundred thousand, as mortality is told.
_OF_100_000 = re.compile(rf"(?<![\d./])(?P<n>\d+(?:\.\d+)?)/(?:10|十)万(?P<post>{AFTER_WORDS})?")
_SLASH = re.compile(
    rf"(?P<n>[1-9])(?:(?<=[占达到的近约至为足于]\d)|(?<=[减增][长加少]\d))/(?P<d>[2-9]|10)(?![\d/.])(?P<post>{AFTER_WORDS})?"
)
_TENTHS = re.compile(
    rf"(?P<a>[一二两三四五六七八九])(?<![{CHINESE}\d].)成(?P<b>[一二三四五六七八九半])(?P<post>{AFTER_WORDS})?(?=[，。；、）的]|$)"
)
_POINTS = re.compile(
    rf"(?P<n>(?<![\d.]){ARABIC}|(?<![{CHINESE}点]){NUMERAL}+)(?:个(?:(?P<more>多|余)|(?P<post>{AFTER_WORDS})的?)|(?P<bare>))百分点|(?<![{CHINESE}\d])半个百分点"
)
_POINT = re.compile(r"百分点(?<![^半]个百分点)")
_NO_GROWTH = re.compile(r"(?<!趋)零(?:增长|新增)(?<![归清为]零..)")
_DOUBLE = re.compile(r"翻(?:了)?(?P<n>[一两二三四]|\d(?:\.\d)?)番(?P<post>以上|多|左右)?|翻番(?P<post2>以上|左右)?")
_HALF = re.compile(
    r"(?:(?P<pre>超过|超出|超|过|近|逾|达到|达|占到?|约|不足|不到)(?:了)?(?:一半|半数|(?<![足到])半(?![年月天日小径数个]))|一半|半数(?=以[上下]))(?P<post>以上|以下|左右|多)?"
)
_RATIO = re.compile(
    r"(?<![\d:：.])(?P<a>\d{1,6}(?:\.\d{1,6})?)[:：](?P<b>\d{1,6}(?:\.\d{1,6})?)(?:[:：](?P<c>\d{1,6}(?:\.\d{1,6})?))?(?![\d:：])"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_RANK = re.compile(
    rf"(?:第|前)(?:(?P<a>\d{{1,3}})|(?P<c>[{CHINESE}]{{1,3}}))(?:位|名(?![额单片录]))"
    rf"|前(?P<t>[二三四五六七八九]?十[一二三四五六七八九]?|三|五|六|八|百|\d{{1,2}})(?:强)?(?=[，。；、]|$|(?:行列|之列|方阵|以内))"
)


def magnitudes(text: str) -> Iterator[Quantity]:
    """Orders of magnitude without a digit: 规模过万亿, 超百亿元."""
    for m in _MAGNITUDE.finditer(text):
        unit = UNITS[m["u"]] if m["u"] else None
        if m["more"]:
            yield from _some(text, m, unit)
            continue
        if unit is None and (SCALES[m["n"]] < 10**8 or not _STOPS.match(text, m.end())):
            continue
        if m["pre"] == "上" and unit is None:
            continue
        before = BEFORE.get(m["pre"], "gt")
        comparator: Comparator = (
            "ge"
            if m["post"]
            else (
                "gt"
                if m["pre"] in ("上", "过")
                else "ge"
                if m["pre"].endswith("上")
                else "eq"
                if m["pre"] in ("达到", "达")
                else before
            )
        )
        factor = unit.factor if unit else Decimal(1)
        yield Quantity(
            m.start("n"), m.end("u") if m["u"] else m.end("n"), m.start(), m.end(), to_float(SCALES[m["n"]] * factor), None,
            unit.base if unit else "元", unit.family if unit else "money", comparator, 1.0, m["n"], m["u"] or "元",
            "quantity.magnitude",
        )  # fmt: skip


def money_steps(text: str) -> Iterator[Quantity]:
    """总量迈上5万亿台阶, 收入突破300亿大关: the noun before it says that it is money."""
    for m in _STEP.finditer(text):
        if _MONEY_NOUN.search(text, max(0, m.start() - 24), m.start()):
            value, raw, scale = parse_arabic(m["n"])
            comparator, a, b, _ = bounds(text, m.start(), m.end("n"), None, bool(m["more"]))
            yield Quantity(
                m.start(), m.end("n"), a, b, to_float(value), None, "元", "money", comparator, float(raw), scale, "元",
                "quantity.money_step",
            )  # fmt: skip


def _some(text: str, m: re.Match[str], unit: Unit | None) -> Iterator[Quantity]:
    """万余亩, 百余家: an order of magnitude and more."""
    if unit is None or unit.family in ("other", "count_weak", "score"):
        return
    _, a, b, after = bounds(text, m.start(), m.end("u"), m["post"], True)
    yield Quantity(
        m.start(), m.end("u"), a, b, to_float(SCALES[m["n2"]] * unit.factor), None, unit.base, unit.family, "gt", 1.0, m["n2"], m["u"],
        "quantity.magnitude", after,
    )  # fmt: skip


def special(text: str) -> Iterator[Quantity]:
    """Fractions, doublings, halves, ratios to one, shares of three, ranks."""
    if "分之" in text:
        for m in _FRACTION.finditer(text):
            top, bottom = parse_numeral(m["n"]), _denominator(m["d"])
            whole = top is not None and (top == int(top) or m["d"] in "十百千万")
            if top and bottom and whole and text[m.start() - 1 : m.start()] != "个":
                yield _ratio(text, m, to_float(100 * top / bottom), "quantity.fraction", m["post"], m["more"])
    if "百分百" in text:
        for m in _WHOLE.finditer(text):
            yield _ratio(text, m, 100.0, "quantity.fraction", None)
    if "/" in text:
        for m in _OF_100_000.finditer(text):
            q = _ratio(text, m, to_float(Decimal(m["n"]) / 1000), "quantity.fraction", m["post"])
            q.value, q.raw_value, q.raw_unit = to_float(Decimal(m["n"]) / 1000), float(m["n"]), "/10万"
            yield q
        for m in _SLASH.finditer(text):
            if (share := Decimal(m["n"]) / Decimal(m["d"])) < 1:
                q = _ratio(text, m, to_float(100 * share), "quantity.fraction", m["post"])
                q.raw_value = float(share)
                yield q
    if "成" in text:
        for m in _TENTHS.finditer(text):
            ones = 5 if m["b"] == "半" else parse_chinese(m["b"]) or 0
            yield _ratio(text, m, 10.0 * (parse_chinese(m["a"]) or 0) + ones, "quantity.tenths", m["post"])
    for point in _POINT.finditer(text):
        for m in _POINTS.finditer(text, max(0, point.start() - 16), point.end()):
            value = Decimal("0.5") if m["n"] is None else parse_numeral(m["n"].replace(",", ""))
            if value is not None and not (m["n"] and m["bare"] is None and not (m["more"] or m["post"])):
                q = _ratio(text, m, to_float(value), "quantity.points", None, m["more"])
                q.unit, q.family, q.raw_unit = "百分点", "points", "个百分点"
                if m["post"]:
                    q.comparator = AFTER[m["post"]]
                yield q
    if "零增长" in text:
        for m in _NO_GROWTH.finditer(text):
            q = _ratio(text, m, 0.0, "quantity.no_growth", None)
            q.growth = True
            yield q
    if "番" in text:
        for m in _DOUBLE.finditer(text):
            times = float(parse_numeral(m["n"] or "一") or 1)
            comparator, a, _b, _ = bounds(text, m.start(), m.end(), None, False)
            post = m["post"] or m["post2"]
            yield Quantity(
                m.start(), m.end() - len(post or ""), a, m.end(), round(2**times, 2), None, "倍", "multiple",
                AFTER[post] if post else comparator, round(2**times, 2), "", "番", "quantity.doubling", growth=True,
            )  # fmt: skip
    for m in _HALF.finditer(text):
        pre = m["pre"] or ""
        comparator = AFTER[m["post"]] if m["post"] else BEFORE.get(pre, "gt" if pre == "过" else "eq")
        q = _ratio(text, m, 50.0, "quantity.half", None)
        q.comparator = comparator
        yield q
    for m in _RATIO.finditer(text):
        if _CLOCK.fullmatch(m.group()):
            continue
        if m["c"]:
            for g in "abc":
                yield Quantity(
                    m.start(g),
                    m.end(g),
                    m.start(g),
                    m.end(g),
                    float(m[g]),
                    None,
                    "%",
                    "ratio",
                    "eq",
                    float(m[g]),
                    "",
                    "",
                    "quantity.shares",
                )
        elif m["b"] in ("1", "1.0"):
            yield Quantity(
                m.start(),
                m.end(),
                m.start(),
                m.end(),
                float(m["a"]),
                None,
                "倍",
                "multiple",
                "eq",
                float(m["a"]),
                "",
                "",
                "quantity.ratio",
            )
    for m in _RANK.finditer(text):
        written = m["a"] or m["t"]
        n = int(written) if written and written.isdigit() else parse_chinese(m["c"] or m["t"])
        if n is None or (n == 1 and m["c"]):
            continue
        yield Quantity(
            m.start(), m.end(), m.start(), m.end(), float(n), None, "位", "rank", "le" if m.group().startswith("前") else "eq",
            float(n), "", "位", "quantity.rank",
        )  # fmt: skip


def _denominator(words: str) -> Decimal | None:
    """百, 千 and 万 count as one of them."""
    return parse_numeral(words) or parse_numeral("一" + words)


def _ratio(text: str, m: re.Match[str], value: float, rule: str, post: str | None, more: str | None = None) -> Quantity:
    """A share of the whole match; post: the bounding words at its end, more: 多 or 余 there."""
    comparator, a, _, _ = bounds(text, m.start(), m.end(), None, bool(more))
    if post:
        comparator = AFTER[post]
    end = m.end() - len(post or "") - (len(more or "") if rule == "quantity.fraction" else 0)
    return Quantity(
        m.start(), end, a, m.end(), round(value, 2), None, "%", "ratio", comparator, round(value, 2), "", "", rule, bool(post)
    )  # fmt: skip
