"""The Chinese words of alerts: one line that is complete in itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from pipeline.wording import (
    CELLS,
    amount,
    amount_like,
    day,
    delay_words,
    marked,
    measures_words,
    number,
    readable,
)
from pipeline.wording import gap_words as distance_words
from schemas.findings import AlertKind, Expected, Finding, Gap
from schemas.records import Statement
from schemas.values import Measure

#: Kinds in the order of gravity.
KIND_WORDS: dict[AlertKind, str] = {
    "overdue": "超期未结",
    "missed": "未完成",
    "behind": "进度滞后",
    "due_soon": "临近到期",
    "unreported": "未见报告",
}
Why = Literal["new", "worse", "reminder"]
#: Why an alert is told now.
WHY_WORDS: dict[Why, str] = {"new": "新增", "worse": "加重", "reminder": "催办"}
NOBODY = "未明确责任单位"
#: Longest quote in a line, in characters.
QUOTE = 60
#: Units of which a share of the target says nothing.
_RATES = ("%", "百分点")


#: Blanks beside a Chinese sign, which break lines and say nothing.
_BLANKS = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef]) +(?!\|)|(?<!\|) +(?=[\u2e80-\u9fff\uff00-\uffef])")


def quote(statement: Statement, longest: int = QUOTE) -> str:
    """A statement's own words on one line, the cells of a row apart; beyond `longest` characters the end is cut and
    marked with ….
    """
    words = _BLANKS.sub("", readable(statement.quote))
    return words if len(words) <= longest else words[: longest - 1] + "…"


def is_row(statement: Statement) -> bool:
    """Whether its words are a row of a table, of which one cell answers."""
    return statement.cell is not None and CELLS in readable(statement.quote)


def told(answer: Statement, longest: int = QUOTE) -> str:
    """What a report says: “新建绿道9公里”; of a row the figure first: 9公里（所在行「新建绿道 | 公里 | 26 | 9」）."""
    words = marked(quote(answer, longest))
    if is_row(answer) and answer.measures:
        return f"{measures_words(answer.measures)}（所在行{words}）"
    return words


def gap_words(gap: Gap, measures: tuple[Measure, ...] = ()) -> str:
    """差600套，完成40%; beyond a ceiling 超出3人，为目标的105.5%; a rate by percentage points: 低1.9个百分点."""
    words = distance_words(gap, measures)
    if gap.value and gap.ratio is not None and gap.ratio >= 0 and gap.unit not in _RATES:
        words += f"，{'完成' if gap.value < 0 else '为目标的'}{number(round(100 * gap.ratio, 1))}%"
    return words


def distance(finding: Finding) -> str:
    """The gap of any finding, where there is none why."""
    if finding.gap is not None:
        return gap_words(finding.gap, finding.target.measures)
    return "各报告中未见进展" if finding.answer is None else "报告未给出可比数值"


def expected_words(expected: Expected, measure: Measure) -> str:
    """按序时进度，2031年9月30日应达750套."""
    unit = measure.unit
    if measure.raw.scale or measure.raw.unit not in ("", unit):
        figure = amount_like(expected.value, unit, measure, 2)
    else:
        figure = about(expected.value, unit)
    return f"按序时进度，{day(expected.at)}应达{figure}"


def about(value: float, unit: str) -> str:
    """A reckoned figure, rounded as people would say it: 447个, 8.3家, 1.32万平方米, 81.8%."""
    if unit not in (*_RATES, "倍"):
        for size, word in ((1e8, "亿"), (1e4, "万")):
            if abs(value) >= size:
                return f"{number(round(value / size, 2))}{word}{unit}"
    return amount(round(value, 0 if abs(value) >= 100 else 1), unit)


def agency_words(statement: Statement, called: Callable[[str], str] = str) -> str:
    """Lead agencies, else any agencies, else 未明确责任单位.  called: what to call one, by its name as written."""
    leads = [a.name for a in statement.agencies if a.role == "lead"]
    found = leads or [a.name for a in statement.agencies]
    return "、".join(dict.fromkeys(called(name) for name in found)) or NOBODY


def deadline_words(statement: Statement, as_of: date | None = None) -> str:
    """The last day of a deadline and how far off it is (2031年9月30日，逾期15天), else its words, else 未定时限."""
    due = statement.deadline
    if due is None or due.end is None:
        return readable((due.text if due else None) or "") or "未定时限"
    return day(due.end) + (f"，{delay_words(due.end, as_of)}" if as_of is not None else "")


def message(finding: Finding, kind: AlertKind) -> str:
    """One alert as a sentence: kind, subject, deadline, agency, both quotes, gap."""
    target, answer = finding.target, finding.answer
    parts = [
        f"【{KIND_WORDS[kind]}】{target.subject}（{target.doc}）",
        f"时限{deadline_words(target)}",
        f"责任单位：{agency_words(target)}",
        f"目标{marked(quote(target))}" + (f"［{measures_words(target.measures)}］" if target.measures else ""),
    ]
    if answer is not None:
        parts.append(f"报告{told(answer)}（{answer.doc}）")
    parts.append(distance(finding))
    if kind == "behind" and finding.expected is not None and target.measures:
        parts.append(expected_words(finding.expected, target.measures[0]))
    return "；".join(parts) + "。"
