"""What a document's own headings and opening say of its time: the campaign its stages make up, the day its figures stand for."""

from __future__ import annotations

from datetime import date

from extractors.dates import Anchor, find_dates
from schemas.document import Document, Period


def staged_period(doc: Document, year: int | None) -> Period | None:
    """First to last day of a campaign's stages, where headings give at least two with their days."""
    anchor = Anchor(year, doc.meta.date)
    spans = []
    for heading in dict.fromkeys(
        h for p in doc.paragraphs for h in (*p.section, doc.clean.text[p.start : p.end] if p.level else "")
    ):
        if "阶段" in heading:
            spans += [d for d in find_dates(heading, anchor) if d.first and d.last and d.kind in ("span", "point")]
    days = [(d.first, d.last) for d in spans if d.first and d.last]
    whole = doc.meta.period
    if len(days) < 2 or (whole and whole.start and whole.end and (whole.end - whole.start).days < 360):
        return None
    first, last = min(a for a, _ in days), max(b for _, b in days)
    return Period(first, last) if (last - first).days < 300 else None


def reported_until(doc: Document, year: int | None) -> date | None:
    """The day that a report's figures stand for: 截至5月31日, 1—5月 or 上半年 in its title or opening, else its period's end.

    No report knows what comes after the day it is written.
    """
    written, period = doc.meta.date, doc.meta.period
    anchor = Anchor(year, written)
    opening = (doc.meta.title or "") + "。" + doc.clean.text[:1500]
    day: date | None = None
    for d in find_dates(opening, anchor):
        words = opening[d.start : d.end]
        part_of_year = d.last is not None and (d.last.month, d.last.day) != (12, 31)
        if (
            d.last
            and part_of_year
            and (
                words.startswith("截")
                or (
                    d.start < 60
                    and d.rule in ("date.months", "date.range", "date.so_far", "date.point", "date.quarters")
                )
            )
        ):
            day = d.last
            break
    if day is None:
        day = period.end if period else None
    return min(day, written) if day and written and written.year == day.year else day
