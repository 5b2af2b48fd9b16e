"""The ledger's further sheets: alerts, evidence, and what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from pipeline import ledger_style as style
from pipeline.alert_words import KIND_WORDS, told
from pipeline.ledger_file import Book
from pipeline.ledger_items import Colour, Item
from pipeline.ledger_style import Column
from pipeline.ledger_table import Line
from pipeline.reason_words import issue_words, reason_words
from pipeline.wording import (
    ROLE_WORDS,
    STAGE_WORDS,
    day,
    deadline_words,
    delay_words,
    gap_words,
    lack_words,
    marked,
    measures_words,
    names,
    one_line,
    place_words,
    readable,
)
from schemas.document import Issue
from schemas.findings import Alert, AlertKind, Finding
from schemas.records import Statement

if TYPE_CHECKING:
    from pipeline.batch import Processed
    from pipeline.rows import StoredDocument

ALERT_COLOURS: dict[AlertKind, Colour] = {
    "overdue": "红",
    "missed": "红",
    "behind": "黄",
    "due_soon": "蓝",
    "unreported": "灰",
}
ALERT_COLUMNS = (
    Column("序号", 5, "center", style.COUNT),
    Column("类别", 11, "center"),
    Column("内容", 40),
    Column("责任单位", 20),
    Column("时限", 15, "center", style.DATE),
    Column("差距", 20, "center"),
    Column("依据", 58),
    Column("台账位置", 15, "center"),
)
EVIDENCE_COLUMNS = (
    Column("台账位置", 17, "center"),
    Column("类别", 7, "center"),
    Column("文件", 24),
    Column("章节", 28),
    Column("页码/位置", 13, "center"),
    Column("起始字符", 9, "center", style.COUNT),
    Column("截止字符", 9, "center", style.COUNT),
    Column("原文", 60),
    Column("对应依据", 24),
    Column("匹配度", 7, "center", style.SCORE),
    Column("识别置信度", 8, "center", style.SCORE),
    Column("缺少要素", 12, "center"),
    Column("编号", 19, "center"),
)
UNREAD_COLUMNS = (
    Column("序号", 5, "center", style.COUNT),
    Column("文件", 30),
    Column("环节", 9, "center"),
    Column("类别", 18),
    Column("说明", 40),
    Column("原文", 50),
    Column("页码", 6, "center", style.COUNT),
    Column("起始字符", 9, "center", style.COUNT),
    Column("本文件同类", 8, "center", style.COUNT),
)
#: Rows of one kind in one document that are shown; the rest is counted in one row.
SAME_SHOWN = 50


class Place(NamedTuple):
    """A row of a sheet and its running number there."""

    sheet: str
    row: int
    number: int

    @property
    def label(self) -> str:
        """主要指标 第4项."""
        return f"{self.sheet} 第{self.number}项"


class Rows:
    """Which row of which sheet an item stands in, and where its evidence begins."""

    def __init__(self, evidence: str, header: int) -> None:
        self.sheet, self.header = evidence, header
        self.evidence: list[tuple[Item, Place, int]] = []
        self._next = header + 1
        self._items: dict[str, tuple[Place, int]] = {}

    def add(self, sheet: str, part: Iterable[Item]) -> None:
        """Give the items of a sheet their rows, and rows of evidence: the target's, then its answer's."""
        for number, item in enumerate(part, 1):
            place = Place(sheet, self.header + number, number)
            self.evidence.append((item, place, self._next))
            self._items[item.statement.id] = place, self._next
            self._next += 2 if item.finding is not None and item.finding.answer is not None else 1

    @property
    def count(self) -> int:
        """Rows of evidence."""
        return self._next - self.header - 1

    def evidence_of(self, item: Item) -> int:
        """The row of the item's evidence."""
        return self._items[item.statement.id][1]

    def of(self, finding: Finding) -> Place | None:
        """The ledger's row of a finding's target, where it is in the ledger."""
        found = self._items.get(finding.target.id)
        return found[0] if found else None


def put_alerts(
    book: Book, ws: Worksheet, alerts: Sequence[Alert], rows: Rows, as_of: date, *, notes: Sequence[str] = ()
) -> None:
    """One row per alert, in the order given; the last column leads to the ledger's row.

    notes: what to say of those that are not here.
    """
    table = book.table(ws, ALERT_COLUMNS)
    counts = Counter(a.kind for a in alerts)
    shown = "、".join(f"{words}{counts[kind]}" for kind, words in KIND_WORDS.items() if counts[kind])
    note = "；".join([f"共{len(alerts)}项" + (f"：{shown}" if shown else ""), *notes])
    table.title("督办台账 · 预警", f"截至日期：{day(as_of)}　　{note}")
    table.header(rows.header)
    lines = (_alert_line(number, alert, rows) for number, alert in enumerate(alerts, 1))
    table.fill(rows.header, lines, len(alerts), freeze=f"A{rows.header + 1}", paper=style.A4)


def _alert_line(number: int, alert: Alert, rows: Rows) -> Line:
    target, place = alert.finding.target, rows.of(alert.finding)
    end = target.deadline.end if target.deadline else None
    figures = measures_words(target.measures)
    values = [
        number,
        KIND_WORDS[alert.kind],
        target.subject + (f"（{figures}）" if figures else ""),
        responsible(target),
        end or deadline_words(target.deadline) or "未明确",
        distance(alert),
        quotes(alert.finding),
        place.label if place else None,
    ]
    links = {8: (place.sheet, place.row)} if place is not None else {}
    return Line(values, {2: alert.light or ALERT_COLOURS[alert.kind]}, links)


def responsible(s: Statement) -> str:
    """The lead agencies, else the persons, else all that are named."""
    return names(s, "lead") or names(s, "person") or names(s, "support") or "未明确"


def distance(alert: Alert) -> str:
    """How far from done, in figures and in days: 差184个，逾期15天."""
    found = alert.finding
    end = found.target.deadline.end if found.target.deadline else None
    parts = [gap_words(found.gap, found.target.measures)] if found.gap is not None and found.gap.value != 0 else []
    if end is not None and alert.kind != "unreported":
        parts.append(delay_words(end, alert.as_of))
    return "，".join(parts)


def quotes(finding: Finding) -> str:
    """The words of the plan and of the report, each with its document."""
    target, answer = finding.target, finding.answer
    lines = [f"目标：{marked(style.text(readable(target.quote), 160))}（{target.doc}）"]
    if answer is not None:
        lines.append(f"报告：{style.text(told(answer, 160))}（{answer.doc}）")
    return "\n".join(lines)


def put_evidence(book: Book, ws: Worksheet, rows: Rows, as_of: date) -> None:
    """The words behind every row of the ledger, offsets into the document's text, and the way back."""
    table = book.table(ws, EVIDENCE_COLUMNS)
    table.title("督办台账 · 依据", f"截至日期：{day(as_of)}　　起止字符为原文在文件文本中的位置（从0起，不含截止字符）")
    table.header(rows.header)
    table.fill(rows.header, _evidence_lines(rows), rows.count, freeze=f"A{rows.header + 1}", paper=style.A3)


def _evidence_lines(rows: Rows) -> Iterator[Line]:
    for item, place, _ in rows.evidence:
        target, found, back = item.statement, item.finding, {1: (place.sheet, place.row)}
        yield Line(
            [place.label, *_evidence(target), None, None, target.confidence, lack_words(target), target.id], links=back
        )
        if found is not None and found.answer is not None:
            reasons, answer = "；".join(map(reason_words, found.reasons)), found.answer
            values = [place.label, *_evidence(answer), reasons, found.score, answer.confidence, None, answer.id]
            yield Line(values, links=back)


def _evidence(s: Statement) -> list[object]:
    section = " / ".join(map(one_line, s.section))
    return [ROLE_WORDS[s.role], s.doc, section, place_words(s), s.start, s.end, s.quote]


def put_unread(
    book: Book, ws: Worksheet, issues: Sequence[Issue], documents: Sequence[Processed | StoredDocument], as_of: date
) -> None:
    """Documents that failed, then what the others hold that was not read or understood, counted by kind."""
    table = book.table(ws, UNREAD_COLUMNS)
    failed = [doc for doc in documents if doc.error is not None]
    counts = Counter((issue.doc, issue.stage, issue.code) for issue in issues)
    touched = len({issue.doc for issue in issues})
    if failed or issues:
        note = f"未能读取的文件{len(failed)}份；另有{touched}份文件中{len(issues)}处内容未能识别"
    else:
        note = "全部文件均已读取，没有未能识别的内容"
    table.title("督办台账 · 未能识别", f"截至日期：{day(as_of)}　　{note}")
    table.header(3)
    lines: list[list[object]] = []
    for doc in failed:
        exc = doc.error
        assert exc is not None
        lines.append([doc.name, STAGE_WORDS["read"], "文件未能读取", exc.reason, None, exc.page, None, 1])
    for doc in documents:
        for problem in doc.problems:
            lines.append([doc.name, STAGE_WORDS["read"], "读取提示", problem, None, None, None, len(doc.problems)])
    seen: Counter[tuple[str, str, str]] = Counter()
    for issue in issues:
        kind = issue.doc, issue.stage, issue.code
        seen[kind] += 1
        if seen[kind] <= SAME_SHOWN:
            quote = style.text(readable(issue.quote or ""), style.SHOWN_LIMIT)
            said = [issue.message, quote, issue.page, issue.start, counts[kind]]
            lines.append([issue.doc, STAGE_WORDS.get(issue.stage, issue.stage), issue_words(issue.code), *said])
        elif seen[kind] == counts[kind]:
            said = [f"其余{counts[kind] - SAME_SHOWN}处同类从略，全部见数据库表 issues", None, None, None, counts[kind]]
            lines.append([issue.doc, STAGE_WORDS.get(issue.stage, issue.stage), issue_words(issue.code), *said])
    numbered = (
        Line([number, *line], {4: "红"} if number <= len(failed) else {}) for number, line in enumerate(lines, 1)
    )
    table.fill(3, numbered, len(lines), freeze="A4", paper=style.A4)
