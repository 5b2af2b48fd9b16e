"""Dates and periods of official prose, resolved against anchors that the caller hands in; never the clock."""

from __future__ import annotations

from extractors.date_mention import Anchor, DateMention, longest, month_end, plan_period
from extractors.date_points import numeric, points, spans
from extractors.holidays import holidays
from extractors.recurrence import recurrence_rule, recurring
from extractors.relative_dates import counted, from_issue, periods, relative, seasons, vague

__all__ = ["Anchor", "DateMention", "find_dates", "month_end", "plan_period", "recurrence_rule"]


def find_dates(text: str, anchor: Anchor) -> list[DateMention]:
    """The date phrases of a clean text in order, none overlapping another; the longer wins."""
    return longest(
        [
            *recurring(text), *spans(text, anchor), *points(text, anchor), *numeric(text), *periods(text), *relative(text, anchor),
            *counted(text, anchor), *from_issue(text, anchor), *holidays(text, anchor), *seasons(text), *vague(text),
        ]
    )  # fmt: skip
