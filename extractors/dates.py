"""Dates and periods of official prose, resolved against anchors that the caller hands in; never the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from extractors.date_mention import Anchor, DateMention, month_end, plan_period, to_int
from extractors.recurrence import recurrence_rule, recurring
from extractors.relative_dates import counted, periods, relative, vague

__all__ = ["Anchor", "DateMention", "find_dates", "month_end", "plan_period", "recurrence_rule"]


_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:[12]\d{3}|[一二][〇零一二三四五六七八九]{3})"
_MONTH_PART = r"底|末|初|中旬|上旬|下旬|中|份"


def _point_pattern(i: int) -> str:
    return (
        rf"(?:(?P<y{i}>{_YEAR})年(?P<ye{i}>底|末|初|内|中(?!国|央|部|心|旬)|度(?!假)|全年)?)?"
        rf"(?:(?P<m{i}>\d{{1,2}}|十?[一二三四五六七八九十])月(?:(?P<d{i}>{_N})[日号]|(?P<mp{i}>{_MONTH_PART}))?"
        rf"|(?P<q{i}>[一二三四1-4])季度末?|(?P<h{i}>上|下)半年)?"
    )


_JOIN = r"(?:—{1,2}|-{1,2}|–|～|至|到)"
_LEAD = r"(?:截至|截止到?|到|至|自|从)?"
_ONE = re.compile(
    rf"(?<![\d第〔])(?P<lead>{_LEAD})(?=[12]\d{{3}}年|[一二][〇零]|\d{{1,2}}月|[一二三四五六七八九十]{{1,2}}月|[一二三四1-4]季度|[上下]半年)"
    + _point_pattern(1)
    + rf"(?:{_JOIN}"
    + _point_pattern(2)
    + r")?(?P<tail>之?前|以前|以来|起|之?后)?"
)
_YEARS = re.compile(
    rf"(?<!\d)(?P<a>{_YEAR})年?{_JOIN}(?P<b>{_YEAR})年(?:度|期间)?|(?<!\d)(?P<c>\d{{1,2}}){_JOIN}(?P<d>\d{{1,2}})月(?:份)?"
)


def find_dates(text: str, anchor: Anchor) -> list[DateMention]:
    """The date phrases of a clean text in order, none overlapping another; the longer wins."""
    found = [
        *recurring(text), *_years(text, anchor), *_points(text, anchor), *periods(text), *relative(text, anchor),
        *counted(text, anchor), *vague(text),
    ]  # fmt: skip
    found.sort(key=lambda d: (d.start, -(d.end - d.start)))
    out: list[DateMention] = []
    for d in found:
        if not out or d.start >= out[-1].end:
            out.append(d)
        elif d.end - d.start > out[-1].end - out[-1].start:
            out[-1] = d
    return out


def _year(text: str) -> int:
    return (
        int(text)
        if text.isdigit()
        else int("".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in text))
    )


def _point(m: re.Match[str], i: int, year: int | None, month: int | None) -> tuple[date, date, bool] | None:
    """(first day, last day, year stands in it) of one end of the phrase; None where no year is known or it is no date."""
    has_year = m[f"y{i}"] is not None
    y = _year(m[f"y{i}"]) if has_year else year
    if y is None or not 1900 <= y <= 2100:
        return None
    if m[f"m{i}"] or (i == 2 and m["d2"]):
        mo = to_int(m[f"m{i}"])
        if not 1 <= mo <= 12:
            return None
        if m[f"d{i}"]:
            d = to_int(m[f"d{i}"])
            if not 1 <= d <= month_end(y, mo).day:
                return None
            return date(y, mo, d), date(y, mo, d), has_year
        a, b = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, 31)}.get(
            m[f"mp{i}"] or "", (1, 31)
        )
        last = month_end(y, mo)
        return date(y, mo, a), min(last, date(y, mo, min(b, last.day))), has_year
    if m[f"q{i}"]:
        q = "一二三四".find(m[f"q{i}"]) + 1 or int(m[f"q{i}"])
        return date(y, 3 * q - 2, 1), month_end(y, 3 * q), has_year
    if m[f"h{i}"]:
        return (
            (date(y, 1, 1), date(y, 6, 30), has_year)
            if m[f"h{i}"] == "上"
            else (date(y, 7, 1), date(y, 12, 31), has_year)
        )
    if not has_year:
        return None
    return date(y, 1, 1), date(y, 12, 31), has_year


def _points(text: str, anchor: Anchor) -> Iterator[DateMention]:
    for m in _ONE.finditer(text):
        if not (m["y1"] or m["m1"] or m["q1"] or m["h1"]):
            continue
        one = _point(m, 1, anchor.here, None)
        two = None
        if m["y2"] or m["m2"] or m["q2"] or m["h2"]:
            two = _point(m, 2, _year(m["y1"]) if m["y1"] else anchor.here, None)
        tail = m["tail"] or ""
        lead = m["lead"] or ""
        if one is None:
            if anchor.here is None and not m["y1"]:
                yield DateMention(m.start(), m.end(), None, None, "point", "date.unresolved", before="前" in tail)
            continue
        first, last, has_year = one
        if two:
            yield DateMention(m.start(), m.end(), first, two[1], "span", "date.range", True, has_year)
        elif tail in ("以来", "起") or lead in ("自", "从"):
            yield DateMention(m.start(), m.end(), first, None, "span", "date.since", True, has_year)
        elif tail in ("后", "之后"):
            yield DateMention(m.start(), m.end(), last, None, "span", "date.after", True, has_year)
        else:
            local = bool(
                m["y1"]
                and not (m["m1"] or m["q1"] or m["h1"] or lead or tail)
                and (m["ye1"] in (None, "度"))
                and _MID_CLAUSE.search(text, 0, m.start())
            )
            yield DateMention(
                m.start(),
                m.end(),
                first,
                last,
                "point",
                "date.point",
                False,
                has_year,
                before="前" in tail,
                local=local,
            )


_MID_CLAUSE = re.compile(r"[一-鿿](?<![在于到至从自，。；：])\Z")


def _years(text: str, anchor: Anchor) -> Iterator[DateMention]:
    for m in _YEARS.finditer(text):
        if m["a"]:
            a, b = _year(m["a"]), _year(m["b"])
            if a <= b:
                yield DateMention(m.start(), m.end(), date(a, 1, 1), date(b, 12, 31), "years", "date.years", True, True)
        elif anchor.here and 1 <= int(m["c"]) <= int(m["d"]) <= 12:
            first, last = date(anchor.here, int(m["c"]), 1), month_end(anchor.here, int(m["d"]))
            yield DateMention(m.start(), m.end(), first, last, "span", "date.months", True)
