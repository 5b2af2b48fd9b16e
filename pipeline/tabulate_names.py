"""What a row of a table is about: its name with what heading and caption add to it."""

from __future__ import annotations

import re
from functools import cache

from extractors.indicators import canonical
from extractors.lexicon import alternation, terms
from pipeline.tabulate_columns import Column
from pipeline.tabulate_figures import subject_without_direction
from pipeline.tabulate_grid import Row
from pipeline.tabulate_units import split_unit

_NUMBERING = re.compile(
    r"^(?:\d{1,3}[.、．](?!\d)|（\d{1,2}）|\(\d{1,2}\)|[①-⑳]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
)
_PART = re.compile(r"^(?:其中：?|#|＃|＊|\*|[-—–－·]+|其中)(?=\S)")
_NOTE = re.compile(r"〔\d+〕|[①-⑳]|[¹²³⁴-⁹]+(?!\d)|\*+$|＊$|注\d?$")
_TOTAL = re.compile(r"^(?:总计|合计|总合计|共计|小计|总数|总量|汇总)$")
_WORDS = re.compile(
    r"(?:19|20)\d\d年度?|\d{1,2}(?:[-—~至]\d{1,2})?月份?|\d{1,2}日|进展|推进|“?十[一二三四五]五”?(?:期间|末)?|（[^（）]*）"
    r"|规划|目标任务|目标|计划|预期|年度|全年|任务|考核|指标|要求|现状|完成|实际(?=完成|值|数|$)|累计|本月|本期|截至|实现|达到|下达|情况|量化|控制"
    r"|绝对数|绝对额|指标值|数值|年末数|期末|月末|年末|年底|月底|底|末|[-—/／]"
)
_GENERIC = re.compile(r"^[值数量额表及其的和、]*$|^(?:总量|总计|合计|小计|总数|数量|金额|数额)$")
_TOPIC = re.compile(
    r"^(?:附?表|专栏)\s*(?:\d{1,2}(?=(?:19|20)\d\d年)|\d*)(?:[-—.]\d+)?[：:、]?\s*|(?:19|20)\d\d年(?:末|底|度)?|年末|主要|各种|分行业|分地区|按行业分|全部|全国|全市|全省"
    r"|运输方式完成|(?:及其|及|和)?(?:增长速度|增速|构成|比重|增长情况)|(?:情况|统计)?表?$|（?(?:金额)?单位：[^）]*）?|；.*$|〔\d+〕"
)
_MEASURED = re.compile(
    r"(?:[量额率数值]|面积|投资|余额|收入|支出|人口|里程|比例|比重|容量|长度|能力|规模|产能|存款|贷款|资产)(?:（[^）]*）)?$"
)
_GROUP_NOUN = re.compile(r"(?:(?:排放|产生|消耗|使用|供应|生产)(?:总量|量|强度)|产量|产值|面积|增加值|投资|数量)$")
_WHOLE = re.compile(r"^(?:全[国省市县区]|总)+")
_TRADE = re.compile(r"(?<!进)出口|进口")


def row_name(column: Column, row: Row) -> tuple[str, str, bool]:
    """(name, unit, whether it is a part of the row above): the row's name without number, 其中 and footnote marks."""
    cells = column.all_at(row)
    if not cells:
        return "", "", False
    text = cells[-1].label + row.more_name
    text = _NUMBERING.sub("", text)
    part = _PART.match(text) is not None
    text = _NUMBERING.sub("", _PART.sub("", text))
    name, unit = split_unit(_NOTE.sub("", text))
    return _trimmed(name), unit, part


def group_of(column: Column, row: Row) -> tuple[str, str]:
    """(name, unit) of the cell that stands over several rows before a row's own name; empty where none does."""
    cells = column.all_at(row)
    if len(cells) < 2 or cells[0].cell.row_span < 2:
        return "", ""
    name, unit = split_unit(_NOTE.sub("", _NUMBERING.sub("", cells[0].label)))
    return _trimmed(name), unit


def subject_in_group(name: str, group: str) -> str:
    """A name with the noun that its group measures: 化学需氧量 under 主要污染物排放总量减少 is 化学需氧量排放总量."""
    m = _GROUP_NOUN.search(subject_without_direction(group))
    if m is None or m.group()[:2] in name or (names_a_measure(name) and canonical(name) != canonical(name + m.group())):
        return name
    return name + m.group()


def _trimmed(name: str) -> str:
    """Without punctuation at the ends; a name may well begin with 和."""
    return name.strip(" 、，。：；·")


def measured_noun(column: Column) -> str:
    """What a heading of figures measures, where it says so: 出口额, 投资; "" for 绝对数, 2025年目标 and 比上年增长."""
    if column.role in ("growth", "share", "rate"):
        return ""
    levels = [t for c in column.cells if (t := split_unit(c.label)[0])]
    nouns = [_PART.sub("", _WORDS.sub("", t)) for t in levels]
    for noun in reversed(nouns):
        if noun and not _GENERIC.match(noun):
            free = column.role == "value" or _MEASURED.search(noun)
            return _trimmed(noun) if len(noun) >= 2 and free else ""
    return ""


def topic_of(caption: str) -> str:
    """The indicator that a caption puts over all its rows: 固定资产投资 of 2024年分行业固定资产投资增长速度."""
    topic = caption
    for _ in range(3):
        topic = _TOPIC.sub("", topic)
    known = canonical(topic)
    if known is None:
        return topic if _MEASURED.search(topic) and not re.search(r"[、，；：]", topic) else ""
    return "增加值" if known.name in ("地区生产总值", "国内生产总值") else topic


_OVER = re.compile(
    r"^附?表\s*\d*(?:[-—.]\d+)?[：:、]?\s*|^附件\d*|(?:19|20)\d\d(?:[-—~至](?:19|20)\d\d)?年?度?|全[省市县区国]|（[^）]*）|单位：.*$|；.*$"
    r"|(?:目标|任务|计划|指标|安排|分解|下达|预期|年度|责任|情况|明细|汇总)+表?$|各(?:[市县区州]|（[^）]*）)+"
)


_PLACE = re.compile(r".{1,5}[省市县区州旗镇乡]$")


@cache
def _end_states() -> re.Pattern[str]:
    return re.compile(alternation(terms("milestones", weight="firm")))


def end_state(text: str) -> str | None:
    """The end state that words name: 开工, 竣工, 投产; None where they name none."""
    m = _end_states().search(text)
    return m.group() if m else None


def work_of(caption: str) -> str:
    """The work that a table of bare figures breaks down: 营造林 of 2022年全省营造林任务安排表."""
    for _ in range(3):
        caption = _OVER.sub("", caption)
    return _trimmed(caption) if 2 <= len(caption) <= 16 and not _PLACE.match(caption) else ""


def names_a_measure(name: str) -> bool:
    """Whether a name says by itself what is measured: 房屋施工面积, but not 住宅."""
    return _MEASURED.search(name) is not None or canonical(name) is not None


def subject_of(name: str, column: Column, caption: str, *, above: str = "", breakdown: bool = False) -> str:
    """The subject of a figure: the row's name, with the noun it needs from its column, the caption or the row above.

    above: the last name that said what it measures, whose part this row may be.  breakdown: the caption names one work
    whose parts the cells are.
    """
    if not name:
        return measured_noun(column) or topic_of(caption)
    noun = measured_noun(column)
    if not noun and column.label in ("数量", "金额") and (m := _TRADE.search(caption)):
        noun = m.group() + column.label
    if _TOTAL.match(name):
        return noun or topic_of(caption) or work_of(caption) or name
    if noun and noun.rstrip("数量额") not in name and not _MEASURED.search(name):
        whole = name + noun
        if canonical(name) is None or canonical(whole) is not None:
            return whole
    if not noun and not names_a_measure(name):
        topic = topic_of(caption)
        if topic != "增加值" and above:
            topic = _WHOLE.sub("", above)
        return subject_without_direction(name + (topic or (work_of(caption) if breakdown else "")))
    return subject_without_direction(name)
