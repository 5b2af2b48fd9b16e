"""What the format and the page say of a document: the reader's metadata, and the labelled box beside a text."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from extractors.lexicon import alternation, read_table
from pipeline import describe_dates as dates
from pipeline import describe_offices as offices
from schemas.document import RawDocument

_DATELINE = re.compile(
    r"(20\d\d)[年-](\d{1,2})[月-](\d{1,2})日?\s*(?:\d{1,2}:\d\d(?::\d\d)?)?\s*(?:来源|作者|浏览|字体)"
)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    rows = {row["term"]: (row["field"], row["strength"]) for row in read_table("portal_labels")}
    return re.compile(
        rf"^[\s|>*·•]*(?P<label>{alternation(rows)})\s*[：:][ \t|]*(?P<value>[^\s|][^\n|]{{0,80}})?$", re.M
    ), rows


def find_hints(raw: RawDocument) -> dict[str, str]:
    """title, issuer, number, date and weak_date, from the reader and from labels in the text's first and last lines."""
    hints = {k: v.strip() for k, v in raw.hints.items() if v and v.strip()}
    pattern, rows = _labels()
    text = raw.body.text
    for part in (text[:4000], text[-1500:] if len(text) > 5500 else ""):
        for m in pattern.finditer(part):
            field, strength = rows[m["label"]]
            value = (m["value"] or part[m.end() :].lstrip().split("\n", 1)[0]).strip()[:80]
            name = f"weak_{field}" if strength == "weak" else field
            if value and not pattern.match(value):
                hints.setdefault(name, value)
    if "published" in hints:
        hints.setdefault("weak_date", hints["published"])
    if line := _DATELINE.search(text[:1500]):
        hints.setdefault("weak_date", "-".join(line.groups()))
        hints.setdefault("dateline", "-".join(line.groups()))
    upload = re.search(r"(?:上传时间|发布时间|时间|時間|上傳時間)[：:]\s*(20\d\d-\d{1,2}-\d{1,2})", raw.source[:6000])
    if upload:
        hints.setdefault("weak_date", upload[1])
    return hints


def weak_day(hints: dict[str, str]) -> date | None:
    """The day of a page or an upload."""
    day = dates.first_day(hints.get("weak_date", ""))
    return day.date if day else None


def hinted_issuers(hints: dict[str, str]) -> tuple[str, ...]:
    """The offices of the box."""
    names = [offices.tidy_office(n) for n in re.split(r"[\s、，,;；]+", hints.get("issuer", ""))]
    return tuple(n for n in names if offices.is_office(n))
