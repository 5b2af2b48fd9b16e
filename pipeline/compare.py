"""Targets set against what reports say of them: one finding for each target."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from pipeline.comparison.bases import Bases
from pipeline.comparison.clauses import outcome_clauses, outcome_rows, turning_point
from pipeline.comparison.days import dated
from pipeline.comparison.levels import Match
from pipeline.comparison.matching import Matcher
from pipeline.comparison.milestones import judge, not_answered, outcome
from pipeline.comparison.profiles import Profile, profile
from pipeline.comparison.relations import is_pace, pace_verdict
from pipeline.comparison.series import latest
from pipeline.comparison.verdicts import Verdict, verdict
from schemas.document import Document, Meta
from schemas.findings import Finding, Status
from schemas.records import Statement, content_id

#: Likeness asked of an answer in words where the target has a figure: words are vaguer, so the subject must be plainer.
PLAIN_LIKENESS = 0.72
#: The same where the figures are in other terms.
OTHER_LIKENESS = 0.6
#: The same where a report says that something is not done.
NOT_YET_LIKENESS = 0.5
#: How much lower an answer in the same terms may score and still be taken before one in other terms.
OTHER_TERMS = 0.15

_STOPS = "。；\n！？"
_GRAVITY: dict[Status, int] = {"missed": 0, "behind": 1, "incomparable": 2, "on_track": 3, "met": 4, "unreported": 5}


def compare(
    targets: Sequence[Statement],
    answers: Sequence[Statement],
    *,
    as_of: date,
    documents: Mapping[str, Meta] | None = None,
    reports: Mapping[str, Document] | None = None,
) -> list[Finding]:
    """Set targets against reported progress as of a day; one finding for each target, in the order given.

    targets, answers: statements of any role; only targets are judged and only progress answers (the targets of a report
    show where it turns from its review to its plans; the progress of a plan is where its straight lines begin).
    as_of: answers that speak of a later day are left out.  documents: what is known of each document, by file name;
    used for place and period.  reports: whole reports by file name, searched for answers in words (年度目标超额完成, a
    project 建成投用) where no statement holds them.
    """
    known = documents or {}
    wanted = [s for s in targets if s.role == "target"]
    told = [(s, dated(s, known.get(s.doc), as_of)) for s in answers if s.role == "progress"]
    sources = {name: doc.raw.source for name, doc in (reports or {}).items()}
    profiles = []
    for original, s in told:
        if not _later(s, as_of):
            before, after = _around(s, sources.get(s.doc))
            profiles.append(profile(s, before=before, after=after, original=original))
    profiles += _words(reports or {}, [*(s for _, s in told), *(s for s in answers if s.role != "progress")], as_of)
    matcher = Matcher(profiles, known)
    bases = Bases([profile(s) for s in targets if s.role == "progress"])
    return [_finding(profile(s, opens=_opens(s, known)), matcher, bases, as_of) for s in wanted]


def _later(statement: Statement, as_of: date) -> bool:
    return bool(statement.deadline and statement.deadline.end and statement.deadline.end > as_of)


def _around(statement: Statement, source: str | None) -> tuple[str, str]:
    """The words of a statement's sentence before and after it."""
    if source is None:
        return "", ""
    opens = max(source.rfind(mark, 0, statement.start) for mark in _STOPS)
    closes = min((at for mark in _STOPS if (at := source.find(mark, statement.end)) >= 0), default=len(source))
    return source[opens + 1 : statement.start], source[statement.end : closes]


def _words(reports: Mapping[str, Document], statements: Sequence[Statement], as_of: date) -> list[Profile]:
    """Answers in words from the reviews of whole reports."""
    days: dict[str, Counter[date]] = defaultdict(Counter)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for s in statements:
        if s.role != "progress":
            continue
        if s.measures:
            spans[s.doc].append((s.start, s.end))
        if s.deadline and s.deadline.end:
            days[s.doc][s.deadline.end] += 1
    out = []
    for name in sorted(reports):
        common = sorted(days[name].items(), key=lambda item: (-item[1], item[0]))
        end = common[0][0] if common else None
        turn = turning_point([s for s in statements if s.doc == name])
        found = outcome_clauses(reports[name], end=end, taken=sorted(spans[name]))
        for statement, before, after in [*found, *outcome_rows(reports[name], end=end)]:
            if _later(statement, as_of) or (turn is not None and statement.start >= turn):
                continue
            out.append(profile(statement, before=before, after=after))
    return out


def _finding(target: Profile, matcher: Matcher, bases: Bases, as_of: date) -> Finding:
    matches = [m for m in matcher.matches(target) if _admissible(target, m)]
    if is_pace(target):
        for match in matches:
            pace = pace_verdict(target, match.answer, matcher.answers)
            if pace is not None:
                return _made(target, match, pace, as_of)
    base = bases(target)
    judged = [(m, verdict(target, m, as_of=as_of, opens=target.start, base=base)) for m in _chosen(target, matches)]
    if not judged:
        return _made(target, None, Verdict("unreported", reasons=("no answer similar enough",)), as_of)
    # Of several parts of one target the worst tells.
    worst = min(judged, key=lambda pair: _GRAVITY[pair[1].status])
    return _made(target, *worst, as_of)


def _chosen(target: Profile, matches: Sequence[Match]) -> list[Match]:
    """The answer to judge: the best match, but one in the same terms before one in other terms that is little better;
    for an indicator that is made up of parts the best match of each part.
    """
    if not matches:
        return []
    best = matches[0]
    if best.other_terms:
        best = next((m for m in matches if not m.other_terms and m.score >= best.score - OTHER_TERMS), best)
    best = latest(target, best, matches)
    parts = target.indicator.parts if target.indicator else ()
    own = best.answer.indicator
    if own is None or own.name not in parts:
        return [best]
    found = {m.answer.indicator.name: m for m in reversed(matches) if m.answer.indicator is not None}
    return [found[name] for name in parts if name in found]


def _admissible(target: Profile, match: Match) -> bool:
    """Whether an answer says enough to be one where either side is in words."""
    answer = match.answer.statement
    asked = target.statement
    if not_answered(answer.quote):
        return False
    if asked.measures and answer.measures:
        if not match.other_terms:
            return True
        return (match.likeness >= OTHER_LIKENESS or match.kin) and not not_answered(match.answer.everything)
    close = max(match.likeness, match.named * 0.85) >= PLAIN_LIKENESS or "same indicator" in match.reasons
    if asked.measures:
        said = outcome(answer.quote)
        return close and (said.verdict is not None or said.steady or said.doing)
    said_of = judge(f"{asked.subject}，{asked.quote}", answer.quote)
    if said_of == "not_yet":
        return match.likeness >= NOT_YET_LIKENESS
    return said_of in ("met", "missed") or (said_of == "open" and close) or (bool(answer.measures) and close)


def _opens(target: Statement, documents: Mapping[str, Meta]) -> date | None:
    """The first day of what a target asks for: the target's own, its plan's, or New Year's Day of its last year."""
    due = target.deadline.end if target.deadline else None
    if due is None:
        return None
    meta = documents.get(target.doc)
    first = meta.period.start if meta and meta.period else None
    if first is not None and first < due:
        return first
    issued = meta.date if meta else None
    return date(min(issued.year, due.year) if issued else due.year, 1, 1)


def _made(target: Profile, match: Match | None, found: Verdict, as_of: date) -> Finding:
    answer = match.answer.original if match else None
    reasons = (match.reasons if match else ()) + found.reasons
    return Finding(
        target=target.original,
        answer=answer,
        status=found.status,
        score=match.score if match else 0.0,
        gap=found.gap,
        expected=found.expected,
        reasons=tuple(dict.fromkeys(reasons)),
        as_of=as_of,
        id=content_id(target.statement.id, answer.id if answer else "", found.status, as_of.isoformat()),
    )
