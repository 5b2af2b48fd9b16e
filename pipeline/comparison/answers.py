"""What reports say: their progress statements and the clauses of their reviews, as profiles to be matched."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.comparison.areas import Context
from pipeline.comparison.clauses import outcome_clauses, outcome_rows, review_paragraphs, turning_point
from pipeline.comparison.days import dated
from pipeline.comparison.profiles import Profile, profile
from pipeline.comparison.spans import Spans
from schemas.document import Document, Meta
from schemas.records import Statement

_STOPS = "。；\n！？"
_WISHED = re.compile(r"(?:力争|争取|确保|努力|预期目标|计划)[^。；]*$")


def gather(
    answers: Sequence[Statement], *, as_of: date, documents: Mapping[str, Meta], reports: Mapping[str, Document]
) -> list[Profile]:
    """Profiles of all that may answer a target: progress of any report up to a day, then words of whole reports.

    answers: statements of any role; the targets among them show where a report turns from its review to its plans.
    """
    own: dict[str, list[Statement]] = defaultdict(list)
    for s in answers:
        own[s.doc].append(s)
    views = {name: _View(reports[name], own[name]) for name in sorted(reports)}
    told = [(s, dated(s, documents.get(s.doc), as_of)) for s in answers if s.role == "progress"]
    profiles = []
    for original, s in told:
        view = views.get(s.doc)
        if later(s, as_of):
            continue
        if view is None:
            profiles.append(profile(s, original=original))
            continue
        before, after = around(view.doc, s)
        if not view.planned(s, before):
            span = view.spans.at(s.start)
            profiles.append(profile(s, before=before, after=after, original=original, span=span, placed=True))
    return profiles + _words(views, [s for _, s in told], as_of)


def later(statement: Statement, as_of: date) -> bool:
    """Whether a statement speaks of a later day."""
    return bool(statement.deadline and statement.deadline.end and statement.deadline.end > as_of)


def contexts(targets: Sequence[Statement], plans: Mapping[str, Document]) -> dict[str, Context]:
    """What stands round each target, by the target's id; of targets in prose."""
    own: dict[str, list[Statement]] = defaultdict(list)
    for s in targets:
        if s.doc in plans:
            own[s.doc].append(s)
    found = {}
    for name, statements in own.items():
        plan, turn = plans[name], turning_point(statements) or 0
        review = [plan.clean.source_span(p.start, p.end) for p in review_paragraphs(plan)]
        for s in statements:
            if s.role == "target" and s.cell is None:
                told = s.start < turn and any(start <= s.start < end for start, end in review)
                found[s.id] = Context(*around(plan, s), told and plan.meta.kind == "report")
    return found


def around(doc: Document, statement: Statement) -> tuple[str, str]:
    """The words of a statement's sentence before and after it."""
    source = doc.raw.source
    opens = max(source.rfind(mark, 0, statement.start) for mark in _STOPS)
    closes = min((at for mark in _STOPS if (at := source.find(mark, statement.end)) >= 0), default=len(source))
    return source[opens + 1 : statement.start], source[statement.end : closes]


class _View:
    """One report: where it looks back, and of how many years."""

    def __init__(self, doc: Document, statements: Sequence[Statement]) -> None:
        self.doc = doc
        self.spans = Spans(doc)
        self.turn = turning_point(statements)
        self.review = [doc.clean.source_span(p.start, p.end) for p in review_paragraphs(doc)]

    def planned(self, statement: Statement, before: str) -> bool:
        """Whether a figure stands among the plans of a work report, or is only wished for."""
        if self.doc.meta.kind != "report" or statement.cell is not None:
            return False
        if self.review and not any(start <= statement.start < end for start, end in self.review):
            return True
        return self.turn is not None and statement.start >= self.turn and _WISHED.search(before) is not None


def _words(views: Mapping[str, _View], told: Sequence[Statement], as_of: date) -> list[Profile]:
    """Answers in words from the reviews of whole reports."""
    days: dict[str, Counter[date]] = defaultdict(Counter)
    taken: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for s in told:
        if s.measures:
            taken[s.doc].append((s.start, s.end))
        if s.deadline and s.deadline.end:
            days[s.doc][s.deadline.end] += 1
    out = []
    for name, view in views.items():
        common = sorted(days[name].items(), key=lambda item: (-item[1], item[0]))
        end = common[0][0] if common else None
        found = outcome_clauses(view.doc, end=end, taken=sorted(taken[name]))
        for statement, before, after in [*found, *outcome_rows(view.doc, end=end)]:
            if later(statement, as_of) or (view.turn is not None and statement.start >= view.turn):
                continue
            span = view.spans.at(statement.start)
            out.append(profile(statement, before=before, after=after, span=span, placed=True))
    return out
