"""By when: which of the dates around a statement is its deadline, and how far a date reaches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractors.context import Context
from extractors.dates import DateMention
from extractors.drafts import Draft
from schemas.values import Deadline, DeadlineSource

_WIDE = frozenset(("plan_period", "years"))


def _reaches_far(d: DateMention, words: str) -> bool:
    """Whether a date leads in all that follows in its paragraph: 到2025年，…; 今年，…; not 6月底前."""
    return d.kind in _WIDE or d.last is None or (d.last.month == 12 and d.last.day == 31 and "月" not in words)


def set_deadlines(
    text: str,
    start: int,
    drafts: Sequence[Draft],
    dates: Sequence[DateMention],
    context: Context,
    standing: DateMention | None,
) -> DateMention | None:
    """Choose the date of each draft of one sentence; returns the date that stands for the paragraph's later sentences.

    A date in the statement's own words comes first, then the nearest before it in its part of the sentence, then a
    far-reaching one earlier in the sentence; then `standing`; the paragraph's default is left to `deadline_of`.
    """
    usable = [
        d for d in dates if d.kind != "recurring" and (d.last is not None or d.kind in ("vague", "relative", "point"))
    ]
    for draft in drafts:
        if draft.date is not None:
            continue
        own = [d for d in usable if draft.start - 1 <= d.start and d.end <= draft.end + 1]
        fitting = [
            d for d in own if d.last is not None and _fits(d, draft, text) and not _of_a_paper(d, draft, context)
        ]
        firm = [d for d in fitting if not d.local]
        if firm:
            draft.date = firm[-1] if len(firm) == 1 or draft.role == "target" else firm[0]
            continue
        part_start = max(text.rfind("；", start, draft.start), start)
        near = [
            d
            for d in usable
            if not d.local
            and part_start <= d.start
            and d.start < draft.start
            and d.end <= draft.end
            and d.last is not None
            and _fits(d, draft, text)
        ]
        if near:
            draft.date = near[-1]
            continue
        far = [
            d
            for d in usable
            if not d.local
            and d.start < draft.start
            and d.end <= draft.end
            and d.last is not None
            and _fits(d, draft, text)
            and _reaches_far(d, text[d.start : d.end])
        ]
        if far:
            draft.date = far[-1]
            continue
        if fitting:
            draft.date = fitting[-1]
            continue
        onward = [d for d in dates if d.rule == "date.since" and d.last is None and d.start < draft.end]
        if onward and draft.role == "target":
            draft.date = onward[-1]
            continue
        vague = [d for d in own if d.last is None]
        if vague and draft.rule.startswith("milestone") and context.default is None:
            draft.date = vague[-1]
            continue
        if standing is not None and draft.role == "target":
            draft.date = standing
            draft.inherited = True
    leading = [
        d for d in usable if not d.local and d.last is not None and _reaches_far(d, text[d.start : d.end]) and (context.mode == "target") and d.kind != "recurring"
        and _leads(text, start, d) and (context.anchor.written is None or d.last >= context.anchor.written or d.kind == "plan_period")
    ]  # fmt: skip
    return leading[-1] if leading else standing


def _of_a_paper(d: DateMention, draft: Draft, context: Context) -> bool:
    """编制2030年清单, written in 2031: the year of what a paper is about is over before the paper is due."""
    written = context.anchor.day
    paper = draft.rule in ("milestone.paper", "milestone.soft", "milestone.work", "milestone.activity")
    return bool(paper and written and d.last and d.last < date(written.year, 1, 1))


def _leads(text: str, start: int, d: DateMention) -> bool:
    """Whether a date opens its sentence or part, so that what follows hangs on it."""
    return d.start - start <= 2 or text[d.end : d.end + 1] in ("，", "：") or text[d.start : d.start + 1] == "到"


def _fits(d: DateMention, draft: Draft, text: str) -> bool:
    if draft.role == "target":
        return d.rule not in ("date.past_years",) and not (
            d.rule == "date.relative_year" and text[d.start : d.start + 2] in ("去年", "上年")
        )
    return d.kind != "vague"


def deadline_of(draft: Draft, context: Context, text: str, source_words: str | None) -> Deadline | None:
    """The deadline of a finished draft, None where nothing says when.

    source_words: the words of its date as they stand in the source, None where it has none of its own.
    """
    d = draft.date
    if d is not None:
        if d.kind == "recurring":
            return Deadline(None, None, source_words, "explicit", True, d.rrule, d.rule)
        start = d.first if d.spanning else None
        source: DeadlineSource = "section" if draft.inherited else "explicit"
        return Deadline(start, d.last, source_words, source, False, None, d.rule)
    if context.default is None or draft.role == "task":
        return None
    default = context.default
    if draft.role == "progress" and context.mode == "target" and not _told_by(default, context):
        return None  # what has been reached was not reached at the end of the plan
    start = default.first if default.spanning else None
    words = context.default_text
    return Deadline(start, default.last, words, context.default_source, False, None, default.rule)


def _told_by(default: DateMention, context: Context) -> bool:
    """Whether a day was past when the document was written."""
    written = context.anchor.written
    return bool(default.last and written and default.last <= written)
