"""How alike cells of a column are, and how surely two lines are one cell: what aligning rows weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.readers.flat_cells import Slot, unclosed

HARD = 3.0  # what a cell costs that is nothing like its column
_MIRRORED = str.maketrans("（(〔[【《“）)〕]】》”", "）)〕]】》”（(〔[【《“")


def commonest(kinds: Sequence[str]) -> str:
    """What most cells of a column are, empty ones not counted."""
    counts = Counter(k for k in kinds if k != "empty")
    return min(counts, key=lambda k: (-counts[k], k)) if counts else "empty"


def goes_on(a: Slot, b: Slot) -> bool:
    """Whether a line is plainly the rest of the one above it."""
    if a is None or b is None:
        return False
    return a.text.endswith("、") or (unclosed(a.text) and unclosed(b.text[::-1].translate(_MIRRORED)))


def tie(a: str, b: str) -> float:
    """What it costs to join two lines: in a narrow column they are about as long, the first the longest."""
    if len(b) > len(a) + 1:
        return 1.2
    return 0.3 if len(a) <= 2 * len(b) else 0.7


def unlike(kind: str, usual: str) -> float:
    """What it costs that a cell is of another kind than its column."""
    if kind == usual:
        return 0.0
    if "empty" in (kind, usual):
        return 0.3
    return 1.0 if "bound" in (kind, usual) else HARD
