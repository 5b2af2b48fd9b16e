"""Rows of work: tasks with their offices and time limits, targets in words, and what returns say of their progress."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.confidence import confidence
from extractors.drafts import Draft
from pipeline.tabulate_agencies import agencies_of
from pipeline.tabulate_build import Maker
from pipeline.tabulate_columns import Column
from pipeline.tabulate_grid import Row
from pipeline.tabulate_names import names_a_measure, row_name
from pipeline.tabulate_prose import Said, read_cells
from pipeline.tabulate_text import CellText
from schemas.values import Agency, Deadline

_FIRST_CLAUSE = re.compile(r"^[^。；！\n]{2,60}?(?=[。；！，]|$)")
_ADVERBIAL = re.compile(r"^(?:基于|针对|依托|按照?|根据|围绕|结合|通过|以|在|为|对|到|至|截至|全年|今年|力争)\S*$")
_LEADING = re.compile(
    r"^(?:\d{1,3}[.、．](?!\d)|（\d{1,2}）|[①-⑳]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)\s*"
)
_FIGURES = re.compile(r"\d[\d.,]*\s*(?:万|亿)?\S{0,2}(?:以上|以内|左右)?$")
_TOTAL = re.compile(r"^(?:合计|总计|小计|共计)$")


def task_rows(maker: Maker, columns: Sequence[Column]) -> None:
    """Statements of a table of tasks: what its sentences promise, else rows with a time limit, else assigned work."""
    goals = [c for c in columns if c.role == "goal"]
    contents = _contents(columns)
    names = [c for c in columns if c.role == "name"]
    said = _said(maker, goals, goals=True) | _said(maker, contents, goals=False)
    spare = _said(maker, names, goals=False)
    for row in maker.grid.rows:
        name = names[0].all_at(row)[-1] if names and names[0].all_at(row) else None
        texts = [cell for c in (*goals, *contents) for cell in c.all_at(row) if cell.cell.row == row.index]
        title = _title(row, name, texts)
        if title is None or _TOTAL.match(title.text):
            continue
        agencies = agencies_of(columns, row, first_leads=maker.first_leads)
        due = _deadline(maker, columns, row)
        found = [(cell, s) for cell in texts for s in said.get(cell.cell.start, ()) if s.draft.role == "target"]
        if not found and name is not None and name.cell.row == row.index:
            found = [(name, s) for s in spare.get(name.cell.start, ()) if s.draft.role == "target"]
        base = row_name(names[0], row)[0] if names else ""
        indicator = names_a_measure(base)  # then the row is about it, whatever the words beside the figure
        found = [(cell, s) for cell, s in found if s.measures or not indicator]
        for cell, s in found:
            subject = s.draft.subject if len(s.draft.subject) >= 4 or not base else _joined(base, s.draft)
            _promise(maker, row, cell, s, base if indicator else subject, agencies, due)
        if not found:
            _whole(maker, row, title, agencies, due)


def content_rows(maker: Maker, columns: Sequence[Column]) -> None:
    """What the contents of works promise in figures, beside the columns that hold figures of their own."""
    contents = _contents(columns)
    names = [c for c in columns if c.role == "name"]
    said = _said(maker, contents, goals=False)
    for row in maker.grid.rows:
        base = row_name(names[0], row)[0] if names else ""
        agencies = agencies_of(columns, row, first_leads=maker.first_leads)
        due = _deadline(maker, columns, row)
        for cell in (cell for c in contents for cell in c.all_at(row) if cell.cell.row == row.index):
            for s in said.get(cell.cell.start, ()):
                if s.draft.role == "target" and s.measures:
                    subject = s.draft.subject if len(s.draft.subject) >= 4 or not base else _joined(base, s.draft)
                    _promise(maker, row, cell, s, subject, agencies, due)


def _contents(columns: Sequence[Column]) -> list[Column]:
    return [c for c in columns if c.role == "content"]


def status_rows(maker: Maker, columns: Sequence[Column], *, figures: bool) -> None:
    """Progress statements of columns that tell in words how far the work has come.

    figures: other columns give the row's figures already, so that a mere verdict (完成) adds nothing.
    """
    status = [c for c in columns if c.role == "status"]
    names = [c for c in columns if c.role == "name"]
    said = _said(maker, status, reported=True)
    for row in maker.grid.rows:
        name = row_name(names[0], row)[0] if names else ""
        agencies = agencies_of(columns, row, first_leads=maker.first_leads)
        for column in status:
            cell = column.at(row)
            if cell is None or not name:
                continue
            as_of = maker.when.of_heading(column, maker.source) or maker.when.of_caption()
            covers = maker.doc.meta.kind in ("bulletin", "report", "sheet")
            as_of = as_of or maker.when.of_document(ahead=False, covers=covers)
            base = _LEADING.sub("", _FIGURES.sub("", name)) or name
            if figures and "问题" in column.label:
                continue  # the figures beside it are the report, these words are remarks on it
            found = [s for s in said.get(cell.cell.start, ()) if s.measures]
            for s in found:
                maker.add(
                    "progress",
                    row,
                    cell,
                    _joined(base, s.draft),
                    measures=s.measures,
                    deadline=s.deadline if s.own_date else as_of,
                    agencies=agencies,
                    span=(s.start, s.end),
                    rule="table.status",
                    confidence=0.8,
                )
            if not found and not (figures and len(cell.text) <= 6):
                maker.add(
                    "progress",
                    row,
                    cell,
                    base,
                    deadline=as_of,
                    agencies=agencies,
                    rule="table.status",
                    confidence=0.7,
                )


def _said(
    maker: Maker, columns: Sequence[Column], *, goals: bool = False, reported: bool = False
) -> dict[int, list[Said]]:
    cells: dict[int, CellText] = {}
    for row in maker.grid.rows:
        for column in columns:
            for cell in column.all_at(row):
                cells.setdefault(cell.cell.start, cell)
    return read_cells(maker.doc, [cells[k] for k in sorted(cells)], reported=reported, goals=goals) if cells else {}


def _title(row: Row, name: CellText | None, texts: Sequence[CellText]) -> CellText | None:
    """The cell that entitles the row: its name, or its own contents where one name stands over several rows."""
    if name is not None and name.cell.row_span == 1:
        return name
    if name is not None and name.cell.row == row.index and not texts:
        return name
    return texts[0] if texts else None


def _promise(
    maker: Maker, row: Row, cell: CellText, s: Said, subject: str, agencies: Sequence[Agency], due: Deadline | None
) -> None:
    deadline = s.deadline if s.own_date or due is None else due
    maker.add(
        "target",
        row,
        cell,
        subject,
        measures=s.measures,
        deadline=deadline or maker.when.of_caption() or maker.when.of_document(ahead=True),
        agencies=agencies or s.agencies,
        strength=s.draft.strength,
        span=(s.start, s.end),
        rule="table.goal",
        confidence=confidence(s.draft.rule, maker.doc.meta.kind),
    )


def _whole(maker: Maker, row: Row, title: CellText, agencies: Sequence[Agency], due: Deadline | None) -> None:
    """The row itself: a target where it has a time limit, a task where it only has its offices."""
    text = title.text
    lead = _LEADING.match(text)
    at = lead.end() if lead else 0
    m = _FIRST_CLAUSE.match(text[at:])
    if m and _ADVERBIAL.match(m.group()) and (more := _FIRST_CLAUSE.match(text[at + m.end() + 1 :])):
        end = at + m.end() + 1 + more.end()
    else:
        end = at + (m.end() if m else min(len(text) - at, 60))
    subject = text[at:end].rstrip("：:，")
    span = title.span(at, end)
    if due is not None and (due.end or due.recurring):
        maker.add(
            "target",
            row,
            title,
            subject,
            deadline=due,
            agencies=agencies,
            span=span,
            rule="table.deadline",
            confidence=0.8,
        )
    elif agencies:
        maker.add(
            "task", row, title, subject, deadline=due, agencies=agencies, span=span, rule="table.task", confidence=0.8
        )


def _deadline(maker: Maker, columns: Sequence[Column], row: Row) -> Deadline | None:
    cell = next((cell for c in columns if c.role == "deadline" and (cell := c.at(row))), None)
    return maker.when.of_cell(cell, maker.source) if cell else None


def _joined(base: str, draft: Draft) -> str:
    """The row's name with what the sentence measures, where that is another thing: 绿道建设 and 投资."""
    said = draft.subject
    shared = sum(said[i : i + 2] in base for i in range(len(said) - 1))
    if not said or said in base:
        return base
    if shared * 2 >= max(1, len(said) - 1):
        return said
    common = next((k for k in range(min(len(said), len(base)), 0, -1) if base.endswith(said[:k])), 0)
    return base + said[common:]
