"""Quantities of any text, wider than prose needs them: plain numbers, spoken units, sums of several parts, comparisons.

The statements of plans and reports are read from `find_quantities` alone; what is found here is for `duban entities`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from extractors.entity_figures import NUMERAL, Figure, figures
from extractors.lexicon import alternation, read_table
from extractors.numbers import parse_numeral
from extractors.quantity import AFTER, BEFORE, UNITS, Quantity, Unit, to_float
from schemas.values import Comparator

_SPOKEN = {r["term"]: Unit(r["unit"], Decimal(r["factor"]), r["family"]) for r in read_table("units_spoken")}
_ALL = UNITS | {t: u for t, u in _SPOKEN.items() if u.family != "part"}
# Terms that after a Chinese numeral are more often part of a word: 三层, 一度, 四门.
_WORDY = frozenset(
    ("层", "度", "门", "级", "方", "g", "t", "m", "L", "平方", "位次", "人民币", "部", "道", "本", "单", "例", "起")
)
_UNIT = re.compile(rf"(?:{alternation(_ALL)})")
_NOT_UNIT = re.compile(
    r"[位名](?=[于置居列数单义优特牌录称移])|成(?=[立为果员效就长功本品套绩都交分人型熟])|年(?=[级代度轻])|对(?=[于照接口外内])|两(?=[个条项年岸])|双(?=[方向边重])|打(?=[造击开])|角(?=[度落色])|家(?=[庭乡])|(?:m|g|t|L)(?=[A-Za-z])"
)
_PART = re.compile(rf"(?:{alternation({**_ALL, **_SPOKEN})})")
_TIME_PART = {t: u for t, u in _ALL.items() if u.family == "time"} | {
    t: Unit(u.base, u.factor, "time") for t, u in _SPOKEN.items() if u.family == "part" and u.base != "个"
}
_MONEY_PART = {t: u for t, u in _ALL.items() if u.family == "money"} | {"分": _SPOKEN["分钱"]}
# For sums of parts alone: a month of 30 days, a year of 365.
_SECONDS = {
    "秒": 1,
    "分钟": 60,
    "小时": 3600,
    "天": 86400,
    "个工作日": 86400,
    "周": 604800,
    "个月": 2592000,
    "季度": 7776000,
    "年": 31536000,
    "周岁": 31536000,
    "岁": 31536000,
}
_HALVED = {
    **{t: _ALL[t] for t in ("年", "小时", "天", "钟头", "星期", "成")},
    "月": UNITS["个月"],
    "季度": _ALL["个季度"],
}
_AND_A_HALF = re.compile(r"个半(?P<unit>小时|月|钟头|星期|季度)")
_HALF_OF = re.compile(r"半[年月天径]")
_HALF = re.compile(
    r"(?<![上下大多前后过对每一个])半(?:个)?(?P<unit>年|小时|月|天|钟头|成)(?![报期])|(?P<fold>(?<=打)对折)"
    r"|(?P<quarter>[一二两三])刻钟"
)
_JOIN = re.compile(r"[又零]?")
_RANGE = re.compile(r"(?:—{1,2}|--?|–|～|~|至|到)")
_BETWEEN = re.compile(r"[和与至到]")
_AND = re.compile(r"(?:的?同时|并且?|且|而|又|，|、)?")
_ALONE_AFTER = re.compile(r"[^\w]|[的这而和与并或以之]")
_ALONE_BEFORE = re.compile(r"[^\w“‘]|[是为等到和与比有的而从至数]")
_LETTER = re.compile(r"[A-Za-z_]")
_CURRENCY = {
    "$": "美元",
    "US$": "美元",
    "¥": "元",
    "人民币": "元",
    "RMB": "元",
    "€": "欧元",
    "£": "英镑",
    "HK$": "港元",
}
_BEFORE_CURRENCY = re.compile(rf"(?<![\d万亿])(?:{alternation(_CURRENCY)})\Z")
_TENTHS = re.compile(r"(?P<kind>成|折(?!合|叠|子|射|旧|算|扣|中|磨|腾|返|损))")

_COMPARED: dict[str, Comparator] = {
    **BEFORE, "大于等于": "ge", "大于或等于": "ge", "大于或者等于": "ge", "小于等于": "le", "小于或等于": "le", "小于或者等于": "le",
    "≥": "ge", ">=": "ge", "≤": "le", "<=": "le", ">": "gt", "<": "lt", "过": "gt", "多于": "gt", "早于": "lt", "晚于": "gt",
}  # fmt: skip
_BEFORE = re.compile(
    rf"(?P<word>(?<![签节预合制条公特]){alternation(t for t in _COMPARED if t != '过')}|(?<![通经超不透越路])过)(?:达到|达|到|为|了|有)?\Z"
)
_AFTER: dict[str, Comparator] = {**AFTER, "之上": "ge", "之下": "le", "以外": "gt"}
_AFTER_WORD = re.compile(rf"(?:{alternation(t for t in _AFTER if t not in ('内', '强'))})|内(?=[，。；、）]|$)")
_THAN = re.compile(r"(?:大|高|多|长|重|远)(?:一?些|一点|[，。的]|$)")
_MEASURES = frozenset(("money", "area", "length", "mass", "volume", "power", "energy", "time", "other"))


def wide_quantities(text: str) -> list[Quantity]:
    """The quantities of a plain text, plain numbers too (unit ""), in order, none overlapping another."""
    found: list[Quantity] = list(_halves(text))
    numbers = figures(text)
    i = 0
    while i < len(numbers):
        q, used = _quantity(text, numbers, i)
        i += used
        if q is not None:
            found.append(q)
    found.sort(key=lambda q: q.start)
    for q in found:
        _bound(text, q)
    found = _opposed(text, _ranges(text, found))
    return [q for q in found if q.unit or q.comparator != "eq" or _stands_alone(text, q)]


def _quantity(text: str, numbers: list[Figure], i: int) -> tuple[Quantity | None, int]:
    """The quantity that begins with the i-th number, None where it is none, and how many numbers it takes."""
    f = numbers[i]
    if f.ratio:
        return _make(f, f.end, "%", "ratio", "number.fraction"), 1
    after = numbers[i + 1] if i + 1 < len(numbers) and numbers[i + 1].start == f.end else None
    if after is not None and _digit(f) and _digit(after) and text[after.end : after.end + 1] == "折":
        return _make(
            Figure(f.start, after.end, f.value * 10 + after.value), after.end + 1, "%", "ratio", "number.tenths"
        ), 2
    if tenths := _TENTHS.match(text, f.end):
        return _tenths(text, numbers, i, tenths)
    if currency := _BEFORE_CURRENCY.search(text, max(0, f.start - 4), f.start):
        unit = _unit_after(text, f)
        end = f.end + len(unit) if unit and _ALL[unit].family == "money" else f.end
        q = _make(f, end, _CURRENCY[currency.group()], "money", "number.currency")
        q.start = q.outer_start = currency.start()
        return q, 1
    if half := _AND_A_HALF.match(text, f.end):
        halved = Figure(f.start, f.end, f.value + Decimal("0.5"), words=f.words)
        return _make(
            halved, half.end(), _HALVED[half["unit"]].base, "time", "number.time", _HALVED[half["unit"]], half["unit"]
        ), 1
    if (unit := _unit_after(text, f)) is None:
        return _make(f, f.end, "", "number", "number.words" if f.words else "number.plain"), 1
    return _parts(text, numbers, i, unit)


def _digit(f: Figure) -> bool:
    return f.words and f.end - f.start == 1 and f.value < 10


def _make(
    f: Figure, end: int, base: str, family: str, rule: str, unit: Unit | None = None, written: str = ""
) -> Quantity:
    factor = unit.factor if unit else Decimal(1)
    upper = None if f.upper is None else to_float(f.upper * factor)
    comparator: Comparator = "range" if upper is not None else "gt" if f.more else "eq"
    raw = f.value if f.bare is None else f.bare
    return Quantity(
        f.start,
        end,
        f.start,
        end,
        to_float(f.value * factor),
        upper,
        base,
        family,
        comparator,
        float(raw),
        "",
        written,
        rule,
    )


def _unit_after(text: str, f: Figure) -> str | None:
    m = _UNIT.match(text, f.end)
    if m is None or _NOT_UNIT.match(text, f.end):
        return None
    term = m.group()
    if term == "两" and text[f.end - 1] == "两":
        return None
    return None if f.words and term in _WORDY else term


def _tenths(text: str, numbers: list[Figure], i: int, m: re.Match[str]) -> tuple[Quantity | None, int]:
    """Tenths: 七成六, 2.5成, 九折, 72折. 十折 takes nothing off and is none."""
    f = numbers[i]
    after = numbers[i + 1] if i + 1 < len(numbers) and numbers[i + 1].start == m.end() else None
    if m["kind"] == "成" and after is not None and _digit(after):
        return _make(
            Figure(f.start, after.end, f.value * 10 + after.value), after.end, "%", "ratio", "number.tenths"
        ), 2
    if m["kind"] == "折" and f.value >= 10:
        return (_make(f, m.end(), "%", "ratio", "number.tenths") if 10 < f.value < 100 else None), 1
    scaled = Figure(f.start, f.end, f.value * 10, f.upper and f.upper * 10, f.more, f.words, bare=f.value)
    return _make(scaled, m.end(), "%", "ratio", "number.tenths", written=m["kind"]), 1


def _parts(text: str, numbers: list[Figure], i: int, term: str) -> tuple[Quantity, int]:
    """A figure with its unit and what belongs to it: 两米半, 50元6角三分, 8天又二十个小时."""
    f, unit = numbers[i], _ALL[term]
    end = f.end + len(term)
    if text.startswith("半", end) and unit.family in _MEASURES and not _HALF_OF.match(text, end):
        f = Figure(f.start, f.end, f.value + Decimal("0.5"), None, f.more, f.words)
        end += 1
    q = _make(f, end, unit.base, unit.family, "number.unit", unit, term)
    if unit.family not in ("money", "time"):
        return q, 1
    parts, used = [(f.value, unit)], 1
    while i + used < len(numbers):
        g = numbers[i + used]
        m = _PART.match(text, g.end)
        if m is None or not _JOIN.fullmatch(text[end : g.start]) or g.value < 0:
            break
        part = (_MONEY_PART if unit.family == "money" else _TIME_PART).get(m.group())
        if part is None or part.family != unit.family or (unit.family == "money" and part.base != unit.base):
            break
        parts.append((g.value, part))
        end, used = m.end(), used + 1
    if used > 1:
        q.end = q.outer_end = end
        q.rule, q.raw_unit = "number.parts", ""
        if unit.family == "money":
            q.value = to_float(sum((n * u.factor for n, u in parts), Decimal(0)))
        else:
            q.unit = min((u.base for _, u in parts), key=lambda base: _SECONDS[base])
            q.value = to_float(sum((n * u.factor * _SECONDS[u.base] for n, u in parts), Decimal(0)) / _SECONDS[q.unit])
        q.raw_value, q.raw_unit = q.value, q.unit
    return q, used


def _halves(text: str) -> Iterator[Quantity]:
    """半年, 半小时, 半成, 打对折, 一刻钟: half of a unit, a quarter of an hour."""
    for m in _HALF.finditer(text):
        if m["fold"]:
            yield _make(Figure(m.start(), m.end(), Decimal(50)), m.end(), "%", "ratio", "number.half")
        elif m["quarter"]:
            n = parse_numeral(m["quarter"]) or Decimal(1)
            yield _make(Figure(m.start(), m.end(), n * 15), m.end(), "分钟", "time", "number.time", written="刻钟")
        else:
            unit = _HALVED[m["unit"]]
            yield _make(
                Figure(m.start(), m.end(), Decimal("0.5")),
                m.end(),
                unit.base,
                unit.family,
                "number.half",
                unit,
                m["unit"],
            )


def _bound(text: str, q: Quantity) -> None:
    """Set the comparator of a quantity by the words beside it."""
    after = _AFTER_WORD.match(text, q.end)
    before = _BEFORE.search(text, max(0, q.start - 10), q.start)
    if after:
        q.comparator, q.outer_end, q.bound_end = _AFTER[after.group()], after.end(), True
    elif text[q.start - 1 : q.start] == "比" and _THAN.match(text, q.end):
        q.comparator, q.outer_start = "gt", q.start - 1
    elif before and q.comparator != "range":
        q.comparator = _COMPARED[before["word"]]
    if before:
        q.outer_start = before.start()


def _ranges(text: str, found: list[Quantity]) -> list[Quantity]:
    """Two quantities for one: 一到五个, 5k-20k, 10000与20000之间, 第十和第十五之间."""
    out: list[Quantity] = []
    for q in found:
        low = out[-1] if out else None
        if (
            low is not None
            and low.upper is None
            and q.upper is None
            and low.unit in ("", q.unit)
            and _spans(text, low, q)
        ):
            factor = q.value / q.raw_value if q.raw_value and not low.unit else 1.0
            if low.value * factor < q.value:
                out[-1] = replace(
                    q, start=low.start, outer_start=low.outer_start, value=low.value * factor, upper=q.value,
                    comparator="range", raw_value=low.raw_value, bound_end=False,
                )  # fmt: skip
                continue
        out.append(q)
    return out


def _spans(text: str, low: Quantity, high: Quantity) -> bool:
    if low.comparator not in ("eq", "approx", "gt") or low.bound_end or high.comparator not in ("eq", "le", "ge"):
        return False
    between = text[low.end : high.start].removesuffix("第")
    if _RANGE.fullmatch(between):
        return True
    return bool(_BETWEEN.fullmatch(between)) and text.startswith(("之间", "间"), high.end)


def _opposed(text: str, found: list[Quantity]) -> list[Quantity]:
    """A lower and an upper bound for one: 大于二十的同时小于等于三十五; 1000以上，1500以下."""
    out: list[Quantity] = []
    for q in found:
        low = out[-1] if out else None
        if (
            low is not None
            and low.comparator in ("ge", "gt")
            and q.comparator in ("le", "lt")
            and low.unit == q.unit
            and low.value < q.value
            and _AND.fullmatch(text[low.outer_end : q.outer_start])
        ):
            out[-1] = replace(
                q,
                start=low.start,
                outer_start=low.outer_start,
                value=low.value,
                upper=q.value,
                comparator="range",
                raw_value=low.raw_value,
            )
        else:
            out.append(q)
    return out


def _stands_alone(text: str, q: Quantity) -> bool:
    """Whether a number without a unit is meant as a number, and is no part of a word or a code."""
    before, after = text[q.start - 1 : q.start], text[q.end : q.end + 1]
    if text.endswith("分之", 0, q.start):
        return False
    if q.rule != "number.words":
        return not (after and after in "年月日号时点") and not _LETTER.match(before) and not _LETTER.match(after)
    if not (after == "" or _ALONE_AFTER.match(after)):
        return False
    if q.end - q.start > 1:
        return (before != "第" and before not in NUMERAL) or before == ""
    return before == "" or bool(_ALONE_BEFORE.match(before))
