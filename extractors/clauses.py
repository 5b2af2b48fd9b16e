"""Sentences and clauses of a paragraph: cut at punctuation that stands outside brackets, quotes and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NESTED = re.compile(r"（[^（）\n]*(?:（[^（）\n]*）[^（）\n]*)*）|《[^》\n]*》|“[^”\n]{0,40}”|〔[^〔〕\n]*〕")
_SENTENCE_END = re.compile(r"[。！？\n]")
_PART_END = re.compile(r"[；;]")
_CLAUSE_END = re.compile(r"[，：]")


#: The mark that opens a numbered item or heading (GB/T 9704 and common drift from it).
MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}(?:[.、](?!\d)|\.(?=\d{1,2}月))|（\d{1,2}）|[①-⑳]"
    r"|第[一二三四五六七八九十百]{1,3}[章节条]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]，|——|[●■◆▲★※])[ ]*"
)


def masked(text: str) -> str:
    """The text with everything inside brackets, quotes and titles blanked out, offsets kept."""
    return _NESTED.sub(lambda m: "□" * (m.end() - m.start()), text)


def pieces(mask: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open stretches of mask[start:end] between the pattern's matches; empty ones left out."""
    at = start
    for m in pattern.finditer(mask, start, end):
        if m.start() > at:
            yield at, m.start()
        at = m.end()
    if end > at:
        yield at, end


def sentences(mask: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut at full stops, question and exclamation marks."""
    return pieces(mask, _SENTENCE_END, start, end)


def parts(mask: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence at semicolons."""
    return pieces(mask, _PART_END, start, end)


def clauses(mask: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a part at commas and colons."""
    return pieces(mask, _CLAUSE_END, start, end)
