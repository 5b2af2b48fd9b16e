"""Whether a place in a report speaks of one year or of several: reviews of a term and of its last year stand in one
part (2025年和“十四五”工作回顾), and the words that open paragraphs and sentences say which is meant from there on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from schemas.document import Document

Span = Literal["one", "several"]

_SEVERAL = re.compile(
    r"(?:过去|近|前|这|这个|上个?)的?[两三四五]年|[三四五]年(?:来|间|里|工作|回顾|政府|发展)|本届政府"
    r"|“?十[一二三四五]五”?(?!规划(?:纲要)?(?:的|编制|实施|开局|收官)?(?:之年)?|开局|收官|谋划|谋篇)"
)
_ONE = re.compile(
    r"(?<![比较从由到至自与和及])(?:过去(?:的)?一年|一年来|去年|刚刚过去的(?:一年|\d{4}年)|(?P<year>\d{4})年(?!以来|代|来|[与比较]))"
)
# What opens a sentence, and holds from there on: 五年来，…; 回顾过去的五年，…; “十三五”时期，…; 本届政府履职的五年，….
_OPENS_SEVERAL = re.compile(
    r"^[\s—－\-·*#（）()一二三四五六七八九十\d、.．]*(?:各位代表[！，:：、])?(?:同志们[！，:：])?(?:回顾|回首|回望|总结)?(?:极不平凡的)?"
    r"(?:(?:过去|近|这|前)的?[四五]年|[四五]年(?:来|间|里)|本届政府(?:履职|任期|工作)?[^，。]{0,6}(?:[四五]年|以来)"
    r"|“?十[一二三四五]五”?(?:时期|期间|以来|的?五年)|[^，。]{0,12}一次会议以来)"
)
_OPENS_ONE = re.compile(
    r"^[\s—－\-·*#（）()一二三四五六七八九十\d、.．]*?(?:各位代表[！，:：、])?(?:同志们[！，:：])?(?:回顾|回首|总结)?(?:刚刚)?"
    r"(?:过去(?:的)?(?:这)?一年|一年来|去年|过去的(?P<y1>\d{4})年|(?P<y2>\d{4})年(?!以来|来|代|[与比较]|“?十))"
)
_SENTENCE = re.compile(r"[^。！？\n]+")


class Spans:
    """The spans of years of a report, by place.

    The last year reported on is the one before its period; a report that names none counts any.
    """

    def __init__(self, doc: Document) -> None:
        meta = doc.meta
        end = meta.period.end if meta.period and meta.period.end else meta.date
        self._year = end.year - 1 if end else None
        self._starts: list[int] = []
        self._spans: list[Span | None] = []
        self._walk(doc)

    def at(self, start: int) -> Span | None:
        """What the place at an offset of the source speaks of; None where nothing says."""
        i = bisect_right(self._starts, start) - 1
        return self._spans[i] if i >= 0 else None

    def _walk(self, doc: Document) -> None:
        text = doc.clean.text
        span: Span | None = None
        title: str | None = None
        for paragraph in doc.paragraphs:
            telling = next((t for t in reversed(paragraph.section) if self._read(t)), None)
            if telling != title:
                title = telling
                span = self._read(telling) if telling else None
                self._mark(doc, paragraph.start, span)
            if paragraph.level is not None:
                continue
            for m in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
                told = self._opening(m.group())
                if told is not None and told != span:
                    span = told
                    self._mark(doc, m.start(), span)

    def _opening(self, sentence: str) -> Span | None:
        """What a sentence's opening words say holds from it on."""
        one = _OPENS_ONE.match(sentence)
        if one and self._is_last(one["y1"] or one["y2"]):
            return "one"
        return "several" if _OPENS_SEVERAL.match(sentence) else None

    def _mark(self, doc: Document, at: int, span: Span | None) -> None:
        self._starts.append(doc.clean.source_span(at, at)[0])
        self._spans.append(span)

    def _read(self, words: str) -> Span | None:
        """What words name first."""
        several = _SEVERAL.search(words)
        one = next((m for m in _ONE.finditer(words) if self._is_last(m["year"])), None)
        if several and one:
            return "several" if several.start() < one.start() else "one"
        return "several" if several else "one" if one else None

    def _is_last(self, year: str | None) -> bool:
        return year is None or self._year is None or int(year) == self._year
