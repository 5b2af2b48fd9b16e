"""The header of a table written one cell a line: which lines are one heading, over how many columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractors.lexicon import read_table
from pipeline.readers.flat_cells import Piece, Row, is_number, joined, opens_bracket, unclosed

LEAD = re.compile(r"(?:指标)?(?:类别|类型|分类|性质|属性|领域|方面|大类|专项|板块)$")
FIRST = re.compile(r"(?:序号|编号)$")
_LONGEST = 30  # a heading
_MOST = 24  # places of a header
_TAIL = re.compile(
    r"(?:情况|目标|属性|性质|类型|任务|指标|部门|时间|时限|期限|名称|内容|数值?|值|数?量|金?额|率|规模|标准|计划|要求|依据|措施"
    r"|安排|地点|年限|年份|负责人|责任人|领导|投资|进展|比例|方式)(?:[（(].*[）)])?$"
)
_HEAD = re.compile(
    r"(?:十[一二三四五六七八九]五[”\"]?(?:期间|末)?|\d{4}年?|完成|责任|牵头|配合|协办|主管|实施|建设|主要|规划|其中[：:]?|年度"
    r"|[、和及与或\-—/])$|^(?:目标|指标|项目|投资|资金|工作|计划|任务)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|$)")
SECTION = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|.*[市县区州省类]$")


class Header(NamedTuple):
    """Headings of `columns` columns.

    cells: (piece, row, first column, rows, columns) each.  rows: 1, or 2 where a heading stands over several.
    sections: headings of rows that stand between the header and the first row.
    """

    columns: int
    cells: tuple[tuple[Piece, int, int, int, int], ...]
    rows: int
    sections: tuple[Piece, ...]


@cache
def _known() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in read_table("table_headers"))


def headings_known(text: str) -> bool:
    """Whether the table of headings knows some words."""
    return any(p.search(text) for p in _known())


def first_row(places: Row, lead: int = 0) -> int | None:
    """The place of the first serial number after a header that begins at place 0; None where no header is there.

    It is not 1 where a page break has the header again.  lead: how many headings stand before that of the numbers.
    """
    for i, slot in enumerate(places[: _MOST + 1]):
        if slot is None or i <= lead:
            continue
        if slot.text.isdecimal() and len(slot.text) <= 3:
            return i if i > 2 else None
        if is_number(slot.text) and not _YEAR.match(slot.text):
            return None
        if FIRST.match(slot.text) or len(slot.text) > 2 * _LONGEST or "。" in slot.text:
            return None
    return None


def headers(places: Row) -> Iterator[Header]:
    """The ways to read the places of a header, each with another number of columns; the plainest of each number."""
    seen: set[int] = set()
    for above, sections in _without_sections(places):
        for header in _read(above, sections):
            words = [p.text for p, *_ in header.cells]
            known = sum(headings_known(w) for w in words)
            fits = header.columns >= 3 and 3 * known >= len(words) and known > 1
            if fits and header.columns not in seen and all(len(w) <= _LONGEST for w in words):
                seen.add(header.columns)
                yield header


def _without_sections(places: Row, sections: tuple[Piece, ...] = ()) -> list[tuple[Row, tuple[Piece, ...]]]:
    """The header's places, and without a last line or two that head the first rows; first what is likelier."""
    rest = list(places)
    while rest[-1] is None:
        rest.pop()
    whole, last = (list(rest), sections), rest.pop()
    named = last is not None and (SECTION.match(last.text) is not None or last.text.endswith(("：", ":")))
    if last is None or len(rest) < 3 or len(sections) == 2:
        return [whole]
    if not named and len(places) == len(rest) + 1 and rest[-1] is not None:
        return [whole]
    without = _without_sections(rest, (last, *sections))
    return [*without, whole] if named else [whole, *without]


def _read(places: Row, sections: tuple[Piece, ...]) -> Iterator[Header]:
    empty = [i for i, p in enumerate(places) if p is None]
    if not empty:
        pieces = [p for p in places if p is not None]
        for columns in range(len(pieces), 2, -1):
            merged = _merged(pieces, columns)
            if merged is not None:
                yield Header(columns, tuple((p, 0, c, 1, 1) for c, p in enumerate(merged)), 1, sections)
        return
    m = len(empty)
    if empty != list(range(empty[0], empty[0] + m)):
        return
    above = [p for p in places[: empty[0]] if p is not None]
    below = [p for p in places[empty[0] + m :] if p is not None]
    tops = _merged(above, m + 1)  # one heading over all columns but the first ones
    if tops is None:
        return
    for count in range(len(below), 1, -1):
        names = _merged(below, count)
        if names is not None:
            cells = [(p, 0, c, 2, 1) for c, p in enumerate(tops[:m])]
            cells += [(tops[m], 0, m, 1, count)]
            cells += [(p, 1, m + c, 1, 1) for c, p in enumerate(names)]
            yield Header(m + count, tuple(cells), 2, sections)


def _merged(pieces: Sequence[Piece], columns: int) -> list[Piece] | None:
    """The pieces as so many headings, joined where one cannot stand alone; None where they do not come to that."""
    more = len(pieces) - columns
    if more < 0 or columns < 1:
        return None
    scores = [_ties(a.text, b.text) for a, b in pairwise(pieces)]
    best = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    if any(scores[i] < 2 for i in best[:more]) or any(scores[i] >= _FIRM for i in best[more:]):
        return None
    tied = set(best[:more])
    groups: list[list[Piece]] = []
    for i, piece in enumerate(pieces):
        if i - 1 in tied:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [p for g in groups if (p := joined(g)) is not None]


_FIRM = 9  # two lines that are one heading for certain


def _ties(a: str, b: str) -> int:
    """How surely a line of a header goes on in the next one; from 2 on it may."""
    if FIRST.match(a) or FIRST.match(b):
        return 0
    if opens_bracket(b) or unclosed(a):
        return _FIRM
    head, tail = _HEAD.search(a) is not None, _TAIL.match(b) is not None
    if not head and not tail:
        return 0
    score = 3 * tail + 2 * head - 2 * (_TAIL.search(a) is not None and not head)
    if any(p.fullmatch(a + b) for p in _known()):
        score += 2
    return score + (len(b) <= len(a) + 1)
