"""Targets set against what reports say of them: one finding for each target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipeline.comparison.answers import contexts, gather, later
from pipeline.comparison.areas import Context, Ground, grounds
from pipeline.comparison.bases import Bases
from pipeline.comparison.choice import admissible, believed, chosen, is_told, rivals
from pipeline.comparison.levels import Match
from pipeline.comparison.matching import Matcher
from pipeline.comparison.mentions import Mentions
from pipeline.comparison.profiles import YEAR, Profile, profile
from pipeline.comparison.relations import is_pace, pace_verdict
from pipeline.comparison.series import after, history
from pipeline.comparison.verdicts import Verdict, verdict, whole
from schemas.document import Document, Meta
from schemas.findings import Finding, Status
from schemas.records import Statement, content_id

_GRAVITY: dict[Status, int] = {"missed": 0, "behind": 1, "incomparable": 2, "on_track": 3, "met": 4, "unreported": 5}
#: How many answers that turn out to be of something else are passed over before a target counts as unreported.
TRIES = 3
#: Score of an answer that only names the target.
NAMED_ONLY = 0.5
SILENT = "no answer similar enough"


def compare(
    targets: Sequence[Statement],
    answers: Sequence[Statement],
    *,
    as_of: date,
    documents: Mapping[str, Meta] | None = None,
    reports: Mapping[str, Document] | None = None,
    plans: Mapping[str, Document] | None = None,
) -> list[Finding]:
    """Set targets against reported progress as of a day; one finding for each target, in the order given.

    targets, answers: statements of any role; only targets are judged and only progress answers (the targets of a report
    show where it turns from its review to its plans; the progress of a plan is where its straight lines begin).
    as_of: answers that speak of a later day are left out.  documents: what is known of each document, by file name;
    used for place and period.  reports: whole reports by file name, searched for answers in words (年度目标超额完成, a
    project 建成投用) where no statement holds them.  plans: whole plans by name, for the words round their targets.
    """
    parts = grounds(targets, answers, documents or {}, reports or {}, contexts(targets, plans or {}))
    return in_order((part.places, judge(part, as_of)) for part in parts)


def judge(ground: Ground, as_of: date) -> list[Finding | None]:
    """One finding for each target of a place, None for its other statements."""
    known = ground.documents
    matcher = Matcher(gather(ground.answers, as_of=as_of, documents=known, reports=ground.reports), known)
    bases = Bases([profile(s) for s in ground.targets if s.role == "progress"])
    mentions = Mentions(ground.reports, [s for s in ground.answers if not later(s, as_of)])
    return [
        _Judge(
            _asked(s, ground),
            matcher,
            mentions,
            bases,
            as_of=as_of,
            issued=_issued(s, known),
            reviewed=ground.contexts.get(s.id, Context()).reviewed,
        ).finding()
        if s.role == "target"
        else None
        for s in ground.targets
    ]


def _issued(target: Statement, documents: Mapping[str, Meta]) -> date | None:
    meta = documents.get(target.doc)
    return meta.date if meta else None


def _asked(target: Statement, ground: Ground) -> Profile:
    round_it = ground.contexts.get(target.id, Context())
    return profile(target, before=round_it.before, after=round_it.after, opens=_opens(target, ground.documents))


def in_order(judged: Iterable[tuple[Sequence[int], Sequence[Finding | None]]]) -> list[Finding]:
    """The findings of several places in the order of their targets."""
    found = [
        (place, finding)
        for places, findings in judged
        for place, finding in zip(places, findings, strict=True)
        if finding is not None
    ]
    return [finding for _, finding in sorted(found, key=lambda pair: pair[0])]


class _Judge:
    """One target and the answers to it."""

    def __init__(
        self,
        target: Profile,
        matcher: Matcher,
        mentions: Mentions,
        bases: Bases,
        *,
        as_of: date,
        issued: date | None,
        reviewed: bool,
    ) -> None:
        self.target, self.as_of, self.answers, self.mentions = target, as_of, matcher.answers, mentions
        self.base, self.issued, self.reviewed = bases(target), issued, reviewed
        self.near = matcher.near
        self.found = matcher.matches(target)
        self.matches = [m for m in self.found if admissible(target, m)]

    def finding(self) -> Finding:
        """The verdict by the best answer that is believed; by two that disagree, that it cannot be told."""
        if is_pace(self.target):
            for match in self.matches:
                pace = pace_verdict(self.target, match.answer, self.answers)
                if pace is not None:
                    return self._made(match, pace)
        left = self.matches
        for _ in range(TRIES):
            judged = [(m, self._verdict(m)) for m in chosen(self.target, left)]
            doubted = [m for m, found in judged if not believed(self.target, m, found)]
            if not judged:
                break
            if not doubted:
                # Of several parts of one target the worst tells.
                match, found = min(judged, key=lambda pair: _GRAVITY[pair[1].status])
                return self._settled(match, found) if len(judged) == 1 else self._made(match, found)
            left = [m for m in left if m not in doubted]
        named = self.mentions(self.target, until=self.as_of)
        return self._mentioned(named) if named else self._silent()

    def _silent(self) -> Finding:
        """That nothing answers; where something comes near, perhaps under another name, that for a reader to decide."""
        counted = bool(self.target.statement.measures)
        told = (m for m in self.found if is_told(self.target, m) and (counted or m.answer.statement.measures))
        near = next(told, None) or self.near(self.target)
        if near is not None and is_told(self.target, near):
            return self._made(near, Verdict("incomparable", reasons=("perhaps under another name",)))
        return self._made(None, Verdict("unreported", reasons=(SILENT,)))

    def _mentioned(self, told: Statement) -> Finding:
        """What a report names without a figure or an outcome that could be judged."""
        answer = profile(told)
        if whole(self.target.statement, told.quote):
            said = Verdict("met", reasons=("all covered",))
        else:
            said = Verdict("incomparable", reasons=("named only",))
        return self._made(Match(answer, NAMED_ONLY, (), 0.0, True), said)

    def _verdict(self, match: Match) -> Verdict:
        found = verdict(self.target, match, as_of=self.as_of, opens=self.target.start, base=self.base)
        doubt = self._no_target_of_its_year() if found.status == "missed" else None
        return Verdict("incomparable", found.gap, reasons=(doubt,)) if doubt else found

    def _no_target_of_its_year(self) -> str | None:
        """Why a target is none that its day can be held against; None where it is."""
        target = self.target
        if self.reviewed:
            return "stands in the review of its plan"
        if target.end is None or self.issued is None:
            return None
        if target.end < self.issued:
            return "due before the plan itself"
        return "of several years" if target.long and (target.end - self.issued).days < YEAR else None

    def _settled(self, match: Match, found: Verdict) -> Finding:
        """The finding by one answer, unless another as good comes to another verdict: then by the next report."""
        others = []
        for rival in rivals(self.target, match, self.matches):
            said = self._verdict(rival)
            if said.status not in (found.status, "incomparable") and believed(self.target, rival, said):
                others.append(rival)
        if not others or found.status == "incomparable":
            return self._made(match, found)
        later = after(match, self.matches)
        if later is not None:
            return self._made(later, self._verdict(later))
        words = tuple(f"another answer as good: {m.answer.original.quote}" for m in others)
        undecided = Verdict("incomparable", reasons=("answers disagree", *words))
        return self._made(match, undecided, tuple(m.answer.original for m in others))

    def _made(self, match: Match | None, found: Verdict, others: tuple[Statement, ...] = ()) -> Finding:
        answer = match.answer.original if match else None
        reasons = (match.reasons if match else ()) + found.reasons
        return Finding(
            target=self.target.original,
            answer=answer,
            status=found.status,
            score=match.score if match else 0.0,
            gap=found.gap,
            expected=found.expected,
            reasons=tuple(dict.fromkeys(reasons)),
            as_of=self.as_of,
            id=content_id(self.target.statement.id, answer.id if answer else "", found.status, self.as_of.isoformat()),
            others=others,
            series=tuple(m.answer.original for m in history(match, self.matches)) if match else (),
        )


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
