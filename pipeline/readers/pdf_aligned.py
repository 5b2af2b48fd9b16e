"""Tables of a pdf page without upright lines: between level rules only (三线表), or with columns that stand in line.

Also the order of lines on pages with two columns of prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.readers.page_text import Line, PageText, Rule
from pipeline.readers.pdf_columns import (
    FIGURE,
    Chars,
    borders_of,
    bottom,
    column_of,
    grid_of,
    pieces,
    split_rows,
    top,
    visual_lines,
    words,
)  # fmt: skip
from pipeline.readers.pdf_order import line_of
from pipeline.readers.pdf_tables import Characters, Grid, joined_rules
from pipeline.readers.picture_align import gutter, in_order
from schemas.document import Box

_LONG = 0.25  # share of the page's width that a rule of a table has at least
_NEAR = 6.0  # points within which rules begin and end at the same place
_MOST = 0.5  # share of a table's width that its names keep within
_TIGHT = 0.6  # times a line's height: white between lines of one cell
_THIN = 6.0  # points: a narrower band between two rules holds no words
_CAPTION = re.compile(r"^(?:附?表|专栏|附件|图)\s*[\d一二三四五六七八九十]|^[（(]?\s*(?:计量)?单\s*位\s*[：:]")
_IMPRINT = re.compile(r"抄\s*送|印发$|主题词|分送")
_SENTENCE = re.compile(r"[。；！？]")
_ENDS_IN_FIGURE = re.compile(r"\S [-+<>≥≤＜＞〔\[]?\d[\d.,]*[%‰]?[\]〕]?$")
_FEWEST_ROWS = 3
_SUSPECTED = 2  # lines in pieces from which a page is looked at more closely
_FEWEST_LINES = 5  # that two columns of prose have in common
_FIGURES = 0.6  # share of figures in a column that shows a table where no rule does
_APART = 3.0  # times a line's height: white after which a table is at its end


def aligned_grids(page: PageText, grids: Sequence[Grid], reader: Characters) -> list[Grid]:
    """Grids of the tables that ruled ones left on a page, from the top down. grids: of the ruled ones."""
    free = [line for line in page.lines if not any(_inside(line.box, grid.box) for grid in grids)]
    if not _may_be_aligned(free):
        return []
    rules = [r for r in joined_rules(page.horizontal) if r.end - r.start > _LONG * page.width]
    rules = [r for r in rules if not any(_touches(r, grid.box) for grid in grids)]
    lines = visual_lines([c for line in free for c in reader.char_boxes(line)])
    found = _between_rules(rules, lines)
    rest = [line for line in lines if not any(g.ys[0] <= (top(line) + bottom(line)) / 2 <= g.ys[-1] for g in found)]
    return sorted([*found, *_in_line(rest)], key=lambda g: g.ys[0])


def set_in_order(page: PageText, reader: Characters) -> None:
    """Put the lines of a page with two columns of prose in order, those apart that were drawn as one."""
    if sum(line.parted for line in page.lines) < _FEWEST_LINES:
        return
    parts = [
        piece for line in page.lines
        for piece in ([line_of(p, line.first) for p in pieces(reader.char_boxes(line))] if line.parted else [line])
    ]  # fmt: skip
    if gutter(parts) is not None:
        page.lines[:] = in_order(parts)


def _may_be_aligned(lines: Sequence[Line]) -> bool:
    """Whether enough lines end in a figure that stands apart, or stand beside each other."""
    if sum(line.parted or _ENDS_IN_FIGURE.search(line.text) is not None for line in lines) >= _SUSPECTED:
        return True
    ordered = sorted(lines, key=lambda line: line.box[1])
    beside = sum(
        min(a.box[3], b.box[3]) - max(a.box[1], b.box[1]) > 0.5 * min(a.box[3] - a.box[1], b.box[3] - b.box[1])
        for a, b in pairwise(ordered)
    )
    return beside >= _SUSPECTED


def _touches(rule: Rule, box: Box) -> bool:
    return box[1] - 3 <= rule.at <= box[3] + 3 and rule.start < box[2] and rule.end > box[0]


def _inside(inner: Box, outer: Box) -> bool:
    middle = (inner[1] + inner[3]) / 2
    return outer[1] <= middle <= outer[3] and inner[2] > outer[0] and inner[0] < outer[2]


# ---- between level rules


def _between_rules(rules: Sequence[Rule], lines: Sequence[Chars]) -> list[Grid]:
    """Tables of two rules and more that begin and end at the same places."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        for group in groups:
            if abs(group[0].start - rule.start) <= _NEAR and abs(group[0].end - rule.end) <= _NEAR:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found = []
    for group in groups:
        for bands in _runs(group, lines):
            grid = _ruled(group[0], bands)
            if grid is not None:
                found.append(grid)
    return found


class _Band:
    """The words between two rules."""

    def __init__(self, above: Rule, below: Rule, lines: Sequence[Chars]) -> None:
        self.top, self.bottom = above.at, below.at
        self.lines = [
            line for line in lines
            if above.at < (top(line) + bottom(line)) / 2 < below.at
            and above.start - _NEAR < line[0][1][0] and line[-1][1][2] < above.end + _NEAR
        ]  # fmt: skip
        self.parted = sum(len(pieces(line)) > 1 for line in self.lines)
        self.long = sum(_is_long(line, above.end - above.start) for line in self.lines)

    def is_plain(self) -> bool:
        """Whether it holds prose or a caption, no row."""
        texts = [words(line) for line in self.lines]
        return self.long > self.parted or any(_CAPTION.match(t) or _IMPRINT.search(t) for t in texts)


def _runs(rules: Sequence[Rule], lines: Sequence[Chars]) -> list[list[_Band]]:
    """Bands that follow on each other and may be one table; a plain line may stand among them, not at either end."""
    bands = [_Band(a, b, lines) for a, b in pairwise(rules) if b.at - a.at > _THIN]
    runs: list[list[_Band]] = [[]]
    for band in bands:
        if not band.lines or band.is_plain():
            runs.append([])
        else:
            runs[-1].append(band)
    for run in runs:
        while run and not run[0].parted:
            run.pop(0)
        while run and not run[-1].parted:
            run.pop()
    return [run for run in runs if run]


def _ruled(rule: Rule, bands: list[_Band]) -> Grid | None:
    """A table of bands; its first one is the heading where there are several."""
    head = bands[0].lines if len(bands) > 1 else []
    body = bands[1:] if head else bands
    borders = borders_of([line for band in body for line in band.lines], rule.start, rule.end)
    if len(borders) < 3:
        return None
    rows = [row for band in body for row in split_rows(band.lines, borders)]
    if len(body) > 2:  # rules between all rows say where each of them ends
        rows = [
            row for band in body
            for row in (split_rows(band.lines, borders) if _has_several(band, borders) else [band.lines])
        ]  # fmt: skip
    if len(rows) + bool(head) < _FEWEST_ROWS - bool(head) or _is_prose(rows):
        return None
    return grid_of(head, rows, borders, (bands[0].top, bands[-1].bottom))


def _is_long(line: Chars, wide: float) -> bool:
    """Whether a line has no gaps and takes most of a width."""
    return len(pieces(line)) == 1 and line[-1][1][2] - line[0][1][0] > _MOST * wide


def _has_several(band: _Band, borders: Sequence[float]) -> bool:
    """Whether a column of a band has figures one below the other."""
    count = [0] * (len(borders) - 1)
    for line in band.lines:
        for piece in pieces(line):
            first, last = column_of(borders, piece)
            count[first] += first == last and FIGURE.match(words(piece)) is not None
    return max(count) > 1


def _is_prose(rows: Sequence[Sequence[Chars]]) -> bool:
    texts = [words(line) for row in rows for line in row]
    return sum(_SENTENCE.search(t) is not None for t in texts) > 0.5 * len(texts)


# ---- columns that stand in line


def _in_line(lines: Sequence[Chars]) -> list[Grid]:
    """Tables whose columns only stand in line: three rows and more, a column besides the first mostly figures.

    Two rows of four columns are enough where the page may have cut a table.
    """
    found, i, done = [], 0, 0
    while i < len(lines):
        after = _run(lines, i)
        first = _from(lines, i, done)
        run = lines[first:after]
        cut_off = first <= 1 or after + 1 >= len(lines)  # but for a page number the page's first or last lines
        grid = _grid(run, _FEWEST_ROWS - cut_off) if len(run) >= _FEWEST_ROWS - cut_off else None
        if grid is not None:
            found.append(grid)
            i = done = after
        else:
            i += 1
    return found


def _run(lines: Sequence[Chars], start: int) -> int:
    """The index after the lines from one on that may be rows: in pieces, or short enough for a name in a column."""
    if len(pieces(lines[start])) < 2 or _IMPRINT.search(words(lines[start])):
        return start
    after = start + 1
    left, right = lines[start][0][1][0], lines[start][-1][1][2]
    for i in range(start + 1, len(lines)):
        line, above = lines[i], lines[i - 1]
        high = bottom(above) - top(above)
        if top(line) - bottom(above) > _APART * high or _SENTENCE.search(words(line)):
            break
        if _IMPRINT.search(words(line)):
            break
        if len(pieces(line)) > 1:
            left, right = min(left, line[0][1][0]), max(right, line[-1][1][2])
            after = i + 1
        elif _is_long(line, right - left) or _CAPTION.match(words(line)):
            break
        elif after == i and top(line) - bottom(above) < _TIGHT * high:
            white = top(lines[i + 1]) - bottom(line) if i + 1 < len(lines) else high
            after = i + 1 if white > top(line) - bottom(above) + 0.5 else after
    return after


def _from(lines: Sequence[Chars], start: int, done: int) -> int:
    """Where a table begins whose first line in pieces is `start`: short lines close above belong to its heading."""
    wide = lines[start][-1][1][2] - lines[start][0][1][0]
    while start > done:
        above = lines[start - 1]
        close = top(lines[start]) - bottom(above) < 0
        if not close or len(pieces(above)) > 1 or _is_long(above, wide) or _SENTENCE.search(words(above)):
            break
        start -= 1
    return start


def _grid(run: Sequence[Chars], fewest: int) -> Grid | None:
    """A grid of at least so many rows; None where no column besides the first is mostly figures."""
    borders = borders_of(run, run[0][0][1][0], run[0][-1][1][2])
    if len(borders) < (3 if fewest == _FEWEST_ROWS else 5):
        return None
    head, body = _headed(run)
    columns: list[list[str]] = [[] for _ in borders[1:]]
    for line in body:
        cut = pieces(line)
        for piece in cut:
            first, last = column_of(borders, piece)
            if first == last and len(cut) > 1:
                columns[first].append(words(piece))
    figures = [sum(FIGURE.match(t) is not None for t in column) for column in columns]
    shown = [n >= fewest - 1 and n >= _FIGURES * len(column) for n, column in zip(figures, columns, strict=True)]
    if not any(shown[1:]) or (len(columns) == 2 and not head and _is_contents(columns[1])):
        return None
    rows = split_rows(body, borders)
    if len(rows) + bool(head) < fewest:
        return None
    edge = (bottom(run[0]) - top(run[0])) * 0.2
    return grid_of(head, rows, borders, (min(map(top, run)) - edge, max(map(bottom, run)) + edge))


def _headed(run: Sequence[Chars]) -> tuple[Sequence[Chars], Sequence[Chars]]:
    """The lines of the heading, which end before the white above the first line that holds a figure; and the others."""
    first = next((i for i, line in enumerate(run) if any(FIGURE.match(words(p)) for p in pieces(line))), 0)
    while first > 0 and len(pieces(run[first - 1])) < 2 and top(run[first]) - bottom(run[first - 1]) < 0:
        first -= 1
    return run[:first], run[first:]


def _is_contents(texts: Sequence[str]) -> bool:
    """Whether a last column is page numbers: whole numbers that never fall, also in the first line."""
    numbers = [int(t) for t in texts if t.isdigit()]
    return len(numbers) == len(texts) and all(a <= b for a, b in pairwise(numbers))
