"""Noise inside and around a text: pinyin in brackets, page marks, markdown, boilerplate of web pages, spaces."""

from __future__ import annotations

import re
from functools import cache

from extractors.lexicon import read_table
from schemas.mapped_text import Edit, MappedText

# 項(xiàng)目: a converter wrote the reading after the character. A tone mark or a second case nearby proves it.
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])（[a-zü\u00e0-\u01dc]{1,7}）|？[a-zü]*[\u00e0-\u01dc][a-zü]*）")
_TONED = re.compile(r"[\u00e0-\u01dc]")
# Marks of no width, control characters, and characters that mean something only in one font (its bullets, mostly).
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")
_FRONT_MATTER = re.compile(r"\A\s*---\n.*?\n---[ ]*\n", re.S)
# What a crawler noted before a text: three lines or more of a Latin word, a colon and its value.
_RECORD = re.compile(r"(?:^(?:[-*] ?)? *[A-Za-z][A-Za-z0-9_]{2,24}[:：].*\n){3,}(?:\s*-{3,}[ ]*\n)?", re.M)
_RECORD_WITHIN = 3000
_STARRED_LINE = re.compile(r"^[ ]*\*\*([^*\n]{2,80})\*\*[ ]*$", re.M)
_BOLD = re.compile(r"\*\*([^*\n]+(?:\n[^*\n]+)?)\*\*")
_MD_PREFIX = re.compile(r"^(?:#{1,6} +|> ?)", re.M)
_COMMENT = re.compile(r"<[!！]--.*?-->[ ]*\n?", re.S)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|！〔[^〕\n]*〕（[^）\n]*）")
_MARK = re.compile(r"(?<!\d)(\d{1,3})、")
_TERMINAL = frozenset("。；！？：…”）")
# A page number that fell between two sentences or before a heading: 。 2（五）商住用地
_STRAY = re.compile(r"(?<=[。！？；] )\d{1,3}(?=（[一二三四五六七八九十伍]{1,3}）|[一二三四五六七八九十]{1,3}、)")
# Sharing sites append a digest of their own making: 内容总结（1）…（2）…
_SITE_SUMMARY = re.compile(r"内容总结（1）")
_SPACED_DIGITS = re.compile(r"(?<![\d.])(\d{1,3})((?: \d{3})+)(?![\d.])")
_SPACE = re.compile(r" +")


def noise_edits(text: str, *, markdown: bool) -> list[Edit]:
    """Edits that take out noise inside lines; sorted, non-overlapping."""
    cuts: list[tuple[int, int]] = [m.span() for m in _INVISIBLE.finditer(text)]
    pinyin = list(_PINYIN.finditer(text))
    if len(pinyin) > 2 or any(_TONED.search(m.group()) for m in pinyin):
        cuts += [m.span() for m in pinyin]
    if markdown:
        if front := _FRONT_MATTER.match(text):
            cuts.append(front.span())
        for bold in _BOLD.finditer(text):
            cuts += [(bold.start(), bold.start() + 2), (bold.end() - 2, bold.end())]
        cuts += [m.span() for m in _MD_PREFIX.finditer(text)]
        cuts += [m.span() for m in (*_IMAGE.finditer(text), *_COMMENT.finditer(text))]
    cuts += [m.span() for m in _RECORD.finditer(text, 0, _RECORD_WITHIN)]
    if not markdown:
        for line in _STARRED_LINE.finditer(text):
            cuts += [(line.start(), line.start(1)), (line.end(1), line.end())]
    cuts += page_marks(text)
    if summary := _SITE_SUMMARY.search(text):
        cuts.append((summary.start(), len(text)))
    strays = {m.span() for m in _STRAY.finditer(text)}  # these stand where a paragraph begins
    return [Edit(a, b, "\n" if (a, b) in strays else "") for a, b in _disjoint([*cuts, *strays])]


def page_marks(text: str) -> list[tuple[int, int]]:
    """Stretches of page marks that a sharing site dropped into the text: 通2、过百日, 项目⏎⏎2、“吸铁石”.

    They count up from 1 through the whole text and cut words in two, which numbered items never do: a series is taken
    for page marks only where at least three marks, and most of them, stand in mid-sentence.
    """
    found: dict[int, list[re.Match[str]]] = {}
    for m in _MARK.finditer(text):
        found.setdefault(int(m.group(1)), []).append(m)
    series: list[re.Match[str]] = []
    at = -1
    for number in range(2, 1000):
        later = [m for m in found.get(number, []) if m.start() > at]
        broken = [m for m in later if _mid_sentence(text, m.start())]
        chosen = broken[0] if broken else None
        if chosen is None:
            if not later or not series:
                break
            following = [m.start() for m in found.get(number + 1, []) if _mid_sentence(text, m.start())]
            chosen = next((m for m in later if following and m.start() < following[-1]), None)
            if chosen is None:
                break
        series.append(chosen)
        at = chosen.start()
    cut_words = sum(_mid_sentence(text, m.start()) for m in series)
    if len(series) < 3 or cut_words < 3 or cut_words * 2 <= len(series):
        return []
    first = [m for m in found.get(1, []) if m.start() < series[0].start() and _opens_line(text, m.start())]
    return [m.span() for m in first[:1]] + [_with_breaks(text, m) for m in series]


def _opens_line(text: str, at: int) -> bool:
    return not text[:at].rsplit("\n", 1)[-1].strip()


def _mid_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" \n*#>")  # markdown's own marks say nothing of sentences
    return bool(before) and before[-1] not in _TERMINAL


def _with_breaks(text: str, mark: re.Match[str]) -> tuple[int, int]:
    start, end = mark.span()
    if _mid_sentence(text, start):
        while start and text[start - 1] in " \n":
            start -= 1
    return start, end


@cache
def _boilerplate() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["effect"]) for row in read_table("boilerplate"))


_SENTENCE = re.compile(
    r"(?:^|(?<=[。！？；\n]))[^。！？；\n]{15,}[。！？；]|^\s*(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
)


_CONTENTS = re.compile(r"目\s*[录次]$")
#: How many lines a title block may have.
_TITLE_BLOCK = 12


def drop_boilerplate(text: MappedText) -> MappedText:
    """The text without the lines that pages put around it: by their words, and short odd lines before and after."""
    lines = _lines(text.text)
    body = [i for i, (a, b) in enumerate(lines) if _SENTENCE.search(text.text[a:b])]
    if not body:
        return text
    keep = [True] * len(lines)
    joined = _any_boilerplate()
    for i, (a, b) in enumerate(lines):
        line = text.text[a:b].strip()
        if not line or len(line) > 400 or not joined.search(line):
            continue
        for pattern, effect in _boilerplate():
            if pattern.search(line):
                keep[i] = False
                if effect.startswith("cut_after") and i > body[-1] * (effect == "cut_after_tail") + len(lines) // 3:
                    keep[i:] = [False] * (len(lines) - i)
                break
    first = next((i for i in body if keep[i]), None)
    if first is None:
        return text
    # before the first sentence only the title block stays; odd lines further up are navigation
    head = [i for i in range(first) if keep[i] and text.text[slice(*lines[i])].strip()]
    contents = next((k for k, i in enumerate(head) if _CONTENTS.match(text.text[slice(*lines[i])].strip())), 0)
    if contents <= _TITLE_BLOCK:
        head = head[contents:]  # what stands before a table of contents is the cover
    for i in head[:-_TITLE_BLOCK]:
        keep[i] = False
    if all(keep):
        return text
    return text.edited([Edit(a, b, "") for k, (a, b) in zip(keep, lines, strict=True) if not k and b > a])


@cache
def _any_boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p.pattern})" for p, _ in _boilerplate()))


def _lines(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def spacing_edits(text: str) -> list[Edit]:
    """Edits that drop spaces: all but those between two Latin words. Figures spaced in threes are joined."""
    if " " not in text:
        return []
    cuts = [
        (m.start(1) + len(m.group(1)) + i, m.start(1) + len(m.group(1)) + i + 1)
        for m in _SPACED_DIGITS.finditer(text)
        for i, c in enumerate(m.group(2))
        if c == " "
    ]
    for m in _SPACE.finditer(text):
        before = text[m.start() - 1 : m.start()]
        after = text[m.end() : m.end() + 1]
        if not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum()):
            cuts.append(m.span())
    return [Edit(a, b, "") for a, b in _disjoint(cuts)]


def _disjoint(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in sorted(cuts):
        if out and a < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        elif b > a:
            out.append((a, b))
    return out
