"""Targets set against what reports say of them: one finding for each target."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.comparison.clauses import outcome_clauses
from pipeline.comparison.levels import Match
from pipeline.comparison.matching import Matcher
from pipeline.comparison.milestones import judge, outcome
from pipeline.comparison.profiles import Profile, profile
from pipeline.comparison.verdicts import Verdict, verdict
from schemas.document import Document, Meta
from schemas.findings import Finding
from schemas.records import Statement, content_id

#: Likeness asked of an answer in words where the target has a figure: words are vaguer, so the subject must be plainer.
PLAIN_LIKENESS = 0.72


def compare(
    targets: Sequence[Statement],
    answers: Sequence[Statement],
    *,
    as_of: date,
    documents: Mapping[str, Meta] | None = None,
    reports: Mapping[str, Document] | None = None,
) -> list[Finding]:
    """Set targets against reported progress as of a day; one finding for each target, in the order given.

    targets, answers: statements of any role; only targets are judged and only progress answers.  as_of: answers that
    speak of a later day are left out.  documents: what is known of each document, by file name; used for place and
    period.  reports: whole reports by file name, searched for answers in words (年度目标超额完成, a project 建成投用)
    where no statement holds them.
    """
    known = documents or {}
    wanted = [s for s in targets if s.role == "target"]
    given = [s for s in answers if s.role == "progress" and not _later(s, as_of)]
    sources = {name: doc.raw.source for name, doc in (reports or {}).items()}
    profiles = [profile(s, context=_before(s, sources.get(s.doc))) for s in given]
    profiles += _words(reports or {}, given, as_of)
    matcher = Matcher(profiles, known)
    return [_finding(profile(s), matcher, as_of, known) for s in wanted]


def _later(statement: Statement, as_of: date) -> bool:
    return bool(statement.deadline and statement.deadline.end and statement.deadline.end > as_of)


def _before(statement: Statement, source: str | None) -> str:
    """The words of a statement's sentence before it."""
    if source is None:
        return ""
    opens = max(source.rfind(mark, 0, statement.start) for mark in "。；\n！？")
    return source[opens + 1 : statement.start]


def _words(reports: Mapping[str, Document], given: Sequence[Statement], as_of: date) -> list[Profile]:
    days: dict[str, Counter[date]] = defaultdict(Counter)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for s in given:
        spans[s.doc].append((s.start, s.end))
        if s.deadline and s.deadline.end:
            days[s.doc][s.deadline.end] += 1
    out = []
    for name in sorted(reports):
        common = sorted(days[name].items(), key=lambda item: (-item[1], item[0]))
        end = common[0][0] if common else None
        for statement, context in outcome_clauses(reports[name], end=end):
            out.append(profile(statement, context=context))
    return out


def _finding(target: Profile, matcher: Matcher, as_of: date, documents: Mapping[str, Meta]) -> Finding:
    opens = _opens(target, documents)
    for match in matcher.matches(target):
        if not _admissible(target, match):
            continue
        found = verdict(target, match.answer, as_of=as_of, opens=opens, other_terms=match.other_terms)
        return _made(target, match, found, as_of)
    return _made(target, None, Verdict("unreported", reasons=("no answer similar enough",)), as_of)


def _admissible(target: Profile, match: Match) -> bool:
    """Whether an answer in words says enough to be one."""
    answer = match.answer.statement
    if answer.measures:
        return True
    said = outcome(answer.quote)
    if target.statement.measures:
        return match.likeness >= PLAIN_LIKENESS and (said.verdict is not None or said.steady or said.doing)
    promised = f"{target.statement.subject}，{target.statement.quote}"
    return judge(promised, answer.quote) != "silent"


def _opens(target: Profile, documents: Mapping[str, Meta]) -> date | None:
    """The first day of the straight line: the target's own, its plan's, or New Year's Day of its last year."""
    if target.start is not None:
        return target.start
    if target.end is None:
        return None
    meta = documents.get(target.statement.doc)
    first = meta.period.start if meta and meta.period else None
    if first is not None and first < target.end:
        return first
    issued = meta.date if meta else None
    year = min(issued.year, target.end.year) if issued else target.end.year
    return date(year, 1, 1)


def _made(target: Profile, match: Match | None, found: Verdict, as_of: date) -> Finding:
    answer = match.answer.statement if match else None
    reasons = (match.reasons if match else ()) + found.reasons
    return Finding(
        target=target.statement,
        answer=answer,
        status=found.status,
        score=match.score if match else 0.0,
        gap=found.gap,
        expected=found.expected,
        reasons=tuple(dict.fromkeys(reasons)),
        as_of=as_of,
        id=content_id(target.statement.id, answer.id if answer else "", found.status, as_of.isoformat()),
    )
