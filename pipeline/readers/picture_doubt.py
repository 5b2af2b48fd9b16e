"""Figures that the model was not sure of: kept as read, never mended, and named so that someone compares the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.readers.page_text import around
from schemas.document import Block, Box, Issue, Table

if TYPE_CHECKING:
    from pipeline.readers.ocr import Char

_FIGURE = re.compile(r"[-+]?\d(?:[\d.,]*\d)?[%‰]?")
_NUMBER = re.compile(r"^(?:\d{1,2}[.、](?!\d)|[(（]\d{1,2}[)）])")  # of an item, which is no figure
_SURE = 0.85  # score of every digit, point and percent sign of a figure that is not in doubt
_NAMED = 5  # figures named in the summary


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure in doubt. score: of its weakest character.  box: on the straightened page, in points."""

    text: str
    score: float
    page: int
    box: Box


def doubts_of(chars: Sequence[Char], placed: Sequence[tuple[str, Box]], page: int) -> list[Doubt]:
    """The figures of a piece with a character below the threshold. placed: the same characters with their boxes."""
    text = "".join(c.text for c in chars)
    if len(text) != len(chars):
        return []
    found = []
    numbered = m.end() if (m := _NUMBER.match(text)) else 0
    for m in _FIGURE.finditer(text, numbered):
        weakest = min(c.score for c in chars[m.start() : m.end()])
        if weakest < _SURE:
            box = around([b for _, b in placed[m.start() : m.end()]])
            found.append(Doubt(m.group(), weakest, page, box))
    return found


def doubt_issues(
    name: str, doubts: Sequence[Doubt], source: str, blocks: Sequence[Block], tables: Sequence[Table]
) -> list[Issue]:  # fmt: skip
    """One issue for each figure in doubt, with its place in the source where it can be told."""
    taken: set[int] = set()
    issues = []
    for doubt in doubts:
        spans = _holding(doubt, blocks, tables)
        if not spans:
            continue  # a page number, which was left out
        start = _place(doubt, source, spans, taken)
        end = None if start is None else start + len(doubt.text)
        if start is not None:
            taken.add(start)
        message = f"数字“{doubt.text}”识别把握不足（{doubt.score:.2f}），请对照原件核对"
        issues.append(Issue(name, "read", "doubtful_figure", message, doubt.text, start, end, doubt.page))
    return issues


def doubt_summary(issues: Sequence[Issue]) -> str | None:
    """One line for the reader's notes; None where nothing is in doubt."""
    if not issues:
        return None
    named = "、".join(f"第 {i.page} 页“{i.quote}”" for i in issues[:_NAMED])
    more = " 等" if len(issues) > _NAMED else ""
    return f"有 {len(issues)} 处数字识别把握不足，请对照原件核对：{named}{more}"


def _holding(doubt: Doubt, blocks: Sequence[Block], tables: Sequence[Table]) -> list[tuple[Box, int, int]]:
    """The cells and lines of the doubt's page whose box holds it: box, start and end in the source."""
    x, y = (doubt.box[0] + doubt.box[2]) / 2, (doubt.box[1] + doubt.box[3]) / 2
    spans = [(c.box, c.start, c.end) for t in tables for c in t.cells if c.page == doubt.page and c.box]
    spans += [(b.box, b.start, b.end) for b in blocks if b.page == doubt.page and b.box and b.kind != "table"]
    return [s for s in spans if s[0][0] - 1 <= x <= s[0][2] + 1 and s[0][1] - 1 <= y <= s[0][3] + 1]


def _place(doubt: Doubt, source: str, spans: Sequence[tuple[Box, int, int]], taken: set[int]) -> int | None:
    """Where the figure stands: in the smallest cell or line that holds it, where it is nearest to its place there."""
    for box, start, end in sorted(spans, key=lambda s: ((s[0][2] - s[0][0]) * (s[0][3] - s[0][1]), s[1])):
        expected = start + (end - start) * (doubt.box[0] - box[0]) / max(box[2] - box[0], 0.1)
        at = [m.start() for m in re.finditer(re.escape(doubt.text), source[start:end])]
        free = [start + a for a in at if start + a not in taken]
        if free:
            return min(free, key=lambda a: (abs(a - expected), a))
    return None
