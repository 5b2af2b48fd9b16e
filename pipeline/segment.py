"""The heading tree: which line of the clean text is a heading, of which level, and what stands under it."""

from __future__ import annotations

import re
from bisect import bisect_right

from schemas.document import Paragraph, RawDocument
from schemas.mapped_text import MappedText

# Levels of the numberings of official documents (GB/T 9704: 一、 then （一） then 1. then （1）), with 章 and 节 above.
_MARKS = (
    (1, re.compile(r"第[一二三四五六七八九十百]{1,3}[章篇部]")),
    (2, re.compile(r"第[一二三四五六七八九十百]{1,3}节")),
    (3, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (4, re.compile(r"（[一二三四五六七八九十伍]{1,3}）")),
    (5, re.compile(r"\d{1,2}(?:[.、](?!\d)|\.(?=\d{1,2}月))")),
    (6, re.compile(r"（\d{1,2}）")),
    (7, re.compile(r"[①-⑳]")),
)
_ITEM_SENTENCE = 8  # 一是…, 第一，…, ——…: items, never headings
_ATTACHMENT = re.compile(r"附件\d*[：:]?|附录|附表\d*")
_BODY_END = re.compile(r"[。；，：！？]")
_NUMERIC = re.compile(r"\d")
_HEADING_WORDS = re.compile(
    r"(回顾|安排|任务|目标|要求|思想|原则|措施|保障|机制|工作|建设|范围|时间|步骤|总结|情况|阶段|行动|工程|部署|建议|说明|思路|重点|职责|分工|组织|领导)$"
)
# （一）准备启动阶段（8月25日至8月下旬）各单位要…: a stage's period closes its heading
_STAGE_HEADING = re.compile(
    r"(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d[.、])[^，。；（]{2,16}（[^）]*\d+[月日][^）]*）(?=[^，。；])"
)
_ONLY_BRACKET = re.compile(r"\s*[（〔][^（）〔〕]*(?:[（〔][^（）〔〕]*[）〕][^（）〔〕]*)*[）〕][。；]?\s*")
MAX_HEADING = 60


def mark_level(line: str) -> tuple[int, int] | None:
    """(level, length of the mark) where a line opens with a numbering, else None."""
    for level, pattern in _MARKS:
        if m := pattern.match(line):
            return level, m.end()
    return None


def segment(clean: MappedText, raw: RawDocument) -> tuple[Paragraph, ...]:
    """The paragraphs of the clean text with their headings above them.

    A heading is a numbered line that is short or whose first sentence is (then `heading_end` says where the heading
    stops inside the paragraph), a line that the format calls one (a style, a bold line of markdown), or a short line
    of heading words. A numbered line that is one whole sentence is an item: it opens no section of its own, but what
    follows it up to the next mark belongs to it.
    """
    styled = _Styled(raw)
    stack: list[tuple[int, str]] = []
    out: list[Paragraph] = []
    at = 0
    for line in clean.text.split("\n"):
        start, at = at, at + len(line) + 1
        body = line.strip()
        if not body:
            continue
        start += len(line) - len(line.lstrip())
        end = start + len(body)
        source = clean.source_span(start, end)
        level, heading_end = _heading(body, styled.level(source))
        if level is not None:
            while stack and stack[-1][0] >= level:
                stack.pop()
        section = tuple(text for _, text in stack)
        out.append(
            Paragraph(
                start,
                end,
                level if level is not None and heading_end == len(body) else None,
                (*section, _label(body[:heading_end])) if heading_end not in (None, len(body)) else section,
                styled.page(source),
                None if heading_end is None or heading_end == len(body) else start + heading_end,
            )
        )
        if level is not None and heading_end is not None:
            stack.append((level, _label(body[:heading_end])))
        elif level is not None and level < _ITEM_SENTENCE:
            stack.append((level, ""))
            stack.pop()
    return tuple(out)


def _label(heading: str) -> str:
    return heading.strip().rstrip("。：； ")


def _heading(body: str, style: int | None) -> tuple[int | None, int | None]:
    """(level, end of the heading inside the line); end is None for an item that is no heading."""
    marked = mark_level(body)
    if marked is None:
        if style is not None and len(body) <= MAX_HEADING and not body.endswith(("。", "；", "，")):
            return style, len(body)
        if _ATTACHMENT.match(body) and len(body) <= MAX_HEADING and not body.endswith("。"):
            return 1, len(body)
        if len(body) <= 24 and not _BODY_END.search(body) and _HEADING_WORDS.search(body):
            return 3, len(body)
        return None, None
    level, length = marked
    if staged := _STAGE_HEADING.match(body):
        return level, staged.end()
    stop = _BODY_END.search(body, length)
    first = body.find("。", length)
    if first == -1:
        whole = len(body) <= MAX_HEADING and not (level >= 5 and stop and _NUMERIC.search(body, length))
        return level, len(body) if whole and (stop is None or level <= 4 or len(body) < 30) else None
    if first == len(body) - 1:
        return level, len(body) if level <= 4 and len(body) <= 45 and not _NUMERIC.search(body, length) else None
    if _ONLY_BRACKET.fullmatch(body, first + 1):
        return level, None  # 12.实施示范工程。（牵头单位：…）: an item with its assignment
    return level, first + 1 if first - length <= 40 else None


class _Styled:
    """Pages and heading styles by place in the source."""

    def __init__(self, raw: RawDocument) -> None:
        self._blocks = sorted(raw.blocks, key=lambda b: b.start)
        self._starts = [b.start for b in self._blocks]
        self._bold = _bold_lines(raw) if raw.format == "md" else frozenset()

    def _block(self, source: tuple[int, int]) -> int:
        return bisect_right(self._starts, source[0]) - 1

    def page(self, source: tuple[int, int]) -> int | None:
        i = self._block(source)
        return self._blocks[i].page if i >= 0 else None

    def level(self, source: tuple[int, int]) -> int | None:
        i = self._block(source)
        if i >= 0 and (block := self._blocks[i]).kind == "heading" and source[0] < block.end:
            return 2 + (block.level or 1)
        line = next((n for a, b, n in self._bold if a <= source[0] < b), None) if self._bold else None
        return line


_BOLD_LINE = re.compile(r"^(?:(#{1,6}) +(.+)|\*\*([^*\n]+)\*\*[ ]*)$", re.M)


def _bold_lines(raw: RawDocument) -> frozenset[tuple[int, int, int]]:
    return frozenset((m.start(), m.end(), 2 + len(m.group(1) or "#")) for m in _BOLD_LINE.finditer(raw.source))
