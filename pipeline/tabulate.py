"""Tables and sheets to statements: indicator tables, tables of tasks, returns of progress, tables of communiqués."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from extractors.agencies import first_leads
from pipeline.tabulate_build import Maker
from pipeline.tabulate_columns import Column, columns_of, has, header_words, unit_over
from pipeline.tabulate_grid import Grid, is_numeric, logical_tables, read_grid
from pipeline.tabulate_reported import reported_rows
from pipeline.tabulate_rows import past, target_columns, target_rows, tells_figures
from pipeline.tabulate_tasks import content_rows, status_rows, task_rows
from pipeline.tabulate_text import squeezed
from pipeline.tabulate_when import When
from schemas.document import Document, Issue
from schemas.records import Statement

# Registers and descriptions: tables that promise and report nothing, which is no fault of the reading.
_REGISTER = re.compile(
    r"一览|名单|名录|目录|基本情况|现状|统计表|汇总表|概况|分布|通讯录|联系|说明|对照|成员|标准|范围|划定|清单"
)
_MEANS_WORK = re.compile(r"目标|任务|指标|责任|牵头|时限|完成")
_QUOTE = 80


def tabulate(doc: Document) -> tuple[list[Statement], list[Issue]]:
    """The statements of a document's tables, in order of their places, and the tables that were not understood.

    A plan's table gives targets (a figure, a deadline or an end state) and tasks (assigned work without one); columns
    that report, and tables of communiqués and returns, give progress. Layout tables and registers give nothing.
    """
    if not doc.raw.tables:
        return [], []
    grids = [read_grid(t, i, doc.raw.source, header_words()) for i, t in enumerate(doc.raw.tables, start=1)]
    sections = _Sections(doc)
    lead = first_leads(doc.clean.text)
    statements: list[Statement] = []
    issues: list[Issue] = []
    for grid in logical_tables(grids):
        start = grid.rows[0].table.start if grid.rows else grid.table.start
        maker = Maker(doc, grid, When.of(doc, grid.caption), _section(sections.at(start), grid.caption), lead)
        groups = columns_of(grid) if grid.headings else []
        for columns in groups:
            _read(maker, columns)
        statements += maker.made
        if not maker.made and (issue := _not_understood(doc, grid, groups)):
            issues.append(issue)
    statements.sort(key=lambda s: (s.start, s.end, s.role, s.id))
    return statements, issues


def _read(maker: Maker, columns: Sequence[Column]) -> None:
    """All statements of one group of columns."""
    unit = unit_over(maker.grid)
    returned = _filled(maker, columns, "actual", "status", "rate")
    targets = target_columns(maker, columns)
    if returned:
        figures = has(columns, "actual", "rate") or (maker.doc.meta.kind != "plan" and has(columns, "growth"))
        if figures:
            reported_rows(maker, columns, unit)
        if has(columns, "status"):
            status_rows(maker, columns, figures=figures)
        if maker.doc.meta.kind in ("plan", "notice") and not _is_return(maker, columns, targets):
            targets = [c for c in targets if not past(maker, c)]
            if targets:
                target_rows(maker, columns, targets, unit)
        return
    if targets and maker.doc.meta.kind != "bulletin":
        target_rows(maker, columns, targets, unit)
        if has(columns, "content"):
            content_rows(maker, columns)
        return
    if has(columns, "lead", "support", "person", "deadline", "goal") and not has(columns, "growth"):
        task_rows(maker, columns)
        return
    if tells_figures(maker, columns):
        reported_rows(maker, columns, unit)


def _filled(maker: Maker, columns: Sequence[Column], *roles: str) -> bool:
    return any(c.role in roles and c.at(row) for row in maker.grid.rows for c in columns)


def _is_return(maker: Maker, columns: Sequence[Column], targets: Sequence[Column]) -> bool:
    """Whether a plan's table looks back: its targets' time is over, or unknown while all its figures are reported."""
    return all(past(maker, c) or maker.when.of_heading(c, maker.source) is None for c in targets)


def _not_understood(doc: Document, grid: Grid, groups: Sequence[Sequence[Column]]) -> Issue | None:
    """An issue for a table that seems to hold figures or work and gave no statement."""
    texts = [c.text for row in grid.rows for c in row.filled()]
    if len(grid.rows) < 3 or grid.cols < 2 or _REGISTER.search(grid.caption):
        return None
    numeric = sum(is_numeric(t) for t in texts) / len(texts) if texts else 0.0
    heads = "".join(h.text for h in grid.headings)
    known = any(has(g, "target", "actual", "lead", "deadline") for g in groups)
    if numeric < 0.3 and not (known or _MEANS_WORK.search(heads)):
        return None
    first = grid.header or (
        (grid.rows[0].filled()[0].place[0], grid.rows[0].filled()[-1].place[1]) if grid.rows else None
    )
    if first is None:
        return None
    start, end = first[0], min(first[1], first[0] + _QUOTE)
    message = f"未能识别表格：{grid.caption[:40]}" if grid.caption else "未能识别表格"
    quote = doc.raw.source[start:end]
    return Issue(doc.name, "extract", "table_not_understood", message, quote, start, end, grid.table.page)


def _section(above: tuple[str, ...], caption: str) -> tuple[str, ...]:
    """The headings above a table and its caption, which the text may have as a heading already."""
    last = squeezed(above[-1]) if above else ""
    return above if not caption or (len(last) >= 8 and last in caption) else (*above, caption)


class _Sections:
    """The headings above a place in the source."""

    def __init__(self, doc: Document) -> None:
        self._starts: list[int] = []
        self._sections: list[tuple[str, ...]] = []
        for p in doc.paragraphs:
            own = (doc.clean.text[p.start : p.end].rstrip("。：:； "),) if p.level is not None else ()
            self._starts.append(doc.clean.source_span(p.start, p.end)[0])
            self._sections.append((*p.section, *own))

    def at(self, start: int) -> tuple[str, ...]:
        i = bisect_right(self._starts, start) - 1
        return self._sections[i] if i >= 0 else ()
