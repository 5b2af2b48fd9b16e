"""Which answers are worth scoring for a target: blocking by year, by indicator and by rare character pairs."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.comparison.levels import NEAR_LIKENESS, THRESHOLD, Match, in_time, level
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

    3,000 targets against 3,000 answers take seconds, since a target meets only answers of its years, and of these the
    ones of its indicator and the BLOCK that share most of its rare pairs.
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
        #: By the year that answers speak of, None for those that do not say: features and indicators to answers.
        self._by_gram: dict[int | None, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self._by_indicator: dict[int | None, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        limit = max(5, COMMON * total)
        for i, answer in enumerate(answers):
            year = answer.end.year if answer.end else None
            by_gram, by_indicator = self._by_gram[year], self._by_indicator[year]
            for ind in answer.indicators:
                for name in {ind.name, *ind.kin, *ind.near}:
                    by_indicator[name].append(i)
            for gram in _features(answer):
                if counts[gram] <= limit:
                    by_gram[gram].append(i)
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

    def near(self, target: Profile) -> Match | None:
        """The figure most like a target that none answers, in the same terms; None where none is near."""
        found: list[tuple[Match, int]] = []
        for i in self._block(target) if target.statement.measures else ():
            if not self.answers[i].statement.measures:
                continue
            match = level(target, self.answers[i], self.likeness, self._documents, NEAR_LIKENESS)
            if match is not None and not match.other_terms and (match.kin or match.likeness >= NEAR_LIKENESS):
                found.append((match, i))
        return min(found, key=lambda pair: (-pair[0].likeness, -pair[0].score, pair[1]))[0] if found else None

    def _block(self, target: Profile) -> list[int]:
        years = self._years(target)
        shared: dict[int, float] = defaultdict(float)
        whole = 0.0
        for gram in sorted((target.subject_grams | target.subject_words) - target.generic):
            weight = self._weight.get(gram, 0.0)
            whole += weight
            for year in years:
                for i in self._by_gram[year].get(gram, ()):
                    shared[i] += weight
        least = LEAST_SHARED * whole
        likely = [i for i, weight in shared.items() if weight >= least and in_time(target, self.answers[i])]
        chosen = set(sorted(likely, key=lambda i: (-shared[i], i))[:BLOCK])
        ind = target.indicator
        if ind is not None:
            for name in (ind.name, *ind.kin, *ind.near, *ind.parts):
                for year in years:
                    chosen.update(self._by_indicator[year].get(name, ()))
        return sorted(chosen)

    def _years(self, target: Profile) -> list[int | None]:
        """The years of which an answer may speak."""
        if target.end is None:
            return list(self._by_gram)
        first = min(target.start, target.end).year if target.start else target.end.year
        return [year for year in (None, *range(first, target.end.year + 1)) if year in self._by_gram]
