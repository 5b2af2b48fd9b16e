"""Text that remembers where each of its characters stood in its source.

Cleaning deletes and replaces; every later result is mapped back through this class, so that
`source[start:end]` is the evidence exactly as it stands on file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `text[start:end]` by `new`; half-open offsets into the text as it was before all edits."""

    start: int
    end: int
    new: str


class Piece(NamedTuple):
    """A stretch of text and where it came from.

    at: first offset in the text.  src, src_end: half-open stretch in the source.
    linear: the stretch maps character by character; otherwise it maps as a whole (an entity, a rewritten word).
    """

    at: int
    src: int
    src_end: int
    linear: bool


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text with a piecewise map of its offsets to those of its source."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def identity(cls, text: str) -> MappedText:
        """The source itself."""
        return cls(text, (Piece(0, 0, len(text), True),))

    @classmethod
    def from_parts(cls, parts: Iterable[tuple[str, int, int]]) -> MappedText:
        """Join (text, source start, source end) parts; one whose lengths agree maps character by character."""
        texts: list[str] = []
        pieces: list[Piece] = []
        at = 0
        for text, src, src_end in parts:
            if not text:
                continue
            linear = len(text) == src_end - src
            last = pieces[-1] if pieces else None
            if not (linear and last and last.linear and last.src_end == src):
                pieces.append(Piece(at, src, src_end, linear))
            else:
                pieces[-1] = last._replace(src_end=src_end)
            texts.append(text)
            at += len(text)
        return cls("".join(texts), tuple(pieces) or (Piece(0, 0, 0, True),))

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source's half-open stretch behind `text[start:end]`; an empty stretch maps to an empty one."""
        first = self._piece(start)
        src = first.src + (start - first.at) if first.linear else first.src
        if end <= start:
            return src, src
        last = self._piece(end - 1)
        return src, (last.src + (end - last.at) if last.linear else last.src_end)

    def _piece(self, at: int) -> Piece:
        return self.pieces[max(0, bisect_right(self.pieces, at, key=lambda p: p.at) - 1)]

    def without(self, stretches: Sequence[tuple[int, int]]) -> MappedText:
        """The text with these half-open stretches of the source left out, a line break in the place of each."""
        parts: list[tuple[str, int, int]] = []
        cuts = sorted(stretches)
        for piece, stop in zip(self.pieces, [*(p.at for p in self.pieces[1:]), len(self.text)], strict=True):
            text, src, src_end = self.text[piece.at : stop], piece.src, piece.src_end
            for a, b in cuts:
                if b <= src or a >= src_end or not text:
                    continue
                if piece.linear:
                    head, tail = max(0, a - src), max(0, b - src)
                    parts.append((text[:head], src, src + head))
                    parts.append(("\n", a, a))
                    text, src = text[tail:], min(b, src_end)
                else:
                    text = ""
            if text:
                parts.append((text, src, src_end))
        return MappedText.from_parts(parts)

    def edited(self, edits: Sequence[Edit]) -> MappedText:
        """A new text with sorted, non-overlapping edits made; equal-length replacements keep the map."""
        if not edits:
            return self
        parts: list[tuple[str, int, int]] = []
        at = 0
        for start, end, new in edits:
            if start < at or end < start:
                raise ValueError(f"edits overlap or run backwards at {start}")
            parts.extend(self._parts(at, start))
            if len(new) == end - start:
                parts.extend((new[a - start : b - start], s, e) for a, b, s, e in self._stretches(start, end))
            else:
                parts.append((new, *self.source_span(start, end)))
            at = end
        parts.extend(self._parts(at, len(self.text)))
        return MappedText.from_parts(parts)

    def _parts(self, start: int, end: int) -> Iterable[tuple[str, int, int]]:
        return ((self.text[a:b], s, e) for a, b, s, e in self._stretches(start, end))

    def _stretches(self, start: int, end: int) -> Iterable[tuple[int, int, int, int]]:
        """Cut text[start:end] at piece borders: (start, end, source start, source end) each."""
        i = max(0, bisect_right(self.pieces, start, key=lambda p: p.at) - 1)
        while start < end:
            stop = min(end, self.pieces[i + 1].at if i + 1 < len(self.pieces) else len(self.text))
            if stop > start:
                yield (start, stop, *self.source_span(start, stop))
            start, i = stop, i + 1
