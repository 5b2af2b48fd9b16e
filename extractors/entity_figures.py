"""Figures of any writing in plain text, with no unit yet: 5万4千6百, 负一又二分之一, 十几万, 七八百, 2e5, 百分之一百二十点五."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.lexicon import read_table
from extractors.numbers import ARABIC, CHINESE, FINANCIAL, is_spelt, parse_numeral, parse_pair

#: The characters of a Chinese numeral, plain and financial.
NUMERAL = CHINESE + FINANCIAL + "兆"
# A longer run of numerals is an identifier or noise, not a figure.
_LONGEST = 60
_RUN = re.compile(rf"(?>(?:{ARABIC}|(?<![\d.])\.\d+|(?<=\.\.\.)\d+|[{NUMERAL}点多余几])++)")
_POWERED = re.compile(rf"({ARABIC})(?:[eE]([+-]?\d{{1,2}})|\^([+-]{{0,2}})(\d{{1,2}}))(?![\d.])")
_THOUSANDS = re.compile(rf"({ARABIC})k(?![A-Za-z])")
_SOME = re.compile(r"(?P<first>[几数])(?P<power>[十百千万亿]+)")
_MORE = re.compile(r"零?[多余几]")
_SIGN = re.compile(r"(?:(?<![减肩担自抱欺辜胜背])负|(?<![\dA-Za-z一-鿿%])[-+]|(?<=[为是长速幅达到降了])[-+])$")
_ANY = rf"(?>(?:{ARABIC}|[{NUMERAL}点])++)"
_FRACTION = re.compile(
    rf"(?<![{NUMERAL}\d点.])(?:(?P<w>{_ANY})又)?(?P<d>{_ANY})分之(?P<s>[负-]?)(?P<n>{_ANY}[多余几]?k?)"
)
_SLASH = re.compile(r"(?<![\d./])(?:(?P<w>\d{1,9}) )?(?P<a>\d{1,9})/(?P<b>\d{1,3})(?![\d/.年])")
_POWER_OF_TEN = re.compile(r"[一壹]?[十百千万亿拾佰仟]+")
# Thousands belong to the unit: three thousand bits are three kilobits, 一百千瓦 a hundred kilowatts.
_KILO = re.compile(r"比特|字节|瓦|赫兹|卡|帕|伏|焦|克|米")


@dataclass(slots=True)
class Figure:
    """A number in plain text[start:end].

    value, upper: exact; upper of 七八百 alone.  more: 多, 余 or 几 in it, so that it is a lower bound.
    words: written in Chinese numerals.  ratio: value in hundredths, of a fraction or 百分之.  bare: the fraction itself.
    """

    start: int
    end: int
    value: Decimal
    upper: Decimal | None = None
    more: bool = False
    words: bool = False
    ratio: bool = False
    bare: Decimal | None = None


@cache
def _look_alikes() -> re.Pattern[str]:
    numeral = "零〇一二两三四五六七八九十百千"
    patterns = (re.sub(r"\[(\^?)N", rf"[\1{numeral}", r["pattern"]) for r in read_table("look_alikes"))
    return re.compile("|".join(f"(?:{p.replace('(?<!N)', f'(?<![{numeral}])')})" for p in patterns))


def look_alikes(text: str) -> list[tuple[int, int]]:
    """The spans of numerals that are no figure (look_alikes.tsv), in order."""
    return [m.span() for m in _look_alikes().finditer(text) if m.end() > m.start()]


def figures(text: str) -> list[Figure]:
    """The figures of a plain text in order, none overlapping another; look-alikes are not left out."""
    joined = sorted([*_fractions(text), *_slashes(text)], key=lambda f: f.start)
    found: list[Figure] = []
    at = 0
    for f in joined:
        if f.start >= at:
            found += _numbers(text, at, f.start)
            found.append(f)
            at = f.end
    found += _numbers(text, at, len(text))
    found = [f for f in found if f.value.adjusted() < _LONGEST and (f.upper is None or f.upper.adjusted() < _LONGEST)]
    for f in found:
        if sign := _SIGN.search(text, max(0, f.start - 2), f.start):
            if sign.group() != "+":
                f.value, f.upper = -f.value, None if f.upper is None else -f.upper
                f.bare = None if f.bare is None else -f.bare
            f.start = sign.start()
    return found


def _numbers(text: str, at: int, end: int) -> Iterator[Figure]:
    while m := _RUN.search(text, at, end):
        at = m.end()
        if powered := _POWERED.match(text, m.start(), end):
            number = Decimal(powered[1].replace(",", ""))
            if powered[2]:
                value = number.scaleb(int(powered[2]))
            else:
                value = _power(number, -int(powered[4]) if powered[3].count("-") % 2 else int(powered[4]))
            yield Figure(m.start(), powered.end(), value)
            at = powered.end()
        elif thousands := _THOUSANDS.match(text, m.start(), end):
            yield Figure(m.start(), thousands.end(), Decimal(thousands[1].replace(",", "")) * 1000)
            at = thousands.end()
        elif m.end() - m.start() <= _LONGEST and (figure := _run(text, m.start(), m.end())):
            yield figure
            at = max(figure.end, m.start() + 1)


def _power(number: Decimal, power: int) -> Decimal:
    return Decimal(0) if not number else number**power


def _run(text: str, start: int, end: int) -> Figure | None:
    """The figure of a run of numerals: its longest beginning that makes a number."""
    if end - start > 1 and (text[end - 1] == "两" or (text[end - 1] == "千" and _KILO.match(text, end))):
        end -= 1  # 三十两, 一百千瓦: what follows the number is its unit
    if text[start - 1 : start] == "数" and (some := _SOME.match(text, start - 1)) and some.end() >= end:
        value = parse_numeral("一" + some["power"])
        return None if value is None else Figure(start - 1, end, value, more=True, words=True)
    while start < end and text[start] in "点多余":
        start += 1
    if start == end:
        return None
    if (some := _SOME.match(text, start, end)) and (value := parse_numeral("一" + some["power"])):
        return Figure(start, some.end(), value, more=True, words=True)
    if pair := _pair(text, start, end):
        return pair
    if text[start] == ".":
        return Figure(start, end, Decimal("0" + text[start:end])) if text[start + 1 : end].isdecimal() else None
    for stop in range(end, start, -1):
        written = text[start:stop]
        if written[-1] == "点" or (written[-1] == "几" and not written.endswith("十几")):
            continue
        value = parse_numeral(_MORE.sub("", written))
        if value is not None and not is_spelt(written):
            return Figure(
                start, stop, value, None, bool(_MORE.search(written)), not any(c.isdecimal() for c in written)
            )
    return None


def _pair(text: str, start: int, end: int) -> Figure | None:
    """Two neighbouring digits for a range: 二三十, 七八百, 三五, 十五六."""
    ends = parse_pair(text[start:end])
    return None if ends is None else Figure(start, end, *ends, False, True)


def _fractions(text: str) -> Iterator[Figure]:
    """百分之一百二十点五, 二十五分之一百四十四, 三百五又三分之一."""
    if "分之" not in text:
        return
    for m in _FRACTION.finditer(text):
        ten = _POWER_OF_TEN.fullmatch(m["d"])
        bottom = parse_numeral(m["d"]) or (parse_numeral("一" + m["d"]) if ten else None)
        top = _top(text, m)
        if not bottom or top is None or (top.value != int(top.value) and not ten):
            continue
        value = top.value / bottom * (-1 if m["s"] else 1)
        whole = parse_numeral(m["w"]) if m["w"] else None
        if whole is not None:
            yield Figure(m.start(), top.end, whole + value, words=True)
        else:
            start = m.start("d")
            yield Figure(start, top.end, value * 100, more=top.more, words=True, ratio=True, bare=value)


def _top(text: str, m: re.Match[str]) -> Figure | None:
    return next(_numbers(text, m.start("n"), m.end("n")), None)


def _slashes(text: str) -> Iterator[Figure]:
    """1/2 and 1 3/5."""
    if "/" not in text:
        return
    for m in _SLASH.finditer(text):
        if bottom := int(m["b"]):
            yield Figure(m.start(), m.end(), int(m["w"] or 0) + Decimal(int(m["a"])) / bottom)
