"""Bounds of a quantity and quantities that bound each other: 大于20的同时小于等于35, 一到五个, 10000与20000之间."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.entity_figures import NUMERAL
from extractors.lexicon import alternation
from extractors.quantity import AFTER, BEFORE, Quantity
from schemas.values import Comparator

_RANGE = re.compile(r"(?:—{1,2}|--?|–|～|~|至|到)")
_BETWEEN = re.compile(r"[和与至到]")
_AND = re.compile(r"(?:的?同时|并且?|且|而|又|，|、)?")
_ALONE_AFTER = re.compile(r"[^\w]|[的这而和与并或以之]")
_ALONE_BEFORE = re.compile(r"[^\w“‘]|[是为等到和与比有的而从至数]")
_LETTER = re.compile(r"[A-Za-z_]")
_COMPARED: dict[str, Comparator] = {
    **BEFORE, "大于等于": "ge", "大于或等于": "ge", "大于或者等于": "ge", "小于等于": "le", "小于或等于": "le", "小于或者等于": "le",
    "≥": "ge", ">=": "ge", "≤": "le", "<=": "le", ">": "gt", "<": "lt", "过": "gt", "多于": "gt", "早于": "lt", "晚于": "gt",
}  # fmt: skip
_BEFORE = re.compile(
    rf"(?P<word>(?<![签节预合制条公特])(?:{alternation(t for t in _COMPARED if t != '过')})|(?<![通经超不透越路])过)(?:达到|达|到|为|了|有)?\Z"
)
_AFTER: dict[str, Comparator] = {**AFTER, "之上": "ge", "之下": "le", "以外": "gt"}
# 200场（次）以上, 1500台（套）左右.
_AFTER_WORD = re.compile(
    rf"(?:（[一-鿿]{{1,2}}）)?(?P<word>{alternation(t for t in _AFTER if t not in ('内', '强', '起'))}|内(?=[，。；、）]|$))"
)
_WITHIN = re.compile(r"内(?![容部外陆需资])")
_THAN = re.compile(r"(?:大|高|多|长|重|远)(?:一?些|一点|[，。的]|$)")


def bound(text: str, q: Quantity) -> None:
    """Set the comparator of a quantity by the words beside it."""
    after = _AFTER_WORD.match(text, q.end)
    before = _BEFORE.search(text, max(0, q.start - 10), q.start)
    within = q.family == "time" and _WITHIN.match(text, q.end)
    if within:
        q.comparator, q.outer_end, q.bound_end = "le", within.end(), True
    elif after:
        q.comparator, q.outer_end, q.bound_end = _AFTER[after["word"]], after.end(), True
    elif text[q.start - 1 : q.start] == "比" and _THAN.match(text, q.end):
        q.comparator, q.outer_start = "gt", q.start - 1
    elif before and q.comparator != "range":
        q.comparator = _COMPARED[before["word"]]
    if before:
        q.outer_start = before.start()


def ranges(text: str, found: list[Quantity]) -> list[Quantity]:
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


def opposed(text: str, found: list[Quantity]) -> list[Quantity]:
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


def stands_alone(text: str, q: Quantity) -> bool:
    """Whether a number without a unit is meant as a number, and is no part of a word or a code."""
    before, after = text[q.start - 1 : q.start], text[q.end : q.end + 1]
    if text.endswith("分之", 0, q.start):
        return False
    if q.rule != "number.words":
        return (
            not (after and after in "年月日号时点")
            and not _LETTER.match(before)
            and not _LETTER.match(after)
            and ":" not in (before, after)
        )
    if not (after == "" or _ALONE_AFTER.match(after)):
        return False
    if q.end - q.start > 1:
        return (before != "第" and before not in NUMERAL) or before == ""
    return before == "" or bool(_ALONE_BEFORE.match(before))
