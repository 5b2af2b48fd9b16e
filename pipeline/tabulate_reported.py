"""Rows of what was reached: figures of communiqués and returns, and results told in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.tabulate_agencies import agencies_of
from pipeline.tabulate_build import Maker
from pipeline.tabulate_columns import Column, has
from pipeline.tabulate_grid import Row
from pipeline.tabulate_names import names_a_measure, subject_of
from pipeline.tabulate_rows import Cells, figure_of, is_aside, read_row
from schemas.values import Agency, Deadline

_VERDICT = re.compile(r"^(?:是|否|有|无|完成|未完成|完成下达任务|达标|正常)$")
_CUMULATIVE = re.compile(r"累计|截至|截止|至今|[-—至]\d{1,2}月")
_CURRENT = re.compile(r"本月|当月|本期|本周|本季")


def reported_rows(maker: Maker, columns: Sequence[Column], table_unit: str) -> None:
    """Progress statements: one for each row and figure that a heading names, with its growth and share beside it."""
    returns = has(columns, "actual") and (maker.doc.meta.kind != "bulletin" or has(columns, "target", "goal", "rate"))
    groups = _figure_groups(columns, returns=returns)
    above: Cells | None = None
    measure = measured_in = ""
    for row in maker.grid.rows:
        read = read_row(columns, row, above)
        above = read if not read.part else above
        if names_a_measure(read.name):
            measure, measured_in = read.name, read.unit
        agencies = agencies_of(columns, row, first_leads=maker.first_leads)
        for group in groups:
            level = any(c.role != "growth" and c.at(row) for c in group)
            found = [
                (c, cell, f)
                for c in group
                if (cell := c.at(row)) and (f := figure_of(maker, c, cell, read, table_unit, level=level))
            ]
            found = [(c, cell, f) for c, cell, f in found if f.measures]
            if not found:
                if returns:
                    _in_words(maker, row, read, group[0], agencies)
                continue
            column, cell, figure = found[0]
            measures = tuple(m for _, _, f in found for m in f.measures)
            part = read.part or read.unit == measured_in
            over = measure if part and not returns and measure != read.name else ""
            subject = subject_of(read.name, group[0], maker.grid.caption, above=over)
            if figure.qualifier and not is_aside(figure.qualifier):
                subject = f"{subject}（{figure.qualifier}）"
            used = [*([read.name_cell] if read.name_cell else []), *(c for _, c, _ in found)]
            maker.add(
                "progress",
                row,
                cell,
                subject,
                measures=measures,
                deadline=_as_of(maker, column),
                agencies=agencies,
                span=maker.stretch(row, used, cell),
                rule="table.return" if has(columns, "actual", "rate", "status") else "table.reported",
            )


def _in_words(maker: Maker, row: Row, read: Cells, column: Column, agencies: Sequence[Agency]) -> None:
    """What a column of results says without a figure: 装饰装修, 主体封顶."""
    cell = column.at(row)
    if cell is None or not read.name or _VERDICT.match(cell.text):
        return
    maker.add(
        "progress",
        row,
        cell,
        read.name,
        deadline=_as_of(maker, column),
        agencies=agencies,
        rule="table.return",
        confidence=0.7,
    )


def _figure_groups(columns: Sequence[Column], *, returns: bool) -> list[list[Column]]:
    """Columns that speak of one thing: a level and the growth and share after it; a rate stands in for a level.

    returns: only what was done counts, other figures are those of the plan.
    """
    actual = [c for c in columns if c.role == "actual"]
    if len(actual) > 1 and any(_CUMULATIVE.search(c.label) for c in actual):
        dropped = {id(c) for c in actual if _CURRENT.search(c.label)}
        columns = [c for c in columns if id(c) not in dropped]
    groups: list[list[Column]] = []
    planned = False
    for column in columns:
        if column.role not in ("growth", "share", "rate"):
            planned = column.role == "target"
        if returns and planned:
            continue  # the growth beside a target is planned too
        if column.role == "actual" or (column.role == "value" and not returns):
            groups.append([column])
        elif column.role in ("growth", "share"):
            if groups:
                groups[-1].append(column)
            else:
                groups.append([column])
        elif column.role == "rate" and not returns:
            groups.append([column])
    return groups


def _as_of(maker: Maker, column: Column) -> Deadline | None:
    when = maker.when
    covers = maker.doc.meta.kind in ("bulletin", "report", "sheet")
    return when.of_heading(column, maker.source) or when.of_caption() or when.of_document(ahead=False, covers=covers)
