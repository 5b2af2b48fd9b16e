"""What each column of a table is for: by its heading, and where that leaves it open, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.lexicon import read_table
from pipeline.tabulate_grid import Grid, Heading, Row, is_empty, is_numeric
from pipeline.tabulate_text import CellText
from pipeline.tabulate_units import is_unit, split_unit, table_unit
from schemas.errors import RuleError

#: What a column can hold; goal is a target in words, value a figure that the heading names.
ROLES = (
    *("index", "name", "group", "content", "goal", "unit", "binding", "note"),
    *("lead", "support", "person", "deadline"),
    *("base", "target", "actual", "value", "growth", "share", "rate", "status"),
)
_BINDING = re.compile(r"^(?:约束性?|预期性?|指导性?)(?:指标)?$")
_VERDICT = re.compile(
    r"^(?:已|提前|超额|按期|未|基本|部分)?(?:完成|达标|实现|达到)(?:目标|任务)?$|^(?:是|否|正常|滞后|推进中)$"
)
_YEARS = re.compile(r"^(?:19|20)\d\d年?(?P<span>[-—–~～至]+(?:19|20)\d\d年?)?$")
_TASKED = re.compile(r"(?:任务|计划)(?:数量?|量)?$")
_TASK_WORDS = re.compile(r"任务|目标|计划|安排|分解|预期|下达|责任清单")
_REPORTED = re.compile(r"完成情况|实现情况|统计|增长速度|增速|构成|进展|执行情况|进度|通报|落实情况|余额|产量")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. role: what it holds, of ROLES; goal is a target in words.  label: its heading without unit.

    unit: of its figures as the heading gives it, "" where it does not.  cells: of the heading, for its place.
    """

    cols: tuple[int, ...]
    role: str
    label: str
    unit: str
    cells: tuple[CellText, ...]

    def at(self, row: Row) -> CellText | None:
        """The first cell with words that a row has in this column."""
        for col in self.cols:
            cell = row.cells.get(col)
            if cell is not None and not is_empty(cell.text):
                return cell
        return None

    def all_at(self, row: Row) -> list[CellText]:
        """All different cells with words that a row has in this column."""
        found: dict[int, CellText] = {}
        for col in self.cols:
            cell = row.cells.get(col)
            if cell is not None and not is_empty(cell.text):
                found.setdefault(cell.cell.start, cell)
        return list(found.values())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_table("table_headers")
    if strange := sorted({row["role"] for row in rows} - set(ROLES)):
        raise RuleError(f"table_headers.tsv: unknown roles {strange}")
    return tuple((re.compile(row["pattern"]), row["role"]) for row in rows)


@cache
def header_words() -> re.Pattern[str]:
    """Any heading that the lexicon knows."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_table("table_headers")))


def role_of_heading(text: str) -> str | None:
    """The role that a heading names, None where the lexicon does not know it."""
    return next((role for pattern, role in _patterns() if pattern.search(text)), None)


def columns_of(grid: Grid) -> list[list[Column]]:
    """The columns of a grid, in groups: a table that stands twice side by side makes two groups."""
    read = [_column(grid, heading) for heading in grid.headings]
    groups: list[list[Column]] = [[]]
    for column in read:
        figures = any(c.role in ("value", "growth", "share", "target", "actual") for c in groups[-1])
        again = column.role == "name" and any(c.role == "name" and c.label == column.label for c in groups[-1])
        if again and figures:
            groups.append([])
        groups[-1].append(column)
    return [_settled(group, grid) for group in groups]


def _column(grid: Grid, heading: Heading) -> Column:
    label, unit = split_unit(heading.text)
    unit = unit or next((u for level in reversed(heading.levels) if (u := split_unit(level)[1])), "")
    below = [cell.text for row in grid.rows if (cell := _first(heading, row)) is not None]
    role = role_of_heading(label) or role_of_heading(heading.text)
    return Column(heading.cols, _by_contents(role, label, below), label, unit, heading.cells)


def _first(heading: Heading, row: Row) -> CellText | None:
    return next((c for col in heading.cols if (c := row.cells.get(col)) is not None and not is_empty(c.text)), None)


def _share(texts: Sequence[str], test: re.Pattern[str]) -> float:
    return sum(test.search(t) is not None for t in texts) / len(texts) if texts else 0.0


def _by_contents(role: str | None, label: str, below: Sequence[str]) -> str:
    """The role settled by the cells: 单位 may be a unit, an office or a row's name; 完成情况 a figure or a report."""
    numeric = sum(is_numeric(t) for t in below) / len(below) if below else 0.0
    if role != "binding" and _share(below, _BINDING) >= 0.6:
        return "binding"
    if role == "unit":
        units = sum(is_unit(t) for t in below) / len(below) if below else 1.0
        if units >= 0.5:
            return "unit"
        return "name"
    if role == "target":
        return "target" if numeric >= 0.3 or _short(below) else "goal"
    if role in ("actual", "status", "rate"):
        if _share(below, _VERDICT) >= 0.6:
            return "status"
        if role == "status" and numeric >= 0.6:
            return "actual"
        return "status" if role == "actual" and below and numeric < 0.3 and not _short(below) else role
    if role == "deadline" and numeric > 0.8 and "时间" not in label and "时限" not in label:
        return "value"
    if role in ("name", "group", None) and _are_spans(below):
        return "deadline"
    if role in ("name", "group", None) and numeric >= 0.6 and not label.startswith("序"):
        return "target" if _TASKED.search(label) else "value"
    if role == "value" and below and numeric < 0.2:
        return "name" if label.endswith(("期", "总量")) else "content"
    if role is None:
        return "name" if not label else "note"
    return role


def _are_spans(texts: Sequence[str]) -> bool:
    """Whether the cells are years from … to, as 起止年限 has them: 2031-2033, some of them one year."""
    years = [m for t in texts if (m := _YEARS.match(t))]
    return len(years) >= 0.8 * len(texts) and 2 * sum(m["span"] is not None for m in years) > len(years)


def _short(texts: Sequence[str]) -> bool:
    """Whether the cells are figures with some words (44（-18%）, 国家下达指标) rather than sentences."""
    return (
        bool(texts) and sum(len(t) <= 14 for t in texts) >= 0.7 * len(texts) and any(re.search(r"\d", t) for t in texts)
    )


def _settled(group: list[Column], grid: Grid) -> list[Column]:
    """The roles of one group seen together."""
    out = list(group)
    if not any(c.role == "name" for c in out):
        spare = next((i for i, c in enumerate(out) if c.role in ("content", "goal", "group")), None)
        if spare is None:
            spare = next((i for i, c in enumerate(out) if c.role == "note" and _wordy(c, grid)), None)
        if spare is not None:
            out[spare] = _with_role(out[spare], "name")
    names = [i for i, c in enumerate(out) if c.role == "name"]
    # of several names the last before the figures is the row's own; in task tables the first is, the others tell more
    first_figure = next(
        (i for i, c in enumerate(out) if c.role in ("value", "target", "actual", "growth", "share", "base")), None
    )
    if len(names) > 1:
        tasks = (
            any(out[i].role in ("lead", "support", "deadline", "status", "goal") for i in range(len(out)))
            and first_figure is None
        )
        keep = (
            names[0] if tasks else max((i for i in names if first_figure is None or i < first_figure), default=names[0])
        )
        for i in names:
            if i != keep:
                longer = _length(out[i], grid) > 1.5 * _length(out[keep], grid)
                out[i] = _with_role(out[i], "content" if tasks and longer else "group" if i < keep else "note")
    return out


def _wordy(column: Column, grid: Grid) -> bool:
    return any(len(c.text) > 1 for row in grid.rows if (c := column.at(row)) is not None)


def _length(column: Column, grid: Grid) -> float:
    texts = [c.text for row in grid.rows if (c := column.at(row)) is not None]
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _with_role(column: Column, role: str) -> Column:
    return Column(column.cols, role, column.label, column.unit, column.cells)


def has(columns: Sequence[Column], *roles: str) -> bool:
    """Whether any column has one of these roles."""
    return any(c.role in roles for c in columns)


def promises(grid: Grid, columns: Sequence[Column]) -> bool:
    """Whether the words over a table of bare figures say that they are to be reached."""
    words = grid.caption + "".join(c.label for c in columns)
    return _TASK_WORDS.search(words) is not None and _REPORTED.search(grid.caption) is None


def reports(grid: Grid, columns: Sequence[Column]) -> bool:
    """Whether the words over a table of bare figures say that they were reached."""
    return _REPORTED.search(grid.caption + "".join(c.label for c in columns)) is not None or has(columns, "growth")


def unit_over(grid: Grid) -> str:
    """The unit that the caption gives for the whole table."""
    return table_unit(grid.caption)
