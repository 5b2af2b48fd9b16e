"""How alike two subjects are: character pairs and words, each weighing by its rarity among the answers."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.comparison.profiles import Profile

#: What the likeness of one of several listed things counts for the whole list; share of a name that names it.
PART_SHARE = 0.85
NAMED = 0.5
#: Share of a context's words in likeness; share of a pair inside generic words.
NEAR = 0.7
GENERIC = 0.25


class Likeness:
    """Likeness of a target's subject to an answer, 0 to 1."""

    def __init__(self, weight: Mapping[str, float], default: float) -> None:
        self._weight, self._default = weight, default

    def mass(self, grams: frozenset[str], generic: frozenset[str] = frozenset()) -> float:
        """Sum of weights; a pair inside generic words counts a quarter."""
        weight, default = self._weight, self._default
        return sum(weight.get(g, default) * (GENERIC if g in generic else 1.0) for g in sorted(grams))

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

    def named(self, target: Profile, answer: Profile) -> float:
        """Share of the target's name that stands in the answer itself."""
        whole = self.mass(target.subject_grams, target.generic)
        there = self.mass(target.subject_grams & (answer.subject_grams | answer.text_grams), target.generic)
        return there / whole if whole else 0.0

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
        found = self.mass(asked & there, target.generic) + NEAR * self.mass((asked & near) - there, target.generic)
        total = self.mass(about, target.generic)
        known = self.mass(about & (asked | told), target.generic)
        return found / wanted * (0.55 + 0.45 * (known / total if total else 0.0))
