"""Text as people type it, made plain for the rules: one form for each character, no blanks inside figures and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import read_table

_FULL_WIDTH = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
# A full-width comma groups full-width digits; between others it parts a list, unless it comes twice at threes.
_FULL_COMMA = re.compile(
    r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))|(?<=\d)，(?=\d{3}，\d{3}(?!\d))|(?<=\d，\d{3})，(?=\d{3}(?!\d))"
)
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_TIGHT = r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60%‰±+\-~～—–<>=≥≤$¥/]"
_BLANK = re.compile(
    rf"(?<={_TIGHT})[ \t\u00a0\u3000]++|(?<![ \t\u00a0\u3000])[ \t\u00a0\u3000]++(?={_TIGHT})|(?<=\d) (?=\d *折)"
)
# A character that says nothing to any rule, so that what it hides matches none.
_HIDDEN = "\ufffc"
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s\u3000-\u9fff]+|(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)


@dataclass(frozen=True, slots=True)
class PlainText:
    """A plain text and, for each of its characters, the offset of that character in the source."""

    text: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open source span of plain text [start:end], which holds a character at least."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


@cache
def _forms() -> dict[int, int]:
    return _FULL_WIDTH | {ord(r["written"]): ord(r["plain"]) for r in read_table("variants")}


def plain(source: str) -> PlainText:
    """The text in plain forms (variants.tsv), web addresses hidden, without blanks beside Chinese characters and signs."""
    text = _FULL_COMMA.sub(",", source).translate(_forms())
    text = _COMMA.sub("，", text)
    text = _ADDRESS.sub(lambda m: _HIDDEN * len(m.group()), text)
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for m in _BLANK.finditer(text):
        kept.append(text[at : m.start()])
        offsets.extend(range(at, m.start()))
        at = m.end()
    if not at:
        return PlainText(text, None)
    kept.append(text[at:])
    offsets.extend(range(at, len(text)))
    return PlainText("".join(kept), tuple(offsets))
