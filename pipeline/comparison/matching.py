"""Which answers are worth scoring for a target: blocking by indicator and by rare character pairs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.comparison.levels import THRESHOLD, Match, level
from pipeline.comparison.likeness import Likeness
from pipeline.comparison.profiles import Profile
from schemas.document import Meta

#: How many candidates are scored for one target beside those of its indicator.
BLOCK = 40
#: Share of a target's rare pairs and words that an answer must share to be one of them.
LEAST_SHARED = 0.2
#: A pair that stands in more than this share of the answers opens no block.
COMMON = 0.25


def _features(answer: Profile) -> frozenset[str]:
    return answer.subject_grams | answer.text_grams | answer.subject_words | answer.text_words


class Matcher:
    """Answers, indexed once, to be asked for each target.

    3,000 targets against 3,000 answers take seconds, since a target meets only the answers of its indicator and the
    BLOCK answers that share most of its rare pairs.
    """

    def __init__(self, answers: Sequence[Profile], documents: Mapping[str, Meta]) -> None:
        self.answers, self._documents = answers, documents
        counts: Counter[str] = Counter()
        for answer in answers:
            counts.update(_features(answer))
        total = len(answers)
        # Smoothed so that a sheet of three rows does not call everything common.
        weight = {g: math.log((total + 50) / (n + 5)) for g, n in counts.items()}
        self.likeness = Likeness(weight, math.log((total + 50) / 5))
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        self._by_indicator: dict[str, list[int]] = defaultdict(list)
        limit = max(5, COMMON * total)
        for i, answer in enumerate(answers):
            for ind in answer.indicators:
                for name in {ind.name, *ind.kin, *ind.near}:
                    self._by_indicator[name].append(i)
            for gram in sorted(_features(answer)):
                if counts[gram] <= limit:
                    self._by_gram[gram].append(i)
        self._weight = weight

    def matches(self, target: Profile) -> list[Match]:
        """The candidates above the threshold, best first; ties in the order of the reports."""
        found = []
        for i in self._block(target):
            match = level(target, self.answers[i], self.likeness, self._documents)
            if match is not None and match.score >= THRESHOLD:
                found.append((match, i))
        found.sort(key=lambda pair: (-pair[0].score, pair[1]))
        return [match for match, _ in found]

    def _block(self, target: Profile) -> list[int]:
        shared: dict[int, float] = defaultdict(float)
        whole = 0.0
        for gram in sorted((target.subject_grams | target.subject_words) - target.generic):
            weight = self._weight.get(gram, 0.0)
            whole += weight
            for i in self._by_gram.get(gram, ()):
                shared[i] += weight
        likely = [i for i, weight in shared.items() if weight >= LEAST_SHARED * whole]
        best = sorted(likely, key=lambda i: (-shared[i], i))[:BLOCK]
        chosen = set(best)
        ind = target.indicator
        if ind is not None:
            for name in (ind.name, *ind.kin, *ind.near, *ind.parts):
                chosen.update(self._by_indicator.get(name, ()))
        return sorted(chosen)
