"""Figures, deadlines, gaps and places in the words of an office: ≥1100万人, 增长8%左右, 下降13.5%, 2031年12月31日.

Figures are shown as their document wrote them, number, scale word and unit; where a table gave only a number, it is
shown in 万 or 亿. The workbook, alerts and tables on screen all word them here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from html import unescape

from schemas.findings import Finding, Gap
from schemas.measurability import lacks
from schemas.records import Statement
from schemas.values import Deadline, Measure

STATUS_WORDS = {
    "met": "已完成",
    "missed": "未完成",
    "on_track": "进度正常",
    "behind": "进度滞后",
    "unreported": "未见反馈",
    "incomparable": "无法直接比较",
}
ROLE_WORDS = {"target": "目标", "progress": "进展", "task": "任务"}
KIND_WORDS = {
    "plan": "方案",
    "speech": "讲话",
    "report": "报告",
    "notice": "通知",
    "bulletin": "公报",
    "rules": "制度",
    "sheet": "表格",
    "other": "其他",
}
STAGE_WORDS = {
    "read": "读取",
    "clean": "清理",
    "describe": "文件信息",
    "extract": "提取",
    "tabulate": "表格",
    "check": "数据核对",
}

#: The rule of a statement that is a clause of a report in which a name occurs.
MENTION = "clause.mention"
#: Bounds before a level, and after a change: ≥1100万人, but 增长8%以上.
_BEFORE = {"ge": "≥", "gt": "＞", "le": "≤", "lt": "＜"}
_AFTER = {"ge": "以上", "gt": "以上", "le": "以内", "lt": "以内", "approx": "左右"}
#: Words for a change by unit: rates grow, points rise, counts are added.
_RISES = {"%": ("增长", "下降"), "百分点": ("提高", "下降"), "倍": ("增长", "下降")}
_SCALES = ((1e8, "亿"), (1e4, "万"))
#: Units that are never written with 万 or 亿 before them.
_UNSCALED = {"%", "‰", "百分点", "倍", "位", "年", "个月", "天", "小时", "个工作日"}
_NUMBERING = re.compile(
    r"第[一二三四五六七八九十百\d]+[章节条部分]+|[（(]?[一二三四五六七八九十百]+[、）)．.]|[（(]?\d{1,2}[、）)．.]"
)
#: Between the cells of a row as a document's text has them, and as they are shown.
_CELLS = re.compile(r"\s*(?:</t[dh]>\s*<t[dh][^<>]*>|\t)\s*", re.I)
CELLS = " | "
_TAGS = re.compile(r"<[a-zA-Z/!][^<>]*>")
_NOISE = re.compile(r"\*\*|(?<=[\u4e00-\u9fff])[(（][a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+[)）]")
_BREAK = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])|(?<=\d[.．])[ \t]*\n\s*(?=\d)"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_POINTS = {"百分点": "个百分点"}
_INNER = str.maketrans("“”", "‘’")


def number(value: float) -> str:
    """Plain digits without exponent or needless zeros: 9600, 0.5, -4.8; at most six decimals."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def amount(value: float, unit: str) -> str:
    """A figure in its base unit as people write it: 11000000 人 is 1100万人, 0.5 百分点 is 0.5个百分点."""
    if unit not in _UNSCALED:
        for size, word in _SCALES:
            scaled = value / size
            # 1390户 stays; 13900户 is 1.39万户; a figure that would need many decimals stays as it is.
            if abs(scaled) >= 1 and round(scaled, 4) == scaled:
                return f"{number(scaled)}{word}{unit}"
    return f"{number(value)}{_POINTS.get(unit, unit)}"


def measure_words(m: Measure) -> str:
    """One figure with its bound and direction: ≥1100万人, 增长8%左右, 下降13.5%, 3—4名, 前6位."""
    figure = _figure(m)
    if m.kind == "growth":
        return _change(m, figure)
    if m.unit == "位":
        return f"前{figure}" if m.comparator in ("le", "lt") else f"第{figure}"
    if m.comparator == "approx":
        return f"{figure}左右"
    return _BEFORE.get(m.comparator, "") + figure


def measures_words(measures: Iterable[Measure]) -> str:
    """All figures of a statement, ； between them."""
    return "；".join(map(measure_words, measures))


def day(value: date) -> str:
    """2031年9月30日."""
    return f"{value.year}年{value.month}月{value.day}日"


def deadline_words(deadline: Deadline | None) -> str:
    """The day of a deadline, else its words, else nothing: 2031年12月31日, 每月25日前, 汛期前."""
    if deadline is None:
        return ""
    if deadline.end is not None and not deadline.recurring:
        return day(deadline.end)
    return readable(deadline.text or "")


def gap_words(gap: Gap, measures: Sequence[Measure] = ()) -> str:
    """How far a report is from its target: 差184个, 差2.3万亩, 低1.9个百分点, 超出3人, 与目标持平.

    measures: the target's, in whose unit as written the gap is given.
    """
    if gap.value == 0:
        return "与目标持平"
    size = abs(gap.value)
    if gap.unit in ("%", "百分点"):
        return f"{'低' if gap.value < 0 else '高'}{number(size)}个百分点"
    like = next((m for m in measures if m.unit == gap.unit), None)
    return f"{'差' if gap.value < 0 else '超出'}{amount_like(size, gap.unit, like)}"


def amount_like(value: float, unit: str, like: Measure | None, digits: int = 4) -> str:
    """A figure of the base unit in the unit in which its document wrote another: 15333333.3 平方米 is 2.3万亩 beside
    3.2万亩, 500亩 where 万 would hide it.

    digits: most digits after the point.
    """
    if like is None or not _is_as_written(like):
        return amount(round(value, digits), unit)
    each = like.value / like.raw.value
    scale = {word: size for size, word in _SCALES}.get(like.raw.scale)
    if scale is not None and abs(value / each) < 0.1:
        return f"{number(round(value / each * scale, digits))}{like.raw.unit}"
    return f"{number(round(value / each, digits))}{like.raw.scale}{like.raw.unit}"


def delay_words(deadline: date, as_of: date) -> str:
    """逾期15天, 还剩10天, 今日到期."""
    days = (as_of - deadline).days
    return "今日到期" if days == 0 else f"逾期{days}天" if days > 0 else f"还剩{-days}天"


def place_words(s: Statement) -> str:
    """Where a statement stands, as a reader would look it up: 第2页, 目标分解!C6, else its headings: 一（三）2."""
    if s.cell:
        return s.cell if s.page is None else f"第{s.page}页 {s.cell}"
    return f"第{s.page}页" if s.page is not None else outline_words(s.section)


def outline_words(section: Sequence[str]) -> str:
    """The numbers of the headings above, outermost first; of one without number its first words: 一（三）2."""
    words = ""
    for heading in section:
        number, plain = _NUMBERING.match(heading.lstrip()), one_line(heading)
        part = number[0].strip("、.． ") if number else plain if len(plain) <= 8 else f"{plain[:7]}…"
        apart = words and not words.endswith("）") and (part[:1].isdigit() or number is None)
        words += f" {part}" if apart else part
    return words


def source_words(name: str, title: str | None) -> str:
    """What to call a document: its file's name where that says something, else its title, with the name behind it."""
    return name if not title or _CHINESE.search(name) else f"{title}（{name}）"


def progress_words(finding: Finding | None) -> str:
    """What the reports say of a target, in their own words, with day and source; a bare cell gets its subject back."""
    if finding is None:
        return ""
    answer = finding.answer
    if answer is None:
        return "各报告中未见进展"
    said = readable(answer.quote)
    if answer.cell is not None and (answer.measures or answer.subject not in said):
        # A sheet's words are its whole row; the figure with its subject says it better.
        said = f"{answer.subject}：{measures_words(answer.measures) or said}"
    return f"{said}（{as_of_words(answer, finding.as_of)}{answer.doc}）"


def as_of_words(answer: Statement, as_of: date) -> str:
    """截至2031年9月30日，: the day of which a report speaks; nothing where that is the end of a year still running, or
    where the report does not say.
    """
    end = told_day(answer)
    return f"截至{day(end)}，" if end is not None and end <= as_of else ""


def told_day(answer: Statement) -> date | None:
    """The last day of which a report speaks; None for a mere mention, which has no day but that of the comparison."""
    return answer.deadline.end if answer.deadline and answer.rule != MENTION else None


def names(s: Statement, role: str) -> str:
    """The agencies or persons of one role, 、 between them, each once."""
    return "、".join(dict.fromkeys(a.name for a in s.agencies if a.role == role))


def readable(quote: str) -> str:
    """A quote without what only machines read: tags, entities, marks of bold, readings in brackets (項(xiàng)); the
    cells of a row stand apart: 新建绿道 | 公里 | 26.
    """
    cells = _CELLS.split(quote.strip("\t\n "))
    return CELLS.join(one_line(_NOISE.sub("", unescape(_TAGS.sub("", cell)))) for cell in cells)


def marked(words: str) -> str:
    """Readable words of a document in quotation marks: “…”, inner ones ‘…’; a row of a table 「… | …」."""
    return f"「{words}」" if CELLS in words else f"“{words.translate(_INNER)}”"


def one_line(text: str) -> str:
    """Without line breaks and runs of blanks; a break inside Chinese or inside a figure leaves none."""
    return " ".join(_BREAK.sub("", text).split())


def _figure(m: Measure) -> str:
    """The number with scale and unit, without sign: as written where that is a plain number in a unit, else rebuilt."""
    scale = m.value / m.raw.value if m.raw.value else 0
    written = _is_as_written(m)
    upper = m.upper if m.comparator == "range" else None
    if not written:
        low = amount(abs(m.value), m.unit)
        if upper is None:
            return low
        high = amount(abs(upper), m.unit)
        return f"{low.removesuffix(_shared_tail(low, high))}—{high}"
    unit = f"{m.raw.scale}{_POINTS.get(m.raw.unit, m.raw.unit)}"
    if upper is None:
        return f"{number(abs(m.raw.value))}{unit}"
    return f"{number(abs(m.raw.value))}—{number(abs(upper / scale))}{unit}"


def _is_as_written(m: Measure) -> bool:
    """Whether a figure was written as a plain number in a unit."""
    if m.unit == "%" and m.raw.unit != "‰":
        return False
    return bool(m.raw.unit) and m.raw.value != 0 and m.raw.unit not in ("成", "分之", "番")


def _shared_tail(a: str, b: str) -> str:
    """What two figures have in common after their digits."""
    tail_a, tail_b = (text.lstrip("-0123456789.") for text in (a, b))
    return tail_a if tail_a == tail_b else ""


def _change(m: Measure, figure: str) -> str:
    if "番" in m.raw.text:
        return one_line(m.raw.text)
    rises, falls = _RISES.get(m.unit, ("增加", "减少"))
    return f"{falls if m.value < 0 else rises}{figure}{_AFTER.get(m.comparator, '')}"


#: What a target lacks to be measured, in an office's words.
LACK_WORDS: dict[str, str] = {"figure": "量化数值", "unit": "计量单位", "base": "比较基期", "date": "完成时限"}


def lack_words(statement: Statement) -> str | None:
    """量化数值、完成时限: what a target lacks to be measured; None where it lacks nothing."""
    return "、".join(LACK_WORDS[x] for x in lacks(statement)) or None
