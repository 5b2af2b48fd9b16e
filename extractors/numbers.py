"""Numerals of official prose: Arabic with scale words (1.37万亿, 3亿2000万), Chinese (两千四百五, 一百零五)."""

from __future__ import annotations

import re
from decimal import Decimal

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "十万": 10**5, "百万": 10**6, "千万": 10**7,
          "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12, "兆": 10**12}  # fmt: skip
SCALE = "万亿|千亿|百亿|千万|百万|亿|万|千|百"
ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
NUMBER = rf"{ARABIC}(?:{SCALE})?(?:(?<=[亿万千百])\d+(?:\.\d+)?(?:{SCALE}))*"
CHINESE = "零〇一二两三四五六七八九十百千万亿"

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
           "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}  # fmt: skip
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_PART = re.compile(rf"({ARABIC})({SCALE})?")


def parse_arabic(text: str) -> tuple[Decimal, Decimal, str]:
    """(value, number before its scale word, scale word) of 0.96万, 9,600 or 3亿2000万; exact, nothing is rounded.

    Where several parts add up, the number is the whole value and the scale word is empty.
    """
    parts = _PART.findall(text)
    if len(parts) == 1:
        number = Decimal(parts[0][0].replace(",", ""))
        return number * SCALES.get(parts[0][1], 1), number, parts[0][1]
    total = sum((Decimal(n.replace(",", "")) * SCALES.get(s, 1) for n, s in parts), Decimal(0))
    return total, total, ""


def parse_chinese(text: str) -> int | None:
    """The value of a Chinese numeral, None where the characters make none (万 alone, 一一).

    Read digit by digit where there is no power in it (二〇二五), and with a dropped last power (两千四百五 = 2450).
    """
    if not text or not any(c in _DIGITS or c in _POWERS for c in text):
        return None
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    power = 1
    seen = zero = False
    for c in text:
        if c in _DIGITS:
            if seen and not zero:
                return None
            digit, seen, zero = _DIGITS[c], True, _DIGITS[c] == 0
        elif c in _POWERS:
            power = _POWERS[c]
            section += (digit if seen and digit else 1) * power
            digit, seen, zero = 0, False, False
        elif c in _MYRIADS:
            power = _MYRIADS[c]
            section += digit
            if not section:
                if not total:
                    return None
                section, total = total, 0
            total = (total + section) * power if power == 10**8 and total else total + section * power
            section, digit, seen, zero = 0, 0, False, False
        else:
            return None
    if seen and digit and not zero and power >= 100 and "零" not in text[-2:-1] and "〇" not in text[-2:-1]:
        digit *= power // 10
    return total + section + digit
