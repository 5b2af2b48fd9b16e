"""The Chinese words of alerts: one line that is complete in itself."""

from __future__ import annotations

from pipeline.comparison.words import bare
from pipeline.flat import figure
from pipeline.wording import measures_words, names
from schemas.findings import AlertKind, Finding, Gap
from schemas.records import Statement

#: Kinds in the order of gravity.
KIND_WORDS: dict[AlertKind, str] = {
    "overdue": "超期未结",
    "missed": "未完成",
    "behind": "进度滞后",
    "due_soon": "临近到期",
    "unreported": "未见报告",
}
#: Longest quote in a line, in characters.
QUOTE = 60


def quote(statement: Statement) -> str:
    """A statement's own words on one line; beyond QUOTE characters the end is cut and marked with …."""
    words = bare(statement.quote)
    return words if len(words) <= QUOTE else words[: QUOTE - 1] + "…"


def amount(value: float, unit: str) -> str:
    """A sum in readable Chinese: 5亿元, 1.2万套, -1.6%."""
    size = abs(value)
    for scale, word in ((1e8, "亿"), (1e4, "万")):
        if size >= scale and unit not in ("%", "百分点", "倍"):
            return f"{figure(round(value / scale, 4))}{word}{unit}"
    return f"{figure(round(value, 4))}{unit}"


def gap_words(gap: Gap) -> str:
    """相差 and 完成率 of a gap; a rate differs by percentage points."""
    unit = "个百分点" if gap.unit == "%" else gap.unit
    words = f"相差{amount(gap.value, unit)}"
    if gap.ratio is not None and gap.ratio >= 0 and gap.unit not in ("%", "百分点"):
        words += f"，为目标的{figure(round(100 * gap.ratio, 1))}%"
    return words


def agency_words(statement: Statement) -> str:
    """Lead agencies, else any agencies, else 未明确责任单位."""
    return names(statement, "lead") or "、".join(a.name for a in statement.agencies) or "未明确责任单位"


def deadline_words(statement: Statement) -> str:
    """The last day of a deadline, else its words, else 未定时限."""
    due = statement.deadline
    if due is None:
        return "未定时限"
    return due.end.isoformat() if due.end else (due.text or "未定时限")


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
    else:
        parts.append("报告中未见说明")
    if finding.gap is not None:
        parts.append(gap_words(finding.gap))
    if kind == "behind" and finding.expected is not None:
        unit = finding.target.measures[0].unit if finding.target.measures else ""
        parts.append(f"按序时进度{finding.expected.at.isoformat()}应达{amount(finding.expected.value, unit)}")
    return "；".join(parts) + "。"
