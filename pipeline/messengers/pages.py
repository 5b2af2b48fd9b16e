"""A long digest cut at the borders of its lines into messages that a vendor takes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from pipeline.alert_digest import Digest, Line
from pipeline.messengers.base import Page

Render = Callable[[Sequence[Line]], str]
#: The widest part number there will be: room is kept for it on each page.
_WIDEST = "（99/99）"


def paginate(digest: Digest, render: Render, fits: Callable[[str], bool]) -> list[Page]:
    """The digest as pages.

    render: lines as the channel words them.  fits: whether a rendered page is within the channel's limit.  A page after
    the first opens with the title and with the heading and agency that its lines stand under; where there are several,
    the title has the part's number. A line that fits on no page is itself cut, at the last character that fits.
    """
    title, *rest = digest.lines

    def room(lines: Sequence[Line]) -> bool:
        return fits(render([Line("title", title.text + _WIDEST), *lines]))

    pages: list[list[Line]] = [[]]
    waiting: list[Line] = []  # headings that go with the next line, so that none stands alone at a page's foot
    heading: Line | None = None
    agency: Line | None = None
    todo = deque(rest)
    while todo:
        line = todo.popleft()
        if line.kind == "heading":
            heading, agency, waiting = line, None, [line]
        elif line.kind == "agency":
            agency = line
            waiting.append(line)
        elif room([*pages[-1], *waiting, line]):
            pages[-1] += [*waiting, line]
            waiting = []
        elif pages[-1]:
            pages.append([])
            if line.kind in ("item", "note"):
                waiting = [
                    above if above in waiting else Line(above.kind, above.text + "（续）")
                    for above in (heading, agency)
                    if above is not None
                ]
            todo.appendleft(line)
        else:
            first, left = _cut(line, partial(_fits_below, tuple(waiting), room))
            pages[-1] = [*waiting, first]
            waiting = []
            if left is not None:
                todo.appendleft(left)
    total = len(pages)
    return [_page(title.text, number, total, lines, render) for number, lines in enumerate(pages, 1)]


def _fits_below(above: Sequence[Line], room: Callable[[Sequence[Line]], bool], line: Line) -> bool:
    return room([*above, line])


def _page(title: str, number: int, total: int, lines: Sequence[Line], render: Render) -> Page:
    name = f"{title}（{number}/{total}）" if total > 1 else title
    return Page(name, render([Line("title", name), *lines]), number, total)


def _cut(line: Line, fits: Callable[[Line], bool]) -> tuple[Line, Line | None]:
    """As much of a line as fits and the rest; at least one character is taken. An address is never cut."""
    if line.kind == "link" or fits(line):
        return line, None
    low, high = 1, len(line.text)
    while low < high - 1:
        middle = (low + high) // 2
        if fits(Line(line.kind, line.text[:middle] + "…")):
            low = middle
        else:
            high = middle
    return Line(line.kind, line.text[:low] + "…"), Line(line.kind, "…" + line.text[low:])
