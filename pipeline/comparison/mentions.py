"""Where a report names what a target asks for and says neither figure nor outcome: no verdict, and no silence either.

A target counts as unreported only where its name is nowhere in the report's review. The name is looked for as it
stands, in stretches long enough not to be chance, without the words that are part of many names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.lexicon import alternation, read_table
from pipeline.comparison.clauses import review_clauses, turning_point
from pipeline.comparison.profiles import Profile
from pipeline.comparison.verdicts import whole
from pipeline.comparison.words import bare, contradict, plain, words
from schemas.document import Document
from schemas.records import Statement, content_id
from schemas.values import Deadline

#: Characters of a name, without words of many names, that must stand together in a clause, and share of the name.
LEAST, MOST = 4, 0.7
#: The same for a stretch that stands in hardly any clause.
RARE_LEAST, RARE_MOST, RARE = 6, 0.5, 2
#: Characters, and share of the whole name without its leading verb, that are enough whatever words they are.
WHOLE_LEAST, WHOLE_MOST = 5, 0.75
#: In how many clauses a stretch of three characters may stand and still open a search.
COMMON = 12
_N = 3
_QUOTED = re.compile(r"“([^“”]{4,20})”")
_DIGIT = re.compile(r"\d")
_LEADING = re.compile(r"^(?:新增|新建|新引进|实施|推进|完成|建设|培育|打造|力争|实现|加快|创建|开展|启动)+")
# What a clause says of an indicator that it gives no figure of.
_MOVES = re.compile(r"增长|下降|回升|回落|上升|上涨|提高|降低|改善|恶化|转正|好于|低于|高于|未能|未达|快于")


@cache
def _said_of_many() -> re.Pattern[str]:
    many = [row["term"] for row in read_table("match_words") if row["kind"] in ("generic", "neutral", "same")]
    return re.compile(alternation([*many, *(row["term"] for row in read_table("outcomes"))]))


@dataclass(frozen=True, slots=True)
class _Clause:
    doc: Document
    start: int
    end: int
    text: str
    figure: bool


class Mentions:
    """The clauses of the reviews of whole reports, to be searched for names."""

    def __init__(self, reports: Mapping[str, Document], answers: Sequence[Statement]) -> None:
        self._clauses: list[_Clause] = []
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        self._told: dict[str, list[Statement]] = defaultdict(list)
        for s in answers:
            self._told[s.doc].append(s)
        for name in sorted(reports):
            self._read(reports[name])
        for name, told in self._told.items():
            self._told[name] = sorted((s for s in told if s.role == "progress"), key=_start)

    def _read(self, doc: Document) -> None:
        turn = turning_point(self._told[doc.name])
        for start, end in review_clauses(doc):
            first, last = doc.clean.source_span(start, end)
            if turn is not None and first >= turn:
                continue
            text = plain(bare(doc.clean.text[start:end]))
            for gram in {text[i : i + _N] for i in range(len(text) - _N + 1)}:
                self._by_gram[gram].append(len(self._clauses))
            self._clauses.append(_Clause(doc, first, last, text, _DIGIT.search(doc.clean.text, start, end) is not None))

    def __call__(self, target: Profile, *, until: date | None) -> Statement | None:
        """The clause that names most of a target, as a progress statement: one that is there, else without a figure.

        until: the day it speaks of, where it is no statement yet.
        """
        names = [target.subject, *(part.name for part in target.parts)]
        quoted = [name for told in _QUOTED.findall(target.original.quote) if len(name := plain(told)) >= LEAST]
        best: tuple[int, int] | None = None
        for i in sorted(self._near([*names, *quoted])):
            clause = self._clauses[i]
            if clause.doc.name == target.statement.doc or contradict(target.statement.subject, clause.text):
                continue
            if target.indicator is not None:
                # 全村人均可支配收入 is none of 居民人均可支配收入
                own = target.subject in clause.text or plain(target.indicator.name) in clause.text
                named = own and (clause.figure or _MOVES.search(clause.text))
                held = len(target.subject) if named or whole(target.statement, clause.text) else 0
            elif any(name in clause.text for name in quoted):
                held = len(clause.text)
            else:
                held = max(self._held(name, clause.text, of_many=name is not names[0]) for name in names)
            if held and (best is None or held > best[0]):
                best = held, i
        return self._statement(self._clauses[best[1]], until) if best else None

    def _near(self, names: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for name in names:
            for i in range(len(name) - _N + 1):
                at = self._by_gram.get(name[i : i + _N], ())
                if len(at) <= COMMON:
                    found.update(at)
        return found

    def _held(self, name: str, text: str, *, of_many: bool) -> int:
        """How many telling characters of a name stand together in a text; 0 where too few.

        of_many: it is one of several that a target lists, and must be a name rather than two common words.
        """
        telling = _telling(name)
        core, best, run, longest = sum(telling), 0, "", ""
        for at in range(len(name) - _N + 1):
            end = at
            while end < len(name) and name[at : end + 1] in text:
                end += 1
            longest = max(longest, name[at:end], key=len)
            if sum(telling[at:end]) > best:
                best, run = sum(telling[at:end]), name[at:end]
        whole = len(_LEADING.sub("", name))
        if len(longest) >= max(WHOLE_LEAST, WHOLE_MOST * whole) and self._rare(longest) and longest not in words(name):
            return len(longest)
        if run in words(name) or (of_many and best < RARE_LEAST and all(len(w) > 1 for w in words(run))):
            return 0  # 节能减排 alone names no target
        if best >= LEAST and best >= MOST * core:
            return best
        if best < RARE_LEAST or best < RARE_MOST * core:
            return 0
        return best if self._rare(run) else 0

    def _rare(self, run: str) -> bool:
        return min(len(self._by_gram[run[i : i + _N]]) for i in range(len(run) - _N + 1)) <= RARE

    def _statement(self, clause: _Clause, until: date | None) -> Statement:
        told = self._told[clause.doc.name]
        i = bisect_left(told, clause.start, key=_start)
        for s in told[max(i - 1, 0) : i + 1]:
            if s.start < clause.end and clause.start < s.end:
                return s
        quote = clause.doc.raw.source[clause.start : clause.end]
        return Statement(
            doc=clause.doc.name,
            role="progress",
            start=clause.start,
            end=clause.end,
            quote=quote,
            subject=bare(quote),
            indicator=None,
            measures=(),
            deadline=Deadline(None, until, None, "document") if until else None,
            agencies=(),
            strength="plan",
            section=(),
            page=None,
            cell=None,
            rule="clause.mention",
            confidence=0.3,
            id=content_id(clause.doc.raw.digest, clause.start, clause.end, "progress", "mention"),
        )


def _telling(name: str) -> list[bool]:
    """Of each character of a name whether it is in no word of many names."""
    telling = [True] * len(name)
    for m in _said_of_many().finditer(name):
        telling[m.start() : m.end()] = [False] * len(m.group())
    return telling


def _start(statement: Statement) -> int:
    return statement.start
