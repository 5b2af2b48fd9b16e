"""The title of a document, the title of what it forwards, and the kind that follows from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from extractors.lexicon import alternation, read_table
from pipeline.describe_dates import only_day
from pipeline.describe_offices import document_number, is_office
from pipeline.describe_places import starts_with_place
from schemas.document import Kind

_PAREN = r"(?:（[^（）]{2,40}）|〔\d+〕|\[\d+\])*"
_LONGEST = 120
_MOST_LINES = 5
_BAD = re.compile(
    r"[。；！？]|：$|^(?:附件|附表|附图|表\d|图\d|专栏|来源|索引|目录|抄送|主送|责任单位|牵头单位|现将|特此|为|此件|（此件|第[一二三四五六七八九十]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])|\.{4}|…|第\d{1,4}期$|月\d{1,2}日$"
)
_NOISE = re.compile(
    r"^(?:首页|当前位置|您当前|字体|打印|分享|浏览|访问量|关联稿件|发布|时间|来源|\S{2,20}文件$|\S{2,20}(?:政府|厅|局|委|办公室)发布$)|>|›|\|"
)
_GOES_ON = re.compile(r"(?:关于|印发|转发|的|和|与|及|、|“|《|暨|（)$")
_CONTINUES = re.compile(r"^(?:关于|印发|转发|的|和|与|及|、|”|》|暨|）)")
_BODY = re.compile(r"^(?:为了?|根据|按照|依据|近年来)(?!.*(?:方案|规划|计划|意见)$)")
_OPENS = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}(?:省|自治区|市|州|县|区)$|[\u4e00-\u9fff]{2,20}[厅局委部府]\d{4}年|[\u4e00-\u9fff、]{3,40}(?:关于|印发)|关于|以|“|《|\d{4}|[一二]〇|“?十[一二三四五]五|全[省市县区]|落实|进一步|加快|推进|深入)"
)
_TAIL = re.compile(
    rf"^的?(?:通知|意见|公告|公示|决定|函|批复){_PAREN}$|^（(?:20\d\d|试行|征求意见稿|暂行|修订)[^（）]*）$"
)
_FORWARDED = re.compile(
    r"(?:印发|转发|批转|发布|公布|下发|公示)(?:了)?《?(?P<inner>.+?)》?的(?:通知|公告|公示|通报|函|决定)"
)
_QUOTED = re.compile(r"《(?P<inner>[^《》]+(?:《[^《》]*》[^《》]*)*)》")
_SITE = re.compile(
    r"\s*[-_|—–－]+\s*[^-_|—–]*(?:网|门户|政府|商圈|新闻|平台|阳光|委员会|局|厅|中国\S{2,6})[^-_|—–]*$|【[^】]*】$|〔[^〕]*〕$"
)
_FILE_WORDS = re.compile(r"\.(?:docx?|pdf|txt|wps|xlsx?|html?)$|（\d+页）", re.I)


@cache
def _kinds() -> dict[str, Kind]:
    return {row["term"]: cast(Kind, row["kind"]) for row in read_table("document_kinds")}


@cache
def _complete() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(_kinds())})》?{_PAREN}$")


def ends_like_title(text: str) -> bool:
    """Whether a text ends with the word for a kind of document, a note in brackets aside."""
    return _complete().search(text) is not None


def inner_title(title: str) -> str | None:
    """The title of what a notice forwards: 某方案 in 关于印发《某方案》的通知; None where it forwards nothing."""
    m = _FORWARDED.search(title)
    if m and ends_like_title(m["inner"].rstrip("》")):
        return m["inner"].strip("《》")
    q = _QUOTED.search(title)
    return q["inner"] if q and ends_like_title(q["inner"]) and title.endswith(("通知", "公示", "公告")) else None


def kind_of(title: str) -> Kind:
    """The kind by the word a title ends with; a notice that forwards a plan is a plan."""
    name = inner_title(title) or title
    name = re.sub(rf"{_PAREN}$", "", name).rstrip("》")
    m = re.search(rf"(?:{alternation(_kinds())})$", name)
    return _kinds()[m.group()] if m else "other"


def find_title(front: Sequence[str]) -> tuple[str, int, int] | None:
    """(title, first line, last line) of the first title among the lines before the body, joined over line breaks."""
    for i, line in enumerate(front):
        if found := _joined(front, i):
            return found
        if _sentence(line):
            break
    return None


def _sentence(line: str) -> bool:
    return (len(line) > 150 and "。" in line) or (len(line) > 15 and _BODY.match(line) is not None)


def _joined(front: Sequence[str], i: int) -> tuple[str, int, int] | None:
    text, best = re.sub(r"^[-—－]+\d{1,3}[-—－]+", "", front[i]).rstrip('"'), None
    if _unlikely(text) or not (_starts(text) or ends_like_title(text)):
        return None
    for j in range(i, min(i + _MOST_LINES, len(front))):
        if j > i:
            line = front[j]
            if _BAD.search(line) or document_number(line) or only_day(line):
                break
            if best and not (_TAIL.match(line) or _needs_notice(text)):
                break
            if is_office(text) and not _CONTINUES.match(line):
                break
            text += line.rstrip('"')
        if len(text) > _LONGEST:
            break
        if ends_like_title(text) and text.count("（") == text.count("）") and text.count("《") == text.count("》"):
            best = (text, i, j)
    return best if best and len(best[0]) >= 5 else None


def _needs_notice(text: str) -> bool:
    """关于印发某方案 is whole only with 的通知."""
    return (
        re.search(r"印发|转发|批转", text) is not None and re.search(rf"(?:通知|公告|函|决定){_PAREN}$", text) is None
    )


def _starts(line: str) -> bool:
    return bool(
        starts_with_place(line) or _OPENS.match(line) or _GOES_ON.search(line) or (is_office(line) and len(line) < 30)
    )


_SPEAKER = re.compile(r"(?:省长|市长|县长|区长|州长|主席|总理|书记|主任|局长|厅长|部长)\S{0,5}$")


def _unlikely(line: str) -> bool:
    return bool(
        len(line) < 3
        or len(line) > _LONGEST
        or _BAD.search(line)
        or _NOISE.search(line)
        or (_SPEAKER.search(line) and not ends_like_title(line))
        or only_day(line)
        or document_number(line.strip("（）"))
    )


_RUN_IN = re.compile(
    r"^(?:\d{1,2}、)?(?P<title>[^，。；：！？]{4,60}?)(?=（(?:19|20)\d\d年|为(?:深入|认真|全面|切实|进一步|贯彻|加快|推动|确保|了|扎实)|同志们)"
)
_DRAWN_UP = re.compile(
    r"(?:制定|制订|编制|印发)(?:如下|本|了|以下)?[“《]?(?P<title>[^，。；：《》]{2,20}(?:\d{4}年|“)[^，。；：《》]{2,40}|(?:\d{4}年)[^，。；：《》]{4,40})(?=[。》：])"
)
_TWICE = re.compile(r"^(?P<title>.{6,50}?)(?:（[^（）]{1,10}）)?\s*(?P=title)")


def run_in_title(paragraph: str) -> str | None:
    """A title that a page ran together with the first paragraph."""
    if (m := _TWICE.match(paragraph)) and ends_like_title(m["title"]):
        return m["title"].strip()
    m = _RUN_IN.match(paragraph)
    title = m["title"].strip() if m else ""
    return title if title and ends_like_title(title) else None


def title_drawn_up(text: str) -> str | None:
    """The name under which the text itself speaks of what it sets out: 现制定2023年…实施方案。"""
    m = _DRAWN_UP.search(text)
    return m["title"].strip("“《") if m and ends_like_title(m["title"]) else None


def tidy_title(title: str) -> str:
    """A title without note marks, stray quotes, the name of the site and what a file's name adds."""
    title = re.sub(r"\s+", " ", title).strip()
    if (
        m := re.match(r"(?:\d{1,3}|[IVX]{1,4})(?=[\u4e00-\u9fff])(?!年|个|项|大|条|月|部门|家)", title)
    ) and starts_with_place(title[m.end() :]):
        title = title[m.end() :]
    while (shorter := _SITE.sub("", title)) != title and len(shorter) >= 5:
        title = shorter
    title = _FILE_WORDS.sub("", re.sub(r"[\[〔]\d{1,3}[\]〕]$", "", title))
    title = re.sub(r"(?<=[\u4e00-\u9fff”》）]) (?=[\u4e00-\u9fff“《（\d])|(?<=\d) (?=[\u4e00-\u9fff])", "", title)
    title = re.sub(r"（20\d{6}）$", "", title)
    title = re.sub(r"（[^（）]*(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^（）]*）$", "", title)
    if title.count("“") + title.count('"') > title.count("”") + (title.count('"') // 2) * 2:
        title = title.rstrip('"“”')
    return title.strip().rstrip('"”' if title.count("“") < title.count("”") or title.endswith('"') else "")


def is_generic(title: str) -> bool:
    """Whether a title says only the kind: 政府工作报告, 讲话."""
    return re.fullmatch(rf"(?:政府|人民政府)?(?:工作)?(?:{alternation(_kinds())})", title) is not None
