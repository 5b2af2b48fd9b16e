"""The heading tree: which line of the clean text is a heading, of which level, and what stands under it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import segment_headings as headings
from pipeline.segment_headings import TOP, Found, label, mark_level
from schemas.document import Paragraph, RawDocument
from schemas.mapped_text import MappedText

__all__ = ["mark_level", "segment"]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the clean text.  start, end: there.  source: its first and last offset in the source."""

    body: str
    start: int
    end: int
    source: tuple[int, int]


def segment(clean: MappedText, raw: RawDocument) -> tuple[Paragraph, ...]:
    """The paragraphs of the clean text with their headings above them.

    A heading is a numbered line that is short or whose first sentence is (then `heading_end` says where the heading
    stops inside the paragraph), a line that the format calls one (a style, a bold line of markdown), a short line
    of heading words, or a short line without full stop between two paragraphs. A numbered line that is one whole
    sentence is an item: it opens no section of its own, but what follows it up to the next mark belongs to it. The
    document's title, its session and its speaker are no headings, however they are set.
    """
    styled = _Styled(raw)
    lines = _lines(clean)
    stack: list[tuple[int, str]] = []
    out: list[Paragraph] = []
    for line, found in zip(lines, _levels(lines, clean, styled), strict=True):
        level, inside = found
        whole = inside == len(line.body)
        lead = level == headings.LEAD and not whole  # 一是…。 heads its own paragraph alone
        if level is not None and not lead:
            while stack and stack[-1][0] >= level:
                stack.pop()
        section = tuple(text for _, text in stack)
        out.append(
            Paragraph(
                line.start,
                line.end,
                level if level is not None and whole else None,
                (*section, label(line.body[:inside])) if inside is not None and not whole else section,
                styled.page(line.source),
                None if inside is None or whole else line.start + inside,
                None if inside is None else level,
            )
        )
        if level is not None and inside is not None and not lead:
            stack.append((level, label(line.body[:inside])))
    return tuple(out)


def _lines(clean: MappedText) -> list[_Line]:
    lines, at = [], 0
    for line in clean.text.split("\n"):
        start, at = at, at + len(line) + 1
        if body := line.strip():
            start += len(line) - len(line.lstrip())
            lines.append(_Line(body, start, start + len(body), clean.source_span(start, start + len(body))))
    return lines


def _levels(lines: Sequence[_Line], clean: MappedText, styled: _Styled) -> list[Found]:
    """What each line is by itself, then by its neighbours."""
    found: list[Found] = []
    begun = numbered = False
    for i, line in enumerate(lines):
        body = line.body
        style = styled.level(line.source)
        if not begun and (style is not None or len(body) >= 8) and headings.opens_the_document(body):
            found.append(headings.NOTHING)
            continue
        here = headings.heading(body, style, styled.strong(line, clean))
        between = here == headings.NOTHING and begun and 0 < i < len(lines) - 1
        if between and headings.stands_alone(body, lines[i - 1].body, lines[i + 1].body):
            here = Found(headings.alone_level(body, numbered=numbered), len(body))
        begun = begun or headings.is_prose(body) or here.end is not None
        numbered = numbered or (here == (TOP, len(body)))
        found.append(here)
    return _over(lines, found)


def _over(lines: Sequence[_Line], found: list[Found]) -> list[Found]:
    """Unnumbered headings one level up, where the numbers of 一、 begin under one of them and another one follows."""
    top = [i for i, f in enumerate(found) if f == (TOP, len(lines[i].body))]
    bare = [i for i in top if mark_level(lines[i].body) is None]
    if len(bare) < 2 or not any(bare[0] < i < bare[-1] for i in top if i not in bare):
        return found
    first = next((i for i in top if i not in bare), None)
    if first is not None and first < bare[0]:
        return found  # 一、 二、 三、, and what stands after the last of them
    return [Found(TOP - 1, f.end) if i in bare else f for i, f in enumerate(found)]


class _Styled:
    """Pages, heading styles and bold beginnings by place in the source."""

    def __init__(self, raw: RawDocument) -> None:
        self._blocks = sorted(raw.blocks, key=lambda b: b.start)
        self._starts = [b.start for b in self._blocks]
        self._bold = _bold_lines(raw) if raw.format == "md" else []
        self._bold_starts = [a for a, _, _ in self._bold]
        self._runs = _bold_runs(raw) if raw.format == "md" else []
        self._run_starts = [a for a, _ in self._runs]

    def _block(self, source: tuple[int, int]) -> int:
        return bisect_right(self._starts, source[0]) - 1

    def page(self, source: tuple[int, int]) -> int | None:
        """The page a line stands on."""
        i = self._block(source)
        return self._blocks[i].page if i >= 0 else None

    def level(self, source: tuple[int, int]) -> int | None:
        """The level that the format gives a line."""
        i = self._block(source)
        if i >= 0 and (block := self._blocks[i]).kind == "heading" and source[0] < block.end:
            return 2 + (block.level or 1)
        at = bisect_right(self._bold_starts, source[0]) - 1
        if at >= 0 and source[0] < self._bold[at][1]:
            return self._bold[at][2]
        return None

    def strong(self, line: _Line, clean: MappedText) -> int | None:
        """How many characters of a line's beginning are bold in markdown; None where none or all are."""
        at = bisect_right(self._run_starts, line.source[0]) - 1
        if at < 0 or line.source[0] >= self._runs[at][1]:
            return None
        end = self._runs[at][1]
        within = range(len(line.body))
        length = bisect_left(within, end, key=lambda k: clean.source_span(line.start + k, line.end)[0])
        if length == len(line.body):
            return None
        if not length or length > 2 * headings.MAX_HEADING or line.body[length] in "，、；）的":
            return None
        return length + (line.body[length] == "。")


_BOLD_LINE = re.compile(r"^(?:(#{1,6}) +(.+)|\*\*([^*\n]+)\*\*[ ]*)$", re.M)
_BOLD_RUN = re.compile(r"^[ \u3000]*\*\*([^*\n]{3,90})\*\*(?=[ ]*[^\s*])", re.M)


def _bold_lines(raw: RawDocument) -> list[tuple[int, int, int]]:
    return [(m.start(), m.end(), 2 + len(m.group(1) or "#")) for m in _BOLD_LINE.finditer(raw.source)]


def _bold_runs(raw: RawDocument) -> list[tuple[int, int]]:
    return [(m.start(), m.end(1)) for m in _BOLD_RUN.finditer(raw.source)]
