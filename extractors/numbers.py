"""Numerals of official prose: Arabic with scale words (1.37万亿, 3亿2000万), Chinese (两千四百五, 一百零五), mixed (2千零30万)."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "十万": 10**5, "百万": 10**6, "千万": 10**7,
          "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "兆": 10**12}  # fmt: skip
# 千 before these belongs to the unit: 2.3千克 is 2.3 of them.
SCALE = "万亿|千亿|百亿|千万|百万|亿|万|千(?!克|瓦|米|伏|帕|卡|赫|比特|字节)|百(?!分)"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
NUMBER = rf"{ARABIC}(?:{SCALE})?(?:(?<=[亿万千百])\d+(?:\.\d+)?(?:{SCALE}))*"
CHINESE = "零〇一二两三四五六七八九十百千万亿"
#: A Chinese numeral in prose, with a point (三点五) and without the 千 of a unit (六十万千瓦).
NUMERAL = (
    r"(?:[零〇一二两三四五六七八九十百万亿]|千(?!克|瓦|米|伏|帕|卡|赫|比特|字节)"
    r"|(?<=[零〇一二两三四五六七八九十百千])点(?=[零〇一二三四五六七八九]))"
)
#: Numerals of cheques and deeds (大写数字), beside the plain ones.
FINANCIAL = "壹贰叁肆伍陆柒捌玖拾佰仟"

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_FINANCIAL = str.maketrans(FINANCIAL + "〇", "一二三四五六七八九十百千零")
_MYRIADS = (("兆", 10**12), ("亿", 10**8), ("万", 10**4))
_PART = re.compile(rf"({ARABIC})({SCALE})?")
_ONES = "一二三四五六七八九"
_PAIR = re.compile(
    rf"(?P<head>[{_ONES}]?十)?(?P<a>[一二两三四五六七八])(?P<b>[二三四五六七八九])(?P<power>[十百千]?[万亿]{{0,2}})"
)
_BELOW_MYRIAD = re.compile(
    rf"(?:零*(?P<k>[一二两三四五六七八九]|{ARABIC})?(?P<K>千))?(?:零*(?P<h>[一二两三四五六七八九]|{ARABIC})?(?P<H>百))?"
    rf"(?:零*(?P<t>[一二两三四五六七八九]|{ARABIC})?(?P<T>十))?(?P<z>零*)(?P<u>[一二两俩三四五六七八九]|{ARABIC})?"
)


def parse_arabic(text: str) -> tuple[Decimal, Decimal, str]:
    """(value, number before its scale word, scale word) of 0.96万, 9,600 or 3亿2000万; exact, nothing is rounded.

    Where several parts add up, the number is the whole value and the scale word is empty.
    """
    parts = _PART.findall(text)
    if len(parts) == 1:
        number = Decimal(parts[0][0].replace(",", ""))
        return number * SCALES.get(parts[0][1], 1), number, parts[0][1]
    total = parse_numeral(text)  # 1千5百万: the scale words nest as Chinese ones do
    if total is None:
        total = sum((Decimal(n.replace(",", "")) * SCALES.get(s, 1) for n, s in parts), Decimal(0))
    return total, total, ""


def parse_chinese(text: str) -> int | None:
    """The value of a Chinese numeral, None where the characters make none (万 alone, 五十千, 两两).

    Read digit by digit where there is no power in it (二〇二五), and with a dropped last power (两千四百五 = 2450).
    """
    value = parse_numeral(text)
    return int(value) if value is not None and value == int(value) else None


def parse_numeral(text: str) -> Decimal | None:
    """The exact value of a numeral in any writing without sign or blanks, None where the characters make none.

    Chinese (一万零一十二), financial (叁仟伍佰), Arabic with scale words (5万4千6百, 1千零1), with a point (三点五万, 两千万点五),
    digit by digit (二〇二五). A last digit after a dropped power counts a tenth of it: 九万四 = 94000, 四百五 = 450.
    """
    if not text:
        return None
    text = text.translate(_FINANCIAL)
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return None if "两" in text or "俩" in text else Decimal("".join(str(_DIGITS[c]) for c in text))
    return _read(text)


def _read(text: str) -> Decimal | None:
    for word, scale in _MYRIADS:
        head, mark, tail = text.rpartition(word)
        if mark:
            left = _read(head) if head.strip("零") else None
            right = _rest(tail, scale)
            return None if left is None or right is None else left * scale + right
    whole, point, digits = text.partition("点")
    if point:
        fraction = "".join(
            str(_DIGITS[c]) if c in _DIGITS and c not in "两俩" else c if c.isdecimal() else "x" for c in digits
        )
        value = _below_myriad(whole) if whole else Decimal(0)
        return None if value is None or not fraction.isdecimal() else value + Decimal(f"0.{fraction}")
    return _below_myriad(text)


def _rest(text: str, scale: int) -> Decimal | None:
    """What follows a myriad: a lone digit is a tenth of it, anything else counts as it stands and stays below it."""
    if not text:
        return Decimal(0)
    if text in _DIGITS or (len(text) == 1 and text.isdecimal()):
        return Decimal(_DIGITS[text] if text in _DIGITS else int(text)) * scale / 10
    value = _read(text)
    return None if value is None or value >= scale else value


def _below_myriad(text: str) -> Decimal | None:
    m = _BELOW_MYRIAD.fullmatch(text)
    if m is None or not text:
        return None
    total, lowest = Decimal(0), 0
    for digit, mark, power in (("k", "K", 1000), ("h", "H", 100), ("t", "T", 10)):
        if m[mark]:
            total += (_value(m[digit]) if m[digit] else 1) * power
            lowest = power
    if m["u"]:
        unit = _value(m["u"])
        if lowest >= 100 and not m["z"] and len(m["u"]) == 1:
            unit *= lowest // 10
        elif lowest and unit >= lowest:
            return None
        total += unit
    return total


def _value(text: str) -> Decimal:
    return Decimal(_DIGITS[text]) if text in _DIGITS else Decimal(text.replace(",", ""))


def parse_pair(text: str) -> tuple[Decimal, Decimal] | None:
    """The two ends that neighbouring digits name (二三十, 七八百, 三五, 十五六), None where they name none."""
    m = _PAIR.fullmatch(text)
    if m is None:
        return None
    low, high = _ONES.index(m["a"].replace("两", "二")) + 1, _ONES.index(m["b"]) + 1
    if not (high == low + 1 or (low, high) == (3, 5)):
        return None
    tens = parse_numeral(m["head"]) if m["head"] else Decimal(0)
    scale = parse_numeral("一" + m["power"]) if m["power"] else Decimal(1)
    return None if tens is None or scale is None else ((tens + low) * scale, (tens + high) * scale)


def is_spelt(text: str) -> bool:
    """Whether digits stand side by side without making a number: 三五, 一二三; not 二〇二五."""
    digits = text.partition("点")[0]
    return (
        len(digits) > 1
        and all(c in "一二两三四五六七八九零〇" for c in digits)
        and not (len(digits) > 3 and ("零" in digits or "〇" in digits))
    )
