"""The year that a document speaks from."""

from __future__ import annotations

import re
from collections import Counter

from extractors.context_words import SENTENCE_YEAR
from schemas.document import Document

# by when something is wanted
_BY_YEAR = re.compile(r"(?:到|至(?!今))(20\d\d)年(?!以来)")


def _compared_with(text: str, m: re.Match[str]) -> bool:
    """Whether a year is only what another is set against: 比2030年, 2030年同期."""
    return text[m.start() - 1 : m.start()] in ("比", "较", "与") or text.startswith(("同期", "相比"), m.end())


def document_year(doc: Document) -> int | None:
    """The year a document speaks from: of its period where that is one year, of its date, else of its period's start.

    Where it bears none of these: a plan speaks from before the first year by which it wants something (到2030年);
    any other text from the year it names most often (the later of two).
    """
    period = doc.meta.period
    if period and period.start and period.end and period.start.year == period.end.year:
        return period.end.year
    if doc.meta.date:
        return doc.meta.date.year
    if period and (day := period.start or period.end):
        return day.year
    text = doc.clean.text
    if doc.meta.kind in ("plan", "notice") and (wanted := [int(m[1]) for m in _BY_YEAR.finditer(text)]):
        return min(wanted)
    years = Counter(int(m[1]) for m in SENTENCE_YEAR.finditer(text) if not _compared_with(text, m))
    if not years:  # a text that only compares with a year speaks of the next
        years = Counter(int(m[1]) + 1 for m in SENTENCE_YEAR.finditer(text))
    return max(years, key=lambda y: (years[y], y)) if years else None
