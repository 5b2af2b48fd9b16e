"""The Chinese words of alerts: one line that is complete in itself."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pipeline.comparison.words import bare
from pipeline.wording import amount, delay_words, measures_words, names, number
from pipeline.wording import gap_words as distance_words
from schemas.findings import AlertKind, Expected, Finding, Gap
from schemas.records import Statement

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
#: Longest quote in a line, in characters.
QUOTE = 60
#: Units of which a share of the target says nothing.
_RATES = ("%", "百分点")


def quote(statement: Statement, longest: int = QUOTE) -> str:
    """A statement's own words on one line; beyond `longest` characters the end is cut and marked with …."""
    words = bare(statement.quote)
    return words if len(words) <= longest else words[: longest - 1] + "…"


def gap_words(gap: Gap) -> str:
    """差600套，为目标的40%; a rate differs by percentage points: 低1.9个百分点."""
    words = distance_words(gap)
    if gap.value and gap.ratio is not None and gap.ratio >= 0 and gap.unit not in _RATES:
        words += f"，为目标的{number(round(100 * gap.ratio, 1))}%"
    return words


def distance(finding: Finding) -> str:
    """The gap of any finding, where there is none why."""
    if finding.gap is not None:
        return gap_words(finding.gap)
    return "报告中未见说明" if finding.answer is None else "没有可比的数值"


def expected_words(expected: Expected, unit: str) -> str:
    """按序时进度2031-09-30应达750套."""
    return f"按序时进度{expected.at.isoformat()}应达{about(expected.value, unit)}"


def about(value: float, unit: str) -> str:
    """A reckoned figure, rounded as people would say it: 447个, 8.3家, 1.32万平方米, 81.8%."""
    if unit not in (*_RATES, "倍"):
        for size, word in ((1e8, "亿"), (1e4, "万")):
            if abs(value) >= size:
                return f"{number(round(value / size, 2))}{word}{unit}"
    return amount(round(value, 0 if abs(value) >= 100 else 1), unit)


def agency_words(statement: Statement) -> str:
    """Lead agencies, else any agencies, else 未明确责任单位."""
    return names(statement, "lead") or "、".join(a.name for a in statement.agencies) or "未明确责任单位"


def deadline_words(statement: Statement, as_of: date | None = None) -> str:
    """The last day of a deadline and how far off it is (2031-09-30，逾期15天), else its words, else 未定时限."""
    due = statement.deadline
    if due is None or due.end is None:
        return (due.text if due else None) or "未定时限"
    return due.end.isoformat() + (f"，{delay_words(due.end, as_of)}" if as_of is not None else "")


def message(finding: Finding, kind: AlertKind) -> str:
    """One alert as a sentence: kind, subject, deadline, agency, both quotes, gap."""
    target, answer = finding.target, finding.answer
    parts = [
        f"【{KIND_WORDS[kind]}】{target.subject}（{target.doc}）",
        f"时限{deadline_words(target)}",
        f"责任单位：{agency_words(target)}",
        f"目标“{quote(target)}”" + (f"［{measures_words(target.measures)}］" if target.measures else ""),
    ]
    if answer is not None:
        parts.append(f"报告“{quote(answer)}”（{answer.doc}）")
    parts.append(distance(finding))
    if kind == "behind" and finding.expected is not None:
        parts.append(expected_words(finding.expected, target.measures[0].unit if target.measures else ""))
    return "；".join(parts) + "。"
