"""Where a straight line begins: what the plan itself says had been reached before its period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.comparison.figures import pair_measures
from pipeline.comparison.profiles import Profile


class Bases:
    """Figures reached before, by document and indicator or plain subject."""

    def __init__(self, progress: Sequence[Profile]) -> None:
        self._known: dict[tuple[str, str], list[Profile]] = defaultdict(list)
        for one in progress:
            if not one.part:
                self._known[one.statement.doc, _name(one)].append(one)

    def __call__(self, target: Profile) -> float | None:
        """The latest figure of the target's own document, before its period, in the terms of its first measure."""
        found = []
        for one in self._known.get((target.statement.doc, _name(target)), ()):
            if one.long or (one.end and target.start and one.end >= target.start):
                continue
            pairs = pair_measures(target.statement, one.statement, target.indicator)
            if pairs and pairs[0].given is not None:
                found.append((one.end.toordinal() if one.end else 0, -one.statement.start, pairs[0].given.value))
        return max(found)[2] if found else None


def _name(one: Profile) -> str:
    return one.indicator.name if one.indicator else one.subject
