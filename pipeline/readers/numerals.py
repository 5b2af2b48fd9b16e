"""Numbers as Word's automatic numbering writes them: 一、（二）3.④ and their like.

Source: values of ST_NumberFormat in ISO/IEC 29500-1, 17.18.59.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def counting(n: int, digits: str = _DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """Counting numerals up to 99999: 12 is 十二, 105 is 一百零五."""
    if n == 0:
        return zero
    if not 0 < n < 100_000:
        return str(n)
    if n >= 10_000:
        rest = n % 10_000
        gap = zero if 0 < rest < 1000 else ""
        low = counting(rest, digits, units, zero) if rest else ""
        return counting(n // 10_000, digits, units, zero) + "万" + gap + low
    out, pending = "", False
    for place in (3, 2, 1, 0):
        digit = n // 10**place % 10
        if digit == 0:
            pending = bool(out)
            continue
        out += zero if pending else ""
        out += digits[digit] + (units[place - 1] if place else "")
        pending = False
    if digits is _DIGITS and out.startswith("一十"):
        out = out[1:]
    return out


def positional(n: int, digits: str = _DIGITS) -> str:
    """Digit by digit: 12 is 一二."""
    return "".join(digits[int(d)] for d in str(n))


def roman(n: int) -> str:
    """Roman numerals in capitals, up to 3999."""
    if not 0 < n < 4000:
        return str(n)
    out = ""
    for value, letters in _ROMAN:
        out += letters * (n // value)
        n %= value
    return out


def letter(n: int) -> str:
    """Letters in capitals as Word repeats them: 27 is AA, 28 is BB."""
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1) if n > 0 else str(n)


def circled(n: int) -> str:
    """Encircled numbers up to 50, plain beyond."""
    for first, last, base in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= n <= last:
            return chr(base + n - first)
    return str(n)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": lambda n: "".join(chr(0xFF10 + int(d)) for d in str(n)),
    "decimalFullWidth2": lambda n: "".join(chr(0xFF10 + int(d)) for d in str(n)),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedFullstop": lambda n: chr(0x2487 + n) if 1 <= n <= 20 else f"{n}.",
    "decimalEnclosedParen": lambda n: f"({n})",
    "upperLetter": letter,
    "lowerLetter": lambda n: letter(n).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "ideographDigital": positional,
    "japaneseDigitalTenThousand": positional,
    "taiwaneseDigital": positional,
    "chineseLegalSimplified": lambda n: counting(n, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: counting(n, _LEGAL, "拾佰仟"),
    "ideographTraditional": lambda n: _STEMS[n - 1] if 1 <= n <= 10 else str(n),
    "ideographZodiac": lambda n: _BRANCHES[n - 1] if 1 <= n <= 12 else str(n),
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if 1 <= n <= 10 else str(n),
    "ideographParenthesized": lambda n: chr(0x3220 + n - 1) if 1 <= n <= 10 else f"（{counting(n)}）",
    "none": lambda n: "",
}


def written(n: int, number_format: str) -> str:
    """A number in one of Word's formats; plain digits where the format is not known."""
    return _FORMATS.get(number_format, str)(n)
