"""The score of a match: a sum of named levels, so that a reader can dispute one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.comparison.figures import comparable, same_family, sort_of
from pipeline.comparison.profiles import Profile
from pipeline.comparison.words import coordinated
from schemas.document import Meta
from schemas.values import Measure

#: What each level adds. `similar subject` is multiplied by the likeness of the subjects, 0 to 1.
LEVELS: dict[str, float] = {
    "same indicator": 0.62,
    "kindred indicator": 0.54,
    "neighbouring indicator": 0.46,
    "similar subject": 0.62,
    "same unit": 0.22,
    "same kind of unit": 0.18,
    "unit in other terms": 0.04,
    "no figure reported": 0.10,
    "state of the same thing": 0.22,
    "same year": 0.10,
    "within the period": 0.08,
    "year not said": 0.06,
    "several years against one": -0.20,
    "same place": 0.04,
    "another part of the place": -0.25,
    "figure of the same size": 0.04,
}
#: Likeness from which two subjects are one, whatever the lexicon says.
SAME_NAME = 0.9
#: What the likeness of one of several listed things counts for the whole list; share of a name that names it.
PART_SHARE = 0.85
NAMED = 0.5
#: A match below this is none: silence is the commonest answer.
THRESHOLD = 0.60


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate answer with its score (0 to 1) and the levels behind it."""

    answer: Profile
    score: float
    reasons: tuple[str, ...]
    likeness: float
    other_terms: bool
    covered: float = 1.0


class Likeness:
    """Likeness of subjects by their character pairs, each weighing by its rarity among the answers."""

    def __init__(self, weight: Mapping[str, float], default: float) -> None:
        self._weight, self._default = weight, default

    def mass(self, grams: frozenset[str], generic: frozenset[str] = frozenset()) -> float:
        """Sum of weights; a pair inside generic words counts a quarter."""
        weight, default = self._weight, self._default
        return sum(weight.get(g, default) * (0.25 if g in generic else 1.0) for g in sorted(grams))

    def __call__(self, target: Profile, answer: Profile) -> float:
        """How much of the target's subject the answer holds, lessened by what else the answer is about.

        The mean of what character pairs and what words say: the first are used to names that no dictionary has, the
        second to another order.
        """
        whole = self._both(target, target.subject_grams, target.subject_words, answer)
        if not target.parts:
            return whole
        return max(whole, PART_SHARE * max(self._both(target, p.grams, p.words, answer) for p in target.parts))

    def _both(self, target: Profile, grams: frozenset[str], words: frozenset[str], answer: Profile) -> float:
        wide = answer.subject_grams | answer.text_grams
        by_pairs = self._held(target, grams, wide, answer.context_grams, answer.subject_grams, target.text_grams)
        wide = answer.subject_words | answer.text_words
        by_words = self._held(target, words, wide, frozenset(), answer.subject_words, target.text_words)
        return (by_pairs + by_words) / 2 if words else by_pairs * 0.75

    def covered(self, target: Profile, answer: Profile) -> float:
        """Share of the things a target lists that the answer's sentence names; 1 where it lists none."""
        if not target.parts:
            return 1.0
        named = sum(
            1
            for part in target.parts
            if part.name[:3] in answer.everything
            or self.mass(part.grams & (answer.text_grams | answer.context_grams), target.generic)
            >= NAMED * self.mass(part.grams, target.generic)
        )
        return named / len(target.parts)

    def _held(
        self,
        target: Profile,
        asked: frozenset[str],
        there: frozenset[str],
        near: frozenset[str],
        about: frozenset[str],
        told: frozenset[str],
    ) -> float:
        wanted = self.mass(asked, target.generic)
        if not wanted:
            return 0.0
        found = self.mass(asked & there, target.generic) + 0.7 * self.mass((asked & near) - there, target.generic)
        total = self.mass(about, target.generic)
        known = self.mass(about & (asked | told), target.generic)
        return found / wanted * (0.55 + 0.45 * (known / total if total else 0.0))


def level(target: Profile, answer: Profile, likeness: Likeness, documents: Mapping[str, Meta]) -> Match | None:
    """Score an answer for a target; None where year or place rule it out, or where it is the plan's own words."""
    if target.statement.doc == answer.statement.doc:
        return None
    reasons: list[str] = []
    score = 0.0
    like = 0.0

    def add(name: str, times: float = 1.0) -> None:
        nonlocal score
        score += LEVELS[name] * times
        reasons.append(name)

    kinship = _kinship(target, answer)
    like = likeness(target, answer)
    subject = LEVELS["similar subject"] * like
    if kinship is not None and LEVELS[kinship] >= subject:
        add(kinship)
    elif target.indicator is not None and answer.indicator is not None and kinship is None and like < SAME_NAME:
        return None  # two known indicators that are not each other
    else:
        add("similar subject", like)
    other_terms = kinship == "neighbouring indicator" or not _units(target, answer, add)
    if not _year(target, answer, add) or not _place(target, answer, documents, add):
        return None
    if target.part != answer.part:
        add("another part of the place")
    return Match(answer, round(min(score, 1.0), 4), tuple(reasons), like, other_terms, likeness.covered(target, answer))


def _kinship(target: Profile, answer: Profile) -> str | None:
    one = target.indicator
    if one is None:
        return None
    names = {ind.name for ind in answer.indicators}
    if one.name in names:
        return "same indicator"
    if any(name in one.kin or name in one.parts for name in names) or any(one.name in i.kin for i in answer.indicators):
        return "kindred indicator"
    if any(name in one.near for name in names) or any(one.name in i.near for i in answer.indicators):
        return "neighbouring indicator"
    return None


def _units(target: Profile, answer: Profile, add: object) -> bool:
    """Add the level of the units; whether the figures may be set against each other (or none is asked)."""
    assert callable(add)
    asked, given = target.statement.measures, answer.statement.measures
    if not asked:
        add("state of the same thing")
        return True
    if not given:
        add("no figure reported")
        return True
    pairs = [
        (a, b)
        for a in asked
        for b in given
        if comparable(target.statement, a, answer.statement, b, target.indicator)
    ]
    if pairs:
        add("same unit" if any(a.unit == b.unit for a, b in pairs) else "same kind of unit")
        if any(a.value and b.value and 0.5 <= b.value / a.value <= 2 for a, b in pairs):
            add("figure of the same size")
        return True
    if any(same_family(a.unit, b.unit) for a in asked for b in given):
        add("unit in other terms")
    return False


def _year(target: Profile, answer: Profile, add: object) -> bool:
    assert callable(add)
    if answer.end is None or target.end is None:
        add("year not said")
    elif answer.end.year == target.end.year:
        add("same year")
    elif target.start is not None and target.start <= answer.end <= target.end:
        add("within the period")
    else:
        return False
    if answer.long and not target.long and answer.statement.measures:
        if any(_passing(answer, m) for m in answer.statement.measures):
            return False
        add("several years against one")
    return True


def _passing(answer: Profile, measure: Measure) -> bool:
    """Whether a figure of several years says nothing of one: a yearly average, a sum of what came in; not a stock."""
    return measure.kind == "growth" or (measure.kind == "level" and sort_of(answer.statement, measure) == "flow")


def _place(target: Profile, answer: Profile, documents: Mapping[str, Meta], add: object) -> bool:
    assert callable(add)
    one, other = documents.get(target.statement.doc), documents.get(answer.statement.doc)
    here, there = (one.place if one else None), (other.place if other else None)
    if not here or not there:
        return True
    if not (here.endswith(there) or there.endswith(here)):
        return False
    add("same place")
    return True


def wider(target: Profile, answer: Profile) -> bool:
    """Whether the answer's subject lists more than the target's: its figure takes in something else as well."""
    parts = len(coordinated(answer.statement.subject))
    return parts > len(coordinated(target.statement.subject)) and parts != len(answer.statement.measures)
