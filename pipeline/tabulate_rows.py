"""Rows with figures: targets of indicator tables, what communiqués and returns report, plans broken down by place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.quantities import find_quantities
from pipeline.tabulate_agencies import agencies_of, bearer_of
from pipeline.tabulate_build import Maker
from pipeline.tabulate_columns import Column, has, promises, reports
from pipeline.tabulate_figures import Figure, default_unit, each_bound, is_cumulative, read_cumulative, read_figure
from pipeline.tabulate_grid import Row
from pipeline.tabulate_names import end_state, group_of, row_name, subject_in_group, subject_of
from pipeline.tabulate_text import CellText
from pipeline.tabulate_units import usual_unit
from pipeline.tabulate_when import earlier
from schemas.records import Strength
from schemas.values import Agency, Deadline, Measure

_DONE = re.compile(r"[（(]已|^已|现有|现状")
_PLANNED = re.compile(r"计划|任务|目标")
_LATER = re.compile(r"^待|以.{2,20}为准|另行|尚未|不设|不再|暂不|视情况")
_EDGE_STATE = re.compile(r"^(?!完成|建成|实现).{2,4}|(?:工|产|用|营|车|签约|交付|封顶)$")
_WORDLESS = re.compile(r"^[\d.,%（）\s]*$")
_BOUND = re.compile(r"约束")
_PURE = re.compile(r"(?:系数|指数|比值|倍数|评分|得分)$")


@dataclass(slots=True)
class Cells:
    """A row read so far. unit: that its unit column or its name gives.  named_unit: it is a name's, here or above.

    measured: the name that tells what the figure means: the row's own, or that of the group which gives its unit.
    """

    row: Row
    name: str
    unit: str
    part: bool
    named_unit: bool
    name_cell: CellText | None
    strength: Strength
    binding: str
    measured: str


def read_row(columns: Sequence[Column], row: Row, above: Cells | None) -> Cells:
    """The row's name, unit and force. A part (其中…) without a unit has that of the row above."""
    name_column = next((c for c in columns if c.role == "name"), None)
    name, unit, part = row_name(name_column, row) if name_column else ("", "", False)
    measured = name
    group, group_unit = group_of(name_column, row) if name_column else ("", "")
    if group_unit and not unit and not default_unit(name, "level"):
        measured, unit, name = group, group_unit, subject_in_group(name, group)
    named = bool(unit) or (above is not None and above.named_unit)
    unit_column = next((c for c in columns if c.role == "unit"), None)
    stated = unit_column.at(row) if unit_column else None
    if stated is not None and len(stated.text) <= 8:
        unit = usual_unit(stated.text)  # the column says it is one, known or not
    shared = part or (above is not None and above.named_unit and not default_unit(name, "level"))
    if not unit and above is not None and shared and not _PURE.search(name):
        unit = above.unit  # 大牲畜（万头） and below it 奶牛
    if not unit and name:
        found = [
            q
            for q in find_quantities(name)
            if q.family.startswith("count") or q.family in ("area", "length", "money", "mass")
        ]
        unit = found[0].scale + found[0].raw_unit if len(found) == 1 else ""
    binding_column = next((c for c in columns if c.role == "binding"), None)
    binding = cell.text if binding_column and (cell := binding_column.at(row)) else ""
    cells = name_column.all_at(row) if name_column else []
    strength: Strength = "must" if _BOUND.search(binding) else "plan"
    return Cells(row, name, unit, part, named, cells[-1] if cells else None, strength, binding, measured)


def figure_of(
    maker: Maker, column: Column, cell: CellText, read: Cells, table_unit: str, *, level: bool = False
) -> Figure | None:  # fmt: skip
    """The figure of a cell with the unit that its column, its row or the caption gives, in this order.

    level: whether the level to be reached stands beside a figure of growth.
    """
    if column.role == "growth" and is_cumulative(cell):
        unit = read.unit or table_unit
        return read_cumulative(cell, maker.source, name=read.measured, unit=unit, level=level)
    if column.role in ("growth", "share", "rate"):
        unit = column.unit or (
            "%" if "额" not in column.label and "数" not in column.label else read.unit or table_unit
        )
    else:
        unit = column.unit or read.unit or table_unit
    role = column.role if column.role in ("growth", "share", "rate") else "level"
    return read_figure(cell, maker.source, name=read.measured, unit=unit, role=role)


# ---- what is reported


def is_aside(words: str) -> bool:
    """Whether a note in brackets limits nothing: 全省, “十二五”期间总数."""
    return re.search(r"^全[省市县区国]$|总数|均值|累计|年|^以[上内]|左右", words) is not None


def target_columns(maker: Maker, columns: Sequence[Column]) -> list[Column]:
    """The columns whose figures are to be reached: named so, of a year ahead, or all under a caption that says so."""
    named = [c for c in columns if c.role == "target"]
    ahead = [c for c in columns if c.role == "value" and _lies_ahead(maker, c)]
    if named or ahead:
        return [c for c in columns if c in named or c in ahead]
    if has(columns, "binding") and (last := _last_year(maker, columns)):
        return [last]
    if promises(maker.grid, columns):
        values = [c for c in columns if c.role == "value" and not _DONE.search(c.label)]
        return [c for c in values if _PLANNED.search(c.label)] or values
    return []


def _last_year(maker: Maker, columns: Sequence[Column]) -> Column | None:
    """The column of the last year: in a table that says what is binding (约束性) it is what is to be reached."""
    dated = [
        (due.end, -i, c)
        for i, c in enumerate(columns)
        if c.role == "value" and (due := maker.when.of_heading(c, maker.source)) and due.end
    ]
    return max(dated, key=lambda d: d[:2])[2] if dated else None


def _lies_ahead(maker: Maker, column: Column) -> bool:
    due = maker.when.of_heading(column, maker.source)
    if due is None or due.end is None:
        return False
    written, period = maker.when.written, maker.when.period
    if written is not None:
        return due.end > written
    return bool(period and period.end and due.end >= period.end)


def past(maker: Maker, column: Column) -> bool:
    """Whether a target's time was over when the document was written."""
    due = maker.when.of_heading(column, maker.source) or maker.when.of_caption()
    period = maker.when.period
    begun = maker.when.written or (period.start if period else None)
    return bool(due and due.end and begun and due.end < begun)


def target_rows(maker: Maker, columns: Sequence[Column], targets: Sequence[Column], table_unit: str) -> None:
    """Target statements: one for each row and column of figures to be reached; words without a figure stay words."""
    growth = {id(c): _growth_after(columns, c) for c in targets}
    above: Cells | None = None
    for row in maker.grid.rows:
        read = read_row(columns, row, above)
        above = read if not read.part else above
        if not read.name:
            continue
        agencies = agencies_of(columns, row, first_leads=maker.first_leads) or bearer_of(columns, row)
        due = _row_deadline(maker, columns, row)
        for column in targets:
            cell, beside = column.at(row), growth[id(column)]
            if cell is None:  # 年均增长 alone says what is to be reached
                used = next((c for c in beside if c.at(row)), None)
                if used is not None and (alone := used.at(row)) is not None:
                    _target(maker, column, [], alone, read, table_unit, agencies, due, used)
            elif not _LATER.search(cell.text):
                bare = figure_of(maker, column, cell, read, table_unit) is None
                for whose, part in (each_bound(cell, maker.source) if bare else []) or [("", cell)]:
                    _target(maker, column, beside, part, read, table_unit, agencies, due, column, whose)


def _growth_after(columns: Sequence[Column], column: Column) -> list[Column]:
    out: list[Column] = []
    for c in columns[list(columns).index(column) + 1 :]:
        if c.role != "growth":
            break
        out.append(c)
    return out


def _row_deadline(maker: Maker, columns: Sequence[Column], row: Row) -> Deadline | None:
    cell = next((cell for c in columns if c.role == "deadline" and (cell := c.at(row))), None)
    return maker.when.of_cell(cell, maker.source) if cell else None


def _target(
    maker: Maker, column: Column, beside: Sequence[Column], cell: CellText, read: Cells, table_unit: str,
    agencies: Sequence[Agency], due: Deadline | None, holder: Column, whose: str = "",
) -> None:  # fmt: skip
    """One target. column: whose heading says by when.  holder: the one that `cell` stands in.

    whose: what the cell limits the figure to.
    """
    row = read.row
    figure = figure_of(maker, holder, cell, read, table_unit)
    measures: list[Measure] = list(figure.measures) if figure else []
    used = [*([read.name_cell] if read.name_cell else []), cell]
    for c in beside:
        other = c.at(row)
        more = figure_of(maker, c, other, read, table_unit, level=bool(measures)) if other else None
        if other and more:
            measures += more.measures
            used.append(other)
    subject = subject_of(read.name, column, maker.grid.caption, breakdown=column.role == "value" and not read.binding)
    whose = whose or (figure.qualifier if figure and not is_aside(figure.qualifier) else "")
    subject = f"{subject}（{whose}）" if whose else subject
    if not measures and _WORDLESS.match(cell.text):
        return
    state = end_state(cell.text)
    if state and end_state(read.name) is None:
        if not measures and len(cell.text) <= 12:
            subject = f"{read.name}{cell.text}"
        elif measures and _EDGE_STATE.search(cell.text) and cell.text.startswith(state) | cell.text.endswith(state):
            subject += state
    assigned_only = (
        not measures and not state and not read.binding and due is not None and not (due.end or due.recurring)
    )
    deadline = earlier(due, maker.when.of_heading(column, maker.source)) or maker.when.of_caption()
    kind = "binding" if read.strength == "must" else "expected" if read.binding else "indicator"
    maker.add(
        "task" if assigned_only and agencies else "target",
        row,
        cell,
        subject,
        measures=[replace(m, rule=m.rule or "table.figure") for m in measures],
        deadline=deadline or maker.when.of_document(ahead=True),
        agencies=agencies,
        strength=read.strength,
        span=maker.stretch(row, used, cell),
        rule=f"table.{kind}" if column.role == "target" or read.binding else "table.breakdown",
        confidence=0.9 if measures else 0.7,
    )


def tells_figures(maker: Maker, columns: Sequence[Column]) -> bool:
    """Whether a table without targets reports its figures: by the kind of its document or its own words."""
    if has(columns, "actual", "rate"):
        return True
    if not has(columns, "value", "growth", "share"):
        return False
    kind = maker.doc.meta.kind
    return kind in ("bulletin", "report", "sheet") or reports(maker.grid, columns)
