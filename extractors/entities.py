"""Quantities and dates alone, as `duban entities` gives them: spans with values, no statements."""

from __future__ import annotations

from datetime import date
from typing import Any

from extractors.dates import Anchor, find_dates
from extractors.numbers import SCALES
from extractors.quantities import find_quantities
from schemas.records import tidy


def recognise(text: str, reference: date) -> list[dict[str, Any]]:
    """The quantities and dates of a text in order, offsets half-open into it.

    reference: the day that relative words lean on.  Numbers of years or days that are part of a date are no quantities.
    """
    dates = [d for d in find_dates(text, Anchor(reference.year, reference)) if d.kind != "vague"]
    out: list[dict[str, Any]] = [
        {
            "type": "date",
            "start": d.start,
            "end": d.end,
            "text": text[d.start : d.end],
            "from": d.first.isoformat() if d.first else None,
            "to": d.last.isoformat() if d.last else None,
            "recurring": d.kind == "recurring",
        }
        for d in dates
    ]
    for q in find_quantities(text):
        if any(d.start <= q.start < d.end for d in dates):
            continue
        out.append(
            {
                "type": "quantity",
                "start": q.start,
                "end": q.end,
                "text": text[q.start : q.end],
                "value": tidy(q.value),
                "upper": tidy(q.upper),
                "unit": q.unit or None,
                "comparator": q.comparator,
                "raw": {"value": tidy(q.raw_value * _scale(q.scale)), "unit": q.raw_unit},
            }
        )
    return sorted(out, key=lambda e: (e["start"], e["end"]))


def _scale(word: str) -> int:
    return SCALES.get(word, 1)
