"""A sheet's number as a person sees it: 0.085 under the format 0.0% is 8.5%.

Source: format codes of ECMA-376 part 1, 18.8.31 and the built-in ones of 18.8.30.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 48: "##0.0E+0", 49: "@",
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[([^\]]*)\]|(General)|([#0?][#0?,]*(?:\.[#0?]*)?,*|\.[#0?]+)|(.)', re.I | re.S
)
_DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|!(.)|\[[^\]]*\]|(y+|m+|d+|h+|s+|AM/PM|上午/下午|a{3,4})|(.)', re.IGNORECASE | re.DOTALL
)


class _Picture(NamedTuple):
    """A number's format taken apart. scale: powers of thousand divided away by trailing commas."""

    before: str
    after: str
    shift: int  # powers of ten divided away by a literal point: 0!.0, shows thousands as tens of thousands
    whole: int
    decimals: int
    optional: int
    grouped: bool
    percent: bool
    scale: int
    general: bool


def shown_number(number: float, code: str | None) -> str:
    """A number under a format code. Codes of dates, fractions and powers fall back to the plain number."""
    if code is None or code in ("General", "@", ""):
        return plain_number(number)
    sections = _sections(code)
    if number < 0 and len(sections) > 1 and sections[1].strip():
        picture, number, sign = _picture(sections[1]), -number, ""
        sign = "" if "-" in sections[1] or "(" in sections[1] or "（" in sections[1] or "△" in sections[1] else "-"
        if "-" in sections[1]:
            sign = ""
    else:
        zero = number == 0 and len(sections) > 2
        picture, sign = _picture(sections[2] if zero else sections[0]), "-" if number < 0 else ""
        number = abs(number)
    if picture is None:
        return sign + plain_number(number)
    if picture.general:
        return sign + picture.before + plain_number(number) + picture.after
    scaled = (
        Decimal(repr(number))
        * (100 if picture.percent else 1)
        / (Decimal(1000) ** picture.scale)
        / (Decimal(10) ** picture.shift)
    )
    rounded = scaled.quantize(Decimal(1).scaleb(-picture.decimals), ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    while picture.optional and len(part) > picture.decimals - picture.optional and part.endswith("0"):
        part = part[:-1]
    whole = whole.zfill(picture.whole) if whole != "0" or picture.whole else ""
    if picture.grouped:
        whole = f"{int(whole or 0):,}"
    digits = whole + ("." + part if part else "")
    if not any(c in "123456789" for c in digits):
        sign = ""
    return (sign + picture.before + digits + picture.after).strip()


def plain_number(number: float) -> str:
    """A number without a format, as a cell of the General format shows it."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{Decimal(f'{number:.12g}'):f}"


def is_date_format(code: str) -> bool:
    """Whether a format code shows a date or a time."""
    bare = re.sub(r'"[^"]*"|\\.|!.|\[(?!h|m|s)[^\]]*\]', "", code.split(";")[0], flags=re.IGNORECASE)
    return bool(re.search(r"[ymdhs]", bare, re.IGNORECASE)) and "General" not in bare


def shown_date(when: date | datetime | time, code: str | None) -> str:
    """A date or time under a format code; ISO form where there is none."""
    if not code or not is_date_format(code):
        if isinstance(when, datetime) and when.time() == time():
            return when.date().isoformat()
        return when.isoformat(sep=" ") if isinstance(when, datetime) else when.isoformat()
    out, minutes = [], False
    for match in _DATE_TOKEN.finditer(code.split(";")[0]):
        literal = next((g for g in match.groups()[:3] if g is not None), None)
        token, other = match[4], match[5]
        if literal is not None:
            out.append(literal)
        elif token:
            low = token.lower()
            if low[0] == "h":
                minutes = True
            out.append(_date_part(when, low, minutes))
            if low[0] in "ms" and minutes and low[0] == "m":
                minutes = False
        elif other and other not in "@_*":
            out.append(other)
            if other == ":":
                minutes = True
    return "".join(out).strip()


def _date_part(when: date | datetime | time, token: str, minutes: bool) -> str:
    clock = when if isinstance(when, datetime | time) else time()
    day = when if isinstance(when, date) else None
    if token[0] == "m" and minutes:
        return f"{clock.minute:02d}" if len(token) > 1 else str(clock.minute)
    if token[0] in "hs":
        n = clock.hour if token[0] == "h" else clock.second
        return f"{n:02d}" if len(token) > 1 else str(n)
    if token in ("am/pm", "上午/下午"):
        return "上午" if clock.hour < 12 else "下午"
    if day is None:
        return ""
    if token[0] == "y":
        return f"{day.year:04d}" if len(token) > 2 else f"{day.year % 100:02d}"
    if token[0] == "a":
        return "一二三四五六日"[day.weekday()]
    n = day.month if token[0] == "m" else day.day
    return f"{n:02d}" if len(token) == 2 else str(n)


def _sections(code: str) -> list[str]:
    return re.findall(r'(?:"[^"]*"|\\.|[^;])+|(?<=;)(?=;|$)', code) or [code]


@lru_cache(maxsize=512)
def _picture(section: str) -> _Picture | None:
    before = after = ""
    digits: str | None = None
    percent = general = False
    shift = 0
    for match in _TOKEN.finditer(section):
        literal = next((g for g in match.groups()[:3] if g is not None), None)
        if match[4] is not None:
            literal = match[4][1:].split("-")[0] if match[4].startswith("$") else ""
        if match[5]:
            general, digits = True, ""
        elif match[6] and digits is None:
            digits = match[6]
        elif match[6]:  # a second run of places: a fraction, a phone number; or 0!.0 for tens of thousands
            if after == "." and digits is not None:
                digits, after, shift = digits + "." + match[6], "", len(match[6].rstrip(","))
            else:
                return None
        elif match[7] is not None and match[7] in "/Ee":
            return None
        elif literal is None and match[7] is None:
            continue
        else:
            text = literal if literal is not None else match[7]
            percent = percent or (literal is None and text in "%％")
            if digits is None:
                before += text
            else:
                after += text
    if digits is None:
        return None
    return _counted(before, after, digits, percent, general)._replace(shift=shift)


def _counted(before: str, after: str, digits: str, percent: bool, general: bool) -> _Picture:
    tail = len(digits) - len(digits.rstrip(","))
    digits = digits.rstrip(",")
    whole, _, part = digits.partition(".")
    part = part.replace(",", "")
    return _Picture(
        before,
        after,
        0,
        whole.replace(",", "").count("0"),
        len(part),
        part.count("#") + part.count("?"),
        "," in whole,
        percent,
        tail,
        general,
    )
