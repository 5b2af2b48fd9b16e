"""The responsible bodies of a row, from its columns 牵头单位, 配合单位, 责任人 and their like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.agencies import is_generic, parse_assignment, split_names
from extractors.lexicon import alternation, terms
from pipeline.tabulate_columns import Column
from pipeline.tabulate_grid import Row
from pipeline.tabulate_text import CellText
from schemas.values import Agency, AgencyRole

_ENDS = re.compile(
    rf"(?:{alternation(terms('agencies', part='suffix'))}|[局委办部厅院所站队区县市镇乡])"
    r"(?:（[^）]*）)?$"
)
_VERB = re.compile(r"牵头|配合|负责|参与|协助|会同")
_GAP = re.compile(r"[\s/／]+")
_ROLES: dict[str, AgencyRole] = {"lead": "lead", "support": "support", "person": "person"}


def agencies_of(columns: Sequence[Column], row: Row, *, first_leads: bool) -> tuple[Agency, ...]:
    """The bodies and persons that a row names, each once, the first role it has.

    first_leads: the document says that of a plain list the first leads and the others support.
    """
    found: dict[str, Agency] = {}
    for role in ("lead", "support", "person"):
        for column in columns:
            if column.role != role:
                continue
            for cell in column.all_at(row):
                for agency in _of_cell(cell, _ROLES[role], first_leads=first_leads):
                    found.setdefault(agency.name, agency)
    return tuple(found.values())


# A table that hands out shares of a task: its rows are the places that bear them, under 单位 or its like.
_BEARERS = re.compile(r"(?:承担|任务|实施|责任|下达|申报)?单位|各?县（市、?区?）区?|区县|县区|市县|市州|属地")
_PLACE = re.compile(
    r"(?!全|我|各|合|小)[一-鿿]{1,10}(?:省|市|区|县|旗|州|盟|镇|乡|街道|兵团|管委会)(?:（[^）]{1,12}）)?"
)


def bearer_of(columns: Sequence[Column], row: Row) -> tuple[Agency, ...]:
    """The place whose share of the task a row holds, where its column says 单位 or 县（市）区; none for totals."""
    for column in columns:
        if column.role in ("name", "group") and _BEARERS.fullmatch(column.label) and (cell := column.at(row)):
            name = _GAP.sub("", cell.text)
            return (_placed(cell, name, "lead"),) if _PLACE.fullmatch(name) else ()
    return ()


def _of_cell(cell: CellText, role: AgencyRole, *, first_leads: bool) -> list[Agency]:
    text = list_text(cell.spaced.text, person=role == "person")
    if role != "person" and _VERB.search(text) and (named := parse_assignment(text)):
        return [_placed(cell, n.name, n.role) for n in named]
    names = [n for n in split_names(text) if not is_generic(n)]
    return [_placed(cell, n, "support" if first_leads and role == "lead" and i else role) for i, n in enumerate(names)]


def list_text(text: str, *, person: bool) -> str:
    """A cell's list with its line ends as separators where they part names, and closed up where they cut one."""
    out = ""
    for part in _GAP.split(text.strip()):
        if not out:
            out = part
        elif out[-1] in "、，；：（" or part[:1] in "、，；）":
            out += part
        elif person or _ENDS.search(out):
            out += "、" + part
        else:
            out += part
    return out


def _placed(cell: CellText, name: str, role: AgencyRole) -> Agency:
    at = cell.text.find(name)
    if at < 0:
        return Agency(name, role)
    start, end = cell.span(at, at + len(name))
    return Agency(name, role, False, start, end)
