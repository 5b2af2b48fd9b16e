"""The ledger's first sheet: what a head of office wants to see first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import ledger_style as style
from pipeline.agency_groups import bodies_of
from pipeline.alert_words import KIND_WORDS, NOBODY
from pipeline.ledger_items import COLOURS, DONE, Item
from pipeline.ledger_repeats import repeats
from pipeline.ledger_sheets import ALERT_COLOURS, distance, responsible
from pipeline.ledger_style import Column, Painter
from pipeline.wording import KIND_WORDS as DOCUMENT_KINDS
from pipeline.wording import day, deadline_words, readable
from schemas.document import Issue
from schemas.findings import Alert
from schemas.records import Statement

if TYPE_CHECKING:
    from pipeline.batch import Processed
    from pipeline.rows import StoredDocument

_COLUMNS = (
    Column("", 11, "center"),
    Column("", 44),
    *(Column("", 13.5, "center", style.GRID) for _ in range(7)),
)
_COUNTS = ("总数", "绿：已完成", "绿：正常", "黄：滞后", "蓝：临期", "红：逾期\n未完成", "灰：未反馈\n待核实、常态")
#: Alerts, agencies and places named here; the rest is in its own sheet, or counted.
GRAVEST, AGENCIES, PLACES = 10, 30, 60
#: Places from which their table is shown; characters from which a subject speaks for itself.
SEVERAL, SPEAKING = 3, 6
#: Documents beyond which their table begins on a new sheet of paper.
FEW = 8
NOWHERE = "未明确地区"
#: The second workbook, beside the ledger.
REST = "ledger_rest.xlsx"


def write_overview(
    ws: Worksheet,
    parts: Mapping[str, Sequence[Item]],
    rest: Sequence[Item],
    alerts: Sequence[Alert],
    statements: Sequence[Statement],
    issues: Sequence[Issue],
    documents: Sequence[Processed | StoredDocument],
    sources: Mapping[str, str],
    as_of: date,
    *,
    notes: Sequence[str] = (),
) -> None:
    """Counts by light, the gravest alerts, counts by lead agency, by place where there are several, and by document.

    rest: items of the second workbook, which count in the first table alone.  notes: more to say of the alerts.
    """
    page = _Page(ws)
    failed = sum(doc.error is not None for doc in documents)
    read = f"读取文件{len(documents)}份" + (f"，其中{failed}份未能读取（见“未能识别”）" if failed else "")
    page.painter.title("督办台账", f"截至日期：{day(as_of)}　　{read}　　{'；'.join([f'预警{len(alerts)}项', *notes])}")
    found = [item for part in parts.values() for item in part]

    page.section("一、总体情况", ("序号", "类别", *_COUNTS))
    for number, (name, part) in enumerate(parts.items(), 1):
        page.row([number, name, *_counted(part)], link=(2, name))
    if rest:
        page.row([len(parts) + 1, f"续册（{REST}）", *_counted(rest)])
    page.row([None, "合计", *_counted([*found, *rest])])
    twice = sum(len(repeats(part)) for part in parts.values())
    if twice:
        page.note(f"其中{twice}项在同一文件的正文和表格里各有一处，两处都列出并计数，后一处注明“同第几项”。")
    if rest:
        page.note(f"事项较多：上年以前到期的，以及正常推进而本册放不下的，列入续册 {REST}；以下各表只计本册。")

    if alerts:
        page.section(f"二、需要重点关注的事项（共{len(alerts)}项，列前{min(GRAVEST, len(alerts))}项）", ())
        page.merged_header((("类别", 1), ("内容", 3), ("责任单位", 2), ("时限", 1), ("差距", 2)))
        for alert in alerts[:GRAVEST]:
            page.alert(alert, sources)

    homes = {doc.name: doc.meta.place for doc in documents}
    page.section("三、按牵头单位", ("序号", "牵头单位", *_COUNTS))
    for number, (name, counts) in enumerate(_by_agency(found, homes), 1):
        page.row([number, name, *counts])
    if any(len(_leads(item)) > 1 for item in found):
        page.note("几个单位共同牵头的事项，各单位分别计数，相加多于总数。")

    places = {name: place or NOWHERE for name, place in homes.items()}
    if len(set(places.values())) >= SEVERAL:
        page.section("四、按地区", ("序号", "地区", *_COUNTS))
        for number, (name, counts) in enumerate(_by_place(found, places), 1):
            page.row([number, name, *counts])

    if len(documents) > FEW:
        page.next_sheet()
    page.section(
        "五、按来源文件" if len(set(places.values())) >= SEVERAL else "四、按来源文件",
        ("类型", "文件", "成文日期", "目标", "任务", "进展", "未能识别", "读取情况", ""),
        wide_last=True,
    )
    everything = {s.id: s for s in statements}
    for doc in documents:
        everything |= {s.id: s for s in getattr(doc, "statements", ())}  # reports' figures are not among the plans'
    roles: Counter[tuple[str, str]] = Counter((s.doc, s.role) for s in everything.values())
    unread = Counter(issue.doc for issue in issues)
    for doc in sorted(documents, key=lambda d: (d.name, d.path)):
        page.document(doc, roles, unread[doc.name])
    ws.freeze_panes = "A3"
    style.page(ws, style.A4)


class _Page:
    """Blocks of rows, one below the other."""

    def __init__(self, ws: Worksheet) -> None:
        self.ws, self.painter, self.at = ws, Painter(ws, _COLUMNS), 3

    def section(self, title: str, headings: Sequence[str], *, wide_last: bool = False) -> None:
        """A title in bold and a row of headings."""
        self.at += 1
        style.section(style.at(self.ws, self.at, 1), title)
        self.ws.row_dimensions[self.at].height = 24
        self.at += 1
        if headings:
            for i, heading in enumerate(headings, 1):
                style.heading(style.at(self.ws, self.at, i), heading)
            if wide_last:
                self.ws.merge_cells(start_row=self.at, end_row=self.at, start_column=8, end_column=9)
            self.ws.row_dimensions[self.at].height = 30
            self.at += 1

    def row(self, values: Sequence[object], link: tuple[int, str] | None = None) -> None:
        """A row of counts; lights that count something are coloured."""
        self.painter.row(self.at, values)
        for column, colour in zip(range(4, 10), ("绿", *COLOURS), strict=True):
            if values[column - 1]:
                self.painter.light(self.at, column, colour)
        if link is not None:
            self.painter.link(self.at, link[0], link[1], 1)
        self.at += 1

    def next_sheet(self) -> None:
        """Let the next block begin on a new sheet of paper."""
        self.ws.row_breaks.append(Break(id=self.at - 1))

    def note(self, words: str) -> None:
        """A line over the whole width."""
        self.ws.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=len(_COLUMNS))
        style.note(style.at(self.ws, self.at, 1), words)
        self.ws.row_dimensions[self.at].height = style.height(1)
        self.at += 1

    def merged_header(self, headings: Sequence[tuple[str, int]]) -> None:
        """Headings over several columns each."""
        self._merged([words for words, _ in headings], [span for _, span in headings], heading=True)

    def alert(self, alert: Alert, sources: Mapping[str, str]) -> None:
        """One of the gravest."""
        target = alert.finding.target
        end = target.deadline.end if target.deadline else None
        values = [
            KIND_WORDS[alert.kind],
            f"{_what(target)}（{sources.get(target.doc, target.doc).removesuffix(f'（{target.doc}）')}）",
            responsible(target),
            end or deadline_words(target.deadline) or "未明确",
            distance(alert),
        ]
        row = self.at
        self._merged(values, [1, 3, 2, 1, 2])
        self.painter.light(row, 1, alert.light or ALERT_COLOURS[alert.kind])

    def _merged(self, values: Sequence[object], spans: Sequence[int], *, heading: bool = False) -> None:
        self.painter.row(self.at, [None] * len(_COLUMNS))
        column, lines = 1, 1
        for value, span in zip(values, spans, strict=True):
            cell = style.at(self.ws, self.at, column)
            style.put(cell, value)
            room = sum(c.width for c in _COLUMNS[column - 1 : column - 1 + span])
            if isinstance(value, date):
                cell.style = "督办日期居中"
            elif isinstance(value, str):
                cell.style = "督办文字居中" if span != 3 else "督办文字"
                lines = max(lines, style.lines_needed(value, room))
            if heading:
                style.heading(cell, str(value))
            if span > 1:
                self.ws.merge_cells(
                    start_row=self.at, end_row=self.at, start_column=column, end_column=column + span - 1
                )
            column += span
        self.ws.row_dimensions[self.at].height = style.height(lines)
        self.at += 1

    def document(self, doc: Processed | StoredDocument, roles: Counter[tuple[str, str]], unread: int) -> None:
        """One document with what was found in it."""
        title = doc.meta.title
        name = doc.name if not title or title in doc.name else f"{doc.name}\n《{title}》"
        state = f"未能读取：{doc.error.reason}" if doc.error else "扫描件，文字由图像识别" if doc.scanned else "已读取"
        counts = [roles[doc.name, role] for role in ("target", "task", "progress")]
        is_circular = doc.meta.kind == "bulletin" and "通报" in name
        values = ["通报" if is_circular else DOCUMENT_KINDS[doc.meta.kind], name, None, *counts, unread, None, None]
        if doc.error is not None:
            values[0] = None
        self.painter.row(self.at, values)
        if doc.meta.date is not None:
            cell = style.at(self.ws, self.at, 3)
            cell.value, cell.style = doc.meta.date, "督办日期居中"
        cell = style.at(self.ws, self.at, 8)
        style.put(cell, state)
        cell.style = "督办灯红" if doc.error else "督办文字居中"
        self.ws.merge_cells(start_row=self.at, end_row=self.at, start_column=8, end_column=9)
        lines = max(style.lines_needed(name, _COLUMNS[1].width), style.lines_needed(state, 2 * _COLUMNS[7].width))
        self.ws.row_dimensions[self.at].height = style.height(lines)
        self.at += 1


def _what(target: Statement) -> str:
    """The subject; where that alone says little, the plan's words."""
    return target.subject if len(target.subject) >= SPEAKING else style.text(readable(target.quote), SPEAKING * 8)


def _counted(found: Sequence[Item]) -> list[int]:
    """Total, done, on schedule, behind, due soon, overdue or missed, silent or unclear."""
    done = sum(item.light == DONE for item in found)
    colours = Counter(item.light.colour for item in found)
    return [len(found), done, colours["绿"] - done, *(colours[colour] for colour in COLOURS[1:])]


def _by_agency(found: Sequence[Item], homes: Mapping[str, str | None]) -> list[tuple[str, list[int]]]:
    """Counts by lead agency, those with most red first; an item of two leads counts for both.

    An agency under several names is one, called by the fullest of them.  homes: places of documents, by name.
    """
    groups: dict[str, list[Item]] = {}
    bodies = bodies_of((item.statement for item in found), homes)
    for item in found:
        home = homes.get(item.statement.doc)
        for name in dict.fromkeys(bodies.label(lead, home) for lead in _leads(item)) or (NOBODY,):
            groups.setdefault(name, []).append(item)
    return _worst_first(groups, NOBODY, AGENCIES, "其余{}个单位")


def _leads(item: Item) -> list[str]:
    """The lead agencies of an item, each once."""
    return list(dict.fromkeys(a.name for a in item.statement.agencies if a.role == "lead"))


def _by_place(found: Sequence[Item], places: Mapping[str, str]) -> list[tuple[str, list[int]]]:
    """Counts by the place of the document, those with most red first."""
    groups: dict[str, list[Item]] = {}
    for item in found:
        groups.setdefault(places.get(item.statement.doc, NOWHERE), []).append(item)
    return _worst_first(groups, NOWHERE, PLACES, "其余{}个地区")


def _worst_first(
    groups: Mapping[str, Sequence[Item]], unknown: str, most: int, rest_words: str
) -> list[tuple[str, list[int]]]:
    """Counts by group, those with most red first; beyond `most` the others as one; the unknown last."""
    counted = [(name, _counted(part)) for name, part in groups.items() if name != unknown]
    counted.sort(key=lambda pair: (-pair[1][5], -pair[1][3], -pair[1][0], pair[0]))
    if len(counted) > most:
        rest = counted[most - 1 :]
        total = [sum(column) for column in zip(*(counts for _, counts in rest), strict=True)]
        counted = [*counted[: most - 1], (rest_words.format(len(rest)), total)]
    return counted + ([(unknown, _counted(groups[unknown]))] if unknown in groups else [])
