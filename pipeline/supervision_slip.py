"""Supervision slips (督办单): which are to be issued, under what number, and what each says.

A slip is one page for one agency and one matter that is overdue or missed. Once issued it stays as it is: its words are
kept in the database, so that it can be written again, and its number is never given to another. A matter that was
closed and comes again gets a new one. `pipeline.slip_docx` gives slips the form of a Word file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, func, select

from pipeline.agency_groups import Bodies, bodies_of
from pipeline.alert_words import KIND_WORDS, distance, quote, told
from pipeline.alerts import distinct
from pipeline.rows import Row
from pipeline.slip_docx import write_slip
from pipeline.store import Store
from pipeline.store_write import insert_rows
from pipeline.wording import as_of_words, deadline_words, delay_words, measures_words, names, place_words
from schemas import tables as t
from schemas.document import Meta
from schemas.findings import Alert, AlertKind, Finding
from schemas.records import Statement, content_id
from schemas.settings import Settings, Slips

#: Longest quote that a slip keeps; the page may take less.
QUOTE = 200
_SIGNS = {"≥": "不低于", "≤": "不超过", "＞": "高于", "＜": "低于"}
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True)
class Slip:
    """What one slip says, in the words that stand on it.

    mark, year, number: its number, 督办〔2031〕3号.  agency: to whom.  issuer: who signs, empty where nobody is known.
    source: the plan's title and number.  quote, place: the plan's own words and where they stand.  report: the report's
    words with day and document, or that there are none.  gap: how far from done.  reply_by: by when to answer.
    support, joint: who supports, and who leads together with the agency, as the plan names them.
    """

    mark: str
    year: int
    number: int
    agency: str
    issuer: str
    issued: date
    reply_by: date
    contact: str
    kind: AlertKind
    subject: str
    source: str
    target: str
    due: str
    quote: str
    place: str
    report: str
    gap: str
    support: str
    joint: str = ""

    @property
    def label(self) -> str:
        """督办〔2031〕3号."""
        return f"{self.mark}〔{self.year}〕{self.number}号"

    @property
    def file_name(self) -> str:
        """2031-003 市住建局 新建公租房.docx, without what no file's name may hold."""
        name = f"{self.year}-{self.number:03} {self.agency[:20]} {self.subject[:30]}"
        return _NOT_IN_NAMES.sub(" ", name).strip(" .") + ".docx"


@dataclass(frozen=True, slots=True)
class Issued:
    """The slips of the matters that hold, in the order of their numbers.

    fresh: how many were issued now.  nobody: matters for which no agency is named, so that there is no slip.
    """

    slips: tuple[Slip, ...]
    fresh: int
    nobody: int


def issue(
    store: Store,
    alerts: Sequence[Alert],
    *,
    as_of: date,
    settings: Settings,
    metas: Mapping[str, Meta] | None = None,
) -> Issued:
    """Issue what is missing of the slips for these alerts, and give back all that hold.

    alerts: as of the day, in the order in which new numbers are given.  metas: of the plans, by file name.
    """
    chosen: dict[str, Alert] = {}
    for alert in distinct(alerts):
        if alert.kind in settings.slips.kinds:
            chosen.setdefault(alert.key, alert)
    nobody = 0
    held: list[Slip] = []
    fresh: list[Row] = []
    homes = {name: meta.place for name, meta in (metas or {}).items()}
    with store.begin() as conn:
        kept, last = _kept(conn), _last(conn, as_of.year)
        since = {row.key: row.first_as_of for row in conn.execute(select(t.alerts.c.key, t.alerts.c.first_as_of))}
        bodies = bodies_of((alert.finding.target for alert in alerts), homes)
        for key, alert in chosen.items():
            home = homes.get(alert.finding.target.doc)
            agencies = dict.fromkeys(bodies.name(name, home) for name in addressed(alert.finding.target))
            nobody += not agencies
            before = {bodies.name(name, home): slip for name, slip in kept.get(key, {}).items()}
            for agency in agencies:
                slip = before.get(agency)
                if slip is None or slip.issued < since.get(key, slip.issued):
                    meta = (metas or {}).get(alert.finding.target.doc)
                    number = last + len(fresh) + 1
                    slip = made(alert, agency, number, as_of=as_of, rule=settings.slips, meta=meta, bodies=bodies)
                    fresh.append(_row(key, slip))
                held.append(slip)
        insert_rows(conn, t.slips, fresh)
    return Issued(tuple(sorted(held, key=lambda s: (s.year, s.number))), len(fresh), nobody)


def write_slips(slips: Sequence[Slip], folder: Path) -> list[Path]:
    """Write slips as Word files into a folder; the same slip is the same bytes. Their paths.

    Raises StoreError where one cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [write_slip(slip, folder / slip.file_name) for slip in slips]


def made(
    alert: Alert,
    agency: str,
    number: int,
    *,
    as_of: date,
    rule: Slips,
    meta: Meta | None = None,
    bodies: Bodies | None = None,
) -> Slip:
    """The slip for one agency and one alert.  bodies: who is who, where an agency has several names."""
    found = alert.finding
    home = meta.place if meta else None
    target, end = found.target, found.target.deadline.end if found.target.deadline else None
    others = [
        (a.role, a.name)
        for a in target.agencies
        if a.role != "person" and agency not in (a.name, bodies.name(a.name, home) if bodies else None)
    ]
    title = (meta.title if meta else None) or Path(target.doc).stem
    number_of = f"（{meta.number}）" if meta and meta.number else ""
    return Slip(
        mark=rule.mark,
        year=as_of.year,
        number=number,
        agency=agency,
        issuer=rule.issuer or (meta.issuers[0] if meta and meta.issuers else ""),
        issued=as_of,
        reply_by=as_of + timedelta(days=rule.reply_days),
        contact=rule.contact,
        kind=alert.kind,
        subject=target.subject,
        source=f"《{title.strip('《》')}》{number_of}",
        target=_spelled(measures_words(target.measures)),
        due=(deadline_words(target.deadline) or "未明确") + (f"（{delay_words(end, as_of)}）" if end else ""),
        quote=quote(target, QUOTE),
        place=place_words(target),
        report=_report(found),
        gap=distance(found) if found.gap is not None else "",
        support="、".join(dict.fromkeys(name for role, name in others if role != "lead")),
        joint="、".join(dict.fromkeys(name for role, name in others if role == "lead")),
    )


def addressed(target: Statement) -> list[str]:
    """To whom slips for a target go: its lead agencies, where there is none its others; never a person alone."""
    found = names(target, "lead") or names(target, "support")
    return found.split("、") if found else []


def status_words(kind: AlertKind) -> str:
    """What a slip calls the state of its matter."""
    return {"missed": "未按期完成", "overdue": "超期未结"}.get(kind, KIND_WORDS[kind])


def _spelled(figures: str) -> str:
    """Figures as a letter has them: 不低于98% for ≥98%."""
    return "".join(_SIGNS.get(sign, sign) for sign in figures)


def _report(found: Finding) -> str:
    answer = found.answer
    if answer is None:
        return "各报告中未见进展"
    return f"{told(answer, QUOTE)}（{as_of_words(answer, found.as_of)}{answer.doc}）"


def _kept(conn: Connection) -> dict[str, dict[str, Slip]]:
    """The latest slip of each matter and agency."""
    found = select(t.slips).order_by(t.slips.c.year, t.slips.c.number)
    out: dict[str, dict[str, Slip]] = {}
    for row in conn.execute(found).mappings():
        out.setdefault(row["alert_key"], {})[row["agency"]] = _read(row["content"])
    return out


def _last(conn: Connection, year: int) -> int:
    return conn.scalar(select(func.max(t.slips.c.number)).where(t.slips.c.year == year)) or 0


def _row(key: str, slip: Slip) -> Row:
    said = asdict(slip) | {"issued": slip.issued.isoformat(), "reply_by": slip.reply_by.isoformat()}
    return {
        "id": content_id("slip", key, slip.agency, slip.issued),
        "alert_key": key,
        "agency": slip.agency,
        "year": slip.year,
        "number": slip.number,
        "issued": slip.issued,
        "reply_by": slip.reply_by,
        "content": json.dumps(said, ensure_ascii=False),
    }


def _read(content: str) -> Slip:
    said = json.loads(content)
    days = {name: date.fromisoformat(said[name]) for name in ("issued", "reply_by")}
    return Slip(**(said | days))
