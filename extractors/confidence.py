"""How sure a statement is: how often statements of its rule, in documents of its kind, were right in every field.

The table is counted by tools/calibrate.py over hand-annotated documents; nothing in it is set by hand.
"""

from __future__ import annotations

from functools import cache

from extractors.lexicon import read_table

_REPORTS = frozenset(("report", "bulletin", "sheet"))


def group_of(kind: str) -> str:
    """`report` for texts that report in measured prose, `plan` for everything else."""
    return "report" if kind in _REPORTS else "plan"


@cache
def _shares() -> dict[tuple[str, str], float]:
    return {(row["rule"], row["group"]): float(row["confidence"]) for row in read_table("confidence")}


def confidence(rule: str, kind: str) -> float:
    """The share, 0 to 1, of statements by this rule in documents of this kind that were wholly right; 0.5 for an unknown rule."""
    shares = _shares()
    group = group_of(kind)
    return shares.get((rule, group), shares.get((rule, "all"), 0.5))
