"""Statements written as marked sentences, so that a test reads as what it says.

said("青砚市", "城镇新增就业{6.2万人}")            a reported figure
asked("青砚市", "城镇新增就业{6万人 ge}")           a target; growth, share and comparators after the figure
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from schemas.records import Statement, content_id
from schemas.values import Deadline, Measure, RawFigure

SCALES = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}
_MARK = re.compile(r"\{(-?[\d.]+)(?:~([\d.]+))?(万亿|万|亿|)([^ }]*)((?: [a-z]+)*)\}")
_VERB = re.compile(r"(?:增长|下降|上涨|提高|达到|超过|突破|超|控制在|稳定在|涨幅|近)+$")
_WORDS = {"ge", "gt", "le", "lt", "approx", "eq", "range", "growth", "share", "level"}


def statement(role: Any, marked: str, subject: str | None = None, *, doc: str = "", **more: Any) -> Statement:
    """A statement from a marked sentence; raises ValueError on a mark that says nothing known."""
    measures = []
    for m in _MARK.finditer(marked):
        value, upper, scale, unit, words = m.groups()
        options = words.split()
        if strange := set(options) - _WORDS:
            raise ValueError(f"unknown words {strange} in {marked!r}")
        comparator = next((w for w in options if w not in ("growth", "share", "level")), "range" if upper else "eq")
        kind = next((w for w in options if w in ("growth", "share", "level")), "level")
        factor = SCALES[scale]
        raw = RawFigure(f"{value.lstrip('-')}{scale}{unit}", abs(float(value)), scale, unit)
        top = float(upper) * factor if upper else None
        measures.append(Measure(float(value) * factor, unit, comparator, kind, raw, top))
    quote = _MARK.sub(lambda m: f"{m[1].lstrip('-')}{m[3]}{m[4]}", marked)
    if "{" in quote:
        raise ValueError(f"a mark is not closed or not understood in {marked!r}")
    head = subject or _VERB.sub("", _MARK.sub("{", marked).split("{")[0].strip("，、"))
    end = more.pop("end", date(2031, 12, 31))
    start, source = more.pop("start", None), more.pop("source", "document")
    name = doc or ("计划.md" if role == "target" else "报告.md")
    fields: dict[str, Any] = {
        "indicator": None,
        "deadline": Deadline(start, end, None, source) if end else None,
        "agencies": (),
        "strength": "plan",
        "section": (),
        "page": None,
        "cell": None,
        "rule": "test",
        "confidence": 0.9,
        "id": content_id(name, role, quote, head),
    }
    return Statement(name, role, 0, len(quote), quote, head, measures=tuple(measures), **{**fields, **more})


def asked(marked: str, subject: str | None = None, **more: Any) -> Statement:
    """A target."""
    return statement("target", marked, subject, **more)


def said(marked: str, subject: str | None = None, **more: Any) -> Statement:
    """A reported figure or state."""
    return statement("progress", marked, subject, **more)
