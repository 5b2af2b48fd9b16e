"""The ledger (督办台账): an Excel workbook that an office uses as it is.

概览 counts by light, agency and document and lists what is gravest. 主要指标 holds the figures to reach, 重点任务 the
milestones, recurring duties and assigned tasks, 预警 the alerts, 依据 the evidence, to which every row leads and from
which a link leads back, 未能识别 what was not read or not understood. Dates and shares are cells of those types. Where
there is more than anyone can follow, what is over or in order goes into a second workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import ledger_style as style
from pipeline.alert_window import since
from pipeline.ledger_file import Book
from pipeline.ledger_items import COLOURS, LIGHTS, Item, items, most_wanted
from pipeline.ledger_overview import REST, write_overview
from pipeline.ledger_repeats import repeats
from pipeline.ledger_sheets import Rows, put_alerts, put_evidence, put_unread
from pipeline.ledger_style import Column
from pipeline.ledger_table import MOST_ROWS, Line
from pipeline.wording import (
    day,
    deadline_words,
    measures_words,
    names,
    place_words,
    progress_words,
    readable,
    source_words,
)
from schemas.document import Issue
from schemas.findings import Alert, Finding
from schemas.records import Statement
from schemas.settings import Settings

if TYPE_CHECKING:
    from pipeline.batch import Processed
    from pipeline.rows import StoredDocument

OVERVIEW, INDICATORS, TASKS = "概览", "主要指标", "重点任务"
ALERTS, EVIDENCE, UNREAD = "预警", "依据", "未能识别"
#: Row of the headings in every sheet with a filter; rows 1 and 2 are title and note.
HEADER = 3

COLUMNS = (
    Column("序号", 5, "center", style.COUNT),
    Column("来源文件", 18),
    Column("目标任务", 28),
    Column("量化指标", 17, "center"),
    Column("完成时限", 15, "center", style.DATE),
    Column("牵头单位", 17),
    Column("配合单位", 18),
    Column("责任人", 10, "center"),
    Column("最新进展", 34),
    Column("完成率", 8, "center", style.PERCENT),
    Column("状态灯", 11, "center"),
    Column("依据原文", 40),
    Column("页码/位置", 13, "center"),
)
_LIGHT = 11
_LEGEND = "绿：完成或按序时推进　黄：滞后　蓝：临近到期　红：逾期或未完成　灰：未反馈、待核实或常态工作"


def write_ledger(
    path: Path,
    *,
    findings: Sequence[Finding],
    statements: Sequence[Statement],
    alerts: Sequence[Alert],
    issues: Sequence[Issue],
    documents: Sequence[Processed | StoredDocument],
    as_of: date,
    settings: Settings | None = None,
    past: int = 0,
) -> Path:
    """Write the workbook, whole or not at all, and give back its path; beside it ledger_rest.xlsx where it has no room
    for all. Same input, same bytes.

    findings: as of `as_of`.  statements: those of the plans, targets and tasks (progress among them gives only counts).
    alerts: all that hold as of that day, sent before or not, in the order to show.  past: how many more are too old
    to be among them.  documents: all that were looked at, failed ones too.  Raises StoreError naming the file where
    it cannot be written (it is open in Excel, say).
    """
    sources = {doc.name: source_words(doc.name, doc.meta.title) for doc in documents}
    found = items(statements, findings, as_of=as_of, settings=settings, sources=sources)
    kept, rest = most_wanted(found, as_of=as_of)
    away = {item.statement.id for item in rest}
    here = [alert for alert in alerts if alert.finding.target.id not in away]

    book = Book("督办台账", as_of)
    sheets = {name: book.sheet(name, colour) for name, colour in _TABS.items()}
    parts = _parts(kept)
    rows = Rows(EVIDENCE, HEADER)
    for name, part in parts.items():
        rows.add(name, part)
    for name, part in parts.items():
        _put_items(book, sheets[name], part, as_of, rows)
    first = since(as_of, settings or Settings())
    old = [f"另有{past}项时限在{day(first)}以前，不再预警，状态灯见各表"] if past and first is not None else []
    elsewhere = [f"另有{len(alerts) - len(here)}项见续册"] if len(alerts) > len(here) else []
    put_alerts(book, sheets[ALERTS], here, rows, as_of, notes=[*elsewhere, *old])
    put_evidence(book, sheets[EVIDENCE], rows, as_of)
    put_unread(book, sheets[UNREAD], issues, documents, as_of)
    write_overview(sheets[OVERVIEW], parts, rest, alerts, statements, issues, documents, sources, as_of, notes=old)
    book.save(path)
    _write_rest(path.with_name(REST), rest, [a for a in alerts if a.finding.target.id in away], as_of)
    return path


def _parts(found: Sequence[Item]) -> dict[str, list[Item]]:
    return {INDICATORS: [i for i in found if i.is_indicator], TASKS: [i for i in found if not i.is_indicator]}


def _write_rest(path: Path, rest: Sequence[Item], alerts: Sequence[Alert], as_of: date) -> None:
    """The second workbook, with what the first has no room for; none where there is nothing for it."""
    if not rest:
        path.unlink(missing_ok=True)
        return
    book = Book("督办台账续册", as_of)
    for name, part in _parts(rest).items():
        for start in range(0, len(part), MOST_ROWS):
            sheet = book.sheet(name if not start else f"{name}{start // MOST_ROWS + 1}", _TABS[name])
            _put_items(book, sheet, part[start : start + MOST_ROWS], as_of)
    put_alerts(book, book.sheet(ALERTS, _TABS[ALERTS]), alerts, Rows(EVIDENCE, HEADER), as_of)
    book.save(path)


_TABS = {
    OVERVIEW: "1F4E9E",
    INDICATORS: "2E7D32",
    TASKS: "2E7D32",
    ALERTS: "C00000",
    EVIDENCE: "7F7F7F",
    UNREAD: "7F7F7F",
}


def _put_items(book: Book, ws: Worksheet, part: Sequence[Item], as_of: date, rows: Rows | None = None) -> None:
    """One row for each item.  rows: where the evidence stands, to which a row then leads."""
    table = book.table(ws, COLUMNS)
    twice = repeats(part)
    told = f"（其中{len(twice)}项注明“同第几项”）" if twice else ""
    table.title(f"督办台账 · {ws.title}", f"截至日期：{day(as_of)}　　{tally(part)}{told}　　（{_LEGEND}）")
    table.header(HEADER)
    if part:
        cells = f"K{HEADER + 1}:K{HEADER + len(part)}"
        style.follow_lights(ws, cells)
        choice = DataValidation(type="list", formula1=f'"{",".join(map(str, LIGHTS))}"', allow_blank=True)
        choice.add(cells)
        ws.add_data_validation(choice)
    lines = (
        Line(
            _values(number, item, twice.get(item.statement.id)),
            {_LIGHT: item.light.colour},
            {len(COLUMNS): (EVIDENCE, rows.evidence_of(item))} if rows else {},
        )
        for number, item in enumerate(part, 1)
    )
    table.fill(HEADER, lines, len(part), freeze=f"D{HEADER + 1}", paper=style.A3)


def _values(number: int, item: Item, same: int | None) -> list[object]:
    """The cells of a row.  same: the number of the row that says the same, if one does."""
    s = item.statement
    end = s.deadline.end if s.deadline and not s.deadline.recurring else None
    return [
        number,
        item.source,
        s.subject + (f"（同第{same}项）" if same else ""),
        measures_words(s.measures),
        end or deadline_words(s.deadline) or "未明确",
        names(s, "lead"),
        names(s, "support"),
        names(s, "person"),
        style.text(progress_words(item.finding), style.SHOWN_LIMIT),
        item.share_done,
        str(item.light),
        style.text(readable(s.quote), style.SHOWN_LIMIT),
        place_words(s) or "查看依据",
    ]


def tally(part: Sequence[Item]) -> str:
    """共20项：绿8、黄2、蓝1、红3、灰6."""
    counts = Counter(item.light.colour for item in part)
    shown = "、".join(f"{colour}{counts[colour]}" for colour in COLOURS if counts[colour])
    return f"共{len(part)}项" + (f"：{shown}" if shown else "")
