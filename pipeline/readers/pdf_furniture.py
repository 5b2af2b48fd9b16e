"""Running headers, footers and page numbers: what repeats at the edges of pages and is no part of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.readers.page_text import Line, PageText

_EDGE = 0.2  # share of the page's height, at top and bottom, where furniture may stand
_DEEP = 3  # lines from the edge that may be furniture
_DIGITS = re.compile(r"\d+|[ivxlcIVXLC]+(?=\W*$)")
_DASHES = r"[-—–－‐―─_·•\s]"
_NUMBER = re.compile(rf"{_DASHES}*(?P<n>\d{{1,4}}){_DASHES}*$")
_DASHED = re.compile(r"[-—–－‐―─·]\s*\d{1,4}\s*[-—–－‐―─·]\s*$")
_COUNTED = re.compile(
    r"第\s*(?:\d{1,4}|[一二三四五六七八九十百]+)\s*页(?:\s*[,，/]?\s*共\s*(?:\d{1,4}|[一二三四五六七八九十百]+)\s*页)?$"
    r"|\d{1,4}\s*/\s*\d{1,4}$|page\s*\d+(?:\s*of\s*\d+)?$|[ivxlc]{1,6}$",
    re.IGNORECASE,
)
_STROKES = re.compile(r"[-—–－‐―─_·•\s|]+$")


def drop_furniture(pages: Sequence[PageText], *, alone: bool = True) -> int:
    """Take headers, footers and page numbers out of the pages' lines; gives how many lines went.

    alone: whether these lines are all that there is. Where nothing else would be left they are the text, however they
    repeat, and only page numbers go.
    """
    edges = [(i, line) for i, page in enumerate(pages) for line in _edge_lines(page)]
    repeated = Counter(_key(line, pages[i]) for i, line in edges)
    offsets = Counter(int(m["n"]) - i for i, line in edges if (m := _NUMBER.match(line.text)))
    needed = max(3, min(len(pages) // 4, 12))
    doomed: dict[int, set[int]] = {}
    running: list[tuple[int, int]] = []
    for i, line in edges:
        number = _NUMBER.match(line.text)
        if (
            _STROKES.match(line.text)
            or _DASHED.match(line.text)
            or _COUNTED.match(line.text)
            or (number and (offsets[int(number["n"]) - i] >= min(2, len(pages))))
        ):
            doomed.setdefault(i, set()).add(id(line))
        elif number is None and repeated[_key(line, pages[i])] >= needed:
            running.append((i, id(line)))
    left = sum(len(page.lines) for page in pages) - sum(map(len, doomed.values())) - len(running)
    for i, line_id in running if left > 0 or not alone else []:
        doomed.setdefault(i, set()).add(line_id)
    for i, lines in doomed.items():
        pages[i].lines[:] = [line for line in pages[i].lines if id(line) not in lines]
    return sum(len(lines) for lines in doomed.values())


def _edge_lines(page: PageText) -> list[Line]:
    ordered = sorted(page.lines, key=lambda line: line.box[1])
    top = [line for line in ordered[:_DEEP] if line.box[3] <= page.height * _EDGE]
    bottom = [line for line in ordered[-_DEEP:] if line.box[1] >= page.height * (1 - _EDGE)]
    return top + [line for line in bottom if not any(line is t for t in top)]


def _key(line: Line, page: PageText) -> tuple[str, int]:
    """Same words (numbers aside) at the same height of the page."""
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.box[1] / 6)
