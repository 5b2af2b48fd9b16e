"""How alike two subjects are: character pairs and words, each weighing by its rarity among the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from pipeline.comparison.profiles import Profile

#: What the likeness of one of several listed things counts for the whole list; share of a name that names it.
PART_SHARE = 0.85
NAMED = 0.5
#: Share of a context's words in likeness; share of a pair inside generic words.
NEAR = 0.7
GENERIC = 0.25


@dataclass(frozen=True, slots=True)
class _Side:
    """Features of one side with their weights and the sum of these."""

    weights: dict[str, float]
    total: float


class Likeness:
    """Likeness of a target's subject to an answer, 0 to 1.

    Sums are made with fsum, whose result does not hang on the order of a set.
    """

    def __init__(self, weight: Mapping[str, float], default: float) -> None:
        self._weight, self._default = weight, default
        self._sides: dict[tuple[int, str], tuple[Profile, _Side]] = {}

    def _weigh(self, features: frozenset[str], generic: frozenset[str]) -> _Side:
        weight, default = self._weight, self._default
        weights = {g: weight.get(g, default) * (GENERIC if g in generic else 1.0) for g in features}
        return _Side(weights, fsum(weights.values()))

    def _side(self, profile: Profile, name: str, features: frozenset[str]) -> _Side:
        key = id(profile), name
        kept = self._sides.get(key)
        if kept is None:
            kept = self._sides[key] = profile, self._weigh(features, profile.generic)
        return kept[1]

    def __call__(self, target: Profile, answer: Profile) -> float:
        """How much of the target's subject the answer holds, lessened by what else the answer is about.

        The mean of what character pairs and what words say: the first are used to names that no dictionary has, the
        second to another order. Of several listed things the likest counts, somewhat less than the whole.
        """
        pairs = self._side(target, "pairs", target.subject_grams)
        words = self._side(target, "words", target.subject_words)
        best = self._both(target, pairs, words, answer)
        for i, part in enumerate(target.parts):
            pairs = self._side(target, f"pairs {i}", part.grams)
            words = self._side(target, f"words {i}", part.words)
            best = max(best, PART_SHARE * self._both(target, pairs, words, answer))
        return best

    def _both(self, target: Profile, pairs: _Side, words: _Side, answer: Profile) -> float:
        about = self._side(answer, "pairs", answer.subject_grams)
        near = answer.context_grams
        by_pairs = _held(pairs, answer.subject_grams, answer.text_grams, near, about, target.text_grams)
        if not words.weights:
            return by_pairs * 0.75
        about = self._side(answer, "words", answer.subject_words)
        none: frozenset[str] = frozenset()
        by_words = _held(words, answer.subject_words, answer.text_words, none, about, target.text_words)
        return (by_pairs + by_words) / 2

    def covered(self, target: Profile, answer: Profile) -> float:
        """Share of the things a target lists that the answer's sentence names; 1 where it lists none."""
        if not target.parts:
            return 1.0
        there = answer.text_grams | answer.context_grams
        count = 0
        for i, part in enumerate(target.parts):
            side = self._side(target, f"pairs {i}", part.grams)
            held = fsum(w for g, w in side.weights.items() if g in there)
            count += part.name[:3] in answer.everything or held >= NAMED * side.total
        return count / len(target.parts)

    def named(self, target: Profile, answer: Profile) -> float:
        """Share of the target's name that stands in the answer itself."""
        side = self._side(target, "pairs", target.subject_grams)
        there = answer.subject_grams | answer.text_grams
        return fsum(w for g, w in side.weights.items() if g in there) / side.total if side.total else 0.0


def _held(
    asked: _Side,
    subject: frozenset[str],
    text: frozenset[str],
    near: frozenset[str],
    about: _Side,
    told: frozenset[str],
) -> float:
    """Share of the asked features that are held, times how much of the answer's subject the target speaks of."""
    if not asked.total:
        return 0.0
    weights = asked.weights
    found = fsum(
        w if g in subject or g in text else NEAR * w
        for g, w in weights.items()
        if g in subject or g in text or g in near
    )
    known = fsum(w for g, w in about.weights.items() if g in weights or g in told)
    return found / asked.total * (0.55 + 0.45 * (known / about.total if about.total else 0.0))
