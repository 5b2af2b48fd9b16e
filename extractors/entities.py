"""Quantities, dates and agencies alone, as `duban entities` gives them: spans with values, no statements.

More is read here than in plans and reports: numbers without a unit, durations, traditional and full-width writing, blanks inside
a figure. Statements are built on `find_quantities` and `find_dates` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from extractors.agencies import Named
from extractors.agency_registry import identify
from extractors.date_mention import longest
from extractors.dates import Anchor, DateMention, find_dates
from extractors.entity_agencies import find_agencies
from extractors.entity_dates import joined, unresolved, wide_dates, within
from extractors.entity_figures import look_alikes
from extractors.entity_quantities import wide_quantities
from extractors.entity_text import PlainText, plain
from extractors.measures import to_measure
from extractors.numbers import SCALES
from extractors.quantities import find_quantities
from extractors.quantity import Quantity
from extractors.recurrence import next_due
from extractors.relations import Relation, find_relations
from schemas.records import tidy

_EACH = re.compile(
    r"(?:每(?:十万|百万|千|万|百|亿)?(?:名?[一-鿿]{0,4}?(?:人口|学生|老人|老年人|儿童|婴幼儿|居民|职工|劳动力|从业人员|就业人员)"
    r"|人|元|户|亩|公顷|平方公里|平方米|立方米|吨|公里|个?(?:村|乡镇|镇|县|社区|街道|企业|家庭))|[人户亩村地车]均)(?=[^，。；、]{0,20}\Z)"
)
_JOINED = re.compile(r"[、和及与]|以及")
# 三年内 says by when, and how long.
_LENGTH = re.compile(r"[年月]之?内\Z")
# Days before which something is due have no beginning.
_BY = frozenset(("date.point", "date.relative_year", "date.month_end", "date.spoken", "date.weekday", "date.numeric"))
_COUNTED = re.compile(
    r"(?:[^\w]|新增|新建|建成|建设|引进|完成|培育|组织|举办|创建|设立|打造|至少|不少于|每|各|共|有)(?:了|完成)?\Z"
)


def recognise(text: str, reference: date) -> list[dict[str, Any]]:
    """The quantities, dates, relations and agencies of a text in order, offsets half-open into it.

    Each has `type`, `start`, `end`, `text`. A quantity has `value`, `upper`, `unit` (None for a plain number), `comparator`, `kind`,
    `per` (每千人口) and `raw`; a date `from`, `to` (inclusive ISO days, None where open), `recurring`, `rrule` and `next`, the day a rhythm next falls
    due; a relation (与经济增长同步) `comparator`, `base` and `kind`; an agency, where the text gives it work, its `role`, and of
    whom it is: `level`, `place`, `body` (see agency_registry).
    reference: the day that relative words lean on.  Numbers of years or days that are part of a date are no quantities.
    """
    made = plain(text)
    dates = _dates(made.text, reference)
    until = [d for d in within(made.text, reference) if not any(x.start < d.end and d.start < x.end for x in dates)]
    out = [_date(text, made, d, reference) for d in [*dates, *until]]
    quantities = _quantities(made.text, dates)
    out += [_quantity(text, made, q, kind) for q, kind in zip(quantities, _kinds(made.text, quantities), strict=True)]
    out += [_relation(text, made, r) for r in find_relations(made.text)]
    out += [_agency(text, made, a, where) for a, where in find_agencies(made.text)]
    return sorted(out, key=lambda e: (e["start"], e["end"]))


def _dates(text: str, reference: date) -> list[DateMention]:
    """Those of prose and the spoken ones; of two that overlap the longer."""
    prose = [d for d in find_dates(text, Anchor(reference.year, reference)) if d.kind != "vague"]
    found = joined(text, longest([*prose, *wide_dates(text, reference)]))
    return _clear(found, unresolved(text))


def _clear(found: list[DateMention], spans: list[tuple[int, int]]) -> list[DateMention]:
    return [d for d in found if not any(a <= d.start and d.end <= b for a, b in spans)]


def _quantities(text: str, dates: Iterable[DateMention]) -> list[Quantity]:
    """Those of prose and the wider ones; of two that overlap the longer, look-alikes left out."""
    found = [*((q, 0) for q in find_quantities(text)), *((q, 1) for q in wide_quantities(text))]
    found.sort(key=lambda x: (x[0].start, -x[0].end, x[1] if x[0].rule != "number.fraction" else -1))
    kept: list[Quantity] = []
    for q, _ in found:
        if not kept or q.start >= kept[-1].end:
            kept.append(q)
        elif q.end - q.start > kept[-1].end - kept[-1].start:
            kept[-1] = q
        elif q.end - q.start == kept[-1].end - kept[-1].start and kept[-1].comparator == "eq":
            kept[-1].comparator = q.comparator
    return [
        q
        for q in _outside(
            kept, [*look_alikes(text), *((d.start, d.end) for d in dates if not _LENGTH.search(text, d.start, d.end))]
        )
        if not _article(text, q)
    ]


def _outside(found: list[Quantity], spans: list[tuple[int, int]]) -> list[Quantity]:
    """Those that share no character with any of the spans."""
    spans.sort()
    out, i, reach = [], 0, 0
    for q in found:
        while i < len(spans) and spans[i][0] < q.end:
            reach = max(reach, spans[i][1])
            i += 1
        if reach <= q.start:
            out.append(q)
    return out


def _article(text: str, q: Quantity) -> bool:
    """Whether 一个 introduces a noun rather than counts one."""
    counted = q.comparator != "eq" or q.start == 0 or _COUNTED.search(text, max(0, q.start - 4), q.start)
    return text[q.start : q.end] == "一个" and not counted


def _date(text: str, made: PlainText, d: DateMention, reference: date) -> dict[str, Any]:
    due = next_due(d.rrule, reference) if d.rrule else None
    return _span(text, made, "date", d.start, d.end) | {
        "from": d.first.isoformat() if d.first and not (d.before and d.rule in _BY) else None,
        "to": d.last.isoformat() if d.last else None,
        "recurring": d.kind == "recurring",
        "rrule": d.rrule,
        "next": due.isoformat() if due else None,
    }


def _quantity(text: str, made: PlainText, q: Quantity, kind: str | None) -> dict[str, Any]:
    return _span(text, made, "quantity", q.start, q.end) | {
        "value": tidy(q.value),
        "upper": tidy(q.upper),
        "unit": q.unit or None,
        "comparator": q.comparator,
        "kind": kind,
        "per": _per(made.text, q),
        "raw": {"value": tidy(q.raw_value * SCALES.get(q.scale, 1)), "unit": q.raw_unit},
    }


def _relation(text: str, made: PlainText, r: Relation) -> dict[str, Any]:
    return _span(text, made, "relation", r.start, r.end) | {
        "comparator": r.comparator, "base": r.base or None, "kind": r.kind,
    }  # fmt: skip


def _agency(text: str, made: PlainText, a: Named, where: tuple[int, int]) -> dict[str, Any]:
    who = identify(a.name)
    return _span(text, made, "agency", *where) | {
        "role": a.role,
        "level": who.level,
        "place": who.place,
        "body": who.body,
    }


def _span(text: str, made: PlainText, kind: str, start: int, end: int) -> dict[str, Any]:
    start, end = made.span(start, end)
    return {"type": kind, "start": start, "end": end, "text": text[start:end]}


def _per(text: str, q: Quantity) -> str | None:
    """What one figure stands for each of: 每千人口…7张, 每万人…件, where the same clause says so before it."""
    if not q.unit or q.family in ("ratio", "points", "multiple", "rank", "time"):
        return None
    found = list(_EACH.finditer(text, max(0, q.start - 24), q.start))
    return found[-1].group() if found else None


def _kinds(text: str, quantities: list[Quantity]) -> list[str | None]:
    """The kind of each; a figure joined to one before it is of that one's kind: 增长12%和15%."""
    out: list[str | None] = []
    before: Quantity | None = None
    for q in quantities:
        pooled = (
            before is not None and q.unit == before.unit and _JOINED.fullmatch(text, before.outer_end, q.outer_start)
        )
        out.append(out[-1] if pooled and out[-1] == "growth" else _kind(text, q))
        before = q
    return out


def _kind(text: str, q: Quantity) -> str | None:
    """level, growth or share by the words around it; a number without a unit is of no kind."""
    if not q.unit:
        return None
    clause = max(text.rfind(c, 0, q.start) for c in "，。；、！？\n") + 1
    return to_measure(q, text, clause).kind
