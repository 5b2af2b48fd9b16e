"""What a page on paper holds: lines of text with their places, and ruling lines, in points from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas.document import Box


@dataclass(slots=True)
class Line:
    """A line of text. first: index of its first character on the page.  chars: its characters' boxes, where known.

    parted: whether it is drawn in pieces that stand well apart.
    """

    text: str
    box: Box
    first: int = 0
    chars: list[tuple[str, Box]] | None = None
    parted: bool = False


@dataclass(slots=True)
class Rule:
    """A ruling line. at: its y where it is horizontal, its x where vertical; start, end: its extent."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PageText:
    """What a page holds. pictured: share of the page that pictures cover, 0 to 1.

    hidden: whether its words are not drawn, as those that recognition once put under a scan.
    """

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    hidden: bool = False


def around(boxes: list[Box]) -> Box:
    """The smallest box around some."""
    return (
        min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    )  # fmt: skip
