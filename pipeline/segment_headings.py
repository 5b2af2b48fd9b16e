"""Which line is a heading, of which level, and where it ends: by its numbering, its words, and what follows it."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.describe_titles import ends_like_title

# Levels of the numberings of official documents (GB/T 9704: 一、 then （一） then 1. then （1）), with 章 and 节 above.
_MARKS = (
    (1, re.compile(r"第[一二三四五六七八九十百]{1,3}[章篇部]")),
    (2, re.compile(r"第[一二三四五六七八九十百]{1,3}节")),
    (3, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (4, re.compile(r"（?[一二三四五六七八九十伍]{1,3}）")),  # its first bracket is often lost
    (5, re.compile(r"\d{1,2}(?:[.、](?!\d)|\.(?=\d{1,2}月))")),
    (6, re.compile(r"（\d{1,2}）")),
    (7, re.compile(r"[①-⑳]")),
)
#: 一是…, 第一，…, ——…: the lowest numbering, which stands under any other.
LEAD = 8
_LEAD = re.compile(
    r"[一二三四五六七八九十]{1,2}[是要](?!求|素|点)|第[一二三四五六七八九十]{1,2}，|(?:——|--)(?=[^\d—-])"
)
_NEXT_LEAD = re.compile(r"[。；](?:[二三][是要]|第[二三]，)")  # then the line holds all of them
TOP, UNDER = 3, 4
_ATTACHMENT = re.compile(r"附件\d*[：:]?|附录|附表\d*|附注?：")
_CAPTION = re.compile(r"[表图]\s*\d|注\d*$")
_BODY_END = re.compile(r"[。；，：！？]")
_SENTENCE_END = re.compile(r"[。！？；]")
_NUMERIC = re.compile(r"\d")
_FIGURE = re.compile(r"\d[\d.,]*(?:[%‰]|[万亿]|个百分点|[多余]?[\u4e00-\u9fff])(?<!年)(?<!月)(?<!日)")
_DUE = re.compile(r"\d月[^，。]{0,4}?前|年底前|年内")
_HEADING_WORDS = re.compile(
    r"(回顾|安排|任务|目标|要求|思想|原则|措施|保障|机制|工作|建设|范围|时间|步骤|总结|情况|阶段|行动|工程|部署|建议|说明|思路|重点|职责|分工|组织|领导)$"
)
# （一）准备启动阶段（8月25日至8月下旬）各单位要…: a stage's period closes its heading
_STAGE_HEADING = re.compile(
    r"(?:（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、|\d[.、])[^，。；（]{2,16}（[^）]*\d+[月日][^）]*）(?=[^，。；])"
)
# What is bold at the beginning of a paragraph is its heading, unless it leads in to what follows (主要目标是：).
_BOLD_TITLE = re.compile(r"。$|^[^，。：]{2,14}(?<!是)(?<!如下)：$")
_ONLY_BRACKET = re.compile(r"\s*[（〔][^（）〔〕]*(?:[（〔][^（）〔〕]*[）〕][^（）〔〕]*)*[）〕][。；]?\s*")
# A heading and its text with nothing between them: （六）打造生态都市坚持保护优先… The text opens as texts do.
_RUN_ON = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:坚持(?!不懈|稳中)|秉持|秉承|顺应|关于下一步|把[^，。]{4,24}作为|以[^，。]{2,14}为(?:导向|抓手|主线|重点|核心|引领|目标|牵引|中心)|主动(?:融入|适应|对接))"
)
MAX_HEADING = 60
_MAX_INLINE = 40
_LONGEST_INLINE = 64


class Found(NamedTuple):
    """A heading or item.  level: of its numbering.  end: of the heading inside the line; None for an item."""

    level: int | None
    end: int | None


NOTHING = Found(None, None)


def mark_level(line: str) -> tuple[int, int] | None:
    """(level, length of the mark) where a line opens with a numbering, else None."""
    for level, pattern in _MARKS:
        if m := pattern.match(line):
            return level, m.end()
    return None


def label(heading: str) -> str:
    """The heading's words as they stand in a statement's section."""
    return heading.strip().rstrip("。：； ")


def heading(body: str, style: int | None, strong: int | None = None) -> Found:
    """What a line is.  style: the level its format gives it.  strong: how much of its beginning is set in bold."""
    marked = mark_level(body)
    if marked is None:
        return _unmarked(body, style, strong)
    level, length = marked
    if staged := _STAGE_HEADING.match(body):
        return Found(level, staged.end())
    if strong and length < strong < len(body):
        return Found(level, strong)
    stop = _BODY_END.search(body, length)
    first = body.find("。", length)
    if level <= UNDER and not length < first <= length + _MAX_INLINE:
        run = _RUN_ON.search(body, length + 6, length + 2 * _MAX_INLINE)
        if run and run.start() <= length + _MAX_INLINE and len(body) > MAX_HEADING:
            return Found(level, run.start())
    if first == -1:
        whole = len(body) <= MAX_HEADING and not (level >= 5 and stop and _NUMERIC.search(body, length))
        if level <= UNDER and (named := _named(body, length)):
            return Found(level, named)
        return Found(level, len(body) if whole and (stop is None or level <= UNDER or len(body) < 30) else None)
    if first == len(body) - 1:
        short = level <= UNDER and len(body) <= 45 and not _NUMERIC.search(body, length)
        return Found(level, len(body) if short else None)
    if _ONLY_BRACKET.fullmatch(body, first + 1):
        return Found(level, None)  # 12.实施示范工程。（牵头单位：…）: an item with its assignment
    return Found(level, _inline(body, level, length, first))


def _inline(body: str, level: int, length: int, first: int) -> int | None:
    """Where a heading that its text follows on the same line ends."""
    colon = body.find("：", length, first)
    if colon != -1:
        return _named(body, length) if level <= UNDER else None  # 5.某某计划：指…: a term and what it means
    if level > UNDER and (
        _DUE.search(body, length, first) or ("，" in body[length:first] and _FIGURE.search(body, length, first))
    ):
        return None  # 6.新开线路10条，新增…。新增…: an item of several sentences
    if first - length <= (_MAX_INLINE if level > UNDER or _FIGURE.search(body, length, first) else _LONGEST_INLINE):
        return first + 1
    return None


def _named(body: str, length: int) -> int | None:
    """The end of （一）指导思想：, where a text follows it."""
    m = re.compile(r"[^，。；：、]{2,12}：(?=.{10})").match(body, length)
    return m.end() if m else None


def _unmarked(body: str, style: int | None, strong: int | None) -> Found:
    if _ATTACHMENT.match(body) and len(body) <= MAX_HEADING and not body.endswith("。"):
        return Found(1, len(body))
    if style is not None and len(body) <= MAX_HEADING and not body.endswith(("。", "；", "，", "：", "！")):
        return Found(style, len(body))
    if len(body) <= 24 and not _BODY_END.search(body) and _HEADING_WORDS.search(body) and not _CAPTION.match(body):
        return Found(TOP, len(body))
    lead = _LEAD.match(body)
    length = lead.end() if lead else 0
    if lead and len(body) <= MAX_HEADING and not _SENTENCE_END.search(body) and not body.endswith(("：", "，")):
        return Found(LEAD, len(body))
    first = body.find("。", length)
    if strong and strong < len(body) and strong <= MAX_HEADING and (lead or _BOLD_TITLE.search(body[:strong])):
        return Found(LEAD, min(strong, first + 1) if first > 0 else strong)
    if not lead or first == -1 or first == len(body) - 1 or first - length > _MAX_INLINE:
        return NOTHING
    if (
        _NEXT_LEAD.search(body, first)
        or _FIGURE.search(body, 0, first)
        or "：" in body[:first]
        or _ONLY_BRACKET.fullmatch(body, first + 1)
    ):
        return NOTHING
    return Found(LEAD, first + 1)


# ---- lines that only their neighbours show to be headings

_POST = re.compile(r"(?:省长|市长|县长|区长|州长|主席|总理|书记|主任|局长)\s*[\u4e00-\u9fff]{2,4}$")
_SESSION = re.compile(r"第[一二三四五六七八九十\d]+(?:届|次)|\d{4}年\d{1,2}月\d{1,2}日|会议上$")
_PROSE = 40
_NO_TITLE = re.compile(
    r"[。；：！？]|^(?:[（〔“]?(?:注|附|表|图|专栏|单位|责任|牵头|完成时限|资料|来源)|各位|同志|[（〔·]|\d(?!\d{3}(?:年|——)))|(?<!的[一五])[）〕\d年月日%、，—]$"
)
_YEARLY = re.compile(
    r"\d{4}年?|“?十[一二三四五六]五”?|过去[一五]年|今后五年|政府自身建设(?:水平)?$|名词(?:解释|注释|注解|说明)"
)


def opens_the_document(body: str) -> bool:
    """Whether a line before the text begins is its title, its session, its day or its speaker."""
    if mark_level(body) is not None or _ATTACHMENT.match(body):
        return False
    return ends_like_title(body) or _POST.search(body) is not None or _SESSION.search(body) is not None


def is_prose(body: str, *, least: int = _PROSE) -> bool:
    """Whether a line is whole sentences, of `least` characters or more."""
    return len(body) >= least and body[-1] in "。！？；：" and mark_level(body[:8]) is None


def stands_alone(body: str, before: str, after: str) -> bool:
    """Whether a line without number or style is a heading: a short one without a full stop between paragraphs."""
    if not 5 <= len(body) <= MAX_HEADING or _NO_TITLE.search(body) or _FIGURE.search(_YEARLY.sub("", body)):
        return False
    closed = before[-1:] in "。！？；：" or mark_level(before) is not None
    return closed and is_prose(after, least=20) and body.count("，") <= 2


def alone_level(body: str, *, numbered: bool) -> int:
    """The level of such a line: that of 一、 where it names a year or stands under no number, else one below."""
    return TOP if not numbered or (_YEARLY.search(body) and len(body) <= 40) else UNDER
