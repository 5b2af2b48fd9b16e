"""Quantities that are not a number with a unit: 三分之二, 翻两番, 过半, 2.3:1, 前十, 过万亿."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.numbers import CHINESE, SCALES, parse_chinese
from extractors.quantity import AFTER, AFTER_WORDS, BEFORE, UNIT, UNITS, Quantity, bounds, to_float
from schemas.values import Comparator

_MAGNITUDE = re.compile(
    rf"(?P<pre>超过|突破|接近|不足|上|超|过|破|近|逾|达到|达)(?P<n>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)(?P<u>{UNIT})?(?P<post>以上|左右)?"
)
_FRACTION = re.compile(rf"(?P<d>[{CHINESE}]+)分之(?P<n>[{CHINESE}]+)(?P<post>{AFTER_WORDS}|强|多)?")
_DOUBLE = re.compile(r"翻(?:了)?(?P<n>[一两二三四]|\d)番(?P<post>以上|多|左右)?|翻番")
_HALF = re.compile(r"(?:(?P<pre>超|过|近|达到|达|占到?|约)(?:了)?(?:一半|半数|半)|一半)(?P<post>以上|左右)?")
_RATIO = re.compile(
    r"(?<![\d:：.])(?P<a>\d{1,6}(?:\.\d{1,6})?)[:：](?P<b>\d{1,6}(?:\.\d{1,6})?)(?:[:：](?P<c>\d{1,6}(?:\.\d{1,6})?))?(?![\d:：])"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_RANK = re.compile(
    rf"(?:第|前)(?:(?P<a>\d{{1,3}})|(?P<c>[{CHINESE}]{{1,3}}))(?:位|名)|前(?P<t>十|三|五|百|\d{{1,2}})(?:强)?(?=[，。；、]|$)"
)


def magnitudes(text: str) -> Iterator[Quantity]:
    """Orders of magnitude without a digit: 规模过万亿, 超百亿元."""
    for m in _MAGNITUDE.finditer(text):
        unit = UNITS[m["u"]] if m["u"] else None
        after = text[m.end() : m.end() + 1]
        if unit is None and (SCALES[m["n"]] < 10**8 or after not in "，。；、）和"):
            continue
        if m["pre"] == "上" and unit is None:
            continue
        before = BEFORE.get(m["pre"], "gt")
        comparator: Comparator = (
            "ge"
            if m["post"]
            else ("gt" if m["pre"] in ("上", "过") else "eq" if m["pre"] in ("达到", "达") else before)
        )
        factor = unit.factor if unit else Decimal(1)
        yield Quantity(
            m.start("n"), m.end("u") if m["u"] else m.end("n"), m.start(), m.end(), to_float(SCALES[m["n"]] * factor), None,
            unit.base if unit else "元", unit.family if unit else "money", comparator, 1.0, m["n"], m["u"] or "元",
            "quantity.magnitude",
        )  # fmt: skip


def special(text: str) -> Iterator[Quantity]:
    """Fractions, doublings, halves, ratios to one, shares of three, ranks."""
    if "分之" in text:
        for m in _FRACTION.finditer(text):
            top, bottom = parse_chinese(m["n"]), parse_chinese(m["d"])
            if top and bottom and text[m.start() - 1 : m.start()] != "个":
                yield _ratio(text, m, round(100 * top / bottom, 2), "quantity.fraction", m["post"])
    if "番" in text:
        for m in _DOUBLE.finditer(text):
            n = parse_chinese(m["n"]) if m["n"] and not m["n"].isdigit() else int(m["n"] or 1)
            comparator, a, _b, _ = bounds(text, m.start(), m.end(), None, False)
            post = m["post"] if m["n"] else None
            yield Quantity(
                m.start(), m.end() - len(post or ""), a, m.end(), float(2 ** (n or 1)), None, "倍", "multiple",
                AFTER[post] if post else comparator, float(2 ** (n or 1)), "", "番", "quantity.doubling", growth=True,
            )  # fmt: skip
    for m in _HALF.finditer(text):
        pre = m["pre"] or ""
        comparator = (
            "ge" if m["post"] == "以上" else "approx" if m["post"] else BEFORE.get(pre, "gt" if pre == "过" else "eq")
        )
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


def _ratio(text: str, m: re.Match[str], value: float, rule: str, post: str | None) -> Quantity:
    comparator, a, _, _ = bounds(text, m.start(), m.end(), None, False)
    if post:
        comparator = AFTER[post]
    return Quantity(
        m.start(),
        m.end() - len(post or ""),
        a,
        m.end(),
        value,
        None,
        "%",
        "ratio",
        comparator,
        value,
        "",
        "",
        rule,
        bool(post),
    )
