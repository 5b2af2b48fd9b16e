"""Which target of one plan is which of another: each once, the surest pairs first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.comparison.figures import same_family, sort_of
from pipeline.comparison.likeness import Likeness
from pipeline.comparison.profiles import Profile
from pipeline.comparison.words import contradict

#: What sameness of name and of terms add to a pair's score, and from which sum two targets are one.
NAME, TERMS, STATE = 0.75, 0.25, 0.15
LEAST = 0.72
#: Likeness from which names say that two targets are one.
LIKE = 0.66
#: Likeness asked where the figures are in other terms.
OTHER_LIKE = 0.9


@dataclass(frozen=True, slots=True)
class Pair:
    """Two targets of one thing.  score: 0 to 1."""

    old: Profile
    new: Profile
    score: float


def pairs(old: Sequence[Profile], new: Sequence[Profile]) -> list[Pair]:
    """The pairs, each target in one at most, in the order of the old plan."""
    likeness = _likeness([*old, *new])
    scored: list[tuple[float, int, int]] = []
    block = _Block(new)
    for i, one in enumerate(old):
        for j in block.near(one):
            score = _score(one, new[j], likeness)
            if score >= LEAST:
                scored.append((score, i, j))
    # Where several are equally like, those nearest in order belong together.
    scored.sort(key=lambda s: (-round(s[0], 6), abs(s[1] / max(len(old), 1) - s[2] / max(len(new), 1)), s[1], s[2]))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    found = []
    for score, i, j in scored:
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            found.append((i, Pair(old[i], new[j], round(min(score, 1.0), 4))))
    found.sort(key=lambda pair: pair[0])
    return [pair for _, pair in found]


def _score(one: Profile, other: Profile, likeness: Likeness) -> float:
    """How sure it is that two targets are one: sameness of name, then of terms; 0 where they cannot be."""
    a, b = one.statement, other.statement
    if a.role != b.role or one.part != other.part or one.thresholds != other.thresholds:
        return 0.0
    if contradict(a.subject, b.subject):
        return 0.0
    same = one.subject == other.subject
    known = one.indicator is not None and other.indicator is not None
    if known and one.indicator is not other.indicator and not same:
        return 0.0
    like = 1.0 if same or known else (likeness(one, other) + likeness(other, one)) / 2
    if like < LIKE:
        return 0.0
    terms = _terms(one, other)
    if terms < 1.0 and like < OTHER_LIKE:
        return 0.0
    return NAME * like + TERMS * terms + (0.001 if a.section[-1:] == b.section[-1:] else 0.0)


def _terms(one: Profile, other: Profile) -> float:
    """1 where the figures are in the same terms or both are without, 0 where they are in others."""
    a, b = one.statement, other.statement
    if not a.measures and not b.measures:
        return 1.0
    if not a.measures or not b.measures:
        return 0.5
    alike = any(
        same_family(m.unit, n.unit) and m.kind == n.kind and _sorts_agree(one, other)
        for m in a.measures
        for n in b.measures
    )
    return 1.0 if alike else 0.3


def _sorts_agree(one: Profile, other: Profile) -> bool:
    a, b = (sort_of(p.statement, p.statement.measures[0]) for p in (one, other))
    return "any" in (a, b) or a == b


def _likeness(profiles: Sequence[Profile]) -> Likeness:
    counts: Counter[str] = Counter()
    for one in profiles:
        counts.update(one.subject_grams | one.text_grams | one.subject_words | one.text_words)
    total = len(profiles)
    weight = {g: math.log((total + 50) / (n + 5)) for g, n in counts.items()}
    return Likeness(weight, math.log((total + 50) / 5))


class _Block:
    """Targets by what their names share, so that a target meets only likely ones."""

    def __init__(self, targets: Sequence[Profile]) -> None:
        self._by: dict[str, list[int]] = defaultdict(list)
        for j, target in enumerate(targets):
            for feature in sorted(self._features(target)):
                self._by[feature].append(j)

    @staticmethod
    def _features(target: Profile) -> frozenset[str]:
        own = target.subject_grams | target.subject_words
        names = {f"={ind.name}" for ind in target.indicators[:1]} | {f"·{target.subject}"}
        return frozenset(own - target.generic or own) | names

    def near(self, target: Profile) -> list[int]:
        """Targets that share something, in order."""
        return sorted({j for feature in self._features(target) for j in self._by.get(feature, ())})
