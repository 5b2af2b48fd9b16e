"""A date phrase, the anchors it leans on, and the calendar of the five-year plans."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from extractors.numbers import parse_chinese


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words lean on.

    year: the year that 今年 means, None where nobody says.  written: the document's day.
    bare: the year that 6月底, 年底 and 全年 mean, where that is another (a review of the year before).
    """

    year: int | None = None
    written: date | None = None
    bare: int | None = None

    @property
    def day(self) -> date | None:
        """The day the document was written, or the first of the year it speaks from."""
        return self.written or (date(self.year, 1, 1) if self.year is not None else None)

    @property
    def here(self) -> int | None:
        """The year of a month or 年底 without a year: `bare` where the text looks back on another, else `year`."""
        return self.bare if self.bare is not None else self.year


@dataclass(slots=True)
class DateMention:
    """A date phrase. first, last: inclusive days; None where open or not to be resolved.

    spanning: the text gives the beginning too (9月初至11月30日).  kind: point, span, relative, plan_period, years, vague,
    recurring.  has_year: the year stands in the phrase itself.  local: it qualifies the noun after it (年度目标), and
    reaches no further than its own clause.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    kind: str
    rule: str
    spanning: bool = False
    has_year: bool = False
    rrule: str | None = None
    before: bool = False
    local: bool = False


def longest(found: Iterable[DateMention]) -> list[DateMention]:
    """Mentions in order without overlaps: of two that share a character the longer stays, of equal ones the earlier given."""
    out: list[DateMention] = []
    for d in sorted(found, key=lambda d: (d.start, d.start - d.end)):
        if not out or d.start >= out[-1].end:
            out.append(d)
        elif d.end - d.start > out[-1].end - out[-1].start:
            out[-1] = d
    return out


def plan_period(nth: str) -> tuple[date, date]:
    """The days of the 十X五 plan: 十四五 is 2021-01-01 to 2025-12-31.  nth: the numeral between 十 and 五.

    Source: the national five-year plans; the tenth covers 2001–2005, each later one the five years after.
    """
    first = 2001 + 5 * ("一二三四五六七八九".index(nth) + 1)
    return date(first, 1, 1), date(first + 4, 12, 31)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def to_int(text: str) -> int:
    """A numeral of digits or Chinese characters, 0 where it is none."""
    return int(text) if text.isdigit() else parse_chinese(text) or 0


def to_year(text: str) -> int:
    """The year of four digits, of four Chinese ones (二〇二五) or of the last two (25 is 2025, 95 is 1995)."""
    digits = int("".join(c if c.isdigit() else str("〇一二三四五六七八九".index(c.translate(_ZEROS))) for c in text))
    return digits if len(text) > 2 else digits + (2000 if digits <= 50 else 1900)


_ZEROS = str.maketrans("零○", "〇〇")
