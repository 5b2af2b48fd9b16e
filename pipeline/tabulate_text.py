"""The text of one cell: what the source holds without its markup, tidied, each character knowing its place."""

from __future__ import annotations

import html
import re
from functools import cached_property

from pipeline.clean import normalise
from pipeline.clean_noise import spacing_edits
from schemas.document import Cell
from schemas.mapped_text import Edit, MappedText

_MARKUP = re.compile(r"<[^>]*>|&(?:[a-zA-Z]{2,8}|#\d{1,5}|#x[0-9a-fA-F]{1,5});|\*\*|__|\\(?=[|*_\\])")
_BLOCK = re.compile(r"</?(?:br|p|div|li|tr)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<=\S)(?:〔\d{1,2}〕|[①-⑳]|\*+|＊|※)(?=$|[（%])|^\*+")


class CellText:
    """A cell's words in two forms, both mapped to the source.

    spaced: simplified, half-width figures, white space kept.  tight: without white space inside Chinese and figures.
    """

    def __init__(self, cell: Cell, source: str) -> None:
        self.cell = cell
        self._source = source

    @cached_property
    def spaced(self) -> MappedText:
        """The words with the white space that they have."""
        written = self._source[self.cell.start : self.cell.end]
        parts: list[tuple[str, int, int]] = []
        at = 0
        if written != self.cell.text:
            for m in _MARKUP.finditer(written):
                start, end = self.cell.start + m.start(), self.cell.start + m.end()
                parts.append((written[at : m.start()], self.cell.start + at, start))
                if m.group().startswith("&"):
                    parts.append((html.unescape(m.group())[:1], start, end))
                elif _BLOCK.match(m.group()) and parts[:-1]:
                    parts.append((" ", start, end))
                at = m.end()
        parts.append((written[at:], self.cell.start + at, self.cell.end))
        text = MappedText.from_parts(parts)
        return MappedText(normalise(text.text).replace("\n", " "), text.pieces)

    @cached_property
    def tight(self) -> MappedText:
        """The words without white space, but for that between Latin words."""
        text = self.spaced
        body = text.text
        edges = [Edit(0, len(body) - len(body.lstrip()), ""), Edit(len(body.rstrip()), len(body), "")]
        if not body.strip():
            return MappedText("", text.pieces[:1])
        text = text.edited([e for e in edges if e.end > e.start])
        return text.edited(spacing_edits(text.text))

    @property
    def text(self) -> str:
        """The tight words."""
        return self.tight.text

    @cached_property
    def label(self) -> str:
        """The words as a heading or a name: without marks of footnotes."""
        return _FOOTNOTE.sub("", self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's stretch behind `text[start:end]`."""
        return self.tight.source_span(start, end)

    @property
    def place(self) -> tuple[int, int]:
        """The source's stretch behind the whole of the words, without the markup around them."""
        return self.span(0, len(self.text)) if self.text else (self.cell.start, self.cell.start)


def squeezed(text: str) -> str:
    """A caption or heading in the normal form, white space out but between figures: 表1 2016年."""
    return re.sub(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])", "", normalise(text).strip())
