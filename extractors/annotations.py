"""What the components find in one document, handed from one to the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from extractors.agencies import Assignment
from extractors.clauses import masked
from extractors.context import Context
from extractors.dates import DateMention
from extractors.drafts import Draft
from extractors.quantity import Quantity
from schemas.document import Document, Paragraph

NAMED = re.compile(r"《[^》\n]{0,200}》|“[^”\n]{1,14}”")


@dataclass(slots=True)
class Annotations:
    """Mentions by kind, all with offsets into the document's clean text, each list in order of its starts.

    mask: the clean text with brackets, quotes, titles and assignments blanked out, for cutting at punctuation.
    contexts: one for each paragraph of the document.
    standing: by paragraph, the date that stands for what follows in it at its end.
    """

    document: Document
    mask: str = ""
    contexts: list[Context] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    assignments: list[list[Assignment]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    standing: dict[int, DateMention | None] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Annotations:
        """Nothing found yet."""
        return cls(document, masked(document.clean.text))

    @property
    def text(self) -> str:
        """The document's clean text."""
        return self.document.clean.text

    def quantities_in(self, start: int, end: int) -> list[Quantity]:
        """The quantities that stand wholly in text[start:end]."""
        return _within(self.quantities, start, end)

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """The dates that stand wholly in text[start:end]."""
        return _within(self.dates, start, end)

    def blank(self, start: int, end: int) -> None:
        """Take an assignment out of the mask; it parts what stands before it from what follows."""
        if end - start >= 2:
            self.mask = self.mask[:start] + "；" + "□" * (end - start - 2) + "；" + self.mask[end:]

    def named_spans(self) -> list[tuple[int, int]]:
        """Titles of papers and short quoted names: numerals in them count nothing."""
        return [m.span() for m in NAMED.finditer(self.text)]

    def paragraphs(self) -> Sequence[Paragraph]:
        """The document's paragraphs."""
        return self.document.paragraphs


_Mention = TypeVar("_Mention", Quantity, DateMention)


def _within(found: list[_Mention], start: int, end: int) -> list[_Mention]:
    out = []
    for i in range(bisect_left(found, start, key=lambda x: x.start), len(found)):
        if found[i].start >= end:
            break
        if found[i].end <= end:
            out.append(found[i])
    return out
