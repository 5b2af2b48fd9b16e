"""Paragraphs from lines: lines that a page's width broke are joined, what a web page ran together is split."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extractors.quantity import UNIT
from pipeline.clean_layout import Layout, Place
from schemas.mapped_text import Edit, MappedText

# An item's mark at the start of a line. Sources of the forms: GB/T 9704 (一、（一）1.（1）) and common drift from it.
MARK = (
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百]{1,3}[章节篇条部]"
    r"|\d{1,2}(?:[.、](?! *\d{1,3}(?!\d)|\d)|\.(?=\d{1,2}月))|（\d{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,2}是|——"
    r"|[●■◆▲★※])"
)
_STARTS_ITEM = re.compile(
    rf"\s*(?:{MARK}|附件|附录|附：|专栏\d*|表\d|责任单位|牵头单位|配合单位|责任部门|完成时限|〔|（此件)"
)
_PAGE_LINE = re.compile(
    r"\s*(?:[-—－–~～·]\s*\d{1,4}\s*[-—－–~～·]|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?|\d{1,3}\s*[/／]\s*\d{1,3})\s*$"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*$")
_UNIT_FIRST = re.compile(rf"{UNIT}|[万亿％‰]")
_AWAITS_FIGURE = re.compile(r"(?:[在至到于达为约近超过计]|增长|下降|提高|降低|新增|减少|建成|不少|不低|不超)$")
_ENDS = "。！？；：…"
_CLOSES = _ENDS + "）”》〕】" + '"'
_OPENS = re.compile(r"[，。、；：）”》〕%]")
_PLAN_YEARS = re.compile(r"“十[一二三四五六]?五”")
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}：")
_PROSE = re.compile(r"[，。；]")
_WIDE = re.compile(r"[\u2e80-\uffef“”‘’—…]")

# Inside a line: a heading's mark that follows the end of a sentence, or a space, opens a paragraph of its own.
_RUN_IN = re.compile(
    r"(?<=[。！？；：…])[ ]*(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^\s，。、；]{2})"
    r"|(?<=[\u4e00-\u9fff）])[ ]*(?=（[一二三四五六七八九十]{1,3}）[\u4e00-\u9fff]{2,12}[。 ])"
    r"|(?<![ ])[ ]++(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、])"
    r"[\u4e00-\u9fff“]{2})"
    r"|(?<=[。！？])(?=\d{1,2}[.、][\u4e00-\u9fff“])"
    r"|(?<=[月日旬]）)[ ]*(?=\d{1,2}[.、][\u4e00-\u9fff])"
)
_HEADING_THEN_SPACE = re.compile(
    r"(?:^|\n)(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
    r"(?:[^\s，。；：]{2,24}|[^\s，。；：]{3,20}，[^\s，。；：]{4,20}(?=[ ][\u4e00-\u9fff]))"
    r"( )(?=[^\s，。、；：）”》]\S{7})"
)


def rebuild_lines(text: MappedText, layout: Layout | None = None) -> MappedText:
    """One paragraph a line.  layout: where the lines stood on their pages, for formats that have pages."""
    text = text.edited(_joins(text, layout))
    text = text.edited(_splits(text.text))
    return text.edited([Edit(m.start(1), m.end(1), "\n") for m in _HEADING_THEN_SPACE.finditer(text.text)])


def _splits(text: str) -> list[Edit]:
    edits = []
    for m in _RUN_IN.finditer(text):
        if m.start() and text[m.start() - 1] != "\n":
            edits.append(Edit(m.start(), m.end(), "\n"))
    return edits


def _width(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _joins(mapped: MappedText, layout: Layout | None) -> list[Edit]:
    """Cuts for page lines and for line breaks inside a sentence."""
    lines: list[tuple[int, int, str]] = []
    at = 0
    text = mapped.text
    for line in text.split("\n"):
        lines.append((at, at + len(line), line))
        at += len(line) + 1
    cuts: list[Edit] = []
    kept: list[tuple[int, int, str]] = []
    broken = _wrapped(lines) or (layout is not None and layout.indents)
    for i, (a, b, line) in enumerate(lines):
        bare = broken and line.strip() and _BARE_NUMBER.match(line) and not _counts_on(kept, lines[i + 1 : i + 3])
        if _PAGE_LINE.match(line) or bare:
            cuts.append(Edit(a, b, ""))
        elif line.strip():
            kept.append((a, b, line))
    full = _full_width(kept) if broken else 0
    places = [layout.place(*mapped.source_span(a + _lead(x), b)) if layout else None for a, b, x in kept]
    first = 0  # the line that opened the paragraph
    for i, ((_, b0, one), (a1, _, two)) in enumerate(itertools.pairwise(kept)):
        gap = text[b0:a1]
        blank = gap.count("\n") > 1 + 2 * sum(_PAGE_LINE.match(g) is not None for g in gap.split("\n") if g.strip())
        on_page = _on_page(one.strip(), two.strip(), places[i : i + 3], layout)
        belongs = _belongs(one.rstrip(), two.lstrip(), full=full, blank=blank and not broken)
        if broken and not belongs and first < i:
            belongs = _cut_off([x for _, _, x in kept[first : i + 1]], two.lstrip(), full)
        if not (belongs if on_page is None else on_page):
            first = i + 1
        else:
            start, end = b0 - (len(one) - len(one.rstrip())), a1 + (len(two) - len(two.lstrip()))
            cuts.append(Edit(start, end, _glue(one.rstrip(), two.lstrip())))
    return _merge(cuts)


def _counts_on(before: list[tuple[int, int, str]], after: list[tuple[int, int, str]]) -> bool:
    """Whether a number on a line of its own is a figure cut off its sentence: 控制在 / 35 / 微克每立方米以下."""
    following = next((x.strip() for _, _, x in after if x.strip()), "")
    awaited = bool(before) and _AWAITS_FIGURE.search(before[-1][2].rstrip()) is not None
    return awaited and _UNIT_FIRST.match(following) is not None


def _merge(cuts: list[Edit]) -> list[Edit]:
    out: list[Edit] = []
    for cut in sorted(cuts):
        if out and cut.start <= out[-1].end and (cut.start < out[-1].end or cut.start == out[-1].start):
            last = out[-1]
            out[-1] = Edit(last.start, max(last.end, cut.end), last.new or cut.new)
        else:
            out.append(cut)
    return out


def _wrapped(lines: list[tuple[int, int, str]]) -> bool:
    """Whether the text came line by line from pages: most lines stop in mid-sentence at about one width."""
    widths = [_width(x) for _, _, x in lines if x.strip()]
    if len(widths) < 8:
        return False
    open_ended = sum(x.rstrip()[-1:] not in (*_ENDS, "") for _, _, x in lines)
    long = sorted(widths)[int(len(widths) * 0.95)]
    near = sum(0.8 * long <= w <= 1.15 * long for w in widths)
    return long <= 160 and open_ended > len(widths) * 0.4 and near > len(widths) * 0.2


def _full_width(lines: list[tuple[int, int, str]]) -> int:
    widths = sorted(_width(x.strip()) for _, _, x in lines)
    return widths[int(len(widths) * 0.9)] if widths else 0


def _belongs(one: str, two: str, *, full: int, blank: bool) -> bool:
    """Whether line `two` continues line `one`.  full: the width of a full line, 0 where lines are paragraphs."""
    if not one or not two:
        return False
    if one[-1] == "." and one[-2:-1].isdigit() and two[0].isdigit():
        return not _STARTS_ITEM.match(two) or len(two) > 2
    if _OPENS.match(two):
        return True
    if one[-1] in "，、（《“—" and (not blank or (one[-1] == "，" and "，" in one[:-1])):
        return not _STARTS_ITEM.match(two) or one[-1] != "，"
    if "。" in one and one[-1] not in _CLOSES and not _STARTS_ITEM.match(two) and not _STARTS_ITEM.match(_last(one)):
        return True  # a sentence has ended in this line, another has not: no heading, but a line cut short
    cut_at_quote = two[0] == "“" and "，" in one and one[-1] not in _CLOSES and not _PLAN_YEARS.match(two)
    if cut_at_quote and _PROSE.search(two) and not _STARTS_ITEM.match(one):
        return True
    if not full:
        return False
    if _STARTS_ITEM.match(two):
        return one.count("（") > one.count("）") and not two.startswith("（")
    if _unclosed(one):
        return True
    if one[-1] in _ENDS:
        return False
    return _width(one) >= full * _NEARLY_FULL


#: Share of a full line's width from which a line is taken to fill its column.
_NEARLY_FULL = 0.82
#: Width of what is left over of a line that was cut at a narrower column than it was set in.
_LEFT_OVER = 8


def _cut_off(paragraph: Sequence[str], two: str, full: int) -> bool:
    """Whether a paragraph's last line is a word or two left over of the full line before it, so that more follows."""
    last, before = paragraph[-1].strip(), paragraph[-2].strip()
    prose = any("。" in line or "，" in line for line in paragraph)
    return (
        prose
        and 0 < _width(last) <= _LEFT_OVER
        and last[-1] not in _ENDS
        and _width(before) >= full * _NEARLY_FULL
        and not _STARTS_ITEM.match(two)
        and not _STARTS_ITEM.match(last)
        and two[:1] not in ("", "“")
    )


def _lead(line: str) -> int:
    return len(line) - len(line.lstrip())


def _on_page(one: str, two: str, places: Sequence[Place | None], layout: Layout | None) -> bool | None:
    """Whether line `two` continues line `one`, by where they stood on the page; None where that does not tell.

    places: of the two lines and of the one after them.
    """
    first, second, third = (*places, None)[:3]
    if layout is None or first is None or second is None or _OPENS.match(two):
        return None
    if layout.apart(first, second):
        return False
    alike, open_ended = first.big == second.big or _PROSE.search(one) is not None, one[-1] not in _ENDS
    if second.start == "indent":
        boxed = first.start != "margin" and (third is None or third.start != "margin")  # in a frame, all lines are so
        return None if first.wide and (_unclosed(one) or (open_ended and boxed)) else False
    if second.start == "other" or _STARTS_ITEM.match(two):
        return None
    if second.start == "centre":
        title = first.full or (first.start == "centre" and first.wide and first.big)
        return None if first.start == "other" else alike and open_ended and title
    if first.start == "centre" or not alike:
        return False
    if first.full:
        return True
    if not open_ended or first.start == "other" or one.startswith("附件"):
        return None if open_ended and first.start == "other" else False
    broken = (first.wide or first.start == "margin") and _PROSE.search(one + two) and not _LABELLED.match(two)
    return True if broken else None


def _last(line: str) -> str:
    """What follows the last full stop of a line."""
    return line.rsplit("。", 1)[-1]


def _unclosed(line: str) -> bool:
    return line.count("（") > line.count("）") or line.count("《") > line.count("》")


def _glue(one: str, two: str) -> str:
    """A space between two Latin words, nothing between Chinese characters."""
    return " " if one[-1].isascii() and one[-1].isalpha() and two[0].isascii() and two[0].isalpha() else ""
